import { Button } from '@mantine/core'
import { PageTitle } from '#platform/screens/page.tsx'
import { ApiProblem } from '#platform/screens/problem.ts'
import { EmptyState, ErrorState } from '#platform/screens/states.tsx'
import { useText } from '#platform/screens/text.ts'

/** A screen that broke: what the server said, or that the fault is ours; its address can be tried again. */
export function Failed({ error, reset }: { error: unknown; reset: () => void }) {
  const t = useText()
  return (
    <>
      <PageTitle>{t('shell.failed.title')}</PageTitle>
      {error instanceof ApiProblem ? (
        <ErrorState error={error} onRetry={reset} />
      ) : (
        <EmptyState
          title={t('shell.failed.what')}
          action={<Button onClick={() => location.reload()}>{t('shell.failed.reload')}</Button>}
        >
          {t('shell.failed.todo')}
        </EmptyState>
      )}
    </>
  )
}
