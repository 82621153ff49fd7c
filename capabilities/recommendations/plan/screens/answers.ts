import type { Meeting, ParagraphKind } from '../../recommendations.entity.ts'
import type { IndicatorAnswer } from '../../screens/answers.ts'
import type { Answered, Capacity, EvidenceKind, IndicatorKind, Stage, Status } from '../plan.entity.ts'
import type { GapKind } from '../plan.gaps.rules.ts'
import type { Standing } from '../plan.rules.ts'

/** What the server of the plan answers, as its shapes say. */

export interface ListedAction {
  id: string
  title: string
  theme: string
  institution: string
  startsOn: string
  dueOn: string
  public: boolean
  answers: Answered[]
  standing: Standing
  gaps: GapKind[]
  milestones: { title: string; dueOn: string; doneOn: string | null }[]
  reportedReason: string | null
  foundReason: Record<Capacity, string | null>
}

export interface PlanAnswer {
  today: string
  actions: ListedAction[]
}

export interface EvidenceAnswer {
  id: string
  kind: EvidenceKind
  public: boolean
  title: string
  value: number | null
  unit: string | null
  onDay: string | null
  source: string | null
  url: string | null
  passage: string | null
  passageAt: string | null
  hasFile: boolean
  by: string
}

export interface Said {
  id: string
  public: boolean
  status: Status
  reason: string
  agency: string
  who: string | null
  at: string
  evidence: EvidenceAnswer[]
}

export interface ProgressAnswer extends Said {
  done: string | null
  spent: number | null
  decision: 'accepted' | 'returned' | null
  decidedBecause: string | null
  decidedAt: string | null
}

export interface FindingAnswer extends Said {
  capacity: Capacity
}

export type GivenServes =
  | {
      kind: 'registry'
      report: string
      address: string
      sub: string | null
      ask: number | null
      citation: string
    }
  | { kind: 'external'; body: string; citation: string; wording: string; url: string | null }

export interface GivenMilestone {
  id: string
  title: string
  dueOn: string
  doneOn: string | null
}

export interface ActionAnswer extends Omit<ListedAction, 'milestones' | 'reportedReason' | 'foundReason'> {
  version: number
  today: string
  what: string | null
  validating: string
  focal: { name: string | null; role: string | null } | null
  alternate: { name: string | null; role: string | null } | null
  budget: number | null
  currency: string | null
  funds: string | null
  milestones: GivenMilestone[]
  indicator: {
    kind: IndicatorKind
    live: IndicatorAnswer | null
    name: string | null
    unit: string | null
    baseline: number | null
    target: number | null
    months: number | null
    lastOn: string | null
    measurements: { id: string; onDay: string; value: number; source: string; at: string }[]
  }
  progress: ProgressAnswer[]
  findings: FindingAnswer[]
  withdrawn: { at: string; because: string } | null
  inside: boolean
  may: string[]
  planned: {
    action: Record<string, unknown>
    serves: GivenServes[]
    milestones: GivenMilestone[]
  } | null
}

export interface HistoryLine {
  id: string
  version: number
  act: string
  at: string
  agency: string | null
  who: string | null
  status: Status | null
  reason: string | null
  decision: 'accepted' | 'returned' | null
  changed: string[]
  value: number | null
}

export interface GapsAnswer {
  today: string
  asked: number
  unanswered: number
  recommendations: {
    report: string
    address: string
    number: number
    kind: ParagraphKind
    citation: string
    text: string
    language: string
    theme: string
    meeting: Meeting | null
  }[]
  gaps: { kind: GapKind; actions: string[] }[]
}

export interface NoticesAnswer {
  today: string
  notices: {
    id: string
    actionId: string
    action: string
    milestone: string | null
    stage: Stage
    dueOn: string
  }[]
  awaiting: number
}

export interface ChoicesAnswer {
  agencies: { id: string; name: string; kind: string }[]
  accounts: { id: string; name: string; agencyId: string; role: string }[]
}
