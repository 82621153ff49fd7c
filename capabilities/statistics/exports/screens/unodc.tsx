import { Button, NativeSelect, Table } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { api } from '#platform/screens/api.ts'
import { ScreenLink, useSearch } from '#platform/screens/navigate.tsx'
import { PageTitle, Section } from '#platform/screens/page.tsx'
import { useMay } from '#platform/screens/session.ts'
import { EmptyState, Loaded } from '#platform/screens/states.tsx'
import { useFormats, useText } from '#platform/screens/text.ts'
import { shownName } from '../../releases/screens/answers.ts'
import type { UnodcRow } from '../unodc.rules.ts'
import '#platform/screens/figures/figures.css'
import './unodc.css'

interface Collection {
  year: number
  country: { code: string; name: string }
  release: string | null
  victims: UnodcRow[]
  response: UnodcRow[]
}

const shownMax = 400

/** What goes to UNODC for a year: chosen, read, downloaded. */
export default function Unodc() {
  const t = useText()
  const [search, change] = useSearch()
  const years = useQuery({
    queryKey: ['unodc', 'years'],
    queryFn: ({ signal }) => api.get<{ years: number[] }>('/api/statistics/unodc', { signal }),
  })
  return (
    <Loaded query={years}>
      {({ years: told }) => {
        const year = told.includes(Number(search.year)) ? Number(search.year) : told[0]
        return (
          <>
            <PageTitle
              lead={t('unodc.lead')}
              actions={
                year !== undefined && (
                  <Button component="a" href={`/api/statistics/unodc/${year}/collection.xlsx`} download>
                    {t('unodc.download')}
                  </Button>
                )
              }
            >
              {t('unodc.nav.list')}
            </PageTitle>
            {year === undefined ? (
              <Nothing />
            ) : (
              <>
                <NativeSelect
                  className="unodc-year no-print"
                  label={t('unodc.year')}
                  value={String(year)}
                  data={told.map(String)}
                  onChange={event => change({ year: event.currentTarget.value })}
                />
                <OneYear key={year} year={year} />
              </>
            )}
          </>
        )
      }}
    </Loaded>
  )
}

function Nothing() {
  const t = useText()
  const mayMake = useMay('release.freeze')
  return (
    <EmptyState title={t('unodc.empty')}>
      {mayMake && <ScreenLink to="/statistics/releases/make">{t('unodc.victims.make')}</ScreenLink>}
    </EmptyState>
  )
}

function OneYear({ year }: { year: number }) {
  const t = useText()
  const mayMake = useMay('release.freeze')
  const query = useQuery({
    queryKey: ['unodc', year],
    queryFn: ({ signal }) => api.get<Collection>(`/api/statistics/unodc/${year}`, { signal }),
  })
  return (
    <Loaded query={query} lines={10}>
      {({ release, victims, response }) => (
        <>
          <p className="unodc-text">
            {t('unodc.words')} {t('unodc.long.hint')}
          </p>
          <Section title={t('unodc.victims')}>
            {release === null ? (
              <p className="unodc-text">
                {t('unodc.victims.none', { year: String(year) })}{' '}
                {mayMake && <ScreenLink to="/statistics/releases/make">{t('unodc.victims.make')}</ScreenLink>}
              </p>
            ) : (
              <>
                <p className="unodc-text">{t('unodc.victims.source', { name: shownName(release) })}</p>
                <Rows rows={victims} label={t('unodc.victims')} />
              </>
            )}
          </Section>
          <Section title={t('unodc.response')}>
            {response.length === 0 ? (
              <p className="unodc-text">{t('unodc.response.none', { year: String(year) })}</p>
            ) : (
              <Rows rows={response} label={t('unodc.response')} beside />
            )}
          </Section>
        </>
      )}
    </Loaded>
  )
}

/** The rows as they go out, in the words of the table; `beside` shows article, source and note of each indicator first. */
function Rows({
  rows,
  label,
  beside = false,
}: {
  rows: readonly UnodcRow[]
  label: string
  beside?: boolean
}) {
  const t = useText()
  const groups = [...Map.groupBy(rows, row => row.indicator)]
  return groups.map(([indicator, group]) => (
    <div key={indicator} className="unodc-group">
      <h3 dir="ltr">{indicator}</h3>
      {beside && <Beside rows={group} />}
      {/* biome-ignore lint/a11y/useSemanticElements: the section around it is the landmark, this only scrolls */}
      <div
        className="figure-table"
        role="group"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        aria-label={`${label}: ${indicator}`}
        dir="ltr"
      >
        <Table className="unodc-table">
          <caption className="only-heard">{indicator}</caption>
          <thead>
            <tr>
              {(['dimension', 'category', 'sex', 'age'] as const).map(name => (
                <th key={name} scope="col">
                  {t(`unodc.${name}`)}
                </th>
              ))}
              <th scope="col" data-kind="number">
                {t('unodc.value')}
              </th>
            </tr>
          </thead>
          <tbody>
            {group.slice(0, shownMax).map(row => (
              <tr key={[row.dimension, row.category, row.sex, row.age, row.unit].join()}>
                <td>{row.dimension}</td>
                <td>{row.category}</td>
                <td>{row.sex}</td>
                <td>{row.age}</td>
                <td data-kind="number">
                  <Value row={row} />
                </td>
              </tr>
            ))}
          </tbody>
        </Table>
      </div>
    </div>
  ))
}

function Value({ row }: { row: UnodcRow }) {
  const t = useText()
  const write = useFormats()
  if (row.text === '') return <span className="unodc-withheld">{t('shell.figure.withheldCell')}</span>
  if (!/^\d+$/.test(row.text)) return row.text
  const money = row.unit !== 'Counts' ? ` ${row.unit}` : ''
  return `${write.number(Number(row.text))}${money}`
}

function Beside({ rows }: { rows: readonly UnodcRow[] }) {
  const t = useText()
  return (
    <dl className="unodc-beside">
      {(['article', 'source', 'note'] as const).map(name => {
        const texts = [...new Set(rows.map(row => row[name]))].filter(Boolean)
        if (texts.length === 0) return null
        return (
          <div key={name}>
            <dt>{t(`unodc.${name}`)}</dt>
            <dd dir="auto">{texts[0]}</dd>
          </div>
        )
      })}
    </dl>
  )
}
