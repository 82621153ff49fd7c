import { sql } from 'kysely'
import type { Read } from '#platform/database/transaction.ts'
import { isTellable } from './adding.rules.ts'
import { type ResponseStep, returnedCounts } from './returned-counts.store.ts'

export type { ResponseStep } from './returned-counts.store.ts'

/** What was returned at one step in one year. */
export interface ReturnedYear {
  year: number
  /** Persons; null where the number may not be told. */
  count: number | null
}

/**
 * Persons returned at one step of the response, by year, and when a return was last accepted. Only years for which every
 * agency that owes the table returned it: what is not known is not zero. Small numbers are withheld, and those from which
 * an agency could work out a small one of the others.
 * @param countMin the smallest count that is shown
 */
export async function returnedByYear(
  tx: Read,
  step: ResponseStep,
  countMin: number,
): Promise<{ years: ReturnedYear[]; changedAt: Date }> {
  const all = await returnedCounts(tx, { from: 1900, to: 9999 })
  const totals = all.filter(
    one =>
      one.step === step &&
      one.measure === 'persons' &&
      [one.sex, one.age, one.citizenship, one.form].every(code => code === '_T') &&
      one.agencies === one.agenciesOwing,
  )
  const { rows } = await sql<{ ms: string | null }>`
    select max(decided_at_ms) as ms from statistics.return_decision where decision = 'accepted'`.execute(
    tx.db,
  )
  // Two kinds of agencies may return one step; they count different persons only within a kind, so nothing is added.
  const byYear = Map.groupBy(totals, one => one.year)
  return {
    years: [...byYear]
      .filter(([, same]) => same.length === 1)
      .map(([year, [only]]) => ({ year, count: isTellable(only!, countMin) ? only!.count : null }))
      .sort((a, b) => a.year - b.year),
    changedAt: new Date(Number(rows[0]?.ms ?? 0)),
  }
}
