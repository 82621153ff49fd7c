import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Kysely, sql, type Transaction } from 'kysely'
import type { Caller } from '#kernel/policy/caller.ts'
import { bootstrapRoles, migrate } from './migrate.ts'
import { connectPglite } from './pglite.ts'
import { connectPostgres } from './postgres.ts'
import type { StatisticsTables, Tables } from './tables.ts'
import type { Read, Statistics, Write } from './transaction.ts'

/** What a driver offers beyond queries through Kysely. */
export interface Connection {
  kind: 'pglite' | 'postgres'
  kysely: Kysely<Tables>
  /** Calls back for every NOTIFY on the channel until the returned function is called. */
  listen(channel: string, heard: (payload: string) => void): Promise<() => Promise<void>>
  /** Runs several constant statements separated by semicolons; rolls back what an error leaves open. */
  script(sql: string): Promise<void>
  /** Rows of a constant query in order, a few thousand at a time, in bounded memory, as the owner. */
  stream<Row>(text: string): AsyncIterable<Row[]>
  /** What the queue of jobs (pg-boss) runs its own statements through, as the owner. */
  jobDriver(): JobDriver
  close(): Promise<void>
}

export interface JobDriver {
  executeSql(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>
}

export interface OpenOptions {
  /** postgresql://… ; without it the embedded database in `folder` is used. */
  url?: string
  /** Folder of the embedded database, or 'memory'. */
  folder?: string
  clock?: () => Date
  /** Most connections of the pool (PostgreSQL only). */
  connectionsMax?: number
}

export interface Database extends Omit<Connection, 'kysely' | 'script'> {
  /** Reads as a caller: the database sees her user, agency and purpose, and refuses to write. */
  read<T>(caller: Caller, work: (tx: Read) => Promise<T>): Promise<T>
  /** Writes as a caller. Everything or nothing. */
  write<T>(caller: Caller, work: (tx: Write) => Promise<T>): Promise<T>
  /** Reads coded facts under the statistics role. */
  statistics<T>(work: (tx: Statistics) => Promise<T>): Promise<T>
  /** Works as the owner, past row-level security: migrations, verification, rebuilding. Never for a request. */
  maintain<T>(work: (db: Transaction<Tables>) => Promise<T>): Promise<T>
  /** The pool itself, as the owner, for kept libraries that bring their own queries (accounts, jobs). */
  readonly ownerPool: Kysely<Tables>
  clock(): Date
}

/**
 * Opens the database and brings its schema up to date.
 * @throws Error in one sentence when the folder is in use, the server cannot be reached, or its version is under 15
 */
export async function open(options: OpenOptions): Promise<Database> {
  const connection = options.url
    ? await connectPostgres(options.url, options.connectionsMax ?? 10)
    : await connectPglite(
        options.folder === undefined || options.folder === 'memory' ? undefined : prepared(options.folder),
      )
  const clock = options.clock ?? (() => new Date())
  try {
    await bootstrapRoles(connection)
    await migrate(connection)
  } catch (error) {
    await connection.close()
    throw error
  }
  const { kysely } = connection
  return {
    kind: connection.kind,
    listen: connection.listen,
    stream: connection.stream,
    jobDriver: connection.jobDriver,
    close: connection.close,
    ownerPool: kysely,
    clock,
    read: (caller, work) =>
      kysely.transaction().execute(async db => {
        await enter(db, 'palermo_app', caller, true)
        return work({ db, caller, now: clock() })
      }),
    write: (caller, work) =>
      kysely.transaction().execute(async db => {
        await enter(db, 'palermo_app', caller, false)
        return work({ db, caller, now: clock() })
      }),
    statistics: work =>
      kysely.transaction().execute(async db => {
        await sql`select set_config('transaction_read_only', 'on', true), set_config('role', 'palermo_statistics', true)`.execute(
          db,
        )
        return work({ db: db as unknown as Transaction<StatisticsTables>, now: clock() })
      }),
    maintain: work =>
      kysely.transaction().execute(async db => {
        await sql`select set_config('role', 'palermo_owner', true)`.execute(db)
        return work(db)
      }),
  }
}

/**
 * Tells the database who is asking, for this transaction only. Compiling a statement takes a server 15 to 30 ms; none of
 * ours runs long enough to win that back.
 */
async function enter(db: Transaction<Tables>, role: string, caller: Caller, readOnly: boolean) {
  await sql`select
    set_config('jit', 'off', true),
    set_config('palermo.user', ${caller.userId}, true),
    set_config('palermo.agency', ${caller.agencyId ?? ''}, true),
    set_config('palermo.purpose', ${caller.purpose}, true),
    set_config('transaction_read_only', ${readOnly ? 'on' : 'off'}, true),
    set_config('role', ${role}, true)`.execute(db)
}

function prepared(folder: string): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  return join(folder, 'database')
}
