import { randomUUID } from 'node:crypto'
import { read } from '@e965/xlsx'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { visitor } from '#platform/access/sessions.ts'
import { createServer } from '#platform/http/server.ts'
import { rebuildProjections } from '#platform/ledger/rebuild.ts'
import { codelists } from '#standards/codelists.ts'
import {
  coordinator,
  ministry,
  openReleaseServer,
  type ReleaseServer,
  rapporteur,
} from '../../../test/support/releases.ts'
import type { TestServer } from '../../../test/support/server.ts'
import { audit } from '../disclosure/audit/audit.ts'
import { factCodelists } from '../fact.codelists.ts'
import { inventFacts } from '../fact.examples.ts'
import { addSdmx } from '../sdmx/sdmx.routes.ts'
import type { FactValue } from '../statistics.entity.ts'
import { releaseProjections } from './release.acts.ts'
import type { ReleaseDocument } from './release.entity.ts'
import { getInside, listReleases, verify } from './release.store.ts'

const lists = factCodelists(codelists)
let room: ReleaseServer
let server: TestServer

const wish = {
  title: 'Victims by exploitation, sex and age',
  kind: 'victim',
  tables: [
    { title: 'Exploitation by sex', dimensions: ['exploitation', 'sex'] },
    { title: 'Sex and age', dimensions: ['sex', 'ageBand'] },
    { title: 'Exploitation by child or adult', dimensions: ['exploitation', 'ageGroup'] },
  ],
  thresholds: { public: 5, internal: 3 },
}
const { post, done, detail, addFacts } = {
  post: (...given: Parameters<ReleaseServer['post']>) => room.post(...given),
  done: (...given: Parameters<ReleaseServer['done']>) => room.done(...given),
  detail: (id: string) => room.detail(id),
  addFacts: (facts: FactValue[]) => room.addFacts(facts),
}
const make = (more: object = {}) => room.make({ ...wish, ...more })
const out = (more: object = {}) => room.publish({ ...wish, ...more })

beforeAll(async () => {
  room = await openReleaseServer([...inventFacts(900, 7)].map(({ id: _, ...fact }) => fact))
  server = room.server
})
afterAll(() => room.close())

describe('a release', () => {
  let id: string
  let number: string

  it('is frozen, protected, audited and published, each by an act, the last by a second person', async () => {
    id = await make()
    expect((await post(rapporteur, `/${id}/publish`)).status).toBe(403)
    expect(await done(id, 'protect')).toBeNull()
    expect((await post(rapporteur, `/${id}/protect`)).status).toBe(403)
    expect((await post(ministry, `/${id}/publish`)).status).toBe(403)
    expect(await done(id, 'audit')).toBeNull()
    const audited = await detail(id)
    expect(audited).toMatchObject({ status: 'audited', audit: { safe: true } })
    expect(audited.may).not.toContain('release.publish')
    expect((await post(rapporteur, `/${id}/publish`)).status).toBe(403)
    expect((await post(ministry, `/${id}/publish`)).status).toBe(204)
    const published = await detail(id)
    expect(published.status).toBe('published')
    number = published.name
  })

  it('is readable without signing in once it is published, and only then', async () => {
    const draft = await make()
    const list = (await server.ask(undefined, 'GET', '/api/statistics/published')).body as {
      releases: { number: string }[]
    }
    expect(list.releases.map(r => r.number)).toEqual([number])
    expect((await server.ask(undefined, 'GET', `/api/statistics/releases/${draft}`)).status).toBe(401)
    const other = (await detail(draft)).name
    expect((await server.ask(undefined, 'GET', `/api/statistics/published/${other}`)).status).toBe(404)
    const { body } = await server.ask(undefined, 'GET', `/api/statistics/published/${number}`)
    const { document } = body as { document: ReleaseDocument }
    const counts = document.tables.flatMap(t => t.cells.map(c => c.count))
    expect(counts.filter(n => n !== undefined && n > 0 && n < 5)).toEqual([])
    expect(counts.filter(n => n === undefined).length).toBeGreaterThan(5)
    expect(document.audience).toBe('public')
  })

  it('shows the node no less than the public, under its own threshold', async () => {
    const { document, internal } = await detail(id)
    const shown = (d: ReleaseDocument) => d.tables.flatMap(t => t.cells.map(c => c.count !== undefined))
    const [outside, inside] = [shown(document), shown(internal)]
    expect(outside.every((is, n) => !is || inside[n])).toBe(true)
    expect(inside.filter(Boolean).length).toBeGreaterThan(outside.filter(Boolean).length)
  })

  it('comes as JSON, CSV and XLSX, a withheld count empty and never 0', async () => {
    const get = (ending: string) =>
      server.ask(undefined, 'GET', `/api/statistics/published/${number}/release.${ending}`)
    expect(JSON.parse((await get('json')).text)).toMatchObject({ number, audience: 'public' })
    const csv = (await get('csv')).text.split('\r\n').join('\n').split('\n')
    expect(csv.some(line => /,,(withheld|<5)$/.test(line))).toBe(true)
    expect(csv.filter(line => /,[1-4],shown$/.test(line))).toEqual([])
    const book = read((await get('xlsx')).raw)
    expect(book.SheetNames).toEqual(['about', 'table 1', 'table 2', 'table 3'])
  })

  it('is made again byte for byte, also after the facts have changed', async () => {
    await addFacts([{ kind: 'victim', year: 2024, sex: 'male', exploitation: ['forcedLabour'] }])
    const verified = await server.context.database.read(rapporteur, tx => verify(tx, id, lists))
    expect(verified).toMatchObject({ sameBytes: true, sameCode: true, safe: true })
  })

  it('does not let a small change be told from the release before', async () => {
    await addFacts(
      Array.from({ length: 3 }, () => ({
        kind: 'victim' as const,
        year: 2024,
        sex: 'female',
        ageBand: '18-20',
        exploitation: ['x'],
      })),
    )
    const second = await make({ corrects: id, reason: 'Late registrations' })
    await done(second, 'protect')
    await done(second, 'audit')
    const { audit: report, document, name } = await detail(second)
    expect(name).toBe(`${number} rev. 2`)
    expect(report?.safe).toBe(true)
    const first = (await detail(id)).document
    const told = new Map(first.tables.flatMap(t => t.cells.map(c => [`${t.title} ${c.key.join()}`, c.count])))
    const changes = document.tables.flatMap(t =>
      t.cells.flatMap(({ key, count }) => {
        const before = told.get(`${t.title} ${key.join()}`)
        return before === undefined || count === undefined ? [] : [Math.abs(count - before)]
      }),
    )
    expect(changes.filter(n => n > 0 && n < 5)).toEqual([])
    expect(changes.length).toBeGreaterThan(0)
  })

  it.each([false, null])(
    'is not let out by the database when the audit says %s of its safety',
    async safe => {
      const leaking = await make()
      await done(leaking, 'protect')
      const update = server.context.database.maintain(db =>
        sql`update statistics.release set audit_safe = ${safe}, status = 'published', published_at_ms = 1, published_by = gen_random_uuid() where id = ${leaking}`.execute(
          db,
        ),
      )
      await expect(update).rejects.toThrow(/release_published_safely/)
    },
    60_000,
  )

  it('keeps what it was counted from to those who make releases, in the tables and in the ledger', async () => {
    const seenBy = (caller: typeof rapporteur | undefined) =>
      server.context.database.read(caller ?? visitor, async tx => {
        const { rows } = await sql<{ inside: number; entries: number; drafts: number }>`select
          (select count(*)::int from statistics.release_inside) as inside,
          (select count(*)::int from ledger.entry where subject_kind = 'release') as entries,
          (select count(*)::int from statistics.release where published_at_ms is null) as drafts`.execute(
          tx.db,
        )
        return rows[0]!
      })
    const all = await seenBy(rapporteur)
    expect(Math.min(all.inside, all.entries, all.drafts)).toBeGreaterThan(0)
    for (const caller of [coordinator, { ...rapporteur, userId: randomUUID() }, undefined])
      expect(await seenBy(caller)).toEqual({ inside: 0, entries: 0, drafts: 0 })
  })

  it('comes out the same again from the entries', async () => {
    const { database } = server.context
    const before = await database.read(rapporteur, tx => listReleases(tx))
    const inside = await database.read(rapporteur, tx => getInside(tx, id))
    await rebuildProjections(database, releaseProjections)
    expect(await database.read(rapporteur, tx => listReleases(tx))).toEqual(before)
    expect(await database.read(rapporteur, tx => getInside(tx, id))).toEqual(inside)
  })

  it('can be withdrawn with a reason, and then says so without its figures', async () => {
    const { status } = await post(ministry, `/${id}/withdraw`, { reason: 'A district was counted twice.' })
    expect(status).toBe(204)
    const { body } = await server.ask(undefined, 'GET', `/api/statistics/published/${number}`)
    expect(body).toMatchObject({
      status: 'withdrawn',
      withdrawnWhy: 'A district was counted twice.',
      document: null,
    })
    expect(
      (await server.ask(undefined, 'GET', `/api/statistics/published/${number}/release.csv`)).status,
    ).toBe(404)
  })

  it('says what is wrong with a wish, all of it', async () => {
    const { status, body } = await post(rapporteur, '', {
      title: ' ',
      kind: 'service',
      tables: [{ title: 'x', dimensions: ['means', 'ageBand', 'ageGroup'] }],
      thresholds: { public: 2, internal: 9 },
    })
    expect(status).toBe(422)
    expect((body as { problems: { code: string }[] }).problems.map(p => p.code)).toEqual([
      'release.title',
      'statistics.dimension',
      'statistics.sameField',
      'release.threshold',
      'release.thresholds',
    ])
  })
})

describe('an adversary with linear programming', () => {
  it('works out nothing from the numbers of a published page', async () => {
    const id = await make()
    await done(id, 'protect')
    const { document } = await detail(id)
    const inside = await server.context.database.read(rapporteur, tx => getInside(tx, id))
    const { releaseCubes } = await import('./release-cubes.ts')
    const source = releaseCubes(wish.tables as never, JSON.parse(inside.counts), lists)
    const published = document.tables.map(({ dimensions, cells }) => ({
      dimensions: dimensions.map(({ id: name, ...rest }) => ({ name, ...rest })),
      cells: cells.map(({ key, count }) =>
        count === undefined
          ? { key, status: 'secondary' as const }
          : { key, status: 'published' as const, count },
      ),
    }))
    const report = await audit(published, source, { threshold: 5 })
    expect(report.leaks).toEqual([])
    expect(report.withheld).toBeGreaterThan(10)
  })
})

describe('a release as SDMX', () => {
  it('is served while its newest revision stands, and no older one in its place', async () => {
    const { fastify, rateLimit } = await createServer({
      ...server.context,
      sessions: { find: async () => undefined },
    })
    addSdmx(fastify, server.context as never, rateLimit)
    const get = (path: string, accept?: string) =>
      fastify.inject({ url: `/sdmx/v2${path}`, headers: { host: 'localhost', ...(accept && { accept }) } })
    const publish = (more: object = {}) => out({ title: 'Served', ...more })
    const first = await publish()
    const { number } = (await detail(first)).document
    const flow = `/data/dataflow/PALERMO/REL_${number.replace('-', '_')}_T1`
    const answer = await get(`${flow}/+`)
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([
      200,
      'application/vnd.sdmx.data+json;version=2.1.0',
    ])
    expect(answer.headers.vary).toContain('Accept')
    expect((await get(`${flow}/+`, 'text/csv')).body).toMatch(/^STRUCTURE,STRUCTURE_ID,ACTION/)
    expect((await get(`${flow}/+/no-such-code`)).statusCode).toBe(204)
    expect((await get(`${flow}/+`, 'application/pdf')).statusCode).toBe(406)
    expect((await get('/data/dataflow/PALERMO/NO_SUCH/+')).statusCode).toBe(404)
    expect((await get('/metadata/metadataflow/PALERMO/X/+')).statusCode).toBe(501)
    expect((await get('/structure/dataflow/PALERMO')).json().data.dataflows.length).toBeGreaterThan(0)

    const second = await publish({ corrects: first, reason: 'One more case came in.' })
    expect((await get(`${flow}/2.0.0`)).statusCode).toBe(200)
    expect((await get(`${flow}/1.0.0`)).statusCode).toBe(404)
    await post(ministry, `/${second}/withdraw`, { reason: 'It was wrong.' })
    expect((await get(`${flow}/+`)).statusCode).toBe(404)
    await fastify.close()
  })
})
