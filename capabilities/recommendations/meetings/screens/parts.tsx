import { Button, Textarea } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { announce } from '#platform/screens/announce.tsx'
import { api } from '#platform/screens/api.ts'
import { Section } from '#platform/screens/page.tsx'
import { ErrorState } from '#platform/screens/states.tsx'
import { useText } from '#platform/screens/text.ts'
import { printedIn } from '../../screens/printed.tsx'
import type { MeetingAnswer, ReportAnswer } from './answers.ts'

/** The prose of the report: written by the secretariat, or the standard text gathered from what was recorded. */
export function Parts({ meeting, report }: { meeting: MeetingAnswer; report: ReportAnswer }) {
  const t = useText()
  return (
    <Section title={t('meetings.parts')}>
      <p className="rec-small">{t('meetings.parts.help')}</p>
      {report.parts.map(part => (
        <Part key={`${part.part} ${part.version}`} meeting={meeting} part={part} />
      ))}
    </Section>
  )
}

function Part({ meeting, part }: { meeting: MeetingAnswer; part: ReportAnswer['parts'][number] }) {
  const t = useText()
  const client = useQueryClient()
  const [text, setText] = useState(part.text)
  const save = useMutation({
    mutationFn: () =>
      api.put(
        `/api/meetings/${meeting.id}/report/parts/${part.part}`,
        { text },
        { expectedVersion: part.version },
      ),
    onSuccess: () => {
      announce(t('meetings.saved'))
      return client.invalidateQueries({ queryKey: ['meetings'] })
    },
  })
  const [kind, number] = part.part.split(':')
  const item = meeting.agenda.find(one => one.number === number)
  return (
    <details className="mt-part">
      <summary>
        {item ? (
          <>
            {t('meetings.part.deliberations', { number: item.number })}{' '}
            <bdi {...printedIn('en')}>{item.title}</bdi>
          </>
        ) : (
          t(`meetings.part.${kind}`)
        )}
        {!part.standard && <span className="rec-tag">{t('meetings.part.written')}</span>}
      </summary>
      <form
        className="mt-form"
        onSubmit={event => {
          event.preventDefault()
          save.mutate()
        }}
      >
        {save.isError && <ErrorState error={save.error} />}
        <Textarea
          label={t('meetings.part.text')}
          description={t('meetings.part.textHelp')}
          value={text}
          autosize
          minRows={4}
          maxLength={60_000}
          {...printedIn('en')}
          onChange={event => setText(event.currentTarget.value)}
        />
        <div>
          <Button
            type="submit"
            size="sm"
            variant="default"
            loading={save.isPending}
            disabled={text === part.text}
          >
            {t('meetings.save')}
          </Button>
        </div>
      </form>
    </details>
  )
}
