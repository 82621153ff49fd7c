import { unknown } from './statistics.entity.ts'

/** One side of a table: the codes it shows, and whether a fact may stand under several of them at once. */
export interface Axis {
  dimension: string
  codes: readonly string[]
  multiple: boolean
}

/** How many facts carry exactly these values. An empty list of values means unknown. */
export interface Combination {
  row: readonly string[]
  column: readonly string[]
  count: number
}

/** A one-way table: counts beside the codes of the axis; the total counts every fact once. */
export interface CountList {
  axis: Axis
  counts: Float64Array
  total: number
}

/**
 * A two-way table, row by row. Totals count every fact once per code of their own axis; where the other axis is
 * `multiple` they are therefore not the sums of their lines.
 */
export interface CountTable {
  rows: Axis
  columns: Axis
  counts: Float64Array
  rowTotals: Float64Array
  columnTotals: Float64Array
  total: number
}

/** What an axis of a table to be counted is called, and in which order its codes stand. */
export interface AxisPlan {
  dimension: string
  multiple: boolean
  /** Codes in the order of their list; codes of the data that it lacks follow, unknown last. */
  order?: readonly string[]
  /** Folds a fact's value into the code to count by, e.g. an age band into its group. */
  fold?: (code: string) => string
}

/**
 * Counts combinations into a two-way table with margins. A fact with several values of a multiple axis is counted
 * once under each, and once in every total.
 */
export function countTable(
  rows: AxisPlan,
  columns: AxisPlan,
  combinations: Iterable<Combination>,
): CountTable {
  const given = [...combinations].map(c => ({
    row: valuesOf(c.row, rows),
    column: valuesOf(c.column, columns),
    count: c.count,
  }))
  const rowAxis = axisOf(rows, given, c => c.row)
  const columnAxis = axisOf(columns, given, c => c.column)
  const rowAt = indexOf(rowAxis)
  const columnAt = indexOf(columnAxis)
  const width = columnAxis.codes.length
  const table: CountTable = {
    rows: rowAxis,
    columns: columnAxis,
    counts: new Float64Array(rowAxis.codes.length * width),
    rowTotals: new Float64Array(rowAxis.codes.length),
    columnTotals: new Float64Array(width),
    total: 0,
  }
  for (const { row, column, count } of given) {
    table.total += count
    for (const c of column) table.columnTotals[columnAt.get(c)!]! += count
    for (const r of row) {
      const i = rowAt.get(r)!
      table.rowTotals[i]! += count
      for (const c of column) table.counts[i * width + columnAt.get(c)!]! += count
    }
  }
  return table
}

/** Counts combinations into a one-way table; only their rows are read. */
export function countList(rows: AxisPlan, combinations: Iterable<Omit<Combination, 'column'>>): CountList {
  const given = [...combinations].map(c => ({ row: valuesOf(c.row, rows), count: c.count }))
  const axis = axisOf(rows, given, c => c.row)
  const at = indexOf(axis)
  const list: CountList = { axis, counts: new Float64Array(axis.codes.length), total: 0 }
  for (const { row, count } of given) {
    list.total += count
    for (const r of row) list.counts[at.get(r)!]! += count
  }
  return list
}

/** The one-way table of a two-way table's rows or columns. */
export const marginOf = (table: CountTable, side: 'rows' | 'columns'): CountList => ({
  axis: table[side],
  counts: side === 'rows' ? table.rowTotals : table.columnTotals,
  total: table.total,
})

/** The same table with rows and columns changed over. */
export function transposed(table: CountTable): CountTable {
  return {
    rows: table.columns,
    columns: table.rows,
    counts: turned(table.counts, table.rows.codes.length, table.columns.codes.length),
    rowTotals: table.columnTotals,
    columnTotals: table.rowTotals,
    total: table.total,
  }
}

/** A row-by-row matrix of the given size, read column by column. */
export function turned<T extends Float64Array | Uint8Array>(matrix: T, rows: number, columns: number): T {
  const result = matrix.slice() as T
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < columns; j++) result[j * rows + i] = matrix[i * columns + j]!
  return result
}

function valuesOf(values: readonly string[], plan: AxisPlan): readonly string[] {
  const { fold } = plan
  const folded = fold ? [...new Set(values.map(fold))] : values
  return folded.length > 0 ? folded : [unknown]
}

function axisOf<T>(plan: AxisPlan, given: readonly T[], values: (item: T) => readonly string[]): Axis {
  const present = new Set<string>()
  for (const item of given) for (const value of values(item)) present.add(value)
  const order = new Map((plan.order ?? []).map((code, i) => [code, i]))
  const rank = (code: string) =>
    code === unknown ? Number.MAX_SAFE_INTEGER : (order.get(code) ?? order.size)
  const codes = [...present].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1))
  return { dimension: plan.dimension, codes, multiple: plan.multiple }
}

const indexOf = (axis: Axis) => new Map(axis.codes.map((code, i) => [code, i]))
