import { describe } from '#kernel/entity/describe.ts'
import { code, date, type Facets, longText, number, text, yesNo } from '#kernel/entity/field.ts'

/** Plans of action are public work of States: nothing in them is about a person helped. */
const printed = { disclosure: 'public', statistics: 'never', exchange: 'aggregate' } as const satisfies Facets
/** Who answers for an action inside the administration: for those who work on it. */
const inside = { disclosure: 'internal', statistics: 'never', exchange: 'never' } as const satisfies Facets

/** What is done about recommendations: by whom, until when, with what money, measured by what. */
export const PlanAction = describe('planAction', {
  title: text({ ...printed, required: true, lengthMax: 200 }),
  what: longText({ ...printed, lengthMax: 5_000 }),
  theme: code('plan-themes', { ...printed, required: true }),
  institution: code('plan-agencies', printed),
  institutionName: text({ ...printed, lengthMax: 200 }),
  focalPoint: code('plan-accounts', inside),
  focalRole: code('plan-roles', inside),
  alternate: code('plan-accounts', inside),
  alternateRole: code('plan-roles', inside),
  validating: code('plan-agencies', { ...printed, required: true }),
  startsOn: date({ ...printed, required: true }),
  dueOn: date({ ...printed, required: true }),
  budget: number({ ...printed, min: 0, max: 1e12 }),
  currency: code('currencies', printed),
  funds: text({ ...printed, lengthMax: 300 }),
  indicatorKind: code('plan-indicator-kinds', { ...printed, required: true }),
  indicatorLive: code('plan-indicators', printed),
  indicatorName: text({ ...printed, lengthMax: 200 }),
  indicatorUnit: text({ ...printed, lengthMax: 60 }),
  indicatorBaseline: number(printed),
  indicatorTarget: number(printed),
  indicatorMonths: number({ ...printed, min: 1, max: 120 }),
  public: yesNo(printed),
})

/** A step on the way, with the day by which it is to be reached. */
export const PlanMilestone = describe('planMilestone', {
  title: text({ ...printed, required: true, lengthMax: 200 }),
  dueOn: date({ ...printed, required: true }),
  doneOn: date(printed),
})

/** A recommendation of another body, entered by hand. */
export const PlanExternal = describe('planExternal', {
  body: text({ ...printed, required: true, lengthMax: 200 }),
  citation: text({ ...printed, required: true, lengthMax: 200 }),
  wording: longText({ ...printed, required: true, lengthMax: 5_000 }),
  url: text({ ...printed, lengthMax: 1_000 }),
})

/** What the responsible institution says of its own action. */
export const PlanReport = describe('planReport', {
  status: code('plan-statuses', { ...printed, required: true }),
  reason: longText({ ...printed, required: true, lengthMax: 3_000 }),
  done: longText({ ...printed, lengthMax: 5_000 }),
  spent: number({ ...printed, min: 0, max: 1e12 }),
  public: yesNo(printed),
})

/** What somebody independent finds. */
export const PlanAssessment = describe('planAssessment', {
  status: code('plan-statuses', { ...printed, required: true }),
  reason: longText({ ...printed, required: true, lengthMax: 3_000 }),
  public: yesNo(printed),
})

/** What proves a report or an assessment. Which fields belong to which kind say the rules. */
export const PlanEvidence = describe('planEvidence', {
  kind: code('plan-evidence-kinds', { ...printed, required: true }),
  title: text({ ...printed, required: true, lengthMax: 200 }),
  value: number(printed),
  unit: text({ ...printed, lengthMax: 60 }),
  onDay: date(printed),
  source: text({ ...printed, lengthMax: 300 }),
  url: text({ ...printed, lengthMax: 1_000 }),
  passage: longText({ ...printed, lengthMax: 2_000 }),
  passageAt: text({ ...printed, lengthMax: 200 }),
  public: yesNo(printed),
})

/** A value of an indicator that is kept by hand. */
export const PlanMeasurement = describe('planMeasurement', {
  onDay: date({ ...printed, required: true }),
  value: number({ ...printed, required: true }),
  source: text({ ...printed, required: true, lengthMax: 300 }),
})

/**
 * How far an action is. The words are those in which follow-up of recommendations is usually reported; GLOSSARY.md says
 * what each means. From nothing to everything, and apart from them what circumstances have overtaken.
 */
export const statuses = [
  'not-started',
  'in-progress',
  'partly-implemented',
  'implemented',
  'no-longer-relevant',
] as const
export type Status = (typeof statuses)[number]

export const indicatorKinds = ['live', 'hand', 'none'] as const
export type IndicatorKind = (typeof indicatorKinds)[number]

export const evidenceKinds = ['file', 'figure', 'extract'] as const
export type EvidenceKind = (typeof evidenceKinds)[number]

/** Who finds: the national rapporteur, or a service of civil society. */
export const capacities = ['rapporteur', 'civil-society'] as const
export type Capacity = (typeof capacities)[number]

/** When a reminder is raised, in days from the day on which something is due. */
export const stages = { 'before-30': -30, 'before-7': -7, 'after-1': 1, 'after-30': 30 } as const
export type Stage = keyof typeof stages

/** An action as it is planned, without what became of it. Days are YYYY-MM-DD, money in whole or decimal units of the currency. */
export interface ActionContent {
  title: string
  what: string | null
  theme: string
  institutionId: string | null
  institutionName: string | null
  focalUserId: string | null
  focalRole: string | null
  alternateUserId: string | null
  alternateRole: string | null
  validatingId: string
  startsOn: string
  dueOn: string
  budget: number | null
  currency: string | null
  funds: string | null
  indicatorKind: IndicatorKind
  indicatorLive: string | null
  indicatorName: string | null
  indicatorUnit: string | null
  indicatorBaseline: number | null
  indicatorTarget: number | null
  /** A new value is expected every so many months; older ones are stale. */
  indicatorMonths: number | null
  public: boolean
}

export interface MilestoneContent {
  id: string
  title: string
  dueOn: string
  doneOn: string | null
}

/** What an action answers, as it is kept. */
export type Serves =
  | { kind: 'registry'; reportId: string; ordinal: number; sub: string | null; ask: number | null }
  | { kind: 'external'; body: string; citation: string; wording: string; url: string | null }

export interface EvidenceContent {
  kind: EvidenceKind
  title: string
  public: boolean
  fileId: string | null
  value: number | null
  unit: string | null
  onDay: string | null
  source: string | null
  url: string | null
  /** The words that prove it, as the document prints them, and where they stand in it. */
  passage: string | null
  passageAt: string | null
}

/** One report of the institution, with what the validating authority decided of it. */
export interface Progress {
  id: string
  version: number
  public: boolean
  status: Status
  reason: string
  done: string | null
  spent: number | null
  agencyId: string
  authorUserId: string
  atMs: number
  decision: 'accepted' | 'returned' | null
  decidedBecause: string | null
  decidedAtMs: number | null
  evidence: ShownEvidence[]
}

export interface Finding {
  id: string
  version: number
  public: boolean
  capacity: Capacity
  status: Status
  reason: string
  agencyId: string
  authorUserId: string
  atMs: number
  evidence: ShownEvidence[]
}

export interface ShownEvidence extends EvidenceContent {
  id: string
  agencyId: string
}

export interface Measurement {
  id: string
  onDay: string
  value: number
  source: string
  atMs: number
}

/** A recommendation that an action answers, as it is shown. */
export interface Answered {
  kind: 'registry' | 'external'
  /** Address in the registry; null for another body's recommendation. */
  report: string | null
  address: string | null
  sub: string | null
  ask: number | null
  citation: string
  body: string | null
  wording: string
  language: string | null
  url: string | null
  /** Year of the meeting, where there is one. */
  year: number | null
}

/** An action with everything that the reader may see of what became of it. Oldest first in every list. */
export interface Action extends ActionContent {
  id: string
  version: number
  institution: string
  validating: string
  madeByAgencyId: string
  madeAtMs: number
  changedAtMs: number
  withdrawnAtMs: number | null
  withdrawnBecause: string | null
  /** Whether the reader sees what is not public of it. */
  inside: boolean
  answers: Answered[]
  milestones: MilestoneContent[]
  progress: Progress[]
  findings: Finding[]
  measurements: Measurement[]
}
