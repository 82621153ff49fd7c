import { SegmentedControl } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { api } from '#platform/screens/api.ts'
import { useLive } from '#platform/screens/live.ts'
import { ScreenLink, useSearch } from '#platform/screens/navigate.tsx'
import { PageTitle, Section } from '#platform/screens/page.tsx'
import { EmptyState, Loaded } from '#platform/screens/states.tsx'
import { useFormats, useText } from '#platform/screens/text.ts'
import type { OwedStanding } from '../owed.rules.ts'
import { addressOf, type OverviewAnswer, type Titles } from './answers.ts'
import { periodWords } from './period-words.ts'
import { Sign, StateMark, type Urgency, urgencyOf } from './state-mark.tsx'
import { tablesPath } from './tables/tables-answer.ts'
import './returns.css'

const shown = ['all', 'late', 'waiting'] as const
const order: Urgency[] = ['late', 'asked', 'due', 'waiting', 'done']

/** Who owes what: agencies and their tables against periods. */
export default function ReturnsOverview() {
  const t = useText()
  useLive(['returns'])
  const [search, change] = useSearch()
  const only = shown.find(one => one === search.only) ?? 'all'
  const query = useQuery({
    queryKey: ['returns', 'overview'],
    queryFn: ({ signal }) => api.get<OverviewAnswer>('/api/statistics/returns/overview', { signal }),
  })
  return (
    <>
      <PageTitle
        lead={query.data && <Lead answer={query.data} />}
        actions={
          <ScreenLink className="return-button" to={tablesPath}>
            {t('return-tables.nav.list')}
          </ScreenLink>
        }
      >
        {t('returns.nav.overview')}
      </PageTitle>
      <Loaded
        query={query}
        isEmpty={({ owed }) => owed.length === 0}
        empty={<EmptyState title={t('returns.overview.none')}>{t('returns.overview.noneText')}</EmptyState>}
      >
        {answer => (
          <>
            <SegmentedControl
              className="return-filter"
              aria-label={t('returns.overview.show')}
              value={only}
              onChange={value => change({ only: value === 'all' ? undefined : value })}
              data={shown.map(value => ({ value, label: t(`returns.overview.only.${value}`) }))}
            />
            <Agencies answer={answer} only={only} />
            <Legend />
          </>
        )}
      </Loaded>
    </>
  )
}

function Lead({ answer: { owed } }: { answer: OverviewAnswer }) {
  const t = useText()
  const count = (wanted: Urgency) => owed.filter(o => urgencyOf(o) === wanted).length
  const lateAgencies = new Set(owed.filter(o => urgencyOf(o) === 'late').map(o => o.agencyId)).size
  return t('returns.overview.lead', {
    late: count('late'),
    agencies: lateAgencies,
    waiting: count('waiting'),
  })
}

function Agencies({ answer: { owed, today, titles }, only }: { answer: OverviewAnswer; only: string }) {
  const t = useText()
  const wanted = owed.filter(o => only === 'all' || urgencyOf(o) === only)
  const agencies = [...Map.groupBy(owed, o => o.agencyId)].filter(([id]) =>
    wanted.some(o => o.agencyId === id),
  )
  if (agencies.length === 0) return <p className="return-good">{t(`returns.overview.nothing.${only}`)}</p>
  return agencies.map(([id, all]) => (
    <Section key={id} title={all[0]!.agency}>
      <Matrix
        owed={all.filter(o => wanted.some(w => w.tableId === o.tableId && w.agencyId === o.agencyId))}
        today={today}
        titles={titles}
      />
    </Section>
  ))
}

function Matrix({ owed, today, titles }: { owed: OwedStanding[]; today: string; titles: Titles }) {
  const t = useText()
  const write = useFormats()
  const periods = [...new Set(owed.map(o => o.period))].sort()
  const tables = Map.groupBy(owed, o => o.tableId)
  return (
    <div className="return-matrix-frame">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard */}
      <section tabIndex={0} aria-label={t('returns.overview.table', { agency: owed[0]?.agency ?? '' })}>
        <table className="return-matrix">
          <thead>
            <tr>
              <th scope="col">{t('returns.table')}</th>
              {periods.map(period => (
                <th key={period} scope="col">
                  {periodWords(t, period)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {[...tables].map(([tableId, all]) => (
              <tr key={tableId}>
                <th scope="row">{titles[tableId]?.title ?? tableId}</th>
                {periods.map(period => {
                  const one = all.find(o => o.period === period)
                  return (
                    <td key={period} data-urgency={one && urgencyOf(one)}>
                      {one && (
                        <ScreenLink to={addressOf(one)}>
                          <span className="return-on-phone">{periodWords(t, period)}</span>
                          <StateMark of={one} today={today} />
                          {one.sentLateDays !== null && one.sentLateDays > 0 && (
                            <span className="return-small">
                              {t('returns.sentLate', { days: one.sentLateDays })}
                            </span>
                          )}
                          {urgencyOf(one) === 'late' && (
                            <span className="return-small">
                              {t('returns.dueOn', { day: write.partialDate(one.dueOn) })}
                            </span>
                          )}
                        </ScreenLink>
                      )}
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </div>
  )
}

function Legend() {
  const t = useText()
  return (
    <details className="return-legend">
      <summary>{t('returns.legend')}</summary>
      <dl>
        {order.map(urgency => (
          <div key={urgency}>
            <dt data-urgency={urgency}>
              <Sign urgency={urgency} />
            </dt>
            <dd>{t(`returns.legend.${urgency}`)}</dd>
          </div>
        ))}
      </dl>
    </details>
  )
}
