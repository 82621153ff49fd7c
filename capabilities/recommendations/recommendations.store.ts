import { type RawBuilder, sql } from 'kysely'
import type { Read } from '#platform/database/transaction.ts'
import { countAsks, countTopics, type FacetValue, type Filters, pairsOf } from './facets.rules.ts'
import { createSets, type Sets } from './finding/sets.store.ts'
import type { Meeting, ParagraphKind } from './recommendations.entity.ts'
import { asksSeparator } from './recommendations.rules.ts'
import { excerptOf, foundCloses, foundOpens, readWanted, type Stretch, stretchesOf } from './search.rules.ts'
import { generalTheme } from './topics/topic.rules.ts'
import { hierarchyOf } from './topics/topics.store.ts'

/** How many there would be for each value of a filter, the other filters as they are. */
export interface Facets {
  addressees: FacetValue[]
  forces: FacetValue[]
  topics: FacetValue[]
  meetings: (FacetValue & { place: string | null; to: string })[]
  evidence: { with: number; without: number }
}

export interface ListedRecommendation {
  report: string
  address: string
  number: number
  kind: ParagraphKind
  citation: string
  language: string
  meeting: Meeting | null
  theme: string
  addressees: string[]
  forces: string[]
  subItems: number
  excerpt: Stretch[]
  /** Tied to at least one figure. */
  evidence: boolean
  reissue: boolean
}

/** True for recommendations that are tied to a figure; few are, so they are looked up once for all. */
const isTied = sql`(l.report_id, l.ordinal) in (select e.report_id, e.ordinal from recommendations.evidence e where e.untied_at_ms is null)`

/** A question as the database is asked it. */
interface Question {
  /** The recommendations in which the words stand, looked for once, as the first step. */
  first: RawBuilder<unknown>
  texts: RawBuilder<unknown>
  rank: RawBuilder<unknown>
  words: string
  phrases: string[]
  /** Languages of the texts that are looked through; none where no stem is looked for. */
  languages: string[]
}

/** Languages in which the registry has texts: each brings words to their stems by rules of its own. */
async function languagesOf(tx: Read): Promise<string[]> {
  const { rows } = await sql<{
    language: string
  }>`select distinct language from recommendations.report`.execute(tx.db)
  return rows.map(row => row.language)
}

/** @param ranked how well each fits is weighed too, which a mere count need not know */
async function question(tx: Read, filters: Filters, ranked: boolean): Promise<Question> {
  const { words, phrases } = readWanted(filters.text ?? '')
  if (words === '' && phrases.length === 0)
    return { first: sql``, texts: sql`recommendations.listed l`, rank: sql`0`, words, phrases, languages: [] }
  const languages = words === '' ? [] : await languagesOf(tx)
  const stems = languages.map(
    language => sql`(language = ${language} and search @@ recommendations.wanted(${language}, ${words}))`,
  )
  const holds = every(
    words !== '' && (stems.length === 0 ? sql`false` : sql`(${sql.join(stems, sql` or `)})`),
    ...phrases.map(
      phrase =>
        sql`recommendations.grams(folded) @> recommendations.grams(${phrase}) and position(${phrase} in folded) > 0`,
    ),
  )
  const rank = byLanguage(
    ranked ? languages : [],
    sql`language`,
    language => sql`ts_rank(search, recommendations.wanted(${language}, ${words}))`,
    sql`0`,
  )
  return {
    first: sql`with w as materialized (
      select report_id, ordinal, ${rank} as rank from recommendations.wording where ${holds})`,
    texts: sql`w join recommendations.listed l on l.report_id = w.report_id and l.ordinal = w.ordinal`,
    rank: sql`w.rank`,
    words,
    phrases,
    languages,
  }
}

/**
 * Something said per language of a row. What is looked for is a constant in it: read from the row, it would be parsed
 * for each.
 */
function byLanguage(
  languages: readonly string[],
  of: RawBuilder<unknown>,
  say: (language: string) => RawBuilder<unknown>,
  otherwise: RawBuilder<unknown>,
): RawBuilder<unknown> {
  if (languages.length === 0) return otherwise
  const cases = languages.map(language => sql`when ${language} then ${say(language)}`)
  return sql`case ${of} ${sql.join(cases, sql` `)} else ${otherwise} end`
}

/** What must hold for a recommendation to be listed at all, before it is narrowed. */
function listedBy(filters: Filters): RawBuilder<unknown> {
  return every(
    !filters.reissues && sql`not l.reissue`,
    filters.reports?.length &&
      sql`l.report_id in (select id from recommendations.report where slug = any(${filters.reports}::text[]))`,
  )
}

type Fits = Record<'topic' | 'meeting' | 'evidence' | 'asks', RawBuilder<unknown>>

/** Whether a recommendation fits each filter. @param widen narrower concepts of each that is wanted, and itself */
function narrowedBy(filters: Filters, widen: (concepts: readonly string[]) => string[]): Fits {
  const { topics, meetings, evidence, addressees, forces } = filters
  const asks = [
    addressees?.length && sql`split_part(pair, ${asksSeparator}, 1) = any(${addressees}::text[])`,
    forces?.length && sql`split_part(pair, ${asksSeparator}, 2) = any(${forces}::text[])`,
  ].filter(one => typeof one === 'object')
  const days = meetings?.map(from => Number(from.replaceAll('-', ''))).filter(Number.isSafeInteger)
  return {
    topic: every(
      topics?.length &&
        sql`l.topics in (select s.id from recommendations.topic_set s where s.concepts && ${widen(topics)}::text[])`,
    ),
    meeting: every(days && meetings?.length && sql`l.meeting_on = any(${days}::int[])`),
    evidence: every(evidence !== undefined && (evidence ? isTied : sql`not ${isTied}`)),
    asks: every(
      asks.length > 0 &&
        sql`l.asks in (select a.id from recommendations.asked a
          where exists (select from unnest(a.asks) as pair where ${every(...asks)}))`,
    ),
  }
}

function every(...conditions: (RawBuilder<unknown> | false | 0 | undefined)[]): RawBuilder<unknown> {
  const held = conditions.filter(condition => typeof condition === 'object')
  return held.length === 0 ? always : sql.join(held, sql` and `)
}
const always = sql`true`

interface PageRow extends Omit<ListedRecommendation, 'addressees' | 'forces' | 'subItems' | 'excerpt'> {
  asks: string[]
  sub_items: number
  text: string
  marked: string | null
}

/**
 * One page of the recommendations that fit, best first where words are looked for, else the newest meeting first and
 * in the order of print.
 * @param page.order 'entered' puts first what entered the registry last
 * @param page.excerpts false where nobody reads them: they are then empty
 */
export async function listRecommendations(
  tx: Read,
  filters: Filters,
  page: { limit: number; offset: number; order?: 'entered'; excerpts?: boolean },
): Promise<ListedRecommendation[]> {
  const { first, texts, rank, words, phrases, languages } = await question(tx, filters, true)
  const { widen } = await hierarchyOf(tx, filters.topics)
  const inPrint = sql`l.meeting_on desc, l.report_id, l.ordinal`
  const byEntry = page.order === 'entered'
  const order = byEntry ? sql`entered desc, ${inPrint}` : words ? sql`rank desc, ${inPrint}` : inPrint
  const entered = byEntry
    ? sql`(select r.entered_at_ms from recommendations.report r where r.id = l.report_id)`
    : sql`0`
  const options = `StartSel=${foundOpens},StopSel=${foundCloses},MaxFragments=2,MaxWords=32,MinWords=16,FragmentDelimiter=" … "`
  const { excerpts = true } = page
  const marked = byLanguage(
    excerpts ? languages : [],
    sql`p.language`,
    // Any of the words is marked: where all of them stand far apart, no excerpt would hold all.
    language =>
      sql`ts_headline(recommendations.stemming(${language}), p.text,
        replace(recommendations.wanted(${language}, ${words})::text, '&', '|')::tsquery, ${options})`,
    sql`null`,
  )
  const { rows } = await sql<PageRow>`${first}
    select r.slug as report, p.address, p.number, p.kind, p.citation, p.language, p.reading->'meeting' as meeting, p.theme,
      ${excerpts ? sql`p.text` : sql`''`} as text, ${marked} as marked, c.evidence, c.reissue, p.asks, jsonb_array_length(p.reading->'items') as sub_items
    from (
      select l.*, ${isTied} as evidence, ${rank} as rank, ${entered} as entered from ${texts}
      where ${every(listedBy(filters), ...Object.values(narrowedBy(filters, widen)))}
      order by ${order} limit ${page.limit} offset ${page.offset}) c
    join recommendations.paragraph p on p.report_id = c.report_id and p.ordinal = c.ordinal
    join recommendations.report r on r.id = c.report_id
    order by c.entered desc, c.rank desc, c.meeting_on desc, c.report_id, c.ordinal`.execute(tx.db)
  return rows.map(({ text, marked, asks, sub_items, meeting, theme, ...row }) => {
    const pairs = pairsOf(asks)
    return {
      ...row,
      theme: theme ?? generalTheme,
      meeting: meeting ?? null,
      addressees: [...new Set(pairs.map(([who]) => who))],
      forces: [...new Set(pairs.map(([, how]) => how))],
      subItems: sub_items,
      excerpt: !excerpts ? [] : marked?.includes(foundOpens) ? stretchesOf(marked) : excerptOf(text, phrases),
    }
  })
}

/** The values of one facet with how many fit each, "value count" one after the other: one row is quicker than many. */
interface FacetRow {
  facet: number
  counted: string
}
/** Which column a row of the count is grouped by, and the filter that its own facet leaves aside. */
const facetOf = {
  topics: { facet: 0b0111, filter: 1 },
  meeting: { facet: 0b1011, filter: 2 },
  tied: { facet: 0b1101, filter: 4 },
  asks: { facet: 0b1110, filter: 8 },
}
const sets = createSets()

/** How many recommendations fit, and how many would for each value of each filter: all in one look. */
export async function countRecommendations(
  tx: Read,
  filters: Filters,
): Promise<{ total: number; facets: Facets }> {
  const { first, texts } = await question(tx, filters, false)
  const { widen, widerOf } = await hierarchyOf(tx, filters.topics ?? [])
  const missed = missedOf(narrowedBy(filters, widen))
  const { rows } = await sql<FacetRow>`${first}
    select facet, string_agg(coalesce(topics, meeting_on, tied::int, asks) || ' ' || count, ',') as counted
    from (
      select topics, meeting_on, tied, asks, missed, count(*) as count,
        grouping(topics, meeting_on, tied, asks) as facet
      from (select l.topics, l.meeting_on, ${isTied} as tied, l.asks, ${missed} as missed
        from ${texts} where ${listedBy(filters)} ${missed === never ? sql`` : once}) found
      where missed in (0, 1, 2, 4, 8)
      group by missed, grouping sets ((topics), (meeting_on), (tied), (asks))) g
    where missed in (0, case facet when ${sql.lit(facetOf.topics.facet)} then ${sql.lit(facetOf.topics.filter)}
      when ${sql.lit(facetOf.meeting.facet)} then ${sql.lit(facetOf.meeting.filter)}
      when ${sql.lit(facetOf.tied.facet)} then ${sql.lit(facetOf.tied.filter)} else ${sql.lit(facetOf.asks.filter)} end)
    group by facet`.execute(tx.db)
  const of = (name: keyof typeof facetOf) => {
    const counted = rows.find(row => row.facet === facetOf[name].facet)?.counted
    const counts = new Map<string, number>()
    for (const one of counted?.split(',') ?? []) {
      const [value, count] = one.split(' ') as [string, string]
      counts.set(value, (counts.get(value) ?? 0) + Number(count))
    }
    return [...counts].map(([value, count]) => ({ value, count }))
  }
  const members = async (facet: 'asks' | 'topics', read: Sets[keyof Sets]) => {
    const counted = of(facet)
    const known = await read(
      tx,
      counted.map(one => one.value),
    )
    return counted.map(({ value, count }) => ({ members: known.get(value) ?? [], count }))
  }
  const asked = await members('asks', sets.asks)
  const about = await members('topics', sets.concepts)
  const tied = of('tied')
  const { total, addressees, forces } = countAsks(
    asked.map(({ members, count }) => ({ asks: members, count })),
    filters,
  )
  const known = await meetingsOf(tx)
  return {
    total,
    facets: {
      addressees,
      forces,
      topics: countTopics(
        about.map(({ members, count }) => ({ concepts: members, count })),
        widerOf,
      ),
      evidence: {
        with: tied.find(one => one.value === '1')?.count ?? 0,
        without: tied.find(one => one.value === '0')?.count ?? 0,
      },
      meetings: of('meeting')
        .filter(({ value }) => value !== '0')
        .map(({ value, count }) => ({ value: dayOf(value), count }))
        .map(one => ({
          ...one,
          place: known.get(one.value)?.place ?? null,
          to: known.get(one.value)?.to ?? one.value,
        }))
        .sort((a, b) => b.value.localeCompare(a.value)),
    },
  }
}

/**
 * Which filters a recommendation does not fit, one bit each. Who misses two counts nowhere, who misses one only for the
 * facet of that filter, which is counted as all others leave it.
 */
function missedOf(fits: Fits): RawBuilder<unknown> {
  const bits = [
    [fits.topic, facetOf.topics],
    [fits.meeting, facetOf.meeting],
    [fits.evidence, facetOf.tied],
    [fits.asks, facetOf.asks],
  ] as const
  const missed = bits
    .filter(([fit]) => fit !== always)
    .map(([fit, { filter }]) => sql`case when ${fit} then 0 else ${sql.lit(filter)} end`)
  return missed.length === 0 ? never : sql.join(missed, sql` + `)
}
const never = sql`0`
/** Keeps the planner from asking every filter again for each of the four facets. */
const once = sql`offset 0`

/** 20100127 as 2010-01-27. */
const dayOf = (day: string) => day.replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3')

/** The meetings of the registry by their first day. What a report says of its own meeting counts before what others say. */
async function meetingsOf(tx: Read): Promise<Map<string, Meeting>> {
  const { rows } = await sql<{ meeting: Meeting }>`
    select jsonb_path_query(chapters, '$[*].meeting ? (@ != null)') as meeting, 0 as own from recommendations.report
    union all
    select meeting, 1 from recommendations.report where meeting is not null
    order by own`.execute(tx.db)
  return new Map(rows.map(({ meeting }) => [meeting.from, meeting]))
}
