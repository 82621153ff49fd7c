import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestServer, type TestServer } from '../../../test/support/server.ts'
import { raiseReturnReminders } from './overview.store.ts'
import { emptyContent, type ReturnContent } from './return.entity.ts'
import { aSuspectedReturn } from './return.examples.ts'
import { returnRoutes } from './return.routes.ts'
import { settle, staff } from './return.testing.ts'

let server: TestServer
const root = '/api/statistics/returns'
const at = (period: string, caller: { agencyId: string | null } = staff.police) =>
  `${root}/${caller.agencyId}/persons-suspected/${period}`
const sheet = (bytes: Buffer, name: string) => {
  const boundary = randomUUID()
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: application/octet-stream\r\n\r\n`
  return {
    body: Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]),
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
  }
}

beforeAll(async () => {
  server = await openTestServer(returnRoutes)
  await settle(server.context.database)
})
afterAll(() => server.close())

describe('returns over HTTP', () => {
  it('say what an agency owes, and to the rapporteur what all owe', async () => {
    const own = await server.ask(staff.police, 'GET', `${root}/owed`)
    const { owed, titles } = own.body as { owed: { period: string; tableId: string }[]; titles: object }
    expect(own.status).toBe(200)
    expect(new Set(owed.map(o => o.period))).toEqual(new Set(['2022', '2023', '2024', '2025']))
    expect(new Set(owed.map(o => o.tableId))).toEqual(new Set(['persons-suspected', 'persons-investigated']))
    expect(titles).toMatchObject({ 'persons-suspected': { title: 'Persons suspected', step: 'suspected' } })
    expect((await server.ask(staff.shelter, 'GET', `${root}/owed`)).body).toMatchObject({ owed: [] })
    const all = await server.ask(staff.rapporteur, 'GET', `${root}/overview`)
    expect((all.body as { owed: { agencyKind: string }[] }).owed.map(o => o.agencyKind)).toContain('court')
    expect((await server.ask(staff.police, 'GET', `${root}/overview`)).status).toBe(403)
    expect((await server.ask(undefined, 'GET', `${root}/owed`)).status).toBe(401)
  })

  it('are kept, sent, questioned and accepted, each by whom it is for', async () => {
    const content = aSuspectedReturn()
    const kept = await server.ask(staff.police, 'POST', `${at('2024')}/draft`, { content })
    expect(kept.body).toEqual({ version: 1 })
    const stale = await server.ask(
      staff.police,
      'POST',
      `${at('2024')}/draft`,
      { content },
      { 'if-match': '"0"' },
    )
    expect(stale.status).toBe(409)
    expect((await server.ask(staff.court, 'POST', `${at('2024')}/draft`, { content })).status).toBe(403)
    const bad = { ...content, cells: { ...content.cells, 'sex-age|_T|_T': 12 } }
    const refused = await server.ask(staff.police, 'POST', `${at('2024')}/send`, {
      content: bad,
      reason: null,
    })
    expect(refused.status).toBe(422)
    expect((refused.body as { problems: { what: string; where: string }[] }).problems).toContainEqual(
      expect.objectContaining({
        where: 'By sex and age: Total, Total',
        what: 'The parts add to 30, the total says 12.',
      }),
    )
    const key = { 'idempotency-key': randomUUID() }
    for (const _ of [1, 2])
      expect(
        (await server.ask(staff.police, 'POST', `${at('2024')}/send`, { content, reason: null }, key)).body,
      ).toEqual({ revision: 1 })
    const one = await server.ask(staff.rapporteur, 'GET', at('2024'))
    expect(one.body).toMatchObject({ state: 'sent', may: ['return.decide'], draft: null })
    const accept = { revision: 1, decision: 'accepted', words: null }
    expect((await server.ask(staff.police, 'POST', `${at('2024')}/decide`, accept)).status).toBe(403)
    const ask = { ...accept, decision: 'asked' }
    expect((await server.ask(staff.ministry, 'POST', `${at('2024')}/decide`, ask)).status).toBe(422)
    expect((await server.ask(staff.ministry, 'POST', `${at('2024')}/decide`, accept)).status).toBe(204)
    const next = await server.ask(staff.police, 'GET', at('2025'))
    expect(next.body).toMatchObject({ state: 'none', before: { period: '2024', content }, beside: [] })
    const counts = await server.ask(staff.rapporteur, 'GET', `${root}/counts?from=2024&to=2024`)
    expect((counts.body as { counts: unknown[] }).counts.length).toBeGreaterThan(20)
  })

  it('travel as sheets: downloaded, filled in, brought back, and refused with the cell where they cannot be read', async () => {
    for (const ending of ['xlsx', 'csv']) {
      const file = await server.ask(staff.police, 'GET', `${at('2024')}/sheet.${ending}`)
      const { body, headers } = sheet(file.raw, `return.${ending}`)
      const read = await server.ask(staff.police, 'POST', `${at('2024')}/sheet`, body, headers)
      expect(read.body).toEqual({ content: aSuspectedReturn(), problems: [] })
    }
    const wrong = sheet(Buffer.from('a,b\n1,2'), 'x.csv')
    const read = await server.ask(staff.police, 'POST', `${at('2024')}/sheet`, wrong.body, wrong.headers)
    expect(read.body).toMatchObject({ content: null, problems: [{ where: 'A1' }] })
    const other = sheet(Buffer.from('a'), 'x.csv')
    expect(
      (await server.ask(staff.court, 'POST', `${at('2024')}/sheet`, other.body, other.headers)).status,
    ).toBe(403)
  })

  it('refuse a period, a table or an agency that does not exist', async () => {
    expect((await server.ask(staff.police, 'GET', at('2024-S1'))).status).toBe(422)
    expect((await server.ask(staff.police, 'GET', at('1999'))).status).toBe(404)
    expect((await server.ask(staff.police, 'GET', at('2024', { agencyId: randomUUID() }))).status).toBe(404)
    expect(
      (await server.ask(staff.police, 'GET', `${root}/${staff.police.agencyId}/nothing/2024`)).status,
    ).toBe(404)
  })

  it('carry no hidden characters and no more cells than a table has', async () => {
    const content: ReturnContent = { ...emptyContent(), note: 'a\u0000b\r\nc', cells: { '__proto__|x|y': 1 } }
    await server.ask(staff.police, 'POST', `${at('2023')}/draft`, { content })
    const one = (await server.ask(staff.police, 'GET', at('2023'))).body as {
      draft: { content: ReturnContent }
    }
    expect(one.draft.content.note).toBe('ab\nc')
    const many = Object.fromEntries(Array.from({ length: 3001 }, (_, i) => [`a|${i}|_T`, 1]))
    const refused = await server.ask(staff.police, 'POST', `${at('2023')}/draft`, {
      content: { ...emptyContent(), cells: many },
    })
    expect(refused.status).toBe(422)
  })

  it('are reminded of once for each stage, and put aside by the agency alone', async () => {
    const { database } = server.context
    const raised = await raiseReturnReminders(database)
    expect(raised).toBeGreaterThan(0)
    expect(await raiseReturnReminders(database)).toBe(0)
    const { reminders } = (await server.ask(staff.police, 'GET', `${root}/owed`)).body as {
      reminders: { id: string; period: string; tableId: string }[]
    }
    expect(reminders.some(r => r.tableId === 'persons-suspected' && r.period === '2024')).toBe(false)
    const aside = `${root}/reminders/${reminders[0]!.id}/aside`
    expect((await server.ask(staff.court, 'POST', aside)).status).toBe(404)
    expect((await server.ask(staff.police, 'POST', aside)).status).toBe(204)
    const after = (await server.ask(staff.police, 'GET', `${root}/owed`)).body as { reminders: unknown[] }
    expect(after.reminders).toHaveLength(reminders.length - 1)
  })
})
