import { type ProtectedTable, protectList } from '../disclosure/protect.ts'
import type { FactCounts } from '../figures.ts'
import type { Shown } from '../published.ts'
import { unknown } from '../statistics.entity.ts'
import { countTable } from '../tables.ts'

/** People of one citizenship exploited in one country, taken through another; `through` is null where none is recorded. */
export interface Corridor {
  from: string
  through: string | null
  to: string
  count: number
}

/** How many people came from, through and to which countries; an empty list is unknown. */
export interface CountedWay {
  from: string[]
  through: string[]
  to: string[]
  count: number
}

export interface Corridors {
  /** Largest first; only those whose count may be shown and is not 0. */
  corridors: Corridor[]
  withheld: number
  total: Shown
}

const between = '>'

/**
 * Corridors with the countries of transit. A corridor is shown only under a flow that the table of flows shows, and the
 * corridors of one flow are protected against its count. They need no more: how many people came through a country in
 * all is told nowhere, so no sum runs across flows.
 * @param flows the protected table of citizenship by country of exploitation, over the same facts
 */
export function corridorsOf(
  counted: readonly CountedWay[],
  flows: ProtectedTable,
  countMin: number,
): Corridors {
  const known = (values: readonly string[]) => (values.length > 0 ? [...new Set(values)] : [unknown])
  const pairs = counted.map(({ from, to }) => known(from).flatMap(a => known(to).map(b => a + between + b)))
  const table = countTable(
    { dimension: 'corridor', multiple: true },
    { dimension: 'transit', multiple: true },
    {
      rows: pairs,
      columns: counted.map(({ through }) => [...new Set(through)]),
      row: counted.map((_, n) => n),
      column: counted.map((_, n) => n),
      count: counted.map(({ count }) => count),
    },
  )
  const width = table.columns.codes.length
  const corridors: Corridor[] = []
  // A withheld 0 counts as withheld, under withheld flows, too: how many there are must not tell which of them are somebody.
  let withheld = width * flows.withheld.reduce((sum, is) => sum + is, 0)
  table.rows.codes.forEach((pair, i) => {
    if (withheldIn(flows, pair)) return
    const counts = table.counts.slice(i * width, (i + 1) * width)
    const row = protectList({ axis: table.columns, counts, total: table.rowTotals[i]! }, countMin)
    const [from = '', to = ''] = pair.split(between)
    table.columns.codes.forEach((code, j) => {
      const count = counts[j]!
      if (row.withheld[j]) withheld++
      else if (count > 0) corridors.push({ from, through: code === unknown ? null : code, to, count })
    })
  })
  corridors.sort((a, b) => b.count - a.count || (keyOf(a) < keyOf(b) ? -1 : 1))
  return { corridors, withheld, total: flows.totalWithheld ? null : table.total }
}

/** The flows under counted ways, so that both tables are of the same moment. */
export function flowCounts(counted: readonly CountedWay[]): FactCounts {
  const places = counted.map((_, n) => n)
  return {
    count: async () => ({
      rows: counted.map(({ from }) => [...new Set(from)]),
      columns: counted.map(({ to }) => [...new Set(to)]),
      row: places,
      column: places,
      count: counted.map(({ count }) => count),
    }),
  }
}

function withheldIn(flows: ProtectedTable, pair: string): number {
  const [from = '', to = ''] = pair.split(between)
  const [i, j] = [flows.rows.codes.indexOf(from), flows.columns.codes.indexOf(to)]
  // A pair that the flows do not know came in between the two counts: nothing is said of it.
  return i < 0 || j < 0 ? 1 : flows.withheld[i * flows.columns.codes.length + j]!
}

const keyOf = ({ from, through, to }: Corridor) => [from, through ?? '', to].join(between)
