import { Button, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { announce } from '#platform/screens/announce.tsx'
import { api } from '#platform/screens/api.ts'
import { useLive } from '#platform/screens/live.ts'
import { ScreenLink, useParam } from '#platform/screens/navigate.tsx'
import { Columns, PageTitle, Section } from '#platform/screens/page.tsx'
import { ErrorState, Loaded } from '#platform/screens/states.tsx'
import { useFormats, useText } from '#platform/screens/text.ts'
import { printedIn } from '../../screens/printed.tsx'
import type { MeetingAnswer, ReportAnswer } from './answers.ts'
import { PaperView } from './paper.tsx'
import { Parts } from './parts.tsx'
import { useWhen } from './words.ts'
import '../../screens/recommendations.css'
import '../../screens/reports.css'
import './meetings.css'

/** The report of a meeting as it stands: the page, its parts, its files, its adoption and its way into the registry. */
export default function Report() {
  const meetingId = useParam('meetingId')
  useLive(['meetings'])
  const meeting = useQuery({
    queryKey: ['meetings', 'one', meetingId],
    queryFn: ({ signal }) => api.get<MeetingAnswer>(`/api/meetings/${meetingId}`, { signal }),
  })
  const report = useQuery({
    queryKey: ['meetings', 'report', meetingId],
    queryFn: ({ signal }) => api.get<ReportAnswer>(`/api/meetings/${meetingId}/report`, { signal }),
  })
  return (
    <Loaded query={meeting}>
      {meeting => <Loaded query={report}>{report => <Open meeting={meeting} report={report} />}</Loaded>}
    </Loaded>
  )
}

const files = ['docx', 'xml', 'txt'] as const

function Open({ meeting, report }: { meeting: MeetingAnswer; report: ReportAnswer }) {
  const t = useText()
  const write = useFormats()
  const when = useWhen()
  const unfinished = meeting.drafts.filter(d => d.state !== 'adopted').length
  return (
    <>
      <p className="mt-back no-print">
        <ScreenLink to={`/meetings/${meeting.id}`}>{when(meeting)}</ScreenLink>
      </p>
      <PageTitle
        lead={
          <p>
            {meeting.adoptedOn
              ? t('meetings.report.adoptedOn', { day: write.day(`${meeting.adoptedOn}T12:00:00`) })
              : t('meetings.report.draft')}{' '}
            {t('meetings.report.holds', {
              count: report.read.recommendations,
              asks: report.read.atoms,
            })}
          </p>
        }
        actions={files.map(kind => (
          <a key={kind} className="rec-action" href={`/api/meetings/${meeting.id}/report.${kind}`} download>
            {t(`meetings.report.${kind}`)}
          </a>
        ))}
      >
        {t('meetings.nav.report')}
      </PageTitle>
      {unfinished > 0 && !meeting.adoptedOn && (
        <p className="rec-notice rec-notice-due">{t('meetings.report.unfinished', { count: unfinished })}</p>
      )}
      {report.read.doubts.map(({ where, what }) => (
        <p key={`${where} ${what}`} className="rec-notice rec-notice-due" {...printedIn('en')}>
          {where && `¶${where}: `}
          {what}
        </p>
      ))}
      <Columns
        label={t('meetings.report.work')}
        context={
          <>
            <Adoption meeting={meeting} report={report} />
            {report.may.includes('report-part.write') && <Parts meeting={meeting} report={report} />}
          </>
        }
      >
        <PaperView report={report} />
      </Columns>
    </>
  )
}

function Adoption({ meeting, report }: { meeting: MeetingAnswer; report: ReportAnswer }) {
  const t = useText()
  const client = useQueryClient()
  const [on, setOn] = useState(meeting.to)
  const path = `/api/meetings/${meeting.id}/report`
  const done = () => client.invalidateQueries({ queryKey: ['meetings'] })
  const adopt = useMutation({
    mutationFn: () => api.put(`${path}/adoption`, { on }, { expectedVersion: meeting.version }),
    onSuccess: () => {
      announce(t('meetings.report.adopted'))
      return done()
    },
  })
  const enter = useMutation({
    mutationFn: () => api.post<{ slug: string }>(`${path}/registry`),
    onSuccess: () => {
      announce(t('meetings.report.entered'))
      return done()
    },
  })
  return (
    <Section title={t('meetings.report.adoption')}>
      {(adopt.isError || enter.isError) && <ErrorState error={adopt.error ?? enter.error} />}
      {report.may.includes('meeting-report.adopt') && (
        <form
          className="mt-form"
          onSubmit={event => {
            event.preventDefault()
            adopt.mutate()
          }}
        >
          <TextInput
            type="date"
            label={t('meetings.report.on')}
            value={on}
            required
            onChange={event => setOn(event.currentTarget.value)}
          />
          <div>
            <Button type="submit" loading={adopt.isPending} disabled={on === ''}>
              {t('meetings.report.adopt')}
            </Button>
          </div>
        </form>
      )}
      {meeting.reportSlug ? (
        <p>
          <ScreenLink to={`/meeting-reports/${meeting.reportSlug}`}>{t('meetings.inRegistry')}</ScreenLink>
        </p>
      ) : report.may.includes('meeting-report.enter') ? (
        <>
          <p className="rec-small">{t('meetings.report.enterHelp')}</p>
          <Button loading={enter.isPending} onClick={() => enter.mutate()}>
            {t('meetings.report.enter')}
          </Button>
        </>
      ) : (
        <p className="rec-small">
          {t(meeting.adoptedOn ? 'meetings.report.notEntered' : 'meetings.report.waits')}
        </p>
      )}
    </Section>
  )
}
