import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Codelists } from '#kernel/entity/codelist.ts'
import { figureTable } from '../figures.ts'
import { findDimension } from '../statistics.entity.ts'
import { type CountedWay, corridorsOf, flowCounts } from './corridors.rules.ts'

const seed = 43
const countMin = 5
const states = ['AA', 'BB', 'CC', 'DD']
const lists = { get: () => ({ codes: states.map(code => ({ code })) }) } as unknown as Codelists
const [from, to] = [findDimension('citizenship')!, findDimension('countryOfExploitation')!]

async function corridorsAndFlows(counted: CountedWay[]) {
  const flows = await figureTable({ facts: flowCounts(counted), lists, countMin }, from, to, {
    kind: 'victim',
    filters: {},
  })
  return { flows, ...corridorsOf(counted, flows, countMin) }
}

it('corridors leave what is withheld under each flow a range of the threshold, and none where a flow is withheld', async () => {
  const state = fc.constantFrom(...states)
  const way = fc.record({
    from: fc.tuple(state),
    through: fc.oneof(fc.constant<string[]>([]), fc.tuple(state)),
    to: fc.tuple(state),
    count: fc.integer({ min: 1, max: 30 }),
  })
  console.info(`seed ${seed}`)
  let [flowsSeen, parted] = [0, 0]
  await fc.assert(
    fc.asyncProperty(fc.array(way, { minLength: 1, maxLength: 40 }), async counted => {
      const { flows, corridors } = await corridorsAndFlows(counted)
      const waysThrough = new Set(counted.map(({ through: [code] }) => code ?? null)).size
      flows.rows.codes.forEach((a, i) => {
        flows.columns.codes.forEach((b, j) => {
          const shown = corridors.filter(c => c.from === a && c.to === b)
          const place = i * flows.columns.codes.length + j
          if (flows.withheld[place]) {
            expect(shown).toEqual([])
            return
          }
          const hidden = flows.counts[place]! - shown.reduce((sum, c) => sum + c.count, 0)
          for (const { count } of shown) expect(count).toBeGreaterThanOrEqual(countMin)
          if (shown.length > 0) flowsSeen++
          if (hidden === 0) return
          parted++
          expect(hidden).toBeGreaterThanOrEqual(countMin)
          expect(waysThrough - shown.length).toBeGreaterThanOrEqual(2)
        })
      })
    }),
    { seed, numRuns: 300 },
  )
  expect(flowsSeen).toBeGreaterThan(100)
  expect(parted).toBeGreaterThan(20)
})

it('how many corridors are withheld does not tell which withheld flows are somebody', async () => {
  const state = fc.constantFrom(...states)
  const way = fc.record({
    from: fc.tuple(state),
    through: fc.constant<string[]>([]),
    to: fc.tuple(state),
    count: fc.integer({ min: 1, max: 30 }),
  })
  let zeros = 0
  await fc.assert(
    fc.asyncProperty(fc.array(way, { minLength: 1, maxLength: 12 }), async counted => {
      const { flows, withheld } = await corridorsAndFlows(counted)
      flows.withheld.forEach((is, i) => {
        if (is && flows.counts[i] === 0) zeros++
      })
      // One way under each flow, so that as many are withheld as everybody sees withheld flows.
      expect(withheld).toBe(flows.withheld.filter(Boolean).length)
    }),
    { seed, numRuns: 100 },
  )
  expect(zeros).toBeGreaterThan(0)
})

it('corridors of thousands of people spread over all pairs of States are told at once', async () => {
  const codes = Array.from({ length: 60 }, (_, n) => `S${n}`)
  const ways: CountedWay[] = codes.flatMap((a, n) =>
    codes.map((b, m) => ({
      from: [a],
      through: [codes[(n * 7 + m) % 60]!],
      to: [b],
      count: 1 + ((n + m) % 4),
    })),
  )
  ways.push({ from: ['S1'], through: ['S2'], to: ['S3'], count: 500 })
  const { corridors } = await corridorsAndFlows(ways)
  expect(corridors.every(({ count }) => count >= countMin)).toBe(true)
})
