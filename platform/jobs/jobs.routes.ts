import { found } from '#platform/http/refusals.ts'
import type { RouteServer } from '#platform/http/route.ts'
import { anything, instant, integer, nullable, object, oneOf, text, uuid } from '#platform/http/shape.ts'
import { findJob } from './jobs.ts'

/** How far background work is; the topic `job:ID` tells when to look again. */
export function jobRoutes(server: RouteServer): void {
  server.read(
    'GET',
    '/api/jobs/:jobId',
    {
      summary: 'How far a piece of background work is',
      caller: 'signed-in',
      extendsSession: false,
      params: { jobId: uuid },
      answer: object({
        id: uuid,
        kind: text(),
        state: oneOf(['waiting', 'running', 'finished', 'failed']),
        done: integer(),
        total: nullable(integer()),
        result: anything,
        problem: nullable(text()),
        changedAt: instant,
      }),
    },
    ({ params, read }) =>
      read(async tx => {
        const { changedAtMs, ...job } = found(await findJob(tx, params.jobId))
        return { ...job, changedAt: new Date(changedAtMs).toISOString() }
      }),
  )
}
