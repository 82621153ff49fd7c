import type { PublishedTable, Shown } from '../published.ts'

/** One line of a comparison: two shown counts and their difference, or null for what is withheld. */
export interface ComparedLine {
  code: string
  a: Shown
  b: Shown
  /** b less a; null unless both are shown. */
  difference: number | null
}

export interface Comparison {
  lines: ComparedLine[]
  total: Omit<ComparedLine, 'code'>
  withheld: number
}

/**
 * Compares two sides of a protected table, each the sum of some of its columns: years of a period, or one district.
 * A side is shown only where each of its counts is, a difference only where both sides are; nothing is shown that could
 * not be worked out from the table.
 */
export function compare(table: PublishedTable, a: readonly string[], b: readonly string[]): Comparison {
  const sideOf = (codes: readonly string[], counts: (column: number) => Shown): Shown => {
    let sum: Shown = 0
    for (const code of codes) {
      const column = table.columns.codes.indexOf(code)
      // A year that the table does not have is a year without anybody.
      const count = column < 0 ? 0 : counts(column)
      sum = sum === null || count === null ? null : sum + count
    }
    return sum
  }
  const lineOf = (counts: (column: number) => Shown) => {
    const [left, right] = [sideOf(a, counts), sideOf(b, counts)]
    return { a: left, b: right, difference: left === null || right === null ? null : right - left }
  }
  const lines = table.rows.codes.map((code, i) => ({ code, ...lineOf(j => table.counts[i]![j]!) }))
  const total = lineOf(j => table.columnTotals[j]!)
  return {
    lines,
    total: table.total === null ? { a: null, b: null, difference: null } : total,
    withheld: lines.filter(line => line.a === null || line.b === null).length,
  }
}

/** The years of a period: '2024' or '2019-2021'; nothing when it is neither. */
export function yearsOf(period: string): string[] | undefined {
  const [, from, to] = /^(\d{4})(?:-(\d{4}))?$/.exec(period) ?? []
  if (!from) return undefined
  const [first, last] = [Number(from), Number(to ?? from)]
  if (last < first || last - first > 50) return undefined
  return Array.from({ length: last - first + 1 }, (_, i) => String(first + i))
}
