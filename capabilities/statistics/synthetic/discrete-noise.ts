import type { Randomness } from './uniform.ts'

/** A number as a fraction of whole numbers: the numerator from 0, the denominator from 1. */
export interface Fraction {
  readonly over: number
  readonly under: number
}

/** Up to here the products below are exact in double precision. */
const exactMax = Number.MAX_SAFE_INTEGER
/** A loop that goes on this long has a probability under 1 / 64!, and hands over to whole numbers of any size. */
const roundsExact = 64

/**
 * True with probability exp(-over / under), exactly: only whole numbers are drawn and compared.
 * @see Canonne, Kamath, Steinke 2020, arXiv:2004.00010, algorithm 1
 */
export function bernoulliExp(over: number, under: number, random: Randomness): boolean {
  let rest = over
  while (rest > under) {
    if (!bernoulliExpSmall(1, 1, random)) return false
    rest -= under
  }
  return bernoulliExpSmall(rest, under, random)
}

/** The same for a fraction from 0 to 1. */
function bernoulliExpSmall(over: number, under: number, random: Randomness): boolean {
  let k = 1
  if (under * roundsExact <= exactMax) {
    for (; k <= roundsExact; k++) if (random.below(under * k) >= over) return (k & 1) === 1
  }
  for (; ; k++) if (random.belowBig(BigInt(under) * BigInt(k)) >= BigInt(over)) return (k & 1) === 1
}

function bernoulliExpBig(over: bigint, under: bigint, random: Randomness): boolean {
  let rest = over
  for (; rest > under; rest -= under) if (!bernoulliExpSmall(1, 1, random)) return false
  for (let k = 1n; ; k++) if (random.belowBig(under * k) >= rest) return (k & 1n) === 1n
}

/**
 * A whole number with probability proportional to exp(-|x| · under / over), exactly.
 * @param scale over / under, above zero
 * @see Canonne, Kamath, Steinke 2020, algorithm 2
 */
export function discreteLaplace(scale: Fraction, random: Randomness): number {
  const { over: t, under: s } = scale
  for (;;) {
    const u = random.below(t)
    if (!bernoulliExpSmall(u, t, random)) continue
    let v = 0
    while (bernoulliExpSmall(1, 1, random)) v++
    const size = Math.floor((u + t * v) / s)
    const negative = random.below(2) === 1
    if (negative && size === 0) continue
    return negative ? -size : size
  }
}

/**
 * A whole number with probability proportional to exp(-x² / 2σ²), exactly.
 * @param variance σ², above zero; the distribution's own variance is at most that
 * @see Canonne, Kamath, Steinke 2020, algorithm 3
 */
export function discreteGaussian(variance: Fraction, random: Randomness): number {
  const { over, under } = variance
  const t = Math.floor(Math.sqrt(over / under)) + 1
  const divisor = 2 * over * under * t * t
  for (;;) {
    const y = discreteLaplace({ over: t, under: 1 }, random)
    const distance = Math.abs(Math.abs(y) * under * t - over)
    const square = distance * distance
    const accepted =
      divisor <= exactMax && square <= exactMax
        ? bernoulliExp(square, divisor, random)
        : bernoulliExpBig(BigInt(distance) ** 2n, 2n * BigInt(over) * BigInt(under) * BigInt(t) ** 2n, random)
    if (accepted) return y
  }
}

/** Adds discrete Gaussian noise to whole counts. @returns new counts, which may be negative */
export function addNoise(counts: ArrayLike<number>, variance: Fraction, random: Randomness): Float64Array {
  return Float64Array.from(counts, count => count + discreteGaussian(variance, random))
}
