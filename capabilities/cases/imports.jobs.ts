import { gunzipSync, gzipSync } from 'node:zlib'
import type { Caller } from '#kernel/policy/caller.ts'
import { withPurpose } from '#platform/access/purposes.ts'
import { findFile, removeFile } from '#platform/files/files.ts'
import type { RouteContext } from '#platform/http/context.ts'
import { JobProblem } from '#platform/jobs/jobs.ts'
import type { NodeKeys } from '#platform/vault/node-keys.ts'
import { codelists } from '#standards/codelists.ts'
import { type DryRun, dryRun, openCaseTable } from './import/dry-run.ts'
import { UnreadableFile } from './import/import-problem.ts'
import { checkMapping } from './import/to-draft.ts'
import { fingerprint, importCases, rowSecret } from './import-cases.ts'
import type { ImportCounts } from './imports.acts.ts'
import { findImport } from './imports.store.ts'
import { applyChoices, type MappingChoices } from './mapping-choices.ts'

/** What a person has decided about an uploaded file. */
export interface ImportPlan {
  fileId: string
  sheet?: string
  choices: MappingChoices
}

/** An uploaded table, opened with the choices put in. */
export type OpenedPlan = Awaited<ReturnType<typeof openPlan>>

/**
 * Opens an uploaded file as a table.
 * @returns undefined when there is no such file, or it is another agency's
 * @throws UnreadableFile
 */
export async function openPlan(context: RouteContext, caller: Caller, plan: ImportPlan) {
  const kept = await context.database.read(caller, tx => findFile(tx, context.files, plan.fileId))
  if (!kept) return undefined
  const parts: Buffer[] = []
  for await (const part of kept.content()) parts.push(part)
  const file = { name: kept.name, bytes: new Uint8Array(Buffer.concat(parts)) }
  const { table, proposal } = await openCaseTable(file, codelists, {
    ...(plan.sheet && { sheet: plan.sheet }),
  })
  const { mapping, unknownColumns } = applyChoices(proposal.mapping, plan.choices)
  return { file, table, proposal, mapping, unknownColumns, unsound: checkMapping(mapping, codelists) }
}

/** What a check of a file found, with the choices that it was made with. */
export type ImportCheck = Omit<DryRun, 'preview'> & { plan: ImportPlan }

export const checkJob = 'cases.check-import'
export const importJob = 'cases.import'

/** Makes the two kinds of background work known: checking a file, and importing it. */
export function defineImportJobs(context: RouteContext): void {
  const { database, keys, jobs } = context
  jobs.define<ImportPlan, { sealed: string }>({
    name: checkJob,
    run: async ({ input, caller }) => {
      const plan = await openOrFail(context, caller, input)
      const { preview: _, ...found } = await dryRun(plan.table, plan.mapping, codelists, {
        scope: caller.agencyId!,
        secret: rowSecret(keys),
        previewCount: 0,
      })
      return { sealed: sealCheck(keys, { ...found, plan: input }) }
    },
  })
  jobs.define<ImportPlan & { rows?: number }, ImportCounts>({
    name: importJob,
    run: async ({ id, input, caller, progress, signal }) => {
      const acting = withPurpose(caller, 'import')
      const before = await database.read(acting, tx => findImport(tx, id))
      if (before && before.state !== 'running') return countsOf(before)
      const plan = await openOrFail(context, acting, input)
      const result = await importCases({ database, keys, codelists }, acting, {
        importId: id,
        table: plan.table,
        file: plan.file,
        mapping: plan.mapping,
        ...(await fingerprint(plan.file)),
        signal,
        progress: counts => void progress(counts.opened + counts.repeated + counts.refused, input.rows),
      })
      // What was imported is in the cases; the file itself is needed no more.
      const removed = await database.write(acting, tx =>
        removeFile(tx, context.files, input.fileId, crypto.randomUUID()),
      )
      await removed()
      return countsOf(result)
    },
  })
}

const countsOf = ({ read, opened, repeated, refused, problemTotal }: ImportCounts): ImportCounts => ({
  read,
  opened,
  repeated,
  refused,
  problemTotal,
})

async function openOrFail(context: RouteContext, caller: Caller, input: ImportPlan) {
  const plan = await openPlan(context, caller, input).catch((error: unknown) => {
    throw error instanceof UnreadableFile ? new JobProblem(error.message) : error
  })
  if (!plan) throw new JobProblem('The file is not here any more. Upload it again.')
  const [wrong] = plan.unsound
  if (wrong) throw new JobProblem(`${wrong.what} ${wrong.remedy}`)
  return plan
}

/** A check's result holds cells that people typed, so it is kept under the node's key. */
const sealCheck = (keys: NodeKeys, check: ImportCheck): string =>
  keys.wrap(gzipSync(JSON.stringify(check)), 'import check').toString('base64')

export const openCheck = (keys: NodeKeys, sealed: string): ImportCheck =>
  JSON.parse(gunzipSync(keys.unwrap(Buffer.from(sealed, 'base64'), 'import check')).toString()) as ImportCheck
