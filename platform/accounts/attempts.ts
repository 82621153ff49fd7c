import { sql } from 'kysely'
import type { Database } from '#platform/database/open.ts'
import type { NodeKeys } from '#platform/vault/node-keys.ts'

/** How many failures are forgiven, and how long the door then stays shut, in minutes, doubling up to the most. */
const limits = {
  account: { forgiven: 5, minutesMax: 60 },
  address: { forgiven: 30, minutesMax: 15 },
} as const
export type AttemptKind = keyof typeof limits

/** A failure is forgotten after a day without another. */
const forgetHours = 24

export interface Attempts {
  /**
   * Counts an attempt before it is made, so that many at once cannot slip through.
   * @returns seconds to wait when the door is shut, else 0; whether the door shuts if this attempt fails
   */
  begin(kind: AttemptKind, name: string): Promise<{ waitSeconds: number; shutsOnFailure: boolean }>
  /** The attempt succeeded: an account starts afresh, an address gets this one back. */
  succeeded(kind: AttemptKind, name: string): Promise<void>
  /** Opens the door again. */
  forgive(kind: AttemptKind, name: string): Promise<void>
}

/** Failed attempts in the database, so that every server process sees them; names are kept as keyed hashes only. */
export function createAttempts(database: Database, keys: NodeKeys): Attempts {
  const db = database.ownerPool
  const keyOf = (kind: AttemptKind, name: string) =>
    keys.searchHash(`attempt ${kind} ${name.trim().toLowerCase()}`)
  return {
    async begin(kind, name) {
      const { forgiven, minutesMax } = limits[kind]
      const now = database.clock()
      const key = keyOf(kind, name)
      const since = new Date(now.getTime() - forgetHours * 3_600_000)
      const { rows } = await sql<{ shut: Date | null; failures: number | null; until: Date | null }>`
        with shut as (
          select locked_until from accounts.attempt where key = ${key} and locked_until > ${now}
        ), counted as (
          insert into accounts.attempt as a (key, kind, failures, last_at)
          select ${key}::bytea, ${kind}::text, 1, ${now}::timestamptz where not exists (select from shut)
          on conflict (key) do update set
            failures = case when a.last_at < ${since} then 1 else a.failures + 1 end,
            last_at = excluded.last_at,
            locked_until = case when a.last_at >= ${since} and a.failures + 1 >= ${forgiven}::int
              then excluded.last_at + make_interval(mins => least(${minutesMax}::int, 2 ^ least(a.failures + 1 - ${forgiven}::int, 10))::int)
              else null end
          where a.locked_until is null or a.locked_until <= excluded.last_at
          returning failures, locked_until
        )
        select (select locked_until from shut) as shut, (select failures from counted) as failures,
          (select locked_until from counted) as until`.execute(db)
      const { shut, failures, until } = rows[0]!
      const seconds = (end: Date | null) =>
        Math.max(1, Math.ceil(((end?.getTime() ?? now.getTime() + 60_000) - now.getTime()) / 1000))
      // Nothing was counted: the door was shut, perhaps this very moment by another attempt.
      return failures === null
        ? { waitSeconds: seconds(shut), shutsOnFailure: false }
        : { waitSeconds: 0, shutsOnFailure: until !== null }
    },
    async succeeded(kind, name) {
      if (kind === 'account') return this.forgive(kind, name)
      await sql`update accounts.attempt set failures = greatest(failures - 1, 0), locked_until = null where key = ${keyOf(kind, name)}`.execute(
        db,
      )
    },
    async forgive(kind, name) {
      await sql`delete from accounts.attempt where key = ${keyOf(kind, name)}`.execute(db)
    },
  }
}
