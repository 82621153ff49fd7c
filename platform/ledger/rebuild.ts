import { sql, type Transaction } from 'kysely'
import { nodeCaller } from '#kernel/policy/caller.ts'
import type { Database } from '#platform/database/open.ts'
import type { Tables } from '#platform/database/tables.ts'
import type { Write } from '#platform/database/transaction.ts'
import { type ActEntry, type ActKind, definedActs, type EntryRow, entryFromRow } from './act.ts'

/** What is built anew: the tables that acts fill, and the names of those acts. */
export interface Projections {
  /** Names with schema; constants of the code, never input. */
  tables: readonly string[]
  acts: readonly string[]
}

const pageEntries = 1_000

/**
 * Empties projection tables and fills them again from the ledger, in one transaction: either all of it or nothing.
 * Keys and search hashes of the vault are no projections and are left alone.
 * @returns how many entries were applied
 * @throws Error when an act is named that nobody declares
 */
export async function rebuildProjections(
  database: Database,
  { tables, acts }: Projections,
  progress: (entries: number) => void = () => {},
): Promise<number> {
  const kinds = new Map(acts.map(name => [name, kindOf(name)]))
  return database.maintain(async db => {
    // Writers wait: what they add meanwhile would be missing from the tables.
    await sql`select pg_advisory_xact_lock(hashtext('palermo.checkpoint'))`.execute(db)
    const each = async (statement: (table: string) => string) => {
      for (const table of tables) await sql.raw(statement(table)).execute(db)
    }
    await each(table => `alter table ${table} disable trigger user`)
    await sql.raw(`truncate ${tables.join(', ')}`).execute(db)
    const count = await replay(db, kinds, database.clock(), progress)
    await each(table => `alter table ${table} enable trigger user`)
    return count
  })
}

type AnyKind = ActKind<unknown, never>

function kindOf(name: string): AnyKind {
  const kind = definedActs().get(name)
  if (!kind) throw new Error(`No act is called ${name}; nothing was rebuilt.`)
  return kind as unknown as AnyKind
}

async function replay(
  db: Transaction<Tables>,
  kinds: ReadonlyMap<string, AnyKind>,
  now: Date,
  progress: (entries: number) => void,
): Promise<number> {
  const tx: Write = { db, caller: nodeCaller('administration'), now }
  let after = 0
  let count = 0
  for (;;) {
    const { rows } = await sql<EntryRow>`select * from ledger.entry
      where act = any(${[...kinds.keys()]}::text[]) and position > ${after}
      order by position limit ${pageEntries}`.execute(db)
    for (const run of runsOf(rows)) await kinds.get(run[0]!.act)!.project(tx, run)
    count += rows.length
    progress(count)
    if (rows.length < pageEntries) return count
    after = rows.at(-1)!.position
  }
}

/** Entries in their order, those of one act that follow each other together. */
function runsOf(rows: readonly EntryRow[]): ActEntry<unknown>[][] {
  const runs: ActEntry<unknown>[][] = []
  for (const row of rows) {
    const entry = { ...entryFromRow(row), content: JSON.parse(row.payload) as unknown }
    const last = runs.at(-1)
    if (last?.[0]?.act === entry.act) last.push(entry)
    else runs.push([entry])
  }
  return runs
}
