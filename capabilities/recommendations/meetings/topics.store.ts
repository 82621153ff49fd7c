import { sql } from 'kysely'
import type { Read, Write } from '#platform/database/transaction.ts'
import { found, Invalid } from '#platform/http/refusals.ts'
import { act, actMany } from '#platform/ledger/act.ts'
import { idOf } from '../stable-id.ts'
import {
  chooseTopic,
  importTopic,
  type ProposedTopic,
  proposeTopic,
  supportTopic,
  withdrawTopic,
} from './meetings.acts.ts'
import type { TopicSource, TopicState } from './meetings.entity.ts'
import type { MeetingRecord } from './meetings.store.ts'

export interface TopicRecord {
  id: string
  version: number
  title: string
  note: string
  source: TopicSource | null
  state: TopicState
  meetingId: string | null
  agencyId: string
  agency: string
  proposedAtMs: number
  /** Delegations that support it, by name. */
  supporters: { agencyId: string; agency: string }[]
}

/** Topics for future meetings: those that most delegations support first. */
export async function listTopics(tx: Read, id?: string): Promise<TopicRecord[]> {
  const { rows } = await sql<{
    id: string
    version: number
    title: string
    note: string
    source: TopicSource | null
    state: TopicState
    meeting_id: string | null
    agency_id: string
    agency: string
    proposed_at_ms: number
    supporters: TopicRecord['supporters'] | null
  }>`select t.*, a.name as agency,
      (select jsonb_agg(jsonb_build_object('agencyId', s.agency_id, 'agency', b.name) order by b.name)
        from meetings.topic_support s join access.agency_directory b on b.id = s.agency_id
        where s.topic_id = t.id and s.supported) as supporters
    from meetings.topic t join access.agency_directory a on a.id = t.agency_id
    where t.state <> 'withdrawn' and (${id ?? null}::uuid is null or t.id = ${id ?? null})`.execute(tx.db)
  return rows
    .map(row => ({
      id: row.id,
      version: row.version,
      title: row.title,
      note: row.note,
      source: row.source,
      state: row.state,
      meetingId: row.meeting_id,
      agencyId: row.agency_id,
      agency: row.agency,
      proposedAtMs: row.proposed_at_ms,
      supporters: row.supporters ?? [],
    }))
    .sort(
      (a, b) =>
        b.supporters.length - a.supporters.length ||
        (a.source?.para ?? 0) - (b.source?.para ?? 0) ||
        a.proposedAtMs - b.proposedAtMs ||
        a.title.localeCompare(b.title, 'en'),
    )
}

/** @throws Invalid when it has no title */
export async function propose(
  tx: Write,
  topic: { title: string; note: string },
  actId: string,
): Promise<string> {
  const title = topic.title.replace(/\s+/g, ' ').trim()
  if (title === '')
    throw new Invalid([
      {
        where: 'title',
        code: 'meeting.missing',
        what: 'The topic has no name.',
        remedy: 'Say in one line what the meeting should discuss.',
        labelKey: 'meetings.topics.title',
      },
    ])
  const id = idOf('meeting-topic', actId.toLowerCase())
  await act(tx, proposeTopic, {
    id: actId,
    subjectId: id,
    about: undefined,
    payload: { title, note: topic.note.trim(), source: null },
  })
  return id
}

/**
 * Puts topics that a report suggests onto the board. One that is there already, from the same words of the same report,
 * is left as it is, even when it was withdrawn.
 * @returns how many are new
 */
export async function importTopics(
  tx: Write,
  topics: readonly ProposedTopic[],
  actId: string,
): Promise<number> {
  const wanted = new Map(
    topics.map(topic => [idOf('meeting-topic', topic.source!.report, topic.title), topic]),
  )
  const { rows } = await sql<{ id: string }>`
    select id from meetings.topic where id = any(${[...wanted.keys()]}::uuid[])`.execute(tx.db)
  const known = new Set(rows.map(row => row.id))
  const fresh = [...wanted].filter(([id]) => !known.has(id))
  const { entries } = await actMany(
    tx,
    importTopic,
    fresh.map(([id, payload]) => ({ id: idOf(actId, id), subjectId: id, about: undefined, payload })),
  )
  return entries.length
}

/** Supports a topic for one's own State, or no longer. */
export async function support(tx: Write, id: string, supported: boolean, actId: string): Promise<void> {
  const [topic] = await listTopics(tx, id)
  const { agencyId } = tx.caller
  if (found(topic).supporters.some(s => s.agencyId === agencyId) === supported) return
  await act(tx, supportTopic, {
    id: actId,
    subjectId: idOf('meeting-topic-support', id, agencyId ?? ''),
    about: undefined,
    payload: { topicId: id, supported },
  })
}

export async function withdraw(tx: Write, id: string, actId: string): Promise<void> {
  const [topic] = await listTopics(tx, id)
  await act(tx, withdrawTopic, { id: actId, subjectId: id, about: found(topic), payload: {} })
}

/** Chooses a topic for a meeting, or for none again. */
export async function choose(
  tx: Write,
  id: string,
  meeting: MeetingRecord | null,
  actId: string,
  expectedVersion: number | undefined,
): Promise<void> {
  found((await listTopics(tx, id))[0])
  await act(tx, chooseTopic, {
    id: actId,
    subjectId: id,
    about: { state: meeting?.state ?? 'preparation' },
    payload: { meetingId: meeting?.id ?? null },
    ...(expectedVersion === undefined ? {} : { expectedVersion }),
  })
}
