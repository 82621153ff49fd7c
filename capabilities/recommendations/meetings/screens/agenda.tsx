import { Button, Textarea, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { announce } from '#platform/screens/announce.tsx'
import { api } from '#platform/screens/api.ts'
import { Section } from '#platform/screens/page.tsx'
import { ErrorState } from '#platform/screens/states.tsx'
import { useText } from '#platform/screens/text.ts'
import { printedIn } from '../../screens/printed.tsx'
import type { AgendaItem } from '../meetings.entity.ts'
import type { MeetingAnswer } from './answers.ts'

/** The agenda with its annotations. */
export function Agenda({ meeting }: { meeting: MeetingAnswer }) {
  const t = useText()
  const [editing, setEditing] = useState(false)
  return (
    <Section title={t('meetings.agenda')} id="agenda">
      {editing ? (
        <AgendaForm meeting={meeting} onDone={() => setEditing(false)} />
      ) : (
        <>
          {meeting.agenda.length === 0 && <p>{t('meetings.agenda.none')}</p>}
          <ol className="mt-agenda" {...printedIn('en')}>
            {meeting.agenda.map(({ number, title, annotation, parts }) => (
              <li key={number}>
                <strong>{title}</strong>
                {parts.length > 0 && (
                  <ol type="a">
                    {parts.map(part => (
                      <li key={part}>{part}</li>
                    ))}
                  </ol>
                )}
                {annotation && <p className="mt-annotation">{annotation}</p>}
              </li>
            ))}
          </ol>
          {meeting.may.includes('agenda.set') && (
            <Button variant="default" size="sm" className="no-print" onClick={() => setEditing(true)}>
              {t('meetings.agenda.edit')}
            </Button>
          )}
        </>
      )}
    </Section>
  )
}

type Row = AgendaItem & { key: number }

function AgendaForm({ meeting, onDone }: { meeting: MeetingAnswer; onDone: () => void }) {
  const t = useText()
  const client = useQueryClient()
  const [rows, setRows] = useState<Row[]>(() => meeting.agenda.map((item, key) => ({ ...item, key })))
  const change = (key: number, part: Partial<AgendaItem>) =>
    setRows(rows.map(row => (row.key === key ? { ...row, ...part } : row)))
  const move = (index: number, by: number) => {
    const next = [...rows]
    const [row] = next.splice(index, 1)
    next.splice(index + by, 0, row!)
    setRows(next)
  }
  const save = useMutation({
    mutationFn: () =>
      api.put(
        `/api/meetings/${meeting.id}/agenda`,
        // With the numbers they had: the server gives the new ones.
        { agenda: rows.map(({ key: _, ...item }) => item) },
        { expectedVersion: meeting.version },
      ),
    onSuccess: async () => {
      announce(t('meetings.saved'))
      await client.invalidateQueries({ queryKey: ['meetings'] })
      onDone()
    },
  })
  return (
    <form
      className="mt-form no-print"
      onSubmit={event => {
        event.preventDefault()
        save.mutate()
      }}
    >
      {save.isError && <ErrorState error={save.error} />}
      {rows.map((row, index) => (
        <fieldset key={row.key} className="mt-item">
          <legend>{t('meetings.agenda.item', { number: index + 1 })}</legend>
          <TextInput
            label={t('meetings.agenda.title')}
            value={row.title}
            maxLength={500}
            required
            {...printedIn('en')}
            onChange={event => change(row.key, { title: event.currentTarget.value })}
          />
          <Textarea
            label={t('meetings.agenda.annotation')}
            value={row.annotation}
            autosize
            minRows={2}
            maxLength={8000}
            {...printedIn('en')}
            onChange={event => change(row.key, { annotation: event.currentTarget.value })}
          />
          <Textarea
            label={t('meetings.agenda.parts')}
            description={t('meetings.agenda.partsHelp')}
            value={row.parts.join('\n')}
            autosize
            minRows={1}
            {...printedIn('en')}
            onChange={event =>
              change(row.key, {
                parts: event.currentTarget.value === '' ? [] : event.currentTarget.value.split('\n'),
              })
            }
          />
          <div className="rec-copies">
            <Button size="xs" variant="default" disabled={index === 0} onClick={() => move(index, -1)}>
              {t('meetings.up')}
            </Button>
            <Button
              size="xs"
              variant="default"
              disabled={index === rows.length - 1}
              onClick={() => move(index, 1)}
            >
              {t('meetings.down')}
            </Button>
            <Button size="xs" variant="default" onClick={() => setRows(rows.filter(r => r.key !== row.key))}>
              {t('meetings.remove')}
            </Button>
          </div>
        </fieldset>
      ))}
      <div className="rec-copies">
        <Button
          variant="default"
          onClick={() =>
            setRows([
              ...rows,
              {
                key: Math.max(-1, ...rows.map(r => r.key)) + 1,
                number: '',
                title: '',
                annotation: '',
                parts: [],
              },
            ])
          }
        >
          {t('meetings.agenda.add')}
        </Button>
        <Button type="submit" loading={save.isPending} disabled={rows.some(r => r.title.trim() === '')}>
          {t('meetings.save')}
        </Button>
        <Button variant="default" onClick={onDone}>
          {t('meetings.cancel')}
        </Button>
      </div>
    </form>
  )
}
