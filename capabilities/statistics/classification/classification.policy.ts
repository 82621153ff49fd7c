import type { Caller } from '#kernel/policy/caller.ts'
import { any, holds, type Policies } from '#kernel/policy/policy.ts'
import { statisticsPolicies } from '../statistics.policy.ts'

/** Who may say what a code is in the international classification, and who may see it and who said so. */
export const classificationPolicies = {
  'classification.read': (caller: Caller, _: undefined) =>
    any(holds(caller, 'administrator'), statisticsPolicies['statistics.read'](caller, undefined)),
  'classification.map': (caller: Caller, _: undefined) =>
    holds(caller, 'administrator', 'rapporteur', 'ministry'),
} satisfies Policies
