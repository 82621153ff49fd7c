import { sql } from 'kysely'
import type { Write } from '#platform/database/transaction.ts'
import { type ActEntry, VersionConflict } from '#platform/ledger/act.ts'
import type { MadeSuggestion, ProposedDraft, TakenPosition, WrittenDraft } from './drafting.acts.ts'
import type { DraftState } from './meetings.entity.ts'
import { fromBase64, merged } from './shared-text.ts'

type Entries<P> = readonly ActEntry<P>[]
type Nothing = { [none: string]: never }

export async function draftProposed(tx: Write, entries: Entries<ProposedDraft>): Promise<void> {
  for (const entry of entries) {
    const { subjectId, version, agencyId, actorId, recordedAtMs, content: c } = entry
    const { state, text } = merged(undefined, fromBase64(c.update))
    await sql`insert into meetings.draft (id, version, meeting_id, place, section, state, text, shared, agency_id,
        proposed_by, proposed_at_ms)
      select ${subjectId}, ${version}, ${c.meetingId},
        (select coalesce(max(place), 0) + 1 from meetings.draft where meeting_id = ${c.meetingId}),
        ${c.section}, 'drafting', ${text}, ${Buffer.from(state)}, ${agencyId}, ${actorId}, ${recordedAtMs}`.execute(
      tx.db,
    )
    await insertUpdate(tx, entry, subjectId, c)
  }
}

export async function draftWritten(tx: Write, entries: Entries<WrittenDraft>): Promise<void> {
  for (const entry of entries) await takeIn(tx, entry, entry.content, ['drafting'])
}

/** @throws VersionConflict when the draft has left these states, or the writer's sight, since she looked at it */
async function takeIn(
  tx: Write,
  entry: ActEntry<unknown>,
  written: WrittenDraft,
  states: readonly DraftState[],
) {
  const { rows } = await sql<{ shared: Buffer; state: DraftState }>`
    select shared, state from meetings.draft where id = ${entry.subjectId} for update`.execute(tx.db)
  const [draft] = rows
  // What closed the text is the version before this entry; the writer saw an earlier one at best.
  if (!draft || !states.includes(draft.state))
    throw new VersionConflict(entry.subjectId, entry.version - 2, entry.version - 1)
  const { state, text } = merged(draft.shared, fromBase64(written.update))
  await sql`update meetings.draft set version = ${entry.version}, text = ${text}, shared = ${Buffer.from(state)}
    where id = ${entry.subjectId}`.execute(tx.db)
  await insertUpdate(tx, entry, entry.subjectId, written)
}

/** A suggestion that is taken up was written by another hand than the one that takes it: its hand is known already. */
async function insertUpdate(tx: Write, entry: ActEntry<unknown>, draftId: string, written: WrittenDraft) {
  const { version, agencyId, actorId, recordedAtMs } = entry
  await sql`insert into meetings.draft_update (draft_id, version, agency_id, by_user, at_ms, bytes)
    values (${draftId}, ${version}, ${agencyId}, ${actorId}, ${recordedAtMs},
      ${Buffer.from(written.update, 'base64')})`.execute(tx.db)
  await insertHand(tx, entry, draftId, written.hand)
}

async function insertHand(tx: Write, entry: ActEntry<unknown>, draftId: string, hand: number) {
  await sql`insert into meetings.draft_hand (draft_id, hand, agency_id, by_user)
    values (${draftId}, ${hand}, ${entry.agencyId}, ${entry.actorId}) on conflict do nothing`.execute(tx.db)
}

export async function draftPlaced(
  tx: Write,
  entries: Entries<{ place: number; section: string }>,
): Promise<void> {
  for (const { subjectId, version, content: c } of entries)
    await sql`update meetings.draft set version = ${version}, place = ${c.place}, section = ${c.section}
      where id = ${subjectId}`.execute(tx.db)
}

export async function draftTabled(tx: Write, entries: Entries<Nothing>): Promise<void> {
  for (const { subjectId, version } of entries)
    await sql`update meetings.draft set version = ${version}, state = 'tabled', tabled_text = text
      where id = ${subjectId}`.execute(tx.db)
}

export async function draftReopened(tx: Write, entries: Entries<Partial<WrittenDraft>>): Promise<void> {
  for (const entry of entries) {
    const { hand, update } = entry.content
    if (hand !== undefined && update !== undefined)
      await takeIn(tx, entry, { hand, update }, ['tabled', 'adopted', 'withdrawn'])
    await sql`update meetings.draft set version = ${entry.version}, state = 'drafting', tabled_text = null,
        adopted_text = null, adopted_by = null, adopted_at_ms = null where id = ${entry.subjectId}`.execute(
      tx.db,
    )
  }
}

export async function draftWithdrawn(tx: Write, entries: Entries<Nothing>): Promise<void> {
  for (const { subjectId, version } of entries)
    await sql`update meetings.draft set version = ${version}, state = 'withdrawn' where id = ${subjectId}`.execute(
      tx.db,
    )
}

export async function draftAdopted(tx: Write, entries: Entries<{ text: string }>): Promise<void> {
  for (const { subjectId, version, actorId, recordedAtMs, content } of entries)
    await sql`update meetings.draft set version = ${version}, state = 'adopted', adopted_text = ${content.text},
        adopted_by = ${actorId}, adopted_at_ms = ${recordedAtMs} where id = ${subjectId}`.execute(tx.db)
}

export async function suggestionMade(tx: Write, entries: Entries<MadeSuggestion>): Promise<void> {
  for (const entry of entries) {
    const { subjectId, version, agencyId, actorId, recordedAtMs, content: c } = entry
    await sql`insert into meetings.suggestion (id, version, draft_id, hand, base_text, text, bytes, note, state,
        agency_id, made_by, made_at_ms)
      values (${subjectId}, ${version}, ${c.draftId}, ${c.hand}, ${c.baseText}, ${c.text},
        ${Buffer.from(c.update, 'base64')}, ${c.note}, 'open', ${agencyId}, ${actorId}, ${recordedAtMs})`.execute(
      tx.db,
    )
    await insertHand(tx, entry, c.draftId, c.hand)
  }
}

export async function suggestionRuled(
  tx: Write,
  entries: Entries<{ ruling: 'taken' | 'declined' }>,
): Promise<void> {
  for (const { subjectId, version, actorId, recordedAtMs, content } of entries)
    await sql`update meetings.suggestion set version = ${version}, state = ${content.ruling}, ruled_by = ${actorId},
        ruled_at_ms = ${recordedAtMs} where id = ${subjectId}`.execute(tx.db)
}

export async function suggestionWithdrawn(tx: Write, entries: Entries<Nothing>): Promise<void> {
  for (const { subjectId, version } of entries)
    await sql`update meetings.suggestion set version = ${version}, state = 'withdrawn' where id = ${subjectId}`.execute(
      tx.db,
    )
}

export async function commentWritten(
  tx: Write,
  entries: Entries<{ draftId: string; text: string }>,
): Promise<void> {
  for (const { subjectId, agencyId, actorId, recordedAtMs, content: c } of entries)
    await sql`insert into meetings.comment (id, draft_id, text, agency_id, by_user, at_ms)
      values (${subjectId}, ${c.draftId}, ${c.text}, ${agencyId}, ${actorId}, ${recordedAtMs})`.execute(tx.db)
}

export async function positionTaken(tx: Write, entries: Entries<TakenPosition>): Promise<void> {
  for (const { version, agencyId, actorId, recordedAtMs, content: c } of entries)
    await sql`insert into meetings.position (draft_id, agency_id, version, stance, reason, by_user, at_ms)
      values (${c.draftId}, ${agencyId}, ${version}, ${c.stance}, ${c.reason}, ${actorId}, ${recordedAtMs})
      on conflict (draft_id, agency_id) do update set version = excluded.version, stance = excluded.stance,
        reason = excluded.reason, by_user = excluded.by_user, at_ms = excluded.at_ms`.execute(tx.db)
}
