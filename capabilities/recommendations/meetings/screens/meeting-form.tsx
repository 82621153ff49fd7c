import { Button, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { announce } from '#platform/screens/announce.tsx'
import { api } from '#platform/screens/api.ts'
import { useGo } from '#platform/screens/navigate.tsx'
import { ErrorState } from '#platform/screens/states.tsx'
import { useText } from '#platform/screens/text.ts'
import type { MeetingFacts } from '../meetings.entity.ts'
import { usualAgenda } from '../meetings.rules.ts'
import type { MeetingHead } from './answers.ts'

const fields = [
  ['body', true],
  ['organ', true],
  ['ordinal', false],
  ['place', true],
  ['from', true],
  ['to', true],
  ['symbol', false],
  ['chair', false],
  ['chairState', false],
] as const

const empty: Record<(typeof fields)[number][0], string> = {
  body: 'Working Group on Trafficking in Persons',
  organ: 'Conference of the Parties to the United Nations Convention against Transnational Organized Crime',
  ordinal: '',
  symbol: '',
  place: '',
  from: '',
  to: '',
  chair: '',
  chairState: '',
}

/** The facts of a meeting: a new one, or one that is known. */
export function MeetingForm({ meeting, onDone }: { meeting?: MeetingHead; onDone: () => void }) {
  const t = useText()
  const go = useGo()
  const client = useQueryClient()
  const [given, setGiven] = useState(() =>
    meeting
      ? (Object.fromEntries(fields.map(([name]) => [name, meeting[name] ?? ''])) as typeof empty)
      : empty,
  )
  const [tried, setTried] = useState(false)
  const missing = (name: (typeof fields)[number][0], needed: boolean) => needed && given[name].trim() === ''
  const daysWrong = given.from !== '' && given.to !== '' && given.to < given.from
  const save = useMutation({
    mutationFn: async () => {
      const facts: MeetingFacts = {
        ...given,
        ordinal: given.ordinal || null,
        symbol: given.symbol || null,
        chair: given.chair || null,
        chairState: given.chairState || null,
      }
      if (meeting) {
        await api.put(`/api/meetings/${meeting.id}`, facts, { expectedVersion: meeting.version })
        return meeting.id
      }
      return (await api.post<{ id: string }>('/api/meetings', { ...facts, agenda: usualAgenda() })).id
    },
    onSuccess: async id => {
      announce(t('meetings.saved'))
      await client.invalidateQueries({ queryKey: ['meetings'] })
      onDone()
      if (!meeting) await go(`/meetings/${id}`)
    },
  })
  const send = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!daysWrong && !fields.some(([name, needed]) => missing(name, needed))) save.mutate()
  }
  return (
    <form className="mt-form mt-facts no-print" onSubmit={send} noValidate>
      {save.isError && <ErrorState error={save.error} />}
      {fields.map(([name, needed]) => (
        <TextInput
          key={name}
          label={t(`meetings.fact.${name}`)}
          {...(['ordinal', 'symbol'].includes(name) ? { description: t(`meetings.fact.${name}Help`) } : {})}
          type={name === 'from' || name === 'to' ? 'date' : 'text'}
          value={given[name]}
          required={needed}
          maxLength={500}
          dir="auto"
          onChange={event => setGiven({ ...given, [name]: event.currentTarget.value })}
          error={
            (tried && missing(name, needed) && t('meetings.fact.missing')) ||
            (name === 'to' && daysWrong && t('meetings.fact.days'))
          }
        />
      ))}
      <div className="rec-copies">
        <Button type="submit" loading={save.isPending}>
          {t(meeting ? 'meetings.save' : 'meetings.convene')}
        </Button>
        <Button variant="default" onClick={onDone}>
          {t('meetings.cancel')}
        </Button>
      </div>
    </form>
  )
}
