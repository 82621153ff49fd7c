import type { CaseContent, PartName } from '#capabilities/cases/cases.rules.ts'
import type { Plain } from '#kernel/entity/describe.ts'
import type { Purpose } from '#kernel/policy/caller.ts'

/** One act of the demonstration: who does what to which case, when and for what purpose. */
export type DemoAct = {
  /** Id of the entry; the same seed makes the same ids, so that loading can be taken up again where it stopped. */
  id: string
  caseId: string
  accountId: string
  agencyId: string
  purpose: Purpose
  occurredAtMs: number
} & DemoDeed

export type DemoDeed =
  | { kind: 'open'; content: CaseContent }
  | { kind: 'join'; joinedAgencyId: string }
  | { kind: 'amend'; changes: PartChange[]; changed: { [part: string]: string[] }; sealId?: string }
  | { kind: 'look'; parts: PartName[] }
  | { kind: 'erase' }

/** A part's whole new value; of a repeated part, one row. */
export interface PartChange {
  part: PartName
  rowId?: string
  value: Plain
  /** True when what identifies changed too and is sealed again. */
  sealed: boolean
}

export interface DemoCase {
  id: string
  /** In the order in which they happened. */
  acts: DemoAct[]
}
