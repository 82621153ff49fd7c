import { sql } from 'kysely'
import type { Read } from '#platform/database/transaction.ts'
import type { ReportDocument } from '../recommendations.entity.ts'
import type { RegisteredReport } from '../recommendations.rules.ts'
import { byMeeting, type Expression, findExpressions, isFirstPrint } from './expressions.rules.ts'

/** A report of the registry, as far as its versions matter. */
export interface OtherReport {
  id: string
  slug: string
  kind: ReportDocument['kind']
}

/** The reports of the registry; those that printed their own meeting's recommendations first. */
export async function otherReports(tx: Read): Promise<OtherReport[]> {
  const { rows } = await sql<OtherReport>`select id, slug, kind from recommendations.report
    order by kind <> 'meeting report', entered_at_ms, slug`.execute(tx.db)
  return rows
}

/** What of a new report was printed before, or what of it others print again. */
export async function expressionsOf(
  tx: Read,
  id: string,
  report: RegisteredReport,
  others: readonly OtherReport[],
): Promise<Expression[]> {
  const groups = byMeeting(id, report.paragraphs)
  const expressions: Expression[] = []
  const found = new Set<number>()
  for (const [meeting, own] of groups) {
    const { rows } = await sql<{ report_id: string; ordinal: number; text: string }>`
      select report_id, ordinal, text from recommendations.paragraph
      where role = 'recommendation' and meeting_from = ${meeting} order by report_id, ordinal`.execute(tx.db)
    for (const other of others) {
      const theirs = rows
        .filter(row => row.report_id === other.id)
        .map(row => ({ reportId: row.report_id, ordinal: row.ordinal, text: row.text }))
      if (theirs.length === 0) continue
      const first = isFirstPrint(report.document) && !isFirstPrint(other)
      for (const expression of first ? findExpressions(theirs, own) : findExpressions(own, theirs)) {
        // A text stands for one earlier one; that a third document prints it too is told by its own entry.
        if (!first && found.has(expression.ordinal)) continue
        found.add(expression.ordinal)
        expressions.push(expression)
      }
    }
  }
  return expressions
}
