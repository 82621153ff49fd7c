import { type Budget, costOf, type Rho, varianceFor } from './budget.rules.ts'
import type { CodedTable } from './coded-table.ts'
import { columnSets, setsOf } from './combinations.ts'
import { countBoth } from './comparison.ts'
import { discreteGaussian, type Fraction } from './discrete-noise.ts'
import { blanksOf } from './domains.ts'
import type { Randomness } from './randomness.ts'

/** How near the rows come to the real table, for combinations of one length. Sums over the sets of columns compared. */
export interface LengthQuality {
  length: number
  /** Sets of columns that were compared. */
  sets: number
  /** Different combinations that the rows show. */
  shown: number
  /** Rows, once for each combination of theirs. */
  persons: number
  /** Of the combinations that rows show: |count of the rows - real count|, added up. */
  distance: number
  /** Real persons, once for each combination of theirs that no row shows. */
  withheld: number
  /** Combinations with at least `often` rows that no person has. */
  fabricated: number
  shownOften: number
  /** Standard deviations of the noise in `distance`, `withheld` and `fabricated`; 0 where no noise was added. */
  noise: number
}

/** How far apart the counts of all pairs of columns are, “not recorded” being a value like any other. */
export interface PairDistance {
  sets: number
  distance: number
  noise: number
}

/** From so many rows a combination is said to be shown often: under that nobody should read a number into it. */
export const often = 10
/** Larger tables are compared on so many sets of columns of each length, taken evenly. */
const setsMax = 2_000
export const lengths = [1, 2, 3, 4] as const

/** Compares rows with the real table exactly: for benchmarks and tests on tables that are not secret. */
export function compareExactly(real: CodedTable, rows: CodedTable): LengthQuality[] {
  return lengths.filter(l => l <= real.domains.length).map(length => compareLength(real, rows, length))
}

/**
 * The same for a secret table, for a price. One person moves each of these numbers by at most 1 for each set of
 * columns.
 */
export function compareForPrice(
  real: CodedTable,
  rows: CodedTable,
  rho: Rho,
  budget: Budget,
  random: Randomness,
): { lengths: LengthQuality[]; pairs: PairDistance } {
  const present = lengths.filter(l => l <= real.domains.length)
  const each = Math.floor(rho / (3 * present.length + 1))
  const plans = present.map(length => {
    const sets = Math.min(setsMax, setsOf(real.domains.length, length))
    return { length, variance: varianceFor(each, sets * sets), sets }
  })
  const pairSets = setsOf(real.domains.length, 2)
  const pairVariance = varianceFor(each, pairSets * pairSets)
  budget.pay(
    'quality report',
    plans.reduce(
      (sum, p) => sum + 3 * costOf(p.variance, p.sets * p.sets),
      costOf(pairVariance, pairSets * pairSets),
    ),
  )
  const noisy = (value: number, variance: Fraction) => Math.max(0, value + discreteGaussian(variance, random))
  return {
    lengths: plans.map(({ length, variance }) => {
      const exact = compareLength(real, rows, length)
      return {
        ...exact,
        distance: noisy(exact.distance, variance),
        withheld: noisy(exact.withheld, variance),
        fabricated: noisy(exact.fabricated, variance),
        noise: deviationOf(variance),
      }
    }),
    pairs: {
      sets: pairSets,
      distance: noisy(pairDistance(real, rows), pairVariance),
      noise: deviationOf(pairVariance),
    },
  }
}

const deviationOf = ({ over, under }: Fraction) => Math.sqrt(over / under)

function pairDistance(real: CodedTable, rows: CodedTable): number {
  const none = real.domains.map(() => -1)
  let distance = 0
  for (const set of columnSets(real.domains.length, 2)) {
    const both = countBoth(real, rows, set, none)
    for (let i = 0; i < both.real.length; i++) distance += Math.abs(both.real[i]! - both.rows[i]!)
  }
  return distance
}

function compareLength(real: CodedTable, rows: CodedTable, length: number): LengthQuality {
  const columns = real.domains.length
  const blanks = blanksOf(real)
  const all = setsOf(columns, length)
  const every = Math.max(1, all / setsMax)
  const quality = {
    length,
    sets: 0,
    shown: 0,
    persons: 0,
    distance: 0,
    withheld: 0,
    fabricated: 0,
    shownOften: 0,
    noise: 0,
  }
  let at = 0
  for (const set of columnSets(columns, length)) {
    if (Math.floor(at++ / every) !== quality.sets) continue
    quality.sets++
    const both = countBoth(real, rows, set, blanks)
    for (let i = 0; i < both.real.length; i++) {
      const truth = both.real[i]!
      const seen = both.rows[i]!
      if (seen === 0) {
        quality.withheld += truth
        continue
      }
      quality.shown++
      quality.persons += seen
      quality.distance += Math.abs(seen - truth)
      if (seen >= often) {
        quality.shownOften++
        if (truth === 0) quality.fabricated++
      }
    }
  }
  return quality
}

/**
 * How alike two tables are over all pairs of columns, from 0 to 1,000: the mean of (2 - distance of the densities) x 500.
 * Ordered columns are first put into bins of about equal size by the real table.
 */
export function kMarginal(real: CodedTable, rows: CodedTable, bins = 20): number {
  const [a, b] = binned(real, rows, bins)
  const none = a.domains.map(() => -1)
  let sum = 0
  let pairs = 0
  for (const set of columnSets(a.domains.length, 2)) {
    const both = countBoth(a, b, set, none)
    let distance = 0
    for (let i = 0; i < both.real.length; i++)
      distance += Math.abs(both.real[i]! / a.rows - both.rows[i]! / b.rows)
    sum += (2 - distance) * 500
    pairs++
  }
  return sum / pairs
}

function binned(real: CodedTable, rows: CodedTable, bins: number): [CodedTable, CodedTable] {
  const binsOf = real.domains.map(({ values, ordered }, c) => {
    if (!ordered || values.length <= bins) return undefined
    const sorted = Uint16Array.from(real.codes[c]!).sort()
    const edges = Array.from(
      { length: bins - 1 },
      (_, k) => sorted[Math.floor(((k + 1) * sorted.length) / bins)]!,
    )
    return Uint16Array.from(values, (_, code) => edges.filter(edge => code >= edge).length)
  })
  const domains = real.domains.map((domain, c) =>
    binsOf[c] ? { ...domain, values: Array.from({ length: bins }, (_, k) => `${k}`) } : domain,
  )
  const recode = (table: CodedTable): CodedTable => ({
    domains,
    rows: table.rows,
    codes: table.codes.map((codes, c) => (binsOf[c] ? codes.map(code => binsOf[c]![code]!) : codes)),
  })
  return [recode(real), recode(rows)]
}
