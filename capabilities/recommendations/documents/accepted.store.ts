import { sql } from 'kysely'
import type { Read } from '#platform/database/transaction.ts'
import type { Report } from '../recommendations.entity.ts'
import type { AcceptedRelation } from './links.ts'

/**
 * The relations that people accepted or added, between recommendations of these reports.
 * @param reports by their ids in the registry
 */
export async function findAccepted(
  tx: Read,
  reports: ReadonlyMap<string, Report>,
): Promise<AcceptedRelation[]> {
  const { rows } = await sql<{
    from_report_id: string
    from_ordinal: number
    from_sub: string | null
    to_report_id: string
    to_ordinal: number
    to_sub: string | null
  }>`select from_report_id, from_ordinal, from_sub, to_report_id, to_ordinal, to_sub from recommendations.relation
    where state = 'accepted' order by decided_at_ms, id`.execute(tx.db)
  return rows.flatMap(row => {
    const [from, to] = [
      printedAt(reports, row.from_report_id, row.from_ordinal),
      printedAt(reports, row.to_report_id, row.to_ordinal),
    ]
    return from && to ? [{ from, fromSub: row.from_sub, to, toSub: row.to_sub }] : []
  })
}

function printedAt(reports: ReadonlyMap<string, Report>, id: string, ordinal: number) {
  const report = reports.get(id)
  const paragraph = report?.paragraphs[ordinal]
  return report && paragraph && { report, paragraph }
}
