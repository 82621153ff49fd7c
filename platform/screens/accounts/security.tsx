import { useQuery } from '@tanstack/react-query'
import { PageTitle, Section } from '../page.tsx'
import { Loaded } from '../states.tsx'
import { useText } from '../text.ts'
import { ChangePassword } from './change-password.tsx'
import { Passkeys } from './passkeys.tsx'
import { accounts } from './requests.ts'
import { Sessions } from './sessions.tsx'
import { TotpSetting } from './totp.tsx'
import './accounts.css'

/** How I prove who I am, and where I am signed in. */
export default function Security() {
  const t = useText()
  const current = useQuery({ queryKey: ['account', 'current'], queryFn: accounts.current })
  return (
    <>
      <PageTitle lead={t('accounts.security.lead')}>{t('accounts.security.title')}</PageTitle>
      <Section title={t('accounts.totp.title')}>
        <Loaded query={current} lines={2}>
          {data => (
            <TotpSetting enabled={data?.user.twoFactorEnabled === true} onChanged={() => current.refetch()} />
          )}
        </Loaded>
      </Section>
      <Section title={t('accounts.passkeys.title')}>
        <Passkeys />
      </Section>
      <Section title={t('accounts.change.title')}>
        <ChangePassword />
      </Section>
      <Section title={t('accounts.sessions.title')}>
        <Sessions currentToken={current.data?.session.token} />
      </Section>
    </>
  )
}
