import { type CountTable, countTable } from '../tables.ts'

/** A generator of numbers from 0 to 1 that gives the same ones for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

export interface TableShape {
  rows: number
  columns: number
  /** How many facts, about. */
  facts: number
  rowsMultiple?: boolean
  columnsMultiple?: boolean
}

/**
 * A table of invented facts whose categories are as unequal as real ones: a few large, many small (Zipf), with rows
 * and columns partly dependent.
 */
export function inventTable(shape: TableShape, random: () => number): CountTable {
  const pick = (size: number, bias: number) =>
    Math.min(size - 1, Math.floor(size ** random() * bias + (1 - bias) * size * random() ** 3 - 1e-9))
  const several = (size: number, multiple: boolean | undefined, first: number) => {
    const values = new Set([`v${first}`])
    if (multiple) while (random() < 0.3 && values.size < size) values.add(`v${pick(size, 0.5)}`)
    return [...values]
  }
  const facts = Array.from({ length: shape.facts }, () => {
    const r = pick(shape.rows, 0.6)
    const c = random() < 0.3 ? r % shape.columns : pick(shape.columns, 0.4)
    const row = several(shape.rows, shape.rowsMultiple, r)
    return { row, column: several(shape.columns, shape.columnsMultiple, c), count: 1 }
  })
  return counted(facts, shape.rowsMultiple, shape.columnsMultiple)
}

/** A two-way table written as a matrix, for small worked examples. */
export function tableOf(matrix: readonly (readonly number[])[]): CountTable {
  return counted(
    matrix.flatMap((line, i) =>
      line.flatMap((count, j) => (count > 0 ? [{ row: [`r${i}`], column: [`c${j}`], count }] : [])),
    ),
  )
}

/** A table of combinations written out one by one. */
export function counted(
  combinations: readonly { row: string[]; column: string[]; count: number }[],
  rowsMultiple = false,
  columnsMultiple = false,
): CountTable {
  const each = combinations.map((_, n) => n)
  return countTable(
    { dimension: 'rows', multiple: rowsMultiple },
    { dimension: 'columns', multiple: columnsMultiple },
    {
      rows: combinations.map(c => c.row),
      columns: combinations.map(c => c.column),
      row: each,
      column: each,
      count: combinations.map(c => c.count),
    },
  )
}
