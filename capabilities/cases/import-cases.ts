import { createHash, createHmac, createSecretKey, type KeyObject } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Codelists } from '#kernel/entity/codelist.ts'
import type { Caller } from '#kernel/policy/caller.ts'
import { authorise } from '#kernel/policy/policy.ts'
import type { Database } from '#platform/database/open.ts'
import { act, IdReused, VersionConflict } from '#platform/ledger/act.ts'
import type { NodeKeys } from '#platform/vault/node-keys.ts'
import { casePolicies } from './cases.policy.ts'
import { countTables } from './cases.projections.ts'
import { emptyContent } from './cases.rules.ts'
import type { CaseDraft } from './import/case-draft.ts'
import { type CaseBatch, readCases } from './import/dry-run.ts'
import type { ImportMapping } from './import/import-mapping.ts'
import { type ImportProblem, UnreadableFile } from './import/import-problem.ts'
import type { Table } from './import/read-table.ts'
import type { TableFile } from './import/table-file.ts'
import { beginImport, finishImport, type ImportCounts } from './imports.acts.ts'
import { findExisting, sealProblems } from './imports.store.ts'
import { openPrepared, type PreparedCase, prepareCase } from './opening.store.ts'
import { readInThread } from './read-in-thread.ts'

export interface ImportNode {
  database: Database
  keys: NodeKeys
  codelists: Codelists
}

export interface ImportOrder {
  /** Made by the client; the same again goes on with the same import. */
  importId: string
  table: Table
  /** The file that the table was opened from: with it, a large one is read in a thread of its own. */
  file?: TableFile
  /** Sound by `checkMapping`. */
  mapping: ImportMapping
  /** @see fingerprint */
  fileHash: string
  fileBytes: number
  /** Told after each batch that is safely stored. */
  progress?: (counts: ImportCounts) => void
  /** Stops between two batches; what is stored stays, and the same import can go on later. */
  signal?: AbortSignal
}

export interface ImportResult extends ImportCounts {
  importId: string
  state: 'finished' | 'stopped'
  /** The first problems and notices in full. */
  problems: ImportProblem[]
}

export const importProblemsMax = 1_000
const batchRows = 500
/** Smaller files are read before a thread for them would have begun. */
const threadFromBytes = 2_000_000
/** So many new cases change how the database should look for them. */
const countedFrom = 1_000
/** Transactions at once: one is prepared while the database works on the others. */
const writersMax = 3
/** Cases that are sealed before others get their turn on the processor. */
const sliceRows = 25

/**
 * Imports a table of cases, batch by batch, each in a transaction of its own. Ids follow from the agency and the row,
 * so that a second import of the same file changes nothing and an import that was cut off goes on where it stopped.
 * @returns what became of the rows; a row that is refused never keeps a good one out
 * @throws Refused; Error of the database when it is gone: every row that was counted until then is stored
 */
export async function importCases(
  node: ImportNode,
  caller: Caller,
  order: ImportOrder,
): Promise<ImportResult> {
  authorise(caller, 'case.import', casePolicies['case.import'], undefined)
  const { database, keys } = node
  const { importId, mapping, fileHash, fileBytes } = order
  const [begun, finished] = derivedIds(idKey(keys), 'import', importId)
  await database.write(caller, tx =>
    act(tx, beginImport, {
      id: begun,
      subjectId: importId,
      about: undefined,
      payload: { mapping, fileHash, fileBytes },
    }),
  )
  const run = new ImportRun(node, caller, order)
  const state = await run.all()
  const { counts, problems } = run
  await database.write(caller, tx =>
    act(tx, finishImport, {
      id: finished,
      subjectId: importId,
      about: undefined,
      payload: {
        state,
        ...counts,
        ...(problems.length > 0 && { problems: sealProblems(keys, importId, problems) }),
      },
    }),
  )
  if (counts.opened >= countedFrom) await countTables(database)
  return { importId, state, ...counts, problems }
}

/** What makes the keys of rows, so that nobody finds out from outside whether a certain case is here. */
export const rowSecret = (keys: NodeKeys): Buffer => keys.secretFor('import rows')

/** The SHA-256 of a file in hexadecimal digits, and its length. */
export async function fingerprint(file: TableFile): Promise<{ fileHash: string; fileBytes: number }> {
  const hash = createHash('sha256')
  let fileBytes = 0
  for await (const piece of 'path' in file ? createReadStream(file.path) : [file.bytes]) {
    hash.update(piece as Uint8Array)
    fileBytes += (piece as Uint8Array).length
  }
  return { fileHash: hash.digest('hex'), fileBytes }
}

/**
 * Two UUIDs that follow from what they stand for, and that nobody without the node's key can work out (RFC 9562,
 * version 8): the halves of one keyed hash.
 */
function derivedIds(key: KeyObject, ...parts: string[]): [string, string] {
  const bytes = createHmac('sha256', key).update(parts.join('\u0000')).digest()
  for (const start of [0, 16]) {
    bytes[start + 6] = (bytes[start + 6]! & 0x0f) | 0x80
    bytes[start + 8] = (bytes[start + 8]! & 0x3f) | 0x80
  }
  return [uuidOf(bytes.toString('hex', 0, 16)), uuidOf(bytes.toString('hex', 16, 32))]
}

const idKey = (keys: NodeKeys): KeyObject => createSecretKey(keys.secretFor('import ids'))

const uuidOf = (hex: string): string =>
  `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`

interface RowToOpen {
  draft: CaseDraft
  id: string
  actId: string
}

class ImportRun {
  readonly counts: ImportCounts = { read: 0, opened: 0, repeated: 0, refused: 0, problemTotal: 0 }
  readonly problems: ImportProblem[] = []
  private readonly node: ImportNode
  private readonly caller: Caller
  private readonly order: ImportOrder
  private readonly writing = new Set<Promise<void>>()
  private readonly idKey: KeyObject
  private failure: { error: unknown } | undefined

  constructor(node: ImportNode, caller: Caller, order: ImportOrder) {
    this.node = node
    this.caller = caller
    this.order = order
    this.idKey = idKey(node.keys)
  }

  async all(): Promise<'finished' | 'stopped'> {
    const unreadable = await this.read().finally(() => Promise.all(this.writing))
    if (this.failure) throw this.failure.error
    if (unreadable) this.note(unreadable)
    return unreadable ? 'stopped' : 'finished'
  }

  /** @returns why the file could not be read to its end */
  private async read(): Promise<ImportProblem | undefined> {
    let unreadable: ImportProblem | undefined
    const rows: RowToOpen[] = []
    try {
      for await (const batch of this.batches()) {
        for (const { draft, problems } of batch.outcomes) {
          this.counts.read++
          for (const problem of problems) this.note(problem)
          if (draft) rows.push(this.rowOf(draft))
          else this.counts.refused++
        }
        while (rows.length >= batchRows) await this.write(rows.splice(0, batchRows))
      }
    } catch (error) {
      if (!(error instanceof UnreadableFile)) throw error
      unreadable = error.problem
    }
    if (rows.length > 0) await this.write(rows)
    return unreadable
  }

  private batches(): AsyncGenerator<CaseBatch> {
    const { table, file, fileBytes, mapping } = this.order
    const options = { scope: this.caller.agencyId!, secret: rowSecret(this.node.keys) }
    return file && fileBytes >= threadFromBytes
      ? readInThread({ file, ...(table.sheet && { sheet: table.sheet }), mapping, ...options })
      : readCases(table, mapping, this.node.codelists, options)
  }

  private rowOf(draft: CaseDraft): RowToOpen {
    const [id, actId] = derivedIds(this.idKey, 'imported case', this.caller.agencyId!, draft.rowKey)
    return { draft, id, actId }
  }

  private async write(rows: RowToOpen[]) {
    while (this.writing.size >= writersMax && !this.failure) await Promise.race(this.writing)
    if (this.failure) throw this.failure.error
    this.order.signal?.throwIfAborted()
    const work = this.store(rows)
      .then(
        () => this.order.progress?.({ ...this.counts }),
        (error: unknown) => {
          this.failure ??= { error }
        },
      )
      .finally(() => this.writing.delete(work))
    this.writing.add(work)
  }

  /** Stores a batch; of a batch that the database refuses, everything but the row that is to blame. */
  private async store(rows: RowToOpen[], attempt = 1): Promise<void> {
    try {
      await this.storeAll(rows)
    } catch (error) {
      // Somebody else is importing the same rows: look again which are there.
      if (
        (error instanceof IdReused || error instanceof VersionConflict || isCollision(error)) &&
        attempt < 5
      )
        return this.store(rows, attempt + 1)
      if (!isAboutData(error)) throw error
      if (rows.length === 1) return this.refuse(rows[0]!)
      const half = rows.length >> 1
      await this.store(rows.slice(0, half))
      await this.store(rows.slice(half))
    }
  }

  private async storeAll(rows: RowToOpen[]) {
    const { database } = this.node
    const { importId } = this.order
    const existing = await database.read(this.caller, tx =>
      findExisting(
        tx,
        rows.map(r => r.id),
      ),
    )
    const prepared = await this.prepare(rows.filter(r => !existing.has(r.id)))
    const { opened } =
      prepared.length === 0
        ? { opened: 0 }
        : await database.write(this.caller, tx => openPrepared(tx, prepared))
    const mine = [...existing.values()].filter(e => e.importId === importId).length
    this.counts.opened += opened + mine
    this.counts.repeated += rows.length - opened - mine
    for (const { id, draft } of rows) {
      const known = existing.get(id)
      if (known?.contentKey && known.contentKey !== draft.contentKey) this.note(differs(draft.row))
    }
  }

  private async prepare(rows: RowToOpen[]): Promise<PreparedCase[]> {
    const prepared: PreparedCase[] = []
    for (const { id, actId, draft } of rows) {
      if (prepared.length > 0 && prepared.length % sliceRows === 0) await nextTurn()
      prepared.push(
        prepareCase(this.node.keys, {
          id,
          actId,
          content: { ...emptyContent(), ...draft.file },
          imported: { importId: this.order.importId, contentKey: draft.contentKey },
        }),
      )
    }
    return prepared
  }

  private refuse({ draft: { row } }: RowToOpen) {
    this.counts.refused++
    this.note({
      severity: 'row',
      where: `row ${row}`,
      row,
      code: 'row.notStored',
      what: 'The database does not take this row.',
      remedy: 'Look in it for signs that cannot be printed, and remove them.',
    })
  }

  private note(problem: ImportProblem) {
    this.counts.problemTotal++
    if (this.problems.length < importProblemsMax) this.problems.push(problem)
  }
}

const differs = (row: number): ImportProblem => ({
  severity: 'notice',
  where: `row ${row}`,
  row,
  code: 'row.differs',
  what: 'This case is here already and the row now says something else; the case was left as it is.',
  remedy: 'Change the case by hand if the row is right.',
})

const codeOf = (error: unknown) => String((error as { code?: unknown } | null)?.code ?? '')
/** Serialisation failures and deadlocks: the same again may succeed. */
const isCollision = (error: unknown) => codeOf(error) === '40001' || codeOf(error) === '40P01'
/** Errors of PostgreSQL about the data of a row (classes 22, 23 and 54), not about the server. */
const isAboutData = (error: unknown) => /^(22|23|54)/.test(codeOf(error))
