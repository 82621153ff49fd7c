import { type CountList, type CountTable, marginOf, transposed, turned } from '../tables.ts'
import { NetworkBuilder, TableNetwork } from './table-network.ts'

/** Counts from 1 up to one less than this are withheld. */
export const countMinDefault = 5

/** A one-way table with what is withheld marked. */
export interface ProtectedList extends CountList {
  /** 1 where the count may not be shown. */
  withheld: Uint8Array
  totalWithheld: boolean
}

/** A two-way table with what is withheld marked; its margins are withheld wherever their one-way tables are. */
export interface ProtectedTable extends CountTable {
  withheld: Uint8Array
  rowWithheld: Uint8Array
  columnWithheld: Uint8Array
  totalWithheld: boolean
  /** What was withheld, in numbers of cells inside the table. */
  tally: Tally
}

export interface Tally {
  cells: number
  /** Counts under the threshold. */
  primary: number
  /** Others, so that the first cannot be worked out. */
  secondary: number
  /** Those of the others that are zero. */
  zeros: number
  /** Counts that somebody could tell who knew which withheld counts are not zero; see the README. */
  zeroDependent: number
  /** Small counts whose range stays under the threshold though all that could be withheld is; see the README. */
  unprotected: number
}

/** Groups of an axis that are published as well, e.g. age groups beside age bands. */
export interface ListGroups {
  /** For every code of the axis, its place in `list`. */
  groupOf: readonly number[]
  list: ProtectedList
  /** Groups of the groups, e.g. years beside quarters beside months: every sum that is published has to be said. */
  above?: ListGroups
}
/** The same for the rows of a two-way table. */
export interface TableGroups {
  groupOf: readonly number[]
  table: ProtectedTable
}

/**
 * Withholds small counts of a one-way table and enough others that the sum does not give them away.
 * @param countMin threshold; counts of 1 up to countMin - 1 are withheld, 0 is shown
 */
export function protectList(list: CountList, countMin: number, groups?: ListGroups): ProtectedList {
  const net = new NetworkBuilder()
  const root = net.node()
  const turn = net.node()
  const cells = list.counts.length
  const small = (n: number) => n > 0 && n < countMin
  const mentions = list.counts.reduce((a, b) => a + b, 0)
  const levels: ListGroups[] = []
  for (let level = groups; level; level = level.above) levels.push(level)
  const nodes = levels.map(({ list }) => list.axis.codes.map(() => net.node()))
  for (let i = 0; i < cells; i++) {
    const count = list.counts[i]!
    const start = groups ? nodes[0]![groups.groupOf[i]!]! : root
    net.arc(start, turn, count, { withheld: small(count), sensitive: small(count), upper: list.total })
  }
  let parts = list.counts
  levels.forEach(({ groupOf, list: of }, level) => {
    const sums = new Float64Array(of.counts.length)
    parts.forEach((count, i) => {
      sums[groupOf[i]!]! += count
    })
    sums.forEach((sum, g) => {
      const above = levels[level + 1]
      const start = above ? nodes[level + 1]![above.groupOf[g]!]! : root
      const withheld = of.withheld[g] === 1
      net.arc(start, nodes[level]![g]!, sum, { settled: true, withheld, sensitive: withheld && small(sum) })
    })
    parts = sums
  })
  net.arc(turn, root, mentions, { settled: true, withheld: small(list.total) })
  const outcome = net.solve(countMin)
  return {
    ...list,
    withheld: outcome.withheld.slice(0, cells),
    totalWithheld: small(list.total),
  }
}

/**
 * Withholds small counts of a two-way table and enough others that none can be worked out: everything published
 * leaves each of them a range of at least `countMin`, even to somebody who knows how many values each fact carries.
 * @param rows, columns the protected one-way tables of the two axes, over the same facts
 */
export function protectTable(
  table: CountTable,
  rows: ProtectedList,
  columns: ProtectedList,
  countMin: number,
  groups?: TableGroups,
): ProtectedTable {
  const plan = new TableNetwork(table, rows, columns, countMin, groups)
  const { withheld, zeroDependent, unprotected } = plan.net.solve(countMin)
  const cells = table.counts.length
  const inside = withheld.slice(0, cells)
  // Fail closed: where a count stays within reach, nothing inside the table is shown.
  if (unprotected.length > 0) inside.fill(1)
  let primary = 0
  let secondary = 0
  let zeros = 0
  inside.forEach((is, i) => {
    const count = table.counts[i]!
    if (!is) return
    if (count > 0 && count < countMin) primary++
    else secondary++
    if (count === 0) zeros++
  })
  return {
    ...table,
    withheld: inside,
    rowWithheld: rows.withheld,
    columnWithheld: columns.withheld,
    totalWithheld: rows.totalWithheld,
    tally: {
      cells,
      primary,
      secondary,
      zeros,
      zeroDependent: zeroDependent.length,
      unprotected: unprotected.length,
    },
  }
}

/** Protects a two-way table together with the one-way tables of its axes. */
export function protectWithMargins(table: CountTable, countMin: number): ProtectedTable {
  const rows = protectList(marginOf(table, 'rows'), countMin)
  const columns = protectList(marginOf(table, 'columns'), countMin)
  return protectTable(table, rows, columns, countMin)
}

/** A protected table with rows and columns changed over. */
export function turnedTable(table: ProtectedTable): ProtectedTable {
  return {
    ...transposed(table),
    withheld: turned(table.withheld, table.rows.codes.length, table.columns.codes.length),
    rowWithheld: table.columnWithheld,
    columnWithheld: table.rowWithheld,
    totalWithheld: table.totalWithheld,
    tally: table.tally,
  }
}
