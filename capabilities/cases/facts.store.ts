import { sql } from 'kysely'
import { recordFacts, recordNewFacts } from '#capabilities/statistics/public.ts'
import type { Plain } from '#kernel/entity/describe.ts'
import type { Read, Write } from '#platform/database/transaction.ts'
import type { ActEntry } from '#platform/ledger/act.ts'
import type { AmendedCase, OpenedCase, StoredRow } from './cases.acts.ts'
import { type CodedCase, factParts, factsOf } from './cases.facts.ts'
import type { PartName } from './cases.rules.ts'
import { fieldsFromRow, tableOf } from './cases.tables.ts'

/** Counts cases that were just opened. */
export async function recordFactsOfOpened(
  tx: Write,
  entries: readonly ActEntry<OpenedCase>[],
): Promise<void> {
  const kinds = await agencyKinds(
    tx,
    entries.map(e => e.agencyId),
  )
  const rowsOf = (rows: readonly StoredRow[] | undefined) => (rows ?? []).map(r => r.open)
  await recordNewFacts(
    tx,
    entries.map(e => {
      const { parts } = e.content
      const coded: CodedCase = {
        case: parts.case?.open ?? {},
        person: parts.person?.open ?? {},
        victimContext: parts.victimContext?.open ?? {},
        traffickingEvent: rowsOf(parts.traffickingEvent),
        service: rowsOf(parts.service),
        proceeding: rowsOf(parts.proceeding),
      }
      return { subjectId: e.subjectId, facts: factsOf(coded, kinds.get(e.agencyId ?? '')) }
    }),
  )
  await recordCourses(
    tx,
    entries.map(e => e.subjectId),
  )
}

/** Counts anew those of the cases whose amendment touched something that is counted; call it after it was applied. */
export async function recordFactsOfAmended(
  tx: Write,
  entries: readonly ActEntry<AmendedCase>[],
): Promise<void> {
  const ids = entries.filter(e => touchesFacts(e.content)).map(e => e.subjectId)
  if (ids.length === 0) return
  const cases = new Map<string, CodedCase>(
    ids.map(id => [
      id,
      { case: {}, person: {}, victimContext: {}, traffickingEvent: [], service: [], proceeding: [] },
    ]),
  )
  for (const part of factParts as ReadonlySet<keyof CodedCase>)
    for (const { id, value } of await valuesOf(tx, part, ids)) {
      const coded = cases.get(id)!
      const known = coded[part]
      if (Array.isArray(known)) known.push(value)
      else (coded as unknown as Record<string, unknown>)[part] = value
    }
  const { rows: owners } = await sql<{ case_id: string; agency_id: string }>`
    select case_id, agency_id from cases.participant where case_id = any(${ids}::uuid[]) and role = 'owner'`.execute(
    tx.db,
  )
  const kinds = await agencyKinds(
    tx,
    owners.map(o => o.agency_id),
  )
  const kindOf = new Map(owners.map(o => [o.case_id, kinds.get(o.agency_id)]))
  await recordFacts(
    tx,
    [...cases].map(([subjectId, coded]) => ({ subjectId, facts: factsOf(coded, kindOf.get(subjectId)) })),
  )
  await recordCourses(tx, ids)
}

/** Beside the facts: month, transit, district and the days between steps, drawn by the database from the same rows. */
const recordCourses = (tx: Write, ids: readonly string[]) =>
  sql`select cases.record_courses(${ids}::uuid[])`.execute(tx.db)

const touchesFacts = ({ parts, removed }: AmendedCase) =>
  Object.keys(parts).some(part => factParts.has(part)) || (removed && factParts.has(removed.part))

async function valuesOf(
  tx: Read,
  part: PartName,
  ids: readonly string[],
): Promise<{ id: string; value: Plain }[]> {
  const key = sql.ref(part === 'case' ? 'id' : 'case_id')
  const order = ['traffickingEvent', 'service', 'proceeding'].includes(part) ? sql`order by ordinal` : sql``
  const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(tableOf(part))}
    where ${key} = any(${ids}::uuid[]) ${order}`.execute(tx.db)
  return rows.map(row => ({
    id: (part === 'case' ? row.id : row.case_id) as string,
    value: fieldsFromRow(part, row),
  }))
}

async function agencyKinds(tx: Read, ids: readonly (string | null)[]): Promise<Map<string, string>> {
  const wanted = [...new Set(ids.filter(id => id !== null))]
  const { rows } = await sql<{ id: string; kind: string }>`select id, kind from access.agency_directory
    where id = any(${wanted}::uuid[])`.execute(tx.db)
  return new Map(rows.map(r => [r.id, r.kind]))
}
