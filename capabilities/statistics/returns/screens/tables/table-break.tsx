import { useText } from '#platform/screens/text.ts'
import { readPeriod } from '../../period.rules.ts'
import type { TableDefinition } from '../../return.entity.ts'
import { changesBetween } from '../../table-changes.rules.ts'
import type { ReturnAnswer } from '../answers.ts'
import { ChangeList } from './change-list.tsx'
import type { Labels } from './tables-answer.ts'
import './tables.css'

/**
 * The break in the numbers of an agency: shown in the first year of a version, and wherever the period before was sent
 * under another one.
 * @param props.definition the version that is filled in, or under which what is shown was sent
 */
export function TableBreak(props: {
  one: ReturnAnswer
  definition: TableDefinition
  labels: Labels
  titles: Readonly<Record<string, string>>
}) {
  const { one, definition, labels, titles } = props
  const t = useText()
  const { definitions, before } = one
  const earlier = definitions[String(definition.version - 1)]
  const isFirstYear = String(readPeriod(one.period)?.year) === definition.from
  const sentOtherwise = before !== null && before.definition.version !== definition.version
  if (!earlier || !(isFirstYear || sentOtherwise)) return null
  return (
    <section className="table-break" aria-label={t('return-tables.since')}>
      <h2>{t('return-tables.since')}</h2>
      <p>
        {t('return-tables.since.text', { from: definition.from, version: definition.version })}{' '}
        {definition.reason && t('returns.because', { reason: definition.reason })}
      </p>
      <ChangeList
        changes={changesBetween(sentOtherwise ? before.definition : earlier, definition)}
        labels={labels}
        titles={titles}
      />
      {sentOtherwise && <p>{t('return-tables.since.before', { version: before.definition.version })}</p>}
    </section>
  )
}
