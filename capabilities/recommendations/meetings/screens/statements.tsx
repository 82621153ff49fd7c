import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { announce } from '#platform/screens/announce.tsx'
import { api } from '#platform/screens/api.ts'
import { Section } from '#platform/screens/page.tsx'
import { ErrorState } from '#platform/screens/states.tsx'
import { useText } from '#platform/screens/text.ts'
import { printedIn } from '../../screens/printed.tsx'
import type { MeetingAnswer, StatementAnswer } from './answers.ts'

/** The list of speakers under each item, with what they said. */
export function Statements({ meeting }: { meeting: MeetingAnswer }) {
  const t = useText()
  const items = meeting.agenda.filter(item => meeting.statements.some(s => s.item === item.number))
  return (
    <Section title={t('meetings.statements')} id="statements">
      {items.length === 0 && <p className="rec-small">{t('meetings.statements.none')}</p>}
      {items.map(({ number, title }) => (
        <div key={number}>
          <h3>
            {t('meetings.agenda.item', { number })}: <bdi {...printedIn('en')}>{title}</bdi>
          </h3>
          <ol className="mt-cards">
            {meeting.statements
              .filter(s => s.item === number)
              .map((one, index, all) => (
                <li key={one.id}>
                  <Statement meeting={meeting} one={one} before={all[index - 1]} />
                </li>
              ))}
          </ol>
        </div>
      ))}
      {meeting.may.includes('statement.inscribe') && meeting.agenda.length > 0 && (
        <Inscribe meeting={meeting} />
      )}
    </Section>
  )
}

function Statement({
  meeting,
  one,
  before,
}: {
  meeting: MeetingAnswer
  one: StatementAnswer
  before: StatementAnswer | undefined
}) {
  const t = useText()
  const client = useQueryClient()
  const path = `/api/meetings/${meeting.id}/statements/${one.id}`
  const runs = one.may.includes('statement.order')
  const [editing, setEditing] = useState<'text' | 'summary'>()
  const [words, setWords] = useState('')
  const editable = one.may.includes('statement.amend')
    ? (['text', 'summary'] as const).filter(part => (part === 'text' ? one.own : runs))
    : []
  const done = () => client.invalidateQueries({ queryKey: ['meetings'] })
  const change = useMutation({
    mutationFn: (part: { text?: string; summary?: string; state?: string }) =>
      api.patch(path, part, { expectedVersion: one.version }),
    onSuccess: () => {
      setEditing(undefined)
      return done()
    },
  })
  const earlier = useMutation({
    mutationFn: async () => {
      await api.put(`${path}/place`, { place: before!.place })
      await api.put(`/api/meetings/${meeting.id}/statements/${before!.id}/place`, { place: one.place })
    },
    onSuccess: done,
  })
  return (
    <article>
      <p className="mt-by">
        <strong>
          <bdi>{one.speaker}</bdi>
        </strong>{' '}
        <span className="rec-tag" data-state={one.state}>
          {t(`meetings.statement.${one.state}`)}
        </span>
      </p>
      {one.text && (
        <p className="mt-text" dir="auto">
          {one.text}
        </p>
      )}
      {one.summary && (
        <p className="mt-annotation" {...printedIn('en')}>
          {one.summary}
        </p>
      )}
      {(change.isError || earlier.isError) && <ErrorState error={change.error ?? earlier.error} />}
      {editing ? (
        <form
          className="mt-form"
          onSubmit={event => {
            event.preventDefault()
            change.mutate({ [editing]: words })
          }}
        >
          <Textarea
            label={t(`meetings.statement.${editing}`)}
            value={words}
            autosize
            minRows={2}
            maxLength={8000}
            dir="auto"
            onChange={event => setWords(event.currentTarget.value)}
          />
          <div className="rec-copies">
            <Button type="submit" size="sm" loading={change.isPending}>
              {t('meetings.save')}
            </Button>
            <Button size="sm" variant="default" onClick={() => setEditing(undefined)}>
              {t('meetings.cancel')}
            </Button>
          </div>
        </form>
      ) : (
        one.may.length > 0 && (
          <div className="rec-copies no-print">
            {runs && one.state === 'inscribed' && (
              <Button
                size="xs"
                variant="default"
                loading={change.isPending}
                onClick={() => change.mutate({ state: 'made' })}
              >
                {t('meetings.statement.hasMade')}
              </Button>
            )}
            {runs && before && one.state === 'inscribed' && (
              <Button
                size="xs"
                variant="default"
                loading={earlier.isPending}
                onClick={() => earlier.mutate()}
              >
                {t('meetings.up')}
              </Button>
            )}
            {one.may.includes('statement.amend') && (
              <>
                {editable.map(part => (
                  <Button
                    key={part}
                    size="xs"
                    variant="default"
                    onClick={() => {
                      setWords(one[part])
                      setEditing(part)
                    }}
                  >
                    {t(part === 'summary' ? 'meetings.statement.editSummary' : 'meetings.statement.editText')}
                  </Button>
                ))}
                <Button size="xs" variant="default" onClick={() => change.mutate({ state: 'withdrawn' })}>
                  {t('meetings.statement.withdraw')}
                </Button>
              </>
            )}
          </div>
        )
      )}
    </article>
  )
}

function Inscribe({ meeting }: { meeting: MeetingAnswer }) {
  const t = useText()
  const client = useQueryClient()
  const [open, setOpen] = useState(false)
  const [item, setItem] = useState(meeting.agenda[1]?.number ?? meeting.agenda[0]!.number)
  const [speaker, setSpeaker] = useState('')
  const [text, setText] = useState('')
  const inscribe = useMutation({
    mutationFn: () => api.post(`/api/meetings/${meeting.id}/statements`, { item, speaker, text }),
    onSuccess: () => {
      setOpen(false)
      setText('')
      setSpeaker('')
      announce(t('meetings.statement.inscribed'))
      return client.invalidateQueries({ queryKey: ['meetings'] })
    },
  })
  if (!open)
    return (
      <Button variant="default" size="sm" className="no-print" onClick={() => setOpen(true)}>
        {t(meeting.delegation ? 'meetings.statement.ask' : 'meetings.statement.add')}
      </Button>
    )
  return (
    <form
      className="mt-form no-print"
      onSubmit={event => {
        event.preventDefault()
        inscribe.mutate()
      }}
    >
      {inscribe.isError && <ErrorState error={inscribe.error} />}
      <NativeSelect
        label={t('meetings.statement.item')}
        value={item}
        data={meeting.agenda.map(({ number, title }) => ({ value: number, label: `${number}. ${title}` }))}
        onChange={event => setItem(event.currentTarget.value)}
      />
      {!meeting.delegation && (
        <TextInput
          label={t('meetings.statement.speaker')}
          value={speaker}
          required
          maxLength={300}
          dir="auto"
          onChange={event => setSpeaker(event.currentTarget.value)}
        />
      )}
      <Textarea
        label={t('meetings.statement.text')}
        value={text}
        autosize
        minRows={2}
        maxLength={8000}
        dir="auto"
        onChange={event => setText(event.currentTarget.value)}
      />
      <div className="rec-copies">
        <Button
          type="submit"
          size="sm"
          loading={inscribe.isPending}
          disabled={!meeting.delegation && speaker.trim() === ''}
        >
          {t(meeting.delegation ? 'meetings.statement.ask' : 'meetings.statement.add')}
        </Button>
        <Button variant="default" size="sm" onClick={() => setOpen(false)}>
          {t('meetings.cancel')}
        </Button>
      </div>
    </form>
  )
}
