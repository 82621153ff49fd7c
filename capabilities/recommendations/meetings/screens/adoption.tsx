import { Button, Textarea } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { announce } from '#platform/screens/announce.tsx'
import { api } from '#platform/screens/api.ts'
import { Section } from '#platform/screens/page.tsx'
import { ErrorState } from '#platform/screens/states.tsx'
import { useFormats, useText } from '#platform/screens/text.ts'
import { printedIn } from '../../screens/printed.tsx'
import { adoptedText } from '../adoption.rules.ts'
import { textMax } from '../shared-text.ts'
import type { RoomAnswer } from './answers.ts'
import { WordChanges } from './word-changes.tsx'

/** The text before the meeting, what is amended from the floor, and the Chair's ruling. */
export function Tabled({ room, path }: { room: RoomAnswer; path: string }) {
  const t = useText()
  const tabled = room.tabledText ?? room.text
  const [text, setText] = useState(tabled)
  const adopt = useMutation({
    mutationFn: () => api.put(`${path}/adoption`, { text }, { expectedVersion: room.version }),
    onSuccess: () => announce(t('meetings.adopted')),
  })
  const mayAdopt = room.may.includes('draft.adopt')
  const final = adoptedText(text)
  const problem = final.ok ? undefined : final.problems[0]!.code.split('.')[1]
  const amended = final.ok && final.value !== tabled
  const against = room.positions.filter(p => p.stance === 'oppose' || p.stance === 'reservation')
  return (
    <Section title={t('meetings.adoption')} id="adoption">
      <p className="rec-small">{t('meetings.adoption.text')}</p>
      <p className="mt-paper" {...printedIn('en')}>
        {tabled}
      </p>
      {against.length > 0 && (
        <p className="rec-notice rec-notice-due">
          {t('meetings.adoption.against', { count: against.length })}{' '}
          {against.map(p => `${p.agency} (${t(`meetings.stance.${p.stance}`)})`).join(' · ')}
        </p>
      )}
      {mayAdopt && (
        <form
          className="mt-form no-print"
          onSubmit={event => {
            event.preventDefault()
            if (final.ok) adopt.mutate()
          }}
        >
          {adopt.isError && <ErrorState error={adopt.error} />}
          <Textarea
            label={t('meetings.adoption.final')}
            description={t('meetings.adoption.finalHelp')}
            value={text}
            autosize
            minRows={4}
            maxLength={textMax}
            {...printedIn('en')}
            error={problem && t(`meetings.adoption.${problem}`)}
            onChange={event => setText(event.currentTarget.value)}
          />
          {amended && (
            <div>
              <p className="rec-small">{t('meetings.adoption.amendments')}</p>
              <WordChanges from={tabled} to={final.value} />
            </div>
          )}
          <div>
            <Button type="submit" loading={adopt.isPending} disabled={!final.ok}>
              {t(amended ? 'meetings.adoption.adoptAmended' : 'meetings.adoption.adopt')}
            </Button>
          </div>
        </form>
      )}
    </Section>
  )
}

/** What was adopted, when, by whose ruling, and how it was amended. */
export function Adopted({ room }: { room: RoomAnswer }) {
  const t = useText()
  const write = useFormats()
  const tabled = room.tabledText ?? room.text
  const reservations = room.positions.filter(p => p.stance === 'reservation')
  return (
    <Section title={t('meetings.adopted.title')} id="adopted">
      <p className="mt-paper" {...printedIn('en')}>
        {room.adoptedText}
      </p>
      <p className="rec-small">
        {t('meetings.adopted.by', {
          by: `\u2068${room.adoptedBy ?? ''}\u2069`,
          time: room.adoptedAt ? write.time(room.adoptedAt) : '',
        })}
      </p>
      {room.adoptedText !== tabled && (
        <>
          <h3 className="mt-heading">{t('meetings.adoption.amendments')}</h3>
          <WordChanges from={tabled} to={room.adoptedText ?? ''} />
        </>
      )}
      {reservations.length > 0 && (
        <>
          <h3 className="mt-heading">{t('meetings.adopted.reservations')}</h3>
          <ul className="mt-positions">
            {reservations.map(({ agency, reason }) => (
              <li key={agency}>
                <strong>
                  <bdi>{agency}</bdi>
                </strong>{' '}
                {reason && <bdi>{reason}</bdi>}
              </li>
            ))}
          </ul>
        </>
      )}
    </Section>
  )
}
