import { sql } from 'kysely'
import type { Problem } from '#kernel/result/result.ts'
import type { Read, Write } from '#platform/database/transaction.ts'
import { found, Invalid } from '#platform/http/refusals.ts'
import { act } from '#platform/ledger/act.ts'
import { idOf } from '../stable-id.ts'
import { adoptedText } from './adoption.rules.ts'
import { inSections } from './assemble.ts'
import {
  adoptDraft,
  placeDraft,
  proposeDraft,
  reopenDraft,
  tableDraft,
  type WrittenDraft,
  withdrawDraft,
  writeDraft,
} from './drafting.acts.ts'
import type { DraftState, MeetingState } from './meetings.entity.ts'
import type { MeetingRecord } from './meetings.store.ts'
import { fromBase64, handOf, type Merged, takeUpdate, toBase64, updateTo } from './shared-text.ts'

export interface DraftRecord {
  id: string
  version: number
  meetingId: string
  meetingState: MeetingState
  place: number
  section: string
  state: DraftState
  text: string
  tabledText: string | null
  adoptedText: string | null
  adoptedBy: string | null
  adoptedAtMs: number | null
  agencyId: string
  agency: string
}

/** A draft with its shared text, which is much longer than its words. */
export interface OpenDraft extends DraftRecord {
  shared: Buffer
}

interface DraftRow {
  id: string
  version: number
  meeting_id: string
  meeting_state: MeetingState
  place: number
  section: string
  state: DraftState
  text: string
  tabled_text: string | null
  adopted_text: string | null
  adopted_by_name: string | null
  adopted_at_ms: number | null
  agency_id: string
  agency: string
}

const draftColumns =
  sql.raw(`d.id, d.version, d.meeting_id, d.place, d.section, d.state, d.text, d.tabled_text,
  d.adopted_text, d.adopted_at_ms, d.agency_id, m.state as meeting_state, a.name as agency, u.name as adopted_by_name`)
const draftTables = sql.raw(`meetings.draft d join meetings.meeting m on m.id = d.meeting_id
  join access.agency_directory a on a.id = d.agency_id left join accounts."user" u on u.id = d.adopted_by`)

const draftOf = (row: DraftRow): DraftRecord => ({
  id: row.id,
  version: row.version,
  meetingId: row.meeting_id,
  meetingState: row.meeting_state,
  place: row.place,
  section: row.section,
  state: row.state,
  text: row.text,
  tabledText: row.tabled_text,
  adoptedText: row.adopted_text,
  adoptedBy: row.adopted_by_name,
  adoptedAtMs: row.adopted_at_ms,
  agencyId: row.agency_id,
  agency: row.agency,
})

/** The drafts of a meeting in their order; withdrawn ones stay out. */
export async function listDrafts(tx: Read, meetingId: string): Promise<DraftRecord[]> {
  const { rows } = await sql<DraftRow>`select ${draftColumns} from ${draftTables}
    where d.meeting_id = ${meetingId} and d.state <> 'withdrawn'
    order by d.place, d.proposed_at_ms, d.id`.execute(tx.db)
  return rows.map(draftOf)
}

/** One draft, withdrawn or not, with its shared text. @throws NotFound */
export async function getDraft(tx: Read, meetingId: string, id: string): Promise<OpenDraft> {
  const { rows } = await sql<
    DraftRow & { shared: Buffer }
  >`select ${draftColumns}, d.shared from ${draftTables}
    where d.meeting_id = ${meetingId} and d.id = ${id}`.execute(tx.db)
  const row = found(rows[0])
  return { ...draftOf(row), shared: row.shared }
}

/** What the policies look at. */
export const standing = (draft: DraftRecord) => ({
  state: draft.meetingState,
  draft: draft.state,
  agencyId: draft.agencyId,
})

const updateSentences: Record<string, Pick<Problem, 'what' | 'remedy'>> = {
  unreadable: { what: 'These are no words of a shared text.', remedy: 'Send an update as Yjs encodes it.' },
  'other-hand': {
    what: 'The words were written by another hand than the one named.',
    remedy: 'Send the words of your own hand alone; each page that is open has its own.',
  },
  'not-text': { what: 'A recommendation is plain text.', remedy: 'Send words without form and attachments.' },
  gap: {
    what: 'The words rest on words that have not arrived here.',
    remedy: 'Send again everything that this node has not confirmed.',
  },
  'too-long': {
    what: 'The text is longer than 20,000 characters.',
    remedy: 'Shorten it, or make two of it.',
  },
}

/**
 * Looks at words from outside before they are taken in.
 * @throws Invalid when they are no update of this text, or somebody else's hand wrote them
 */
export async function checkWords(
  tx: Read,
  draft: Pick<OpenDraft, 'id' | 'shared'> | undefined,
  { hand, update }: WrittenDraft,
): Promise<Merged> {
  let bytes: Uint8Array
  try {
    bytes = fromBase64(update)
  } catch {
    throw invalidUpdate('unreadable')
  }
  const taken = takeUpdate(draft?.shared, bytes, hand)
  if (!taken.ok) throw invalidUpdate(taken.problem)
  if (draft) {
    const { rows } = await sql<{ by_user: string }>`select by_user from meetings.draft_hand
      where draft_id = ${draft.id} and hand = ${hand}`.execute(tx.db)
    if (rows[0] && rows[0].by_user !== tx.caller.userId) throw invalidUpdate('other-hand')
  }
  return taken.merged
}

const invalidUpdate = (problem: string) =>
  new Invalid([{ where: 'update', code: `draft.${problem}`, ...updateSentences[problem]! }])

/** A draft begins: by plain text, or by an update that the browser made. */
export async function proposeText(
  tx: Write,
  meeting: MeetingRecord,
  one: { section: string; text: string },
  actId: string,
): Promise<string> {
  const text = one.text.trim()
  if (text === '')
    throw new Invalid([
      {
        where: 'text',
        code: 'draft.empty',
        what: 'The recommendation has no words.',
        remedy: 'Write at least who should do what.',
      },
    ])
  const id = idOf('draft', actId.toLowerCase())
  const hand = handOf(id)
  const payload = {
    meetingId: meeting.id,
    section: one.section.replace(/\s+/g, ' ').trim(),
    hand,
    update: toBase64(updateTo(undefined, text, hand)),
  }
  await checkWords(tx, undefined, payload)
  await act(tx, proposeDraft, { id: actId, subjectId: id, about: meeting, payload })
  return id
}

/**
 * Takes words into a draft. Words that are there already change nothing and leave no entry.
 * @returns the version that stands
 * @throws Invalid, Refused
 */
export async function write(
  tx: Write,
  draft: OpenDraft,
  words: WrittenDraft,
  actId: string,
): Promise<number> {
  const { changed } = await checkWords(tx, draft, words)
  if (!changed) return draft.version
  const { entry } = await act(tx, writeDraft, {
    id: actId,
    subjectId: draft.id,
    about: standing(draft),
    payload: { hand: words.hand, update: words.update },
  })
  return entry.version
}

export interface UpdateRecord {
  version: number
  agencyId: string
  agency: string
  atMs: number
  update: string
}

/** What was written after a version, in order; every part of a text says by which delegation. */
export async function listUpdates(
  tx: Read,
  draftId: string,
  afterVersion: number,
  max: number,
): Promise<UpdateRecord[]> {
  const { rows } = await sql<{
    version: number
    agency_id: string
    agency: string
    at_ms: number
    bytes: Buffer
  }>`
    select u.version, u.agency_id, a.name as agency, u.at_ms, u.bytes from meetings.draft_update u
    join access.agency_directory a on a.id = u.agency_id
    where u.draft_id = ${draftId} and u.version > ${afterVersion} order by u.version limit ${max}`.execute(
    tx.db,
  )
  return rows.map(row => ({
    version: row.version,
    agencyId: row.agency_id,
    agency: row.agency,
    atMs: row.at_ms,
    update: row.bytes.toString('base64'),
  }))
}

/** The delegations by their hands. */
export async function listHands(tx: Read, draftId: string): Promise<Map<number, string>> {
  const { rows } = await sql<{ hand: number; agency: string }>`
    select h.hand, a.name as agency from meetings.draft_hand h join access.agency_directory a on a.id = h.agency_id
    where h.draft_id = ${draftId}`.execute(tx.db)
  return new Map(rows.map(row => [Number(row.hand), row.agency]))
}

const inputOf = <P>(draft: DraftRecord, payload: P, actId: string, expectedVersion?: number) => ({
  id: actId,
  subjectId: draft.id,
  about: standing(draft),
  payload,
  ...(expectedVersion === undefined ? {} : { expectedVersion }),
})

export async function place(
  tx: Write,
  draft: DraftRecord,
  to: { place: number; section: string },
  actId: string,
): Promise<void> {
  await act(tx, placeDraft, inputOf(draft, to, actId))
}

/** Drafting ends. The version says that nobody wrote meanwhile. @throws VersionConflict, Refused */
export async function table(
  tx: Write,
  draft: DraftRecord,
  actId: string,
  expectedVersion?: number,
): Promise<void> {
  await act(tx, tableDraft, inputOf(draft, {}, actId, expectedVersion))
}

/** Drafting goes on; what was adopted meanwhile stands in the text, written by whoever reopens it. */
export async function reopen(tx: Write, draft: OpenDraft, actId: string): Promise<void> {
  const hand = handOf(actId)
  const words =
    draft.adoptedText === null
      ? {}
      : { hand, update: toBase64(updateTo(draft.shared, draft.adoptedText, hand)) }
  await act(tx, reopenDraft, inputOf(draft, words, actId))
}

export async function withdraw(tx: Write, draft: DraftRecord, actId: string): Promise<void> {
  await act(tx, withdrawDraft, inputOf(draft, {}, actId))
}

/**
 * Adopts a recommendation as orally amended.
 * @param text the final text; lines that begin with "(a)", "(b)" … are its sub-items
 * @throws Invalid when the text is empty or its letters do not run from (a) on, Refused, VersionConflict
 */
export async function adopt(
  tx: Write,
  draft: DraftRecord,
  text: string,
  actId: string,
  expectedVersion?: number,
): Promise<void> {
  const final = adoptedText(text)
  if (!final.ok) throw new Invalid(final.problems)
  await act(tx, adoptDraft, inputOf(draft, { text: final.value }, actId, expectedVersion))
}

/** Number of each adopted recommendation, as the report prints it; the others have none yet. */
export function numbersOf(drafts: readonly DraftRecord[]): Map<string, number> {
  const adopted = drafts.filter(draft => draft.state === 'adopted')
  const inOrder = inSections(adopted.map(({ id, section }) => ({ id, section, ...asPrinted })))
  return new Map(inOrder.map(({ id }, index) => [id, index + 1]))
}
const asPrinted = { text: '', amended: false, reservations: [] }

/** Open suggestions and comments of each draft of a meeting. */
export async function countRemarks(
  tx: Read,
  meetingId: string,
): Promise<Map<string, { suggestions: number; comments: number }>> {
  const { rows } = await sql<{ id: string; suggestions: number; comments: number }>`select d.id,
      (select count(*)::int from meetings.suggestion s where s.draft_id = d.id and s.state = 'open') as suggestions,
      (select count(*)::int from meetings.comment c where c.draft_id = d.id) as comments
    from meetings.draft d where d.meeting_id = ${meetingId}`.execute(tx.db)
  return new Map(rows.map(({ id, ...counts }) => [id, counts]))
}
