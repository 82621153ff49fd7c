import { sql } from 'kysely'
import type { Plain } from '#kernel/entity/describe.ts'
import type { Read } from '#platform/database/transaction.ts'
import type { CaseStanding } from './cases.policy.ts'
import { type PartName, type RepeatedPart, repeatedParts, type singleParts } from './cases.rules.ts'
import { fieldsFromRow, tableOf } from './cases.tables.ts'

/** A case as its participants see it before anything sealed is opened. */
export interface CaseRecord extends CaseStanding {
  id: string
  reference: string
  personId: string
  version: number
  changedAtMs: number
  participantsSince: { agencyId: string; role: 'owner' | 'participant'; sinceMs: number }[]
  /** Coded values of each single part. */
  single: Record<(typeof singleParts)[number], Plain>
  repeated: Record<RepeatedPart, { id: string; value: Plain; sealed: boolean }[]>
  /** Parts of which something is sealed. */
  sealedParts: PartName[]
}

/** @returns undefined when there is no such case, or the caller's agency takes no part in it: the two look the same */
export async function findCase(tx: Read, id: string): Promise<CaseRecord | undefined> {
  return (await findCases(tx, [id])).get(id)
}

type Row = Record<string, unknown> & { case_id: string }

/**
 * Cases with all their parts, in one question per table.
 * @returns by id; cases in which the caller's agency takes no part are left out
 */
export async function findCases(tx: Read, ids: readonly string[]): Promise<Map<string, CaseRecord>> {
  const { rows } = await sql<Row>`select c.*, c.id as case_id, i.case_id is not null as has_identity
    from cases.case c left join vault.identity i on i.person_id = c.person_id
    where c.id = any(${ids}::uuid[])`.execute(tx.db)
  const records = new Map(rows.map(row => [row.case_id, recordOf(row)]))
  if (records.size === 0) return records
  const found = [...records.keys()]
  const { rows: agencies } = await sql<{
    case_id: string
    agency_id: string
    role: 'owner' | 'participant'
    since_ms: number
  }>`
    select case_id, agency_id, role, since_ms from cases.participant
    where case_id = any(${found}::uuid[]) order by role, since_ms, agency_id`.execute(tx.db)
  for (const a of agencies) {
    const record = records.get(a.case_id)!
    record.participantsSince.push({ agencyId: a.agency_id, role: a.role, sinceMs: a.since_ms })
  }
  for (const part of ['person', 'consent', 'victimContext'] as const)
    for (const row of await rowsOf(tx, part, found)) {
      const record = records.get(row.case_id)!
      record.single[part] = fieldsFromRow(part, row)
      if (row.sealed) record.sealedParts.push(part)
    }
  for (const part of repeatedParts)
    for (const row of await rowsOf(tx, part, found)) {
      const record = records.get(row.case_id)!
      record.repeated[part].push({
        id: row.id as string,
        value: fieldsFromRow(part, row),
        sealed: row.sealed !== null,
      })
      if (row.sealed && !record.sealedParts.includes(part)) record.sealedParts.push(part)
    }
  for (const record of records.values()) record.participants = record.participantsSince.map(p => p.agencyId)
  return records
}

async function rowsOf(tx: Read, part: PartName, ids: readonly string[]): Promise<Row[]> {
  const order = (repeatedParts as readonly string[]).includes(part) ? sql`order by ordinal` : sql``
  const { rows } =
    await sql<Row>`select * from ${sql.table(tableOf(part))} where case_id = any(${ids}::uuid[]) ${order}`.execute(
      tx.db,
    )
  return rows
}

function recordOf(row: Row): CaseRecord {
  const sealedParts: PartName[] = []
  if (row.sealed) sealedParts.push('case')
  if (row.has_identity) sealedParts.push('person')
  return {
    id: row.case_id,
    reference: row.reference as string,
    personId: row.person_id as string,
    version: row.version as number,
    changedAtMs: row.changed_at_ms as number,
    erased: row.erased as boolean,
    participants: [],
    participantsSince: [],
    single: { case: fieldsFromRow('case', row), person: {}, consent: {}, victimContext: {} },
    repeated: Object.fromEntries(repeatedParts.map(part => [part, []])) as unknown as CaseRecord['repeated'],
    sealedParts,
  }
}
