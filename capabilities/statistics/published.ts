import type { ProtectedList, ProtectedTable } from './disclosure/protect.ts'
import type { Axis } from './tables.ts'

/** A count as it may be shown; null where it is withheld, which is never the same as 0. */
export type Shown = number | null

export interface PublishedList {
  axis: Axis
  counts: Shown[]
  total: Shown
  /** How many counts are withheld. */
  withheld: number
}

export interface PublishedTable {
  rows: Axis
  columns: Axis
  /** Row by row. */
  counts: Shown[][]
  rowTotals: Shown[]
  columnTotals: Shown[]
  total: Shown
  /** How many counts inside the table are withheld, and how many it has. */
  withheld: number
  cells: number
}

/** What may leave of a protected one-way table. Which counts are small and which protect them is not said. */
export function publishList(list: ProtectedList): PublishedList {
  const counts = shown(list.counts, list.withheld)
  return {
    axis: list.axis,
    counts,
    total: list.totalWithheld ? null : list.total,
    withheld: withheldIn(counts),
  }
}

/** What may leave of a protected two-way table. */
export function publishTable(table: ProtectedTable): PublishedTable {
  const width = table.columns.codes.length
  const flat = shown(table.counts, table.withheld)
  return {
    rows: table.rows,
    columns: table.columns,
    counts: table.rows.codes.map((_, i) => flat.slice(i * width, (i + 1) * width)),
    rowTotals: shown(table.rowTotals, table.rowWithheld),
    columnTotals: shown(table.columnTotals, table.columnWithheld),
    total: table.totalWithheld ? null : table.total,
    withheld: withheldIn(flat),
    cells: flat.length,
  }
}

/** People from one place exploited in another; `count` is null where it is withheld, and nobody's flow is left out. */
export interface Flow {
  from: string
  to: string
  count: number
}

export interface Flows {
  /** Largest first; only flows whose count may be shown and is not 0. */
  flows: Flow[]
  /** How many of the pairs are withheld. */
  withheld: number
  total: Shown
}

/** The flows of a table whose rows are citizenships and whose columns are countries of exploitation. */
export function flowsOf(table: PublishedTable): Flows {
  const flows: Flow[] = []
  table.rows.codes.forEach((from, i) => {
    table.columns.codes.forEach((to, j) => {
      const count = table.counts[i]![j]!
      if (count) flows.push({ from, to, count })
    })
  })
  flows.sort((a, b) => b.count - a.count || (a.from + a.to < b.from + b.to ? -1 : 1))
  return { flows, withheld: table.withheld, total: table.total }
}

/** A count for every year, without gaps; null where it is withheld, 0 where nothing was recorded. */
export interface Series {
  years: number[]
  lines: { code: string; counts: Shown[] }[]
  totals: Shown[]
  /** Facts whose year nobody knows; they are in no year. */
  undated: Shown
}

/** The yearly series of a table whose rows are years; of a list of years, the totals alone. */
export function seriesOf(of: PublishedTable | PublishedList): Series {
  const table =
    'counts' in of && 'axis' in of
      ? { rows: of.axis, columns: { codes: [] as readonly string[] }, counts: [], rowTotals: of.counts }
      : of
  const known = table.rows.codes.filter(isYear).map(Number)
  const [from, to] = [Math.min(...known), Math.max(...known)]
  const years = known.length === 0 ? [] : Array.from({ length: to - from + 1 }, (_, i) => from + i)
  const places = years.map(year => table.rows.codes.indexOf(String(year)))
  const pick = (counts: (row: number) => Shown) => places.map(place => (place < 0 ? 0 : counts(place)))
  const undated = table.rows.codes.findIndex(code => !isYear(code))
  return {
    years,
    lines: table.columns.codes.map((code, j) => ({ code, counts: pick(i => table.counts[i]![j]!) })),
    totals: pick(i => table.rowTotals[i]!),
    undated: undated < 0 ? 0 : table.rowTotals[undated]!,
  }
}

const isYear = (code: string) => /^\d{4}$/.test(code)

const shown = (counts: Float64Array, withheld: Uint8Array): Shown[] =>
  Array.from(counts, (count, i) => (withheld[i] ? null : count))

const withheldIn = (counts: readonly Shown[]) =>
  counts.reduce<number>((n, count) => n + (count === null ? 1 : 0), 0)
