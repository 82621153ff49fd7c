import { describe, expect, it } from 'vitest'
import { counted, tableOf } from './disclosure/disclosure.examples.ts'
import { protectList, protectWithMargins } from './disclosure/protect.ts'
import { findingOfFlows, findingOfList, findingOfSeries, findingOfTable } from './finding.rules.ts'
import { flowsOf, publishList, publishTable, seriesOf } from './published.ts'
import { marginOf } from './tables.ts'

const table = (matrix: number[][]) => publishTable(protectWithMargins(tableOf(matrix), 5))
const list = (counts: number[]) =>
  publishList(protectList(marginOf(tableOf(counts.map(n => [n])), 'rows'), 5))

describe('what is published', () => {
  it('has null where a count is withheld and 0 where it is 0', () => {
    const t = table([
      [3, 20, 0],
      [15, 25, 40],
      [40, 50, 90],
    ])
    expect(t.counts[0]![0]).toBeNull()
    expect(t.withheld).toBe(t.counts.flat().filter(n => n === null).length)
    expect(t.counts[1]![2]).toBe(40)
    expect(t.total).toBe(283)
  })

  it('gives a series a value for every year, 0 for one without facts, and keeps undated ones apart', () => {
    const rows = [
      ['2019', 30],
      ['2022', 20],
      ['unknown', 9],
    ] as const
    const t = counted(rows.map(([year, count]) => ({ row: [year], column: ['x'], count })))
    const series = seriesOf(publishTable(protectWithMargins(t, 5)))
    expect(series.years).toEqual([2019, 2020, 2021, 2022])
    expect(series.totals).toEqual([30, 0, 0, 20])
    expect(series.undated).toBe(9)
  })

  it('leaves withheld and empty flows out of the map and says how many are withheld', () => {
    const t = table([
      [30, 2, 0],
      [10, 50, 7],
      [9, 8, 70],
    ])
    const { flows, withheld } = flowsOf(t)
    expect(flows[0]).toEqual({ from: 'r2', to: 'c2', count: 70 })
    expect(withheld).toBe(t.withheld)
    expect(flows.length + withheld).toBe(8)
  })
})

describe('the sentence over a picture', () => {
  it('says which group most belong to, or which is the largest', () => {
    expect(findingOfList(list([60, 30, 10]))).toMatchObject({
      key: 'statistics.finding.most',
      codes: { group: { code: 'r0' } },
      values: { share: 0.6 },
    })
    expect(findingOfList(list([40, 35, 25])).key).toBe('statistics.finding.largest')
  })

  it('claims nothing of few facts, of none, and of withheld totals', () => {
    expect(findingOfList(list([7])).key).toBe('statistics.finding.few')
    expect(findingOfList(list([])).key).toBe('statistics.finding.none')
    expect(findingOfTable(table([[1, 2]])).key).toBe('statistics.finding.withheld')
  })

  it('compares the first and the last full year', () => {
    const series = { years: [2020, 2021, 2022], lines: [], totals: [100, 80, 150], undated: 0 }
    expect(findingOfSeries(series, 2022)).toMatchObject({
      key: 'statistics.finding.rose',
      values: { from: 2020, to: 2022 },
    })
    expect(findingOfSeries(series, 2021)).toMatchObject({
      key: 'statistics.finding.fell',
      values: { toCount: 80 },
    })
  })

  it('names the largest flow that crosses a border', () => {
    const t = counted([
      { row: ['AAA'], column: ['AAA'], count: 90 },
      { row: ['AAA'], column: ['BBB'], count: 50 },
      { row: ['CCC'], column: ['BBB'], count: 20 },
      { row: ['CCC'], column: ['AAA'], count: 30 },
    ])
    expect(findingOfFlows(flowsOf(publishTable(protectWithMargins(t, 5))))).toMatchObject({
      key: 'statistics.finding.flow',
      codes: { from: { code: 'AAA' }, to: { code: 'BBB' } },
    })
  })
})
