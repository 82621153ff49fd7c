import { describe, expect, it } from 'vitest'
import { Budget, rhoOf, rhoUnit } from '../budget.rules.ts'
import type { CodedTable, Domain } from '../coded-table.ts'
import { columnSets } from '../combinations.ts'
import { PaidTable } from '../paid-table.ts'
import { type Randomness, seededRandomness } from '../randomness.ts'
import { synthesize } from '../release.ts'
import { caseDomains, inventCases } from '../synthetic.examples.ts'
import { takeColumns } from '../table-file.ts'
import { advantageMax, guessColumn, membershipAttack } from './attacks.ts'
import { measureEpsilon, type Release } from './realised-epsilon.ts'

const promise = { epsilon: 1, delta: 1e-5 }
const runs = 24_000
const domain = (name: string): Domain => ({ name, values: ['a', 'b', 'c'], ordered: false })
const domains = [domain('one'), domain('two')]
/** Six rows; the person who joins them is the only one with b and c. */
const others = [...'aa ab ba cb ca cc'.split(' ')].map((pair, i) => [...pair, `p${i}`])
const hers = ['b', 'c', 'her']
/** Her rows stand in the file six times, as one person's periods of assistance would. */
const herRows = 6

const tableOf = (withHer: boolean, rowsOfHers: number, random: Randomness, bounded: boolean): CodedTable =>
  takeColumns(
    {
      header: ['one', 'two', 'who'],
      rows: [...others, ...(withHer ? Array.from({ length: rowsOfHers }, () => hers) : [])],
    },
    new Map(domains.map(d => [d.name, d])),
    { columns: ['one', 'two'], ...(bounded ? { person: 'who' } : {}) },
    random,
  )

/** What the measurements of a release show of her: column by column, and both together. */
function sightingOf(
  measured: readonly { columns: readonly number[]; counts: Float64Array; variance: number }[],
) {
  const cell: Record<string, number> = { '0': 1, '1': 2, '0,1': 5 }
  const without: Record<string, number> = { '0': 1, '1': 1, '0,1': 0 }
  const weights = measured.map(m => 1 / m.variance)
  return {
    differences: measured.map(m => m.counts[cell[m.columns.join()]!]! - without[m.columns.join()]!),
    weights,
  }
}

const sets = [[0], [1], [0, 1]]
const even = sets.map(() => 1 / sets.length)

function measuredRelease(of: { rowsOfHers: number; bounded: boolean; overspent: number }): Release {
  const random = seededRandomness(`release ${JSON.stringify(of)}`)
  return withHer => {
    const budget = new Budget(promise)
    const table = tableOf(withHer, of.rowsOfHers, random, of.bounded)
    // An overspent budget pays for less noise than it says: the account of another, larger promise is drawn on.
    const account = of.overspent === 1 ? budget : new Budget({ epsilon: 9, delta: 1e-5 })
    const paid = new PaidTable(table, account, random)
    return sightingOf(paid.measure('all', sets, even, Math.floor(budget.total * of.overspent)))
  }
}

/** The same release with noise in floating point, as most tools draw it. */
function floatingRelease(): Release {
  const random = seededRandomness('floating')
  const uniform = () => (random.below(2 ** 53 - 1) + 1) / 2 ** 53
  const deviation = Math.sqrt((sets.length * rhoUnit) / (2 * rhoOf(promise)))
  const gaussian = () => deviation * Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform())
  return withHer => ({
    // The counts in her cells with and without her, noise added as a tool would, then the known part taken off.
    differences: [0, 0, 0].map(count => count + (withHer ? 1 : 0) + gaussian()),
    weights: [1, 1, 1],
  })
}

describe('a tester of what a release really tells', () => {
  it('is green on what Palermo releases', () => {
    const { atLeast, broken } = measureEpsilon(
      measuredRelease({ rowsOfHers: herRows, bounded: true, overspent: 1 }),
      promise,
      runs,
    )
    expect(broken).toBe(false)
    // Not by being blind: most of what the promise allows is found.
    expect(atLeast).toBeGreaterThan(0.4)
  })

  it('goes red on noise in floating point', () => {
    expect(measureEpsilon(floatingRelease(), promise, runs)).toMatchObject({
      broken: true,
      because: 'digits',
    })
  })

  it('goes red on a budget of which half is charged', () => {
    const halved = measuredRelease({ rowsOfHers: 1, bounded: true, overspent: 2 })
    expect(measureEpsilon(halved, promise, runs)).toMatchObject({ broken: true, because: 'sum' })
  })

  it('goes red where rows are bounded and persons are not', () => {
    const perRow = measuredRelease({ rowsOfHers: herRows, bounded: false, overspent: 1 })
    expect(measureEpsilon(perRow, promise, runs)).toMatchObject({ broken: true, because: 'sum' })
  })
})

describe('attacks on released rows', () => {
  const columns = [1, 2, 5, 6, 14]
  const invented = inventCases(300, seededRandomness('attacked'))
  const table: CodedTable = {
    domains: columns.map(c => caseDomains[c]!),
    rows: 300,
    codes: columns.map(c => invented.codes[c]!),
  }
  /** Somebody with the rarest value in every column. */
  const her = table.codes.map((codes, c) => {
    const counts = table.domains[c]!.values.map((_, v) => codes.filter(code => code === v).length)
    return counts.indexOf(Math.min(...counts))
  })
  const withHer: CodedTable = {
    ...table,
    rows: 301,
    codes: table.codes.map((codes, c) => Uint16Array.of(...codes, her[c]!)),
  }

  it('cannot say who is in the data any better than the promise allows; on copied rows they can', async () => {
    const releases = 40
    const make = async (from: CodedTable, name: string) => {
      const made: CodedTable[] = []
      for (let i = 0; i < releases; i++)
        made.push((await synthesize(from, promise, seededRandomness(`${name} ${i}`))).rows)
      return made
    }
    const { advantage, uncertainty } = membershipAttack(
      await make(withHer, 'in'),
      await make(table, 'out'),
      her,
    )
    expect(advantage).toBeLessThan(advantageMax(promise.epsilon, promise.delta) + uncertainty)
    const copies = (of: CodedTable) => Array.from({ length: releases }, () => of)
    expect(membershipAttack(copies(withHer), copies(table), her).advantage).toBe(1)
  })

  it('guess a hidden column no better for people in the data than for others; on copied rows they do', async () => {
    const both = inventCases(600, seededRandomness('guessed'))
    const part = (from: number, to: number): CodedTable => ({
      domains: columns.map(c => caseDomains[c]!),
      rows: to - from,
      codes: columns.map(c => both.codes[c]!.slice(from, to)),
    })
    const [members, strangers] = [part(0, 300), part(300, 600)]
    const { rows } = await synthesize(members, promise, seededRandomness('guess'))
    const gap = guessColumn(rows, members, 1) - guessColumn(rows, strangers, 1)
    // Twice the standard deviation of the difference of two shares of 300 each.
    expect(Math.abs(gap)).toBeLessThan(2 * Math.sqrt(0.5 / 300))
    expect(guessColumn(members, members, 1) - guessColumn(members, strangers, 1)).toBeGreaterThan(0.15)
  })
})

it('every set of columns in which somebody is counted is looked at', () => {
  expect(sets).toEqual([...columnSets(2, 1), ...columnSets(2, 2)])
})
