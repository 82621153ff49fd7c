import type { Randomness } from './randomness.ts'

const steps = 2 ** 32

/**
 * Whole shares that add up to a total, each its part rounded down or up, and on average its part: one random start, then
 * even steps.
 * @param weights zero or more, not all zero
 */
export function discreteShare(weights: ArrayLike<number>, total: number, random: Randomness): Uint32Array {
  let sum = 0
  for (let i = 0; i < weights.length; i++) sum += weights[i]!
  const shares = new Uint32Array(weights.length)
  const start = random.below(steps) / steps
  let upTo = 0
  let given = 0
  let last = 0
  for (let i = 0; i < weights.length; i++) {
    if (weights[i]! > 0) last = i
    upTo += (weights[i]! / sum) * total
    const now = Math.min(total, Math.floor(upTo + start))
    shares[i] = now - given
    given = now
  }
  shares[last]! += total - given
  return shares
}
