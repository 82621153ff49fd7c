import { unknown } from './statistics.entity.ts'

/** One side of a table: the codes it shows, and whether a fact may stand under several of them at once. */
export interface Axis {
  dimension: string
  codes: readonly string[]
  multiple: boolean
}

/**
 * Counted combinations of values: for every n, `count[n]` facts carry exactly the values `rows[row[n]]` and
 * `columns[column[n]]`. An empty list of values means unknown; no list
 * names a value twice.
 */
export interface Combinations {
  rows: readonly (readonly string[])[]
  columns: readonly (readonly string[])[]
  row: ArrayLike<number>
  column: ArrayLike<number>
  count: ArrayLike<number>
}

/** Counted combinations of the values of one axis. */
export type Groups = Omit<Combinations, 'columns' | 'column'>

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
export function countTable(rows: AxisPlan, columns: AxisPlan, combinations: Combinations): CountTable {
  const { row, column, count } = combinations
  const rowOf = placed(rows, combinations.rows, row)
  const columnOf = placed(columns, combinations.columns, column)
  const width = columnOf.axis.codes.length
  const table: CountTable = {
    rows: rowOf.axis,
    columns: columnOf.axis,
    counts: new Float64Array(rowOf.axis.codes.length * width),
    rowTotals: new Float64Array(rowOf.axis.codes.length),
    columnTotals: new Float64Array(width),
    total: 0,
  }
  for (let n = 0; n < count.length; n++) {
    const facts = count[n]!
    const [r0, r1] = [rowOf.from[row[n]!]!, rowOf.from[row[n]! + 1]!]
    const [c0, c1] = [columnOf.from[column[n]!]!, columnOf.from[column[n]! + 1]!]
    table.total += facts
    for (let c = c0; c < c1; c++) table.columnTotals[columnOf.places[c]!]! += facts
    for (let r = r0; r < r1; r++) {
      const i = rowOf.places[r]!
      table.rowTotals[i]! += facts
      for (let c = c0; c < c1; c++) table.counts[i * width + columnOf.places[c]!]! += facts
    }
  }
  return table
}

/** Counts the values of one axis into a one-way table. */
export function countList(rows: AxisPlan, groups: Groups): CountList {
  const { axis, places, from } = placed(rows, groups.rows, groups.row)
  const list: CountList = { axis, counts: new Float64Array(axis.codes.length), total: 0 }
  for (let n = 0; n < groups.count.length; n++) {
    const facts = groups.count[n]!
    list.total += facts
    for (let r = from[groups.row[n]!]!; r < from[groups.row[n]! + 1]!; r++) list.counts[places[r]!]! += facts
  }
  return list
}

/**
 * The table with the rows of each group added up.
 * @param groupOf for every row its group's code; rows of an axis that is not multiple
 * @param dimension name of the axis of groups; its codes follow `order`, unknown last
 */
export function grouped(
  table: CountTable,
  dimension: string,
  groupOf: readonly string[],
  order: readonly string[],
): CountTable {
  const rank = (code: string) => (order.includes(code) ? order.indexOf(code) : order.length)
  const codes = [...new Set(groupOf)].sort((a, b) => rank(a) - rank(b))
  const width = table.columns.codes.length
  const result: CountTable = {
    ...table,
    rows: { dimension, codes, multiple: false },
    counts: new Float64Array(codes.length * width),
    rowTotals: new Float64Array(codes.length),
  }
  groupOf.forEach((code, i) => {
    const g = codes.indexOf(code)
    result.rowTotals[g]! += table.rowTotals[i]!
    for (let j = 0; j < width; j++) result.counts[g * width + j]! += table.counts[i * width + j]!
  })
  return result
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

interface Placed {
  axis: Axis
  /** Places on the axis of list n: `places[from[n]]` up to, not including, `places[from[n + 1]]`. */
  places: Int32Array
  from: Int32Array
}

/** Makes the axis of the values that occur, and says where on it each list of values stands. */
function placed(plan: AxisPlan, lists: readonly (readonly string[])[], used: ArrayLike<number>): Placed {
  const isUsed = new Uint8Array(lists.length)
  for (let n = 0; n < used.length; n++) isUsed[used[n]!] = 1
  const marks = new Map<string, number>()
  const from = new Int32Array(lists.length + 1)
  const places: number[] = []
  const place = (code: string) => {
    let mark = marks.get(code)
    if (mark === undefined) {
      mark = marks.size
      marks.set(code, mark)
    }
    places.push(mark)
  }
  for (let n = 0; n < lists.length; n++) {
    const values = lists[n]!
    if (isUsed[n] && values.length === 0) place(unknown)
    else if (isUsed[n] && plan.fold) for (const code of new Set(values.map(plan.fold))) place(code)
    else if (isUsed[n]) for (const code of values) place(code)
    from[n + 1] = places.length
  }
  const order = new Map((plan.order ?? []).map((code, i) => [code, i]))
  const rank = (code: string) =>
    code === unknown ? Number.MAX_SAFE_INTEGER : (order.get(code) ?? order.size)
  const codes = [...marks.keys()].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1))
  const placeOfMark = new Int32Array(codes.length)
  codes.forEach((code, i) => {
    placeOfMark[marks.get(code)!] = i
  })
  return {
    axis: { dimension: plan.dimension, codes, multiple: plan.multiple },
    places: Int32Array.from(places, mark => placeOfMark[mark]!),
    from,
  }
}
