import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { rebuildProjections } from '#platform/ledger/rebuild.ts'
import { callerOf } from '../../../test/support/database.ts'
import { openTestServer, type TestServer } from '../../../test/support/server.ts'
import { SAMPLE_REPORTS } from '../recommendations.examples.ts'
import { enterFile, readFile } from '../reports.store.ts'
import { proposeForReport, reportsToRelate } from './relating.store.ts'
import type { RelationType } from './relations.entity.ts'
import { lookForRelations, relationRoutes } from './relations.routes.ts'
import type { RelationState } from './relations.rules.ts'
import { listRelations, relationsOf } from './relations.store.ts'

const rapporteur = callerOf('aaaaaaaa-0000-4000-8000-000000000001', { roles: ['rapporteur'] })
const caseworker = callerOf('aaaaaaaa-0000-4000-8000-000000000002')

interface Relation {
  id: string
  version: number
  type: RelationType
  origin: string
  state: RelationState
  level: string
  score: number | null
  reasons: { kind: string }[]
  from: { report: string; address: string; sub: string | null; number: number }
  to: { report: string; address: string; sub: string | null; number: number }
  decided: { by: string; at: string } | null
  remark: string
}
interface Queue {
  counts: Record<RelationState, number>
  relations: Relation[]
}

let server: TestServer
const ids: string[] = []

async function ask<T>(...asking: Parameters<TestServer['ask']>): Promise<{ status: number; body: T }> {
  return (await server.ask(...asking)) as never
}
const queue = async (query = '') =>
  (await ask<Queue>(rapporteur, 'GET', `/api/recommendations/relations${query}`)).body
const decide = (id: string, body: object, headers: Record<string, string> = {}) =>
  ask<Relation>(rapporteur, 'PUT', `/api/recommendations/relations/${id}/decision`, body, headers)

beforeAll(async () => {
  server = await openTestServer(relationRoutes)
  const { database } = server.context
  for (const { file } of SAMPLE_REPORTS) {
    const read = readFile(readFileSync(new URL(`../${file}`, import.meta.url)))
    if (!read.ok) throw new Error(read.problem.sentence)
    await database.write(rapporteur, tx => enterFile(tx, read.file, randomUUID()))
    ids.push(read.file.id)
  }
})
afterAll(() => server.close())

describe('proposing', () => {
  it('looks at each report once and again when asked, and never proposes a pair twice', async () => {
    const { database } = server.context
    expect((await database.read(rapporteur, reportsToRelate)).map(r => r.id).sort()).toEqual([...ids].sort())
    let proposed = 0
    for (const id of ids)
      proposed += await database.write(rapporteur, tx => proposeForReport(tx, id, randomUUID()))
    expect(proposed).toBeGreaterThan(5)
    expect(await database.read(rapporteur, reportsToRelate)).toEqual([])
    for (const id of ids)
      expect(await database.write(rapporteur, tx => proposeForReport(tx, id, randomUUID()))).toBeLessThan(
        proposed,
      )
    const rows = await database.read(rapporteur, tx =>
      listRelations(tx, { state: 'proposed' }, { limit: 500, offset: 0 }),
    )
    const pairs = rows.map(({ from, to }) =>
      [`${from.report} ${from.address}`, `${to.report} ${to.address}`].sort().join(' | '),
    )
    expect(new Set(pairs).size).toBe(pairs.length)
  })

  it('is harmless when the same look comes again, and a report that fails keeps no other waiting', async () => {
    const { database } = server.context
    await rebuildProjections(database, { tables: ['recommendations.relating'], acts: [] })
    const look = randomUUID()
    await database.write(rapporteur, tx => proposeForReport(tx, ids[0]!, look))
    expect(await database.write(rapporteur, tx => proposeForReport(tx, ids[0]!, look))).toBe(0)
    expect((await database.read(rapporteur, reportsToRelate)).map(r => r.id)).not.toContain(ids[0])
    const failing = {
      ...database,
      write: ((...asked: Parameters<typeof database.write>) =>
        failures-- > 0
          ? Promise.reject(new Error('lost'))
          : database.write(...asked)) as typeof database.write,
    }
    let failures = 1
    await expect(lookForRelations(failing)).rejects.toThrow('lost')
    expect(await database.read(rapporteur, reportsToRelate)).toHaveLength(1)
    await lookForRelations(database)
    expect(await database.read(rapporteur, reportsToRelate)).toEqual([])
  })

  it('puts what the words themselves name first, from the later report to the earlier one', async () => {
    const { relations } = await queue()
    const cited = relations.filter(r => r.reasons.some(reason => reason.kind === 'cited'))
    expect(cited.map(r => [r.from.number, r.to.number, r.type])).toEqual(
      expect.arrayContaining([
        [7, 8, 'builds on'],
        [10, 12, 'recalls'],
      ]),
    )
    expect(relations.slice(0, cited.length).map(r => r.id)).toEqual(cited.map(r => r.id))
    for (const { from, to, reasons } of relations) {
      expect(from.report >= to.report).toBe(true)
      expect(reasons.length).toBeGreaterThan(0)
    }
  })

  it('refuses to look for whoever does not keep the registry', async () => {
    const { database } = server.context
    await expect(
      database.write(caseworker, tx => proposeForReport(tx, ids[0]!, randomUUID())),
    ).rejects.toThrow('relation.propose')
    const { relations } = await queue()
    const refused = await ask(
      caseworker,
      'PUT',
      `/api/recommendations/relations/${relations[0]!.id}/decision`,
      { decision: 'accept' },
    )
    expect(refused.status).toBe(403)
    expect((await ask(caseworker, 'POST', '/api/recommendations/reports/2009-06-09/relations')).status).toBe(
      403,
    )
  })
})

describe('deciding', () => {
  it('accepts as proposed or as another, and says by whom', async () => {
    const [first, second] = (await queue()).relations
    const accepted = await decide(first!.id, { decision: 'accept' })
    expect(accepted.body).toMatchObject({
      state: 'accepted',
      origin: 'accepted',
      type: first!.type,
      version: 1,
    })
    expect(accepted.body.decided).not.toBeNull()
    const narrowed = await decide(second!.id, {
      decision: 'accept',
      type: 'narrows',
      fromSub: null,
      toSub: null,
    })
    expect(narrowed.body).toMatchObject({ type: 'narrows', level: 'paragraph' })
  })

  it('rejects with a reason, and a rejected pair is not proposed again', async () => {
    const before = await queue()
    const one = before.relations.at(-1)!
    const rejected = await decide(one.id, { decision: 'reject', reason: 'They speak of different houses.' })
    expect(rejected.body).toMatchObject({ state: 'rejected', remark: 'They speak of different houses.' })
    const { database } = server.context
    for (const id of ids) await database.write(rapporteur, tx => proposeForReport(tx, id, randomUUID()))
    const { relations } = await queue()
    expect(
      relations.some(
        r =>
          r.from.address === one.from.address &&
          r.to.address === one.to.address &&
          r.from.report === one.from.report &&
          r.to.report === one.to.report,
      ),
    ).toBe(false)
  })

  it('tells whoever comes second what became of it', async () => {
    const [one] = (await queue('?state=rejected')).relations
    expect((await decide(one!.id, { decision: 'reject' })).status).toBe(422)
    const stale = await decide(one!.id, { decision: 'accept' }, { 'if-match': '0' })
    expect(stale.status).toBe(409)
  })

  it('names no sub-item that is not there', async () => {
    const [one] = (await queue()).relations
    expect((await decide(one!.id, { decision: 'accept', fromSub: 'z' })).status).toBe(422)
  })

  it('withdraws with a reason, keeps the history, and lets it be accepted again', async () => {
    const [one] = (await queue('?state=accepted')).relations
    const path = `/api/recommendations/relations/${one!.id}/withdrawal`
    expect((await ask(rapporteur, 'PUT', path, { reason: ' ' })).status).toBe(422)
    const gone = await ask<Relation>(rapporteur, 'PUT', path, { reason: 'Accepted by mistake.' })
    expect(gone.body).toMatchObject({ state: 'withdrawn', origin: 'proposed' })
    expect((await decide(one!.id, { decision: 'accept' })).body.state).toBe('accepted')
    const { body } = await ask<{ events: { act: string; reason: string }[] }>(
      rapporteur,
      'GET',
      `/api/recommendations/relations/${one!.id}/history`,
    )
    expect(body.events.map(event => event.act)).toEqual([
      'relation.accept',
      'relation.withdraw',
      'relation.accept',
    ])
    expect(body.events[1]!.reason).toBe('Accepted by mistake.')
  })
})

describe('adding by hand', () => {
  const given = {
    from: { report: '2019-09-09', address: 'R9' },
    to: { report: '2009-06-09', address: '4', sub: null },
    type: 'supersedes',
    remark: 'The later one says it in full.',
  }

  it('keeps who added it and why; the same again changes nothing', async () => {
    const slugs = await reportSlugs()
    const body = {
      ...given,
      from: { ...given.from, report: slugs[2]! },
      to: { ...given.to, report: slugs[0]! },
    }
    const added = await ask<Relation>(rapporteur, 'POST', '/api/recommendations/relations', body)
    expect(added.status).toBe(201)
    expect(added.body).toMatchObject({
      origin: 'by hand',
      state: 'accepted',
      type: 'supersedes',
      score: null,
    })
    const again = await ask<Relation>(rapporteur, 'POST', '/api/recommendations/relations', body)
    expect(again.body.id).toBe(added.body.id)
    const own = await ask(rapporteur, 'POST', '/api/recommendations/relations', { ...body, to: body.from })
    expect(own.status).toBe(422)
    const page = await ask<{ relations: Relation[] }>(
      rapporteur,
      'GET',
      `/api/recommendations/items/${slugs[0]}/4/relations`,
    )
    expect(page.body.relations.map(r => r.id)).toContain(added.body.id)
  })

  it('once withdrawn and added again, holds once: the first may be accepted as another relation only', async () => {
    const slugs = await reportSlugs()
    const body = {
      ...given,
      from: { ...given.from, report: slugs[2]! },
      to: { ...given.to, report: slugs[0]! },
    }
    const post = () => ask<Relation>(rapporteur, 'POST', '/api/recommendations/relations', body)
    const first = (await post()).body.id
    const path = `/api/recommendations/relations/${first}/withdrawal`
    expect((await ask(rapporteur, 'PUT', path, { reason: 'Too early.' })).status).toBe(200)
    const second = (await post()).body.id
    expect(second).not.toBe(first)
    expect(await decide(first, { decision: 'accept' })).toMatchObject({
      status: 422,
      body: { problems: [{ code: 'relation.known' }] },
    })
    const other = await decide(first, { decision: 'accept', type: 'narrows' })
    expect(other).toMatchObject({ status: 200, body: { state: 'accepted', type: 'narrows' } })
  })
})

const reportSlugs = async () => {
  return server.context.database.read(rapporteur, async tx => {
    const { rows } = await sql<{
      slug: string
    }>`select slug from recommendations.report order by meeting_year`.execute(tx.db)
    return rows.map(row => row.slug)
  })
}

it('builds the same table from the ledger again', async () => {
  const { database } = server.context
  const all = () =>
    database.read(rapporteur, async tx => {
      const lists = []
      for (const state of ['proposed', 'accepted', 'rejected', 'withdrawn'] as const)
        lists.push(await listRelations(tx, { state }, { limit: 500, offset: 0 }))
      return lists
    })
  const before = await all()
  await rebuildProjections(database, {
    tables: ['recommendations.relation', 'recommendations.relating'],
    acts: ['relation.propose', 'relation.accept', 'relation.reject', 'relation.withdraw', 'relation.add'],
  })
  expect(await all()).toEqual(before)
  expect(await database.read(rapporteur, tx => relationsOf(tx, []))).toEqual([])
})
