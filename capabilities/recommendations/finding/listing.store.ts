import { type RawBuilder, sql } from 'kysely'
import type { Write } from '#platform/database/transaction.ts'
import { holdsTopic } from '../topics/holds-topic.ts'

/**
 * Copies what a list is narrowed, counted and searched by from the recommendations of a report. Whatever projection
 * changes a recommendation's addressees, obligations, meeting or reissue calls this afterwards; its text never changes.
 */
export async function keepListing(tx: Write, reportId: string): Promise<void> {
  await insertWording(tx, reportId)
  await refreshListed(tx, sql`p.report_id = ${reportId}`)
}

async function insertWording(tx: Write, reportId: string): Promise<void> {
  await sql`insert into recommendations.wording (report_id, ordinal, language, folded, search)
    select p.report_id, p.ordinal, p.language,
      lower(translate(p.citation || ' ' || p.text, ${'\u2019\u2018\u201c\u201d\u00a0'}, ${`''"" `})),
      setweight(recommendations.stems(p.language, p.text), 'A') || setweight(recommendations.stems(p.language, p.heading), 'C')
    from recommendations.paragraph p where p.report_id = ${reportId} and p.role = 'recommendation'
    on conflict (report_id, ordinal) do nothing`.execute(tx.db)
}

const idOfSet = (set: RawBuilder<unknown>) => sql`hashtextextended(array_to_string(${set}, ${'\u001e'}), 0)`

/**
 * Brings the narrow rows of some recommendations up to date: who is asked how strongly, and the topics that nobody
 * rejected. A later print has the topics of the first one. Reports of which a row changes say so by another `listing`; a
 * trigger sees to it (migration 0090).
 * @param which a condition on paragraphs `p`
 */
export async function refreshListed(tx: Write, which: RawBuilder<unknown>): Promise<void> {
  await sql`with now as materialized (
      select p.report_id, p.ordinal, p.asks, p.reissue,
        coalesce(replace(p.meeting_from, '-', '')::integer, 0) as meeting_on,
        array(select t.concept from recommendations.topic t
          where t.report_id = coalesce(e.of_report_id, p.report_id) and t.ordinal = coalesce(e.of_ordinal, p.ordinal)
            and ${holdsTopic}
          order by t.concept) as concepts
      from recommendations.paragraph p
      left join recommendations.expression e on e.report_id = p.report_id and e.ordinal = p.ordinal
      where p.role = 'recommendation' and ${which}),
    asked as (insert into recommendations.asked select distinct ${idOfSet(sql`asks`)}, asks from now on conflict do nothing),
    sets as (insert into recommendations.topic_set select distinct ${idOfSet(sql`concepts`)}, concepts from now on conflict do nothing)
    insert into recommendations.listed (report_id, ordinal, meeting_on, asks, topics, reissue)
    select report_id, ordinal, meeting_on, ${idOfSet(sql`asks`)}, ${idOfSet(sql`concepts`)}, reissue from now
    on conflict (report_id, ordinal) do update set meeting_on = excluded.meeting_on, asks = excluded.asks,
      topics = excluded.topics, reissue = excluded.reissue
      where (listed.meeting_on, listed.asks, listed.topics, listed.reissue)
        is distinct from (excluded.meeting_on, excluded.asks, excluded.topics, excluded.reissue)`.execute(
    tx.db,
  )
}
