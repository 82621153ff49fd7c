import type { Caller } from '#kernel/policy/caller.ts'
import { holds, type Policies } from '#kernel/policy/policy.ts'

/**
 * Who sees how good the records are: those who work with figures or answer for an agency. Small numbers are withheld
 * from all of them; which cases contradict themselves is told only to whoever takes part in them.
 */
export const qualityPolicies = {
  'quality.read': (caller: Caller, _: undefined) =>
    holds(caller, 'rapporteur', 'ministry', 'supervisor', 'coordinator'),
} satisfies Policies
