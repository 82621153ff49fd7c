import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '#platform/screens/api.ts'
import { Section } from '#platform/screens/page.tsx'
import { ErrorState } from '#platform/screens/states.tsx'
import { useText } from '#platform/screens/text.ts'
import { attendanceKinds } from '../meetings.entity.ts'
import type { MeetingAnswer } from './answers.ts'

/** Who is there, in the groups of the report. A delegation enters itself. */
export function Attendance({ meeting }: { meeting: MeetingAnswer }) {
  const t = useText()
  const client = useQueryClient()
  const remove = useMutation({
    mutationFn: (id: string) => api.delete(`/api/meetings/${meeting.id}/attendance/${id}`),
    onSuccess: () => client.invalidateQueries({ queryKey: ['meetings'] }),
  })
  const isThere = meeting.attendance.some(one => one.name === meeting.delegation)
  return (
    <Section title={t('meetings.attendance')} id="attendance">
      {meeting.attendance.length === 0 && <p className="rec-small">{t('meetings.attendance.none')}</p>}
      {attendanceKinds.map(kind => {
        const group = meeting.attendance.filter(one => one.kind === kind)
        return group.length === 0 ? null : (
          <div key={kind}>
            <h3>{t(`meetings.attendanceKind.${kind}`)}</h3>
            <ul className="mt-names">
              {group.map(one => (
                <li key={one.id}>
                  <bdi>{one.name}</bdi>
                  {one.may.includes('attendance.remove') && (
                    <button
                      type="button"
                      className="as-link no-print"
                      aria-label={t('meetings.attendance.strike', { name: one.name })}
                      disabled={remove.isPending}
                      onClick={() => remove.mutate(one.id)}
                    >
                      ×
                    </button>
                  )}
                </li>
              ))}
            </ul>
          </div>
        )
      })}
      {remove.isError && <ErrorState error={remove.error} />}
      {meeting.may.includes('attendance.record') && !(meeting.delegation && isThere) && (
        <Record meeting={meeting} />
      )}
    </Section>
  )
}

function Record({ meeting }: { meeting: MeetingAnswer }) {
  const t = useText()
  const client = useQueryClient()
  const [name, setName] = useState('')
  const [kind, setKind] = useState<string>('party')
  const record = useMutation({
    mutationFn: () =>
      api.post(`/api/meetings/${meeting.id}/attendance`, meeting.delegation ? { kind } : { name, kind }),
    onSuccess: () => {
      setName('')
      return client.invalidateQueries({ queryKey: ['meetings'] })
    },
  })
  return (
    <form
      className="mt-form no-print"
      onSubmit={event => {
        event.preventDefault()
        record.mutate()
      }}
    >
      {record.isError && <ErrorState error={record.error} />}
      {!meeting.delegation && (
        <TextInput
          label={t('meetings.attendance.name')}
          value={name}
          maxLength={300}
          dir="auto"
          onChange={event => setName(event.currentTarget.value)}
        />
      )}
      <NativeSelect
        label={t('meetings.attendance.kind')}
        value={kind}
        data={attendanceKinds.map(value => ({ value, label: t(`meetings.attendanceKind.${value}`) }))}
        onChange={event => setKind(event.currentTarget.value)}
      />
      <div>
        <Button
          type="submit"
          size="sm"
          variant="default"
          loading={record.isPending}
          disabled={!meeting.delegation && name.trim() === ''}
        >
          {meeting.delegation
            ? t('meetings.attendance.own', { name: meeting.delegation })
            : t('meetings.attendance.record')}
        </Button>
      </div>
    </form>
  )
}
