import { sql } from 'kysely'
import type { Read } from '#platform/database/transaction.ts'
import type { Meeting, ParagraphKind } from '../recommendations.entity.ts'
import { stateAddressees } from './plan.gaps.rules.ts'

/** A recommendation addressed to States. */
export interface Unanswered {
  report: string
  address: string
  number: number
  kind: ParagraphKind
  citation: string
  text: string
  language: string
  theme: string
  meeting: Meeting | null
}

export interface UnansweredAt {
  /** Day at which it stood so: what was asked by then, and the actions that had begun. */
  asOf?: string
  /** Counts an action only where everybody sees it. */
  publicOnly?: boolean
}

/**
 * Recommendations that ask something of States and that no action of the plan answers, in whole or in part. What a
 * later document prints again is not asked a second time, and an action that names the reprint answers the first print.
 * @returns the newest meeting first; `total` and `asked` count all of them, also beyond the limit
 */
export async function findUnanswered(
  tx: Read,
  limit: number,
  { asOf, publicOnly = false }: UnansweredAt = {},
): Promise<{ asked: number; total: number; recommendations: Unanswered[] }> {
  const { rows } = await sql<Unanswered & { asked: number; total: number }>`
    with addressed as materialized (
      select p.* from recommendations.paragraph p join recommendations.report d on d.id = p.report_id
      where (${asOf ?? null}::text is null or coalesce(p.meeting_from, d.dated_on, '') <= ${asOf ?? null}) and p.role = 'recommendation' and not p.reissue and exists (
        select from recommendations.atom t where t.report_id = p.report_id and t.ordinal = p.ordinal
          and not t.suggestion and t.addressee = any(${[...stateAddressees]}::text[]))),
    answered as materialized (
      select coalesce(e.of_report_id, s.report_id) as report_id, coalesce(e.of_ordinal, s.ordinal) as ordinal
      from plan.serves s
      join plan.action a on a.id = s.action_id and a.withdrawn_at_ms is null
        and (a.public or not ${publicOnly}::boolean) and (${asOf ?? null}::date is null or a.starts_on <= ${asOf ?? null}::date)
      left join recommendations.expression e on e.report_id = s.report_id and e.ordinal = s.ordinal),
    unanswered as materialized (
      select p.* from addressed p where not exists (
        select from answered s where s.report_id = p.report_id and s.ordinal = p.ordinal))
    select r.slug as report, p.address, p.number, p.kind, p.citation, p.text, p.language, p.theme,
      p.reading -> 'meeting' as meeting,
      (select count(*)::int from addressed) as asked, (select count(*)::int from unanswered) as total
    from (select 1) one left join unanswered p on true left join recommendations.report r on r.id = p.report_id
    order by p.meeting_from desc nulls last, p.report_id, p.ordinal limit ${limit}`.execute(tx.db)
  return {
    asked: rows[0]?.asked ?? 0,
    total: rows[0]?.total ?? 0,
    recommendations: rows.flatMap(({ asked: _, total: __, ...one }) => (one.report === null ? [] : [one])),
  }
}

/** The actions that answer a recommendation, in any of its prints. */
export async function actionsAnswering(tx: Read, reportId: string, ordinal: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with prints as (
      select ${reportId}::uuid as report_id, ${ordinal}::int as ordinal
      union select of_report_id, of_ordinal from recommendations.expression where report_id = ${reportId} and ordinal = ${ordinal}
      union select report_id, ordinal from recommendations.expression where of_report_id = ${reportId} and of_ordinal = ${ordinal})
    select distinct s.action_id as id from plan.serves s join prints using (report_id, ordinal)`.execute(
    tx.db,
  )
  return rows.map(r => r.id)
}
