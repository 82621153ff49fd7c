import { sql } from 'kysely'
import { defineAct } from '#platform/ledger/act.ts'
import type { Expression } from './expressions/expressions.rules.ts'
import type { Flag } from './recommendations.entity.ts'
import { recommendationPolicies as may } from './recommendations.policy.ts'
import type { RegisteredReport } from './recommendations.rules.ts'
import { projectReport } from './reports.projection.ts'

/** A report as it was read on the day it was entered; a later reading does not change it. */
export interface EnteredReport {
  slug: string
  language: 'en'
  /** SHA-256 of the file and of its text, in hexadecimal digits. */
  fileHash: string
  fileBytes: number
  /** Plain text in entries made before other files could be read. */
  fileKind?: 'text' | 'pdf' | 'word'
  pages?: number | null
  textHash: string
  text: string
  report: RegisteredReport
  /** Doubts that come from comparing it with reports that were here before. */
  compared: Flag[]
  /** What it prints again, or what prints it again. */
  expressions: Expression[]
}

const topics = () => ['recommendations']

export const enterReport = defineAct<EnteredReport>('report.enter', {
  subject: 'report',
  policy: may['report.enter'],
  topics,
  project: async (tx, entries) => {
    for (const entry of entries) await projectReport(tx, entry)
  },
})

/** What a person found when she compared a doubtful place with the printed report. */
export const decisions = ['reading-right', 'read-otherwise', 'reading-wrong', 'print-wrong'] as const
export type Decision = (typeof decisions)[number]

export interface SettledFlag {
  decision: Decision
  /** What the printed report says, or the erratum; the text itself stays as it was read. */
  remark: string
}

export const settleFlag = defineAct<SettledFlag>('flag.settle', {
  subject: 'flag',
  policy: may['flag.settle'],
  topics,
  project: async (tx, entries) => {
    for (const { subjectId, version, actorId, recordedAtMs, content } of entries)
      await sql`update recommendations.flag set version = ${version}, decision = ${content.decision},
          remark = ${content.remark}, settled_by = ${actorId}, settled_at_ms = ${recordedAtMs}
        where id = ${subjectId}`.execute(tx.db)
  },
})

export interface TiedEvidence {
  reportId: string
  ordinal: number
  /** The lettered sub-item that is meant; null for the whole recommendation. */
  sub: string | null
  indicator: string
}

export const tieEvidence = defineAct<TiedEvidence>('evidence.tie', {
  subject: 'evidence',
  policy: may['evidence.tie'],
  topics,
  project: async (tx, entries) => {
    for (const { subjectId, version, agencyId, actorId, recordedAtMs, content: c } of entries)
      await sql`insert into recommendations.evidence
          (id, version, report_id, ordinal, sub, indicator, agency_id, tied_by, tied_at_ms)
        values (${subjectId}, ${version}, ${c.reportId}, ${c.ordinal}, ${c.sub}, ${c.indicator}, ${agencyId},
          ${actorId}, ${recordedAtMs})`.execute(tx.db)
  },
})

export const untieEvidence = defineAct<Record<string, never>>('evidence.untie', {
  subject: 'evidence',
  policy: may['evidence.untie'],
  topics,
  project: async (tx, entries) => {
    for (const { subjectId, version, recordedAtMs } of entries)
      await sql`update recommendations.evidence set version = ${version}, untied_at_ms = ${recordedAtMs}
        where id = ${subjectId}`.execute(tx.db)
  },
})
