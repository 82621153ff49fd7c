import type { Caller } from '#kernel/policy/caller.ts'
import type { Policies } from '#kernel/policy/policy.ts'
import { keepsTheRegistry } from '../recommendations.policy.ts'

/** Who may do what to relations: whoever keeps the registry. Whoever is signed in may read them. */
export const relationPolicies = {
  'relation.propose': (caller: Caller, _: undefined) => keepsTheRegistry(caller),
  'relation.accept': (caller: Caller, _: undefined) => keepsTheRegistry(caller),
  'relation.reject': (caller: Caller, _: undefined) => keepsTheRegistry(caller),
  'relation.add': (caller: Caller, _: undefined) => keepsTheRegistry(caller),
  'relation.withdraw': (caller: Caller, _: undefined) => keepsTheRegistry(caller),
} satisfies Policies
