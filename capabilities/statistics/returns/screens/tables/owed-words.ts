import { useIntl } from 'react-intl'
import { useText } from '#platform/screens/text.ts'
import type { TableDefinition } from '../../return.entity.ts'
import type { Labels } from './tables-answer.ts'

/** Who owes a table, how often, and until when, in one sentence. */
export function useOwedWords(labels: Labels) {
  const t = useText()
  const { locale } = useIntl()
  return ({ owedBy, period, dueMonths }: TableDefinition): string =>
    t('return-tables.owed', {
      kinds: new Intl.ListFormat(locale, { type: 'conjunction' }).format(
        owedBy.map(kind => labels.agencyKind?.[kind] ?? kind),
      ),
      period: t(`return-tables.period.${period}`),
      months: Number.isInteger(dueMonths) ? dueMonths : 0,
    })
}
