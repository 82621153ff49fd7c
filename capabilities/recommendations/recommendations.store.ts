import { type RawBuilder, sql } from 'kysely'
import type { Read } from '#platform/database/transaction.ts'
import { byCount, countAsks, type FacetValue, type Narrowing, pairsOf } from './facets.rules.ts'
import type { Meeting, ParagraphKind } from './recommendations.entity.ts'
import { asksSeparator } from './recommendations.rules.ts'
import { excerptOf, foundCloses, foundOpens, readWanted, type Stretch, stretchesOf } from './search.rules.ts'

/** What narrows a list. Filters together all hold. */
export interface Filters extends Narrowing {
  /** As typed: words by their stem, "in quotes" exactly as written. */
  text?: string
  /** Slugs of reports. */
  reports?: readonly string[]
  /** Also list what a later document prints again. */
  reissues?: boolean
}

/** How many there would be for each value of a filter, the other filters as they are. */
export interface Facets {
  addressees: FacetValue[]
  forces: FacetValue[]
  themes: FacetValue[]
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

/** Texts are read in English today; a further language adds its stems here and to the table. */
const stemming = sql`'english'::regconfig`
const stemsOf = (words: string) => sql`websearch_to_tsquery(${stemming}, ${words})`

/** True for recommendations that are tied to a figure; few are, so they are looked up once for all. */
const isTied = sql`(p.report_id, p.ordinal) in (select e.report_id, e.ordinal from recommendations.evidence e where e.untied_at_ms is null)`

/**
 * The recommendations in which the words stand, as the first step of a question: the words are looked through once,
 * and only what holds them is looked at further.
 */
function worded(filters: Filters): {
  first: RawBuilder<unknown>
  texts: RawBuilder<unknown>
  rank: RawBuilder<unknown>
} {
  const { words, phrases } = readWanted(filters.text ?? '')
  if (words === '' && phrases.length === 0)
    return { first: sql``, texts: sql`recommendations.paragraph p`, rank: sql`0` }
  const holds = every(
    words !== '' && sql`search @@ ${stemsOf(words)}`,
    ...phrases.map(phrase => sql`position(${phrase} in folded) > 0`),
  )
  const rank = words === '' ? sql`0` : sql`ts_rank(search, ${stemsOf(words)})`
  return {
    first: sql`with w as materialized (
      select report_id, ordinal, ${rank} as rank from recommendations.wording where ${holds})`,
    texts: sql`w join recommendations.paragraph p on p.report_id = w.report_id and p.ordinal = w.ordinal`,
    rank: sql`w.rank`,
  }
}

/** What must hold for a recommendation to be listed at all, before it is narrowed. */
function listedBy(filters: Filters): RawBuilder<unknown> {
  return every(
    sql`p.role = 'recommendation'`,
    !filters.reissues && sql`not p.reissue`,
    filters.reports?.length &&
      sql`p.report_id = any(array(select id from recommendations.report where slug = any(${filters.reports}::text[])))`,
  )
}

/** The filters, each by itself. */
function narrowedBy({ themes, meetings, evidence, addressees, forces }: Filters) {
  const asked = (part: 1 | 2, values: readonly string[] | undefined) =>
    values?.length
      ? sql`split_part(pair, ${asksSeparator}, ${sql.lit(part)}) = any(${values}::text[])`
      : undefined
  const asks = [asked(1, addressees), asked(2, forces)].filter(condition => condition !== undefined)
  return {
    theme: every(themes?.length && sql`p.theme = any(${themes}::text[])`),
    meeting: every(meetings?.length && sql`p.meeting_from = any(${meetings}::text[])`),
    evidence: every(evidence !== undefined && (evidence ? isTied : sql`not ${isTied}`)),
    asks: every(asks.length > 0 && sql`exists (select from unnest(p.asks) as pair where ${every(...asks)})`),
  }
}

function every(...conditions: (RawBuilder<unknown> | false | 0 | undefined)[]): RawBuilder<unknown> {
  const held = conditions.filter(condition => typeof condition === 'object')
  return held.length === 0 ? sql`true` : sql.join(held, sql` and `)
}

interface PageRow extends Omit<ListedRecommendation, 'addressees' | 'forces' | 'subItems' | 'excerpt'> {
  asks: string[]
  sub_items: number
  text: string
  marked: string | null
}

/**
 * One page of the recommendations that fit, best first where words are looked for, else the newest meeting first and
 * in the order of print.
 */
export async function listRecommendations(
  tx: Read,
  filters: Filters,
  page: { limit: number; offset: number },
): Promise<ListedRecommendation[]> {
  const { words, phrases } = readWanted(filters.text ?? '')
  const inPrint = sql`p.meeting_from desc nulls last, p.report_id, p.ordinal`
  const order = words ? sql`rank desc, ${inPrint}` : inPrint
  const options = `StartSel=${foundOpens},StopSel=${foundCloses},MaxFragments=2,MaxWords=32,MinWords=16,FragmentDelimiter=" … "`
  const marked = words ? sql`ts_headline(${stemming}, c.text, ${stemsOf(words)}, ${options})` : sql`null`
  const { first, texts, rank } = worded(filters)
  const { rows } = await sql<PageRow>`${first}
    select r.slug as report, c.address, c.number, c.kind, c.citation, c.language, c.reading->'meeting' as meeting, c.theme,
      c.text, ${marked} as marked, c.evidence, c.reissue, c.asks, jsonb_array_length(c.reading->'items') as sub_items
    from (
      select p.*, ${isTied} as evidence, ${rank} as rank from ${texts}
      where ${every(listedBy(filters), ...Object.values(narrowedBy(filters)))}
      order by ${order} limit ${page.limit} offset ${page.offset}) c
    join recommendations.report r on r.id = c.report_id
    order by c.rank desc, c.meeting_from desc nulls last, c.report_id, c.ordinal`.execute(tx.db)
  return rows.map(({ text, marked, asks, sub_items, meeting, ...row }) => {
    const pairs = pairsOf(asks)
    return {
      ...row,
      meeting: meeting ?? null,
      addressees: [...new Set(pairs.map(([who]) => who))],
      forces: [...new Set(pairs.map(([, how]) => how))],
      subItems: sub_items,
      excerpt: marked?.includes(foundOpens) ? stretchesOf(marked) : excerptOf(text, phrases),
    }
  })
}

interface FacetRow {
  theme: string | null
  meeting: string | null
  tied: boolean | null
  asks: string[] | null
  /** Which of the four a row is of. */
  facet: number
  count: number
}
const facetOf = { theme: 0b0111, meeting: 0b1011, tied: 0b1101, asks: 0b1110 }

/** How many recommendations fit, and how many would for each value of each filter: all in one look at the texts. */
export async function countRecommendations(
  tx: Read,
  filters: Filters,
): Promise<{ total: number; facets: Facets }> {
  const fits = narrowedBy(filters)
  const { first, texts } = worded(filters)
  const { rows } = await sql<FacetRow>`${first}
    select theme, meeting, tied, asks, grouping(theme, meeting, tied, asks) as facet,
      (case grouping(theme, meeting, tied, asks)
        when ${sql.lit(facetOf.theme)} then count(*) filter (where meeting_fits and evidence_fits and asks_fits)
        when ${sql.lit(facetOf.meeting)} then count(*) filter (where theme_fits and evidence_fits and asks_fits)
        when ${sql.lit(facetOf.tied)} then count(*) filter (where theme_fits and meeting_fits and asks_fits)
        else count(*) filter (where theme_fits and meeting_fits and evidence_fits) end)::int as count
    from (select p.theme, p.meeting_from as meeting, ${isTied} as tied, p.asks, ${fits.theme} as theme_fits,
        ${fits.meeting} as meeting_fits, ${fits.evidence} as evidence_fits, ${fits.asks} as asks_fits
      from ${texts} where ${listedBy(filters)}) found
    group by grouping sets ((theme), (meeting), (tied), (asks))`.execute(tx.db)
  const of = (facet: keyof typeof facetOf) =>
    rows.filter(row => row.facet === facetOf[facet] && row.count > 0)
  const values = (facet: 'theme' | 'meeting') =>
    of(facet).flatMap(row => (row[facet] === null ? [] : [{ value: row[facet], count: row.count }]))
  const tied = (is: boolean) => of('tied').find(row => row.tied === is)?.count ?? 0
  const { total, addressees, forces } = countAsks(
    of('asks').map(row => ({ asks: row.asks ?? [], count: row.count })),
    filters,
  )
  const known = await meetingsOf(tx)
  return {
    total,
    facets: {
      addressees,
      forces,
      themes: values('theme').sort(byCount),
      evidence: { with: tied(true), without: tied(false) },
      meetings: values('meeting')
        .map(one => ({
          ...one,
          place: known.get(one.value)?.place ?? null,
          to: known.get(one.value)?.to ?? one.value,
        }))
        .sort((a, b) => b.value.localeCompare(a.value)),
    },
  }
}

/** The meetings of the registry by their first day. What a report says of its own meeting counts before what others say. */
async function meetingsOf(tx: Read): Promise<Map<string, Meeting>> {
  const { rows } = await sql<{ meeting: Meeting }>`
    select jsonb_path_query(chapters, '$[*].meeting ? (@ != null)') as meeting, 0 as own from recommendations.report
    union all
    select meeting, 1 from recommendations.report where meeting is not null
    order by own`.execute(tx.db)
  return new Map(rows.map(({ meeting }) => [meeting.from, meeting]))
}
