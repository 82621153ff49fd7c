import { sql } from 'kysely'
import type { Read, Write } from '#platform/database/transaction.ts'
import { found, valid } from '#platform/http/refusals.ts'
import { act } from '#platform/ledger/act.ts'
import { idOf } from '../stable-id.ts'
import {
  adoptReport,
  amendMeeting,
  conveneMeeting,
  moveMeeting,
  setAgenda,
  writePart,
} from './meetings.acts.ts'
import type { AgendaItem, MeetingFacts, MeetingState } from './meetings.entity.ts'
import { checkAgenda, checkMeeting } from './meetings.rules.ts'

export interface MeetingRecord extends MeetingFacts {
  id: string
  version: number
  state: MeetingState
  adoptedOn: string | null
  reportSlug: string | null
  agenda: AgendaItem[]
}

export interface MeetingSummary extends Omit<MeetingRecord, 'agenda'> {
  drafts: number
  adopted: number
  topics: number
}

interface MeetingRow {
  id: string
  version: number
  body: string
  organ: string
  ordinal: string | null
  symbol: string | null
  place: string
  from_on: string
  to_on: string
  chair: string | null
  chair_state: string | null
  state: MeetingState
  adopted_on: string | null
  report_slug: string | null
}

const factsOf = (row: MeetingRow): Omit<MeetingRecord, 'agenda'> => ({
  id: row.id,
  version: row.version,
  body: row.body,
  organ: row.organ,
  ordinal: row.ordinal,
  symbol: row.symbol,
  place: row.place,
  from: row.from_on,
  to: row.to_on,
  chair: row.chair,
  chairState: row.chair_state,
  state: row.state,
  adoptedOn: row.adopted_on,
  reportSlug: row.report_slug,
})

/** All meetings, the latest first, with how far their work has come. */
export async function listMeetings(tx: Read): Promise<MeetingSummary[]> {
  const { rows } = await sql<MeetingRow & { drafts: number; adopted: number; topics: number }>`
    select m.*,
      (select count(*)::int from meetings.draft d where d.meeting_id = m.id and d.state <> 'withdrawn') as drafts,
      (select count(*)::int from meetings.draft d where d.meeting_id = m.id and d.state = 'adopted') as adopted,
      (select count(*)::int from meetings.topic t where t.meeting_id = m.id and t.state = 'chosen') as topics
    from meetings.meeting m order by m.from_on desc, m.id`.execute(tx.db)
  return rows.map(row => ({
    ...factsOf(row),
    drafts: row.drafts,
    adopted: row.adopted,
    topics: row.topics,
  }))
}

/** @throws NotFound */
export async function getMeeting(tx: Read, id: string): Promise<MeetingRecord> {
  const { rows } = await sql<MeetingRow>`select * from meetings.meeting where id = ${id}`.execute(tx.db)
  const { rows: agenda } =
    await sql<AgendaItem>`select number, title, annotation, parts from meetings.agenda_item
    where meeting_id = ${id} order by place`.execute(tx.db)
  return { ...factsOf(found(rows[0])), agenda }
}

/**
 * Convenes a meeting.
 * @param actId made by the client; the same again is harmless
 * @returns its id
 * @throws Invalid, Refused
 */
export async function convene(
  tx: Write,
  facts: MeetingFacts,
  agenda: AgendaItem[],
  actId: string,
): Promise<string> {
  const id = idOf('meeting', actId.toLowerCase())
  const payload = { ...valid(checkMeeting(facts)), agenda: valid(checkAgenda(agenda)) }
  await act(tx, conveneMeeting, { id: actId, subjectId: id, about: undefined, payload })
  return id
}

/** What changes a meeting that somebody has before her: the version she saw keeps a colleague's change from being lost. */
export interface MeetingChange {
  meeting: MeetingRecord
  actId: string
  expectedVersion: number | undefined
}
const inputOf = <P, S>(
  { meeting, actId, expectedVersion }: MeetingChange,
  payload: P,
  about: S,
): { id: string; subjectId: string; about: S; payload: P; expectedVersion?: number } => ({
  id: actId,
  subjectId: meeting.id,
  about,
  payload,
  ...(expectedVersion === undefined ? {} : { expectedVersion }),
})

export async function amend(tx: Write, change: MeetingChange, facts: MeetingFacts): Promise<void> {
  await act(tx, amendMeeting, inputOf(change, valid(checkMeeting(facts)), change.meeting))
}

/** Sets the agenda. @throws Invalid when an item that is in use would move or go, Refused, VersionConflict */
export async function replaceAgenda(tx: Write, change: MeetingChange, agenda: AgendaItem[]): Promise<void> {
  const { meeting } = change
  const before = { agenda: meeting.agenda, inUse: await itemsInUse(tx, meeting.id) }
  await act(tx, setAgenda, inputOf(change, { agenda: valid(checkAgenda(agenda, before)) }, meeting))
}

/** Numbers of the items on which something hangs, the first first. */
async function itemsInUse(tx: Read, meetingId: string): Promise<string[]> {
  const { rows } = await sql<{ item: string }>`select item from (
      select item from meetings.statement where meeting_id = ${meetingId} and state <> 'withdrawn'
      union select item from meetings.document where meeting_id = ${meetingId} and removed_at_ms is null
      union select substr(part, length('deliberations:') + 1) from meetings.report_part
        where meeting_id = ${meetingId} and part like 'deliberations:%' and text <> '') used
    where item is not null order by length(item), item`.execute(tx.db)
  return rows.map(row => row.item)
}

export async function move(tx: Write, change: MeetingChange, state: MeetingState): Promise<void> {
  const { state: from, adoptedOn } = change.meeting
  await act(
    tx,
    moveMeeting,
    inputOf(change, { state }, { state: from, adopted: adoptedOn !== null, to: state }),
  )
}

/** The Chair's gavel on the report as a whole; it closes the meeting. @param on ISO 8601 day */
export async function adoptWhole(tx: Write, change: MeetingChange, on: string): Promise<void> {
  const about = { ...change.meeting, adopted: change.meeting.adoptedOn !== null }
  await act(tx, adoptReport, inputOf(change, { on }, about))
}

export interface PartRecord {
  part: string
  text: string
  version: number
}

export async function listParts(tx: Read, meetingId: string): Promise<PartRecord[]> {
  const { rows } = await sql<PartRecord>`select part, text, version from meetings.report_part
    where meeting_id = ${meetingId} order by part`.execute(tx.db)
  return rows
}

/** Writes one part of the report's prose; nobody overwrites a colleague unseen. */
export async function savePart(
  tx: Write,
  { meeting, actId, expectedVersion }: MeetingChange,
  part: string,
  text: string,
): Promise<void> {
  await act(tx, writePart, {
    id: actId,
    subjectId: idOf('report-part', meeting.id, part),
    about: meeting,
    payload: { meetingId: meeting.id, part, text: text.trim() },
    ...(expectedVersion === undefined ? {} : { expectedVersion }),
  })
}

/** Name of the delegation that the caller speaks for, as printed; null for everybody else. */
export async function delegationOf(tx: Read): Promise<string | null> {
  const { rows } = await sql<{ name: string }>`select name from access.agency_directory
    where id = ${tx.caller.agencyId} and kind = 'delegation'`.execute(tx.db)
  return rows[0]?.name ?? null
}
