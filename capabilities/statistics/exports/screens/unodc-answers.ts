import type { UnodcCollection } from '../unodc-workbook.ts'

/** What was submitted, as lists show it. */
export interface SubmissionBrief {
  id: string
  year: number
  revision: number
  reason: string | null
  code: string
  workbookHash: string
  agency: string | null
  submittedAt: string
}

/** The draft of a year. */
export interface Draft extends UnodcCollection {
  /** Names these figures, so that nobody submits what she did not see. */
  seen: string
  /** Revisions that it was protected together with. */
  protectedWith: number[]
}

export type SubmittedAnswer = SubmissionBrief & UnodcCollection

export const submissionFile = (id: string): string =>
  `/api/statistics/unodc/submissions/${id}/submission.xlsx`
