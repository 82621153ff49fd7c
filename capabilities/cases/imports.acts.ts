import { sql } from 'kysely'
import { insertRows } from '#platform/database/insert-rows.ts'
import { defineAct } from '#platform/ledger/act.ts'
import { casePolicies } from './cases.policy.ts'
import type { ImportMapping } from './import/import-mapping.ts'

export interface BegunImport {
  /** How the columns were read; holds the headers of the file, none of its cells. */
  mapping: ImportMapping
  /** SHA-256 of the file, so that the same file is known again. */
  fileHash: string
  fileBytes: number
}

/** What became of the rows of a file. */
export interface ImportCounts {
  /** Rows that hold something. */
  read: number
  /** Rows that became cases in this import. */
  opened: number
  /** Rows that were here already. */
  repeated: number
  /** Rows left out because of a problem. */
  refused: number
  /** Problems and notices found, however many of them were kept. */
  problemTotal: number
}

export interface FinishedImport extends ImportCounts {
  /** 'stopped': the file could not be read to its end; what stood before the place was imported. */
  state: 'finished' | 'stopped'
  /** The first problems, sealed by the node's key (base64). */
  problems?: string
}

const topics = () => ['imports']

export const beginImport = defineAct<BegunImport>('import.begin', {
  subject: 'import',
  policy: casePolicies['case.import'],
  topics,
  project: (tx, entries) =>
    insertRows(
      tx,
      'cases.import',
      [
        'id',
        'agency_id',
        'user_id',
        'begun_at_ms',
        'state',
        'layout',
        'file_hash',
        'file_bytes',
        'read',
        'opened',
        'repeated',
        'refused',
        'problem_total',
      ],
      entries.map(e => ({
        id: e.subjectId,
        agency_id: e.agencyId,
        user_id: e.actorId,
        begun_at_ms: e.recordedAtMs,
        state: 'running',
        layout: e.content.mapping.layout,
        file_hash: e.content.fileHash,
        file_bytes: e.content.fileBytes,
        read: 0,
        opened: 0,
        repeated: 0,
        refused: 0,
        problem_total: 0,
      })),
    ),
})

export const finishImport = defineAct<FinishedImport>('import.finish', {
  subject: 'import',
  policy: casePolicies['case.import'],
  topics,
  project: async (tx, entries) => {
    for (const { subjectId, recordedAtMs, content: c } of entries)
      await sql`update cases.import set state = ${c.state}, finished_at_ms = ${recordedAtMs}, read = ${c.read},
          opened = ${c.opened}, repeated = ${c.repeated}, refused = ${c.refused}, problem_total = ${c.problemTotal},
          problems = ${c.problems === undefined ? null : Buffer.from(c.problems, 'base64')}
        where id = ${subjectId}`.execute(tx.db)
  },
})
