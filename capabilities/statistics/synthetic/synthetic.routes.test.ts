import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { yes } from '#kernel/policy/policy.ts'
import { jobRoutes } from '#platform/jobs/jobs.routes.ts'
import { openJobs } from '#platform/jobs/jobs.ts'
import { actMany, defineAct } from '#platform/ledger/act.ts'
import { rebuildProjections } from '#platform/ledger/rebuild.ts'
import { codelists } from '#standards/codelists.ts'
import { callerOf, openTestServer, type TestServer } from '../../../test/support/server.ts'
import { estimationRoutes } from '../estimation/estimation.routes.ts'
import { factCodelists } from '../fact.codelists.ts'
import { inventFacts } from '../fact.examples.ts'
import { recordFacts } from '../facts.store.ts'
import type { FactValue } from '../statistics.entity.ts'
import { factTable } from './fact-table.rules.ts'
import { syntheticProjections } from './synthetic.acts.ts'
import { syntheticRoutes } from './synthetic.routes.ts'
import { findAccount, listReleases } from './synthetic.store.ts'

const agency = 'aaaaaaaa-0000-4000-8000-000000000001'
const rapporteur = callerOf(agency, { roles: ['rapporteur'], agencyKind: 'national-rapporteur' })
const ministry = callerOf(agency, { roles: ['ministry'] })
const caseworker = callerOf(agency, { roles: ['caseworker'] })
const count = defineAct<{ fact: FactValue }>('test.count-synthetic', {
  subject: 'test',
  policy: () => yes,
  project: (tx, entries) =>
    recordFacts(
      tx,
      entries.map(e => ({ subjectId: e.subjectId, facts: [e.content.fact] })),
    ),
})

let server: TestServer
let jobs: ReturnType<typeof openJobs>
const path = '/api/statistics/synthetic'
const order = (body: object, as = rapporteur, id = randomUUID()) =>
  server.ask(as, 'POST', path, body, { 'idempotency-key': id })
const columns = ['year', 'sex', 'ageBand', 'exploitation']

beforeAll(async () => {
  server = await openTestServer((routes, context) => {
    jobs = openJobs(context.database, () => {})
    syntheticRoutes(routes, { ...context, jobs })
    estimationRoutes(routes, context)
    jobRoutes(routes)
  })
  await jobs.start()
  const facts = [...inventFacts(400, 5)].map(({ id: _, ...fact }) => fact)
  await server.context.database.write(rapporteur, tx =>
    actMany(
      tx,
      count,
      facts.map(fact => ({ id: randomUUID(), subjectId: randomUUID(), about: undefined, payload: { fact } })),
    ),
  )
})
afterAll(async () => {
  await jobs.stop()
  await server.close()
})

async function finished(id: string) {
  for (let n = 0; n < 200; n++) {
    const { body } = await server.ask(rapporteur, 'GET', `${path}/${id}`)
    const { release } = body as { release: { state: string } }
    if (release.state !== 'ordered') return body as { release: Record<string, unknown>; sentences: string[] }
    await new Promise(resolve => setTimeout(resolve, 100))
  }
  throw new Error('The release was not made.')
}

describe('the privacy ledger', () => {
  it('is for those who answer for figures, and only the rapporteur spends', async () => {
    expect((await server.ask(undefined, 'GET', path)).status).toBe(401)
    expect((await server.ask(caseworker, 'GET', path)).status).toBe(403)
    expect((await server.ask(ministry, 'GET', path)).status).toBe(200)
    expect((await order({ columns, epsilon: 1, delta: 1e-6 }, ministry)).status).toBe(403)
  })

  it('charges a release, makes it in the background, and a retry charges nothing more', async () => {
    const id = randomUUID()
    const first = await order({ columns, epsilon: 1, delta: 1e-6 }, rapporteur, id)
    expect(first.status).toBe(202)
    expect((await order({ columns, epsilon: 1, delta: 1e-6 }, rapporteur, id)).body).toEqual(first.body)
    const { release, sentences } = await finished(id)
    expect(release).toMatchObject({ state: 'made', columns, epsilon: 1 })
    expect(sentences.join(' ')).toMatch(/none of them is a person/)
    expect(sentences.join(' ')).not.toMatch(/NOT FOR RELEASE/)
    const rows = await server.ask(ministry, 'GET', `${path}/${id}/rows.csv`)
    expect(rows.status).toBe(200)
    const { body } = await server.ask(rapporteur, 'GET', path)
    const ledger = body as {
      rhoSpent: number
      releases: { rho: number }[]
      epsilonLeft: number
      epsilon: number
    }
    expect(ledger.releases).toHaveLength(1)
    expect(ledger.rhoSpent).toBeCloseTo(ledger.releases[0]!.rho, 12)
    expect(ledger.epsilonLeft).toBeLessThan(ledger.epsilon)
  })

  it('refuses the release that would overrun, also when two are ordered at once', async () => {
    const both = await Promise.all([1, 2].map(() => order({ columns, epsilon: 6.5, delta: 1e-5 })))
    expect(both.map(b => b.status).sort()).toEqual([202, 422])
    const refused = both.find(b => b.status === 422)!
    expect(JSON.stringify(refused.body)).toContain('synthetic.overrun')
    const account = await server.context.database.read(rapporteur, findAccount)
    expect(account.spent).toBeLessThanOrEqual(account.total)
  })

  it('never lets a charge be taken back', async () => {
    const { sql } = await import('kysely')
    await expect(
      server.context.database.write(rapporteur, tx =>
        sql`update statistics.synthetic_release set rho = 1`.execute(tx.db),
      ),
    ).rejects.toThrow(/cannot be changed|requires|entry/)
  })

  it('comes out the same again from the entries', async () => {
    const { database } = server.context
    for (const { id } of await database.read(rapporteur, listReleases)) await finished(id)
    const before = await database.read(rapporteur, listReleases)
    expect(before.map(r => r.state)).toContain('made')
    await rebuildProjections(database, syntheticProjections)
    expect(await database.read(rapporteur, listReleases)).toEqual(before)
  })

  it('refuses a budget of zero and a single column, in one sentence each', async () => {
    for (const [body, code] of [
      [{ columns, epsilon: 0, delta: 1e-6 }, 'budget-zero'],
      [{ columns: ['sex'], epsilon: 0.1, delta: 1e-6 }, 'few-columns'],
    ] as const) {
      const { status, body: answer } = await order(body)
      expect(status).toBe(422)
      expect(JSON.stringify(answer)).toContain(code)
    }
  })
})

describe('facts as a table', () => {
  it('takes its domains from the codelists and never from the facts', () => {
    const lists = factCodelists(codelists)
    const of = (facts: Parameters<typeof factTable>[0]) =>
      factTable(facts, ['year', 'sex', 'citizenship', 'means'], lists, 2026)
    const empty = of([])
    const full = of([{ year: 1950, sex: 'female', citizenship: ['NP', 'IN'], means: ['no-such'] }])
    expect(full.domains).toEqual(empty.domains)
    const value = (c: number) => full.domains[c]!.values[full.codes[c]![0]!]
    expect([value(0), value(1), value(2), value(3)]).toEqual(['', 'female', 'several', ''])
  })
})

describe('estimates over HTTP', () => {
  const ask = (csv: string, as = rapporteur) => server.ask(as, 'POST', '/api/statistics/estimates', { csv })

  it('give the figures, or say why there are none', async () => {
    const lists = 'A,B,C,count\n1,0,0,840\n0,1,0,1440\n0,0,1,2240\n1,1,0,360\n1,0,1,560\n0,1,1,960\n1,1,1,240'
    expect((await ask(lists)).body).toMatchObject({ result: { estimate: 10_000, terms: [] }, why: null })
    expect((await ask('A,B,count\n1,0,5\n0,1,5\n1,1,2')).body).toMatchObject({
      result: null,
      why: { code: 'too-few-lists', values: { lists: '2' } },
    })
    expect((await ask(lists, caseworker)).status).toBe(403)
  })
})
