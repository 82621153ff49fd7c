import { sql } from 'kysely'
import type { Read, Write } from '#platform/database/transaction.ts'
import { Invalid, NotFound, valid } from '#platform/http/refusals.ts'
import { act, VersionConflict } from '#platform/ledger/act.ts'
import shipped from '#standards/returns/tables.json' with { type: 'json' }
import { wasDone } from './retry.store.ts'
import { defineTable } from './return.acts.ts'
import type { TableDefinition } from './return.entity.ts'
import { returnId } from './return-id.ts'
import { returnProblem } from './return-problem.rules.ts'
import { breaksSeries, changesBetween } from './table-changes.rules.ts'
import { readVersion } from './table-version.rules.ts'

/** The tables that Palermo ships, as data with version and source. */
export const shippedTables = shipped.tables as unknown as readonly TableDefinition[]

/** Every version of every table: those shipped, and those that this node made. */
export interface TableBook {
  /** The newest version of each, in the order of the response. */
  newest: readonly TableDefinition[]
  /** The version that a period is filled in under; undefined where the table did not exist yet. */
  at(tableId: string, period: string): TableDefinition | undefined
  /** @throws NotFound */
  version(tableId: string, version: number): TableDefinition
}

/** All tables that agencies owe. */
export async function readTables(tx: Read): Promise<TableBook> {
  const { rows } = await sql<{ definition: TableDefinition }>`
    select definition from statistics.return_table order by table_id, version`.execute(tx.db)
  return bookOf([...shippedTables, ...rows.map(r => r.definition)])
}

/** A book of these definitions. */
export function bookOf(definitions: readonly TableDefinition[]): TableBook {
  const byId = Map.groupBy(definitions, d => d.id)
  const versions = new Map([...byId].map(([id, all]) => [id, [...all].sort((a, b) => a.version - b.version)]))
  return {
    newest: [...versions.values()].map(all => all.at(-1)!),
    at: (tableId, period) => versions.get(tableId)?.findLast(d => d.from <= period.slice(0, 4)),
    version(tableId, version) {
      const found = versions.get(tableId)?.find(d => d.version === version)
      if (!found) throw new NotFound()
      return found
    },
  }
}

/** A version of a table with who made it; null for those that Palermo ships, and where the name may not be seen. */
export interface MadeVersion {
  definition: TableDefinition
  madeAtMs: number | null
  madeBy: string | null
}

/** Every version of every table, the newest of each first. */
export async function listVersions(tx: Read): Promise<MadeVersion[]> {
  const { rows } = await sql<{ definition: TableDefinition; madeAtMs: string; madeBy: string | null }>`
    select t.definition, t.defined_at_ms as "madeAtMs", u.name as "madeBy"
    from statistics.return_table t left join accounts."user" u on u.id = t.defined_by
    order by t.table_id, t.version desc`.execute(tx.db)
  const made = rows.map(row => ({ ...row, madeAtMs: Number(row.madeAtMs) }))
  return [...made, ...shippedTables.map(definition => ({ definition, madeAtMs: null, madeBy: null }))].sort(
    (a, b) => b.definition.version - a.definition.version,
  )
}

/** Where the numbers of a table do not count what they counted before, with why. */
export interface TableBreak {
  tableId: string
  title: TableDefinition['title']
  version: number
  /** First year of the new version. */
  year: number
  reason: string | null
}

/** The breaks of all tables within some years, the earliest first. */
export async function tableBreaks(
  tx: Read,
  { from, to }: { from: number; to: number },
): Promise<TableBreak[]> {
  const book = await readTables(tx)
  return book.newest
    .flatMap(({ id, version }) => Array.from({ length: version - 1 }, (_, i) => book.version(id, i + 2)))
    .filter(
      made =>
        // A version that another replaced before any period of its own parts nothing.
        book.at(made.id, made.from) === made && breaksSeries(changesBetween(heldBefore(book, made), made)),
    )
    .map(({ id, title, version, from: since, reason }) => ({
      tableId: id,
      title,
      version,
      year: Number(since),
      reason: reason ?? null,
    }))
    .filter(({ year }) => year >= from && year <= to)
    .sort((a, b) => a.year - b.year)
}

/** The version of the year before, else the first: where a table begins anew there is nothing to part. */
const heldBefore = (book: TableBook, { id, from }: TableDefinition): TableDefinition =>
  book.at(id, String(Number(from) - 1)) ?? book.at(id, from)!

/** How many returns of a table were begun for each year, by table; an agency counts its own alone. */
export async function countBegun(tx: Read): Promise<{ tableId: string; year: number; returns: number }[]> {
  const { rows } = await sql<{ tableId: string; year: number; returns: number }>`
    select table_id as "tableId", left(period, 4)::int as year, count(*)::int as returns
    from statistics.agency_return group by 1, 2 order by 1, 2`.execute(tx.db)
  return rows
}

/**
 * Makes a table, or the next version of one; returns that were sent keep the version they were sent under.
 * @param wish the whole definition; its version is given here
 * @param seenVersion the newest version that was seen, so that nobody overwrites a colleague's
 * @throws Invalid, Refused, VersionConflict
 */
export async function addTableVersion(
  tx: Write,
  wish: unknown,
  actId: string,
  seenVersion?: number,
): Promise<TableDefinition> {
  const { newest } = await readTables(tx)
  const last = newest.find(table => table.id === (wish as Partial<TableDefinition> | null)?.id)
  if (last && (await wasDone(tx, actId))) return last
  const wanted = last?.version ?? 0
  if (seenVersion !== undefined && seenVersion !== wanted)
    throw new VersionConflict(returnId('table', last?.id ?? ''), seenVersion, wanted)
  const next = valid(readVersion(wish, newest))
  if (last && last.period !== next.period) await refuseOtherPeriods(tx, next)
  await act(tx, defineTable, {
    id: actId,
    subjectId: returnId('table', next.id, String(next.version)),
    about: undefined,
    expectedVersion: 0,
    payload: next,
  })
  return next
}

/** Returns by other periods would belong to no period of the table any more. @throws Invalid */
async function refuseOtherPeriods(tx: Read, { id, from }: TableDefinition): Promise<void> {
  const begun = (await countBegun(tx)).some(one => one.tableId === id && one.year >= Number(from))
  if (begun) throw new Invalid([returnProblem('period', 'version-period', from)])
}
