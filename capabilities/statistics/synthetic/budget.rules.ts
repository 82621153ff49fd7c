import type { Fraction } from './discrete-noise.ts'

/**
 * Privacy loss in the concentrated measure (zCDP), as a whole number of trillionths of ρ. Whole numbers add up without
 * rounding, so that what was paid is never less than what was used.
 */
export type Rho = number
export const rhoUnit = 1e12

/** What a release promises to each person: with probability 1 - δ its output is at most e^ε times likelier with her. */
export interface PrivacyPromise {
  epsilon: number
  delta: number
}

/**
 * The probability δ for which ρ-zCDP promises ε, by the tightest conversion known in closed form up to one parameter.
 * @see Canonne, Kamath, Steinke 2020, arXiv:2004.00010, corollary 13
 */
export function deltaOf(rho: Rho, epsilon: number): number {
  const r = rho / rhoUnit
  // Every α gives a bound that holds; the search only looks for the lowest.
  const logDelta = (logExcess: number) => {
    const excess = Math.exp(logExcess)
    const alpha = 1 + excess
    return excess * (alpha * r - epsilon) - logExcess + alpha * Math.log(excess / alpha)
  }
  let low = -14
  let high = 14
  for (let step = 0; step < 200; step++) {
    const left = low + (high - low) / 3
    const right = high - (high - low) / 3
    if (logDelta(left) < logDelta(right)) high = right
    else low = left
  }
  return Math.min(1, Math.exp(logDelta((low + high) / 2)))
}

/** Room for the rounding of the logarithms above: a billionth of δ. */
const margin = 1 - 1e-9

const known = new Map<string, Rho>()

/** The largest loss that keeps the promise; rounded down. */
export function rhoOf({ epsilon, delta }: PrivacyPromise): Rho {
  const name = `${epsilon} ${delta}`
  let rho = known.get(name)
  if (rho === undefined) {
    rho = searchRho(epsilon, delta)
    if (known.size < 1_000) known.set(name, rho)
  }
  return rho
}

function searchRho(epsilon: number, delta: number): Rho {
  let low = 0
  let high = Math.min(Number.MAX_SAFE_INTEGER, Math.ceil((epsilon + 1) * rhoUnit))
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (deltaOf(middle, epsilon) <= delta * margin) low = middle
    else high = middle
  }
  return low
}

/** The smallest ε that a loss keeps at this δ; rounded up to a millionth. */
export function epsilonOf(rho: Rho, delta: number): number {
  if (rho === 0) return 0
  let low = 0
  let high = 1_000_000_000
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (deltaOf(rho, middle / 1e6) <= delta * margin) high = middle
    else low = middle
  }
  return high / 1e6
}

/**
 * The variance of the Gaussian noise that a share of the budget buys, as a fraction rounded up.
 * @param sensitivitySquared how far, squared and added up, one person can move what is measured
 */
export function varianceFor(rho: Rho, sensitivitySquared: number): Fraction {
  if (!(rho > 0)) throw new RangeError('Nothing can be measured without a budget.')
  const variance = (sensitivitySquared * rhoUnit) / (2 * rho)
  const under = variance < 4_096 ? 64 : 1
  return { over: Math.max(1, Math.ceil(variance * under * (1 + 1e-12))), under }
}

/** What a measurement with this noise costs; rounded up. */
export function costOf({ over, under }: Fraction, sensitivitySquared: number): Rho {
  const cost =
    (BigInt(sensitivitySquared) * BigInt(under) * BigInt(rhoUnit) + 2n * BigInt(over) - 1n) /
    (2n * BigInt(over))
  return Number(cost)
}

/** One payment: what was measured, and what it cost. */
export interface Payment {
  what: string
  rho: Rho
}

/** The budget of one release. Whatever is measured is paid first; what is not there is not given. */
export class Budget {
  readonly promise: PrivacyPromise
  readonly total: Rho
  readonly payments: Payment[] = []

  /** @param deltaKept part of δ that is kept for what noise alone does not cover, such as values that one person has */
  constructor(promise: PrivacyPromise, deltaKept = 0) {
    if (!(promise.epsilon > 0))
      throw new RangeError('A budget of zero buys nothing: give an epsilon above 0.')
    if (!(promise.delta > 0 && promise.delta < 1))
      throw new RangeError('Delta is a probability between 0 and 1.')
    this.promise = promise
    this.total = rhoOf({ ...promise, delta: promise.delta - deltaKept })
  }

  get spent(): Rho {
    return this.payments.reduce((sum, { rho }) => sum + rho, 0)
  }

  get left(): Rho {
    return this.total - this.spent
  }

  /**
   * Pays for a measurement before it is made.
   * @throws RangeError when it would overrun
   */
  pay(what: string, rho: Rho): void {
    if (!(Number.isSafeInteger(rho) && rho > 0)) throw new RangeError(`${rho} is not a price.`)
    if (rho > this.left)
      throw new RangeError(`The budget of this release is used up: ${what} would overrun it.`)
    this.payments.push({ what, rho })
  }
}
