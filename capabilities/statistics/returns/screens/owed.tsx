import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api } from '#platform/screens/api.ts'
import { useLive } from '#platform/screens/live.ts'
import { ScreenLink } from '#platform/screens/navigate.tsx'
import { PageTitle, Section } from '#platform/screens/page.tsx'
import { useMay } from '#platform/screens/session.ts'
import { EmptyState, ErrorState, Loaded } from '#platform/screens/states.tsx'
import { useFormats, useText } from '#platform/screens/text.ts'
import type { OwedStanding } from '../owed.rules.ts'
import { addressOf, type OwedAnswer, type Titles } from './answers.ts'
import { periodWords } from './period-words.ts'
import { StateMark, urgencyOf } from './state-mark.tsx'
import { tablesPath } from './tables/tables-answer.ts'
import './returns.css'

/** What my agency owes, what is due first on top. */
export default function OwedReturns() {
  const t = useText()
  useLive(['returns', 'return-drafts'], [['returns']])
  const overlooks = useMay('return.overview')
  const query = useQuery({
    queryKey: ['returns', 'owed'],
    queryFn: ({ signal }) => api.get<OwedAnswer>('/api/statistics/returns/owed', { signal }),
  })
  const elsewhere = (
    <>
      {overlooks && (
        <ScreenLink className="return-button" to="/statistics/returns/overview">
          {t('returns.toOverview')}
        </ScreenLink>
      )}
      <ScreenLink className="return-button" to={tablesPath}>
        {t('return-tables.nav.list')}
      </ScreenLink>
    </>
  )
  return (
    <>
      <PageTitle lead={t('returns.lead')} actions={elsewhere}>
        {t('returns.nav.owed')}
      </PageTitle>
      <Loaded
        query={query}
        isEmpty={({ owed }) => owed.length === 0}
        empty={<EmptyState title={t('returns.none')}>{t('returns.noneText')}</EmptyState>}
      >
        {answer => <Owed answer={answer} />}
      </Loaded>
    </>
  )
}

function Owed({ answer }: { answer: OwedAnswer }) {
  const t = useText()
  const { owed, today, titles } = answer
  const open = owed
    .filter(o => urgencyOf(o) !== 'done' && urgencyOf(o) !== 'waiting')
    .sort((a, b) => a.dueOn.localeCompare(b.dueOn))
  const sent = owed.filter(o => !open.includes(o))
  return (
    <>
      <Reminders answer={answer} />
      <Section title={t('returns.toDo')}>
        {open.length === 0 ? (
          <p className="return-good">{t('returns.allSent')}</p>
        ) : (
          <Lines owed={open} today={today} titles={titles} />
        )}
      </Section>
      {sent.length > 0 && (
        <Section title={t('returns.sent')}>
          <Lines owed={sent} today={today} titles={titles} />
        </Section>
      )}
    </>
  )
}

function Lines({ owed, today, titles }: { owed: OwedStanding[]; today: string; titles: Titles }) {
  const t = useText()
  const write = useFormats()
  return (
    <ul className="return-list">
      {owed.map(one => (
        <li key={`${one.tableId} ${one.period}`}>
          <div>
            <ScreenLink to={addressOf(one)}>
              {titles[one.tableId]?.title ?? one.tableId}, {periodWords(t, one.period)}
            </ScreenLink>
            <p>{t('returns.dueOn', { day: write.partialDate(one.dueOn) })}</p>
          </div>
          <StateMark of={one} today={today} />
        </li>
      ))}
    </ul>
  )
}

function Reminders({ answer: { reminders, titles } }: { answer: OwedAnswer }) {
  const t = useText()
  const write = useFormats()
  const client = useQueryClient()
  const aside = useMutation({
    mutationFn: (id: string) => api.post(`/api/statistics/returns/reminders/${id}/aside`),
    onSettled: () => client.invalidateQueries({ queryKey: ['returns'] }),
  })
  if (reminders.length === 0) return null
  return (
    <section className="return-reminders" aria-label={t('returns.reminders')}>
      <h2>{t('returns.reminders')}</h2>
      {aside.isError && <ErrorState error={aside.error} />}
      <ul>
        {reminders.map(({ id, tableId, period, stage, dueOn }) => {
          const what = `${titles[tableId]?.title ?? tableId}, ${periodWords(t, period)}`
          return (
            <li key={id}>
              <span>{t(`returns.reminder.${stage}`, { what, day: write.partialDate(dueOn) })}</span>
              <Button
                variant="subtle"
                size="compact-sm"
                loading={aside.isPending && aside.variables === id}
                onClick={() => aside.mutate(id)}
                aria-label={t('returns.putAside', { what })}
              >
                {t('returns.aside')}
              </Button>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
