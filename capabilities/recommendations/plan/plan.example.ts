import type { Capacity, EvidenceContent, IndicatorKind, Status } from './plan.entity.ts'

/**
 * Neutral examples of a plan: tests, demonstration and documentation use the same ones. Everything is invented;
 * institutions are named by the keys of the demonstration's agencies, or in words where they are not on the node.
 */
export interface PlanExample {
  title: string
  what: string
  theme: string
  /** Key of an agency, or the name of an institution that is not on the node. */
  by: { agency: string } | { named: string }
  /** Recommendations of the sample reports: slug and address, with a sub-item or one thing asked. */
  answers: { report: string; address: string; sub?: string; ask?: number }[]
  external?: { body: string; citation: string; wording: string }[]
  from: string
  to: string
  money?: { budget: number; funds: string }
  indicator: {
    kind: IndicatorKind
    live?: string
    name?: string
    unit?: string
    baseline?: number
    target?: number
    months?: number
    values?: readonly (readonly [day: string, value: number, source: string])[]
  }
  milestones: { title: string; dueOn: string; doneOn?: string }[]
  reports: {
    on: string
    status: Status
    reason: string
    done?: string
    spent?: number
    public?: boolean
    evidence?: Partial<EvidenceContent>[]
    decision?: { on: string; accepted: boolean; because?: string }
  }[]
  findings: {
    on: string
    capacity: Capacity
    status: Status
    reason: string
    evidence?: Partial<EvidenceContent>[]
  }[]
}

/** Slugs of the sample reports whose recommendations the examples answer. */
export const SAMPLE_SLUGS = { first: '2009-06-09', second: '2010-04-20', third: '2019-09-17' } as const
