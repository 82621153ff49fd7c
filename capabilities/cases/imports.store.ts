import { gunzipSync, gzipSync } from 'node:zlib'
import { sql } from 'kysely'
import type { Read } from '#platform/database/transaction.ts'
import type { NodeKeys } from '#platform/vault/node-keys.ts'
import type { ImportProblem } from './import/import-problem.ts'
import type { ImportCounts } from './imports.acts.ts'

/** An import as its agency sees it afterwards. */
export interface ImportRecord extends ImportCounts {
  id: string
  userId: string
  /** The colleague's name; null for the command line. */
  who: string | null
  begunAtMs: number
  finishedAtMs: number | null
  state: 'running' | 'finished' | 'stopped'
  layout: string
  fileHash: string
  fileBytes: number
}

/** The imports of the caller's agency, the newest first. @param before begun before this instant, to page on */
export async function listImports(
  tx: Read,
  options: { limit: number; before?: number },
): Promise<ImportRecord[]> {
  const { rows } =
    await sql<Row>`select ${columns} from cases.import i left join accounts."user" u on u.id = i.user_id
    where agency_id = (select access.agency()) and begun_at_ms < ${options.before ?? Number.MAX_SAFE_INTEGER}
    order by begun_at_ms desc, i.id limit ${options.limit}`.execute(tx.db)
  return rows.map(recordOf)
}

export async function findImport(tx: Read, id: string): Promise<ImportRecord | undefined> {
  const { rows } = await sql<Row>`select ${columns} from cases.import i
    left join accounts."user" u on u.id = i.user_id where i.id = ${id}`.execute(tx.db)
  return rows[0] && recordOf(rows[0])
}

/** The imports of the same file that the caller's agency began before. */
export async function findImportsOf(tx: Read, fileHash: string): Promise<ImportRecord[]> {
  const { rows } =
    await sql<Row>`select ${columns} from cases.import i left join accounts."user" u on u.id = i.user_id
    where agency_id = (select access.agency()) and file_hash = ${fileHash} order by begun_at_ms desc limit 20`.execute(
      tx.db,
    )
  return rows.map(recordOf)
}

/** The problems that were kept of an import, opened; none where it found none or still runs. */
export async function findImportProblems(tx: Read, keys: NodeKeys, id: string): Promise<ImportProblem[]> {
  const { rows } = await sql<{
    problems: Buffer | null
  }>`select problems from cases.import where id = ${id}`.execute(tx.db)
  const sealed = rows[0]?.problems
  return sealed
    ? (JSON.parse(gunzipSync(keys.unwrap(sealed, context(id))).toString()) as ImportProblem[])
    : []
}

/** Problems as they are kept: a cell in the wrong column may name a person, so the node seals them. */
export const sealProblems = (keys: NodeKeys, id: string, problems: readonly ImportProblem[]): string =>
  keys.wrap(gzipSync(JSON.stringify(problems)), context(id)).toString('base64')

const context = (id: string) => `import problems ${id}`

/**
 * Which cases there are already, whoever opened them.
 * @returns by id; the keyed hash of the row it came from and the import, where this agency may see them
 */
export async function findExisting(
  tx: Read,
  caseIds: readonly string[],
): Promise<Map<string, { importId: string | null; contentKey: string | null }>> {
  const { rows } = await sql<{
    id: string
    import_id: string | null
    import_key: string | null
  }>`select h.subject_id as id, c.import_id, c.import_key from ledger.head h
    left join cases.case c on c.id = h.subject_id where h.subject_id = any(${caseIds}::uuid[])`.execute(tx.db)
  return new Map(rows.map(r => [r.id, { importId: r.import_id, contentKey: r.import_key }]))
}

const columns = sql.raw(
  'i.id, i.user_id, u.name as who, begun_at_ms, finished_at_ms, state, layout, file_hash, file_bytes, read, opened, repeated, refused, problem_total',
)

interface Row {
  id: string
  user_id: string
  who: string | null
  begun_at_ms: number
  finished_at_ms: number | null
  state: ImportRecord['state']
  layout: string
  file_hash: string
  file_bytes: number
  read: number
  opened: number
  repeated: number
  refused: number
  problem_total: number
}

const recordOf = (r: Row): ImportRecord => ({
  id: r.id,
  userId: r.user_id,
  who: r.who,
  begunAtMs: r.begun_at_ms,
  finishedAtMs: r.finished_at_ms,
  state: r.state,
  layout: r.layout,
  fileHash: r.file_hash,
  fileBytes: r.file_bytes,
  read: r.read,
  opened: r.opened,
  repeated: r.repeated,
  refused: r.refused,
  problemTotal: r.problem_total,
})
