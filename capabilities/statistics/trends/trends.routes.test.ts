import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { emptyContent, openCases } from '#capabilities/cases/public.ts'
import { nodeCaller } from '#kernel/policy/caller.ts'
import { callerOf, type TestServer } from '../../../test/support/server.ts'
import { seeded } from '../disclosure/disclosure.examples.ts'
import { placeAgencyInDistrict } from '../population/district.store.ts'
import { loadPopulationFile } from '../population/population.store.ts'
import { agency, openTrendsServer, rapporteur, shelter } from './trends.testing.ts'

const seed = 41
let server: TestServer
beforeAll(async () => {
  server = await openTrendsServer()
  const { database, keys } = server.context
  await database.write(nodeCaller('administration'), async tx => {
    await placeAgencyInDistrict(tx, agency, 'AUT-01', randomUUID())
    await loadPopulationFile(
      tx,
      Buffer.from(
        'area,area name,year,sex,persons\nAUT,,2024,F,500000\nAUT,,2024,M,500000\nAUT-01,North,2024,_T,200000',
      ),
      { id: randomUUID(), actId: randomUUID(), fileName: 'a.csv', source: 'Office 2024' },
    )
  })
  const random = seeded(seed)
  const cases = Array.from({ length: 160 }, (_, i) => {
    const month = String((i % 12) + 1).padStart(2, '0')
    const year = i < 60 ? 2023 : 2024
    const content = {
      ...emptyContent(),
      case: { openedOn: `${year}-${month}-05` },
      person: { gender: i % 3 === 0 ? 'Masculine' : 'Feminine', citizenship: ['NPL'] },
      victimContext: { countryOfExploitation: ['AUT'] },
      traffickingEvent: i % 2 === 0 ? [{ type: 'Transit', country: 'HUN' }] : [],
      service:
        random() < 0.7
          ? [
              {
                type: 'Shelter',
                from: `${year}-${month}-${String(6 + Math.floor(random() * 9)).padStart(2, '0')}`,
              },
            ]
          : [],
      proceeding: i % 4 === 0 ? [{ stage: 'Investigated', date: `${year}-${month}-25` }] : [],
    }
    return { id: randomUUID(), actId: randomUUID(), content }
  })
  await database.write(shelter, tx => openCases(tx, keys, cases as never))
})
afterAll(() => server.close())

const get = async (path: string, as = rapporteur) => {
  const { status, body } = await server.ask(as, 'GET', `/api/statistics/${path}`)
  return { status, body: body as Record<string, never> }
}

describe('trends over HTTP', () => {
  it('give a series by month, and by year with its rate and the source of the population', async () => {
    const months = (await get('timeline?step=month')).body as unknown as {
      points: { period: string; count: number | null }[]
      total: number
    }
    expect(months.points.map(p => p.period).slice(0, 2)).toEqual(['2023-01', '2023-02'])
    expect(months.points.every(p => p.count === null || p.count === 0 || p.count >= 5)).toBe(true)
    const years = await get('timeline?area=AUT')
    expect(years.body).toMatchObject({
      total: 160,
      rateSources: ['Office 2024'],
      points: [
        { period: '2023', count: 60, rate: 6 },
        { period: '2024', count: 100, rate: 10 },
      ],
    })
    const women = (await get('timeline?area=AUT&filter=sex:female')).body as unknown as {
      points: { count: number; rate: number }[]
    }
    expect(women.points[1]!.rate).toBeCloseTo((women.points[1]!.count / 500_000) * 100_000)
  })

  it('set groups of one year against the population of the same sex, and no others', async () => {
    const table = (await get('table?rows=sex&filter=year:2024&area=AUT')).body as unknown as {
      rows: { codes: string[] }
      rowTotals: number[]
      rates: number[]
    }
    expect(table.rates.map(rate => rate.toFixed(6))).toEqual(table.rowTotals.map(n => (n / 5).toFixed(6)))
    expect((await get('table?rows=sex&area=AUT')).body).toMatchObject({ rates: [], rateSources: [] })
    expect((await get('table?rows=exploitation&filter=year:2024&area=AUT')).body).toMatchObject({
      rateSources: ['Office 2024'],
    })
  })

  it('give corridors through transit, each under a flow that is shown', async () => {
    expect((await get('corridors')).body).toMatchObject({
      corridors: [
        { from: 'NPL', through: null, to: 'AUT', count: 80 },
        { from: 'NPL', through: 'HUN', to: 'AUT', count: 80 },
      ],
      labels: { citizenship: { HUN: 'Hungary' } },
    })
    expect((await get('corridors?filter=year:1999')).body).toMatchObject({ corridors: [], total: 0 })
  })

  it('give the response with the days between steps', async () => {
    const { body } = await get('response')
    expect(body).toMatchObject({
      support: [{ step: 'detected', count: 160 }, { step: 'identified', count: 0 }, {}, {}],
      justice: [{}, { step: 'investigated', count: 40 }, { count: 0 }, {}],
    })
    const times = body.times as unknown as { to: string; from: string; median: number | null }[]
    expect(times.find(t => t.to === 'assisted')!.median).toBeGreaterThan(0)
    expect(times.find(t => t.to === 'investigated' && t.from === 'detected')).toMatchObject({
      median: 20,
      lower: 20,
      upper: 20,
    })
    expect(times.find(t => t.to === 'convicted')!.median).toBeNull()
  })

  it('compare two periods and two districts, with rates where the population is known', async () => {
    expect((await get('comparison?rows=sex&by=period&a=2023&b=2024&area=AUT')).body).toMatchObject({
      sums: { a: 60, b: 100, difference: 40, rateA: 6, rateB: 10 },
    })
    expect(
      (await get('comparison?rows=sex&by=district&a=AUT-01&b=AUT-02&filter=year:2024')).body,
    ).toMatchObject({
      sums: { a: 100, b: 0, rateA: 50, rateB: null },
      labels: { district: { 'AUT-01': 'North' } },
    })
    expect((await get('comparison?rows=sex&by=period&a=now&b=2024')).status).toBe(422)
    expect((await get('districts')).body).toEqual({
      districts: [{ code: 'AUT-01', name: 'North' }],
      states: [{ code: 'AUT', name: 'Austria' }],
    })
  })

  it('mark the break where a definition changed, and let it be taken back with a reason', async () => {
    const words = {
      kind: 'victim',
      dimension: null,
      since: '2024-01',
      definition: 'Presumed victims, too',
      change: 'Presumed victims are counted since 2024.',
      comparable: false,
    }
    const write = (as = rapporteur) => server.ask(as, 'POST', '/api/statistics/definitions', words)
    expect((await write(shelter)).status).toBe(403)
    const { status, body } = await write()
    expect(status).toBe(201)
    expect((await get('timeline?step=month')).body.breaks).toMatchObject([
      { period: '2024-01', definition: { comparable: false } },
    ])
    expect((await get('comparison?rows=sex&by=period&a=2023&b=2024')).body.breaks).toHaveLength(1)
    const { id } = body as { id: string }
    expect(
      (
        await server.ask(rapporteur, 'POST', `/api/statistics/definitions/${id}/withdrawal`, {
          reason: 'Wrong date',
        })
      ).status,
    ).toBe(204)
    expect((await get('timeline?step=month')).body.breaks).toEqual([])
    expect((await get('definitions')).body.definitions).toMatchObject([{ withdrawnWhy: 'Wrong date' }])
  })

  it('are for those who read statistics', async () => {
    for (const path of [
      'timeline',
      'corridors',
      'response',
      'comparison?rows=sex&by=period&a=2023&b=2024',
      'districts',
      'definitions',
    ])
      expect((await get(path, callerOf(agency, { roles: ['delegate'] }))).status, path).toBe(403)
  })
})
