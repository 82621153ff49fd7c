import { sql } from 'kysely'
import type { Read } from '#platform/database/transaction.ts'
import type { Meeting } from '../recommendations.entity.ts'
import { type Columns, columnsOf, type ListedReport } from './columns.rules.ts'
import { createSets } from './sets.store.ts'

/** The registry as a caller sees it at this moment. */
export interface Registry {
  columns: Columns
  /** 1 for rows that are tied to a figure. */
  tied: Uint8Array
}

const sets = createSets()
let kept = { state: '', columns: columnsOf([], none, none) }
function none(): readonly string[] {
  return []
}

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
  const known = kept
  if (known.state === state) return { columns: known.columns, tied: tiedRows(known.columns, ties) }
  const read = await readChanged(tx, state, known.columns.reports)
  // A report that was changed meanwhile is kept under the state in which it was read.
  kept = { state: read.reports.map(({ id, listing }) => `${id} ${listing}`).join(','), columns: read }
  return { columns: read, tied: tiedRows(read, ties) }
}

async function readChanged(tx: Read, state: string, known: readonly ListedReport[]): Promise<Columns> {
  const knownOf = new Map(known.map(report => [`${report.id} ${report.listing}`, report]))
  const states = state === '' ? [] : state.split(',')
  const missing = states.filter(one => !knownOf.has(one)).map(one => one.split(' ')[0]!)
  const { rows } = await sql<{
    id: string
    listing: string
    slug: string
    language: string
    entered_at_ms: number
    meeting: Meeting | null
    named: Meeting[]
    rows: ListedReport['rows'] | null
  }>`select r.id, r.listing, r.slug, r.language, r.entered_at_ms, r.meeting,
      jsonb_path_query_array(r.chapters, '$[*].meeting ? (@ != null)') as named,
      (select jsonb_agg(jsonb_build_array(l.ordinal, l.meeting_on, l.asks::text, l.topics::text, l.reissue)
          order by l.ordinal)
        from recommendations.listed l where l.report_id = r.id) as rows
    from recommendations.report r where r.id = any(${missing}::uuid[])`.execute(tx.db)
  const readOf = new Map(
    rows.map(({ entered_at_ms, ...row }) => [
      row.id,
      { ...row, enteredAtMs: entered_at_ms, rows: row.rows ?? [] },
    ]),
  )
  const reports = states.flatMap(one => knownOf.get(one) ?? readOf.get(one.split(' ')[0]!) ?? [])
  const ids = (column: 2 | 3) => [...new Set(reports.flatMap(report => report.rows.map(row => row[column])))]
  const asks = await sets.asks(tx, ids(2))
  const concepts = await sets.concepts(tx, ids(3))
  return columnsOf(
    reports,
    id => asks.get(id) ?? [],
    id => concepts.get(id) ?? [],
  )
}

function tiedRows(columns: Columns, ties: string): Uint8Array {
  const tied = new Uint8Array(columns.length)
  for (const tie of ties === '' ? [] : ties.split(',')) {
    const [report, ordinal] = tie.split(' ')
    const row = columns.placeOf.get(report!)?.rowOf.get(Number(ordinal))
    if (row !== undefined) tied[row] = 1
  }
  return tied
}
