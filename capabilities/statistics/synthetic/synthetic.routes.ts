import { gunzipSync } from 'node:zlib'
import { authorise } from '#kernel/policy/policy.ts'
import { definePolicies } from '#platform/access/may.ts'
import type { RouteContext } from '#platform/http/context.ts'
import { found, Invalid } from '#platform/http/refusals.ts'
import type { Asked, RouteServer } from '#platform/http/route.ts'
import {
  anything,
  instant,
  integer,
  list,
  nullable,
  number,
  object,
  oneOf,
  text,
  uuid,
} from '#platform/http/shape.ts'
import { rhoUnit } from './budget.rules.ts'
import { CannotSynthesize } from './cannot-synthesize.ts'
import { factColumnIds } from './fact-table.rules.ts'
import { reportPage, reportSentences } from './report-text.ts'
import { defineSynthesisJob, synthesisJob } from './synthetic.jobs.ts'
import { syntheticPolicies as may } from './synthetic.policy.ts'
import {
  chargeRelease,
  findAccount,
  findRelease,
  findRows,
  listReleases,
  type StoredRelease,
} from './synthetic.store.ts'

const column = oneOf(factColumnIds)
const release = object({
  id: uuid,
  orderedAt: instant,
  finishedAt: nullable(instant),
  columns: list(column),
  epsilon: number(),
  delta: number(),
  rho: number(),
  state: oneOf(['ordered', 'made', 'failed']),
  records: nullable(integer()),
})
const presentRelease = ({ orderedAtMs, finishedAtMs, report: _, rho, columns, ...rest }: StoredRelease) => ({
  ...rest,
  columns: columns as (typeof factColumnIds)[number][],
  rho: rho / rhoUnit,
  orderedAt: new Date(orderedAtMs).toISOString(),
  finishedAt: finishedAtMs === null ? null : new Date(finishedAtMs).toISOString(),
})

/** The privacy ledger, and synthetic releases made under it. */
export function syntheticRoutes(server: RouteServer, context: RouteContext): void {
  definePolicies(may)
  defineSynthesisJob(context)
  const mayRead = ({ caller }: Pick<Asked, 'caller'>) =>
    authorise(caller, 'synthetic-release.read', may['synthetic-release.read'], undefined)

  server.read(
    'GET',
    '/api/statistics/synthetic',
    {
      summary: 'The privacy ledger: what may be told in all, what was spent, and every synthetic release',
      caller: 'signed-in',
      extendsSession: false,
      answer: object({
        epsilon: number(),
        delta: number(),
        rho: number(),
        rhoSpent: number(),
        epsilonLeft: number(),
        columns: list(column),
        releases: list(release),
      }),
    },
    async asked => {
      mayRead(asked)
      return asked.read(async tx => {
        const { total, spent, ...account } = await findAccount(tx)
        return {
          ...account,
          rho: total / rhoUnit,
          rhoSpent: spent / rhoUnit,
          columns: [...factColumnIds],
          releases: (await listReleases(tx)).map(presentRelease),
        }
      })
    },
  )
  server.write(
    'POST',
    '/api/statistics/synthetic',
    {
      summary: 'Charge a synthetic release to the privacy budget and have it made in the background',
      caller: 'signed-in',
      cost: 50,
      body: object({ columns: list(column, factColumnIds.length), epsilon: number(), delta: number() }),
      answer: object({ releaseId: uuid, jobId: uuid }),
      status: 202,
    },
    async asked => {
      const { columns, epsilon, delta } = asked.body
      try {
        const chosen = [...new Set(columns)]
        if (chosen.length < 2) throw new CannotSynthesize('few-columns')
        // The act's id names the release too, so that a retry finds what it ordered.
        const id = asked.actId
        await asked.write(async tx => {
          await chargeRelease(tx, { id, actId: id, columns: chosen, epsilon, delta })
          await context.jobs.ask(tx, synthesisJob, id, { releaseId: id })
        })
        return { releaseId: id, jobId: id }
      } catch (error) {
        throw asInvalid(error)
      }
    },
  )
  server.read(
    'GET',
    '/api/statistics/synthetic/:releaseId',
    {
      summary: 'A synthetic release and the report that goes with it',
      caller: 'signed-in',
      params: { releaseId: uuid },
      answer: object({ release, report: anything, sentences: list(text({ max: 1_000 })) }),
    },
    async asked => {
      mayRead(asked)
      const one = found(await asked.read(tx => findRelease(tx, asked.params.releaseId)))
      return {
        release: presentRelease(one),
        report: one.report,
        sentences: one.report ? reportSentences(one.report) : [],
      }
    },
  )
  server.read(
    'GET',
    '/api/statistics/synthetic/:releaseId/rows.csv',
    {
      summary: 'The rows of a synthetic release',
      caller: 'signed-in',
      cost: 20,
      params: { releaseId: uuid },
      answer: 'file',
    },
    async asked => {
      mayRead(asked)
      const packed = found(await asked.read(tx => findRows(tx, asked.params.releaseId)))
      return {
        fileName: `synthetic-${asked.params.releaseId.slice(0, 8)}.csv`,
        mediaType: 'text/csv; charset=utf-8',
        body: gunzipSync(packed),
      }
    },
  )
  server.read(
    'GET',
    '/api/statistics/synthetic/:releaseId/report.html',
    {
      summary: 'The report of a synthetic release as a page to publish beside it, in English',
      caller: 'signed-in',
      params: { releaseId: uuid },
      answer: 'file',
    },
    async asked => {
      mayRead(asked)
      const { report } = found(await asked.read(tx => findRelease(tx, asked.params.releaseId)))
      return {
        fileName: `synthetic-${asked.params.releaseId.slice(0, 8)}.html`,
        mediaType: 'text/html; charset=utf-8',
        body: reportPage(found(report)),
      }
    },
  )
}

function asInvalid(error: unknown): unknown {
  if (!(error instanceof CannotSynthesize)) return error
  const [what, remedy] = error.message.split(/: (?=[^:]*$)/)
  return new Invalid([
    {
      where: 'synthetic',
      code: `synthetic.${error.code}`,
      what: remedy ? `${what}.` : error.message,
      remedy: remedy ? `${remedy[0]!.toUpperCase()}${remedy.slice(1)}` : '',
    },
  ])
}
