import { type Budget, costOf, varianceFor } from './budget.rules.ts'
import type { Domain } from './coded-table.ts'
import { discreteGaussian } from './discrete-noise.ts'
import { orderedGroupsMax } from './grouping.ts'
import type { Randomness } from './randomness.ts'

export const domainsPayment = 'domains'
/** What finding domains takes of the budget, and of δ. */
const share = 0.1
export const deltaShare = 0.5
/** Stands for every value that too few people have. */
export const other = '(other)'

/**
 * Finds the values of columns where they are not public, for a part of the budget: a value is taken when its noisy count
 * is so high that one person alone would hardly ever show it.
 * @param columns for each column its name and the value of every row; each person has at most one row
 * @param deltaKept part of δ that the budget has kept for this
 * @see Korolova, Kenthapadi, Mishra, Ntoulas 2009, WWW; Bun, Steinke 2016, arXiv:1605.02065, section 8 (approximate zCDP)
 */
export function findDomains(
  columns: readonly { name: string; values: readonly string[] }[],
  budget: Budget,
  deltaKept: number,
  random: Randomness,
): Map<string, Domain> {
  const variance = varianceFor(Math.floor(budget.left * share), columns.length)
  budget.pay(domainsPayment, costOf(variance, columns.length))
  const deviation = Math.sqrt(variance.over / variance.under)
  // Discrete Gaussian noise passes t with probability exp(-t²/2σ²) at most; one person has one value in every column.
  const threshold = 1 + Math.ceil(deviation * Math.sqrt(2 * Math.log(columns.length / deltaKept)))
  return new Map(
    columns.map(({ name, values }) => {
      const counts = new Map<string, number>()
      for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
      const found = [...counts]
        .filter(([, count]) => count + discreteGaussian(variance, random) >= threshold)
        .map(([value]) => value)
        .filter(value => value !== other)
        .sort(byNumberOrText)
      const numbers = found.filter(value => value !== '')
      const ordered =
        numbers.length > orderedGroupsMax && numbers.every(value => Number.isFinite(Number(value)))
      return [name, { name, values: [...found, other], ordered }]
    }),
  )
}

// In an order of their own, so that the order of rows does not show.
function byNumberOrText(a: string, b: string): number {
  const difference = Number(a) - Number(b)
  return a !== '' && b !== '' && Number.isFinite(difference) && difference !== 0 ? difference : a < b ? -1 : 1
}
