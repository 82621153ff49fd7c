import { sql } from 'kysely'
import { insertRows } from '#platform/database/insert-rows.ts'
import type { Write } from '#platform/database/transaction.ts'
import type { ActEntry } from '#platform/ledger/act.ts'
import type { AddedRelation, ProposedRelations } from './relations.acts.ts'

const columns = [
  'id',
  'version',
  'from_report_id',
  'from_ordinal',
  'from_sub',
  'to_report_id',
  'to_ordinal',
  'to_sub',
  'type',
  'origin',
  'state',
  'score',
  'reasons',
  'begun_by',
  'begun_at_ms',
  'decided_by',
  'decided_at_ms',
  'remark',
] as const

/** The proposals for one report, and that they were looked for. */
export async function projectProposed(
  tx: Write,
  entries: readonly ActEntry<ProposedRelations>[],
): Promise<void> {
  for (const { content, actorId, recordedAtMs } of entries) {
    const rows = content.relations.map(({ id, from, to, type, score, reasons }) => ({
      id,
      version: 0,
      from_report_id: from.reportId,
      from_ordinal: from.ordinal,
      from_sub: from.sub,
      to_report_id: to.reportId,
      to_ordinal: to.ordinal,
      to_sub: to.sub,
      type,
      origin: 'proposed',
      state: 'proposed',
      score,
      reasons,
      begun_by: actorId,
      begun_at_ms: recordedAtMs,
      decided_by: null,
      decided_at_ms: null,
      remark: '',
    }))
    if (rows.length > 0) await insertRows(tx, 'recommendations.relation', columns, rows)
    await sql`insert into recommendations.relating (report_id, proposed, related_at_ms)
      values (${content.reportId}, ${rows.length}, ${recordedAtMs})
      on conflict (report_id) do update set proposed = recommendations.relating.proposed + excluded.proposed,
        related_at_ms = excluded.related_at_ms`.execute(tx.db)
  }
}

export async function projectAdded(tx: Write, entry: ActEntry<AddedRelation>): Promise<void> {
  const { from, to, type, remark } = entry.content
  await insertRows(tx, 'recommendations.relation', columns, [
    {
      id: entry.subjectId,
      version: entry.version,
      from_report_id: from.reportId,
      from_ordinal: from.ordinal,
      from_sub: from.sub,
      to_report_id: to.reportId,
      to_ordinal: to.ordinal,
      to_sub: to.sub,
      type,
      origin: 'by hand',
      state: 'accepted',
      score: null,
      reasons: [],
      begun_by: entry.actorId,
      begun_at_ms: entry.recordedAtMs,
      decided_by: entry.actorId,
      decided_at_ms: entry.recordedAtMs,
      remark,
    },
  ])
}

/** A person settled it: what holds from now on, who said so, and why. */
export async function projectDecision(
  tx: Write,
  { subjectId, version, actorId, recordedAtMs }: ActEntry<unknown>,
  state: 'accepted' | 'rejected' | 'withdrawn',
  remark: string,
): Promise<void> {
  await sql`update recommendations.relation set version = ${version}, state = ${state}, remark = ${remark},
      decided_by = ${actorId}, decided_at_ms = ${recordedAtMs} where id = ${subjectId}`.execute(tx.db)
}
