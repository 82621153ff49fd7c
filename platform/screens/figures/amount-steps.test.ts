import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { amountSteps, shadeOf } from './amount-steps.ts'

const seed = 20260304
const someCounts = fc.array(fc.integer({ min: 1, max: 100_000 }), { minLength: 1, maxLength: 40 })
const someShades = fc.integer({ min: 1, max: 7 })

describe('shades of amounts', () => {
  it('have in the legend only numbers that are in the table, the least and the largest among them', () => {
    fc.assert(
      fc.property(someCounts, someShades, (counts, shades) => {
        const steps = amountSteps(counts, shades)
        for (const { from, to } of steps)
          expect([counts.includes(from), counts.includes(to)]).toEqual([true, true])
        expect([steps[0]!.from, steps.at(-1)!.to]).toEqual([Math.min(...counts), Math.max(...counts)])
        expect(steps.length).toBeLessThanOrEqual(shades)
      }),
      { seed },
    )
  })

  it('give every count one shade, the one under which the legend has it; a larger count is never lighter', () => {
    fc.assert(
      fc.property(someCounts, someShades, (counts, shades) => {
        const steps = amountSteps(counts, shades)
        for (const count of counts) {
          const within = steps.filter(({ from, to }) => from <= count && count <= to)
          expect(within.map(step => step.shade)).toEqual([shadeOf(count, Math.max(...counts), shades)])
        }
      }),
      { seed },
    )
  })
})
