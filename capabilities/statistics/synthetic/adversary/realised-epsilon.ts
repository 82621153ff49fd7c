import { normalProbability, normalQuantile } from '../../estimation/poisson.rules.ts'
import type { PrivacyPromise } from '../budget.rules.ts'

/**
 * What an adversary sees of one release of a table in which a person is, or is not. She knows the table but for that one
 * person, and looks at the numbers in which the person would be counted, each given as its difference to what it would be
 * without her.
 */
export type Release = (withPerson: boolean) => Sighting
export interface Sighting {
  differences: readonly number[]
  /** How much each difference says; one over the variance that the release claims. */
  weights: readonly number[]
}

/** What the tests of a release came to. */
export interface RealisedEpsilon {
  /** The least ε that is compatible with what was seen, at the promise's δ; with confidence. */
  atLeast: number
  /** What gave the person away. */
  because: 'sum' | 'digits'
  /** True when that is more than was promised. */
  broken: boolean
}

/** How likely one wrong alarm may be. */
const mistakeMax = 1e-4

/**
 * Measures from many runs how much a release really tells of one person, and compares it with the promise. Two things
 * are looked at: whether the numbers are larger with her, and whether they have digits that only numbers without her can
 * have, as noise in floating point leaves behind.
 * @param runs releases with and as many without the person
 * @see Jagielski, Ullman, Oprea 2020, NeurIPS 33; Nasr et al. 2023, arXiv:2302.07956, section 4 (bounds by Gaussian
 *   trade-off); Mironov 2012, CCS (digits of floating-point noise)
 */
export function measureEpsilon(release: Release, promise: PrivacyPromise, runs: number): RealisedEpsilon {
  const seen = [true, false].map(withPerson => Array.from({ length: runs }, () => release(withPerson)))
  const [inside, outside] = seen as [Sighting[], Sighting[]]
  const sum = epsilonOfSums(inside.map(sumOf), outside.map(sumOf), promise.delta)
  const digits = epsilonOfEvent(inside.map(hasFineDigits), outside.map(hasFineDigits), promise.delta)
  const atLeast = Math.max(sum, digits, 0)
  return { atLeast, because: digits > sum ? 'digits' : 'sum', broken: atLeast > promise.epsilon }
}

const sumOf = ({ differences, weights }: Sighting) =>
  differences.reduce((sum, d, i) => sum + d * weights[i]!, 0)

/** One plus a small negative number has no digits beyond 2^-53; a small number by itself has. */
const hasFineDigits = ({ differences }: Sighting) => differences.some(d => !Number.isInteger(d * 2 ** 53))

/** The threshold is chosen on one half of the runs and judged on the other. */
function epsilonOfSums(inside: readonly number[], outside: readonly number[], delta: number): number {
  const half = inside.length >> 1
  const trained = [...inside.slice(0, half), ...outside.slice(0, half)].sort((a, b) => a - b)
  const threshold = trained[half]!
  const missed = inside.slice(half).filter(x => x < threshold).length
  const alarmed = outside.slice(half).filter(x => x >= threshold).length
  const judged = inside.length - half
  const mu = normalQuantile(1 - upperBound(alarmed, judged)) - normalQuantile(upperBound(missed, judged))
  return mu <= 0 ? 0 : epsilonOfGaussian(mu, delta)
}

function epsilonOfEvent(inside: readonly boolean[], outside: readonly boolean[], delta: number): number {
  const ratio = (often: readonly boolean[], seldom: readonly boolean[]) => {
    const low = 1 - upperBound(often.filter(x => !x).length, often.length)
    const high = upperBound(seldom.filter(x => x).length, seldom.length)
    return low <= delta ? 0 : Math.log((low - delta) / high)
  }
  return Math.max(ratio(inside, outside), ratio(outside, inside))
}

/** The largest probability with which so many hits or fewer are not yet too unlikely; Chernoff's bound. */
function upperBound(hits: number, tries: number): number {
  const share = hits / tries
  const room = -Math.log(mistakeMax) / tries
  let low = share
  let high = 1
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2
    if (divergence(share, middle) < room) low = middle
    else high = middle
  }
  return Math.min(high, 1 - 1e-12)
}

function divergence(p: number, q: number): number {
  const part = (a: number, b: number) => (a === 0 ? 0 : a * Math.log(a / b))
  return part(p, q) + part(1 - p, 1 - q)
}

/** The ε of a Gaussian mechanism whose two cases stand mu standard deviations apart. @see Balle, Wang 2018, theorem 8 */
function epsilonOfGaussian(mu: number, delta: number): number {
  const deltaAt = (epsilon: number) =>
    normalProbability(mu / 2 - epsilon / mu) - Math.exp(epsilon) * normalProbability(-mu / 2 - epsilon / mu)
  let low = 0
  let high = 100
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2
    if (deltaAt(middle) > delta) low = middle
    else high = middle
  }
  return low
}
