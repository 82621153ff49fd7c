import { Checkbox, MultiSelect, TagsInput } from '@mantine/core'
import { useText } from '#platform/screens/text.ts'
import type { Breakdown } from '../../return.entity.ts'
import { useCountries } from '../row-adder.tsx'

interface ChoiceProps {
  label: string
  breakdown: Breakdown
  /** Codes of the list, in its order. */
  offered: readonly string[]
  labels: Readonly<Record<string, string>>
  error: string | undefined
  onChange: (codes: string[]) => void
}

/** The rows or columns that stand in the form before an agency adds any. */
export function CodeChoice(props: ChoiceProps) {
  const { label, breakdown, offered, labels, error, onChange } = props
  const t = useText()
  if (breakdown.dimension === 'citizenship') return <CountryChoice {...props} />
  if (breakdown.dimension === 'article')
    return (
      <TagsInput
        label={label}
        description={t('return-tables.articles.hint')}
        error={error}
        maxLength={60}
        value={[...breakdown.codes]}
        onChange={onChange}
      />
    )
  // Codes of another node's lists stay in their place.
  const all = [...offered, ...breakdown.codes.filter(code => !offered.includes(code))]
  return (
    <Checkbox.Group
      label={label}
      error={error}
      value={[...breakdown.codes]}
      onChange={chosen => onChange(all.filter(code => chosen.includes(code)))}
    >
      <div className="table-choices">
        {all.map(code => (
          <Checkbox key={code} value={code} label={labels[code] ?? code} />
        ))}
      </div>
    </Checkbox.Group>
  )
}

function CountryChoice({ label, breakdown, offered, labels, error, onChange }: ChoiceProps) {
  const t = useText()
  const countries = useCountries()
  const data = [
    ...offered.map(code => ({ value: code, label: labels[code] ?? code })),
    ...(countries.data?.codes ?? []).map(({ code, label: name }) => ({ value: code, label: name })),
  ]
  const unknown = breakdown.codes.filter(code => !data.some(({ value }) => value === code))
  return (
    <MultiSelect
      label={label}
      description={t('return-tables.countries.hint')}
      placeholder={t('returns.addCountryHint')}
      error={error}
      searchable
      limit={30}
      nothingFoundMessage={t('returns.noCountry')}
      data={[...data, ...unknown.map(code => ({ value: code, label: labels[code] ?? code }))]}
      value={[...breakdown.codes]}
      onChange={onChange}
    />
  )
}
