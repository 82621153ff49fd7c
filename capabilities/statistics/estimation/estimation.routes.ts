import { authorise } from '#kernel/policy/policy.ts'
import { definePolicies } from '#platform/access/may.ts'
import type { RouteContext } from '#platform/http/context.ts'
import type { RouteServer } from '#platform/http/route.ts'
import {
  integer,
  list,
  nullable,
  number,
  object,
  oneOf,
  optional,
  record,
  text,
} from '#platform/http/shape.ts'
import { rowsOfCsv } from './capture-csv.ts'
import { bytesMax, CannotEstimate, estimateProblems, listsMax, readCaptureTable } from './capture-table.ts'
import { estimatePopulation } from './estimate.ts'
import { estimationPolicies } from './estimation.policy.ts'

const name = text({ max: 200 })
const result = object({
  observed: integer(),
  estimate: integer(),
  lower: integer(),
  upper: integer(),
  lists: list(name),
  terms: list(text()),
  effects: list(
    object({
      lists: list(name, 2),
      overlap: integer(),
      expected: number(),
      pValue: number(),
      coefficient: nullable(number()),
    }),
  ),
  pThreshold: number(),
  deviance: number(),
  degreesOfFreedom: integer(),
  histories: list(object({ on: list(integer(), listsMax), count: integer() }), 2 ** listsMax),
})
/** Why there is no estimate: a code, its values, and the sentence in English. That it cannot be had is an answer, too. */
const why = object({
  code: oneOf(estimateProblems),
  values: record(text({ max: 300 })),
  sentence: text({ max: 1_000 }),
})

/** Estimates from overlapping lists; nothing that is sent is kept. */
export function estimationRoutes(server: RouteServer, _: RouteContext): void {
  definePolicies(estimationPolicies)
  server.read(
    'POST',
    '/api/statistics/estimates',
    {
      summary:
        'Estimate from counts by overlapping lists how many persons there are, also those whom nobody saw',
      caller: 'signed-in',
      cost: 10,
      bodyBytesMax: 2 * bytesMax,
      body: object({ csv: text({ max: bytesMax }), pThreshold: optional(number({ min: 0, max: 1 })) }),
      answer: object({ result: nullable(result), why: nullable(why) }),
    },
    async ({ caller, body }) => {
      authorise(caller, 'estimate.make', estimationPolicies['estimate.make'], undefined)
      try {
        const table = readCaptureTable(rowsOfCsv(body.csv))
        const { effects, ...rest } = await estimatePopulation(table, body.pThreshold)
        return {
          result: {
            ...rest,
            effects: effects.map(effect => ({ ...effect, lists: [...effect.lists] })),
            histories: table.histories.filter(h => h.count > 0).map(h => ({ on: [...h.on], count: h.count })),
          },
          why: null,
        }
      } catch (error) {
        if (!(error instanceof CannotEstimate)) throw error
        const values = Object.fromEntries(Object.entries(error.values).map(([k, v]) => [k, String(v)]))
        return { result: null, why: { code: error.code, values, sentence: error.message } }
      }
    },
  )
}
