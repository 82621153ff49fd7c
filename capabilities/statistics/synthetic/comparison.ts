import type { CodedTable } from './coded-table.ts'
import { cellsOf } from './coded-table.ts'
import { denseCellsMax } from './combinations.ts'

/** Counts of the same combinations in two tables, side by side; cells in which both are zero may be left out. */
export interface PairedCounts {
  columns: readonly number[]
  real: Float64Array
  rows: Float64Array
}

/** Above this many cells, or when a row would have fewer than one in so many, combinations are sorted instead. */
const cellsPerRowMax = 64

/**
 * Counts a set of columns in both tables. A combination with a value that says “not recorded” is none and is not counted.
 * @param blank for each column the code of “not recorded”; -1 where there is none
 */
export function countBoth(
  real: CodedTable,
  rows: CodedTable,
  columns: readonly number[],
  blank: readonly number[],
): PairedCounts {
  const sizes = columns.map(c => real.domains[c]!.values.length)
  const cells = cellsOf(sizes)
  const keysReal = keysOf(real, columns, sizes, blank)
  const keysRows = keysOf(rows, columns, sizes, blank)
  if (cells <= denseCellsMax && cells <= cellsPerRowMax * (real.rows + rows.rows + 1)) {
    const counts = [new Float64Array(cells), new Float64Array(cells)] as const
    for (const key of keysReal) if (key >= 0) counts[0][key]!++
    for (const key of keysRows) if (key >= 0) counts[1][key]!++
    return { columns, real: counts[0], rows: counts[1] }
  }
  return { columns, ...countSparsely(keysReal, keysRows) }
}

function keysOf(
  table: CodedTable,
  columns: readonly number[],
  sizes: readonly number[],
  blank: readonly number[],
) {
  const keys = new Float64Array(table.rows)
  for (const [k, c] of columns.entries()) {
    const codes = table.codes[c]!
    const size = sizes[k]!
    const none = blank[c]!
    for (let i = 0; i < keys.length; i++) {
      if (codes[i] === none) keys[i] = Number.NEGATIVE_INFINITY
      else keys[i] = keys[i]! * size + codes[i]!
    }
  }
  return keys
}

function countSparsely(keysReal: Float64Array, keysRows: Float64Array) {
  const at = new Map<number, number>()
  const place = (key: number) => {
    const known = at.get(key)
    if (known !== undefined) return known
    at.set(key, at.size)
    return at.size - 1
  }
  const places = [keysReal, keysRows].map(keys => Int32Array.from(keys, key => (key < 0 ? -1 : place(key))))
  const [real, rows] = places.map(list => {
    const counts = new Float64Array(at.size)
    for (const p of list) if (p >= 0) counts[p]!++
    return counts
  })
  return { real: real!, rows: rows! }
}
