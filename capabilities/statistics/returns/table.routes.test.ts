import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openTestServer, type TestServer } from '../../../test/support/server.ts'
import type { TableDefinition } from './return.entity.ts'
import { aSuspectedReturn } from './return.examples.ts'
import { returnRoutes } from './return.routes.ts'
import { settle, staff } from './return.testing.ts'
import { shippedTables, tableBreaks } from './tables.store.ts'

let server: TestServer
const root = '/api/statistics/returns/tables'
const suspected = shippedTables[0]!
const next = (more: Partial<TableDefinition> = {}) => ({
  ...suspected,
  from: '2025',
  reason: 'Border guards suspect, too.',
  owedBy: ['police', 'border'],
  ...more,
})
const codesIn = (body: unknown) => (body as { problems: { code: string }[] }).problems.map(p => p.code)
interface Answer {
  tables: { id: string; versions: { definition: TableDefinition; madeBy: string | null }[] }[]
  labels: Record<string, Record<string, string>>
  codes: Record<string, string[]>
  begun: { tableId: string; year: number; returns: number }[]
}
const versions = async (caller: (typeof staff)[keyof typeof staff]) =>
  (await server.ask(caller, 'GET', `${root}/versions`)).body as Answer

beforeAll(async () => {
  server = await openTestServer(returnRoutes)
  await settle(server.context.database)
})
afterAll(() => server.close())

it('an agency reads every table with what it asks for, and makes no version', async () => {
  const answer = await versions(staff.police)
  expect(answer.tables.map(table => table.id)).toEqual(shippedTables.map(table => table.id))
  expect(answer.labels.agencyKind).toMatchObject({ court: 'Court' })
  expect(answer.labels.sex).toMatchObject({ F: expect.any(String), _U: expect.any(String) })
  expect(answer.codes.sentence).toContain('life')
  const refused = await server.ask(staff.police, 'POST', root, next())
  expect(refused.status).toBe(403)
  expect((await server.ask(undefined, 'GET', `${root}/versions`)).status).toBe(401)
})

it('the rapporteur makes the next version once, however often it is sent, and nobody overwrites it unseen', async () => {
  const key = { 'idempotency-key': randomUUID(), 'if-match': '"1"' }
  for (const _ of [1, 2]) {
    const made = await server.ask(staff.rapporteur, 'POST', root, next(), key)
    expect([made.status, made.body]).toEqual([201, { id: 'persons-suspected', version: 2 }])
  }
  const stale = { 'if-match': '"1"' }
  expect((await server.ask(staff.ministry, 'POST', root, next({ dueMonths: 9 }), stale)).status).toBe(409)
  const { tables } = await versions(staff.rapporteur)
  expect(tables[0]!.versions.map(v => [v.definition.version, v.definition.from, v.madeBy])).toEqual([
    [2, '2025', 'Somebody of rapporteur'],
    [1, '2022', null],
  ])
  expect(tables[0]!.versions[0]!.definition.reason).toBe('Border guards suspect, too.')
})

it('is refused with a sentence for each field, in the language of whoever asks', async () => {
  const wrong = next({ from: '2020', reason: '', dueMonths: 40 })
  const refused = await server.ask(staff.ministry, 'POST', root, wrong, { 'accept-language': 'ru' })
  expect(refused.status).toBe(422)
  expect(codesIn(refused.body).sort()).toEqual([
    'returns.definition-due',
    'returns.version-order',
    'returns.version-reason',
  ])
  const said = (refused.body as { problems: { what: string }[] }).problems.map(p => p.what)
  expect(said).toContain('Новейшая версия этой таблицы действует с 2025 года.')
  expect(said.every(what => /^[^a-z]+$/i.test(what))).toBe(true)
})

it('keeps the length of periods for years in which a return was begun', async () => {
  const place = `/api/statistics/returns/${staff.police.agencyId}/persons-suspected/2025`
  const kept = await server.ask(staff.police, 'POST', `${place}/draft`, { content: aSuspectedReturn() })
  expect(kept.status).toBe(200)
  expect((await versions(staff.rapporteur)).begun).toEqual([
    { tableId: 'persons-suspected', year: 2025, returns: 1 },
  ])
  const halves = next({ period: 'half-year', reason: 'Twice a year.' })
  const refused = await server.ask(staff.rapporteur, 'POST', root, halves)
  expect(codesIn(refused.body)).toEqual(['returns.version-period'])
  const later = await server.ask(staff.rapporteur, 'POST', root, { ...halves, from: '2026' })
  expect(later.body).toEqual({ id: 'persons-suspected', version: 3 })
  // The draft and its period stay with the version of their year.
  const one = await server.ask(staff.police, 'GET', place)
  expect(one.body).toMatchObject({
    definition: { version: 2, reason: 'Border guards suspect, too.' },
    draft: { tableVersion: 2 },
    definitions: { 1: { version: 1 } },
  })
})

it('marks a break in the year from which a version counts otherwise, and none where only the day due changed', async () => {
  const { database } = server.context
  const breaks = async () =>
    (await database.read(staff.police, tx => tableBreaks(tx, { from: 2020, to: 2040 }))).map(
      ({ year, version, reason }) => [year, version, reason],
    )
  const found = [
    [2025, 2, 'Border guards suspect, too.'],
    [2026, 3, 'Twice a year.'],
  ]
  expect(await breaks()).toEqual(found)
  const quiet = next({ period: 'half-year', from: '2027', dueMonths: 2, reason: 'Less time.' })
  expect((await server.ask(staff.ministry, 'POST', root, quiet)).status).toBe(201)
  expect(await breaks()).toEqual(found)
})
