import type { Caller } from '#kernel/policy/caller.ts'
import { authorise } from '#kernel/policy/policy.ts'
import { definePolicies } from '#platform/access/may.ts'
import type { RouteContext } from '#platform/http/context.ts'
import type { RouteServer } from '#platform/http/route.ts'
import { integer, list, nullable, object, optional, text, uuid } from '#platform/http/shape.ts'
import { collectForUnodc } from '../unodc.store.ts'
import { unodcWorkbook } from '../unodc-workbook.ts'
import { getSubmission, getWorkbook, listSubmissions } from './kept-submissions.store.ts'
import { reasonCharactersMax, type Submission, submissionName } from './submission.entity.ts'
import { submissionPolicies } from './submission.policy.ts'
import { figuresHash } from './submission.rules.ts'
import { submitYear } from './submission.store.ts'

const year = integer({ min: 1990, max: 2200 })
const row = object({
  indicator: text(),
  dimension: text(),
  category: text(),
  sex: text(),
  age: text(),
  year: integer(),
  unit: text(),
  text: text(),
  article: text({ max: 10_000 }),
  source: text({ max: 20_000 }),
  note: text({ max: 20_000 }),
  earlier: nullable(object({ revision: integer(), text: text() })),
})
const collection = {
  year: integer(),
  country: object({ code: text(), name: text() }),
  release: nullable(text()),
  victims: list(row, 20_000),
  response: list(row, 20_000),
  madeAt: text(),
}
const brief = {
  id: uuid,
  year: integer(),
  revision: integer(),
  reason: nullable(text({ max: reasonCharactersMax })),
  code: text(),
  workbookHash: text(),
  agency: nullable(text()),
  submittedAt: text(),
}
const mediaType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** What goes to UNODC for a year: the draft, and what was submitted, byte for byte. */
export function submissionRoutes(server: RouteServer, { database }: RouteContext): void {
  definePolicies({ 'unodc-submission.read': submissionPolicies['unodc-submission.read'] })
  const mayRead = (caller: Caller) =>
    authorise(caller, 'unodc-submission.read', submissionPolicies['unodc-submission.read'], undefined)

  server.read(
    'GET',
    '/api/statistics/unodc/:year',
    {
      summary:
        'The draft of what goes to UNODC for a year: victims from a published release, the response from agencies’ returns, protected together with what was submitted before',
      caller: 'signed-in',
      cost: 10,
      params: { year },
      answer: object({ ...collection, seen: text(), protectedWith: list(integer()) }),
    },
    async asked => {
      mayRead(asked.caller)
      const { collection, kept } = await collectForUnodc(asked.read, asked.params.year)
      return { ...collection, seen: figuresHash(collection), protectedWith: kept.map(k => k.revision) }
    },
  )
  server.read(
    'GET',
    '/api/statistics/unodc/:year/draft.xlsx',
    {
      summary: 'The draft as a workbook that says on every sheet that it was not submitted',
      caller: 'signed-in',
      cost: 20,
      params: { year },
      answer: 'file',
    },
    async asked => {
      mayRead(asked.caller)
      const { collection } = await collectForUnodc(asked.read, asked.params.year)
      return {
        fileName: `unodc-${asked.params.year}-draft.xlsx`,
        mediaType,
        body: unodcWorkbook(collection, null),
      }
    },
  )
  server.write(
    'POST',
    '/api/statistics/unodc/:year/submissions',
    {
      summary: 'Submit a year: its tables are frozen with a number, and the file is kept',
      caller: 'signed-in',
      cost: 20,
      status: 201,
      params: { year },
      body: object({
        reason: optional(text({ max: reasonCharactersMax })),
        // The figures that were looked at, as the draft named them.
        seen: optional(text({ max: 64 })),
      }),
      answer: object(brief),
    },
    async asked =>
      presented(
        await submitYear(
          database,
          asked.caller,
          { year: asked.params.year, reason: asked.body.reason, seen: asked.body.seen },
          asked.actId,
        ),
      ),
  )
  server.read(
    'GET',
    '/api/statistics/unodc/submissions',
    {
      summary: 'What was submitted to UNODC, the newest year and revision first',
      caller: 'signed-in',
      extendsSession: false,
      answer: object({ submissions: list(object(brief)) }),
    },
    async asked => {
      mayRead(asked.caller)
      return { submissions: (await asked.read(listSubmissions)).map(presented) }
    },
  )
  server.read(
    'GET',
    '/api/statistics/unodc/submissions/:id',
    {
      summary: 'A submission with its tables as they were sent',
      caller: 'signed-in',
      params: { id: uuid },
      answer: object({ ...brief, ...collection }),
    },
    async asked => {
      mayRead(asked.caller)
      const { collection, ...submission } = await asked.read(tx => getSubmission(tx, asked.params.id))
      return { ...collection, ...presented(submission) }
    },
  )
  server.read(
    'GET',
    '/api/statistics/unodc/submissions/:id/submission.xlsx',
    {
      summary: 'The file of a submission as it was sent, byte for byte',
      caller: 'signed-in',
      params: { id: uuid },
      answer: 'file',
    },
    async asked => {
      mayRead(asked.caller)
      return asked.read(async tx => ({
        fileName: `unodc-${submissionName(await getSubmission(tx, asked.params.id)).replaceAll(' ', '-')}.xlsx`,
        mediaType,
        body: await getWorkbook(tx, asked.params.id),
      }))
    },
  )
}

const presented = ({ submittedAtMs, ...submission }: Submission) => ({
  ...submission,
  submittedAt: new Date(submittedAtMs).toISOString(),
})
