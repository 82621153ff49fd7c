import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { changesIn } from './changes.rules.ts'
import { compare, yearsOf } from './comparison.rules.ts'
import { funnelOf, timeBetween } from './funnel.rules.ts'
import { denominatorOf, rateOf } from './rates.rules.ts'
import { timelineOf } from './timeline.rules.ts'

const seed = 41
/** What an outsider knows of a period. */
interface Known {
  period: string
  low: number
  high: number
  below: Known[]
}
const quarterOf = (month: string) => `${month.slice(0, 4)}-Q${Math.ceil(Number(month.slice(5)) / 3)}`

describe('a series by quarter and month', () => {
  it('never leaves one withheld period alone under a shown sum', () => {
    const month = fc.record({
      year: fc.integer({ min: 2022, max: 2024 }),
      month: fc.integer({ min: 0, max: 12 }),
      count: fc.integer({ min: 0, max: 14 }),
    })
    fc.assert(
      fc.property(fc.array(month, { minLength: 1, maxLength: 40 }), months => {
        const counted = months.map(({ year, month, count }) => ({
          year,
          month: month === 0 ? null : `${year}-${String(month).padStart(2, '0')}`,
          count,
        }))
        const [years, quarters, points] = (['year', 'quarter', 'month'] as const).map(step =>
          timelineOf(counted, step, 5),
        )
        for (const { count } of [...years!.points, ...quarters!.points, ...points!.points])
          expect(count === null || count === 0 || count >= 5).toBe(true)
        for (const { period, count } of quarters!.points) {
          const [y, q] = [period.slice(0, 4), Number(period.at(-1))]
          const inside = points!.points.filter(
            p => p.period.startsWith(y) && Math.ceil(Number(p.period.slice(5)) / 3) === q,
          )
          if (count !== null) expect(inside.filter(p => p.count === null).length).not.toBe(1)
        }
        if (years!.undated === 0 && quarters!.undated === 0)
          for (const { period, count } of years!.points)
            if (count !== null)
              expect(
                quarters!.points.filter(p => p.period.startsWith(period) && p.count === null).length,
              ).not.toBe(1)
      }),
      { seed, numRuns: 300 },
    )
  })

  it('leaves every small count a range of the threshold, to whoever sees years, quarters and months together', () => {
    const shape = fc.record({
      year: fc.integer({ min: 2022, max: 2024 }),
      month: fc.integer({ min: 1, max: 12 }),
      count: fc.integer({ min: 0, max: 12 }),
    })
    fc.assert(
      fc.property(fc.array(shape, { minLength: 1, maxLength: 24 }), months => {
        const counted = months.map(({ year, month, count }) => ({
          year,
          month: `${year}-${String(month).padStart(2, '0')}`,
          count,
        }))
        const total = counted.reduce((sum, one) => sum + one.count, 0)
        const steps = (['year', 'quarter', 'month'] as const).map(step => timelineOf(counted, step, 5))
        if (steps[0]!.total === null) return
        const truth = (period: string) =>
          counted
            .filter(one => one.month.startsWith(period) || quarterOf(one.month) === period)
            .reduce((sum, one) => sum + one.count, 0)
        const isUnder = (below: string, above: string) =>
          below.startsWith(above) || (below.length === 7 && quarterOf(below) === above)
        const known = (step: number, above: string): Known[] =>
          (steps[step]?.points ?? [])
            .filter(({ period }) => isUnder(period, above))
            .map(({ period, count }) => {
              const below = known(step + 1, period)
              const sum = (end: 'low' | 'high') => below.reduce((all, one) => all + one[end], 0)
              const open = step === 2 ? { low: 0, high: Infinity } : { low: sum('low'), high: sum('high') }
              return { period, below, ...(count === null ? open : { low: count, high: count }) }
            })
        const narrowed = (lines: Known[], low: number, high: number) => {
          for (const one of lines) {
            const others = lines.filter(other => other !== one)
            const from = Math.max(one.low, low - others.reduce((all, other) => all + other.high, 0))
            const to = Math.min(one.high, high - others.reduce((all, other) => all + other.low, 0))
            const is = truth(one.period)
            if (is > 0 && is < 5) expect([one.period, to - from >= 5]).toEqual([one.period, true])
            narrowed(one.below, from, to)
          }
        }
        narrowed(known(0, ''), total, total)
      }),
      { seed, numRuns: 500 },
    )
  })

  it('has no gaps, and says how many stand in no month', () => {
    const { points, undated } = timelineOf(
      [
        { year: 2023, month: '2023-11', count: 9 },
        { year: 2024, month: '2024-02', count: 8 },
        { year: 2024, month: null, count: 6 },
      ],
      'month',
      5,
    )
    expect(points).toEqual([
      { period: '2023-11', count: 9 },
      { period: '2023-12', count: 0 },
      { period: '2024-01', count: 0 },
      { period: '2024-02', count: 8 },
    ])
    expect(undated).toBe(6)
  })

  it('is parted where a count is withheld and where a definition changed, so that neither is called a change', () => {
    const at = (n: number) => `20${String(n).padStart(2, '0')}`
    const jump = [...Array(12).fill(20), ...Array(12).fill(80)].map((count, i) => ({
      period: at(i + 1),
      count,
    }))
    expect(changesIn(jump, [])).toMatchObject([{ from: at(13), to: at(13), before: 20, after: 80 }])
    expect(changesIn(jump, [at(13)])).toEqual([])
    expect(
      changesIn(
        jump.map((p, i) => (i === 12 ? { ...p, count: null } : p)),
        [],
      ),
    ).toEqual([])
  })
})

describe('the response', () => {
  const people = (reached: string[], count: number) => ({ reached, count })
  it('counts for proceedings everybody who came at least as far, and shows only what shown cells make up', () => {
    const funnel = funnelOf(
      [
        people([], 40),
        people(['investigated'], 20),
        people(['prosecuted'], 12),
        people(['investigated', 'prosecuted', 'convicted'], 10),
      ],
      5,
    )
    expect(funnel.justice).toEqual([
      { step: 'suspected', count: 42 },
      { step: 'investigated', count: 42 },
      { step: 'prosecuted', count: 22 },
      { step: 'convicted', count: 10 },
    ])
    const few = funnelOf(
      [people([], 40), people(['investigated'], 20), people(['prosecuted'], 12), people(['convicted'], 2)],
      5,
    )
    // The 14 are everybody less the shown 40 and 20; how many of them came no further is withheld with the 2.
    expect(few.justice.map(({ count }) => count)).toEqual([34, 34, 14, null])
  })

  it('withholds a step that a published list withholds, also where an earlier step counts the same people', () => {
    const reached = [people(['identified'], 20), people(['investigated'], 20), people([], 20)]
    const { support, justice } = funnelOf(reached, 5, new Set(['identified', 'investigated'] as const))
    expect(support.map(({ count }) => count)).toEqual([60, null, 0, 0])
    expect(justice.map(({ count }) => count)).toEqual([null, null, 0, 0])
  })

  it('withholds a step that all but a few reached', () => {
    expect(funnelOf([people(['assisted'], 48), people([], 2)], 5).support[2]).toEqual({
      step: 'assisted',
      count: null,
    })
    expect(funnelOf([people(['assisted'], 3)], 5)).toMatchObject({
      total: null,
      support: [{ count: null }, { count: null }, { count: null }, { count: null }],
    })
  })

  it('tells a median only where the threshold of persons stands on each side, quartiles where in each quarter', () => {
    const days = (n: number) => Array.from({ length: n }, (_, i) => ({ days: i * 10, count: 1 }))
    const pair = ['detected', 'assisted'] as const
    expect(timeBetween(pair, days(9), 50, 5)).toMatchObject({ median: null })
    expect(timeBetween(pair, days(11), 50, 5)).toMatchObject({ median: 50, lower: null, upper: null })
    expect(timeBetween(pair, days(21), 50, 5)).toMatchObject({ median: 100, lower: 50, upper: 150 })
    expect(timeBetween(pair, days(21), null, 5)).toMatchObject({ median: null, lower: null, upper: null })
  })

  it('are the same whether those who took as long are counted together or one by one', () => {
    console.log(`seed ${seed}`)
    const ascending = fc
      .array(fc.integer({ min: -3, max: 12 }), { maxLength: 60 })
      .map(all => all.sort((a, b) => a - b))
    fc.assert(
      fc.property(ascending, all => {
        const pair = ['detected', 'assisted'] as const
        const one = all.map(days => ({ days, count: 1 }))
        const together = [...Map.groupBy(all, days => days)].map(([days, of]) => ({ days, count: of.length }))
        expect(timeBetween(pair, together, 60, 5)).toEqual(timeBetween(pair, one, 60, 5))
        const [low, high] = [all[(all.length - 1) >> 1], all[all.length >> 1]]
        if (all.length >= 10)
          expect(timeBetween(pair, together, 60, 5).median).toBe(Math.round((low! + high!) / 2))
      }),
      { seed },
    )
  })
})

describe('a comparison', () => {
  const axis = (dimension: string, codes: string[]) => ({ dimension, codes, multiple: false })
  const table = {
    rows: axis('sex', ['female', 'male']),
    columns: axis('year', ['2022', '2023', '2024']),
    counts: [
      [10, null, 30],
      [6, 7, 8],
    ],
    rowTotals: [null, 21],
    columnTotals: [16, 12, 38],
    total: 66,
    withheld: 1,
    cells: 6,
  }
  it('shows a difference only where each count of both sides is shown', () => {
    expect(compare(table, ['2022'], ['2024']).lines).toEqual([
      { code: 'female', a: 10, b: 30, difference: 20 },
      { code: 'male', a: 6, b: 8, difference: 2 },
    ])
    expect(compare(table, ['2022', '2023'], ['2024'])).toMatchObject({
      lines: [{ a: null, difference: null }, { a: 13 }],
      withheld: 1,
    })
    expect(yearsOf('2019-2021')).toEqual(['2019', '2020', '2021'])
    expect([yearsOf('2021-2019'), yearsOf('last year')]).toEqual([undefined, undefined])
  })
})

describe('a rate', () => {
  const row = (year: number, persons: number, sex: 'F' | '_T' = '_T') => ({
    area: 'XPA',
    areaName: null,
    year,
    sex,
    age: '_T' as const,
    persons,
    source: 'Office',
  })
  it('divides a shown count by the population of the year or one at most two years away, women by women', () => {
    const all = denominatorOf('XPA', {})!
    expect(rateOf(50, 2024, all, [row(2024, 1_000_000)])).toEqual({
      rate: 5,
      persons: 1_000_000,
      ofYear: null,
    })
    expect(rateOf(50, 2024, all, [row(2022, 1_000_000)])).toMatchObject({ ofYear: 2022 })
    expect(rateOf(50, 2024, all, [row(2021, 1_000_000)])).toMatchObject({ rate: null })
    expect(rateOf(null, 2024, all, [row(2024, 1_000_000)]).rate).toBeNull()
    expect(
      rateOf(50, 2024, denominatorOf('XPA', { sex: ['female'] })!, [
        row(2024, 1_000_000),
        row(2024, 500_000, 'F'),
      ]).rate,
    ).toBe(10)
    expect(denominatorOf('XPA', { sex: ['female', 'male'] })).toBeUndefined()
  })
})
