import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { announce } from '#platform/screens/announce.tsx'
import { api } from '#platform/screens/api.ts'
import { useLive } from '#platform/screens/live.ts'
import { ScreenLink } from '#platform/screens/navigate.tsx'
import { PageTitle } from '#platform/screens/page.tsx'
import { EmptyState, ErrorState, Loaded } from '#platform/screens/states.tsx'
import { useText } from '#platform/screens/text.ts'
import { daysBetween } from '../plan.rules.ts'
import type { NoticesAnswer } from './answers.ts'
import { pathOfAction, usePlanWords } from './words.ts'
import './plan.css'

/** What this reader is reminded of, as focal point of an institution. */
export default function Reminders() {
  const t = useText()
  useLive(['plan'], [['plan']])
  const query = useQuery({
    queryKey: ['plan', 'notices'],
    queryFn: ({ signal }) => api.get<NoticesAnswer>('/api/plan/notices', { signal }),
  })
  return (
    <>
      <PageTitle lead={<p>{t('plan.remindersLead')}</p>}>{t('plan.nav.reminders')}</PageTitle>
      <Loaded query={query}>
        {answer => (
          <>
            {answer.awaiting > 0 && (
              <p>
                <ScreenLink to="/plan" search={{ gap: 'awaits-validation' }}>
                  {t('plan.nav.validation.waiting', { count: answer.awaiting })}
                </ScreenLink>
              </p>
            )}
            {answer.notices.length === 0 ? (
              <EmptyState title={t('plan.noReminders')}>{t('plan.noRemindersText')}</EmptyState>
            ) : (
              <ul className="plan-list">
                {answer.notices.map(notice => (
                  <li key={notice.id}>
                    <Notice notice={notice} today={answer.today} />
                  </li>
                ))}
              </ul>
            )}
          </>
        )}
      </Loaded>
    </>
  )
}

function Notice({ notice, today }: { notice: NoticesAnswer['notices'][number]; today: string }) {
  const t = useText()
  const words = usePlanWords()
  const client = useQueryClient()
  const left = daysBetween(today, notice.dueOn)
  const aside = useMutation({
    mutationFn: () => api.post(`/api/plan/notices/${notice.id}/aside`),
    onSuccess: async () => {
      announce(t('plan.asideDone'))
      await client.invalidateQueries({ queryKey: ['plan'] })
      await client.invalidateQueries({ queryKey: ['home'] })
    },
  })
  return (
    <article className="plan-line">
      <div>
        <ScreenLink to={pathOfAction(notice.actionId)} className="plan-title">
          {notice.milestone ?? notice.action}
        </ScreenLink>
        {notice.milestone && <p className="plan-quiet">{notice.action}</p>}
        <p data-late={left < 0 || undefined} className="plan-when">
          {left < 0
            ? t('plan.wasDueDays', { days: -left, day: words.day(notice.dueOn) })
            : t('plan.dueInDays', { days: left, day: words.day(notice.dueOn) })}
        </p>
        {aside.isError && <ErrorState error={aside.error} />}
      </div>
      <div className="plan-buttons">
        <ScreenLink to={`${pathOfAction(notice.actionId)}/report`} className="plan-button plan-button-quiet">
          {t('plan.step.report')}
        </ScreenLink>
        <Button
          variant="subtle"
          size="sm"
          loading={aside.isPending}
          aria-label={t('plan.asideWhat', { what: notice.milestone ?? notice.action })}
          onClick={() => aside.mutate()}
        >
          {t('plan.aside')}
        </Button>
      </div>
    </article>
  )
}
