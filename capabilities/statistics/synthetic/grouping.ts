import type { CodedTable, Domain } from './coded-table.ts'
import type { Randomness } from './randomness.ts'
import { discreteShare } from './rounding.ts'

/** Values of one column taken together, so that small counts do not drown in noise. Made from noisy counts alone. */
export interface Grouping {
  /** For every value of the domain its group. */
  groupOf: Uint16Array
  groups: number
  /** For every value how many there are expected to be; zero or more. */
  expected: Float64Array
}

/** Ordered columns have at most so many groups. */
export const orderedGroupsMax = 32
/** Counts under so many standard deviations of their noise are taken together. */
const deviationsMin = 3

/**
 * Groups the values of a column by their noisy counts: neighbours of an ordered column until they hold their part, rare
 * values of any other column in one group.
 * @param deviation standard deviation of the noise of each count
 */
export function groupValues(domain: Domain, noisy: Float64Array, deviation: number): Grouping {
  const expected = noisy.map(count => Math.max(0, count))
  const enough = deviationsMin * deviation
  if (domain.ordered && domain.values.length > orderedGroupsMax)
    return groupNeighbours(expected, Math.max(enough, sumOf(expected) / orderedGroupsMax))
  const rare = [...expected.keys()].filter(v => noisy[v]! < enough)
  const groupOf = new Uint16Array(expected.length)
  let groups = 0
  const together = rare.length > 1
  for (const v of expected.keys()) if (!together || !rare.includes(v)) groupOf[v] = groups++
  if (together) {
    for (const v of rare) groupOf[v] = groups
    groups++
  }
  return { groupOf, groups, expected }
}

function groupNeighbours(expected: Float64Array, part: number): Grouping {
  const groupOf = new Uint16Array(expected.length)
  let group = 0
  let held = 0
  let left = sumOf(expected)
  for (const [v, count] of expected.entries()) {
    // A value that would fill the group more over than the group lacks begins the next one.
    if (held > 0 && held + count / 2 > part && left >= part / 2) {
      group++
      held = 0
    }
    groupOf[v] = group
    held += count
    left -= count
  }
  return { groupOf, groups: group + 1, expected }
}

/** The columns as codes of groups. */
export const groupedCodes = (table: CodedTable, groupings: readonly Grouping[]): Uint16Array[] =>
  table.codes.map((codes, c) => codes.map(code => groupings[c]!.groupOf[code]!))

/** Gives every row of a group one of its values, in the proportions that are expected. */
export function ungroup(
  codes: Uint16Array,
  { groupOf, groups, expected }: Grouping,
  random: Randomness,
): Uint16Array {
  const rowsOf: number[][] = Array.from({ length: groups }, () => [])
  for (const [i, group] of codes.entries()) rowsOf[group]!.push(i)
  const values = new Uint16Array(codes.length)
  for (const [group, rows] of rowsOf.entries()) {
    const inside = [...groupOf.keys()].filter(v => groupOf[v] === group)
    const weights = inside.map(v => expected[v]!)
    const shares = discreteShare(sumOf(weights) > 0 ? weights : weights.map(() => 1), rows.length, random)
    shuffle(rows, random)
    let next = 0
    for (const [k, v] of inside.entries()) for (let n = 0; n < shares[k]!; n++) values[rows[next++]!] = v
  }
  return values
}

export function shuffle(items: number[] | Uint32Array, random: Randomness): void {
  for (let i = items.length - 1; i > 0; i--) {
    const j = random.below(i + 1)
    const kept = items[i]!
    items[i] = items[j]!
    items[j] = kept
  }
}

export const sumOf = (values: ArrayLike<number>): number => {
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += values[i]!
  return sum
}
