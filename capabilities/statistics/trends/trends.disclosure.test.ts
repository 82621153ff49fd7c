import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { nodeCaller } from '#kernel/policy/caller.ts'
import { foundAgency } from '#platform/accounts/accounts.store.ts'
import { callerOf, openTestServer, type TestServer } from '../../../test/support/server.ts'
import { emptyContent } from '../../cases/cases.rules.ts'
import { openCases } from '../../cases/opening.store.ts'
import { routes } from '../statistics.routes.ts'

const agency = 'aaaaaaaa-0000-4000-8000-000000000001'
const shelter = callerOf(agency, { userId: randomUUID() })
const rapporteur = callerOf(agency, {
  roles: ['rapporteur'],
  userId: randomUUID(),
  agencyKind: 'national-rapporteur',
})
let server: TestServer
beforeAll(async () => {
  server = await openTestServer(routes)
  const { database, keys } = server.context
  await database.write(nodeCaller('administration'), tx =>
    foundAgency(tx, { id: agency, name: 'Office', kind: 'shelter', country: null }),
  )
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
}, 60_000)
afterAll(() => server.close())

interface Table {
  rows: { codes: string[] }
  columns: { codes: string[] }
  rowTotals: (number | null)[]
  counts: (number | null)[][]
  support: { step: string; count: number | null }[]
  corridors: { from: string; to: string }[]
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
