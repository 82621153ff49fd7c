import { authorise } from '#kernel/policy/policy.ts'
import { definePolicies } from '#platform/access/may.ts'
import type { RouteContext } from '#platform/http/context.ts'
import { found } from '#platform/http/refusals.ts'
import type { Asked, RouteServer } from '#platform/http/route.ts'
import { list, object, text, uuid } from '#platform/http/shape.ts'
import { documentRoutes } from './documents/documents.routes.ts'
import { findIndicator, INDICATORS, type IndicatorSource } from './evidence.entity.ts'
import { figuresSource } from './evidence.source.ts'
import { findEvidence, tie, untie } from './evidence.store.ts'
import { findingRoutes } from './finding/finding.routes.ts'
import { routes as meetingRoutes } from './meetings/meetings.routes.ts'
import { planRoutesWith } from './plan/plan.routes.ts'
import { findRecommendation } from './recommendation.store.ts'
import { recommendationPolicies } from './recommendations.policy.ts'
import {
  addressText,
  indicatorShape,
  recommendationShape,
  slugText,
  tieShape,
} from './recommendations.shapes.ts'
import { relationRoutes } from './relations/relations.routes.ts'
import { reportRoutes } from './reports.routes.ts'
import { topicRoutes } from './topics/topics.routes.ts'
import { presentTopic } from './topics/topics.shapes.ts'

/** The registry of recommendations: finding, one recommendation, figures tied to it, index and compilation, reports. */
export const routes = (server: RouteServer, context: RouteContext): void =>
  routesWith(figuresSource(context.database))(server, context)

/** The same, with figures from elsewhere. */
export const routesWith =
  (source: IndicatorSource) =>
  (server: RouteServer, context: RouteContext): void => {
    definePolicies(recommendationPolicies)
    findingRoutes(server, context)
    topicRoutes(server, context)
    itemRoute(server)
    evidenceRoutes(server, source)
    documentRoutes(server)
    reportRoutes(server, context)
    planRoutesWith(source)(server, context)
    relationRoutes(server, context)
    meetingRoutes(server, context)
  }

const mayRead = ({ caller }: Pick<Asked, 'caller'>) =>
  authorise(caller, 'recommendation.read', recommendationPolicies['recommendation.read'], undefined)

function itemRoute(server: RouteServer): void {
  server.read(
    'GET',
    '/api/recommendations/items/:report/:address',
    {
      summary:
        'One recommendation: its text with notes, cross-references both ways, citations, doubts and figures',
      caller: 'signed-in',
      extendsSession: false,
      params: { report: slugText, address: addressText },
      answer: recommendationShape,
    },
    async asked => {
      mayRead(asked)
      const { report, address } = asked.params
      const {
        reportId: _,
        ordinal: __,
        firstPrint: ___,
        evidence,
        about,
        ...record
      } = found(await asked.read(tx => findRecommendation(tx, report, address)))
      return {
        ...record,
        about: about.map(presentTopic),
        evidence: evidence.map(({ tiedAtMs, ...tie }) => ({
          ...tie,
          tiedAt: new Date(tiedAtMs).toISOString(),
        })),
      }
    },
  )
}

function evidenceRoutes(server: RouteServer, source: IndicatorSource): void {
  server.read(
    'GET',
    '/api/recommendations/indicators',
    {
      summary: 'The indicators that a recommendation can be tied to',
      caller: 'signed-in',
      extendsSession: false,
      answer: object({ indicators: list(text()) }),
    },
    asked => {
      mayRead(asked)
      return { indicators: INDICATORS.map(({ id }) => id) }
    },
  )

  server.read(
    'GET',
    '/api/recommendations/indicators/:id',
    {
      summary: 'An indicator as it stands now, by year; withheld figures are null',
      caller: 'signed-in',
      extendsSession: false,
      cost: 3,
      params: { id: text({ max: 60 }) },
      answer: indicatorShape,
    },
    async asked => {
      mayRead(asked)
      const indicator = found(findIndicator(asked.params.id))
      const { facts, ...reading } = await source.read(indicator, asked.language)
      return {
        id: indicator.id,
        facts: indicator.facts,
        share: indicator.per !== null,
        total: facts,
        ...reading,
      }
    },
  )

  server.write(
    'POST',
    '/api/recommendations/evidence',
    {
      summary: 'Tie a recommendation, or one of its sub-items, to an indicator',
      caller: 'signed-in',
      body: tieShape,
      answer: object({ id: uuid }),
      status: 201,
    },
    async ({ body, write, actId }) =>
      write(async tx => {
        const record = found(await findRecommendation(tx, body.report, body.address))
        const { reportId, ordinal, items } = record
        const given = { reportId, ordinal, sub: body.sub ?? null, indicator: body.indicator }
        return {
          id: await tie(
            tx,
            given,
            items.map(item => item.letter),
            actId,
          ),
        }
      }),
  )

  server.write(
    'DELETE',
    '/api/recommendations/evidence/:id',
    {
      summary: 'Untie a recommendation from an indicator',
      caller: 'signed-in',
      params: { id: uuid },
      answer: 'nothing',
    },
    async ({ params, write, actId, expectedVersion }) =>
      write(async tx => {
        found(await findEvidence(tx, params.id))
        await untie(tx, params.id, actId, expectedVersion)
      }),
  )
}
