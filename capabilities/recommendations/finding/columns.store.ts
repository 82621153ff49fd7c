import { sql } from 'kysely'
import type { Read } from '#platform/database/transaction.ts'
import { type Columns, columnsOf, type ListedReport, rowsOfReport } from './columns.rules.ts'
import { createSets, type Sets } from './sets.store.ts'

/** The registry as a caller sees it at this moment. */
export interface Registry {
  columns: Columns
  /** 1 for rows that are tied to a figure. */
  tied: Uint8Array
}

/** Combinations that no row has any more, before all is read anew: some hundred bytes each. */
const leftOverMax = 100_000

/** What was read, at the states that `state` names. */
interface Kept {
  state: string
  columns: Columns
  asks: Sets
  topics: Sets
}

const nothing = (): Kept => {
  const [asks, topics] = [createSets('asked', 'asks'), createSets('topic_set', 'concepts')]
  return { state: '', asks, topics, columns: columnsOf([], asks.members, topics.members) }
}
let kept = nothing()

/**
 * The registry as columns. The database is asked every time which reports the caller may see and which state each has;
 * only what was read at exactly these states is used again, so that a change counts at once and nothing is shown that
 * the database would not.
 */
export async function readRegistry(tx: Read): Promise<Registry> {
  const { rows } = await sql<{ state: string; ties: string }>`select
      coalesce((select string_agg(id || ' ' || listing, ',' order by id) from recommendations.report), '') as state,
      coalesce((select string_agg(distinct report_id || ' ' || ordinal, ',') from recommendations.evidence
        where untied_at_ms is null), '') as ties`.execute(tx.db)
  const { state, ties } = rows[0]!
  if (kept.asks.members.length + kept.topics.members.length > leftOverMax + 2 * kept.columns.length)
    kept = nothing()
  const known = kept
  const columns = known.state === state ? known.columns : await readChanged(tx, state, known)
  // A report that was changed meanwhile is kept under the state in which it was read.
  if (columns !== known.columns) kept = { ...known, state: stateOf(columns.reports), columns }
  return { columns, tied: tiedRows(columns, ties) }
}

const stateOf = (reports: readonly ListedReport[]) =>
  reports.map(({ id, listing }) => `${id} ${listing}`).join(',')

/** A row as the database hands it over. */
type ReadRow = [ordinal: number, day: number, asks: string, topics: string, reissue: boolean]

interface ReadReport
  extends Pick<ListedReport, 'id' | 'listing' | 'slug' | 'language' | 'meeting' | 'named'> {
  entered_at_ms: number
  rows: ReadRow[]
}

async function readChanged(tx: Read, state: string, { columns, asks, topics }: Kept): Promise<Columns> {
  const knownOf = new Map(columns.reports.map(report => [`${report.id} ${report.listing}`, report]))
  const states = state === '' ? [] : state.split(',')
  const idOf = (one: string) => one.slice(0, one.indexOf(' '))
  const { rows } = await sql<ReadReport>`
    select r.id, r.listing, r.slug, r.language, r.entered_at_ms, r.meeting,
      jsonb_path_query_array(r.chapters, '$[*].meeting ? (@ != null)') as named,
      coalesce((select jsonb_agg(jsonb_build_array(l.ordinal, l.meeting_on, l.asks::text, l.topics::text, l.reissue))
        from recommendations.listed l where l.report_id = r.id), '[]') as rows
    from recommendations.report r
    where r.id = any(${states.filter(one => !knownOf.has(one)).map(idOf)}::uuid[])`.execute(tx.db)
  const askedAt = await asks.placesOf(
    tx,
    rows.flatMap(report => report.rows.map(row => row[2])),
  )
  const aboutAt = await topics.placesOf(
    tx,
    rows.flatMap(report => report.rows.map(row => row[3])),
  )
  const readOf = new Map(
    rows.map(({ rows, entered_at_ms, ...report }) => {
      const listed = rows.flatMap(([ordinal, day, asked, about, reissue]) => {
        const [asks, topics] = [askedAt.get(asked), aboutAt.get(about)]
        return asks === undefined || topics === undefined ? [] : [{ ordinal, day, asks, topics, reissue }]
      })
      return [report.id, { ...report, enteredAtMs: entered_at_ms, rows: rowsOfReport(listed) }]
    }),
  )
  const reports = states.flatMap(one => knownOf.get(one) ?? readOf.get(idOf(one)) ?? [])
  return columnsOf(reports, asks.members, topics.members)
}

function tiedRows(columns: Columns, ties: string): Uint8Array {
  const tied = new Uint8Array(columns.length)
  for (const tie of ties === '' ? [] : ties.split(',')) {
    const [report, ordinal] = tie.split(' ') as [string, string]
    const row = columns.rowOf(report, Number(ordinal))
    if (row !== undefined) tied[row] = 1
  }
  return tied
}
