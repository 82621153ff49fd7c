import { type RawBuilder, sql } from 'kysely'
import type { Read } from '#platform/database/transaction.ts'
import { countAsks, countTopics, type Filters } from '../facets.rules.ts'
import type { Meeting } from '../recommendations.entity.ts'
import { asksSeparator } from '../recommendations.rules.ts'
import { readWanted } from '../search.rules.ts'
import { hierarchyOf } from '../topics/topics.store.ts'
import type { Facets } from './columns.rules.ts'

/** What a search finds when the database does all of it: what is listed, in its order, and the counts. */
export interface Asked {
  total: number
  facets: Facets
  at: string[]
}

/** The same search as `findRecommendations`, as one statement per question, with nothing kept in memory. */
export async function askDatabase(tx: Read, filters: Filters): Promise<Asked> {
  const { widen, widerOf } = await hierarchyOf(tx, filters.topics ?? [])
  const { words, phrases } = readWanted(filters.text ?? '')
  const { rows: languages } = await sql<{
    language: string
  }>`select distinct language from recommendations.report`.execute(tx.db)
  const stems = languages.map(
    ({ language }) =>
      sql`w.language = ${language} and w.search @@ recommendations.wanted(${language}, ${words})`,
  )
  const text = every(
    words !== '' && (stems.length === 0 ? sql`false` : sql`(${sql.join(stems, sql` or `)})`),
    ...phrases.map(phrase => sql`position(${phrase} in w.folded) > 0`),
    !filters.reissues && sql`not l.reissue`,
    filters.reports?.length && sql`r.slug = any(${filters.reports}::text[])`,
  )
  const fits = narrowedBy(filters, widen)
  const from = (...conditions: RawBuilder<unknown>[]) => sql`from recommendations.listed l
    join recommendations.report r on r.id = l.report_id
    join recommendations.paragraph p on p.report_id = l.report_id and p.ordinal = l.ordinal
    join recommendations.wording w on w.report_id = l.report_id and w.ordinal = l.ordinal
    where ${every(text, ...conditions)}`
  const except = (left: keyof Fits) =>
    Object.entries(fits)
      .filter(([name]) => name !== left)
      .map(([, fit]) => fit)
  const count = async <Value>(of: RawBuilder<unknown>, left: keyof Fits) =>
    (
      await sql<{
        value: Value
        count: number
      }>`select ${of} as value, count(*)::int as count ${from(...except(left))} group by 1`.execute(tx.db)
    ).rows
  const asks = await count<string[]>(
    sql`(select to_jsonb(a.asks) from recommendations.asked a where a.id = l.asks)`,
    'asks',
  )
  const topics = await count<string[]>(
    sql`(select to_jsonb(s.concepts) from recommendations.topic_set s where s.id = l.topics)`,
    'topics',
  )
  const meetings = await count<string | null>(sql`p.meeting_from`, 'meeting')
  const tied = await count<boolean>(isTied, 'evidence')
  const rank = languages.map(
    ({ language }) =>
      sql`when ${language} then ts_rank(w.search, recommendations.wanted(${language}, ${words}))`,
  )
  const order =
    words !== '' && rank.length > 0 ? sql`case w.language ${sql.join(rank, sql` `)} end` : sql`(select 0)`
  const listed = await sql<{
    at: string
  }>`select r.slug || ' ' || p.address as at ${from(...Object.values(fits))}
    order by ${order} desc, l.meeting_on desc, l.report_id, l.ordinal`.execute(tx.db)
  const { total, addressees, forces } = countAsks(
    asks.map(({ value, count }) => ({ asks: value, count })),
    filters,
  )
  const known = await meetingsOf(tx)
  return {
    total,
    at: listed.rows.map(row => row.at),
    facets: {
      addressees,
      forces,
      topics: countTopics(
        topics.map(({ value, count }) => ({ concepts: value, count })),
        widerOf,
      ),
      evidence: {
        with: tied.find(one => one.value)?.count ?? 0,
        without: tied.find(one => !one.value)?.count ?? 0,
      },
      meetings: meetings
        .flatMap(({ value, count }) => (value === null ? [] : { value, count }))
        .map(one => ({
          ...one,
          place: known.get(one.value)?.place ?? null,
          to: known.get(one.value)?.to ?? one.value,
        }))
        .sort((a, b) => b.value.localeCompare(a.value)),
    },
  }
}

const isTied = sql`exists (select from recommendations.evidence e
  where e.report_id = l.report_id and e.ordinal = l.ordinal and e.untied_at_ms is null)`

type Fits = Record<'topics' | 'meeting' | 'evidence' | 'asks', RawBuilder<unknown>>

/** Whether a recommendation fits each filter. */
function narrowedBy(filters: Filters, widen: (concepts: readonly string[]) => string[]): Fits {
  const { topics, meetings, evidence, addressees, forces } = filters
  const asks = [
    addressees?.length && sql`split_part(pair, ${asksSeparator}, 1) = any(${addressees}::text[])`,
    forces?.length && sql`split_part(pair, ${asksSeparator}, 2) = any(${forces}::text[])`,
  ]
  return {
    topics: every(
      topics?.length &&
        sql`l.topics in (select s.id from recommendations.topic_set s where s.concepts && ${widen(topics)}::text[])`,
    ),
    meeting: every(meetings?.length && sql`p.meeting_from = any(${meetings}::text[])`),
    evidence: every(evidence !== undefined && (evidence ? isTied : sql`not ${isTied}`)),
    asks: every(
      asks.some(Boolean) && sql`exists (select from unnest(p.asks) as pair where ${every(...asks)})`,
    ),
  }
}

function every(...conditions: (RawBuilder<unknown> | false | 0 | undefined)[]): RawBuilder<unknown> {
  const held = conditions.filter(condition => typeof condition === 'object')
  return held.length === 0 ? sql`true` : sql.join(held, sql` and `)
}

async function meetingsOf(tx: Read): Promise<Map<string, Meeting>> {
  const { rows } = await sql<{ meeting: Meeting }>`
    select jsonb_path_query(chapters, '$[*].meeting ? (@ != null)') as meeting, 0 as own from recommendations.report
    union all
    select meeting, 1 from recommendations.report where meeting is not null
    order by own`.execute(tx.db)
  return new Map(rows.map(({ meeting }) => [meeting.from, meeting]))
}
