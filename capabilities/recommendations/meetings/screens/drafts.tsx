import { Button, Textarea, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '#platform/screens/api.ts'
import { ScreenLink, useGo } from '#platform/screens/navigate.tsx'
import { Section } from '#platform/screens/page.tsx'
import { ErrorState } from '#platform/screens/states.tsx'
import { useText } from '#platform/screens/text.ts'
import { printedIn } from '../../screens/printed.tsx'
import { generalSection, stances } from '../meetings.entity.ts'
import { textMax } from '../shared-text.ts'
import type { DraftSummary, MeetingAnswer } from './answers.ts'

/** The recommendations on their way, under their headings; each leads to its drafting room. */
export function Drafts({ meeting }: { meeting: MeetingAnswer }) {
  const t = useText()
  const sections = new Map<string, DraftSummary[]>()
  for (const draft of meeting.drafts)
    sections.set(draft.section, [...(sections.get(draft.section) ?? []), draft])
  return (
    <Section title={t('meetings.drafts')} id="drafts">
      {meeting.drafts.length === 0 && <p>{t('meetings.drafts.none')}</p>}
      {[...sections].map(([section, drafts]) => (
        <div key={section}>
          <h3>
            <bdi {...printedIn('en')}>{section || generalSection}</bdi>
          </h3>
          <ul className="mt-cards">
            {drafts.map((draft, index) => (
              <li key={draft.id}>
                <Draft draft={draft} meeting={meeting} before={drafts[index - 1]} />
              </li>
            ))}
          </ul>
        </div>
      ))}
      {meeting.may.includes('draft.propose') && <Propose meeting={meeting} />}
    </Section>
  )
}

function Draft({
  draft,
  meeting,
  before,
}: {
  draft: DraftSummary
  meeting: MeetingAnswer
  before: DraftSummary | undefined
}) {
  const t = useText()
  const held = stances.filter(stance => draft.positions[stance] > 0)
  return (
    <article>
      <h4 className="mt-draft-head">
        <ScreenLink to={`/meetings/${meeting.id}/drafts/${draft.id}`}>
          {draft.number
            ? t('meetings.draft.numbered', { number: draft.number })
            : t('meetings.draft.title', { agency: draft.agency })}
        </ScreenLink>
        <span className="rec-tag" data-state={draft.state}>
          {t(`meetings.draftState.${draft.state}`)}
        </span>
      </h4>
      <p className="mt-text" {...printedIn('en')}>
        {draft.text}
      </p>
      <p className="rec-about">
        {[
          ...held.map(stance => t(`meetings.count.${stance}`, { count: draft.positions[stance] })),
          ...(draft.suggestions > 0 ? [t('meetings.count.suggestions', { count: draft.suggestions })] : []),
          ...(draft.comments > 0 ? [t('meetings.count.comments', { count: draft.comments })] : []),
        ].join(' · ')}
      </p>
      {before && meeting.may.includes('draft.place') && (
        <Earlier draft={draft} before={before} meetingId={meeting.id} />
      )}
    </article>
  )
}

/** Changes places with the draft before it. */
function Earlier({
  draft,
  before,
  meetingId,
}: {
  draft: DraftSummary
  before: DraftSummary
  meetingId: string
}) {
  const t = useText()
  const client = useQueryClient()
  const put = (one: DraftSummary, place: number) =>
    api.put(`/api/meetings/${meetingId}/drafts/${one.id}/place`, { place, section: one.section })
  const move = useMutation({
    mutationFn: async () => {
      await put(draft, before.place)
      await put(before, draft.place)
    },
    onSuccess: () => client.invalidateQueries({ queryKey: ['meetings'] }),
  })
  return (
    <>
      {move.isError && <ErrorState error={move.error} />}
      <button
        type="button"
        className="as-link no-print"
        disabled={move.isPending}
        onClick={() => move.mutate()}
      >
        {t('meetings.up')}
      </button>
    </>
  )
}

function Propose({ meeting }: { meeting: MeetingAnswer }) {
  const t = useText()
  const go = useGo()
  const client = useQueryClient()
  const [open, setOpen] = useState(false)
  const [text, setText] = useState('')
  const [section, setSection] = useState(meeting.drafts.at(-1)?.section ?? '')
  const propose = useMutation({
    mutationFn: () => api.post<{ id: string }>(`/api/meetings/${meeting.id}/drafts`, { section, text }),
    onSuccess: async ({ id }) => {
      await client.invalidateQueries({ queryKey: ['meetings'] })
      await go(`/meetings/${meeting.id}/drafts/${id}`)
    },
  })
  if (!open)
    return (
      <Button className="no-print" onClick={() => setOpen(true)}>
        {t('meetings.draft.propose')}
      </Button>
    )
  return (
    <form
      className="mt-form no-print"
      onSubmit={event => {
        event.preventDefault()
        if (text.trim() !== '') propose.mutate()
      }}
    >
      {propose.isError && <ErrorState error={propose.error} />}
      <TextInput
        label={t('meetings.draft.section')}
        description={t('meetings.draft.sectionHelp')}
        value={section}
        maxLength={300}
        {...printedIn('en')}
        onChange={event => setSection(event.currentTarget.value)}
      />
      <Textarea
        label={t('meetings.room.text')}
        description={t('meetings.room.textHelp')}
        value={text}
        autosize
        minRows={3}
        maxLength={textMax}
        {...printedIn('en')}
        onChange={event => setText(event.currentTarget.value)}
      />
      <div className="rec-copies">
        <Button type="submit" loading={propose.isPending} disabled={text.trim() === ''}>
          {t('meetings.draft.propose')}
        </Button>
        <Button variant="default" onClick={() => setOpen(false)}>
          {t('meetings.cancel')}
        </Button>
      </div>
    </form>
  )
}
