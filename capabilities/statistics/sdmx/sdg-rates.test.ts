import { expect, it } from 'vitest'
import type { Population } from '../population/population.store.ts'
import { sdgFlow } from './sdg-flow.ts'
import { withRates } from './sdg-rates.ts'
import { release } from './sdmx.examples.ts'

const flow = sdgFlow(release, '_X')!
const row = (sex: 'F' | 'M' | '_T', year: number, persons: number): Population => ({
  area: 'XPA',
  areaName: null,
  year,
  sex,
  age: '_T',
  persons,
  source: 'An invented office',
})
const population = [
  row('F', 2023, 2_000_000),
  row('_T', 2024, 4_040_000),
  { ...row('M', 2023, 1), area: 'XPB' },
]
const rated = withRates(flow, population, 'XPA')
const rates = rated.observations.filter(o => o.attributes.UNIT_MEASURE === 'PER_100000_POP')

it('gives a rate per 100,000 for every number that is shown and whose population is known, and for no other', () => {
  const expected = flow.observations.filter(
    o =>
      o.value !== null &&
      o.key[5] === '_T' &&
      ((o.key[4] === 'F' && o.period === '2023') || (o.key[4] === '_T' && o.period === '2024')),
  )
  expect(expected.length).toBeGreaterThan(3)
  expect(expected.length).toBeLessThan(flow.observations.length)
  expect(rates.map(o => [o.key[2], o.key[4], o.period])).toEqual(
    expected.map(o => [`${o.key[2]}R`, o.key[4], o.period]),
  )
  for (const [i, o] of expected.entries())
    expect(rates[i]!.value).toBeCloseTo((o.value! * 100_000) / (o.key[4] === 'F' ? 2_000_000 : 4_040_000), 3)
})

it('names the series of rates with a final R and their unit, and leaves the numbers as they were', () => {
  expect(rated.observations.slice(0, flow.observations.length)).toEqual(flow.observations)
  const codes = rated.dimensions.find(d => d.id === 'SERIES')!.codes.map(c => c.id)
  expect(codes).toContain('VC_HTF_DETVR')
  expect(new Set(rates.map(o => o.key[2]))).toEqual(new Set(codes.filter(c => c.endsWith('R'))))
})

it('is the same without a population', () => {
  expect(withRates(flow, [], 'XPA')).toBe(flow)
})
