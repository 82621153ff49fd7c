import { sql } from 'kysely'
import type { Read } from '#platform/database/transaction.ts'
import type { ReportDocument } from '../recommendations.entity.ts'
import type { RegisteredReport } from '../recommendations.rules.ts'
import {
  byMeeting,
  type Expression,
  findExpressions,
  isFirstPrint,
  ofFirstPrints,
  type PrintedRecommendation,
} from './expressions.rules.ts'

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
  const expressions: Expression[] = []
  for (const [meeting, own] of byMeeting(id, report.paragraphs)) {
    const printed = await printedOf(tx, meeting)
    const found = new Map<number, Expression>()
    const again: Expression[] = []
    for (const other of others) {
      const theirs = printed.filter(one => one.reportId === other.id)
      if (theirs.length === 0) continue
      if (isFirstPrint(report.document) && !isFirstPrint(other)) again.push(...findExpressions(theirs, own))
      // A text stands for one earlier one; that a third document prints it too is told by its own entry.
      else
        for (const one of findExpressions(own, theirs))
          if (!found.has(one.ordinal)) found.set(one.ordinal, one)
    }
    const texts = new Map([...printed, ...own].map(one => [`${one.reportId} ${one.ordinal}`, one.text]))
    const known = await knownOf(tx, meeting)
    const textOf = (reportId: string, ordinal: number) => texts.get(`${reportId} ${ordinal}`) ?? ''
    expressions.push(...ofFirstPrints([...found.values(), ...again], known, textOf))
  }
  return expressions
}

/** All prints of the recommendations of a meeting. */
async function printedOf(tx: Read, meeting: string): Promise<PrintedRecommendation[]> {
  const { rows } = await sql<PrintedRecommendation>`
    select report_id as "reportId", ordinal, text from recommendations.paragraph
    where role = 'recommendation' and meeting_from = ${meeting} order by report_id, ordinal`.execute(tx.db)
  return rows
}

/** What is known of which print of a meeting's recommendations is which. */
async function knownOf(tx: Read, meeting: string): Promise<Expression[]> {
  const { rows } = await sql<Expression>`
    select e.report_id as "reportId", e.ordinal, e.of_report_id as "ofReportId", e.of_ordinal as "ofOrdinal", e.likeness
    from recommendations.expression e
    join recommendations.paragraph p on p.report_id = e.report_id and p.ordinal = e.ordinal
    where p.role = 'recommendation' and p.meeting_from = ${meeting}`.execute(tx.db)
  return rows
}
