import { Button, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { announce } from '#platform/screens/announce.tsx'
import { api } from '#platform/screens/api.ts'
import { useLive } from '#platform/screens/live.ts'
import { ScreenLink, useGo, useParam } from '#platform/screens/navigate.tsx'
import { Columns, PageTitle } from '#platform/screens/page.tsx'
import { ErrorState, Loaded } from '#platform/screens/states.tsx'
import { useText } from '#platform/screens/text.ts'
import { printedIn } from '../../screens/printed.tsx'
import { Adopted, Tabled } from './adoption.tsx'
import type { RoomAnswer } from './answers.ts'
import { ReadsAs, SimilarOnes } from './beside.tsx'
import { Comments, Positions } from './discussion.tsx'
import { Editor } from './editor.tsx'
import type { LostWords } from './shared-draft.ts'
import { Suggestions } from './suggestions.tsx'
import { useSharedDraft } from './use-shared-draft.ts'
import { WordChanges } from './word-changes.tsx'
import '../../screens/recommendations.css'
import '../../screens/reports.css'
import './meetings.css'
import './room.css'

/** The drafting room of one recommendation: its text that all write, what they suggest, say and hold, and its adoption. */
export default function Room() {
  const meetingId = useParam('meetingId')
  const draftId = useParam('draftId')
  const path = `/api/meetings/${meetingId}/drafts/${draftId}`
  const queryKey = ['meetings', 'room', draftId]
  useLive(['meetings'], [queryKey], 600)
  // The text comes on its own way; what stands beside it need not follow every stroke.
  useLive(['drafting'], [queryKey], 5_000)
  const query = useQuery({ queryKey, queryFn: ({ signal }) => api.get<RoomAnswer>(path, { signal }) })
  return <Loaded query={query}>{room => <Open key={draftId} room={room} path={path} />}</Loaded>
}

function Open({ room, path }: { room: RoomAnswer; path: string }) {
  const t = useText()
  const { draft, shown } = useSharedDraft(room.meetingId, room.id)
  const text = room.state === 'adopted' ? (room.adoptedText ?? '') : shown.ready ? shown.text : room.text
  const writes = room.state === 'drafting' && room.may.includes('draft.write')
  const title = room.number
    ? t('meetings.draft.numbered', { number: room.number })
    : t('meetings.draft.title', { agency: room.agency })
  return (
    <>
      <p className="mt-back no-print">
        <ScreenLink to={`/meetings/${room.meetingId}`}>{t('meetings.back')}</ScreenLink>
      </p>
      <PageTitle
        lead={
          <p>
            {t(`meetings.draftState.${room.state}`)}
            {room.section && (
              <>
                {' · '}
                <bdi {...printedIn('en')}>{room.section}</bdi>
              </>
            )}
          </p>
        }
        actions={<Moves room={room} path={path} seen={shown.ready ? shown.version : room.version} />}
      >
        {title}
      </PageTitle>
      <Columns
        label={t('meetings.beside')}
        context={
          <>
            <ReadsAs text={text} />
            <SimilarOnes meetingId={room.meetingId} draftId={room.id} text={text} />
          </>
        }
      >
        {!writes && shown.saving === 'refused' && <Kept room={room} text={shown.text} />}
        {shown.lost.map(words => (
          <Lost key={words.key} words={words} onPutAside={() => draft.putAside(words.key)} />
        ))}
        {room.state === 'adopted' && <Adopted room={room} />}
        {room.state === 'tabled' && <Tabled key={room.version} room={room} path={path} />}
        {writes && <Editor draft={draft} shown={shown} />}
        {room.state !== 'adopted' && room.state !== 'tabled' && !writes && (
          <p className="mt-paper" {...printedIn('en')}>
            {text}
          </p>
        )}
        <Hands room={room} />
        {room.may.includes('draft.place') && <Heading key={room.section} room={room} path={path} />}
        <Suggestions room={room} path={path} />
        <Positions room={room} path={path} />
        <Comments room={room} path={path} />
      </Columns>
    </>
  )
}

/** Words that came too late: the text was closed while they were on their way. They stay readable here. */
function Kept({ room, text }: { room: RoomAnswer; text: string }) {
  const t = useText()
  return (
    <div className="rec-notice rec-notice-due" role="alert">
      <p>{t('meetings.room.late')}</p>
      <WordChanges from={room.tabledText ?? room.text} to={text} />
    </div>
  )
}

/** Words of an earlier page of this tab that were not taken. They stay until their author puts them aside. */
function Lost({ words, onPutAside }: { words: LostWords; onPutAside: () => void }) {
  const t = useText()
  return (
    <div className="rec-notice rec-notice-due" role="alert">
      <p>{t('meetings.room.lost')}</p>
      <WordChanges from={words.from} to={words.to} />
      <Button size="xs" variant="default" onClick={onPutAside}>
        {t('meetings.room.putAside')}
      </Button>
    </div>
  )
}

/** Who wrote which words. */
function Hands({ room }: { room: RoomAnswer }) {
  const t = useText()
  const agencies = [...new Set(room.hands.map(run => run.agency))]
  if (agencies.length < 2) return null
  return (
    <details className="mt-hands">
      <summary>{t('meetings.hands', { count: agencies.length })}</summary>
      <ul className="mt-legend">
        {agencies.map((agency, index) => (
          <li key={agency}>
            <span className="mt-hand" data-hand={index % 6}>
              {agency}
            </span>
          </li>
        ))}
      </ul>
      <p className="mt-text" {...printedIn('en')}>
        {room.hands.map((run, index) => (
          <span
            // biome-ignore lint/suspicious/noArrayIndexKey: stretches of one text in their order
            key={index}
            className="mt-hand"
            data-hand={agencies.indexOf(run.agency) % 6}
            title={run.agency}
          >
            {run.text}
          </span>
        ))}
      </p>
    </details>
  )
}

/** The heading under which the report will print it. */
function Heading({ room, path }: { room: RoomAnswer; path: string }) {
  const t = useText()
  const client = useQueryClient()
  const [section, setSection] = useState(room.section)
  const save = useMutation({
    mutationFn: () => api.put(`${path}/place`, { place: room.place, section }),
    onSuccess: () => {
      announce(t('meetings.saved'))
      return client.invalidateQueries({ queryKey: ['meetings'] })
    },
  })
  return (
    <details className="mt-part no-print">
      <summary>{t('meetings.draft.section')}</summary>
      <form
        className="mt-form"
        onSubmit={event => {
          event.preventDefault()
          save.mutate()
        }}
      >
        {save.isError && <ErrorState error={save.error} />}
        <TextInput
          label={t('meetings.draft.section')}
          description={t('meetings.draft.sectionHelp')}
          value={section}
          maxLength={300}
          {...printedIn('en')}
          onChange={event => setSection(event.currentTarget.value)}
        />
        <div>
          <Button
            type="submit"
            size="sm"
            variant="default"
            loading={save.isPending}
            disabled={section.trim() === room.section}
          >
            {t('meetings.save')}
          </Button>
        </div>
      </form>
    </details>
  )
}

/**
 * Closing the drafting, opening it again, withdrawing the draft.
 * @param seen version of the text on this page: what is closed is what was read
 */
function Moves({ room, path, seen }: { room: RoomAnswer; path: string; seen: number }) {
  const t = useText()
  const go = useGo()
  const client = useQueryClient()
  const [asked, setAsked] = useState(false)
  const move = useMutation({
    mutationFn: (state: 'tabled' | 'drafting' | 'withdrawn') =>
      api.put(`${path}/state`, { state }, state === 'tabled' ? { expectedVersion: seen } : {}),
    onSuccess: async (_, state) => {
      announce(t(`meetings.draftState.${state}`))
      if (state === 'withdrawn') return go(`/meetings/${room.meetingId}`)
      await client.invalidateQueries({ queryKey: ['meetings'] })
    },
  })
  const may = (act: string) => room.may.includes(act)
  if (!may('draft.table') && !may('draft.reopen') && !may('draft.withdraw')) return null
  return (
    <>
      {move.isError && <ErrorState error={move.error} />}
      {may('draft.table') && (
        <Button loading={move.isPending} onClick={() => move.mutate('tabled')}>
          {t('meetings.draft.table')}
        </Button>
      )}
      {may('draft.reopen') && room.state !== 'withdrawn' && (
        <Button variant="default" loading={move.isPending} onClick={() => move.mutate('drafting')}>
          {t('meetings.draft.reopen')}
        </Button>
      )}
      {may('draft.withdraw') &&
        (asked ? (
          <>
            <Button variant="default" loading={move.isPending} onClick={() => move.mutate('withdrawn')}>
              {t('meetings.draft.withdrawSure')}
            </Button>
            <Button variant="default" onClick={() => setAsked(false)}>
              {t('meetings.cancel')}
            </Button>
          </>
        ) : (
          <Button variant="default" onClick={() => setAsked(true)}>
            {t('meetings.draft.withdraw')}
          </Button>
        ))}
    </>
  )
}
