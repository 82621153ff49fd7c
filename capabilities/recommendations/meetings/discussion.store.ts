import { sql } from 'kysely'
import type { Read, Write } from '#platform/database/transaction.ts'
import { found, Invalid } from '#platform/http/refusals.ts'
import { act } from '#platform/ledger/act.ts'
import { idOf } from '../stable-id.ts'
import {
  makeSuggestion,
  ruleOnSuggestion,
  takePosition,
  withdrawSuggestion,
  writeComment,
  writeDraft,
} from './drafting.acts.ts'
import { type DraftRecord, type OpenDraft, standing } from './drafting.store.ts'
import type { Stance, SuggestionState } from './meetings.entity.ts'
import { handOf, merged, takeUpdate, toBase64, updateTo } from './shared-text.ts'

/** What delegations suggest, say and hold of a draft. */

export interface SuggestionRecord {
  id: string
  version: number
  state: SuggestionState
  note: string
  baseText: string
  text: string
  bytes: Buffer
  hand: number
  agencyId: string
  agency: string
  madeAtMs: number
}

export async function listSuggestions(tx: Read, draftId: string): Promise<SuggestionRecord[]> {
  const { rows } = await sql<{
    id: string
    version: number
    state: SuggestionState
    note: string
    base_text: string
    text: string
    bytes: Buffer
    hand: number
    agency_id: string
    agency: string
    made_at_ms: number
  }>`select s.*, a.name as agency from meetings.suggestion s join access.agency_directory a on a.id = s.agency_id
    where s.draft_id = ${draftId} and s.state <> 'withdrawn' order by s.made_at_ms, s.id`.execute(tx.db)
  return rows.map(row => ({
    id: row.id,
    version: row.version,
    state: row.state,
    note: row.note,
    baseText: row.base_text,
    text: row.text,
    bytes: row.bytes,
    hand: Number(row.hand),
    agencyId: row.agency_id,
    agency: row.agency,
    madeAtMs: row.made_at_ms,
  }))
}

/** How the draft would read with a suggestion taken up now: what others wrote meanwhile stays. */
export const wouldRead = (draft: OpenDraft, suggestion: SuggestionRecord): string =>
  merged(draft.shared, suggestion.bytes).text

/**
 * Suggests another text for a draft as it stands; the draft itself does not change.
 * @throws Invalid when the text is the same or too long, Refused
 */
export async function suggest(
  tx: Write,
  draft: OpenDraft,
  one: { text: string; note: string },
  actId: string,
): Promise<string> {
  const id = idOf('suggestion', actId.toLowerCase())
  const hand = handOf(id)
  const text = one.text.trim()
  const bytes = updateTo(draft.shared, text, hand)
  if (text === draft.text.trim() || text === '')
    throw new Invalid([
      {
        where: 'text',
        code: 'suggestion.same',
        what: 'The suggestion says the same as the draft.',
        remedy: 'Change the words that you want to read otherwise.',
      },
    ])
  const taken = takeUpdate(draft.shared, bytes, hand)
  if (!taken.ok)
    throw new Invalid([
      {
        where: 'text',
        code: 'draft.too-long',
        what: 'The text is longer than 20,000 characters.',
        remedy: 'Shorten it, or make two of it.',
      },
    ])
  const payload = {
    draftId: draft.id,
    hand,
    update: toBase64(bytes),
    baseText: draft.text,
    text,
    note: one.note.trim(),
  }
  await act(tx, makeSuggestion, { id: actId, subjectId: id, about: standing(draft), payload })
  return id
}

/** Takes a suggestion up into the draft, or declines it. What others wrote meanwhile stays. */
export async function rule(
  tx: Write,
  draft: DraftRecord,
  suggestionId: string,
  ruling: 'taken' | 'declined',
  actId: string,
  expectedVersion?: number,
): Promise<void> {
  const suggestion = found(
    (await listSuggestions(tx, draft.id)).find(s => s.id === suggestionId && s.state === 'open'),
  )
  await act(tx, ruleOnSuggestion, {
    id: actId,
    subjectId: suggestionId,
    about: standing(draft),
    payload: { ruling },
    ...(expectedVersion === undefined ? {} : { expectedVersion }),
  })
  if (ruling === 'taken')
    await act(tx, writeDraft, {
      id: idOf('take', actId),
      subjectId: draft.id,
      about: standing(draft),
      payload: { hand: suggestion.hand, update: toBase64(suggestion.bytes) },
    })
}

export async function withdrawOwn(
  tx: Write,
  draft: DraftRecord,
  suggestionId: string,
  actId: string,
): Promise<void> {
  const suggestion = found(
    (await listSuggestions(tx, draft.id)).find(s => s.id === suggestionId && s.state === 'open'),
  )
  const about = { ...standing(draft), agencyId: suggestion.agencyId }
  await act(tx, withdrawSuggestion, { id: actId, subjectId: suggestionId, about, payload: {} })
}

export interface CommentRecord {
  id: string
  text: string
  agency: string
  atMs: number
}

export async function listComments(tx: Read, draftId: string): Promise<CommentRecord[]> {
  const { rows } = await sql<{ id: string; text: string; agency: string; at_ms: number }>`
    select c.id, c.text, a.name as agency, c.at_ms from meetings.comment c
    join access.agency_directory a on a.id = c.agency_id
    where c.draft_id = ${draftId} order by c.at_ms, c.id`.execute(tx.db)
  return rows.map(({ at_ms, ...row }) => ({ ...row, atMs: at_ms }))
}

/** @throws Invalid when nothing is said */
export async function comment(tx: Write, draft: DraftRecord, text: string, actId: string): Promise<void> {
  if (text.trim() === '')
    throw new Invalid([
      {
        where: 'text',
        code: 'comment.empty',
        what: 'Nothing is said.',
        remedy: 'Write what the others should know.',
      },
    ])
  await act(tx, writeComment, {
    id: actId,
    subjectId: idOf('comment', actId.toLowerCase()),
    about: standing(draft),
    payload: { draftId: draft.id, text: text.trim() },
  })
}

export interface PositionRecord {
  draftId: string
  agencyId: string
  agency: string
  version: number
  stance: Stance
  reason: string
  atMs: number
}

/** Positions on the drafts of a meeting: the coldest last, then by name. */
export async function listPositions(tx: Read, draftIds: readonly string[]): Promise<PositionRecord[]> {
  const { rows } = await sql<{
    draft_id: string
    agency_id: string
    agency: string
    version: number
    stance: Stance
    reason: string
    at_ms: number
  }>`select p.*, a.name as agency from meetings.position p join access.agency_directory a on a.id = p.agency_id
    where p.draft_id = any(${draftIds}::uuid[])
    order by array_position(array['support', 'accept', 'reservation', 'oppose'], p.stance), a.name`.execute(
    tx.db,
  )
  return rows.map(row => ({
    draftId: row.draft_id,
    agencyId: row.agency_id,
    agency: row.agency,
    version: row.version,
    stance: row.stance,
    reason: row.reason,
    atMs: row.at_ms,
  }))
}

/** Says what one's own State holds of a draft; the one before is replaced and stays in the ledger. */
export async function hold(
  tx: Write,
  draft: DraftRecord,
  one: { stance: Stance; reason: string },
  actId: string,
): Promise<void> {
  const agencyId = tx.caller.agencyId ?? ''
  await act(tx, takePosition, {
    id: actId,
    subjectId: idOf('position', draft.id, agencyId),
    about: { ...standing(draft), agencyId },
    payload: { draftId: draft.id, stance: one.stance, reason: one.reason.replace(/\s+/g, ' ').trim() },
  })
}
