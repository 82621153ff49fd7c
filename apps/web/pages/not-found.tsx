import { ScreenLink } from '#platform/screens/navigate.tsx'
import { PageTitle } from '#platform/screens/page.tsx'
import { EmptyState } from '#platform/screens/states.tsx'
import { useText } from '#platform/screens/text.ts'

/** Not there and not allowed look the same from outside. */
export function NotFound() {
  const t = useText()
  return (
    <>
      <PageTitle>{t('shell.notFound.title')}</PageTitle>
      <EmptyState
        title={t('shell.notFound.what')}
        action={<ScreenLink to="/">{t('shell.notFound.home')}</ScreenLink>}
      >
        {t('shell.notFound.todo')}
      </EmptyState>
    </>
  )
}
