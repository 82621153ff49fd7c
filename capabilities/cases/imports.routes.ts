import { randomUUID } from 'node:crypto'
import { authorise } from '#kernel/policy/policy.ts'
import { withPurpose } from '#platform/access/purposes.ts'
import { findFile, keepFile, removeFile, writeFile } from '#platform/files/files.ts'
import type { RouteContext } from '#platform/http/context.ts'
import { found, Invalid, NotFound } from '#platform/http/refusals.ts'
import type { Asked, RouteServer } from '#platform/http/route.ts'
import {
  instant,
  integer,
  list,
  nullable,
  object,
  oneOf,
  optional,
  schema,
  text,
  uuid,
  yesNo,
} from '#platform/http/shape.ts'
import { findJob } from '#platform/jobs/jobs.ts'
import { casePolicies } from './cases.policy.ts'
import { columnLetters, type ImportProblem, UnreadableFile } from './import/import-problem.ts'
import { headOfTable } from './import/layouts.ts'
import { fingerprint, importProblemsMax } from './import-cases.ts'
import {
  checkJob,
  defineImportJobs,
  type ImportPlan,
  importJob,
  openCheck,
  openPlan,
} from './imports.jobs.ts'
import {
  findImport,
  findImportProblems,
  findImportsOf,
  type ImportRecord,
  listImports,
} from './imports.store.ts'
import type { MappingChoices } from './mapping-choices.ts'

const target = nullable(text({ max: 200 }))
const choices = object({
  columns: optional(
    schema<Record<string, string | null>>({ type: 'object', additionalProperties: target.schema }),
  ),
  dateOrder: optional(oneOf(['dmy', 'mdy'])),
  defaults: optional(
    schema<Record<string, string>>({
      type: 'object',
      additionalProperties: { type: 'string', maxLength: 500 },
    }),
  ),
  headerRows: optional(integer({ min: 0, max: 100 })),
  notRecorded: optional(list(text({ max: 100 }), 50)),
})
const plan = { fileId: uuid, sheet: optional(text({ max: 200 })), choices: optional(choices) }
const problem = object({
  severity: oneOf(['file', 'row', 'notice']),
  where: text({ max: 1_000 }),
  code: text(),
  what: text({ max: 2_000 }),
  remedy: text({ max: 2_000 }),
  value: optional(text({ max: 2_000 })),
  row: optional(integer()),
  column: optional(text()),
  header: optional(text({ max: 2_000 })),
  labelKey: optional(text()),
})
const pastImport = object({
  id: uuid,
  begunAt: instant,
  finishedAt: nullable(instant),
  state: oneOf(['running', 'finished', 'stopped']),
  layout: text(),
  who: nullable(text()),
  read: integer(),
  opened: integer(),
  repeated: integer(),
  refused: integer(),
  problemTotal: integer(),
})
const presentImport = ({
  begunAtMs,
  finishedAtMs,
  userId: _u,
  fileHash: _h,
  fileBytes: _b,
  ...told
}: ImportRecord) => ({
  ...told,
  begunAt: new Date(begunAtMs).toISOString(),
  finishedAt: finishedAtMs === null ? null : new Date(finishedAtMs).toISOString(),
})
const samplesMax = 3

/** Bringing case files in: upload, recognise, check, import, and what was imported before. */
export function importRoutes(server: RouteServer, context: RouteContext): void {
  const { database, keys, files, jobs } = context
  defineImportJobs(context)
  const mayImport = ({ caller }: Pick<Asked, 'caller'>) => {
    authorise(caller, 'case.import', casePolicies['case.import'], undefined)
    return withPurpose(caller, 'import')
  }
  const opened = async (asked: Pick<Asked, 'caller'>, given: ImportPlan) => {
    const caller = mayImport(asked)
    try {
      return found(await openPlan(context, caller, given))
    } catch (error) {
      if (error instanceof UnreadableFile) throw new Invalid([error.problem])
      throw error
    }
  }

  server.write(
    'POST',
    '/api/imports/files',
    {
      summary: 'Upload a case file; it is kept sealed until it is imported or removed',
      caller: 'signed-in',
      cost: 50,
      upload: {},
      answer: object({ fileId: uuid, name: text(), size: integer() }),
      status: 201,
    },
    async asked => {
      const caller = mayImport(asked)
      const { fileName, bytes } = await asked.upload()
      const file = await writeFile(files, randomUUID(), fileName, bytes)
      await database.write(caller, tx => keepFile(tx, file, asked.actId))
      return { fileId: file.id, name: fileName, size: file.size }
    },
  )
  server.write(
    'DELETE',
    '/api/imports/files/:fileId',
    { summary: 'Remove an uploaded file', caller: 'signed-in', params: { fileId: uuid }, answer: 'nothing' },
    async asked => {
      const caller = mayImport(asked)
      const { fileId } = asked.params
      const removed = await database.write(caller, async tx => {
        found(await findFile(tx, files, fileId))
        return removeFile(tx, files, fileId, asked.actId)
      })
      await removed()
    },
  )
  server.read(
    'POST',
    '/api/imports/recognise',
    {
      summary: 'What an uploaded file is, and where each column would go',
      caller: 'signed-in',
      cost: 20,
      body: object(plan),
      answer: object({
        name: text(),
        format: text(),
        layout: text(),
        /** False when a person must look at every column first. */
        certain: yesNo,
        sheet: nullable(text()),
        sheets: list(text()),
        headerRows: integer(),
        dateOrder: nullable(text()),
        columns: list(
          object({
            letters: text(),
            header: text({ max: 2_000 }),
            target,
            reason: text(),
            samples: list(text({ max: 200 })),
          }),
        ),
        notices: list(problem),
        unsound: list(problem),
        /** Imports of the same file before this one. */
        before: list(pastImport),
      }),
    },
    async asked => {
      const { table, proposal, mapping, unsound, file } = await opened(asked, planOf(asked.body))
      const head = (await headOfTable(table)).slice(mapping.headerRows)
      const { fileHash } = await fingerprint(file)
      const before = await asked.read(tx => findImportsOf(tx, fileHash))
      return {
        name: file.name,
        format: table.format,
        layout: mapping.layout,
        certain: proposal.certain,
        sheet: table.sheet ?? null,
        sheets: table.sheets,
        headerRows: mapping.headerRows,
        dateOrder: mapping.dateOrder ?? null,
        columns: mapping.columns.map(c => ({
          letters: columnLetters(c.column),
          header: c.header,
          target: c.target,
          reason: c.reason,
          samples: [...new Set(head.map(r => r.cells[c.column]?.trim() ?? '').filter(Boolean))]
            .slice(0, samplesMax)
            .map(s => s.slice(0, 100)),
        })),
        notices: proposal.notices,
        unsound,
        before: before.map(presentImport),
      }
    },
  )
  server.write(
    'POST',
    '/api/imports/checks',
    {
      summary: 'Check a whole file without changing anything, in the background',
      caller: 'signed-in',
      cost: 50,
      body: object(plan),
      answer: object({ checkId: uuid }),
      status: 202,
    },
    async asked => {
      const given = planOf(asked.body)
      const { unsound } = await opened(asked, given)
      if (unsound.length > 0) throw new Invalid(unsound)
      const checkId = asked.actId
      await database.write(mayImport(asked), tx => jobs.ask(tx, checkJob, checkId, given))
      return { checkId }
    },
  )
  server.read(
    'GET',
    '/api/imports/checks/:checkId',
    {
      summary: 'What a check found: every problem with row, column, value and remedy',
      caller: 'signed-in',
      params: { checkId: uuid },
      extendsSession: false,
      answer: object({
        state: oneOf(['waiting', 'running', 'finished', 'failed']),
        problem: nullable(text({ max: 2_000 })),
        result: optional(
          object({
            fileId: uuid,
            sheet: optional(text()),
            choices,
            rows: integer(),
            good: integer(),
            bad: integer(),
            empty: integer(),
            alike: integer(),
            problems: list(problem, importProblemsMax),
            problemTotal: integer(),
            groups: list(
              object({
                severity: oneOf(['file', 'row', 'notice']),
                code: text(),
                column: optional(text()),
                header: optional(text({ max: 2_000 })),
                labelKey: optional(text()),
                what: text({ max: 2_000 }),
                remedy: text({ max: 2_000 }),
                rows: integer(),
                firstRow: optional(integer()),
              }),
              10_000,
            ),
            dateOrders: object({ dmy: integer(), mdy: integer() }),
          }),
        ),
      }),
    },
    async asked => {
      mayImport(asked)
      const job = found(await asked.read(tx => findJob(tx, asked.params.checkId)))
      if (job.kind !== checkJob) throw new NotFound()
      const sealed = (job.result as { sealed?: string } | null)?.sealed
      if (!sealed) return { state: job.state, problem: job.problem }
      const { plan, ...check } = openCheck(keys, sealed)
      return {
        state: job.state,
        problem: job.problem,
        result: {
          ...check,
          fileId: plan.fileId,
          ...(plan.sheet && { sheet: plan.sheet }),
          choices: plan.choices as typeof choices.valueType & object,
          problemTotal: check.groups.reduce((sum, g) => sum + g.rows, 0),
        },
      }
    },
  )
  server.write(
    'POST',
    '/api/imports',
    {
      summary: 'Import an uploaded file, in the background; GET /api/jobs/ID says how far it is',
      caller: 'signed-in',
      cost: 50,
      body: object({ ...plan, rows: optional(integer({ min: 0 })) }),
      answer: object({ importId: uuid }),
      status: 202,
    },
    async asked => {
      const { rows } = asked.body
      const given = planOf(asked.body)
      const { unsound } = await opened(asked, given)
      if (unsound.length > 0) throw new Invalid(unsound)
      const importId = asked.actId
      await database.write(mayImport(asked), tx =>
        jobs.ask(tx, importJob, importId, { ...given, ...(rows !== undefined && { rows }) }),
      )
      return { importId }
    },
  )
  server.read(
    'GET',
    '/api/imports',
    {
      summary: 'What the caller’s agency has imported, the newest first',
      caller: 'signed-in',
      query: { before: optional(integer()) },
      answer: object({ imports: list(pastImport), next: optional(integer()) }),
    },
    asked => {
      mayImport(asked)
      const limit = 50
      return asked.read(async tx => {
        const imports = await listImports(tx, {
          limit,
          ...(asked.query.before !== undefined && { before: asked.query.before }),
        })
        const last = imports.at(-1)
        return {
          imports: imports.map(presentImport),
          ...(imports.length === limit && last && { next: last.begunAtMs }),
        }
      })
    },
  )
  server.read(
    'GET',
    '/api/imports/:importId',
    {
      summary: 'One import: its counts, how far it is, and the problems that were kept',
      caller: 'signed-in',
      params: { importId: uuid },
      extendsSession: false,
      answer: object({
        import: nullable(pastImport),
        job: nullable(
          object({
            state: text(),
            done: integer(),
            total: nullable(integer()),
            problem: nullable(text({ max: 2_000 })),
          }),
        ),
        problems: list(problem, importProblemsMax),
      }),
    },
    asked => {
      mayImport(asked)
      return asked.read(async tx => {
        const { importId } = asked.params
        const done = await findImport(tx, importId)
        const job = await findJob(tx, importId)
        if (!done && job?.kind !== importJob) throw new NotFound()
        const problems: ImportProblem[] = done ? await findImportProblems(tx, keys, importId) : []
        return {
          import: done ? presentImport(done) : null,
          job: job ? { state: job.state, done: job.done, total: job.total, problem: job.problem } : null,
          problems,
        }
      })
    },
  )
}

function planOf(body: {
  fileId: string
  sheet?: string | undefined
  choices?: MappingChoices | undefined
}): ImportPlan {
  return { fileId: body.fileId, ...(body.sheet && { sheet: body.sheet }), choices: body.choices ?? {} }
}
