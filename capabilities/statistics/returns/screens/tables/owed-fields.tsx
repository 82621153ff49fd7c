import { Checkbox, NumberInput, Select } from '@mantine/core'
import { type AgencyKind, agencyKinds } from '#kernel/policy/caller.ts'
import { useText } from '#platform/screens/text.ts'
import { type PeriodKind, periodKinds, type TableDefinition } from '../../return.entity.ts'
import type { Problems } from './problems.ts'
import type { Labels } from './tables-answer.ts'

export interface FieldsProps {
  draft: TableDefinition
  onChange: (more: Partial<TableDefinition>) => void
  problems: Problems
  labels: Labels
}

/** From when the version holds, who owes the table, how often, and until when. */
export function OwedFields(props: FieldsProps & { last: TableDefinition; begun: number }) {
  const { draft, onChange, problems, labels, last, begun } = props
  const t = useText()
  return (
    <div className="return-fields">
      <NumberInput
        label={t('return-tables.from')}
        description={
          begun > 0
            ? t('return-tables.from.begun', { count: begun, from: draft.from })
            : t('return-tables.from.hint', { version: last.version })
        }
        error={problems.at('from')}
        value={draft.from === '' ? '' : Number(draft.from)}
        min={Number(last.from)}
        max={9_999}
        clampBehavior="none"
        allowDecimal={false}
        allowNegative={false}
        thousandSeparator=""
        hideControls
        onChange={year => onChange({ from: String(year) })}
        className="table-year"
      />
      <Checkbox.Group
        label={t('return-tables.owedBy')}
        error={problems.at('owedBy')}
        value={[...draft.owedBy]}
        onChange={chosen => onChange({ owedBy: agencyKinds.filter(kind => chosen.includes(kind)) })}
      >
        <div className="table-choices">
          {offered(draft.owedBy).map(kind => (
            <Checkbox key={kind} value={kind} label={labels.agencyKind?.[kind] ?? kind} />
          ))}
        </div>
      </Checkbox.Group>
      <Select
        label={t('return-tables.period')}
        error={problems.at('period')}
        value={draft.period}
        allowDeselect={false}
        data={periodKinds.map(kind => ({ value: kind, label: t(`return-tables.period.${kind}`) }))}
        onChange={kind => kind && onChange({ period: kind as PeriodKind })}
      />
      <NumberInput
        label={t('return-tables.due')}
        description={t('return-tables.due.hint')}
        error={problems.at('dueMonths')}
        value={Number.isNaN(draft.dueMonths) ? '' : draft.dueMonths}
        clampBehavior="none"
        allowNegative={false}
        onChange={months => onChange({ dueMonths: typeof months === 'number' ? months : Number.NaN })}
        className="table-year"
      />
    </div>
  )
}

/** Kinds of agency that take part in the response at home; others only where they owe the table already. */
const offered = (owing: readonly AgencyKind[]) =>
  agencyKinds.filter(kind => !['secretariat', 'delegation'].includes(kind) || owing.includes(kind))
