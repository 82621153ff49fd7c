import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { normalProbability } from '../estimation/poisson.rules.ts'
import { Budget, costOf, deltaOf, epsilonOf, rhoOf, rhoUnit, varianceFor } from './budget.rules.ts'
import { addNoise, bernoulliExp, discreteGaussian, discreteLaplace } from './discrete-noise.ts'
import { seededRandomness, systemRandomness } from './randomness.ts'

const seed = 20261122
/** Chi-square of draws against exact probabilities, rare values put together; and its degrees of freedom. */
function chiSquare(draws: readonly number[], weight: (value: number) => number) {
  const reach = 400
  let sum = 0
  for (let v = -reach; v <= reach; v++) sum += weight(v)
  const seen = new Map<number, number>()
  for (const d of draws) seen.set(d, (seen.get(d) ?? 0) + 1)
  let [square, cells, restExpected, restSeen] = [0, 0, 0, 0]
  for (let v = -reach; v <= reach; v++) {
    const expected = (draws.length * weight(v)) / sum
    if (expected < 10) {
      restExpected += expected
      restSeen += seen.get(v) ?? 0
    } else {
      square += ((seen.get(v) ?? 0) - expected) ** 2 / expected
      cells++
    }
  }
  if (restExpected > 0) {
    square += (restSeen - restExpected) ** 2 / restExpected
    cells++
  }
  return { square, freedom: cells - 1 }
}
/** Wilson and Hilferty's approximation: how many standard deviations too far from the distribution. */
const excess = ({ square, freedom }: { square: number; freedom: number }) =>
  ((square / freedom) ** (1 / 3) - (1 - 2 / (9 * freedom))) / Math.sqrt(2 / (9 * freedom))

describe('exact noise', () => {
  it.each([
    [{ over: 100, under: 1 }],
    [{ over: 7, under: 3 }],
    [{ over: 1, under: 64 }],
    [{ over: 33_333, under: 64 }],
  ])('a discrete Gaussian of variance %j is distributed as it should be', variance => {
    const random = seededRandomness(`gauss ${seed}`)
    const draws = Array.from({ length: 60_000 }, () => discreteGaussian(variance, random))
    const { over, under } = variance
    expect(draws.every(Number.isInteger)).toBe(true)
    expect(excess(chiSquare(draws, x => Math.exp((-x * x * under) / (2 * over))))).toBeLessThan(4)
  })

  it('a discrete Laplace is distributed as it should be', () => {
    const random = seededRandomness(`laplace ${seed}`)
    const draws = Array.from({ length: 60_000 }, () => discreteLaplace({ over: 7, under: 2 }, random))
    expect(excess(chiSquare(draws, x => Math.exp((-Math.abs(x) * 2) / 7)))).toBeLessThan(4)
  })

  it('would be found out if its variance were 5 % off', () => {
    const random = seededRandomness(`off ${seed}`)
    const draws = Array.from({ length: 60_000 }, () => discreteGaussian({ over: 105, under: 1 }, random))
    expect(excess(chiSquare(draws, x => Math.exp((-x * x) / 200)))).toBeGreaterThan(4)
  })

  it('stays exact where its numbers outgrow double precision', () => {
    const random = seededRandomness(`large ${seed}`)
    const variance = { over: 10 ** 10, under: 1 }
    const draws = Array.from({ length: 3_000 }, () => discreteGaussian(variance, random))
    const mean = draws.reduce((a, b) => a + b ** 2, 0) / draws.length
    expect(Math.abs(mean / 1e10 - 1)).toBeLessThan(4 * Math.sqrt(2 / draws.length))
  })

  it('is true with probability exp(-fraction)', () => {
    const random = seededRandomness(`exp ${seed}`)
    for (const [over, under] of [
      [0, 1],
      [1, 3],
      [1, 1],
      [7, 3],
    ] as const) {
      const n = 40_000
      const yes = Array.from({ length: n }, () => bernoulliExp(over, under, random)).filter(Boolean).length
      const p = Math.exp(-over / under)
      expect(Math.abs(yes / n - p)).toBeLessThanOrEqual(4.5 * Math.sqrt((p * (1 - p)) / n))
    }
  })

  it('leaves whole counts whole', () => {
    const noisy = addNoise([0, 5, 1_000], { over: 9, under: 1 }, systemRandomness())
    expect([...noisy].every(Number.isInteger)).toBe(true)
  })
})

describe('randomness', () => {
  it('comes out the same again from a seed, and is then marked as not secret', () => {
    const draw = (s: number) => {
      const random = seededRandomness(s)
      return Array.from({ length: 20 }, () => random.below(1_000))
    }
    expect(draw(1)).toEqual(draw(1))
    expect(draw(1)).not.toEqual(draw(2))
    expect([seededRandomness(1).secret, systemRandomness().secret]).toEqual([false, true])
  })

  it('gives each value below a bound, and none else', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 2 ** 32, max: 2 ** 53 - 1 })),
        bound => {
          const random = seededRandomness(bound)
          for (let i = 0; i < 50; i++) {
            const value = random.below(bound)
            if (!(Number.isInteger(value) && value >= 0 && value < bound)) return false
          }
          return random.belowBig(BigInt(bound) ** 3n) < BigInt(bound) ** 3n
        },
      ),
      { seed },
    )
    const counts = new Uint32Array(3)
    const random = seededRandomness('even')
    for (let i = 0; i < 30_000; i++) counts[random.below(3)]!++
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(400)
  })
})

describe('the budget', () => {
  /** The exact δ of Gaussian noise, which no conversion can undercut. @see Balle, Wang 2018, theorem 8 */
  const exactDelta = (rho: number, epsilon: number) => {
    const mu = Math.sqrt(2 * rho)
    return (
      normalProbability(mu / 2 - epsilon / mu) - Math.exp(epsilon) * normalProbability(-mu / 2 - epsilon / mu)
    )
  }

  it.each([0.1, 0.5, 1, 4, 10])('at epsilon %d keeps what it promises, and little less', epsilon => {
    const rho = rhoOf({ epsilon, delta: 1e-5 })
    expect(exactDelta(rho / rhoUnit, epsilon)).toBeLessThanOrEqual(1e-5)
    expect(deltaOf(rho, epsilon)).toBeLessThanOrEqual(1e-5)
    expect(deltaOf(Math.ceil(rho * 1.001), epsilon)).toBeGreaterThan(1e-5)
    expect(epsilonOf(rho, 1e-5)).toBeCloseTo(epsilon, 4)
  })

  it('is at least that of the textbook conversion', () => {
    for (const epsilon of [0.5, 1, 4]) {
      const l = Math.log(1e5)
      const textbook = (Math.sqrt(l + epsilon) - Math.sqrt(l)) ** 2
      expect(rhoOf({ epsilon, delta: 1e-5 }) / rhoUnit).toBeGreaterThan(textbook)
    }
  })

  it('never charges less than the noise costs, nor more than was offered for it', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1_000, max: 10 ** 13 }),
        fc.integer({ min: 1, max: 1_000 }),
        (rho, sensitivity) => {
          const variance = varianceFor(rho, sensitivity)
          const cost = costOf(variance, sensitivity)
          const used =
            (BigInt(sensitivity) * BigInt(variance.under) * BigInt(rhoUnit)) / (2n * BigInt(variance.over))
          return BigInt(cost) >= used && cost <= rho
        },
      ),
      { seed },
    )
  })

  it('refuses what would overrun, and a promise that buys nothing', () => {
    const budget = new Budget({ epsilon: 1, delta: 1e-5 })
    budget.pay('half', Math.floor(budget.total / 2))
    expect(() => budget.pay('more than half', Math.ceil(budget.total / 2) + 2)).toThrow(/would overrun/)
    expect(budget.payments).toHaveLength(1)
    expect(() => new Budget({ epsilon: 0, delta: 1e-5 })).toThrow(/budget of zero/)
  })
})
