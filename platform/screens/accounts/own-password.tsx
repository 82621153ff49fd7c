import { PageTitle } from '../page.tsx'
import { useText } from '../text.ts'
import { ChangePassword } from './change-password.tsx'
import './accounts.css'

/** Somebody else gave her the first password; she chooses her own before anything else. */
export default function OwnPassword({ onChanged }: { onChanged: () => Promise<void> }) {
  const t = useText()
  return (
    <>
      <PageTitle lead={t('accounts.change.must')}>{t('accounts.change.title')}</PageTitle>
      <ChangePassword onChanged={onChanged} />
    </>
  )
}
