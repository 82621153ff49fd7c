import { sql } from 'kysely'
import type { Read } from '#platform/database/transaction.ts'
import type { Meeting, ParagraphKind } from './recommendations.entity.ts'
import { excerptOf, foundCloses, foundOpens, readWanted, type Stretch, stretchesOf } from './search.rules.ts'

/** What narrows a list. Values of one filter are alternatives, filters together all hold. */
export interface Filters {
  /** As typed: words by their stem, "in quotes" exactly as written. */
  text?: string
  addressees?: readonly string[]
  /** Words of obligation, e.g. 'should consider'. */
  forces?: readonly string[]
  themes?: readonly string[]
  /** First days of meetings. */
  meetings?: readonly string[]
  /** Slugs of reports. */
  reports?: readonly string[]
  /** True: only those tied to a figure; false: only those without. */
  evidence?: boolean
  /** Also list what a later document prints again. */
  reissues?: boolean
}

export interface FacetValue {
  value: string
  count: number
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

const configurations = sql.raw(
  `case p.language when 'en' then 'english'::regconfig when 'fr' then 'french'::regconfig when 'es' then 'spanish'::regconfig
    when 'ru' then 'russian'::regconfig when 'ar' then 'arabic'::regconfig else 'simple'::regconfig end`,
)

const any = (column: string, values: readonly string[] | undefined) =>
  values && values.length > 0 ? sql`${sql.ref(column)} = any(${values}::text[])` : sql`true`

/** Texts are all English today; each language of the registry is asked with its own stems. */
const languagesAsked = [['en', 'english']] as const

/** The recommendations that hold what is typed, before any filter. */
function hits(filters: Filters) {
  const { words, phrases } = readWanted(filters.text ?? '')
  const stems = sql.join(
    languagesAsked.map(([, name]) => sql`websearch_to_tsquery(${sql.lit(name)}::regconfig, ${words})`),
    sql` || `,
  )
  const rank = words ? sql`ts_rank_cd(p.search, (${stems}))` : sql`0`
  const conditions = [
    sql`p.role = 'recommendation'`,
    ...(filters.reissues ? [] : [sql`not p.reissue`]),
    ...(words ? [sql`p.search @@ (${stems})`] : []),
    ...phrases.map(phrase => sql`position(${phrase} in p.folded) > 0`),
  ]
  return sql`select p.report_id, p.ordinal, p.theme, p.meeting_from, ${rank} as rank,
      exists (select from recommendations.evidence e
        where e.report_id = p.report_id and e.ordinal = p.ordinal and e.untied_at_ms is null) as evidence,
      ${any('p.theme', filters.themes)} as theme_fits, ${any('p.meeting_from', filters.meetings)} as meeting_fits
    from recommendations.paragraph p
    ${filters.reports?.length ? sql`join recommendations.report r on r.id = p.report_id and r.slug = any(${filters.reports}::text[])` : sql``}
    where ${sql.join(conditions, sql` and `)}`
}

const evidenceFits = (filters: Filters) =>
  filters.evidence === undefined ? sql`true` : sql`h.evidence = ${filters.evidence}`
const asks = (filters: Filters) =>
  filters.addressees?.length || filters.forces?.length
    ? sql`exists (select from recommendations.atom a where a.report_id = h.report_id and a.ordinal = h.ordinal
        and a.leads and ${any('a.addressee', filters.addressees)} and ${any('a.deontic', filters.forces)})`
    : sql`true`

interface PageRow {
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
  sub_items: number
  text: string
  marked: string | null
  evidence: boolean
  reissue: boolean
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
  const order = words
    ? sql`h.rank desc, h.meeting_from desc nulls last, h.report_id, h.ordinal`
    : sql`h.meeting_from desc nulls last, h.report_id, h.ordinal`
  const options = `StartSel=${foundOpens},StopSel=${foundCloses},MaxFragments=2,MaxWords=32,MinWords=16,FragmentDelimiter=" … "`
  const marked = words
    ? sql`ts_headline(${configurations}, p.text, websearch_to_tsquery(${configurations}, ${words}), ${options})`
    : sql`null`
  const { rows } = await sql<PageRow>`
    with h as materialized (${hits(filters)}),
    chosen as (
      select h.*, row_number() over (order by ${order}) as place from h
      where h.theme_fits and h.meeting_fits and ${evidenceFits(filters)} and ${asks(filters)}
      order by ${order} limit ${page.limit} offset ${page.offset})
    select r.slug as report, p.address, p.number, p.kind, p.citation, p.language, p.reading->'meeting' as meeting,
      p.theme, p.text, ${marked} as marked, c.evidence, p.reissue,
      jsonb_array_length(p.reading->'items') as sub_items,
      array(select a.addressee from recommendations.atom a where a.report_id = p.report_id and a.ordinal = p.ordinal and not a.suggestion
        group by a.addressee order by min(a.place)) as addressees,
      array(select a.deontic from recommendations.atom a where a.report_id = p.report_id and a.ordinal = p.ordinal and not a.suggestion
        group by a.deontic order by min(a.place)) as forces
    from chosen c
    join recommendations.paragraph p on p.report_id = c.report_id and p.ordinal = c.ordinal
    join recommendations.report r on r.id = c.report_id
    order by c.place`.execute(tx.db)
  return rows.map(({ text, marked, sub_items, meeting, ...row }) => ({
    ...row,
    meeting: meeting ?? null,
    subItems: sub_items,
    excerpt: marked?.includes(foundOpens) ? stretchesOf(marked) : excerptOf(text, phrases),
  }))
}

interface FacetRow {
  facet: 'total' | 'addressees' | 'forces' | 'themes' | 'meetings' | 'evidence'
  value: string | null
  count: number
}

/** How many recommendations fit, and how many would for each value of each filter. */
export async function countRecommendations(
  tx: Read,
  filters: Filters,
): Promise<{ total: number; facets: Facets }> {
  const { rows } = await sql<FacetRow>`
    with h as materialized (${hits(filters)}),
    fits as materialized (select h.*, ${evidenceFits(filters)} as evidence_fits, ${asks(filters)} as asks_fits from h),
    asked as materialized (
      select f.report_id, f.ordinal, a.addressee, a.deontic,
        ${any('a.addressee', filters.addressees)} as addressee_fits, ${any('a.deontic', filters.forces)} as force_fits
      from fits f join recommendations.atom a on a.report_id = f.report_id and a.ordinal = f.ordinal and a.leads
      where f.theme_fits and f.meeting_fits and f.evidence_fits)
    select 'total' as facet, null as value, count(*)::int as count from fits
      where theme_fits and meeting_fits and evidence_fits and asks_fits
    union all select 'themes', theme, count(*)::int from fits where meeting_fits and evidence_fits and asks_fits group by theme
    union all select 'meetings', meeting_from, count(*)::int from fits where theme_fits and evidence_fits and asks_fits group by meeting_from
    union all select 'evidence', evidence::text, count(*)::int from fits where theme_fits and meeting_fits and asks_fits group by evidence
    union all select 'addressees', addressee, count(*)::int
      from (select distinct report_id, ordinal, addressee from asked where force_fits) one group by addressee
    union all select 'forces', deontic, count(*)::int
      from (select distinct report_id, ordinal, deontic from asked where addressee_fits) one group by deontic`.execute(
    tx.db,
  )
  const of = (facet: FacetRow['facet']): FacetValue[] =>
    rows
      .filter(row => row.facet === facet && row.value !== null)
      .map(row => ({ value: row.value!, count: row.count }))
      .sort((a, b) => b.count - a.count || a.value.localeCompare(b.value))
  const evidence = new Map(of('evidence').map(({ value, count }) => [value, count]))
  const meetings = await meetingsOf(tx)
  return {
    total: rows.find(row => row.facet === 'total')?.count ?? 0,
    facets: {
      addressees: of('addressees'),
      forces: of('forces'),
      themes: of('themes'),
      meetings: of('meetings')
        .map(one => ({
          ...one,
          place: meetings.get(one.value)?.place ?? null,
          to: meetings.get(one.value)?.to ?? one.value,
        }))
        .sort((a, b) => b.value.localeCompare(a.value)),
      evidence: { with: evidence.get('true') ?? 0, without: evidence.get('false') ?? 0 },
    },
  }
}

/** The meetings of the registry by their first day; each meeting stands in one of its recommendations. */
async function meetingsOf(tx: Read): Promise<Map<string, Meeting>> {
  const { rows } = await sql<{ meeting: Meeting }>`
    select m.meeting from (select distinct meeting_from from recommendations.paragraph
      where role = 'recommendation' and meeting_from is not null) d
    cross join lateral (select p.reading->'meeting' as meeting from recommendations.paragraph p
      where p.role = 'recommendation' and p.meeting_from = d.meeting_from limit 1) m`.execute(tx.db)
  return new Map(rows.map(({ meeting }) => [meeting.from, meeting]))
}
