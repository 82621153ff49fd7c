import { authorise } from '#kernel/policy/policy.ts'
import { definePolicies } from '#platform/access/may.ts'
import type { RouteContext } from '#platform/http/context.ts'
import { found } from '#platform/http/refusals.ts'
import type { Asked, RouteServer } from '#platform/http/route.ts'
import { object, uuid } from '#platform/http/shape.ts'
import type { IndicatorSource } from '../evidence.entity.ts'
import { figuresSource } from '../evidence.source.ts'
import { findRecommendation } from '../recommendation.store.ts'
import { findChoices, namesOf } from './plan.choices.store.ts'
import { capacities } from './plan.entity.ts'
import { gapKinds } from './plan.gaps.rules.ts'
import { actionsAnswering, findUnanswered } from './plan.gaps.store.ts'
import { findHistory } from './plan.history.store.ts'
import { readLive } from './plan.live.ts'
import { planPolicies } from './plan.policy.ts'
import { idsIn, presentAction, presentListed, standingWith, todayOf } from './plan.present.ts'
import { countAwaiting, findNotices, putAside, raiseReminders } from './plan.reminders.ts'
import { differenceMatrix } from './plan.rules.ts'
import {
  actionShape,
  choicesShape,
  differencesShape,
  gapsShape,
  historyShape,
  listShape,
  noticesShape,
  place,
} from './plan.shapes.ts'
import { findAction, findActions, findServes } from './plan.store.ts'
import { planWriteRoutes } from './plan.write.routes.ts'
import { yearlyRoutes } from './yearly.routes.ts'

const unansweredShown = 200
const remindEverySeconds = 300

/** The plan of action: actions and where they stand, gaps, differences, reminders, the yearly report. */
export const planRoutes = (server: RouteServer, context: RouteContext): void =>
  planRoutesWith(figuresSource(context.database))(server, context)

/** The same, with live figures from elsewhere. */
export const planRoutesWith =
  (source: IndicatorSource) =>
  (server: RouteServer, context: RouteContext): void => {
    definePolicies(planPolicies)
    actionRoutes(server, source)
    viewRoutes(server, source)
    planWriteRoutes(server, context)
    reminderRoutes(server, context)
    yearlyRoutes(server, source, context)
  }

/** Whoever is signed in may read; the database shows each what she may see. */
export const mayReadPlan = ({ caller }: Pick<Asked, 'caller'>): void =>
  authorise(caller, 'plan.read', planPolicies['plan.read'], undefined)

const byId = { id: uuid }

function actionRoutes(server: RouteServer, source: IndicatorSource): void {
  server.read(
    'GET',
    '/api/plan/actions',
    {
      summary: 'The actions of the plan with where each stands, by the day on which it is due',
      caller: 'signed-in',
      extendsSession: false,
      cost: 2,
      answer: listShape,
    },
    async asked => {
      mayReadPlan(asked)
      const { actions, today } = await asked.read(async tx => ({
        actions: await findActions(tx),
        today: todayOf(tx),
      }))
      const live = await readLive(
        source,
        actions.map(a => a.indicatorLive),
        asked.language,
      )
      return { today, actions: actions.map(a => presentListed(a, today, live)) }
    },
  )

  server.read(
    'GET',
    '/api/plan/actions/:id',
    {
      summary:
        'One action: the plan, what is reported and what is found, evidence, indicator, and what you may do',
      caller: 'signed-in',
      extendsSession: false,
      cost: 2,
      params: byId,
      answer: actionShape,
    },
    async asked => {
      mayReadPlan(asked)
      const { action, ...rest } = await asked.read(async tx => {
        const action = found(await findAction(tx, asked.params.id))
        return {
          action,
          today: todayOf(tx),
          names: await namesOf(tx, idsIn([action])),
          serves: await findServes(tx, action.id),
        }
      })
      const live = await readLive(source, [action.indicatorLive], asked.language)
      return presentAction(action, asked.caller, { ...rest, live }) as never
    },
  )

  server.read(
    'GET',
    '/api/plan/actions/:id/history',
    {
      summary: 'What was done to an action, from the ledger, the newest first; for those who work on it',
      caller: 'signed-in',
      extendsSession: false,
      params: byId,
      answer: historyShape,
    },
    async asked => {
      mayReadPlan(asked)
      const lines = await asked.read(async tx => {
        found(await findAction(tx, asked.params.id))
        return findHistory(tx, asked.params.id)
      })
      return { lines: lines.map(({ atMs, ...line }) => ({ ...line, at: new Date(atMs).toISOString() })) }
    },
  )

  server.read(
    'GET',
    '/api/plan/choices',
    {
      summary: 'Agencies and accounts that an action can name',
      caller: 'signed-in',
      answer: choicesShape,
    },
    async asked => {
      authorise(asked.caller, 'plan.open', planPolicies['plan.open'], undefined)
      return asked.read(tx => findChoices(tx))
    },
  )
}

function viewRoutes(server: RouteServer, source: IndicatorSource): void {
  server.read(
    'GET',
    '/api/plan/recommendations/:report/:address',
    {
      summary: 'The actions that answer a recommendation, in any of its prints',
      caller: 'signed-in',
      extendsSession: false,
      cost: 2,
      params: place,
      answer: listShape,
    },
    async asked => {
      mayReadPlan(asked)
      const { actions, today } = await asked.read(async tx => {
        const record = found(await findRecommendation(tx, asked.params.report, asked.params.address))
        const ids = new Set(await actionsAnswering(tx, record.reportId, record.ordinal))
        return {
          actions: ids.size === 0 ? [] : (await findActions(tx)).filter(a => ids.has(a.id)),
          today: todayOf(tx),
        }
      })
      const live = await readLive(
        source,
        actions.map(a => a.indicatorLive),
        asked.language,
      )
      return { today, actions: actions.map(a => presentListed(a, today, live)) }
    },
  )

  server.read(
    'GET',
    '/api/plan/gaps',
    {
      summary: 'What the plan lacks: recommendations to States without an action, and actions by kind of gap',
      caller: 'signed-in',
      extendsSession: false,
      cost: 3,
      answer: gapsShape,
    },
    async asked => {
      mayReadPlan(asked)
      const { actions, unanswered, today } = await asked.read(async tx => ({
        actions: await findActions(tx),
        unanswered: await findUnanswered(tx, unansweredShown),
        today: todayOf(tx),
      }))
      const live = await readLive(
        source,
        actions.map(a => a.indicatorLive),
        asked.language,
      )
      const gaps = actions.map(a => ({ id: a.id, gaps: standingWith(a, today, live).gaps }))
      return {
        today,
        asked: unanswered.asked,
        unanswered: unanswered.total,
        recommendations: unanswered.recommendations,
        gaps: gapKinds.map(kind => ({
          kind,
          actions: gaps.filter(g => g.gaps.includes(kind)).map(g => g.id),
        })),
      }
    },
  )

  server.read(
    'GET',
    '/api/plan/differences',
    {
      summary: 'How often what the institutions report and what is found go together, by who found it',
      caller: 'signed-in',
      extendsSession: false,
      cost: 2,
      answer: differencesShape,
    },
    async asked => {
      mayReadPlan(asked)
      const { actions, today } = await asked.read(async tx => ({
        actions: await findActions(tx),
        today: todayOf(tx),
      }))
      const standings = actions.map(a => standingWith(a, today, new Map()).standing)
      return {
        capacities: capacities.map(capacity => ({ capacity, cells: differenceMatrix(standings, capacity) })),
      }
    },
  )
}

function reminderRoutes(server: RouteServer, { home, jobs, database }: RouteContext): void {
  jobs.every(remindEverySeconds, 'plan-reminders', async () => void (await raiseReminders(database)))

  home.add(async tx => {
    const notices = await findNotices(tx)
    const awaiting = await countAwaiting(tx)
    return [
      {
        titleKey: 'plan.nav.reminders.waiting',
        to: '/plan/reminders',
        count: notices.length,
        ...(notices[0] ? { due: notices[0].dueOn } : {}),
      },
      { titleKey: 'plan.nav.validation.waiting', to: '/plan/reminders', count: awaiting },
    ]
  })

  server.read(
    'GET',
    '/api/plan/notices',
    {
      summary: 'Your open reminders, and how many reports wait for your decision',
      caller: 'signed-in',
      extendsSession: false,
      answer: noticesShape,
    },
    async asked => {
      mayReadPlan(asked)
      return asked.read(async tx => ({
        today: todayOf(tx),
        notices: await findNotices(tx),
        awaiting: await countAwaiting(tx),
      }))
    },
  )

  server.write(
    'POST',
    '/api/plan/notices/:id/aside',
    {
      summary: 'Put a reminder aside; the next one comes all the same',
      caller: 'signed-in',
      params: byId,
      answer: object({ id: uuid }),
    },
    async ({ params, write, actId }) =>
      write(async tx => {
        const notice = found((await findNotices(tx)).find(n => n.id === params.id))
        await putAside(tx, notice, actId)
        return { id: notice.id }
      }),
  )
}
