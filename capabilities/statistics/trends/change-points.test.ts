import { describe, expect, it } from 'vitest'
import { seeded } from '../disclosure/disclosure.examples.ts'
import { changePointsOf } from './change-points.rules.ts'

const seed = 20_260_301

/** A Poisson count by Knuth's product of uniforms; means up to a few hundred. */
function poisson(mean: number, random: () => number): number {
  let [left, count] = [mean, 0]
  let product = 1
  for (;;) {
    product *= random()
    while (product < 1 && left > 0) {
      const part = Math.min(left, 500)
      product *= Math.exp(part)
      left -= part
    }
    if (product <= 1) return count
    count++
  }
}
const series = (means: readonly number[], random: () => number) => means.map(mean => poisson(mean, random))
const level = (mean: number, n: number) => Array<number>(n).fill(mean)
/** Restless counts: a gamma-distributed mean for every place, i.e. negative binomial with twice the variance. */
function restless(mean: number, n: number, random: () => number): number[] {
  return Array.from({ length: n }, () => {
    let gamma = 0
    for (let k = 0; k < mean; k++) gamma -= Math.log(1 - random())
    return poisson(gamma, random)
  })
}

describe('change points', () => {
  it('are rarely seen where nothing changed', () => {
    const random = seeded(seed)
    const shares = [6, 12, 20, 60].map(mean => {
      let alarms = 0
      for (let k = 0; k < 250; k++) if (changePointsOf(series(level(mean, 48), random)).length > 0) alarms++
      return { mean, share: alarms / 250 }
    })
    console.log(
      `seed ${seed}, constant Poisson, 48 counts: ${shares.map(s => `${(s.share * 100).toFixed(1)} % at mean ${s.mean}`).join(', ')}`,
    )
    for (const { share } of shares) expect(share).toBeLessThan(0.06)
  })

  it('are rarely seen in restless series without a change', () => {
    const random = seeded(seed)
    let alarms = 0
    for (let k = 0; k < 250; k++) if (changePointsOf(restless(20, 48, random)).length > 0) alarms++
    console.log(
      `seed ${seed}, negative binomial (variance twice the mean 20): ${((alarms / 250) * 100).toFixed(1)} % alarms`,
    )
    expect(alarms / 250).toBeLessThan(0.12)
  })

  it('are found where the level rose or fell by half, within a month or two', () => {
    const random = seeded(seed)
    const found = [
      [20, 30],
      [30, 20],
      [8, 16],
      [12, 18],
    ].map(([before, after]) => {
      let [hits, near] = [0, 0]
      for (let k = 0; k < 200; k++) {
        const points = changePointsOf(series([...level(before!, 24), ...level(after!, 24)], random))
        if (points.length > 0) hits++
        if (
          points.some(
            p => Math.abs(p.at - 24) <= 2 && Math.sign(p.after - p.before) === Math.sign(after! - before!),
          )
        )
          near++
      }
      return { name: `${before} to ${after}`, hits: hits / 200, near: near / 200 }
    })
    console.log(
      `seed ${seed}, one change in 48 counts: ${found.map(f => `${f.name}: ${(f.hits * 100).toFixed(0)} % seen, ${(f.near * 100).toFixed(0)} % within two`).join('; ')}`,
    )
    expect(found[0]!.hits).toBeGreaterThan(0.7)
    expect(found[2]!.hits).toBeGreaterThan(0.8)
  })

  it('say several changes, their levels and their direction', () => {
    const random = seeded(seed)
    const points = changePointsOf(series([...level(20, 20), ...level(60, 20), ...level(15, 20)], random))
    expect(points.map(p => Math.sign(p.after - p.before))).toEqual([1, -1])
    expect(points.map(p => p.at)).toEqual([20, 40])
    expect(points.every(p => p.probability > 0.99)).toBe(true)
    expect(points[0]!.before).toBeCloseTo(20, -1)
  })

  it('are right about how sure they are: of those told with about 0.9, about nine in ten are there', () => {
    const random = seeded(seed)
    let [told, there] = [0, 0]
    for (let k = 0; k < 600; k++) {
      // Drawn as the prior has it: half are level, the rest change once by a factor around two.
      const changes = random() < 0.5
      const mean = 10 + random() * 20
      const after = changes ? mean * (random() < 0.5 ? 1.4 + random() * 0.4 : 0.5 + random() * 0.25) : mean
      const at = 6 + Math.floor(random() * 36)
      for (const point of changePointsOf(series([...level(mean, at), ...level(after, 48 - at)], random)))
        if (point.probability < 0.98) {
          told++
          if (changes && point.from <= at && at <= point.to) there++
        }
    }
    console.log(
      `seed ${seed}: ${told} changes told with 0.80 to 0.98, ${((there / told) * 100).toFixed(0)} % really between the places named`,
    )
    expect(there / told).toBeGreaterThan(0.7)
  })

  it('are not looked for in short series, nor where there is nothing', () => {
    expect(changePointsOf([1, 1, 1, 50, 50, 50, 50])).toEqual([])
    expect(changePointsOf(level(0, 30))).toEqual([])
  })
})
