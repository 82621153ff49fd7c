import { Select } from '@mantine/core'
import { useText } from '#platform/screens/text.ts'
import type { DimensionId, FactKind } from '../statistics.entity.ts'
import type { DimensionsAnswer } from './answers.ts'
import { sameField } from './question.ts'

type Props = {
  label: string
  kind: FactKind
  dimensions: DimensionsAnswer['dimensions']
  value: DimensionId | undefined
  /** Left out of the choice, with everything that counts the same field. */
  except?: readonly (DimensionId | undefined)[]
  /** Name of the choice of none; without it one must be chosen. */
  none?: string
  /** Inside something that closes when a click falls outside of it. */
  within?: boolean
  onChange: (id: DimensionId | undefined) => void
}

/** Chooses one of the ways to count. */
export function DimensionSelect({
  label,
  kind,
  dimensions,
  value,
  except = [],
  none,
  within,
  onChange,
}: Props) {
  const t = useText()
  const offered = dimensions.filter(
    d => d.kinds.includes(kind) && !except.some(other => other === d.id || sameField(other, d.id)),
  )
  return (
    <Select
      label={label}
      value={value ?? ''}
      allowDeselect={false}
      checkIconPosition="right"
      comboboxProps={{ shadow: 'md', withinPortal: !within }}
      data={[
        ...(none === undefined ? [] : [{ value: '', label: none }]),
        ...offered.map(d => ({ value: d.id, label: t(d.titleKey) })),
      ]}
      onChange={chosen => onChange(chosen ? (chosen as DimensionId) : undefined)}
    />
  )
}
