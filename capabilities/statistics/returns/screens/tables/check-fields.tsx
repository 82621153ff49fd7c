import { Checkbox, NumberInput } from '@mantine/core'
import { useFormats, useText } from '#platform/screens/text.ts'
import { jumpFactorOf } from '../../checks.rules.ts'
import type { TableDefinition } from '../../return.entity.ts'
import { jumpFactorRange } from '../../table-definition.rules.ts'
import type { FieldsProps } from './owed-fields.tsx'

/** When a number is so unlikely that the agency has to explain it. */
export function CheckFields(
  props: FieldsProps & { tables: readonly TableDefinition[]; titles: Readonly<Record<string, string>> },
) {
  const { draft, onChange, problems, tables, titles } = props
  const t = useText()
  const write = useFormats()
  const { jumpFactor: _, ...house } = draft
  const comparable = tables.filter(one => one.id !== draft.id && one.measure === draft.measure)
  return (
    <div className="return-fields">
      <NumberInput
        label={t('return-tables.jump')}
        description={t(
          draft.measure === 'amount' ? 'return-tables.jump.amount' : 'return-tables.jump.count',
          {
            house: write.number(jumpFactorOf(house)),
          },
        )}
        error={problems.at('jumpFactor')}
        value={draft.jumpFactor ?? ''}
        placeholder={write.number(jumpFactorOf(house))}
        clampBehavior="none"
        min={jumpFactorRange[0]}
        max={jumpFactorRange[1]}
        step={0.1}
        decimalScale={2}
        onChange={factor => onChange({ jumpFactor: typeof factor === 'number' ? factor : undefined })}
        className="table-year"
      />
      {comparable.length > 0 && (
        <Checkbox.Group
          label={t('return-tables.atMost')}
          description={t('return-tables.atMost.hint')}
          error={problems.at('atMost')}
          value={[...draft.atMost]}
          onChange={chosen => onChange({ atMost: chosen })}
        >
          <div className="table-choices">
            {comparable.map(({ id }) => (
              <Checkbox key={id} value={id} label={titles[id] ?? id} />
            ))}
          </div>
        </Checkbox.Group>
      )}
    </div>
  )
}
