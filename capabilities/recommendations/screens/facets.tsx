import { Checkbox } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { useFormats, useText } from '#platform/screens/text.ts'
import { useThesaurus, useTopicName } from '../topics/screens/thesaurus.ts'
import type { FacetValue, ListAnswer } from './answers.ts'
import { type FilterValues, type SeveralName, toggled } from './filters.ts'
import { forceOrder, useNames } from './words.ts'

type Change = (change: Record<string, string | undefined>) => void
type Props = { facets: ListAnswer['facets'] | undefined; filters: FilterValues; onChange: Change }

const shownFirst = 6

/** What the list can be narrowed to, with how many each would leave. Folded away on a phone. */
export function FacetList({ facets, filters, onChange }: Props) {
  const t = useText()
  const names = useNames()
  const chosen = Object.values(filters).flat().length - (filters.q ? 1 : 0)
  const [open, setOpen] = useState(false)
  if (!facets) return null
  const meetings = facets.meetings.map(({ value, count }) => ({ value, count }))
  const meetingOf = new Map(facets.meetings.map(m => [m.value, { place: m.place, from: m.value, to: m.to }]))
  const forces = [...facets.forces].sort((a, b) => forceOrder.indexOf(a.value) - forceOrder.indexOf(b.value))
  const several = (name: SeveralName) => ({
    chosen: filters[name] ?? [],
    onToggle: (value: string) => onChange({ [name]: toggled(filters[name], value) }),
  })
  return (
    <div className="rec-facets">
      <button
        type="button"
        className="rec-facets-open"
        aria-expanded={open}
        onClick={() => setOpen(was => !was)}
      >
        {t('recommendations.narrow', { count: chosen })}
      </button>
      <div className="rec-facets-all" data-open={open || undefined}>
        <Facet
          title={t('recommendations.facet.addressee')}
          values={facets.addressees}
          name={names.addresseeFirst}
          {...several('addressee')}
        />
        <Facet
          title={t('recommendations.facet.force')}
          values={forces}
          name={names.force}
          {...several('force')}
        />
        <Facet
          title={t('recommendations.facet.meeting')}
          values={meetings}
          name={value => names.meeting(meetingOf.get(value)!)}
          {...several('meeting')}
        />
        <TopicFacet values={facets.topics} {...several('topic')} />
        <Group title={t('recommendations.facet.figure')}>
          {(['with', 'without'] as const).map(value => (
            <Choice
              key={value}
              label={t(`recommendations.facet.${value}`)}
              count={facets.evidence[value]}
              checked={filters.evidence === value}
              onToggle={() => onChange({ evidence: filters.evidence === value ? undefined : value })}
            />
          ))}
        </Group>
        <Group title={t('recommendations.facet.prints')}>
          <Choice
            label={t('recommendations.facet.reissues')}
            checked={filters.reissues === true}
            onToggle={() => onChange({ reissues: filters.reissues ? undefined : 'true' })}
          />
        </Group>
      </div>
    </div>
  )
}

type FacetProps = {
  title: string
  values: readonly FacetValue[]
  chosen: readonly string[]
  name: (value: string) => string
  onToggle: (value: string) => void
}

function Facet({ title, values, chosen, name, onToggle }: FacetProps) {
  const t = useText()
  const [all, setAll] = useState(false)
  // What was chosen stays in sight though nothing fits it any more.
  const gone = chosen
    .filter(value => !values.some(one => one.value === value))
    .map(value => ({ value, count: 0 }))
  const offered = [...gone, ...values]
  if (offered.length === 0) return null
  const shown = all
    ? offered
    : offered.filter((one, place) => place < shownFirst || chosen.includes(one.value))
  return (
    <Group title={title}>
      {shown.map(({ value, count }) => (
        <Choice
          key={value}
          label={name(value)}
          count={count}
          checked={chosen.includes(value)}
          onToggle={() => onToggle(value)}
        />
      ))}
      {offered.length > shownFirst && (
        <button type="button" className="as-link" aria-expanded={all} onClick={() => setAll(was => !was)}>
          {all ? t('recommendations.facet.fewer') : t('recommendations.facet.all', { count: offered.length })}
        </button>
      )}
    </Group>
  )
}

type TopicProps = Pick<FacetProps, 'values' | 'chosen' | 'onToggle'>

/** Themes; beneath one that is chosen, or in which something is, the narrower topics. */
function TopicFacet({ values, chosen, onToggle }: TopicProps) {
  const t = useText()
  const name = useTopicName()
  const concepts = useThesaurus().data?.concepts ?? []
  const broader = new Map(concepts.map(one => [one.key, one.broader]))
  const themes = values.filter(({ value }) => (broader.get(value) ?? []).length === 0)
  const isWithin = (value: string, theme: string): boolean =>
    (broader.get(value) ?? []).some(one => one === theme || isWithin(one, theme))
  const opened = themes.filter(({ value }) => chosen.some(one => one === value || isWithin(one, value)))
  return (
    <>
      <Facet
        title={t('topics.facet')}
        values={themes}
        name={name}
        chosen={chosen.filter(one => !(broader.get(one) ?? []).length)}
        onToggle={onToggle}
      />
      {opened.map(({ value: theme }) => {
        const narrower = values.filter(({ value }) => isWithin(value, theme))
        return (
          narrower.length > 0 && (
            <div key={theme} className="rec-facet-narrower">
              <Facet
                title={t('topics.facetWithin', { name: name(theme) })}
                values={narrower}
                name={name}
                chosen={chosen.filter(one => isWithin(one, theme))}
                onToggle={onToggle}
              />
            </div>
          )
        )
      })}
    </>
  )
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <fieldset className="rec-facet">
      <legend>{title}</legend>
      {children}
    </fieldset>
  )
}

function Choice(props: { label: string; count?: number; checked: boolean; onToggle: () => void }) {
  const { label, count, checked, onToggle } = props
  const write = useFormats()
  return (
    <Checkbox
      size="sm"
      checked={checked}
      onChange={onToggle}
      label={
        <>
          {label} {count !== undefined && <span className="rec-count">{write.number(count)}</span>}
        </>
      }
    />
  )
}
