import { sql } from 'kysely'
import { bytes, insertRows } from '#platform/database/insert-rows.ts'
import type { Write } from '#platform/database/transaction.ts'
import type { ActEntry } from '#platform/ledger/act.ts'
import type { StoredPart, StoredRow } from './cases.acts.ts'
import type { PartName, RepeatedPart } from './cases.rules.ts'
import { columnOf, openColumns, tableOf } from './cases.tables.ts'

/**
 * How entries about cases change the tables: many at once, one statement for each table, whatever their number.
 * Every statement also names its cases in a list, so that the database finds the rows of one case by index.
 */

/** The entries in their order, in turns within which no case comes twice. */
export function inTurns<E extends { subjectId: string }>(entries: readonly E[]): E[][] {
  const turns: E[][] = []
  let seen = new Set<string>()
  for (const entry of entries) {
    if (turns.length === 0 || seen.has(entry.subjectId)) {
      turns.push([])
      seen = new Set()
    }
    turns.at(-1)!.push(entry)
    seen.add(entry.subjectId)
  }
  return turns
}

/** Writes down the newest version of each case and when it was reached. */
export async function touch(tx: Write, entries: readonly ActEntry<unknown>[]): Promise<void> {
  const rows = entries.map(e => ({ id: e.subjectId, version: e.version, at: e.recordedAtMs }))
  await sql`update cases.case c set version = n.version, changed_at_ms = n.at
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n(id uuid, version integer, at bigint)
    where c.id = n.id and c.id = any(${rows.map(r => r.id)}::uuid[])`.execute(tx.db)
}

export const sealedBytes = (part: StoredPart): string | null =>
  part.sealed === undefined ? null : bytes(Buffer.from(part.sealed, 'base64'))

/** A stored part as the columns of its table. */
export function rowOf(part: PartName, stored: StoredPart | undefined): Record<string, unknown> {
  const row: Record<string, unknown> = {}
  if (!stored) return row
  for (const name in stored.open) row[columnOf(name)] = stored.open[name]
  if (part !== 'person' && stored.sealed !== undefined) row.sealed = sealedBytes(stored)
  return row
}

/** What is sealed of persons, as rows of the vault. */
export async function replaceIdentities(
  tx: Write,
  changes: readonly { caseId: string; stored: StoredPart }[],
): Promise<void> {
  const rows = changes
    .filter(c => c.stored.sealed !== undefined)
    .map(c => ({ case_id: c.caseId, sealed: sealedBytes(c.stored) }))
  if (rows.length === 0) return
  await sql`insert into vault.identity (person_id, case_id, sealed)
    select c.person_id, c.id, n.sealed
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n(case_id uuid, sealed bytea)
    join cases.case c on c.id = n.case_id and c.id = any(${rows.map(r => r.case_id)}::uuid[])
    on conflict (person_id) do update set sealed = excluded.sealed`.execute(tx.db)
}

/** Replaces a part of which a case has one. What is sealed stays when nothing new is given. */
export async function replaceParts(
  tx: Write,
  part: 'case' | 'person' | 'consent' | 'victimContext',
  changes: readonly { caseId: string; stored: StoredPart }[],
): Promise<void> {
  const sealing = part === 'person' ? [] : changes.filter(c => c.stored.sealed !== undefined)
  const plain = part === 'person' ? changes : changes.filter(c => c.stored.sealed === undefined)
  const columns = [...openColumns(part), 'missing']
  await updateParts(tx, part, columns, plain)
  await updateParts(tx, part, [...columns, 'sealed'], sealing)
  if (part === 'person') await replaceIdentities(tx, changes)
}

async function updateParts(
  tx: Write,
  part: PartName,
  columns: readonly string[],
  changes: readonly { caseId: string; stored: StoredPart }[],
) {
  if (changes.length === 0) return
  const key = part === 'case' ? 'id' : 'case_id'
  const table = sql.table(tableOf(part))
  const rows = changes.map(c => ({ [key]: c.caseId, ...rowOf(part, c.stored) }))
  await sql`update ${table} t set ${sql.join(columns.map(c => sql`${sql.ref(c)} = ${sql.ref(`n.${c}`)}`))}
    from jsonb_populate_recordset(null::${table}, ${JSON.stringify(rows)}::jsonb) n
    where t.${sql.ref(key)} = n.${sql.ref(key)} and t.${sql.ref(key)} = any(${changes.map(c => c.caseId)}::uuid[])`.execute(
    tx.db,
  )
}

interface RowChange {
  caseId: string
  stored: StoredRow
}

/** Replaces rows of a repeated part by their id, in their place; the others come after the last of their case. */
export async function replaceRows(
  tx: Write,
  part: RepeatedPart,
  changes: readonly RowChange[],
): Promise<void> {
  if (changes.length === 0) return
  const wanted = lastOfEach(changes)
  const caseIds = [...new Set(wanted.map(c => c.caseId))]
  const table = sql.table(tableOf(part))
  const keys = wanted.map(c => ({ case_id: c.caseId, id: c.stored.id }))
  const { rows: replaced } = await sql<{
    case_id: string
    id: string
    ordinal: number
    sealed: Buffer | null
  }>`
    delete from ${table} t using jsonb_to_recordset(${JSON.stringify(keys)}::jsonb) as n(case_id uuid, id uuid)
    where t.case_id = n.case_id and t.id = n.id and t.case_id = any(${caseIds}::uuid[])
    returning t.case_id, t.id, t.ordinal, t.sealed`.execute(tx.db)
  const before = new Map(replaced.map(r => [keyOf(r.case_id, r.id), r]))
  const next =
    before.size === wanted.length
      ? new Map<string, number>()
      : await nextOrdinals(tx, part, caseIds, replaced)
  const rows = wanted.map(({ caseId, stored }) => {
    const old = before.get(keyOf(caseId, stored.id))
    const ordinal = old?.ordinal ?? next.get(caseId) ?? 0
    if (!old) next.set(caseId, ordinal + 1)
    const row: Record<string, unknown> = { case_id: caseId, id: stored.id, ordinal, ...rowOf(part, stored) }
    if (row.sealed === undefined && old?.sealed) row.sealed = bytes(old.sealed)
    return row
  })
  const columns = ['case_id', 'id', 'ordinal', ...openColumns(part), 'missing', 'sealed']
  await insertRows(tx, tableOf(part), columns, rows)
}

const keyOf = (caseId: string, id: string) => `${caseId} ${id.toLowerCase()}`

/** Of rows given twice the later one counts; what only the earlier one sealed stays. */
function lastOfEach(changes: readonly RowChange[]): RowChange[] {
  const last = new Map<string, RowChange>()
  for (const change of changes) {
    const key = keyOf(change.caseId, change.stored.id)
    const sealed = change.stored.sealed ?? last.get(key)?.stored.sealed
    last.set(key, {
      caseId: change.caseId,
      stored: { ...change.stored, ...(sealed !== undefined && { sealed }) },
    })
  }
  return [...last.values()]
}

async function nextOrdinals(
  tx: Write,
  part: RepeatedPart,
  caseIds: readonly string[],
  replaced: readonly { case_id: string; ordinal: number }[],
): Promise<Map<string, number>> {
  const { rows } = await sql<{ case_id: string; next: number }>`select case_id, max(ordinal) + 1 as next
    from ${sql.table(tableOf(part))} where case_id = any(${caseIds}::uuid[]) group by case_id`.execute(tx.db)
  const next = new Map(rows.map(r => [r.case_id, r.next]))
  for (const r of replaced) next.set(r.case_id, Math.max(next.get(r.case_id) ?? 0, r.ordinal + 1))
  return next
}
