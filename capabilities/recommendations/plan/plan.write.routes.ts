import { authorise } from '#kernel/policy/policy.ts'
import type { Problem } from '#kernel/result/result.ts'
import type { Read } from '#platform/database/transaction.ts'
import type { RouteContext } from '#platform/http/context.ts'
import { found } from '#platform/http/refusals.ts'
import type { RouteServer } from '#platform/http/route.ts'
import { integer, object, uuid } from '#platform/http/shape.ts'
import { codelists } from '#standards/codelists.ts'
import { checkEvidence, checkMeasurement, checkReason, dayProblem } from './plan.checks.rules.ts'
import {
  type Action,
  type MilestoneContent,
  PlanAssessment,
  PlanMeasurement,
  PlanReport,
  type Status,
} from './plan.entity.ts'
import { fileProblems, planFileRoutes } from './plan.files.routes.ts'
import { type Choices, planLists } from './plan.lists.ts'
import { plannedFrom, refuse } from './plan.planned.ts'
import { planPolicies } from './plan.policy.ts'
import { answersOfAction, read, readEvidence } from './plan.reading.ts'
import { dayOf } from './plan.rules.ts'
import {
  amendShape,
  assessmentShape,
  decisionShape,
  measurementShape,
  openShape,
  reportShape,
  withdrawalShape,
} from './plan.shapes.ts'
import {
  amend,
  assess,
  bearersOf,
  decide,
  findAction,
  findServes,
  measure,
  open,
  report,
  withdraw,
} from './plan.store.ts'

const byId = { id: uuid }
const changed = object({ id: uuid, version: integer() })
const nobody: Choices = { agencies: [], accounts: [] }

/** Changing the plan, reporting, validating, assessing, measuring. */
export function planWriteRoutes(server: RouteServer, context: RouteContext): void {
  makingRoutes(server)
  sayingRoutes(server)
  planFileRoutes(server, context)
}

function makingRoutes(server: RouteServer): void {
  server.write(
    'POST',
    '/api/plan/actions',
    {
      summary: 'Put an action into the plan',
      caller: 'signed-in',
      body: openShape,
      answer: changed,
      status: 201,
    },
    async ({ body, write, actId, caller }) => {
      authorise(caller, 'plan.open', planPolicies['plan.open'], undefined)
      return write(async tx => {
        const planned = await plannedFrom(tx, body)
        await open(tx, body.id, planned, { actId })
        return { id: body.id, version: 1 }
      })
    },
  )

  server.write(
    'PUT',
    '/api/plan/actions/:id',
    {
      summary: 'Change the plan of an action',
      caller: 'signed-in',
      params: byId,
      body: amendShape,
      answer: changed,
    },
    async ({ params, body, ...asked }) =>
      asked.write(async tx => {
        const action = found(await findAction(tx, params.id))
        authorise(asked.caller, 'plan.amend', planPolicies['plan.amend'], bearersOf(action))
        const planned = await plannedFrom(tx, body)
        const before = answersOfAction(action)
        const after = answersOfAction(planned.action)
        const different = Object.keys(after).filter(name => before[name] !== after[name])
        const servesBefore = await findServes(tx, action.id)
        if (JSON.stringify(servesBefore) !== JSON.stringify(planned.serves)) different.push('serves')
        if (JSON.stringify(byIdOf(action.milestones)) !== JSON.stringify(byIdOf(planned.milestones)))
          different.push('milestones')
        await amend(tx, action, { ...planned, changed: different }, asked)
        return versionOf(tx, action)
      }),
  )

  server.write(
    'POST',
    '/api/plan/actions/:id/withdrawal',
    {
      summary: 'Take an action out of the plan, with the reason; its history stays',
      caller: 'signed-in',
      params: byId,
      body: withdrawalShape,
      answer: changed,
    },
    async ({ params, body, ...asked }) =>
      asked.write(async tx => {
        const action = found(await findAction(tx, params.id))
        refuse(checkReason(body.because).map(p => ({ ...p, where: 'because' })))
        await withdraw(tx, action, body.because.trim(), asked)
        return versionOf(tx, action)
      }),
  )
}

function sayingRoutes(server: RouteServer): void {
  const lists = planLists(nobody, codelists)

  server.write(
    'POST',
    '/api/plan/actions/:id/reports',
    {
      summary: 'Report how far an action is, as the focal point of the responsible institution',
      caller: 'signed-in',
      params: byId,
      body: reportShape,
      answer: changed,
      status: 201,
    },
    async ({ params, body, ...asked }) =>
      asked.write(async tx => {
        const action = found(await findAction(tx, params.id))
        authorise(asked.caller, 'plan.report', planPolicies['plan.report'], bearersOf(action))
        const { value, problems } = read(PlanReport, body.report, lists)
        const evidence = readEvidence(body.evidence, lists)
        refuse([
          ...problems,
          ...checkEvidence(evidence),
          ...reachedProblems(action, body.reached),
          ...(await fileProblems(
            tx,
            evidence.map(e => e.fileId),
          )),
        ])
        await report(
          tx,
          action,
          {
            status: value!.status as Status,
            reason: String(value!.reason),
            done: value!.done === undefined ? null : String(value!.done),
            spent: value!.spent === undefined ? null : Number(value!.spent),
            public: value!.public !== false,
            evidence,
            reached: body.reached,
          },
          asked,
        )
        return versionOf(tx, action)
      }),
  )

  server.write(
    'PUT',
    '/api/plan/actions/:id/reports/:reportId/decision',
    {
      summary: 'Accept a report or return it with the reason, as validating authority',
      caller: 'signed-in',
      params: { id: uuid, reportId: uuid },
      body: decisionShape,
      answer: changed,
    },
    async ({ params, body, ...asked }) =>
      asked.write(async tx => {
        const action = found(await findAction(tx, params.id))
        const progress = found(action.progress.find(p => p.id === params.reportId))
        const about = { ...bearersOf(action), authorUserId: progress.authorUserId }
        authorise(asked.caller, 'plan.validate', planPolicies['plan.validate'], about)
        const because = body.because.trim()
        refuse([
          ...(progress.decision === null
            ? []
            : [
                {
                  where: 'decision',
                  code: 'plan.decided',
                  what: 'This report was decided upon already.',
                  remedy: 'Wait for the next report of the institution.',
                },
              ]),
          ...(body.decision === 'returned'
            ? checkReason(because).map(p => ({ ...p, where: 'because' }))
            : []),
        ])
        await decide(
          tx,
          action,
          progress,
          { progressId: progress.id, decision: body.decision, because },
          // Two who decide at once both saw it undecided; the later one is told.
          { ...asked, expectedVersion: asked.expectedVersion ?? action.version },
        )
        return versionOf(tx, action)
      }),
  )

  server.write(
    'POST',
    '/api/plan/actions/:id/assessments',
    {
      summary: 'Say what you find of an action, as the rapporteur or a service of civil society',
      caller: 'signed-in',
      params: byId,
      body: assessmentShape,
      answer: changed,
      status: 201,
    },
    async ({ params, body, ...asked }) =>
      asked.write(async tx => {
        const action = found(await findAction(tx, params.id))
        authorise(asked.caller, 'plan.assess', planPolicies['plan.assess'], bearersOf(action))
        const { value, problems } = read(PlanAssessment, body.assessment, lists)
        const evidence = readEvidence(body.evidence, lists)
        refuse([
          ...problems,
          ...checkEvidence(evidence),
          ...(await fileProblems(
            tx,
            evidence.map(e => e.fileId),
          )),
        ])
        await assess(
          tx,
          action,
          {
            capacity: asked.caller.roles.includes('rapporteur') ? 'rapporteur' : 'civil-society',
            status: value!.status as Status,
            reason: String(value!.reason),
            public: value!.public !== false,
            evidence,
          },
          asked,
        )
        return versionOf(tx, action)
      }),
  )

  server.write(
    'POST',
    '/api/plan/actions/:id/measurements',
    {
      summary: 'Enter a value of an indicator that is kept by hand',
      caller: 'signed-in',
      params: byId,
      body: measurementShape,
      answer: changed,
      status: 201,
    },
    async ({ params, body, ...asked }) =>
      asked.write(async tx => {
        const action = found(await findAction(tx, params.id))
        const { value, problems } = read(PlanMeasurement, body.measurement, lists)
        refuse([
          ...problems,
          ...(value ? checkMeasurement(String(value.onDay), dayOf(tx.now)) : []),
          ...(action.indicatorKind === 'hand'
            ? []
            : [
                {
                  where: 'value',
                  code: 'plan.not-by-hand',
                  what: 'The indicator of this action is not kept by hand.',
                  remedy: 'Change the kind of indicator in the plan first.',
                },
              ]),
        ])
        const measured = {
          onDay: String(value!.onDay),
          value: Number(value!.value),
          source: String(value!.source),
        }
        await measure(tx, action, measured, asked)
        return versionOf(tx, action)
      }),
  )
}

const reachedProblems = (
  action: Action,
  reached: readonly { milestoneId: string; doneOn: string }[],
): Problem[] =>
  reached.flatMap(({ milestoneId, doneOn }, index) =>
    action.milestones.some(m => m.id === milestoneId)
      ? dayProblem(`reached.${index}.doneOn`, doneOn)
      : [
          {
            where: `reached.${index}`,
            code: 'plan.milestone-unknown',
            what: 'The action has no such milestone.',
            remedy: 'Load the action again.',
          },
        ],
  )

/** In an order of their own: the table gives milestones by day, a form as they were written. */
const byIdOf = (milestones: readonly MilestoneContent[]) =>
  milestones
    .map(({ id, title, dueOn, doneOn }) => ({ id: id.toLowerCase(), title, dueOn, doneOn }))
    .sort((a, b) => a.id.localeCompare(b.id))

const versionOf = async (tx: Read, action: Action) => ({
  id: action.id,
  version: (await findAction(tx, action.id))?.version ?? action.version,
})
