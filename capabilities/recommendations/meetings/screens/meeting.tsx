import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { announce } from '#platform/screens/announce.tsx'
import { api } from '#platform/screens/api.ts'
import { useLive } from '#platform/screens/live.ts'
import { ScreenLink, useParam } from '#platform/screens/navigate.tsx'
import { Columns, PageTitle, Section } from '#platform/screens/page.tsx'
import { ErrorState, Loaded } from '#platform/screens/states.tsx'
import { useText } from '#platform/screens/text.ts'
import { printedIn } from '../../screens/printed.tsx'
import { Agenda } from './agenda.tsx'
import type { MeetingAnswer } from './answers.ts'
import { Attendance } from './attendance.tsx'
import { Documents } from './documents.tsx'
import { Drafts } from './drafts.tsx'
import { MeetingForm } from './meeting-form.tsx'
import { Statements } from './statements.tsx'
import { useWhen } from './words.ts'
import '../../screens/recommendations.css'
import '../../screens/reports.css'
import './meetings.css'

/** One meeting: what is drafted first, then its agenda with statements; documents and attendance beside. */
export default function MeetingPage() {
  const meetingId = useParam('meetingId')
  useLive(['meetings'])
  const query = useQuery({
    queryKey: ['meetings', 'one', meetingId],
    queryFn: ({ signal }) => api.get<MeetingAnswer>(`/api/meetings/${meetingId}`, { signal }),
  })
  return <Loaded query={query}>{meeting => <Open meeting={meeting} />}</Loaded>
}

function Open({ meeting }: { meeting: MeetingAnswer }) {
  const t = useText()
  const when = useWhen()
  const [editing, setEditing] = useState(false)
  const open = meeting.drafts.filter(d => d.state !== 'adopted').length
  return (
    <>
      <p className="mt-back no-print">
        <ScreenLink to="/meetings">{t('meetings.nav.list')}</ScreenLink>
      </p>
      <PageTitle
        lead={
          <>
            <p>
              <bdi {...printedIn('en')}>{meeting.body}</bdi>
            </p>
            <p>
              {t(`meetings.state.${meeting.state}`)} ·{' '}
              {t('meetings.lead', { open, adopted: meeting.drafts.length - open })}
            </p>
          </>
        }
        actions={<Actions meeting={meeting} onEdit={() => setEditing(true)} />}
      >
        {when(meeting)}
      </PageTitle>
      {editing && <MeetingForm meeting={meeting} onDone={() => setEditing(false)} />}
      {meeting.reportSlug && (
        <p className="rec-notice">
          <ScreenLink to={`/meeting-reports/${meeting.reportSlug}`}>{t('meetings.inRegistry')}</ScreenLink>
        </p>
      )}
      <Columns
        label={t('meetings.papers')}
        context={
          <>
            <Documents meeting={meeting} />
            <Attendance meeting={meeting} />
            {meeting.topics.length > 0 && (
              <Section title={t('meetings.topicsChosen')}>
                <ul className="mt-plain">
                  {meeting.topics.map(({ id, title }) => (
                    <li key={id}>
                      <bdi>{title}</bdi>
                    </li>
                  ))}
                </ul>
                <ScreenLink to="/meeting-topics">{t('meetings.nav.topics')}</ScreenLink>
              </Section>
            )}
          </>
        }
      >
        <Drafts meeting={meeting} />
        <Agenda meeting={meeting} />
        <Statements meeting={meeting} />
      </Columns>
    </>
  )
}

function Actions({ meeting, onEdit }: { meeting: MeetingAnswer; onEdit: () => void }) {
  const t = useText()
  const client = useQueryClient()
  const move = useMutation({
    mutationFn: (state: string) =>
      api.put(`/api/meetings/${meeting.id}/state`, { state }, { expectedVersion: meeting.version }),
    onSuccess: (_, state) => {
      announce(t(`meetings.state.${state}`))
      return client.invalidateQueries({ queryKey: ['meetings'] })
    },
  })
  const may = (act: string) => meeting.may.includes(act)
  return (
    <>
      {may('meeting.move') && meeting.state === 'preparation' && (
        <Button loading={move.isPending} onClick={() => move.mutate('session')}>
          {t('meetings.open')}
        </Button>
      )}
      {may('meeting.move') && meeting.state === 'session' && (
        <Button variant="default" loading={move.isPending} onClick={() => move.mutate('closed')}>
          {t('meetings.close')}
        </Button>
      )}
      {may('meeting.move') && meeting.state === 'closed' && (
        <Button variant="default" loading={move.isPending} onClick={() => move.mutate('session')}>
          {t('meetings.reopen')}
        </Button>
      )}
      <ScreenLink to={`/meetings/${meeting.id}/report`} className="rec-action">
        {t('meetings.nav.report')}
      </ScreenLink>
      {may('meeting.amend') && (
        <Button variant="default" onClick={onEdit}>
          {t('meetings.edit')}
        </Button>
      )}
      {move.isError && <ErrorState error={move.error} />}
    </>
  )
}
