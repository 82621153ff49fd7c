import { randomUUID } from 'node:crypto'
import { authorise } from '#kernel/policy/policy.ts'
import type { Problem } from '#kernel/result/result.ts'
import type { Read } from '#platform/database/transaction.ts'
import { findFile, keepFile, writeFile } from '#platform/files/files.ts'
import { TooLarge } from '#platform/files/sealed-file.ts'
import type { RouteContext } from '#platform/http/context.ts'
import { found, Invalid, Rejected } from '#platform/http/refusals.ts'
import type { RouteServer } from '#platform/http/route.ts'
import { integer, object, text, uuid, type ValueOf } from '#platform/http/shape.ts'
import { codelists } from '#standards/codelists.ts'
import { findRecommendation } from '../recommendation.store.ts'
import { checkAction, checkEvidence, checkMeasurement, checkReason, dayProblem } from './plan.checks.rules.ts'
import { findChoices } from './plan.choices.store.ts'
import {
  type Action,
  PlanAssessment,
  PlanExternal,
  PlanMeasurement,
  PlanReport,
  type Serves,
  type Status,
} from './plan.entity.ts'
import { type Choices, planLists } from './plan.lists.ts'
import { planPolicies } from './plan.policy.ts'
import { answersOfAction, read, readAction, readEvidence, readMilestones } from './plan.reading.ts'
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
const fileBytesMax = 20 * 1024 * 1024

/** Changing the plan, reporting, validating, assessing, measuring. */
export function planWriteRoutes(server: RouteServer, context: RouteContext): void {
  makingRoutes(server)
  sayingRoutes(server, context)
  fileRoutes(server, context)
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
        if (JSON.stringify(action.milestones) !== JSON.stringify(planned.milestones))
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

function sayingRoutes(server: RouteServer, { files }: RouteContext): void {
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
            files,
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
          asked,
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
            files,
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

function fileRoutes(server: RouteServer, { files }: RouteContext): void {
  server.write(
    'POST',
    '/api/plan/actions/:id/files',
    {
      summary: 'Send a file that is to be evidence; the report or assessment then names it',
      caller: 'signed-in',
      cost: 10,
      params: byId,
      upload: { bytesMax: fileBytesMax },
      answer: object({ fileId: uuid, name: text({ max: 1_000 }), bytes: integer() }),
      status: 201,
    },
    async asked => {
      const action = found(await asked.read(tx => findAction(tx, asked.params.id)))
      const about = bearersOf(action)
      if (!planPolicies['plan.report'](asked.caller, about).allowed)
        authorise(asked.caller, 'plan.assess', planPolicies['plan.assess'], about)
      const { fileName, bytes } = await asked.upload()
      const written = await writeFile(
        { ...files, bytesMax: fileBytesMax },
        randomUUID(),
        fileName,
        bytes,
      ).catch(error => {
        throw error instanceof TooLarge ? new Rejected(413, 'too-large') : error
      })
      await asked.write(tx => keepFile(tx, written, asked.actId))
      return { fileId: written.id, name: fileName.slice(0, 1_000), bytes: written.size }
    },
  )

  server.read(
    'GET',
    '/api/plan/actions/:id/evidence/:evidenceId/file',
    {
      summary: 'The file of a piece of evidence, where you may see it',
      caller: 'signed-in',
      cost: 5,
      params: { id: uuid, evidenceId: uuid },
      answer: 'file',
    },
    async asked => {
      authorise(asked.caller, 'plan.read', planPolicies['plan.read'], undefined)
      return asked.read(async tx => {
        const action = found(await findAction(tx, asked.params.id))
        const evidence = [...action.progress, ...action.findings]
          .flatMap(said => said.evidence)
          .find(e => e.id === asked.params.evidenceId)
        const file = found(await findFile(tx, files, found(found(evidence).fileId)))
        const parts: Buffer[] = []
        for await (const part of file.content()) parts.push(part)
        return { fileName: file.name, mediaType: 'application/octet-stream', body: Buffer.concat(parts) }
      })
    },
  )
}

type Given = ValueOf<typeof amendShape>

/** Reads a plan that was sent. @throws Invalid with every problem */
async function plannedFrom(tx: Read, given: Given) {
  const choices = await findChoices(tx)
  const lists = planLists(choices, codelists)
  const action = readAction(given.action, lists)
  const milestones = readMilestones(given.milestones, lists)
  const problems: Problem[] = []
  const serves: Serves[] = []
  for (const [index, one] of given.serves.entries())
    serves.push(...(await servesFrom(tx, one, index, problems)))
  const agenciesOf = (accountId: string) =>
    choices.accounts.filter(a => a.id === accountId).map(a => a.agencyId)
  refuse([...problems, ...checkAction(action, serves, milestones, agenciesOf)])
  return { action, serves, milestones }
}

async function servesFrom(
  tx: Read,
  one: Given['serves'][number],
  index: number,
  problems: Problem[],
): Promise<Serves[]> {
  const where = `serves.${index}`
  if (one.report === undefined || one.address === undefined) {
    const { report: _, address: __, sub: ___, ask: ____, url, ...rest } = one
    const read_ = read(PlanExternal, { ...rest, ...(url ? { url } : {}) }, codelists, `${where}.`)
    problems.push(...read_.problems)
    const { value } = read_
    return value
      ? [
          {
            kind: 'external',
            body: String(value.body),
            citation: String(value.citation),
            wording: String(value.wording),
            url: value.url === undefined ? null : String(value.url),
          },
        ]
      : []
  }
  const record = await findRecommendation(tx, one.report, one.address)
  const wrong = (code: string, what: string, remedy: string) => {
    problems.push({ where, code: `plan.${code}`, what, remedy })
    return []
  }
  if (!record)
    return wrong(
      'serves-unknown',
      'There is no such recommendation in the registry.',
      'Choose one that the search finds.',
    )
  const [sub, ask] = [one.sub ?? null, one.ask ?? null]
  if (sub !== null && !record.items.some(item => item.letter === sub))
    return wrong(
      'serves-sub',
      'The recommendation has no such sub-item.',
      'Name one of its letters, or none.',
    )
  if (ask !== null && ask > record.atoms.length)
    return wrong(
      'serves-ask',
      'The recommendation does not ask so many things.',
      'Name one of them, or none.',
    )
  return [{ kind: 'registry', reportId: record.reportId, ordinal: record.ordinal, sub, ask }]
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

/** A file must be there and be the caller's to give. */
async function fileProblems(
  tx: Read,
  fileIds: readonly (string | null)[],
  files: RouteContext['files'],
): Promise<Problem[]> {
  const problems: Problem[] = []
  for (const [index, id] of fileIds.entries())
    if (id !== null && !(await findFile(tx, files, id)))
      problems.push({
        where: `evidence.${index}.fileId`,
        code: 'plan.file-gone',
        what: 'The file is not there.',
        remedy: 'Choose it again.',
      })
  return problems
}

function refuse(problems: readonly Problem[]): void {
  if (problems.length > 0) throw new Invalid(problems)
}

const versionOf = async (tx: Read, action: Action) => ({
  id: action.id,
  version: (await findAction(tx, action.id))?.version ?? action.version,
})
