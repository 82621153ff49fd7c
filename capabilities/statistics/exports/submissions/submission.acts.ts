import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { defineAct } from '#platform/ledger/act.ts'
import type { Projections } from '#platform/ledger/rebuild.ts'
import type { SubmissionCover } from './submission.entity.ts'
import { submissionPolicies as may } from './submission.policy.ts'

export interface SubmittedYear extends SubmissionCover {
  year: number
  /** What the file says, as JSON text. */
  collection: string
  /** The file, in base64. */
  workbook: string
  /** What agencies had counted, and what was told of it, as JSON text. */
  stories: string
}

export const submitToUnodc = defineAct<SubmittedYear>('unodc-submission.submit', {
  subject: 'unodc-submission',
  policy: may['unodc-submission.submit'],
  topics: () => ['unodc'],
  project: async (tx, entries) => {
    for (const { subjectId, version, agencyId, actorId, recordedAtMs, content: c } of entries) {
      const workbook = Buffer.from(c.workbook, 'base64')
      await sql`insert into statistics.unodc_submission
          (id, version, year, revision, reason, code, collection, workbook, workbook_hash, agency_id, submitted_by, submitted_at_ms)
        values (${subjectId}, ${version}, ${c.year}, ${c.revision}, ${c.reason}, ${c.code}, ${c.collection}, ${workbook},
          ${createHash('sha256').update(workbook).digest('hex')}, ${agencyId}, ${actorId}, ${recordedAtMs})`.execute(
        tx.db,
      )
      await sql`insert into statistics.unodc_submission_inside (submission_id, stories)
        values (${subjectId}, ${c.stories})`.execute(tx.db)
    }
  },
})

/** The tables that this act fills. */
export const submissionProjections: Projections = {
  tables: ['statistics.unodc_submission', 'statistics.unodc_submission_inside'],
  acts: [submitToUnodc.name],
}
