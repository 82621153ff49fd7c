import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Command } from 'commander'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { CannotEstimate, type CaptureTable, readCaptureTable } from './capture-table.ts'
import { estimatePopulation } from './estimate.ts'
import { addEstimateCommand, readCaptureFile } from './estimation.commands.ts'
import { checkExistence, rankOf } from './existence.ts'
import { buildModel, countsByCode } from './log-linear.ts'
import { normalQuantile, poissonPValue } from './poisson.rules.ts'

const published = join(import.meta.dirname, '../../../../shared/data/mse')
const folder = mkdtempSync(join(tmpdir(), 'palermo-estimation-'))
afterAll(() => rmSync(folder, { recursive: true }))

const tableOf = (text: string) => readCaptureTable(text.split('\n').map(line => line.split(',')))
const problemOf = async (work: () => unknown) => {
  try {
    await work()
  } catch (error) {
    if (error instanceof CannotEstimate) return error.code
    throw error
  }
  return undefined
}

/** Three lists with independent chances 0.2, 0.3 and 0.4 of 10,000 persons, without noise. */
const independent: CaptureTable = {
  lists: ['A', 'B', 'C'],
  histories: [
    { on: [1, 0, 0], count: 840 },
    { on: [0, 1, 0], count: 1440 },
    { on: [0, 0, 1], count: 2240 },
    { on: [1, 1, 0], count: 360 },
    { on: [1, 0, 1], count: 560 },
    { on: [0, 1, 1], count: 960 },
    { on: [1, 1, 1], count: 240 },
  ],
}

describe.skipIf(!existsSync(published))('published estimates', () => {
  it.each([
    ['UKdat_5.csv', 11_313, 9_884, 13_027, 6],
    ['NewOrl_5.csv', 1_034, 658, 1_709, 0],
  ])('%s gives %i (%i to %i) with %i two-list effects', async (file, estimate, lower, upper, effects) => {
    const result = await estimatePopulation(await readCaptureFile(join(published, file)), 0.02)
    expect(result).toMatchObject({ estimate, lower, upper })
    expect(result.terms).toHaveLength(effects)
  })
})

describe('an estimate from overlapping lists', () => {
  it('finds those whom nobody saw, where lists are independent', async () => {
    const { estimate, observed, terms, lower, upper } = await estimatePopulation(independent)
    expect({ estimate, observed, terms }).toEqual({ estimate: 10_000, observed: 6_640, terms: [] })
    expect(lower).toBeLessThan(10_000)
    expect(upper).toBeGreaterThan(10_000)
  })

  it('does not depend on the order of lists and histories', async () => {
    const reversed: CaptureTable = {
      lists: [...independent.lists].reverse(),
      histories: independent.histories.map(h => ({ ...h, on: [...h.on].reverse() })).reverse(),
    }
    const { estimate, lower, upper } = await estimatePopulation(independent)
    expect(await estimatePopulation(reversed)).toMatchObject({ estimate, lower, upper })
  })

  it('lets two lists that shun each other leave the fit instead of spoiling it', async () => {
    const shunning = tableOf(
      'A,B,C,D,count\n1,0,0,0,400\n0,1,0,0,400\n0,0,1,0,300\n0,0,0,1,300\n1,0,1,0,90\n1,0,0,1,80\n0,1,1,0,85\n0,1,0,1,95\n0,0,1,1,70\n1,0,1,1,20\n0,1,1,1,21',
    )
    const { effects, estimate } = await estimatePopulation(shunning)
    expect(effects[0]).toMatchObject({ lists: ['A', 'B'], overlap: 0, coefficient: null })
    expect(estimate).toBeGreaterThan(1_861)
  })

  it('adds no effect at threshold 0', async () => {
    const linked = {
      ...independent,
      histories: independent.histories.map((h, i) => ({ ...h, count: i === 3 ? 900 : h.count })),
    }
    expect((await estimatePopulation(linked, 0)).terms).toEqual([])
    expect((await estimatePopulation(linked, 0.02)).terms).toContain('A:B')
  })

  it('is never under those seen, and its interval holds it', async () => {
    const seed = 20261122
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 7, maxLength: 7 }),
        async counts => {
          const table = {
            ...independent,
            histories: independent.histories.map((h, i) => ({ ...h, count: counts[i]! })),
          }
          try {
            const { observed, estimate, lower, upper } = await estimatePopulation(table)
            expect(observed <= lower && lower <= estimate && estimate <= upper).toBe(true)
          } catch (error) {
            if (!(error instanceof CannotEstimate)) throw error
          }
        },
      ),
      { seed, numRuns: 60 },
    )
  })
})

describe('a table from which nothing can be estimated', () => {
  it.each([
    ['empty', 'A,B,C,count'],
    ['no-counts', 'A,B,C,D\n1,0,0,1\n0,1,0,1\n0,0,1,0'],
    ['ragged', 'A,B,C,count\n1,0,5'],
    ['same-name', 'A,A,C,count\n1,0,0,5'],
    ['not-a-mark', 'A,B,C,count\n1,0,yes,5'],
    ['not-a-number', 'A,B,C,count\n1,0,0,many'],
    ['not-a-number', 'A,B,C,count\n1,0,0,'],
    ['negative', 'A,B,C,count\n1,0,0,-5'],
    ['not-whole', 'A,B,C,count\n1,0,0,5.5'],
    ['seen-on-none', 'A,B,C,count\n0,0,0,5'],
    ['repeated', 'A,B,C,count\n1,0,0,5\n0,1,0,4\n1,0,0,5'],
    ['too-few-lists', 'A,B,count\n1,0,5\n0,1,5\n1,1,2'],
    ['too-many-lists', `${'ABCDEFGHIJK'.split('').join(',')},count\n1,1,1,1,1,1,1,1,1,1,1,4`],
    ['nobody', 'A,B,C,count\n1,0,0,0\n0,1,1,0'],
    ['empty-list', 'A,B,C,count\n1,0,0,5\n0,1,0,5\n1,1,0,5'],
    ['no-overlap', 'A,B,C,count\n1,0,0,5\n0,1,0,5\n1,1,0,5\n0,0,1,9'],
  ])('is refused as %s, in one sentence', async (code, text) => {
    expect(await problemOf(() => estimatePopulation(tableOf(text)))).toBe(code)
    await expect(async () => estimatePopulation(tableOf(text))).rejects.toThrow(/^[^\n]+[.]$/)
  })

  it('is refused where the overlap leaves the estimate without limit', async () => {
    const chained = tableOf('A,B,C,count\n1,0,0,0\n0,1,0,0\n0,0,1,0\n1,1,0,5\n1,0,1,0\n0,1,1,5\n1,1,1,9')
    expect(await problemOf(() => estimatePopulation(chained))).toBe('not-finite')
  })

  it('is refused for a threshold that is no probability', async () => {
    for (const threshold of [-0.1, 1.5, Number.NaN])
      expect(await problemOf(() => estimatePopulation(independent, threshold))).toBe('threshold')
  })
})

describe('existence and identifiability', () => {
  const counts = countsByCode(independent)
  it('hold for main effects, and for two of three effects', async () => {
    expect(await checkExistence(buildModel(3, counts, []))).toEqual({ finite: true, identifiable: true })
    expect(
      await checkExistence(
        buildModel(3, counts, [
          [0, 1],
          [1, 2],
        ]),
      ),
    ).toEqual({ finite: true, identifiable: true })
  })

  it('fail where a whole margin of a model is seen in one history only', async () => {
    const lonely = countsByCode({
      ...independent,
      histories: independent.histories.filter(h => h.on.join('') !== '111' && h.on.join('') !== '100'),
    })
    expect(
      (
        await checkExistence(
          buildModel(3, lonely, [
            [0, 1],
            [0, 2],
            [1, 2],
          ]),
        )
      ).finite,
    ).toBe(false)
  })

  it('fail to identify where an empty overlap takes away the histories that tell effects apart', async () => {
    const apart = countsByCode({
      ...independent,
      histories: independent.histories.filter(h => !(h.on[0] && h.on[1])),
    })
    expect(
      (
        await checkExistence(
          buildModel(3, apart, [
            [0, 1],
            [0, 2],
            [1, 2],
          ]),
        )
      ).identifiable,
    ).toBe(false)
  })

  it('rank counts independent columns', () => {
    expect(
      rankOf([
        [1, 0, 1],
        [0, 1, 1],
        [1, 1, 2],
      ]),
    ).toBe(2)
    expect(
      rankOf([
        [1, 1],
        [1, 0],
      ]),
    ).toBe(2)
  })
})

describe('the probabilities behind it', () => {
  it('agree with known values', () => {
    expect(poissonPValue(0, 3)).toBeCloseTo(Math.exp(-3), 12)
    expect(poissonPValue(10, 3)).toBeCloseTo(0.00110249, 8)
    expect(poissonPValue(200, 3)).toBeGreaterThan(0)
    expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 12)
    expect(normalQuantile(0.0001)).toBeCloseTo(-3.719016485455709, 10)
  })
})

describe('palermo statistics estimate', () => {
  const run = async (...words: string[]) => {
    const printed: string[] = []
    const program = new Command('statistics').exitOverride()
    addEstimateCommand(program, { print: text => void printed.push(text) })
    await program.parseAsync(['estimate', ...words], { from: 'user' })
    return printed.join('\n')
  }
  const file = join(folder, 'lists.csv')
  writeFileSync(
    file,
    `﻿A;B;C;count\n${independent.histories.map(h => [...h.on, h.count].join(';')).join('\n')}\n`,
  )

  it('prints estimate, lower, upper and terms as JSON', async () => {
    expect(JSON.parse(await run(file, '--p-threshold', '0.02', '--json'))).toMatchObject({
      estimate: 10_000,
      lower: 9_788,
      upper: 10_226,
      terms: [],
    })
  })

  it('prints sentences and the overlap for people', async () => {
    expect(await run(file)).toMatch(
      /^About 10,000 persons in all; the 95 % interval goes from .*seen by nobody/s,
    )
  })

  it('says in one sentence what is wrong with a file', async () => {
    await expect(run(join(folder, 'nowhere.csv'))).rejects.toThrow(/cannot be read: give the path/)
    writeFileSync(join(folder, 'large.csv'), 'A,B,C,count\n'.padEnd(1_000_001, '1,0,0,1\n'))
    await expect(run(join(folder, 'large.csv'))).rejects.toThrow(/has 1000001 bytes/)
  })
})
