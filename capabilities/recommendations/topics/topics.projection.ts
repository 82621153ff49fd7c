import { type RawBuilder, sql } from 'kysely'
import { insertRows } from '#platform/database/insert-rows.ts'
import type { Read, Write } from '#platform/database/transaction.ts'
import type { ActEntry } from '#platform/ledger/act.ts'
import { refreshListed } from '../finding/listing.store.ts'
import { themeOfConcept } from './hierarchy.rules.ts'
import { holdsTopic } from './holds-topic.ts'
import { generalTheme } from './topic.rules.ts'
import type { ProposedForReport, SettledTopic } from './topics.acts.ts'
import type { Concept, ConceptContent, Thesaurus } from './topics.entity.ts'

interface ConceptRow {
  key: string
  status: Concept['status']
  replaced_by: string | null
  content: ConceptContent
}

/** The thesaurus of this node, in its order; empty until it has begun. */
export async function findThesaurus(tx: Read): Promise<Thesaurus> {
  const { rows } = await sql<ConceptRow>`select key, status, replaced_by, content from recommendations.concept
    order by place, key`.execute(tx.db)
  return rows.map(({ key, status, replaced_by, content }) => ({
    ...content,
    key,
    status,
    replacedBy: replaced_by,
  }))
}

/** The recommendation and its later prints. */
const family = (reportId: string, ordinals: readonly number[] | undefined) => {
  const own = (report: RawBuilder<unknown>, ordinal: RawBuilder<unknown>) =>
    ordinals === undefined
      ? sql`${report} = ${reportId}`
      : sql`${report} = ${reportId} and ${ordinal} = any(${ordinals}::int[])`
  return sql`(p.report_id, p.ordinal) in (
    select x.report_id, x.ordinal from recommendations.paragraph x where ${own(sql`x.report_id`, sql`x.ordinal`)}
    union all
    select e.report_id, e.ordinal from recommendations.expression e where ${own(sql`e.of_report_id`, sql`e.of_ordinal`)})`
}

/** Brings the main topics and the list up to date. @param which a condition on paragraphs `p` */
async function refresh(tx: Write, which: RawBuilder<unknown>): Promise<void> {
  const thesaurus = await findThesaurus(tx)
  const themes = Object.fromEntries(thesaurus.map(({ key }) => [key, themeOfConcept(key, thesaurus)]))
  await sql`update recommendations.paragraph p set theme = coalesce((
      select ${JSON.stringify(themes)}::jsonb ->> t.concept from recommendations.topic t
      where (t.report_id, t.ordinal) = (
          select coalesce(e.of_report_id, p.report_id), coalesce(e.of_ordinal, p.ordinal) from (select 1) one
          left join recommendations.expression e on e.report_id = p.report_id and e.ordinal = p.ordinal)
        and ${holdsTopic}
      order by t.main desc, t.leads desc, t.weight desc, t.concept limit 1), ${generalTheme})
    where p.role = 'recommendation' and ${which}`.execute(tx.db)
  await refreshListed(tx, which)
}

/** Brings what has a concept as a topic up to date. */
export const refreshTopicsOf = async (tx: Write, conceptId: string): Promise<void> => {
  const of = sql`select t.report_id, t.ordinal from recommendations.topic t
    join recommendations.concept k on k.key = t.concept where k.id = ${conceptId}`
  await refresh(
    tx,
    sql`((p.report_id, p.ordinal) in (${of}) or (p.report_id, p.ordinal) in (
      select e.report_id, e.ordinal from recommendations.expression e where (e.of_report_id, e.of_ordinal) in (${of})))`,
  )
}

/** Of a topic that is there already: what people settled of it stays; where they settled nothing, the new row's holds. */
const decidedUnlessSettled = sql.raw(
  ['main', 'reason', 'decided_by', 'decided_at_ms', 'decision']
    .map(of => `${of} = case when topic.decision is null then excluded.${of} else topic.${of} end`)
    .join(', '),
)

/**
 * Gives the recommendations of a retired concept to another one. What people settled of the other one stays; where they
 * settled nothing of it, what they settled of the retired one holds.
 */
export async function handOver(tx: Write, conceptId: string, into: string): Promise<void> {
  await sql`insert into recommendations.topic (report_id, ordinal, concept, origin, proposed, because, weight, leads,
      decision, main, reason, version, decided_by, decided_at_ms)
    select t.report_id, t.ordinal, ${into}, t.origin, t.proposed, t.because, t.weight, t.leads, t.decision, t.main,
      t.reason, 0, t.decided_by, t.decided_at_ms
    from recommendations.topic t join recommendations.concept k on k.key = t.concept where k.id = ${conceptId}
    on conflict (report_id, ordinal, concept) do update set proposed = topic.proposed or excluded.proposed,
      because = case when topic.proposed then topic.because else excluded.because end,
      weight = greatest(topic.weight, excluded.weight),
      ${decidedUnlessSettled}`.execute(tx.db)
  await refreshTopicsOf(tx, conceptId)
}

/** Recommendations that a report entered later turned out to have printed first. */
export interface LaterFound {
  report_id: string
  ordinal: number
  of_report_id: string
  of_ordinal: number
}

/**
 * What people settled of a recommendation holds where it was printed first, which is where its topics stand, unless they
 * settled it there too. Where several prints have a main topic, the first print's is the main one, else what was settled
 * last.
 */
export async function moveToFirstPrints(tx: Write, found: readonly LaterFound[]): Promise<void> {
  const { rows } = await sql<{ report_id: string }>`
    with moved as (
      select distinct on (n.of_report_id, n.of_ordinal, t.concept) n.of_report_id, n.of_ordinal, t.*
      from jsonb_to_recordset(${JSON.stringify(found)}::jsonb)
        as n(report_id uuid, ordinal integer, of_report_id uuid, of_ordinal integer)
      join recommendations.topic t on t.report_id = n.report_id and t.ordinal = n.ordinal
      where t.decision is not null and not exists (
        select from recommendations.topic o where o.report_id = n.of_report_id and o.ordinal = n.of_ordinal
          and o.concept = t.concept and o.decision is not null)
      order by n.of_report_id, n.of_ordinal, t.concept, t.decided_at_ms desc nulls last)
    insert into recommendations.topic (report_id, ordinal, concept, origin, proposed, because, weight, leads,
      decision, main, reason, version, decided_by, decided_at_ms)
    select of_report_id, of_ordinal, concept, origin, false, because, weight, false, decision,
      main and not exists (
        select from recommendations.topic o where o.report_id = of_report_id and o.ordinal = of_ordinal and o.main)
      and row_number() over (
        partition by of_report_id, of_ordinal order by main desc, decided_at_ms desc nulls last, concept) = 1,
      reason, 0, decided_by, decided_at_ms
    from moved
    on conflict (report_id, ordinal, concept) do update set ${decidedUnlessSettled}
    returning report_id`.execute(tx.db)
  for (const id of new Set(rows.map(row => row.report_id))) await refresh(tx, family(id, undefined))
}

export async function projectProposals(tx: Write, { reportId, proposals }: ProposedForReport): Promise<void> {
  const ordinals = proposals.map(one => one.ordinal)
  await sql`update recommendations.topic set proposed = false, leads = false, because = '{}'
    where report_id = ${reportId} and ordinal = any(${ordinals}::int[])`.execute(tx.db)
  const rows = proposals.flatMap(({ ordinal, theme, topics }) =>
    topics.map(({ concept, because, weight }) => ({
      report_id: reportId,
      ordinal,
      concept,
      origin: 'rule',
      proposed: true,
      because,
      weight,
      leads: concept === theme,
      main: false,
      version: 0,
    })),
  )
  // Settled ones are named first, so that the rest can be inserted in one go.
  const known = await sql<{ ordinal: number; concept: string }>`update recommendations.topic t
    set proposed = true, because = n.because, weight = n.weight, leads = n.leads
    from jsonb_populate_recordset(null::recommendations.topic, ${JSON.stringify(rows)}::jsonb) n
    where t.report_id = n.report_id and t.ordinal = n.ordinal and t.concept = n.concept
    returning t.ordinal, t.concept`.execute(tx.db)
  const there = new Set(known.rows.map(row => `${row.ordinal} ${row.concept}`))
  const fresh = rows.filter(row => !there.has(`${row.ordinal} ${row.concept}`))
  await insertRows(tx, 'recommendations.topic', Object.keys(rows[0] ?? {}), fresh)
  await refresh(tx, family(reportId, undefined))
}

export async function projectSettled(
  tx: Write,
  { version, actorId, recordedAtMs, content: c }: ActEntry<SettledTopic>,
): Promise<void> {
  if (c.main)
    await sql`update recommendations.topic set main = false
      where report_id = ${c.reportId} and ordinal = ${c.ordinal} and main`.execute(tx.db)
  await sql`insert into recommendations.topic (report_id, ordinal, concept, origin, proposed, because, weight, leads,
      decision, main, reason, version, decided_by, decided_at_ms)
    values (${c.reportId}, ${c.ordinal}, ${c.concept}, 'person', false, '{}', 0, false, ${c.decision}, ${c.main},
      ${c.reason}, ${version}, ${actorId}, ${recordedAtMs})
    on conflict (report_id, ordinal, concept) do update set decision = excluded.decision, main = excluded.main,
      reason = excluded.reason, version = excluded.version, decided_by = excluded.decided_by,
      decided_at_ms = excluded.decided_at_ms`.execute(tx.db)
  await refresh(tx, family(c.reportId, [c.ordinal]))
}
