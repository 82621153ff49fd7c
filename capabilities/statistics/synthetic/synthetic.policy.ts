import type { Caller } from '#kernel/policy/caller.ts'
import { all, hasAgency, holds, type Policies } from '#kernel/policy/policy.ts'

/** Who may look at the privacy ledger and at what was made, and who may spend from it. */
export const syntheticPolicies = {
  'synthetic-release.read': (caller: Caller, _: undefined) =>
    holds(caller, 'rapporteur', 'ministry', 'supervisor'),
  'synthetic-release.order': (caller: Caller, _: undefined) =>
    all(hasAgency(caller), holds(caller, 'rapporteur')),
  'synthetic-release.finish': (caller: Caller, _: undefined) =>
    all(hasAgency(caller), holds(caller, 'rapporteur')),
} satisfies Policies
