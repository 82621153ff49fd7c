import type { Flows, PublishedList, PublishedTable, Series, Shown } from './published.ts'
import { unknown } from './statistics.entity.ts'

/**
 * What a picture says in one sentence: the key of a locale message and its values. Codes are in `codes`, to be given
 * their labels; `share` is a fraction from 0 to 1.
 */
export interface Finding {
  key: string
  codes: Record<string, { dimension: string; code: string }>
  values: Record<string, number>
}

/** Ten facts and fewer are counted, not summed up in words of proportion. */
const factsMin = 10
/** A change of less than this share is called level. */
const changeMin = 0.05

/** What a one-way table says: the largest known group, and whether it is most of all. */
export function findingOfList({ axis, counts, total }: PublishedList): Finding {
  const first = plainFinding(total)
  if (first) return first
  const largest = largestOf(counts.map((count, i) => ({ count: count ?? 0, code: axis.codes[i]! })))
  const unknownCount = counts[axis.codes.indexOf(unknown)] ?? 0
  if (!largest || unknownCount > largest.count)
    return sentence('unknown', {}, { count: unknownCount, share: unknownCount / total! })
  const share = largest.count / total!
  return sentence(
    share > 0.5 ? 'most' : 'largest',
    { group: { dimension: axis.dimension, code: largest.code } },
    { count: largest.count, share },
  )
}

/** What a two-way table says: the largest of its known groups. */
export function findingOfTable(table: PublishedTable): Finding {
  const first = plainFinding(table.total)
  if (first) return first
  const cells = table.counts.flatMap((line, i) =>
    line.map((count, j) => ({
      count: count ?? 0,
      row: table.rows.codes[i]!,
      column: table.columns.codes[j]!,
    })),
  )
  const known = cells.filter(c => c.row !== unknown && c.column !== unknown && c.count > 0)
  const largest = known.reduce((a, b) => (b.count > a.count ? b : a), known[0] ?? cells[0]!)
  if (known.length === 0) return sentence('allWithheld', {}, { total: table.total! })
  return sentence(
    'pair',
    {
      row: { dimension: table.rows.dimension, code: largest.row },
      column: { dimension: table.columns.dimension, code: largest.column },
    },
    { count: largest.count, share: largest.count / table.total! },
  )
}

/** What a series says: how its last full year compares with its first. @param lastFullYear later years are left out */
export function findingOfSeries({ years, totals }: Series, lastFullYear: number): Finding {
  const points = years.flatMap((year, i) => {
    const count = totals[i]
    return count === null || count === undefined || year > lastFullYear ? [] : [{ year, count }]
  })
  const [from, to] = [points[0], points.at(-1)]
  if (!from || !to) return sentence('none', {}, {})
  if (from.year === to.year) return sentence('oneYear', {}, { year: from.year, count: from.count })
  const change = from.count === 0 ? Number.POSITIVE_INFINITY : to.count / from.count - 1
  const key = Math.abs(change) < changeMin ? 'level' : change > 0 ? 'rose' : 'fell'
  return sentence(key, {}, { from: from.year, fromCount: from.count, to: to.year, toCount: to.count })
}

/** What a flow map says: the largest flow across a border, or that all stay inside. */
export function findingOfFlows({ flows, total }: Flows): Finding {
  const first = plainFinding(total)
  if (first) return first
  const known = flows.filter(flow => flow.from !== unknown && flow.to !== unknown)
  const across = known.find(flow => flow.from !== flow.to)
  const largest = across ?? known[0]
  if (!largest) return sentence('allWithheld', {}, { total: total! })
  return sentence(
    across ? 'flow' : 'domestic',
    {
      from: { dimension: 'citizenship', code: largest.from },
      to: { dimension: 'countryOfExploitation', code: largest.to },
    },
    { count: largest.count, share: largest.count / total! },
  )
}

function plainFinding(total: Shown): Finding | undefined {
  if (total === null) return sentence('withheld', {}, {})
  if (total === 0) return sentence('none', {}, {})
  if (total <= factsMin) return sentence('few', {}, { total })
  return undefined
}

function largestOf(groups: { count: number; code: string }[]): { count: number; code: string } | undefined {
  return groups
    .filter(group => group.code !== unknown && group.count > 0)
    .reduce<{ count: number; code: string } | undefined>(
      (a, b) => (!a || b.count > a.count ? b : a),
      undefined,
    )
}

const sentence = (key: string, codes: Finding['codes'], values: Finding['values']): Finding => ({
  key: `statistics.finding.${key}`,
  codes,
  values,
})

/** A change of level that a series shows, as the sentence over a picture needs it. */
interface ToldChange {
  /** The most likely first period of the new level. */
  at: string
  probability: number
  before: number
  after: number
}

/**
 * What a series of years, quarters or months says: its latest change of level, or how its last full period compares with
 * the one a year before, or that its counts are withheld.
 * @param lastFull later periods are not over yet
 */
export function findingOfTimeline(
  points: readonly { period: string; count: Shown }[],
  total: Shown,
  changes: readonly ToldChange[],
  lastFull: string,
): Finding {
  const first = plainFinding(total)
  if (first) return first
  const change = changes.at(-1)
  if (change)
    return sentence(
      change.after > change.before ? 'changeUp' : 'changeDown',
      { period: { dimension: 'period', code: change.at } },
      { tenths: tenthsOf(change.probability), before: rounded(change.before), after: rounded(change.after) },
    )
  const full = points.filter(({ period }) => period <= lastFull)
  const last = full.at(-1)
  const yearBefore =
    last &&
    full.find(({ period }) => period === `${Number(last.period.slice(0, 4)) - 1}${last.period.slice(4)}`)
  if (!last || last.count === null) return sentence('allWithheld', {}, { total: total! })
  const codes = { period: { dimension: 'period', code: last.period } }
  if (!yearBefore || yearBefore.count === null) return sentence('inPeriod', codes, { count: last.count })
  return sentence('yearOnYear', codes, { count: last.count, before: yearBefore.count })
}

/** A probability as people say it: so many in ten. Never ten, since nothing is certain. */
export const tenthsOf = (probability: number): number => Math.min(9, Math.round(probability * 10))

const rounded = (level: number) => (level < 10 ? Math.round(level * 10) / 10 : Math.round(level))
