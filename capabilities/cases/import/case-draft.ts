import type { CaseFile } from '../cases.entity.ts'
import type { ImportProblem } from './import-problem.ts'

/** A case as one row gives it, checked against the descriptions and ready to be opened. */
export interface CaseDraft {
  /** Row of the file. */
  row: number
  /** The same for the same case in any file, so that a second import finds it again. */
  rowKey: string
  /** Changes when anything in the case changes. */
  contentKey: string
  file: CaseFile
}

/** What became of a row: a draft, or problems that keep it out; notices stand beside either. */
export interface RowOutcome {
  row: number
  draft?: CaseDraft
  problems: ImportProblem[]
}

/** A case file of which nothing is known. */
export function emptyCaseFile(): CaseFile {
  return {
    case: {},
    person: {},
    consent: {},
    victimContext: {},
    traffickingEvent: [],
    perpetratorContext: [],
    organisation: [],
    incomingReferral: [],
    outgoingReferral: [],
    supportPlan: [],
    caseComment: [],
  }
}
