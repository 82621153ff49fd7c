import { Textarea } from '@mantine/core'
import { useFormats, useText } from '#platform/screens/text.ts'
import { type Check, jumpFactorOf } from '../checks.rules.ts'
import { type TableDefinition, total } from '../return.entity.ts'
import { inLanguage } from './answers.ts'
import { periodWords } from './period-words.ts'

/** A check in the reader's language: where it is, and what is wrong. */
export function useCheckWords(
  definition: TableDefinition,
  labels: Record<string, Record<string, string>>,
  language: string,
) {
  const t = useText()
  const write = useFormats()
  const name = (dimension: string | undefined, code: string) =>
    code === total ? t('returns.total') : (labels[dimension ?? '']?.[code] ?? code)
  return {
    where(check: Check): string {
      const [blockId, row = total, column = total] = check.cells[0]?.split('|') ?? []
      const block = definition.blocks.find(b => b.id === blockId)
      if (!block) return t('returns.wholeTable')
      const title = inLanguage(block.title, language)
      if (check.code === 'empty') return title
      const side = name(block.rows.dimension, row)
      const cell = block.columns
        ? t('returns.place.cell', { row: side, column: name(block.columns.dimension, column) })
        : side
      return t('returns.place', { title, cell })
    },
    what(check: Check): string {
      const values = Object.fromEntries(
        Object.entries(check.values).map(([key, value]) => [
          key,
          key === 'count' && check.code === 'empty'
            ? value
            : key === 'period'
              ? periodWords(t, String(value))
              : key === 'table'
                ? t('returns.table.named', { id: String(value) })
                : key === 'sex'
                  ? name('sex', String(value))
                  : typeof value === 'number'
                    ? write.number(value)
                    : value,
        ]),
      )
      return t(`returns.check.${check.code}`, values)
    },
  }
}

/** Everything that stands in the way of sending, and what wants an explanation; each leads to its cell. */
export function CheckList(props: {
  checks: readonly Check[]
  definition: TableDefinition
  labels: Record<string, Record<string, string>>
  language: string
  explanations: Readonly<Record<string, string>>
  titles: Readonly<Record<string, string>>
  onExplain?: (id: string, text: string) => void
}) {
  const { checks, definition, labels, language, explanations, onExplain, titles } = props
  const t = useText()
  const write = useFormats()
  const words = useCheckWords(definition, labels, language)
  const errors = checks.filter(c => c.severity === 'error')
  const warnings = checks.filter(c => c.severity === 'warning')
  const said = (check: Check) =>
    check.values.table === undefined
      ? words.what(check)
      : words.what({
          ...check,
          values: { ...check.values, table: titles[check.values.table] ?? check.values.table },
        })
  return (
    <div className="return-checks">
      {errors.length > 0 && (
        <section data-severity="error" aria-label={t('returns.errors', { count: errors.length })}>
          <h3>{t('returns.errors', { count: errors.length })}</h3>
          <ul>
            {errors.map(check => (
              <li key={check.id}>
                <button type="button" className="return-goto" onClick={() => goTo(check)}>
                  {words.where(check)}
                </button>
                <span>{said(check)}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {warnings.length > 0 && (
        <section data-severity="warning" aria-label={t('returns.warnings', { count: warnings.length })}>
          <h3>{t('returns.warnings', { count: warnings.length })}</h3>
          {warnings.some(c => c.code === 'jump') && (
            <p className="return-quiet">
              {t('returns.howJudged', { factor: write.number(jumpFactorOf(definition)) })}
            </p>
          )}
          <ul>
            {warnings.map(check => (
              <li key={check.id}>
                <p>
                  <strong>{words.where(check)}</strong>
                  <br />
                  {said(check)}
                </p>
                {onExplain ? (
                  <Textarea
                    label={t('returns.explain')}
                    size="sm"
                    rows={2}
                    maxLength={2_000}
                    value={explanations[check.id] ?? ''}
                    onChange={event => onExplain(check.id, event.currentTarget.value)}
                  />
                ) : (
                  <blockquote className="return-said">{explanations[check.id] ?? ''}</blockquote>
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  )
}

function goTo(check: Check) {
  const key = check.cells[0]
  const cell = key ? document.querySelector<HTMLElement>(`[data-cell="${CSS.escape(key)}"]`) : null
  const field = cell ?? document.querySelector<HTMLElement>(`[data-field="${check.code}"]`)
  field?.scrollIntoView({ block: 'center' })
  field?.focus({ preventScroll: true })
}
