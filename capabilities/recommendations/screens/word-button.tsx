import { Button } from '@mantine/core'
import { useIntl } from 'react-intl'
import { withQuery } from '#platform/screens/api.ts'
import { useText } from '#platform/screens/text.ts'

/** Saves the index or the compilation as a Word document in the reader's language. */
export function WordButton({
  document,
  reports,
}: {
  document: 'index' | 'compilation'
  reports: readonly string[]
}) {
  const t = useText()
  const { locale } = useIntl()
  const address = withQuery(`/api/recommendations/${document}/word`, {
    report: reports,
    language: locale.slice(0, 2),
  })
  return (
    <Button component="a" variant="default" size="sm" href={address} download>
      {t(`recommendations.word.${document}`)}
    </Button>
  )
}
