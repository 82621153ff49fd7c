import { useText } from '#platform/screens/text.ts'
import { breaksSeries, type TableChange } from '../../table-changes.rules.ts'
import { useChangeWords } from './change-words.ts'
import type { Labels } from './tables-answer.ts'

/** What one version changed against the one before, and whether numbers on both sides count the same. */
export function ChangeList(props: {
  changes: readonly TableChange[]
  labels: Labels
  titles: Readonly<Record<string, string>>
}) {
  const { changes, labels, titles } = props
  const t = useText()
  const words = useChangeWords(labels, titles)
  if (changes.length === 0) return <p className="return-quiet">{t('return-tables.unchanged')}</p>
  return (
    <>
      <ul className="table-changes">
        {changes.map(change => (
          <li key={words(change)}>{words(change)}</li>
        ))}
      </ul>
      <p className="return-quiet" data-breaks={breaksSeries(changes) || undefined}>
        {t(breaksSeries(changes) ? 'return-tables.breaks' : 'return-tables.comparable')}
      </p>
    </>
  )
}
