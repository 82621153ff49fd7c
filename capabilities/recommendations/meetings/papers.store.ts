import { sql } from 'kysely'
import type { Read, Write } from '#platform/database/transaction.ts'
import { found, Invalid } from '#platform/http/refusals.ts'
import { act } from '#platform/ledger/act.ts'
import { idOf } from '../stable-id.ts'
import {
  addDocument,
  amendStatement,
  inscribeStatement,
  orderStatement,
  recordAttendance,
  removeAttendance,
  removeDocument,
} from './meetings.acts.ts'
import type {
  AttendanceKind,
  MeetingDocument,
  MeetingDocumentKind,
  StatementState,
} from './meetings.entity.ts'
import type { MeetingRecord } from './meetings.store.ts'

/** What is before a meeting (documents), who is there (attendance) and who speaks (statements). */

export interface DocumentRecord extends MeetingDocument {
  id: string
  version: number
  agencyId: string
  agency: string
  addedAtMs: number
}

/** @param id only this one */
export async function listDocuments(tx: Read, meetingId: string, id?: string): Promise<DocumentRecord[]> {
  const { rows } = await sql<{
    id: string
    version: number
    kind: MeetingDocumentKind
    title: string
    symbol: string | null
    link: string | null
    file_id: string | null
    item: string | null
    agency_id: string
    agency: string
    added_at_ms: number
  }>`select d.*, a.name as agency from meetings.document d join access.agency_directory a on a.id = d.agency_id
    where d.meeting_id = ${meetingId} and d.removed_at_ms is null and (${id ?? null}::uuid is null or d.id = ${id ?? null})
    order by length(d.item) nulls first, d.item nulls first, d.symbol nulls last, d.added_at_ms, d.id`.execute(
    tx.db,
  )
  return rows.map(row => ({
    id: row.id,
    version: row.version,
    kind: row.kind,
    title: row.title,
    symbol: row.symbol,
    link: row.link,
    fileId: row.file_id,
    item: row.item,
    agencyId: row.agency_id,
    agency: row.agency,
    addedAtMs: row.added_at_ms,
  }))
}

/** @throws Invalid when it is neither a file nor has a symbol or a link */
export async function putDocument(
  tx: Write,
  meeting: MeetingRecord,
  document: MeetingDocument,
  actId: string,
): Promise<string> {
  const { symbol, link, fileId } = document
  if (!symbol && !link && !fileId)
    throw new Invalid([
      {
        where: 'symbol',
        code: 'meeting.document-nowhere',
        what: 'Nobody could find this document.',
        remedy: 'Give its symbol or a link, or choose a file.',
      },
    ])
  const id = idOf('meeting-document', actId.toLowerCase())
  const payload = { ...document, meetingId: meeting.id }
  await act(tx, addDocument, { id: actId, subjectId: id, about: meeting, payload })
  return id
}

export async function takeDocumentAway(
  tx: Write,
  meeting: MeetingRecord,
  id: string,
  actId: string,
): Promise<void> {
  const [document] = await listDocuments(tx, meeting.id, id)
  const about = { state: meeting.state, agencyId: found(document).agencyId }
  await act(tx, removeDocument, { id: actId, subjectId: id, about, payload: {} })
}

export interface AttendanceRecord {
  id: string
  version: number
  name: string
  kind: AttendanceKind
  agencyId: string
}

export async function listAttendance(tx: Read, meetingId: string): Promise<AttendanceRecord[]> {
  const { rows } = await sql<Omit<AttendanceRecord, 'agencyId'> & { agency_id: string }>`
    select id, version, name, kind, agency_id from meetings.attendance
    where meeting_id = ${meetingId} and not removed order by name collate "C"`.execute(tx.db)
  return rows.map(({ agency_id, ...row }) => ({ ...row, agencyId: agency_id }))
}

/**
 * Records who attends; the same name again changes nothing but what it attends as.
 * @throws Refused when a delegation records another one
 */
export async function attend(
  tx: Write,
  meeting: MeetingRecord,
  one: { name: string; kind: AttendanceKind },
  actId: string,
): Promise<void> {
  const name = one.name.replace(/\s+/g, ' ').trim()
  if (name === '')
    throw new Invalid([
      {
        where: 'name',
        code: 'meeting.missing',
        what: 'Nobody is named.',
        remedy: 'Write the name as the report prints it.',
        labelKey: 'meetings.attendance.name',
      },
    ])
  const known = (await listAttendance(tx, meeting.id)).find(a => a.name === name)
  await act(tx, recordAttendance, {
    id: actId,
    // Of the own agency: a row that somebody else entered and struck stays hers.
    subjectId: known?.id ?? idOf('attendance', meeting.id, tx.caller.agencyId ?? '', name),
    about: { state: meeting.state, agencyId: known?.agencyId ?? tx.caller.agencyId ?? '' },
    payload: { meetingId: meeting.id, name, kind: one.kind },
  })
}

export async function leave(tx: Write, meeting: MeetingRecord, id: string, actId: string): Promise<void> {
  const one = found((await listAttendance(tx, meeting.id)).find(a => a.id === id))
  const about = { state: meeting.state, agencyId: one.agencyId }
  await act(tx, removeAttendance, { id: actId, subjectId: id, about, payload: {} })
}

export interface StatementRecord {
  id: string
  version: number
  item: string
  place: number
  speaker: string
  state: StatementState
  text: string
  summary: string
  agencyId: string
}

export async function listStatements(tx: Read, meetingId: string): Promise<StatementRecord[]> {
  const { rows } = await sql<Omit<StatementRecord, 'agencyId'> & { agency_id: string }>`
    select id, version, item, place, speaker, state, text, summary, agency_id from meetings.statement
    where meeting_id = ${meetingId} and state <> 'withdrawn' order by length(item), item, place, id`.execute(
    tx.db,
  )
  return rows.map(({ agency_id, ...row }) => ({ ...row, agencyId: agency_id }))
}

/** Asks for the floor under an item of the agenda; the order is that of asking. */
export async function inscribe(
  tx: Write,
  meeting: MeetingRecord,
  one: { item: string; speaker: string; text: string },
  actId: string,
): Promise<string> {
  if (!meeting.agenda.some(item => item.number === one.item))
    throw new Invalid([
      {
        where: 'item',
        code: 'meeting.item',
        what: 'The agenda has no such item.',
        remedy: 'Choose one of its numbers.',
      },
    ])
  const id = idOf('statement', actId.toLowerCase())
  await act(tx, inscribeStatement, {
    id: actId,
    subjectId: id,
    about: { state: meeting.state, agencyId: tx.caller.agencyId ?? '' },
    payload: { meetingId: meeting.id, ...one, text: one.text.trim() },
  })
  return id
}

/**
 * Changes a statement: its text by its delegation, what the report says of it and whether it was made by the secretariat.
 * @throws Refused when one changes what is the other's, VersionConflict
 */
export async function changeStatement(
  tx: Write,
  meeting: MeetingRecord,
  id: string,
  change: { text?: string; summary?: string; state?: StatementState },
  actId: string,
  expectedVersion: number | undefined,
): Promise<void> {
  const known = found((await listStatements(tx, meeting.id)).find(s => s.id === id))
  const payload = {
    text: (change.text ?? known.text).trim(),
    summary: (change.summary ?? known.summary).trim(),
    state: change.state ?? known.state,
  }
  await act(tx, amendStatement, {
    id: actId,
    subjectId: id,
    about: {
      state: meeting.state,
      agencyId: known.agencyId,
      words: payload.text !== known.text,
      record:
        payload.summary !== known.summary || (payload.state !== known.state && payload.state !== 'withdrawn'),
    },
    payload,
    ...(expectedVersion === undefined ? {} : { expectedVersion }),
  })
}

export async function placeStatement(
  tx: Write,
  meeting: MeetingRecord,
  id: string,
  place: number,
  actId: string,
): Promise<void> {
  found((await listStatements(tx, meeting.id)).find(s => s.id === id))
  await act(tx, orderStatement, { id: actId, subjectId: id, about: meeting, payload: { place } })
}
