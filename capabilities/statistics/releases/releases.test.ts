import { randomUUID } from 'node:crypto'
import { read } from '@e965/xlsx'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { yes } from '#kernel/policy/policy.ts'
import { actMany, defineAct } from '#platform/ledger/act.ts'
import { codelists } from '#standards/codelists.ts'
import { callerOf, openTestServer, type TestServer } from '../../../test/support/server.ts'
import { audit } from '../disclosure/audit/audit.ts'
import { factCodelists } from '../fact.codelists.ts'
import { inventFacts } from '../fact.examples.ts'
import { recordFacts } from '../facts.store.ts'
import type { FactValue } from '../statistics.entity.ts'
import type { ReleaseDocument } from './release.entity.ts'
import { releaseRoutes } from './release.routes.ts'
import { getInside, verify } from './release.store.ts'

const agency = 'aaaaaaaa-0000-4000-8000-000000000001'
const rapporteur = callerOf(agency, {
  roles: ['rapporteur'],
  agencyKind: 'national-rapporteur',
  purpose: 'statistics',
})
const ministry = callerOf(agency, {
  roles: ['ministry'],
  agencyKind: 'ministry',
  userId: 'bbbbbbbb-0000-4000-8000-000000000002',
  purpose: 'statistics',
})
const lists = factCodelists(codelists)
const count = defineAct<{ fact: FactValue }>('test.count-for-release', {
  subject: 'test',
  policy: () => yes,
  project: (tx, entries) =>
    recordFacts(
      tx,
      entries.map(e => ({ subjectId: e.subjectId, facts: [e.content.fact] })),
    ),
})

let server: TestServer

const addFacts = (facts: FactValue[]) =>
  server.context.database.write(rapporteur, tx =>
    actMany(
      tx,
      count,
      facts.map(fact => ({ id: randomUUID(), subjectId: randomUUID(), about: undefined, payload: { fact } })),
    ),
  )
const wish = {
  title: 'Victims by exploitation, sex and age',
  kind: 'victim',
  tables: [
    { title: 'Exploitation by sex', dimensions: ['exploitation', 'sex'] },
    { title: 'Year, sex and age', dimensions: ['year', 'sex', 'ageBand'] },
    { title: 'Exploitation by child or adult', dimensions: ['exploitation', 'ageGroup'] },
  ],
  thresholds: { public: 5, internal: 3 },
}
const post = (as: typeof rapporteur, path: string, body: unknown = {}) =>
  server.ask(as, 'POST', `/api/statistics/releases${path}`, body)
const make = async (more: object = {}) =>
  ((await post(rapporteur, '', { ...wish, ...more })).body as { id: string }).id
const detail = async (id: string) =>
  (await server.ask(rapporteur, 'GET', `/api/statistics/releases/${id}`)).body as {
    status: string
    name: string
    audit: { safe: boolean } | null
    may: string[]
    document: ReleaseDocument
    internal: ReleaseDocument
  }

beforeAll(async () => {
  server = await openTestServer(releaseRoutes)
  await addFacts([...inventFacts(3000, 7)].map(({ id: _, ...fact }) => fact))
}, 60_000)
afterAll(() => server.close())

describe('a release', () => {
  let id: string
  let number: string

  it('is frozen, protected, audited and published, each by an act, the last by a second person', async () => {
    id = await make()
    expect((await post(rapporteur, `/${id}/publish`)).status).toBe(403)
    expect((await post(rapporteur, `/${id}/protect`)).status).toBe(204)
    expect((await post(ministry, `/${id}/publish`)).status).toBe(403)
    expect((await post(rapporteur, `/${id}/audit`)).status).toBe(204)
    const audited = await detail(id)
    expect(audited).toMatchObject({ status: 'audited', audit: { safe: true } })
    expect(audited.may).not.toContain('release.publish')
    expect((await post(rapporteur, `/${id}/publish`)).status).toBe(403)
    expect((await post(ministry, `/${id}/publish`)).status).toBe(204)
    const published = await detail(id)
    expect(published.status).toBe('published')
    number = published.name
  }, 60_000)

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
  }, 60_000)

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
    await post(rapporteur, `/${second}/protect`)
    await post(rapporteur, `/${second}/audit`)
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
  }, 120_000)

  it('is not let out by the database when the audit found a leak', async () => {
    const leaking = await make()
    await post(rapporteur, `/${leaking}/protect`)
    const update = server.context.database.maintain(db =>
      sql`update statistics.release set audit_safe = false, status = 'published', published_at_ms = 1, published_by = gen_random_uuid() where id = ${leaking}`.execute(
        db,
      ),
    )
    await expect(update).rejects.toThrow()
  }, 60_000)

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
    await post(rapporteur, `/${id}/protect`)
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
  }, 60_000)
})
