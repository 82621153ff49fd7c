import type { Block } from '../classification.entity.ts'

/** Who entered an IC-TIP code, when and why. */
export interface EnteredAnswer {
  icTip: string | null
  enteredAt: string
  enteredBy: string | null
  reason: string
  fileName: string | null
}

export interface CodeAnswer {
  code: string
  label: string
  icTip: string | null
  entered: EnteredAnswer | null
}

export interface ListAnswer {
  list: string
  block: Block
  version: string
  source: string
  codes: CodeAnswer[]
}

export interface ClassificationAnswer {
  version: number
  codesTotal: number
  codesMapped: number
  lists: ListAnswer[]
}

export interface HistoryAnswer {
  changes: (EnteredAnswer & { code: string; version: number })[]
}
