/** A year's tables as they were sent to UNODC, as lists show them. */
export interface Submission {
  id: string
  year: number
  /** Counted from 1 within the year. */
  revision: number
  /** Why the year was submitted again; null for the first revision where nothing was said. */
  reason: string | null
  /** Version of Palermo, and of the code that protected it. */
  code: string
  /** SHA-256 of the file, hexadecimal. */
  workbookHash: string
  /** Who submitted; null for the node itself, at the command line. */
  agency: string | null
  /** Milliseconds since 1970. */
  submittedAtMs: number
}

/** What is written on the file of a submission. */
export interface SubmissionCover {
  revision: number
  reason: string | null
  code: string
}

export const reasonCharactersMax = 2_000

/** How files and screens name it. */
export const submissionName = ({ year, revision }: Pick<Submission, 'year' | 'revision'>): string =>
  `${year} revision ${revision}`
