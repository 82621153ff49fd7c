import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '#platform/screens/api.ts'
import { useLive } from '#platform/screens/live.ts'
import { ScreenLink } from '#platform/screens/navigate.tsx'
import { PageTitle } from '#platform/screens/page.tsx'
import { EmptyState, Loaded } from '#platform/screens/states.tsx'
import { useText } from '#platform/screens/text.ts'
import { printedIn } from '../../screens/printed.tsx'
import type { MeetingsAnswer } from './answers.ts'
import { MeetingForm } from './meeting-form.tsx'
import { useWhen } from './words.ts'
import '../../screens/recommendations.css'
import './meetings.css'

/** Meetings of States that this node serves, and the way to convene one. */
export default function Meetings() {
  const t = useText()
  const when = useWhen()
  const [convening, setConvening] = useState(false)
  useLive(['meetings'])
  const query = useQuery({
    queryKey: ['meetings', 'list'],
    queryFn: ({ signal }) => api.get<MeetingsAnswer>('/api/meetings', { signal }),
  })
  const mayConvene = query.data?.may.includes('meeting.convene') ?? false
  return (
    <>
      <PageTitle
        lead={<p>{t('meetings.list.lead')}</p>}
        actions={
          mayConvene && !convening ? (
            <Button onClick={() => setConvening(true)}>{t('meetings.convene')}</Button>
          ) : undefined
        }
      >
        {t('meetings.nav.list')}
      </PageTitle>
      {convening && <MeetingForm onDone={() => setConvening(false)} />}
      <Loaded
        query={query}
        isEmpty={answer => answer.meetings.length === 0}
        empty={
          <EmptyState title={t('meetings.list.none')}>
            {t(mayConvene ? 'meetings.list.noneText' : 'meetings.list.noneRead')}
          </EmptyState>
        }
      >
        {({ meetings }) => (
          <ul className="rec-list">
            {meetings.map(one => (
              <li key={one.id}>
                <h2 className="rec-where">
                  <ScreenLink to={`/meetings/${one.id}`}>{when(one)}</ScreenLink>
                  <span className="rec-tag" data-state={one.state}>
                    {t(`meetings.state.${one.state}`)}
                  </span>
                </h2>
                <p className="rec-text" {...printedIn('en')}>
                  {one.body}
                </p>
                <p className="rec-about">
                  {t('meetings.list.counts', {
                    drafts: one.drafts,
                    adopted: one.adopted,
                    topics: one.topics,
                  })}
                </p>
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </>
  )
}
