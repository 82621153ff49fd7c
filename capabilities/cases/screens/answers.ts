import type { Plain } from '#kernel/entity/describe.ts'
import type { PartName, RepeatedPart, singleParts } from '../cases.rules.ts'
import type { MappingReason } from '../import/import-mapping.ts'
import type { ImportProblem, Severity } from '../import/import-problem.ts'
import type { CaseFilter } from '../list.entity.ts'
import type { MappingChoices } from '../mapping-choices.ts'

/** What the routes of cases answer, as the screens read it. */
export type ListedCase = {
  id: string
  reference: string
  externalReference?: string
  openedOn?: string
  status?: string
  gender?: string
  ageBand?: string
  citizenship?: string[]
  countryOfExploitation?: string[]
  exploitation?: string[]
  traffickingStatus?: string
  changedAt: string
  erased: boolean
}
export type CaseList = {
  cases: ListedCase[]
  next?: string
  total?: number
  byStatus?: Record<string, number>
}
export type SavedView = { id: string; name: string; filter: CaseFilter }

export type SinglePart = (typeof singleParts)[number]
export type CaseRow = { id: string; value: Plain; sealed: boolean }
export type ShownCase = {
  id: string
  reference: string
  version: number
  changedAt: string
  erased: boolean
  participants: { agencyId: string; name: string; role: 'owner' | 'participant'; since: string }[]
  parts: Record<SinglePart, Plain>
  rows: Record<RepeatedPart, CaseRow[]>
  sealedParts: PartName[]
  due: { key: string; on?: string }[]
  may: string[]
  purposes: string[]
}
/** What was opened: fields by part, for repeated parts by the row's id; and until when it may be shown. */
export type OpenedIdentity = {
  version: number
  until: string
  parts: Partial<Record<PartName, Record<string, unknown>>>
  notes: { at: string; text: string }[]
}
export type HistoryLine = {
  id: string
  version: number
  act: string
  purpose: string
  occurredAt: string
  recordedAt: string
  agency: { id: string; name: string } | null
  who: string | null
  changed: string[]
  opened: string[]
  joinedAgency: { id: string; name: string } | null
  imported: boolean
}

export type Recognised = {
  name: string
  format: string
  layout: string
  certain: boolean
  sheet: string | null
  sheets: string[]
  headerRows: number
  dateOrder: string | null
  columns: {
    letters: string
    header: string
    target: string | null
    reason: MappingReason
    samples: string[]
  }[]
  notices: ImportProblem[]
  unsound: ImportProblem[]
  before: PastImport[]
}
export type CheckResult = {
  fileId: string
  sheet?: string
  choices: MappingChoices
  rows: number
  good: number
  bad: number
  empty: number
  alike: number
  problems: ImportProblem[]
  problemTotal: number
  groups: {
    severity: Severity
    code: string
    column?: string
    header?: string
    labelKey?: string
    what: string
    remedy: string
    rows: number
    firstRow?: number
  }[]
  dateOrders: { dmy: number; mdy: number }
}
export type Check = {
  state: 'waiting' | 'running' | 'finished' | 'failed'
  problem: string | null
  result?: CheckResult
}
export type PastImport = {
  id: string
  begunAt: string
  finishedAt: string | null
  state: 'running' | 'finished' | 'stopped'
  layout: string
  who: string | null
  read: number
  opened: number
  repeated: number
  refused: number
  problemTotal: number
}
export type OneImport = {
  import: PastImport | null
  job: { state: string; done: number; total: number | null; problem: string | null } | null
  problems: ImportProblem[]
}

/** A layout's name as texts choose by it: letters and digits only. */
export const layoutKey = (layout: string): string => layout.replaceAll('-', '')
