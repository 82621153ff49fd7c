import { PageTitle } from '#platform/screens/page.tsx'
import { useText } from '#platform/screens/text.ts'

export default function Rights() {
  const t = useText()
  return (
    <PageTitle plain lead={t('gallery.rights.lead')}>
      {t('gallery.nav.rights')}
    </PageTitle>
  )
}
