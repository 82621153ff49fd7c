import { Button, Checkbox, MultiSelect, NumberInput, Pill } from '@mantine/core'
import IconFilter from '@tabler/icons-react/dist/esm/icons/IconFilter.mjs'
import { type ReactNode, useMemo, useState } from 'react'
import { useSearch } from '#platform/screens/navigate.tsx'
import { useText } from '#platform/screens/text.ts'
import type { CaseFilter } from '../list.entity.ts'
import type { Codes } from './codes.ts'

/** What the list can be narrowed by, and the list of codes behind it. */
const listed = {
  status: 'htcds.case-status',
  exploitation: 'htcds.type-of-exploitation',
  citizenship: 'countries',
  countryOfExploitation: 'countries',
  gender: 'htcds.gender',
  ageBand: 'ctdc.age-band',
  traffickingStatus: 'htcds.trafficking-status',
} as const
type ListedName = keyof typeof listed
const names = Object.keys(listed) as ListedName[]
const years = ['yearFrom', 'yearTo'] as const

export const filterLists: readonly string[] = [...new Set<string>(Object.values(listed))]

export const hasFilter = (filter: CaseFilter) => Object.values(filter).some(v => v !== undefined && v !== '')

/** The filter of the list, kept in the address: codes and years only. */
export function useFilter(): [CaseFilter, (filter: CaseFilter) => void] {
  const [search, setSearch] = useSearch()
  const text = JSON.stringify([...names, ...years, 'planOverdue'].map(name => search[name] ?? ''))
  const filter = useMemo(() => {
    const values = JSON.parse(text) as string[]
    const read: Record<string, unknown> = {}
    for (const [i, name] of names.entries()) {
      const codes = values[i]!.split(',').filter(Boolean)
      if (codes.length > 0) read[name] = codes
    }
    if (values.at(-1) === 'true') read.planOverdue = true
    for (const [i, name] of years.entries()) {
      const year = Number(values[names.length + i])
      if (year >= 1000 && year <= 9999) read[name] = year
    }
    return read as CaseFilter
  }, [text])
  const change = (next: CaseFilter) =>
    setSearch({
      ...Object.fromEntries(names.map(name => [name, next[name]?.join(',') || undefined])),
      ...Object.fromEntries(years.map(name => [name, next[name]])),
      planOverdue: next.planOverdue || undefined,
    })
  return [filter, change]
}

type FiltersProps = {
  filter: CaseFilter
  onChange: (filter: CaseFilter) => void
  codes: Codes
  /** Stands after the filters in use. */
  beside?: ReactNode
}

/** The filters in use as pills that can be taken off, and all of them behind one button. */
export function Filters({ filter, onChange, codes, beside }: FiltersProps) {
  const t = useText()
  const [open, setOpen] = useState(false)
  const used = [
    ...names.flatMap(name =>
      (filter[name] ?? []).map(code => ({
        key: `${name} ${code}`,
        text: `${t(`cases.filter.${name}`)}: ${codes.label(listed[name], code)}`,
        without: { ...filter, [name]: filter[name]!.filter(c => c !== code) },
      })),
    ),
    ...(filter.planOverdue
      ? [
          {
            key: 'planOverdue',
            text: t('cases.filter.planOverdue'),
            without: { ...filter, planOverdue: undefined },
          },
        ]
      : []),
    ...years.flatMap(name =>
      filter[name] === undefined
        ? []
        : [
            {
              key: name,
              text: t(`cases.filter.${name}.since`, { year: String(filter[name]) }),
              without: { ...filter, [name]: undefined },
            },
          ],
    ),
  ]
  return (
    <section className="case-filters no-print" aria-label={t('cases.filters')}>
      <div className="case-pills">
        <Button
          variant="default"
          size="sm"
          leftSection={<IconFilter size={16} aria-hidden />}
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          {t('cases.filters')}
        </Button>
        {used.map(one => (
          <Pill
            key={one.key}
            size="md"
            withRemoveButton
            removeButtonProps={{
              'aria-label': t('cases.filter.remove', { filter: one.text }),
              tabIndex: 0,
              'aria-hidden': false,
            }}
            onRemove={() => onChange(one.without)}
          >
            {one.text}
          </Pill>
        ))}
        {used.length > 1 && (
          <Button variant="subtle" size="sm" onClick={() => onChange({})}>
            {t('cases.list.clear')}
          </Button>
        )}
        {beside}
      </div>
      {open && (
        <div className="case-filter-grid">
          {names.map(name => (
            <MultiSelect
              key={name}
              label={t(`cases.filter.${name}`)}
              data={codes.options(listed[name]).map(o => ({ value: o.code, label: o.label }))}
              value={[...(filter[name] ?? [])]}
              onChange={chosen => onChange({ ...filter, [name]: chosen.length > 0 ? chosen : undefined })}
              searchable
              hidePickedOptions
              nothingFoundMessage={t('shell.form.nothingFound')}
              comboboxProps={{ withinPortal: true }}
            />
          ))}
          {years.map(name => (
            <NumberInput
              key={name}
              label={t(`cases.filter.${name}`)}
              value={filter[name] ?? ''}
              min={1000}
              max={9999}
              maxLength={4}
              hideControls
              allowDecimal={false}
              onBlur={event => {
                const year = Number(event.currentTarget.value)
                onChange({ ...filter, [name]: year >= 1000 && year <= 9999 ? year : undefined })
              }}
              onKeyDown={event => event.key === 'Enter' && event.currentTarget.blur()}
            />
          ))}
          <Checkbox
            label={t('cases.filter.planOverdue')}
            checked={filter.planOverdue ?? false}
            onChange={event => onChange({ ...filter, planOverdue: event.currentTarget.checked || undefined })}
          />
        </div>
      )}
    </section>
  )
}
