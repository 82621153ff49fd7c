import { roles } from '#kernel/policy/caller.ts'
import {
  anything,
  day,
  described,
  instant,
  integer,
  list,
  nullable,
  number,
  object,
  oneOf,
  optional,
  type Shape,
  schema,
  text,
  uuid,
  yesNo,
} from '#platform/http/shape.ts'
import { indicatorShape } from '../recommendations.shapes.ts'
import { evidenceMax, milestonesMax, servesMax } from './plan.checks.rules.ts'
import {
  capacities,
  evidenceKinds,
  indicatorKinds,
  PlanAction,
  PlanAssessment,
  PlanEvidence,
  PlanMeasurement,
  PlanReport,
  type Stage,
  stages,
  statuses,
} from './plan.entity.ts'
import { gapKinds } from './plan.gaps.rules.ts'
import type { YearlyReport } from './yearly.rules.ts'

/** What the routes of the plan take and give, said once for the machine and the compiler. */

const words = text({ max: 5_000 })
const status = oneOf(statuses)
const slug = text({ max: 80, pattern: '^[a-z0-9-]+$' })
const address = text({ max: 20, pattern: '^R?[0-9]{1,7}(-[0-9]{1,4})?$' })
export const place = { report: slug, address }

const given = object({
  /** Of the registry … */
  report: optional(slug),
  address: optional(address),
  sub: optional(nullable(text({ max: 8 }))),
  ask: optional(nullable(integer({ min: 1, max: 500 }))),
  /** … or of another body. */
  body: optional(text()),
  citation: optional(text()),
  wording: optional(words),
  url: optional(nullable(text({ max: 1_000 }))),
})
const milestone = object({
  id: uuid,
  title: text(),
  dueOn: text({ max: 10 }),
  doneOn: optional(nullable(text({ max: 10 }))),
})
export const plannedShape = {
  action: described(PlanAction),
  serves: list(given, servesMax + 1),
  milestones: list(milestone, milestonesMax + 1),
}
export const openShape = object({ id: uuid, ...plannedShape })
export const amendShape = object(plannedShape)

const fileOr = schema<Record<string, unknown> & { fileId?: string | null }>({
  type: 'object',
  properties: {
    ...((described(PlanEvidence).schema as { properties: object }).properties ?? {}),
    fileId: { anyOf: [{ type: 'string', format: 'uuid' }, { type: 'null' }] },
  },
  additionalProperties: false,
})
const evidenceGiven = list(fileOr, evidenceMax + 1)
export const reportShape = object({
  report: described(PlanReport),
  evidence: evidenceGiven,
  reached: list(object({ milestoneId: uuid, doneOn: text({ max: 10 }) }), milestonesMax),
})
export const assessmentShape = object({ assessment: described(PlanAssessment), evidence: evidenceGiven })
export const measurementShape = object({ measurement: described(PlanMeasurement) })
export const decisionShape = object({
  decision: oneOf(['accepted', 'returned']),
  because: text({ max: 3_000 }),
})
export const withdrawalShape = object({ because: text({ max: 3_000 }) })

const answered = object({
  kind: oneOf(['registry', 'external']),
  report: nullable(slug),
  address: nullable(address),
  sub: nullable(text({ max: 8 })),
  ask: nullable(integer()),
  citation: words,
  body: nullable(words),
  wording: text({ max: 200_000 }),
  language: nullable(text()),
  url: nullable(text({ max: 1_000 })),
  year: nullable(integer()),
})
const evidence = object({
  id: uuid,
  kind: oneOf(evidenceKinds),
  public: yesNo,
  title: text(),
  value: nullable(number()),
  unit: nullable(text()),
  onDay: nullable(day),
  source: nullable(text()),
  url: nullable(text({ max: 1_000 })),
  passage: nullable(words),
  passageAt: nullable(text()),
  hasFile: yesNo,
  by: text(),
})
const said = {
  id: uuid,
  public: yesNo,
  status,
  reason: words,
  agency: text(),
  who: nullable(text()),
  at: instant,
  evidence: list(evidence),
}
export const standingShape = object({
  reported: nullable(status),
  awaitsValidation: yesNo,
  found: object({ rapporteur: nullable(status), 'civil-society': nullable(status) }),
  differs: list(oneOf(capacities)),
  overdueDays: integer(),
  milestonesLate: integer(),
  evidence: integer(),
  freshness: oneOf(['fresh', 'stale', 'missing', 'none']),
  nextDueOn: nullable(day),
  spent: nullable(number()),
})
const bearer = object({ name: nullable(text()), role: nullable(oneOf(roles)) })

const head = {
  id: uuid,
  title: text(),
  theme: text(),
  institution: text(),
  startsOn: day,
  dueOn: day,
  public: yesNo,
  answers: list(answered),
  standing: standingShape,
  gaps: list(oneOf(gapKinds)),
}
export const listedShape = object({
  ...head,
  milestones: list(object({ title: text(), dueOn: day, doneOn: nullable(day) })),
  reportedReason: nullable(words),
  foundReason: object({ rapporteur: nullable(words), 'civil-society': nullable(words) }),
})
export const listShape = object({ today: day, actions: list(listedShape, 2_000) })

export const actionShape = object({
  ...head,
  version: integer(),
  today: day,
  what: nullable(words),
  validating: text(),
  focal: nullable(bearer),
  alternate: nullable(bearer),
  budget: nullable(number()),
  currency: nullable(text()),
  funds: nullable(text()),
  milestones: list(object({ id: uuid, title: text(), dueOn: day, doneOn: nullable(day) })),
  indicator: object({
    kind: oneOf(indicatorKinds),
    live: nullable(indicatorShape),
    name: nullable(text()),
    unit: nullable(text()),
    baseline: nullable(number()),
    target: nullable(number()),
    months: nullable(integer()),
    lastOn: nullable(day),
    measurements: list(object({ id: uuid, onDay: day, value: number(), source: text(), at: instant })),
  }),
  progress: list(
    object({
      ...said,
      done: nullable(words),
      spent: nullable(number()),
      decision: nullable(oneOf(['accepted', 'returned'])),
      decidedBecause: nullable(words),
      decidedAt: nullable(instant),
    }),
  ),
  findings: list(object({ ...said, capacity: oneOf(capacities) })),
  withdrawn: nullable(object({ at: instant, because: words })),
  inside: yesNo,
  may: list(text()),
  /** What the form of an amendment begins with; for those who may amend. */
  planned: nullable(object({ action: anything, serves: anything, milestones: anything })),
})

export const historyShape = object({
  lines: list(
    object({
      id: uuid,
      version: integer(),
      act: text(),
      at: instant,
      agency: nullable(text()),
      who: nullable(text()),
      status: nullable(status),
      reason: nullable(words),
      decision: nullable(oneOf(['accepted', 'returned'])),
      changed: list(text()),
      value: nullable(number()),
    }),
  ),
})

export const gapsShape = object({
  today: day,
  asked: integer(),
  unanswered: integer(),
  recommendations: list(
    object({
      ...place,
      number: integer(),
      kind: oneOf(['paragraph', 'Recommendation']),
      citation: words,
      text: text({ max: 200_000 }),
      language: text(),
      theme: text(),
      meeting: nullable(
        object({ place: nullable(words), from: text(), to: text(), year: integer(), literal: words }),
      ),
    }),
  ),
  gaps: list(object({ kind: oneOf(gapKinds), actions: list(uuid, 2_000) })),
})

export const differencesShape = object({
  capacities: list(
    object({
      capacity: oneOf(capacities),
      cells: list(object({ reported: status, found: status, count: integer() })),
    }),
  ),
})

export const noticesShape = object({
  today: day,
  notices: list(
    object({
      id: uuid,
      actionId: uuid,
      action: text(),
      milestone: nullable(text()),
      stage: oneOf(Object.keys(stages) as Stage[]),
      dueOn: day,
    }),
  ),
  awaiting: integer(),
})

export const choicesShape = object({
  agencies: list(object({ id: uuid, name: text(), kind: text() }), 10_000),
  accounts: list(object({ id: uuid, name: text(), agencyId: uuid, role: text() }), 10_000),
})

/** Described where it is drafted; it passes through whole. */
export const yearlyShape: Shape<YearlyReport> = schema({ type: 'object', additionalProperties: true })
