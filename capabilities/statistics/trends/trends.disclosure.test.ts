import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { emptyContent, openCases } from '#capabilities/cases/public.ts'
import { nodeCaller } from '#kernel/policy/caller.ts'
import { callerOf, type TestServer } from '../../../test/support/server.ts'
import { placeAgencyInDistrict } from '../population/district.store.ts'
import { addDefinition } from './definition.store.ts'
import { agency, openTrendsServer, rapporteur, shelter } from './trends.testing.ts'

let server: TestServer
beforeAll(async () => {
  server = await openTrendsServer()
  const { database, keys } = server.context
  const contents = Array.from({ length: 60 }, (_, i) => ({
    ...emptyContent(),
    case: { openedOn: '2024-03-05' },
    person: { gender: 'Feminine', citizenship: [i < 40 ? 'NPL' : i < 48 ? 'IND' : 'LKA'] },
    victimContext: {
      countryOfExploitation: [i % 10 < 7 ? 'AUT' : 'DEU'],
      ...(i < 8 && { traffickingStatus: 'ActualVictimOfTrafficking' }),
      ...(i >= 8 && i < 11 && { traffickingStatus: 'PossibleVictimOfTrafficking' }),
    },
    traffickingEvent: i % 3 === 0 ? [{ type: 'Transit', country: 'HUN' }] : [],
    proceeding:
      i < 20
        ? [{ stage: 'Investigated' }]
        : i < 28
          ? [{ stage: 'Compensated' }]
          : i < 31
            ? [{ stage: 'Acquitted' }]
            : [],
  }))
  const cases = contents.map(content => ({ id: randomUUID(), actId: randomUUID(), content }))
  await database.write(shelter, tx => openCases(tx, keys, cases as never))
})
afterAll(() => server.close())

interface Table {
  rows: { codes: string[] }
  columns: { codes: string[] }
  rowTotals: (number | null)[]
  counts: (number | null)[][]
  support: { step: string; count: number | null }[]
  corridors: { from: string; to: string }[]
  breaks: object[]
}
const get = async (path: string) =>
  (await server.ask(rapporteur, 'GET', `/api/statistics/${path}`)).body as unknown as Table
const totalOf = ({ rows, rowTotals }: Table, code: string) => rowTotals[rows.codes.indexOf(code)]

describe('two pages beside each other', () => {
  it('do not tell from the response how many stand in a trafficking status or stage that is withheld', async () => {
    const status = await get('table?rows=traffickingStatus')
    expect(totalOf(status, 'ActualVictimOfTrafficking')).toBeNull()
    const stages = await get('table?kind=proceeding&rows=stage')
    expect(totalOf(stages, 'Compensated')).toBeNull()
    const { support } = await get('response')
    expect(support.filter(({ count }) => count === null).map(({ step }) => step)).toEqual([
      'identified',
      'compensated',
    ])
  })

  it('do not tell from the corridors a flow that is withheld', async () => {
    const flows = await get('table?rows=citizenship&columns=countryOfExploitation')
    const { corridors } = await get('corridors')
    let withheld = 0
    flows.rows.codes.forEach((from, i) => {
      flows.columns.codes.forEach((to, j) => {
        if (flows.counts[i]![j] !== null) return
        withheld++
        expect(corridors.some(c => c.from === from && c.to === to)).toBe(false)
      })
    })
    expect(withheld).toBeGreaterThan(0)
    expect(corridors.length).toBeGreaterThan(0)
  })
})

describe('a definition of codes', () => {
  it('parts the series that is narrowed by them, and no other', async () => {
    const { database } = server.context
    await database.write(rapporteur, tx =>
      addDefinition(
        tx,
        randomUUID(),
        {
          kind: 'victim',
          dimension: 'sex',
          since: '2024-02',
          definition: 'As said by herself',
          change: 'Sex is asked since 2024.',
          comparable: false,
        },
        randomUUID(),
      ),
    )
    expect((await get('timeline?step=month&filter=sex:female')).breaks).toMatchObject([{ period: '2024-02' }])
    expect((await get('timeline?step=month')).breaks).toEqual([])
  })
})

describe('the database', () => {
  const administrator = callerOf(agency, { roles: ['administrator'], purpose: 'administration' })
  const write = (as: typeof shelter, text: ReturnType<typeof sql>) =>
    server.context.database.write(as, tx => text.execute(tx.db))

  it('lets nobody rewrite a definition or a population table', async () => {
    await expect(write(rapporteur, sql`update statistics.definition set definition = 'x'`)).rejects.toThrow(
      'permission denied',
    )
    await expect(
      write(administrator, sql`update statistics.population_table set source = 'x'`),
    ).rejects.toThrow('permission denied')
  })

  it('lets nobody define in the name of another', async () => {
    const define = (by: string) =>
      write(
        rapporteur,
        sql`insert into statistics.definition (id, version, kind, since, definition, change, comparable, written_by,
          written_at_ms) values (${randomUUID()}, 1, 'victim', '2024', 'x', 'x', true, ${by}, 0)`,
      )
    await expect(define(shelter.userId)).rejects.toThrow('row-level security')
    // In her own name she may, by an act; this is none.
    await expect(define(rapporteur.userId)).rejects.toThrow('entry')
  })

  it('counts cases in the district where an administrator placed the agency, whatever else is said', async () => {
    const { database, keys } = server.context
    const districts = () =>
      database.statistics(async tx => {
        const { rows } = await sql<{ district: string | null }>`
          select distinct district from statistics.course`.execute(tx.db as never)
        return rows.map(row => row.district)
      })
    await database.write(shelter, async tx => {
      const content = { ...emptyContent(), case: { openedOn: '2024-03-05' } }
      await openCases(tx, keys, [{ id: randomUUID(), actId: randomUUID(), content }] as never)
      await sql`select cases.place_courses(${agency}, 'AUT-09')`.execute(tx.db)
    })
    expect(await districts()).toEqual([null])
    await database.write(nodeCaller('administration'), tx =>
      placeAgencyInDistrict(tx, agency, 'AUT-01', randomUUID()),
    )
    expect(await districts()).toEqual(['AUT-01'])
  })
})
