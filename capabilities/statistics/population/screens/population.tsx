import { Button, FileInput, Select, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { announce } from '#platform/screens/announce.tsx'
import { api } from '#platform/screens/api.ts'
import { FigureTable } from '#platform/screens/figures/table.tsx'
import { useLive } from '#platform/screens/live.ts'
import { PageTitle, Section } from '#platform/screens/page.tsx'
import { useMay } from '#platform/screens/session.ts'
import { EmptyState, ErrorState, Loaded } from '#platform/screens/states.tsx'
import { useFormats, useText } from '#platform/screens/text.ts'
import { Withdraw } from '../../screens/withdraw.tsx'
import './population.css'

interface Notice {
  where: string
  code: string
  what: string
  remedy: string
}
interface TableAnswer {
  id: string
  version: number
  number: number
  source: string
  note: string | null
  fileName: string
  areas: number
  yearFrom: number | null
  yearTo: number | null
  loadedAt: string
  withdrawnAt: string | null
  withdrawnWhy: string | null
}
interface PopulationAnswer {
  tables: TableAnswer[]
  agencies: { agencyId: string; name: string; district: string | null }[]
  areas: { area: string; name: string | null; isDistrict: boolean; years: number[] }[]
}

/** Population tables that rates divide by, and where agencies work. Administrators load and place; others read. */
export default function Population() {
  const t = useText()
  const mayLoad = useMay('population.load')
  useLive(['population'])
  const query = useQuery({
    queryKey: ['population'],
    queryFn: ({ signal }) => api.get<PopulationAnswer>('/api/statistics/population', { signal }),
  })
  return (
    <>
      <PageTitle lead={t('population.lead')}>{t('population.nav.list')}</PageTitle>
      <Loaded query={query}>
        {answer => (
          <>
            {mayLoad && (
              <Section title={t('population.load')}>
                <LoadTable />
              </Section>
            )}
            <Section title={t('population.tables')}>
              {answer.tables.length === 0 ? (
                <EmptyState title={t('population.none')}>{t('population.none.text')}</EmptyState>
              ) : (
                <ul className="population-list">
                  {answer.tables.map(table => (
                    <OneTable key={table.id} table={table} mayWithdraw={mayLoad} />
                  ))}
                </ul>
              )}
            </Section>
            {answer.areas.length > 0 && (
              <Section title={t('population.areas')}>
                <Areas areas={answer.areas} />
              </Section>
            )}
            {mayLoad && answer.areas.some(area => area.isDistrict) && (
              <Section title={t('population.agencies')}>
                <p className="population-lead">{t('population.agencies.lead')}</p>
                <Agencies answer={answer} />
              </Section>
            )}
          </>
        )}
      </Loaded>
    </>
  )
}

function LoadTable() {
  const t = useText()
  const known = useQueryClient()
  const [file, setFile] = useState<File | null>(null)
  const [source, setSource] = useState('')
  const [note, setNote] = useState('')
  const load = useMutation({
    mutationFn: (chosen: File) => {
      const said = new URLSearchParams({ source, ...(note && { note }) })
      return api.upload<{ rows: number; areas: number; notices: Notice[] }>(
        `/api/statistics/population?${said}`,
        chosen,
        chosen.name,
      )
    },
    onSuccess: async ({ rows, areas }) => {
      announce(t('population.loaded', { rows, areas }))
      setFile(null)
      setNote('')
      await known.invalidateQueries({ queryKey: ['population'] })
      await known.invalidateQueries({ queryKey: ['facts'] })
    },
  })
  const send = (event: FormEvent) => {
    event.preventDefault()
    if (file) load.mutate(file)
  }
  return (
    <form className="population-form" onSubmit={send}>
      <p className="population-lead">{t('population.columns')}</p>
      <FileInput
        label={t('population.file')}
        accept=".csv,.tsv,.txt,.xlsx"
        value={file}
        required
        onChange={chosen => {
          load.reset()
          setFile(chosen)
        }}
      />
      <TextInput
        label={t('population.source')}
        description={t('population.source.hint')}
        value={source}
        maxLength={500}
        required
        onChange={event => setSource(event.currentTarget.value)}
      />
      <TextInput
        label={t('population.note')}
        value={note}
        maxLength={1000}
        onChange={event => setNote(event.currentTarget.value)}
      />
      {load.isError && <ErrorState error={load.error} />}
      {load.isSuccess && (
        <div role="status">
          <p>{t('population.loaded', { rows: load.data.rows, areas: load.data.areas })}</p>
          {load.data.notices.length > 0 && (
            <ul>
              {load.data.notices.map(({ where, what, remedy }) => (
                <li key={`${where} ${what}`}>
                  {what} {remedy}
                </li>
              ))}
            </ul>
          )}
        </div>
      )}
      <div>
        <Button type="submit" loading={load.isPending}>
          {t('population.load')}
        </Button>
      </div>
    </form>
  )
}

function OneTable({ table, mayWithdraw }: { table: TableAnswer; mayWithdraw: boolean }) {
  const t = useText()
  const write = useFormats()
  return (
    <li>
      <strong>{table.source}</strong>
      <p>
        {t('population.line', {
          number: table.number,
          areas: table.areas,
          from: String(table.yearFrom ?? ''),
          to: String(table.yearTo ?? ''),
          date: write.day(table.loadedAt),
        })}
      </p>
      {table.note && <p>{table.note}</p>}
      {table.withdrawnWhy !== null && <p>{t('population.withdrawn', { reason: table.withdrawnWhy })}</p>}
      {mayWithdraw && table.withdrawnAt === null && (
        <Withdraw
          path={`/api/statistics/population/${table.id}/withdrawal`}
          label={t('population.withdraw')}
          queryKeys={['population', 'facts']}
          expectedVersion={table.version}
        />
      )}
    </li>
  )
}

function Areas({ areas }: { areas: PopulationAnswer['areas'] }) {
  const t = useText()
  return (
    <FigureTable
      caption={t('population.areas')}
      figures={{
        columns: [
          { key: 'area', label: t('population.area'), kind: 'text' },
          { key: 'name', label: t('population.name'), kind: 'text' },
          { key: 'years', label: t('population.years'), kind: 'text' },
        ],
        rows: areas.map(({ area, name, years }) => ({ area, name: name ?? '', years: spanOf(years) })),
      }}
    />
  )
}

/** Years as stretches: 2019–2021, 2024. */
function spanOf(years: readonly number[]): string {
  const stretches: [number, number][] = []
  for (const year of years) {
    const last = stretches.at(-1)
    if (last && last[1] === year - 1) last[1] = year
    else stretches.push([year, year])
  }
  return stretches.map(([from, to]) => (from === to ? String(from) : `${from}–${to}`)).join(', ')
}

function Agencies({ answer: { agencies, areas } }: { answer: PopulationAnswer }) {
  const t = useText()
  const known = useQueryClient()
  const place = useMutation({
    mutationFn: ({ agencyId, district }: { agencyId: string; district: string | null }) =>
      api.put(`/api/statistics/population/agencies/${agencyId}`, { district }),
    onSuccess: async () => {
      await known.invalidateQueries({ queryKey: ['population'] })
      await known.invalidateQueries({ queryKey: ['facts'] })
    },
  })
  const districts = areas.filter(area => area.isDistrict)
  return (
    <div className="population-agencies">
      {place.isError && <ErrorState error={place.error} />}
      {agencies.map(({ agencyId, name, district }) => (
        <Select
          key={agencyId}
          label={name}
          value={district ?? ''}
          allowDeselect={false}
          checkIconPosition="right"
          data={[
            { value: '', label: t('population.district.none') },
            ...districts.map(one => ({ value: one.area, label: one.name ?? one.area })),
          ]}
          onChange={chosen => place.mutate({ agencyId, district: chosen || null })}
        />
      ))}
    </div>
  )
}
