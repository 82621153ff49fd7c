import { randomUUID } from 'node:crypto'
import { recordFacts } from '#capabilities/statistics/facts.store.ts'
import type { ReleaseDefinition, ReleaseDocument } from '#capabilities/statistics/releases/release.entity.ts'
import { releaseRoutes } from '#capabilities/statistics/releases/release.routes.ts'
import type { FactValue } from '#capabilities/statistics/statistics.entity.ts'
import { type Caller, nodeCaller } from '#kernel/policy/caller.ts'
import { yes } from '#kernel/policy/policy.ts'
import { createAccount, foundAgency } from '#platform/accounts/accounts.store.ts'
import type { Database } from '#platform/database/open.ts'
import type { RouteContext } from '#platform/http/context.ts'
import type { RouteServer } from '#platform/http/route.ts'
import { jobRoutes } from '#platform/jobs/jobs.routes.ts'
import { actMany, defineAct } from '#platform/ledger/act.ts'
import { callerOf, openTestServer, type TestServer } from './server.ts'

const agency = 'aaaaaaaa-0000-4000-8000-000000000001'

/** Those who make releases in tests, each with an account in one office. */
export const rapporteur = callerOf(agency, {
  roles: ['rapporteur'],
  agencyKind: 'national-rapporteur',
  purpose: 'statistics',
})
export const ministry = callerOf(agency, {
  roles: ['ministry'],
  agencyKind: 'ministry',
  userId: 'bbbbbbbb-0000-4000-8000-000000000002',
  purpose: 'statistics',
})
export const coordinator = callerOf(agency, {
  roles: ['coordinator'],
  userId: 'cccccccc-0000-4000-8000-000000000003',
  purpose: 'statistics',
})

const count = defineAct<{ fact: FactValue }>('test.count-for-release', {
  subject: 'test',
  policy: () => yes,
  project: (tx, entries) =>
    recordFacts(
      tx,
      entries.map(e => ({ subjectId: e.subjectId, facts: [e.content.fact] })),
    ),
})

/** What the answer about a release under way says. */
export interface ReleaseDetail {
  status: string
  name: string
  job: { id: string; state: string; done: number; problem: string | null } | null
  mayCorrect: boolean
  audit: { safe: boolean; public: { sentence: string } } | null
  may: string[]
  definition: ReleaseDefinition
  document: ReleaseDocument
  internal: ReleaseDocument
}

/** A server in memory on which releases are made. */
export interface ReleaseServer {
  server: TestServer
  addFacts(facts: readonly FactValue[]): Promise<void>
  post(as: Caller, path: string, body?: unknown): ReturnType<TestServer['ask']>
  /** Freezes a release. @returns its id */
  make(wish: object): Promise<string>
  /** Has a step done in the background and waits for it. @returns what went wrong, or null */
  done(id: string, step: 'protect' | 'audit', as?: Caller): Promise<string | null>
  /** Freezes, protects, audits and publishes. @returns its id */
  publish(wish: object): Promise<string>
  detail(id: string): Promise<ReleaseDetail>
  close(): Promise<void>
}

/** Gives those who make releases in tests their office and their accounts. */
export async function employReleaseMakers(database: Database): Promise<void> {
  await database.write(nodeCaller('administration'), async tx => {
    await foundAgency(tx, { id: agency, name: 'Office', kind: 'national-rapporteur', country: 'XPA' })
    for (const { userId, roles } of [rapporteur, ministry, coordinator])
      await createAccount(tx, {
        id: userId,
        name: roles[0]!,
        email: `${roles[0]}@makes-releases.example`,
        passwordHash: null,
        memberships: [{ agencyId: agency, role: roles[0]! }],
      })
  })
}

/** Has facts counted that belong to nobody's case. */
export async function addFacts(database: Database, facts: readonly FactValue[]): Promise<void> {
  await database.write(rapporteur, tx =>
    actMany(
      tx,
      count,
      facts.map(fact => ({
        id: randomUUID(),
        subjectId: randomUUID(),
        about: undefined,
        payload: { fact },
      })),
    ),
  )
}

/**
 * Opens a server with the routes of releases, accounts for those who make them, and background work.
 * @param declare more routes
 */
export async function openReleaseServer(
  facts: readonly FactValue[],
  declare: (server: RouteServer, context: RouteContext) => void = () => {},
): Promise<ReleaseServer> {
  const server = await openTestServer((routes, context) => {
    releaseRoutes(routes, context)
    jobRoutes(routes)
    declare(routes, context)
  })
  const { database, jobs } = server.context
  await jobs.start()
  await employReleaseMakers(database)
  const room: ReleaseServer = {
    server,
    addFacts: facts => addFacts(database, facts),
    post: (as, path, body = {}) => server.ask(as, 'POST', `/api/statistics/releases${path}`, body),
    async make(wish) {
      const { status, body, text } = await room.post(rapporteur, '', wish)
      if (status !== 201) throw new Error(text)
      return (body as { id: string }).id
    },
    async done(id, step, as = rapporteur) {
      const { status, body, text } = await room.post(as, `/${id}/${step}`)
      if (status !== 202) throw new Error(text)
      const { jobId } = body as { jobId: string }
      for (;;) {
        const answer = await server.ask(as, 'GET', `/api/jobs/${jobId}`)
        const { state, problem } = answer.body as { state: string; problem: string | null }
        if (state === 'finished' || state === 'failed') return problem
        await new Promise(resolve => setTimeout(resolve, 50))
      }
    },
    async publish(wish) {
      const id = await room.make(wish)
      for (const step of ['protect', 'audit'] as const) {
        const problem = await room.done(id, step)
        if (problem !== null) throw new Error(problem)
      }
      const { status, text } = await room.post(ministry, `/${id}/publish`)
      if (status !== 204) throw new Error(text)
      return id
    },
    detail: async id =>
      (await server.ask(rapporteur, 'GET', `/api/statistics/releases/${id}`)).body as ReleaseDetail,
    async close() {
      await jobs.stop()
      await server.close()
    },
  }
  await room.addFacts(facts)
  return room
}
