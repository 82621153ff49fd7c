import { sql } from 'kysely'
import type { Write } from '#platform/database/transaction.ts'
import type { ActEntry } from '#platform/ledger/act.ts'
import type {
  AddedDocument,
  AmendedStatement,
  ConvenedMeeting,
  InscribedStatement,
  MovedMeeting,
  ProposedTopic,
  RecordedAttendance,
  SetAgenda,
  WrittenPart,
} from './meetings.acts.ts'
import type { AgendaItem, MeetingFacts } from './meetings.entity.ts'

type Entries<P> = readonly ActEntry<P>[]

export async function meetingConvened(tx: Write, entries: Entries<ConvenedMeeting>): Promise<void> {
  for (const { subjectId, version, agencyId, actorId, recordedAtMs, content: c } of entries) {
    await sql`insert into meetings.meeting (id, version, body, organ, ordinal, symbol, place, from_on, to_on, chair,
        chair_state, state, agency_id, convened_by, convened_at_ms)
      values (${subjectId}, ${version}, ${c.body}, ${c.organ}, ${c.ordinal}, ${c.symbol}, ${c.place}, ${c.from}, ${c.to},
        ${c.chair}, ${c.chairState}, 'preparation', ${agencyId}, ${actorId}, ${recordedAtMs})`.execute(tx.db)
    await insertAgenda(tx, subjectId, c.agenda)
  }
}

export async function meetingAmended(tx: Write, entries: Entries<MeetingFacts>): Promise<void> {
  for (const { subjectId, version, content: c } of entries)
    await sql`update meetings.meeting set version = ${version}, body = ${c.body}, organ = ${c.organ},
        ordinal = ${c.ordinal}, symbol = ${c.symbol}, place = ${c.place}, from_on = ${c.from}, to_on = ${c.to},
        chair = ${c.chair}, chair_state = ${c.chairState} where id = ${subjectId}`.execute(tx.db)
}

export async function meetingMoved(tx: Write, entries: Entries<MovedMeeting>): Promise<void> {
  for (const { subjectId, version, content } of entries)
    await sql`update meetings.meeting set version = ${version}, state = ${content.state}
      where id = ${subjectId}`.execute(tx.db)
}

export async function agendaSet(tx: Write, entries: Entries<SetAgenda>): Promise<void> {
  for (const { subjectId, version, content } of entries) {
    await sql`update meetings.meeting set version = ${version} where id = ${subjectId}`.execute(tx.db)
    await sql`delete from meetings.agenda_item where meeting_id = ${subjectId}`.execute(tx.db)
    await insertAgenda(tx, subjectId, content.agenda)
  }
}

async function insertAgenda(tx: Write, meetingId: string, agenda: readonly AgendaItem[]) {
  for (const [place, { number, title, annotation, parts }] of agenda.entries())
    await sql`insert into meetings.agenda_item values (${meetingId}, ${place}, ${number}, ${title}, ${annotation},
      ${parts}::text[])`.execute(tx.db)
}

export async function documentAdded(tx: Write, entries: Entries<AddedDocument>): Promise<void> {
  for (const { subjectId, version, agencyId, actorId, recordedAtMs, content: c } of entries)
    await sql`insert into meetings.document (id, version, meeting_id, kind, title, symbol, link, file_id, item, agency_id,
        added_by, added_at_ms)
      values (${subjectId}, ${version}, ${c.meetingId}, ${c.kind}, ${c.title}, ${c.symbol}, ${c.link}, ${c.fileId},
        ${c.item}, ${agencyId}, ${actorId}, ${recordedAtMs})`.execute(tx.db)
}

export async function documentRemoved(tx: Write, entries: Entries<{ [none: string]: never }>): Promise<void> {
  for (const { subjectId, version, recordedAtMs } of entries)
    await sql`update meetings.document set version = ${version}, removed_at_ms = ${recordedAtMs}
      where id = ${subjectId}`.execute(tx.db)
}

export async function attendanceRecorded(tx: Write, entries: Entries<RecordedAttendance>): Promise<void> {
  for (const { subjectId, version, agencyId, content: c } of entries)
    await sql`insert into meetings.attendance (id, version, meeting_id, name, kind, agency_id, removed)
      values (${subjectId}, ${version}, ${c.meetingId}, ${c.name}, ${c.kind}, ${agencyId}, false)
      on conflict (id) do update set version = excluded.version, name = excluded.name, kind = excluded.kind,
        removed = false`.execute(tx.db)
}

export async function attendanceRemoved(
  tx: Write,
  entries: Entries<{ [none: string]: never }>,
): Promise<void> {
  for (const { subjectId, version } of entries)
    await sql`update meetings.attendance set version = ${version}, removed = true
      where id = ${subjectId}`.execute(tx.db)
}

export async function statementInscribed(tx: Write, entries: Entries<InscribedStatement>): Promise<void> {
  for (const { subjectId, version, agencyId, actorId, content: c } of entries)
    await sql`insert into meetings.statement (id, version, meeting_id, item, place, speaker, state, text, summary,
        agency_id, by_user)
      select ${subjectId}, ${version}, ${c.meetingId}, ${c.item},
        (select coalesce(max(place), 0) + 1 from meetings.statement where meeting_id = ${c.meetingId} and item = ${c.item}),
        ${c.speaker}, 'inscribed', ${c.text}, '', ${agencyId}, ${actorId}`.execute(tx.db)
}

export async function statementAmended(tx: Write, entries: Entries<AmendedStatement>): Promise<void> {
  for (const { subjectId, version, content: c } of entries)
    await sql`update meetings.statement set version = ${version}, text = ${c.text}, summary = ${c.summary},
        state = ${c.state} where id = ${subjectId}`.execute(tx.db)
}

export async function statementOrdered(tx: Write, entries: Entries<{ place: number }>): Promise<void> {
  for (const { subjectId, version, content } of entries)
    await sql`update meetings.statement set version = ${version}, place = ${content.place}
      where id = ${subjectId}`.execute(tx.db)
}

export async function topicProposed(tx: Write, entries: Entries<ProposedTopic>): Promise<void> {
  for (const { subjectId, version, agencyId, actorId, recordedAtMs, content: c } of entries)
    await sql`insert into meetings.topic (id, version, title, note, source, state, agency_id, proposed_by, proposed_at_ms)
      values (${subjectId}, ${version}, ${c.title}, ${c.note}, ${c.source && JSON.stringify(c.source)}::jsonb, 'proposed',
        ${agencyId}, ${actorId}, ${recordedAtMs})`.execute(tx.db)
}

export async function topicSupported(
  tx: Write,
  entries: Entries<{ topicId: string; supported: boolean }>,
): Promise<void> {
  for (const { version, agencyId, recordedAtMs, content: c } of entries)
    await sql`insert into meetings.topic_support (topic_id, agency_id, supported, version, said_at_ms)
      values (${c.topicId}, ${agencyId}, ${c.supported}, ${version}, ${recordedAtMs})
      on conflict (topic_id, agency_id) do update set supported = excluded.supported, version = excluded.version,
        said_at_ms = excluded.said_at_ms`.execute(tx.db)
}

export async function topicWithdrawn(tx: Write, entries: Entries<{ [none: string]: never }>): Promise<void> {
  for (const { subjectId, version } of entries)
    await sql`update meetings.topic set version = ${version}, state = 'withdrawn' where id = ${subjectId}`.execute(
      tx.db,
    )
}

export async function topicChosen(tx: Write, entries: Entries<{ meetingId: string | null }>): Promise<void> {
  for (const { subjectId, version, content } of entries)
    await sql`update meetings.topic set version = ${version}, meeting_id = ${content.meetingId},
        state = ${content.meetingId === null ? 'proposed' : 'chosen'} where id = ${subjectId}`.execute(tx.db)
}

export async function partWritten(tx: Write, entries: Entries<WrittenPart>): Promise<void> {
  for (const { version, actorId, recordedAtMs, content: c } of entries)
    await sql`insert into meetings.report_part (meeting_id, part, version, text, by_user, at_ms)
      values (${c.meetingId}, ${c.part}, ${version}, ${c.text}, ${actorId}, ${recordedAtMs})
      on conflict (meeting_id, part) do update set version = excluded.version, text = excluded.text,
        by_user = excluded.by_user, at_ms = excluded.at_ms`.execute(tx.db)
}

/** What is adopted is not changed any more: the meeting is over. */
export async function reportAdopted(tx: Write, entries: Entries<{ on: string }>): Promise<void> {
  for (const { subjectId, version, content } of entries)
    await sql`update meetings.meeting set version = ${version}, adopted_on = ${content.on}, state = 'closed'
      where id = ${subjectId}`.execute(tx.db)
}

export async function reportLinked(tx: Write, entries: Entries<{ slug: string }>): Promise<void> {
  for (const { subjectId, version, content } of entries)
    await sql`update meetings.meeting set version = ${version}, report_slug = ${content.slug}
      where id = ${subjectId}`.execute(tx.db)
}
