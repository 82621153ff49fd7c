import { sql } from 'kysely'
import type { Read } from '#platform/database/transaction.ts'
import { type Filters, pairsOf } from './facets.rules.ts'
import { type Facets, facetsOf, findRows } from './finding/columns.rules.ts'
import { type Registry, readRegistry } from './finding/columns.store.ts'
import { byLanguage, lookFor, type Sought, soughtIn } from './finding/wording.store.ts'
import type { Meeting, ParagraphKind } from './recommendations.entity.ts'
import { excerptOf, foundCloses, foundOpens, type Stretch, stretchesOf } from './search.rules.ts'
import { generalTheme } from './topics/topic.rules.ts'
import { type Hierarchy, hierarchyOf } from './topics/topics.store.ts'

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

/** Which part of a list is wanted. */
export interface Page {
  limit: number
  offset: number
  /** Puts first what entered the registry last. */
  order?: 'entered'
  /** False where nobody reads them: they are then empty. */
  excerpts?: boolean
}

/** What a search found, before it is shown. */
interface Searched extends Registry {
  sought: Sought | undefined
  ranks: Float64Array | undefined
  found: ReturnType<typeof findRows>
}

async function search(tx: Read, filters: Filters, { widen }: Hierarchy, ranked: boolean): Promise<Searched> {
  const registry = await readRegistry(tx)
  const sought = soughtIn(registry.columns, filters.text)
  const ranks = sought && (await lookFor(tx, registry.columns, sought, ranked))
  const found = findRows(registry.columns, filters, { ranks, tied: registry.tied }, widen)
  return { ...registry, sought, ranks, found }
}

/**
 * One page of the recommendations that fit, best first where words are looked for, else the newest meeting first and
 * in the order of print.
 */
export async function listRecommendations(
  tx: Read,
  filters: Filters,
  page: Page,
): Promise<ListedRecommendation[]> {
  const hierarchy = await hierarchyOf(tx, filters.topics)
  return show(tx, await search(tx, filters, hierarchy, page.order === undefined), page)
}

/** One page of what fits, with how many there are, and how many there would be for each value of each filter. */
export async function findRecommendations(
  tx: Read,
  filters: Filters,
  page: Page,
): Promise<{ total: number; facets: Facets; recommendations: ListedRecommendation[] }> {
  const hierarchy = await hierarchyOf(tx, filters.topics ?? [])
  const searched = await search(tx, filters, hierarchy, page.order === undefined)
  return {
    ...facetsOf(searched.columns, searched.found, filters, hierarchy.widerOf),
    recommendations: await show(tx, searched, page),
  }
}

/** The rows of a page, in the order in which they are listed. */
function rowsOf({ columns, sought, ranks, found }: Searched, { limit, offset, order }: Page): number[] {
  const inOrder = () => {
    if (order === 'entered') {
      const entered = (row: number) => columns.reports[columns.report[row]!]!.enteredAtMs
      return found.rows.toSorted((a, b) => entered(b) - entered(a))
    }
    // Sorting keeps rows that fit as well in the order of print.
    return sought?.words && ranks ? found.rows.toSorted((a, b) => ranks[b]! - ranks[a]!) : found.rows
  }
  return inOrder().slice(offset, offset + limit)
}

interface PageRow
  extends Omit<ListedRecommendation, 'report' | 'addressees' | 'forces' | 'subItems' | 'excerpt'> {
  row: number
  asks: string[]
  sub_items: number
  text: string
  marked: string | null
}

async function show(tx: Read, searched: Searched, page: Page): Promise<ListedRecommendation[]> {
  const { columns, tied, sought } = searched
  const { excerpts = true } = page
  const options = `StartSel=${foundOpens},StopSel=${foundCloses},MaxFragments=2,MaxWords=32,MinWords=16,FragmentDelimiter=" … "`
  const marked = byLanguage(
    excerpts ? (sought?.languages ?? []) : [],
    sql`p.language`,
    // Any of the words is marked: where all of them stand far apart, no excerpt would hold all.
    language =>
      sql`ts_headline(recommendations.stemming(${language}), p.text,
        replace(recommendations.wanted(${language}, ${sought?.words})::text, '&', '|')::tsquery, ${options})`,
    sql`null`,
  )
  const wanted = rowsOf(searched, page)
  const { rows } = await sql<Omit<PageRow, 'evidence' | 'reissue'>>`
    select w.row, p.address, p.number, p.kind, p.citation, p.language, p.reading->'meeting' as meeting, p.theme,
      ${excerpts ? sql`p.text` : sql`''`} as text, ${marked} as marked, p.asks, jsonb_array_length(p.reading->'items') as sub_items
    from unnest(${wanted}::int[], ${wanted.map(row => columns.reports[columns.report[row]!]!.id)}::uuid[],
      ${wanted.map(row => columns.ordinal[row]!)}::int[]) with ordinality as w(row, report_id, ordinal, place)
    join recommendations.paragraph p on p.report_id = w.report_id and p.ordinal = w.ordinal
    order by w.place`.execute(tx.db)
  return rows.map(({ row, text, marked, asks, sub_items, meeting, theme, ...shown }) => {
    const pairs = pairsOf(asks)
    return {
      report: columns.reports[columns.report[row]!]!.slug,
      ...shown,
      theme: theme ?? generalTheme,
      meeting: meeting ?? null,
      addressees: [...new Set(pairs.map(([who]) => who))],
      forces: [...new Set(pairs.map(([, how]) => how))],
      subItems: sub_items,
      excerpt: !excerpts
        ? []
        : marked?.includes(foundOpens)
          ? stretchesOf(marked)
          : excerptOf(text, sought?.phrases ?? []),
      evidence: tied[row] === 1,
      reissue: columns.reissue[row] === 1,
    }
  })
}
