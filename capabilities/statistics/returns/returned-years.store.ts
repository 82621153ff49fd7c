import { sql } from 'kysely'
import type { Read } from '#platform/database/transaction.ts'
import { type ResponseStep, returnedCounts } from './returned-counts.store.ts'

export type { ResponseStep } from './returned-counts.store.ts'

/** What was returned at one step in one year. */
export interface ReturnedYear {
  year: number
  /** Persons. */
  count: number
}

/**
 * Persons returned at one step of the response, by year, and when a return was last accepted. Only years for which every
 * agency that owes the table returned it: what is not known is not zero.
 */
export async function returnedByYear(
  tx: Read,
  step: ResponseStep,
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
      .map(([year, [only]]) => ({ year, count: only!.count }))
      .sort((a, b) => a.year - b.year),
    changedAt: new Date(Number(rows[0]?.ms ?? 0)),
  }
}
