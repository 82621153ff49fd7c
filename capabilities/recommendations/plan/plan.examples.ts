import type { PlanExample } from './plan.example.ts'
import { JUSTICE_EXAMPLES } from './plan.justice.examples.ts'
import { PREVENTION_EXAMPLES } from './plan.prevention.examples.ts'
import { PROTECTION_EXAMPLES } from './plan.protection.examples.ts'

/** A whole plan of action, as the demonstration loads it. */
export const PLAN_EXAMPLES: readonly PlanExample[] = [
  ...PROTECTION_EXAMPLES,
  ...JUSTICE_EXAMPLES,
  ...PREVENTION_EXAMPLES,
]
