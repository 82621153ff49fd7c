import { sql } from 'kysely'
import type { Read } from '#platform/database/transaction.ts'

/**
 * Plans of the caller's agency whose planned end has passed without an end.
 * @param today YYYY-MM-DD
 * @returns how many, and the planned end of the oldest
 */
export async function countOverduePlans(tx: Read, today: string): Promise<{ count: number; due?: string }> {
  const { rows } = await sql<{ n: number; due: string | null }>`
    select count(*) as n, min(p.planned_end_date) as due
    from cases.listed l join cases.support_plan p on p.case_id = l.case_id
    where l.agency_id = (select access.agency()) and l.status in ('Active', 'FollowUp')
      and p.actual_end_date is null and p.planned_end_date < ${today}`.execute(tx.db)
  const row = rows[0]!
  return { count: Number(row.n), ...(row.due !== null && { due: row.due }) }
}
