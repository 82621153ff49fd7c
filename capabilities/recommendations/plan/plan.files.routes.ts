import { randomUUID } from 'node:crypto'
import { authorise } from '#kernel/policy/policy.ts'
import type { Problem } from '#kernel/result/result.ts'
import type { Read } from '#platform/database/transaction.ts'
import { findFile, keepFile, writeFile } from '#platform/files/files.ts'
import { TooLarge } from '#platform/files/sealed-file.ts'
import type { RouteContext } from '#platform/http/context.ts'
import { found, Rejected } from '#platform/http/refusals.ts'
import type { RouteServer } from '#platform/http/route.ts'
import { integer, object, text, uuid } from '#platform/http/shape.ts'
import { mayGive } from './plan.choices.store.ts'
import { planPolicies } from './plan.policy.ts'
import { bearersOf, findAction } from './plan.store.ts'

const byId = { id: uuid }
const fileBytesMax = 20 * 1024 * 1024

/** Files as evidence: sending one, and opening one that may be seen. */
export function planFileRoutes(server: RouteServer, { files }: RouteContext): void {
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

/** A file must be there and be the caller's to give. */
export async function fileProblems(tx: Read, fileIds: readonly (string | null)[]): Promise<Problem[]> {
  const problems: Problem[] = []
  for (const [index, id] of fileIds.entries())
    if (id !== null && !(await mayGive(tx, id)))
      problems.push({
        where: `evidence.${index}.fileId`,
        code: 'plan.file-gone',
        what: 'The file is not there.',
        remedy: 'Choose it again.',
      })
  return problems
}
