import { Button, Radio, Textarea, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { announce } from '#platform/screens/announce.tsx'
import { api } from '#platform/screens/api.ts'
import { Section } from '#platform/screens/page.tsx'
import { ErrorState } from '#platform/screens/states.tsx'
import { useFormats, useText } from '#platform/screens/text.ts'
import { type Stance, stances } from '../meetings.entity.ts'
import type { RoomAnswer } from './answers.ts'

/** What the States hold of the paragraph, and the way to say what one's own holds. */
export function Positions({ room, path }: { room: RoomAnswer; path: string }) {
  const t = useText()
  return (
    <Section title={t('meetings.positions')} id="positions">
      {room.positions.length === 0 && <p className="rec-small">{t('meetings.positions.none')}</p>}
      <ul className="mt-positions">
        {room.positions.map(({ agency, stance, reason, own }) => (
          <li key={agency} data-own={own || undefined}>
            <strong>
              <bdi>{agency}</bdi>
            </strong>
            <span className="mt-stance" data-stance={stance}>
              {t(`meetings.stance.${stance}`)}
            </span>
            {reason && <bdi className="mt-reason">{reason}</bdi>}
          </li>
        ))}
      </ul>
      {room.may.includes('position.take') && <Hold room={room} path={path} />}
    </Section>
  )
}

function Hold({ room, path }: { room: RoomAnswer; path: string }) {
  const t = useText()
  const own = room.positions.find(one => one.own)
  const [stance, setStance] = useState<Stance | ''>(own?.stance ?? '')
  const [reason, setReason] = useState(own?.reason ?? '')
  const hold = useMutation({
    mutationFn: () => api.put(`${path}/position`, { stance, reason }),
    onSuccess: () => announce(t('meetings.position.held')),
  })
  const same = own?.stance === stance && own.reason === reason.trim()
  return (
    <form
      className="mt-form no-print"
      onSubmit={event => {
        event.preventDefault()
        if (stance !== '') hold.mutate()
      }}
    >
      {hold.isError && <ErrorState error={hold.error} />}
      <Radio.Group
        label={t('meetings.position.own')}
        value={stance}
        onChange={value => setStance(value as Stance)}
      >
        <div className="mt-choices">
          {stances.map(value => (
            <Radio key={value} value={value} label={t(`meetings.stance.${value}`)} />
          ))}
        </div>
      </Radio.Group>
      <TextInput
        label={t('meetings.position.reason')}
        value={reason}
        maxLength={500}
        dir="auto"
        onChange={event => setReason(event.currentTarget.value)}
      />
      <div>
        <Button type="submit" size="sm" loading={hold.isPending} disabled={stance === '' || same}>
          {t('meetings.position.say')}
        </Button>
      </div>
    </form>
  )
}

export function Comments({ room, path }: { room: RoomAnswer; path: string }) {
  const t = useText()
  const write = useFormats()
  const [text, setText] = useState('')
  const say = useMutation({
    mutationFn: () => api.post(`${path}/comments`, { text }),
    onSuccess: () => {
      setText('')
      announce(t('meetings.comment.said'))
    },
  })
  return (
    <Section title={t('meetings.comments')} id="comments">
      {room.comments.length === 0 && <p className="rec-small">{t('meetings.comments.none')}</p>}
      <ul className="mt-cards">
        {room.comments.map(one => (
          <li key={one.id}>
            <p className="mt-by">
              <strong>
                <bdi>{one.agency}</bdi>
              </strong>{' '}
              <span className="rec-small">{write.time(one.at)}</span>
            </p>
            <p className="mt-text" dir="auto">
              {one.text}
            </p>
          </li>
        ))}
      </ul>
      {room.may.includes('comment.write') && (
        <form
          className="mt-form no-print"
          onSubmit={event => {
            event.preventDefault()
            if (text.trim() !== '') say.mutate()
          }}
        >
          {say.isError && <ErrorState error={say.error} />}
          <Textarea
            label={t('meetings.comment.text')}
            value={text}
            autosize
            minRows={2}
            maxLength={4000}
            dir="auto"
            onChange={event => setText(event.currentTarget.value)}
          />
          <div>
            <Button
              type="submit"
              size="sm"
              variant="default"
              loading={say.isPending}
              disabled={text.trim() === ''}
            >
              {t('meetings.comment.say')}
            </Button>
          </div>
        </form>
      )}
    </Section>
  )
}
