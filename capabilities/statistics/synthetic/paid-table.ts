import { type Budget, costOf, type Rho, varianceFor } from './budget.rules.ts'
import { type CodedTable, countMarginal, type Domain } from './coded-table.ts'
import { addNoise, discreteGaussian, type Fraction } from './discrete-noise.ts'
import type { Randomness } from './randomness.ts'

/** Noisy counts of one set of columns, and the variance of their noise. */
export interface NoisyCounts {
  columns: readonly number[]
  counts: Float64Array
  variance: number
}

/**
 * The only way in which a generator sees a table: each question is paid before the table is read, and answered with exact
 * noise. One person moves each count of a set of columns by at most 1, in one cell, since she has one row.
 */
export class PaidTable {
  readonly domains: readonly Domain[]
  readonly budget: Budget
  readonly #table: CodedTable
  readonly #random: Randomness
  /** Codes as they are asked for: of values, or of groups of values. */
  #codes: readonly Uint16Array[]
  #sizes: readonly number[]

  constructor(table: CodedTable, budget: Budget, random: Randomness) {
    this.#table = table
    this.domains = table.domains
    this.budget = budget
    this.#random = random
    this.#codes = table.codes
    this.#sizes = table.domains.map(d => d.values.length)
  }

  get sizes(): readonly number[] {
    return this.#sizes
  }

  /** From now on counts groups of values; which, may depend on nothing but what was paid for. */
  group(recode: (table: CodedTable) => readonly Uint16Array[], sizes: readonly number[]): void {
    this.#codes = recode(this.#table)
    this.#sizes = sizes
  }

  /**
   * Counts sets of columns with noise, each for its part of the price.
   * @param parts of each set; they add up to 1
   */
  measure(
    what: string,
    sets: readonly (readonly number[])[],
    parts: readonly number[],
    rho: Rho,
  ): NoisyCounts[] {
    const variances = parts.map(part => varianceFor(Math.floor(rho * part), 1))
    this.budget.pay(
      what,
      variances.reduce((sum, v) => sum + costOf(v, 1), 0),
    )
    return sets.map((columns, i) => ({
      columns,
      counts: addNoise(countMarginal(this.#codes, this.#sizes, columns), variances[i]!, this.#random),
      variance: amountOf(variances[i]!),
    }))
  }

  /**
   * How far estimates of pairs are from the true counts, added up, with noise. One person moves each by at most 1.
   * @param estimates whole numbers
   */
  distances(
    what: string,
    sets: readonly { columns: readonly number[]; estimate: Float64Array }[],
    rho: Rho,
  ): { noisy: number[]; deviation: number } {
    const variance = varianceFor(rho, sets.length)
    this.budget.pay(what, costOf(variance, sets.length))
    const noisy = sets.map(({ columns, estimate }) => {
      const counts = countMarginal(this.#codes, this.#sizes, columns)
      let distance = 0
      for (let i = 0; i < counts.length; i++) distance += Math.abs(counts[i]! - Math.round(estimate[i]!))
      return distance + discreteGaussian(variance, this.#random)
    })
    return { noisy, deviation: Math.sqrt(amountOf(variance)) }
  }
}

const amountOf = ({ over, under }: Fraction): number => over / under
