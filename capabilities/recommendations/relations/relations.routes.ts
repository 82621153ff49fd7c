import { nodeCaller } from '#kernel/policy/caller.ts'
import { authorise } from '#kernel/policy/policy.ts'
import { definePolicies } from '#platform/access/may.ts'
import type { RouteContext } from '#platform/http/context.ts'
import { found } from '#platform/http/refusals.ts'
import type { Asked, RouteServer } from '#platform/http/route.ts'
import { integer, list, object, oneOf, optional, uuid } from '#platform/http/shape.ts'
import { findRecommendation } from '../recommendation.store.ts'
import { recommendationPolicies } from '../recommendations.policy.ts'
import { addressText, slugText } from '../recommendations.shapes.ts'
import { membersOf } from '../references.store.ts'
import { idsOfSlugs } from '../registry.store.ts'
import { idOf } from '../stable-id.ts'
import { proposeForReport, reportsToRelate } from './relating.store.ts'
import { relationPolicies } from './relations.policy.ts'
import { relationStates } from './relations.rules.ts'
import {
  decisionShape,
  givenShape,
  historyShape,
  queueShape,
  relationShape,
  withdrawalShape,
} from './relations.shapes.ts'
import {
  accept,
  add,
  countRelations,
  findRelation,
  historyOf,
  listRelations,
  type RelationRecord,
  reject,
  relationsOf,
  withdraw,
} from './relations.store.ts'

const pageSize = 20
const pagesMax = 5_000
const jobName = 'relate-report'
/** How often it is looked whether a report was entered for which nobody has looked for relations. */
const lookEverySeconds = 10

const mayRead = ({ caller }: Pick<Asked, 'caller'>) =>
  authorise(caller, 'recommendation.read', recommendationPolicies['recommendation.read'], undefined)

/** Relations: those of a recommendation, the queue of proposals, deciding, adding and withdrawing. */
export function relationRoutes(server: RouteServer, context: RouteContext): void {
  definePolicies(relationPolicies)
  defineRelating(context)
  context.home.add(async tx => {
    const may = relationPolicies['relation.accept'](tx.caller, undefined).allowed
    const count = may ? (await countRelations(tx)).proposed : 0
    return [
      {
        titleKey: 'relations.nav.waiting',
        values: { count },
        to: '/recommendations/relations',
        count,
      },
    ]
  })
  readingRoutes(server)
  decidingRoutes(server)
  askingRoutes(server, context)
}

/** The node looks by itself after a report was entered, whichever way it came; people may ask for another look. */
function defineRelating({ jobs, database }: RouteContext): void {
  jobs.define<{ reportId: string }, { proposed: number }>({
    name: jobName,
    run: async ({ id, input, caller }) => ({
      proposed: await database.write(caller, tx => proposeForReport(tx, input.reportId, idOf(id, jobName))),
    }),
  })
  // A look at large reports outlasts the time to the next one.
  let looking = false
  jobs.every(lookEverySeconds, jobName, async () => {
    if (looking) return
    looking = true
    try {
      await lookForRelations(database)
    } finally {
      looking = false
    }
  })
}

/**
 * The first look at every report that nobody has looked at. One that fails does not keep the others waiting.
 * @throws the first failure, when all others are done
 */
export async function lookForRelations(database: RouteContext['database']): Promise<void> {
  const node = nodeCaller('import')
  const failures: unknown[] = []
  for (const { id } of await database.read(node, reportsToRelate))
    try {
      await database.write(node, tx => proposeForReport(tx, id, idOf('first look', id)))
    } catch (failure) {
      failures.push(failure)
    }
  if (failures.length > 0) throw failures[0]
}

function readingRoutes(server: RouteServer): void {
  server.read(
    'GET',
    '/api/recommendations/items/:report/:address/relations',
    {
      summary:
        'Relations of a recommendation that people accepted or added, and those that are proposed, with reasons',
      caller: 'signed-in',
      extendsSession: false,
      params: { report: slugText, address: addressText },
      answer: object({ relations: list(relationShape) }),
    },
    async asked => {
      mayRead(asked)
      const { report, address } = asked.params
      return asked.read(async tx => {
        const { reportId, ordinal } = found(await findRecommendation(tx, report, address))
        const members = await membersOf(tx, { report_id: reportId, ordinal })
        return { relations: (await relationsOf(tx, members)).map(presented) }
      })
    },
  )

  server.read(
    'GET',
    '/api/recommendations/relations',
    {
      summary:
        'Relations by their state, with both texts and all counts; proposals come with the strongest first',
      caller: 'signed-in',
      extendsSession: false,
      cost: 2,
      query: {
        state: optional(oneOf(relationStates)),
        report: optional(slugText),
        page: optional(integer({ min: 1, max: pagesMax })),
      },
      answer: queueShape,
    },
    async asked => {
      mayRead(asked)
      const { state = 'proposed', report, page = 1 } = asked.query
      return asked.read(async tx => {
        const counts = await countRelations(tx, report)
        const which = { state, ...(report === undefined ? {} : { report }) }
        const relations = await listRelations(tx, which, { limit: pageSize, offset: (page - 1) * pageSize })
        return {
          counts,
          page,
          pages: Math.max(1, Math.ceil(counts[state] / pageSize)),
          relations: relations.map(presented),
        }
      })
    },
  )

  server.read(
    'GET',
    '/api/recommendations/relations/:id/history',
    {
      summary: 'What people decided about a relation, the first decision first',
      caller: 'signed-in',
      extendsSession: false,
      params: { id: uuid },
      answer: historyShape,
    },
    async asked => {
      mayRead(asked)
      return asked.read(async tx => {
        found(await findRelation(tx, asked.params.id))
        const events = await historyOf(tx, asked.params.id)
        return {
          events: events.map(({ atMs, ...event }) => ({ ...event, at: new Date(atMs).toISOString() })),
        }
      })
    },
  )
}

function decidingRoutes(server: RouteServer): void {
  server.write(
    'PUT',
    '/api/recommendations/relations/:id/decision',
    {
      summary:
        'Accept a proposed relation, as proposed or as another, or reject it; a rejected pair is not proposed again',
      caller: 'signed-in',
      params: { id: uuid },
      body: decisionShape,
      answer: relationShape,
    },
    async ({ params, body, write, actId, expectedVersion }) =>
      write(async tx => {
        const relation = found(await findRelation(tx, params.id))
        const reason = body.reason?.trim() ?? ''
        if (body.decision === 'reject') await reject(tx, relation, reason, actId, expectedVersion)
        else {
          const said = {
            type: body.type ?? relation.type,
            fromSub: body.fromSub === undefined ? relation.from.sub : body.fromSub,
            toSub: body.toSub === undefined ? relation.to.sub : body.toSub,
            remark: reason,
          }
          await accept(tx, relation, said, actId, expectedVersion)
        }
        return presented(found(await findRelation(tx, params.id)))
      }),
  )

  server.write(
    'PUT',
    '/api/recommendations/relations/:id/withdrawal',
    {
      summary: 'Withdraw a relation that was accepted or added; that it held once stays in its history',
      caller: 'signed-in',
      params: { id: uuid },
      body: withdrawalShape,
      answer: relationShape,
    },
    async ({ params, body, write, actId, expectedVersion }) =>
      write(async tx => {
        const relation = found(await findRelation(tx, params.id))
        await withdraw(tx, relation, body.reason.trim(), actId, expectedVersion)
        return presented(found(await findRelation(tx, params.id)))
      }),
  )

  server.write(
    'POST',
    '/api/recommendations/relations',
    {
      summary: 'Add a relation between two recommendations, or sub-items of them, by hand',
      caller: 'signed-in',
      body: givenShape,
      answer: relationShape,
      status: 201,
    },
    async ({ body, write, actId }) =>
      write(async tx => {
        const endOf = async ({ report, address, sub }: (typeof body)['from']) => {
          const { reportId, ordinal, items } = found(await findRecommendation(tx, report, address))
          return { reportId, ordinal, sub: sub ?? null, letters: items.map(item => item.letter) }
        }
        const given = {
          from: await endOf(body.from),
          to: await endOf(body.to),
          type: body.type,
          remark: body.remark?.trim() ?? '',
        }
        return presented(found(await findRelation(tx, await add(tx, given, actId))))
      }),
  )
}

function askingRoutes(server: RouteServer, { jobs }: RouteContext): void {
  server.write(
    'POST',
    '/api/recommendations/reports/:slug/relations',
    {
      summary:
        'Look for relations of a report again, in the background; what was proposed before is not proposed again',
      caller: 'signed-in',
      cost: 10,
      params: { slug: slugText },
      answer: object({ job: uuid }),
      status: 202,
    },
    async asked => {
      authorise(asked.caller, 'relation.propose', relationPolicies['relation.propose'], undefined)
      return asked.write(async tx => {
        const [reportId] = await idsOfSlugs(tx, [asked.params.slug])
        const job = idOf(asked.actId, jobName)
        await jobs.ask(tx, jobName, job, { reportId: found(reportId) })
        return { job }
      })
    },
  )
}

const presented = ({ begunAtMs, decided, ...relation }: RelationRecord) => ({
  ...relation,
  begunAt: new Date(begunAtMs).toISOString(),
  decided: decided && { by: decided.by, at: new Date(decided.atMs).toISOString() },
})
