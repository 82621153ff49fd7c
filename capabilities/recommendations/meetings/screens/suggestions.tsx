import { Button, Textarea, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { announce } from '#platform/screens/announce.tsx'
import { api } from '#platform/screens/api.ts'
import { Section } from '#platform/screens/page.tsx'
import { ErrorState } from '#platform/screens/states.tsx'
import { useText } from '#platform/screens/text.ts'
import { printedIn } from '../../screens/printed.tsx'
import { textMax } from '../shared-text.ts'
import type { RoomAnswer, SuggestionAnswer } from './answers.ts'
import { WordChanges } from './word-changes.tsx'

/** Other texts that delegations suggest, side by side; the Chair and the secretariat take them up or decline them. */
export function Suggestions({ room, path }: { room: RoomAnswer; path: string }) {
  const t = useText()
  const open = room.suggestions.filter(one => one.state === 'open')
  const ruled = room.suggestions.filter(one => one.state !== 'open')
  if (room.suggestions.length === 0 && !room.may.includes('suggestion.make')) return null
  return (
    <Section title={t('meetings.suggestions')} id="suggestions">
      {open.length === 0 && <p className="rec-small">{t('meetings.suggestions.none')}</p>}
      <ul className="mt-cards">
        {open.map(one => (
          <li key={one.id}>
            <Suggestion one={one} text={room.text} path={path} />
          </li>
        ))}
      </ul>
      {room.may.includes('suggestion.make') && <Suggest room={room} path={path} />}
      {ruled.length > 0 && (
        <details className="mt-past">
          <summary>{t('meetings.suggestions.ruled', { count: ruled.length })}</summary>
          <ul className="mt-cards">
            {ruled.map(one => (
              <li key={one.id}>
                <p className="mt-by">
                  <strong>
                    <bdi>{one.agency}</bdi>
                  </strong>{' '}
                  · {t(`meetings.suggestion.${one.state}`)}
                </p>
                <WordChanges from={one.baseText} to={one.text} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </Section>
  )
}

function Suggestion({ one, text, path }: { one: SuggestionAnswer; text: string; path: string }) {
  const t = useText()
  const rule = useMutation({
    mutationFn: (ruling: 'taken' | 'declined') =>
      api.put(`${path}/suggestions/${one.id}/ruling`, { ruling }, { expectedVersion: one.version }),
    onSuccess: (_, ruling) => announce(t(`meetings.suggestion.${ruling}`)),
  })
  const withdraw = useMutation({ mutationFn: () => api.delete(`${path}/suggestions/${one.id}`) })
  const error = rule.error ?? withdraw.error
  const moved = one.baseText !== text && one.wouldRead !== one.text
  return (
    <article aria-label={t('meetings.suggestion.of', { who: one.agency })}>
      <p className="mt-by">
        <strong>
          <bdi>{one.agency}</bdi>
        </strong>
        {one.note && (
          <>
            {' '}
            <bdi>{one.note}</bdi>
          </>
        )}
      </p>
      <WordChanges from={text} to={one.wouldRead} />
      {moved && <p className="rec-small">{t('meetings.suggestion.moved')}</p>}
      {error !== null && <ErrorState error={error} />}
      <div className="rec-copies no-print">
        {one.may.includes('suggestion.rule') && (
          <>
            <Button size="sm" variant="default" loading={rule.isPending} onClick={() => rule.mutate('taken')}>
              {t('meetings.suggestion.take')}
            </Button>
            <Button
              size="sm"
              variant="default"
              disabled={rule.isPending}
              onClick={() => rule.mutate('declined')}
            >
              {t('meetings.suggestion.decline')}
            </Button>
          </>
        )}
        {one.may.includes('suggestion.withdraw') && (
          <Button size="sm" variant="default" loading={withdraw.isPending} onClick={() => withdraw.mutate()}>
            {t('meetings.suggestion.withdraw')}
          </Button>
        )}
      </div>
    </article>
  )
}

function Suggest({ room, path }: { room: RoomAnswer; path: string }) {
  const t = useText()
  const [text, setText] = useState<string>()
  const [note, setNote] = useState('')
  const suggest = useMutation({
    mutationFn: () => api.post(`${path}/suggestions`, { text, note }),
    onSuccess: () => {
      setText(undefined)
      setNote('')
      announce(t('meetings.suggestion.made'))
    },
  })
  if (text === undefined)
    return (
      <Button variant="default" size="sm" className="no-print" onClick={() => setText(room.text)}>
        {t('meetings.suggestion.open')}
      </Button>
    )
  return (
    <form
      className="mt-form no-print"
      onSubmit={event => {
        event.preventDefault()
        suggest.mutate()
      }}
    >
      {suggest.isError && <ErrorState error={suggest.error} />}
      <Textarea
        label={t('meetings.suggestion.text')}
        value={text}
        autosize
        minRows={3}
        maxLength={textMax}
        {...printedIn('en')}
        onChange={event => setText(event.currentTarget.value)}
      />
      <TextInput
        label={t('meetings.suggestion.note')}
        value={note}
        maxLength={1000}
        dir="auto"
        onChange={event => setNote(event.currentTarget.value)}
      />
      <div className="rec-copies">
        <Button
          type="submit"
          size="sm"
          loading={suggest.isPending}
          disabled={text.trim() === '' || text.trim() === room.text.trim()}
        >
          {t('meetings.suggestion.send')}
        </Button>
        <Button variant="default" size="sm" onClick={() => setText(undefined)}>
          {t('meetings.cancel')}
        </Button>
      </div>
    </form>
  )
}
