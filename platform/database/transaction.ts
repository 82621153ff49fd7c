import type { Transaction } from 'kysely'
import type { Caller } from '#kernel/policy/caller.ts'
import type { StatisticsTables, Tables } from './tables.ts'

type Writing = 'insertInto' | 'replaceInto' | 'updateTable' | 'deleteFrom' | 'mergeInto'

/** A transaction that can only read; the database enforces it as well. */
export interface Read {
  readonly db: Omit<Transaction<Tables>, Writing>
  readonly caller: Caller
  /** The moment at which the transaction began, from the clock handed to open(). */
  readonly now: Date
}

/** A transaction that may write; what it writes is refused unless it carries an act (platform/ledger). */
export interface Write extends Read {
  readonly db: Transaction<Tables>
}

/** A transaction under the statistics role: it can name nothing but allow-listed coded facts. */
export interface Statistics {
  readonly db: Omit<Transaction<StatisticsTables>, Writing>
  readonly now: Date
}
