import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { announce } from '#platform/screens/announce.tsx'
import { api } from '#platform/screens/api.ts'
import { useLive } from '#platform/screens/live.ts'
import { ScreenLink } from '#platform/screens/navigate.tsx'
import { PageTitle } from '#platform/screens/page.tsx'
import { EmptyState, ErrorState, Loaded } from '#platform/screens/states.tsx'
import { useFormats, useText } from '#platform/screens/text.ts'
import type { ReportAnswer as RegistryReport } from '../../screens/answers.ts'
import { printedIn } from '../../screens/printed.tsx'
import { useNames } from '../../screens/words.ts'
import type { BoardAnswer, MeetingsAnswer, TopicAnswer } from './answers.ts'
import { useWhen } from './words.ts'
import '../../screens/recommendations.css'
import '../../screens/reports.css'
import './meetings.css'

/** Topics for future meetings: who proposed them, who supports them, which were chosen. */
export default function Topics() {
  const t = useText()
  useLive(['meetings'])
  const query = useQuery({
    queryKey: ['meetings', 'topics'],
    queryFn: ({ signal }) => api.get<BoardAnswer>('/api/meeting-topics', { signal }),
  })
  const may = (act: string) => query.data?.may.includes(act) ?? false
  return (
    <>
      <PageTitle lead={query.data && <p>{t('meetings.topics.lead', { count: query.data.topics.length })}</p>}>
        {t('meetings.nav.topics')}
      </PageTitle>
      {(may('meeting-topic.propose') || may('meeting-topic.import')) && (
        <div className="mt-tools no-print">
          {may('meeting-topic.propose') && <Propose />}
          {may('meeting-topic.import') && <Import />}
        </div>
      )}
      <Loaded
        query={query}
        isEmpty={answer => answer.topics.length === 0}
        empty={
          <EmptyState title={t('meetings.topics.none')}>
            {t(may('meeting-topic.propose') ? 'meetings.topics.noneText' : 'meetings.topics.noneRead')}
          </EmptyState>
        }
      >
        {({ topics }) => (
          <ul className="rec-list">
            {topics.map(topic => (
              <li key={topic.id}>
                <Topic topic={topic} />
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </>
  )
}

function Topic({ topic }: { topic: TopicAnswer }) {
  const t = useText()
  const write = useFormats()
  const when = useWhen()
  const client = useQueryClient()
  const path = `/api/meeting-topics/${topic.id}`
  const done = () => client.invalidateQueries({ queryKey: ['meetings'] })
  const support = useMutation({
    mutationFn: () => api.put(`${path}/support`, { supported: !topic.supported }),
    onSuccess: done,
  })
  const withdraw = useMutation({ mutationFn: () => api.delete(path), onSuccess: done })
  const may = (act: string) => topic.may.includes(act)
  return (
    <article className="mt-topic">
      <div>
        <h2 className="rec-where">
          <bdi>{topic.title}</bdi>
          {topic.meeting && (
            <span className="rec-tag" data-state="adopted">
              {t('meetings.topics.chosen')}
            </span>
          )}
        </h2>
        <p className="mt-support">
          {topic.supporters.length === 0
            ? t('meetings.topics.unsupported')
            : t('meetings.topics.supported', {
                count: topic.supporters.length,
                who: write.list(topic.supporters),
              })}
        </p>
        <p className="rec-about">
          {topic.note && (
            <>
              <bdi>{topic.note}</bdi>
              {' · '}
            </>
          )}
          {topic.source ? (
            <ScreenLink to={`/meeting-reports/${topic.source.report}`}>
              <bdi {...printedIn('en')}>{topic.source.citation}</bdi>
            </ScreenLink>
          ) : (
            t('meetings.topics.by', { who: topic.agency })
          )}
          {topic.meeting && (
            <>
              {' · '}
              <ScreenLink to={`/meetings/${topic.meeting.id}`}>{when(topic.meeting)}</ScreenLink>
            </>
          )}
        </p>
        {(support.isError || withdraw.isError) && <ErrorState error={support.error ?? withdraw.error} />}
      </div>
      <div className="mt-topic-acts no-print">
        {may('meeting-topic.support') && (
          <Button
            size="sm"
            variant="default"
            aria-pressed={topic.supported}
            loading={support.isPending}
            onClick={() => support.mutate()}
          >
            {t(topic.supported ? 'meetings.topics.unsupport' : 'meetings.topics.support')}
          </Button>
        )}
        {may('meeting-topic.choose') && <Choose topic={topic} path={path} />}
        {may('meeting-topic.withdraw') && (
          <button
            type="button"
            className="as-link"
            disabled={withdraw.isPending}
            onClick={() => withdraw.mutate()}
          >
            {t('meetings.topics.withdraw')}
          </button>
        )}
      </div>
    </article>
  )
}

function Choose({ topic, path }: { topic: TopicAnswer; path: string }) {
  const t = useText()
  const when = useWhen()
  const client = useQueryClient()
  const meetings = useQuery({
    queryKey: ['meetings', 'list'],
    queryFn: ({ signal }) => api.get<MeetingsAnswer>('/api/meetings', { signal }),
  })
  const choose = useMutation({
    mutationFn: (meetingId: string | null) =>
      api.put(`${path}/meeting`, { meetingId }, { expectedVersion: topic.version }),
    onSuccess: () => {
      announce(t('meetings.saved'))
      return client.invalidateQueries({ queryKey: ['meetings'] })
    },
  })
  return (
    <>
      <NativeSelect
        aria-label={t('meetings.topics.choose')}
        value={topic.meeting?.id ?? ''}
        disabled={choose.isPending}
        data={[
          { value: '', label: t('meetings.topics.choose') },
          ...(meetings.data?.meetings ?? []).map(one => ({ value: one.id, label: when(one) })),
        ]}
        onChange={event => choose.mutate(event.currentTarget.value || null)}
      />
      {choose.isError && <ErrorState error={choose.error} />}
    </>
  )
}

function Propose() {
  const t = useText()
  const client = useQueryClient()
  const [open, setOpen] = useState(false)
  const [title, setTitle] = useState('')
  const [note, setNote] = useState('')
  const propose = useMutation({
    mutationFn: () => api.post('/api/meeting-topics', { title, note }),
    onSuccess: () => {
      setOpen(false)
      setTitle('')
      setNote('')
      announce(t('meetings.saved'))
      return client.invalidateQueries({ queryKey: ['meetings'] })
    },
  })
  if (!open) return <Button onClick={() => setOpen(true)}>{t('meetings.topics.propose')}</Button>
  return (
    <form
      className="mt-form"
      onSubmit={event => {
        event.preventDefault()
        if (title.trim() !== '') propose.mutate()
      }}
    >
      {propose.isError && <ErrorState error={propose.error} />}
      <TextInput
        label={t('meetings.topics.title')}
        value={title}
        maxLength={300}
        required
        dir="auto"
        onChange={event => setTitle(event.currentTarget.value)}
      />
      <Textarea
        label={t('meetings.topics.note')}
        value={note}
        autosize
        minRows={2}
        maxLength={2000}
        dir="auto"
        onChange={event => setNote(event.currentTarget.value)}
      />
      <div className="rec-copies">
        <Button type="submit" loading={propose.isPending} disabled={title.trim() === ''}>
          {t('meetings.topics.propose')}
        </Button>
        <Button variant="default" onClick={() => setOpen(false)}>
          {t('meetings.cancel')}
        </Button>
      </div>
    </form>
  )
}

/** Topics that a report of the registry suggests. */
function Import() {
  const t = useText()
  const names = useNames()
  const client = useQueryClient()
  const [open, setOpen] = useState(false)
  const [report, setReport] = useState('')
  const reports = useQuery({
    queryKey: ['recommendations', 'reports'],
    queryFn: ({ signal }) =>
      api.get<{ reports: RegistryReport[] }>('/api/recommendations/reports', { signal }),
    enabled: open,
  })
  const bring = useMutation({
    mutationFn: () => api.post<{ found: number; added: number }>('/api/meeting-topics/import', { report }),
    onSuccess: ({ found, added }) => {
      announce(t('meetings.topics.imported', { found, added }))
      return client.invalidateQueries({ queryKey: ['meetings'] })
    },
  })
  if (!open)
    return (
      <Button variant="default" onClick={() => setOpen(true)}>
        {t('meetings.topics.import')}
      </Button>
    )
  return (
    <form
      className="mt-form"
      onSubmit={event => {
        event.preventDefault()
        if (report !== '') bring.mutate()
      }}
    >
      {bring.isError && <ErrorState error={bring.error} />}
      {bring.data && (
        <p className="rec-notice" role="status">
          {t('meetings.topics.imported', bring.data)}
        </p>
      )}
      <NativeSelect
        label={t('meetings.topics.fromReport')}
        description={t('meetings.topics.fromReportHelp')}
        value={report}
        data={[
          { value: '', label: '—' },
          ...(reports.data?.reports ?? []).map(one => ({
            value: one.slug,
            label: [names.document(one.document), one.document.symbol].filter(Boolean).join(' · '),
          })),
        ]}
        onChange={event => setReport(event.currentTarget.value)}
      />
      <div className="rec-copies">
        <Button type="submit" loading={bring.isPending} disabled={report === ''}>
          {t('meetings.topics.import')}
        </Button>
        <Button variant="default" onClick={() => setOpen(false)}>
          {t('meetings.close.form')}
        </Button>
      </div>
    </form>
  )
}
