import { sql } from 'kysely'
import { authorise } from '#kernel/policy/policy.ts'
import type { Problem } from '#kernel/result/result.ts'
import type { Read, Write } from '#platform/database/transaction.ts'
import { Invalid, valid } from '#platform/http/refusals.ts'
import { act } from '#platform/ledger/act.ts'
import { codelists } from '#standards/codelists.ts'
import { factCodelists } from '../fact.codelists.ts'
import { mapCodes } from './classification.acts.ts'
import type { CodeMapping } from './classification.entity.ts'
import { classificationPolicies as may } from './classification.policy.ts'
import { icTipCodes } from './mapped-codes.store.ts'
import { changesIn, checkMappings, readMapping } from './mapping.rules.ts'
import { rowsOfMapping } from './mapping-file.ts'

const lists = factCodelists(codelists)

/** The mapping is one subject of the ledger, so that its changes stand in one order. */
const subjectId = '1c719000-0000-4000-8000-000000000000'

/** One change of one code. Times are milliseconds since 1970. */
export interface MappingChange extends CodeMapping {
  version: number
  reason: string
  fileName: string | null
  /** Null where the reader may not see the name, or the node itself did it. */
  enteredByName: string | null
  enteredAtMs: number
}

/** How often the mapping was changed. */
export async function mappingVersion(tx: Read): Promise<number> {
  const { rows } = await sql<{ version: number }>`
    select coalesce(max(version), 0)::int as version from statistics.ic_tip_code`.execute(tx.db)
  return rows[0]!.version
}

/** The last change of every code that was ever mapped. */
export const lastChanges = (tx: Read): Promise<MappingChange[]> =>
  changes(
    tx,
    sql`where (c.list, c.code, c.version) in
    (select list, code, max(version) from statistics.ic_tip_code group by list, code)`,
  )

/** Every change of the codes of a list, the newest first. */
export const historyOf = (tx: Read, list: string): Promise<MappingChange[]> =>
  changes(tx, sql`where c.list = ${list}`)

async function changes(tx: Read, which: ReturnType<typeof sql>): Promise<MappingChange[]> {
  const { rows } = await sql<MappingChange>`
    select c.list, c.code, c.version, c.ic_tip as "icTip", c.reason, c.file_name as "fileName",
      u.name as "enteredByName", c.entered_at_ms as "enteredAtMs"
    from statistics.ic_tip_code c left join accounts."user" u on u.id = c.entered_by
    ${which} order by c.version desc, c.list, c.code limit 5000`.execute(tx.db)
  return rows.map(row => ({ ...row, enteredAtMs: Number(row.enteredAtMs) }))
}

/** Why a mapping is entered, and with which file. */
export interface Entering {
  actId: string
  reason: string
  fileName?: string
  /** The version that the caller saw; undefined where order does not matter. */
  expectedVersion?: number
}

/**
 * Maps codes, all or none; what says the same as before is left out.
 * @returns how many codes changed
 * @throws Refused, Invalid with every problem, VersionConflict
 */
export async function enterMapping(
  tx: Write,
  rows: readonly CodeMapping[],
  { actId, reason, fileName, expectedVersion }: Entering,
): Promise<number> {
  authorise(tx.caller, mapCodes.name, may['classification.map'], undefined)
  if (reason.trim() === '') throw new Invalid([withoutReason])
  const problems = checkMappings(rows, lists)
  if (problems.length > 0) throw new Invalid(problems)
  const before = await changedBy(tx, actId)
  if (before > 0) return before
  const changes = changesIn(rows, await icTipCodes(tx))
  if (changes.length === 0) return 0
  await act(tx, mapCodes, {
    id: actId,
    subjectId,
    about: undefined,
    expectedVersion,
    payload: { changes, reason: reason.trim(), fileName: fileName?.slice(0, 200) ?? null },
  })
  return changes.length
}

/** How many codes an act changed, so that a retry says the same. */
async function changedBy(tx: Write, actId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from statistics.ic_tip_code where act_id = ${actId}`.execute(tx.db)
  return rows[0]!.count
}

/**
 * What a file would change, without changing it.
 * @throws Invalid with one problem for each bad row
 */
export async function checkMappingFile(
  tx: Pick<Read, 'db'>,
  bytes: Uint8Array,
): Promise<{ rows: CodeMapping[]; changes: CodeMapping[] }> {
  const rows = valid(readMapping(valid(rowsOfMapping(bytes)), lists))
  return { rows, changes: changesIn(rows, await icTipCodes(tx)) }
}

/** Maps codes as a file says, all or none. @returns rows read and codes changed @throws as enterMapping */
export async function importMapping(
  tx: Write,
  bytes: Uint8Array,
  entering: Entering,
): Promise<{ rows: number; changed: number }> {
  const rows = valid(readMapping(valid(rowsOfMapping(bytes)), lists))
  return { rows: rows.length, changed: await enterMapping(tx, rows, entering) }
}

const withoutReason: Problem = {
  where: 'reason',
  code: 'classification.reason',
  what: 'It is not said why.',
  remedy: 'Write where the IC-TIP codes come from, or why they change.',
}
