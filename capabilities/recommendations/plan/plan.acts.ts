import { defineAct } from '#platform/ledger/act.ts'
import type {
  ActionContent,
  Capacity,
  EvidenceContent,
  MilestoneContent,
  Serves,
  Stage,
  Status,
} from './plan.entity.ts'
import {
  type ActionBearers,
  planPolicies as may,
  type NoticeBearers,
  type ReportBearers,
} from './plan.policy.ts'
import {
  projectAction,
  projectAmendment,
  projectAssessment,
  projectDecision,
  projectMeasurement,
  projectNotice,
  projectProgress,
  projectSeen,
  projectWithdrawal,
} from './plan.projection.ts'

/**
 * Everything that happens to an action is an act on one subject, so that its versions tell colleagues from each other.
 * The ids of reports, assessments and measurements are those of their entries.
 */
const topics = () => ['plan']
const subject = 'plan-action'

export interface PlannedAction {
  action: ActionContent
  serves: Serves[]
  milestones: MilestoneContent[]
}

export const openAction = defineAct<PlannedAction>('plan.open', {
  subject,
  policy: may['plan.open'],
  project: projectAction,
  topics,
})

/** The whole new plan, and the names of what is not as it was. */
export interface AmendedAction extends PlannedAction {
  changed: string[]
}

export const amendAction = defineAct<AmendedAction, ActionBearers>('plan.amend', {
  subject,
  policy: may['plan.amend'],
  project: projectAmendment,
  topics,
})

export const withdrawAction = defineAct<{ because: string }, ActionBearers>('plan.withdraw', {
  subject,
  policy: may['plan.withdraw'],
  project: projectWithdrawal,
  topics,
})

export interface ReportedProgress {
  status: Status
  reason: string
  done: string | null
  spent: number | null
  public: boolean
  evidence: EvidenceContent[]
  /** Milestones reached, with the day. */
  reached: { milestoneId: string; doneOn: string }[]
}

export const reportProgress = defineAct<ReportedProgress, ActionBearers>('plan.report', {
  subject,
  policy: may['plan.report'],
  project: projectProgress,
  topics,
})

export interface DecidedReport {
  progressId: string
  decision: 'accepted' | 'returned'
  because: string
}

export const decideReport = defineAct<DecidedReport, ReportBearers>('plan.validate', {
  subject,
  policy: may['plan.validate'],
  project: projectDecision,
  topics,
})

export interface MadeAssessment {
  capacity: Capacity
  status: Status
  reason: string
  public: boolean
  evidence: EvidenceContent[]
}

export const assessAction = defineAct<MadeAssessment, ActionBearers>('plan.assess', {
  subject,
  policy: may['plan.assess'],
  project: projectAssessment,
  topics,
})

export interface MeasuredValue {
  onDay: string
  value: number
  source: string
}

export const measureIndicator = defineAct<MeasuredValue, ActionBearers>('plan.measure', {
  subject,
  policy: may['plan.measure'],
  project: projectMeasurement,
  topics,
})

export interface RaisedNotice {
  actionId: string
  milestoneId: string | null
  stage: Stage
  dueOn: string
  recipientUserId: string | null
  recipientRole: string | null
  recipientAgencyId: string
}

export const raiseNotice = defineAct<RaisedNotice>('plan.remind', {
  subject: 'plan-notice',
  policy: may['plan.remind'],
  project: projectNotice,
  topics: () => ['plan', 'home'],
})

export const putNoticeAside = defineAct<Record<string, never>, NoticeBearers>('plan.put-aside', {
  subject: 'plan-notice',
  policy: may['plan.put-aside'],
  project: projectSeen,
  topics: () => ['plan', 'home'],
})
