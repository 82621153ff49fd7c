import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { yes } from '#kernel/policy/policy.ts'
import { act, actMany, defineAct } from '#platform/ledger/act.ts'
import { callerOf, openTestServer, type TestServer } from '../../test/support/server.ts'
import { inventFacts } from './fact.examples.ts'
import { recordFacts } from './facts.store.ts'
import type { FactValue } from './statistics.entity.ts'
import { routes } from './statistics.routes.ts'

const agency = 'aaaaaaaa-0000-4000-8000-000000000001'
const rapporteur = callerOf(agency, { roles: ['rapporteur'], agencyKind: 'national-rapporteur' })
const count = defineAct<{ fact: FactValue }>('test.count', {
  subject: 'test',
  policy: () => yes,
  project: (tx, entries) =>
    recordFacts(
      tx,
      entries.map(e => ({ subjectId: e.subjectId, facts: [e.content.fact] })),
    ),
})
const inputOf = (fact: FactValue) => ({
  id: randomUUID(),
  subjectId: randomUUID(),
  about: undefined,
  payload: { fact },
})

let server: TestServer
const get = (path: string, as = rapporteur, headers?: Record<string, string>) =>
  server.ask(as, 'GET', `/api/statistics/${path}`, undefined, headers)

beforeAll(async () => {
  server = await openTestServer(routes)
  const facts = [...inventFacts(800, 5)].map(({ id: _, ...fact }) => fact)
  await server.context.database.write(rapporteur, tx => actMany(tx, count, facts.map(inputOf)))
})
afterAll(() => server.close())

const numbersIn = (value: unknown): number[] =>
  typeof value === 'number' ? [value] : Array.isArray(value) ? value.flatMap(numbersIn) : []

describe('figures over HTTP', () => {
  it('are for those who work in the node, and for nobody else', async () => {
    expect((await server.ask(undefined, 'GET', '/api/statistics/dimensions')).status).toBe(401)
    expect((await get('dimensions', callerOf(null, { roles: ['administrator'] }))).status).toBe(403)
    expect((await get('table?rows=sex', callerOf(agency, { roles: [] }))).status).toBe(403)
    for (const role of ['caseworker', 'rapporteur', 'ministry', 'supervisor'] as const)
      expect((await get('table?rows=sex', callerOf(agency, { roles: [role] }))).status, role).toBe(200)
  })

  it('say what may be counted, from which list, and how much there is', async () => {
    const { body } = await get('dimensions')
    expect(body).toMatchObject({ countMin: 5, facts: { victim: 720, service: 40, proceeding: 40 } })
    expect((body as { dimensions: { id: string }[] }).dimensions).toContainEqual(
      expect.objectContaining({ id: 'citizenship', multiple: true, list: 'countries' }),
    )
  })

  it('give a table with withheld counts as null, labels in the language asked for, and a finding', async () => {
    const { body } = await get('table?rows=exploitation&columns=sex', rapporteur, { 'accept-language': 'fr' })
    const table = body as {
      counts: (number | null)[][]
      rowTotals: (number | null)[]
      withheld: number
      labels: Record<string, Record<string, string>>
      finding: { key: string }
    }
    expect(table.counts.flat().filter(n => n === null)).toHaveLength(table.withheld)
    expect(table.withheld).toBeGreaterThan(0)
    expect(numbersIn([table.counts, table.rowTotals]).filter(n => n > 0 && n < 5)).toEqual([])
    expect(table.labels.sex!.female).toBe('Féminin')
    expect(table.finding.key).toBe('statistics.finding.pair')
  })

  it('give a one-way table, a series without gaps, and flows largest first', async () => {
    expect((await get('table?rows=sex')).body).toMatchObject({ columns: null, counts: [], cells: 4 })
    const series = (await get('series?lines=sex')).body as { years: number[]; lines: { counts: unknown[] }[] }
    expect(series.years).toEqual([2016, 2017, 2018, 2019, 2020, 2021, 2022, 2023, 2024, 2025])
    expect(series.lines.every(line => line.counts.length === 10)).toBe(true)
    const { flows } = (await get('flows')).body as { flows: { count: number }[] }
    expect(flows.length).toBeGreaterThan(3)
    expect(flows.map(f => f.count)).toEqual(flows.map(f => f.count).sort((a, b) => b - a))
  })

  it('are narrowed by filters, at most three, and say what is wrong with others', async () => {
    const narrowed = (await get('table?rows=year&filter=sex:female;ageGroup:18%2B')).body as { total: number }
    expect(narrowed.total).toBeLessThan(720)
    const problems = async (path: string) => {
      const { status, body } = await get(path)
      return [status, (body as { problems: { code: string }[] }).problems?.map(p => p.code)]
    }
    expect(await problems('table?rows=year&filter=name:x')).toEqual([422, ['statistics.dimension']])
    expect(await problems('table?rows=year&filter=sex:')).toEqual([422, ['statistics.filter']])
    expect(await problems('table?rows=ageBand&columns=ageGroup')).toEqual([422, ['statistics.sameField']])
    expect(await problems('table?kind=service&rows=means')).toEqual([422, ['statistics.dimension']])
    const four = 'sex:female;year:2020;agencyKind:ngo;ageGroup:18%2B'
    expect(await problems(`table?rows=year&filter=${four}`)).toEqual([422, ['statistics.filters']])
    expect((await get('table?rows=familyName')).status).toBe(400)
  })

  it('give nothing but withheld counts of a population under the threshold', async () => {
    const fact: FactValue = { kind: 'victim', year: 1999, sex: 'female', citizenship: ['ISL'] }
    await server.context.database.write(rapporteur, tx => act(tx, count, inputOf(fact)))
    const { body } = await get('table?rows=sex&columns=exploitation&filter=year:1999')
    expect(body).toMatchObject({ total: null, counts: [[null]], rowTotals: [null], columnTotals: [null] })
  })

  it('move as soon as an act is recorded', async () => {
    const total = async () => ((await get('table?rows=sex')).body as { total: number }).total
    const before = await total()
    await server.context.database.write(rapporteur, tx =>
      act(tx, count, inputOf({ kind: 'victim', sex: 'male' })),
    )
    expect(await total()).toBe(before + 1)
  })

  it('come as a file in which a withheld count is marked and never 0', async () => {
    const { text, headers } = await get('table.csv?rows=exploitation&columns=sex')
    expect(headers['content-type']).toContain('text/csv')
    const lines = text.replace('\uFEFF', '').trim().split('\n')
    expect(lines[0]!.trim()).toBe('exploitation,exploitation.label,sex,sex.label,count,status')
    expect(lines.some(line => /,,withheld\r?$/.test(line))).toBe(true)
    expect(lines.filter(line => /,[1-4],shown/.test(line))).toEqual([])
  })
})
