import type { Caller } from '#kernel/policy/caller.ts'
import { holds, type Policies, when } from '#kernel/policy/policy.ts'

const isSignedIn = (caller: Caller) => when(caller.userId !== '', 'role')
/** Those who enter reports and look after what was read. */
export const keepsTheRegistry = (caller: Caller) =>
  holds(caller, 'ministry', 'rapporteur', 'coordinator', 'secretariat', 'administrator')

/** Who may do what to reports and recommendations. They are public documents: whoever is signed in may read them. */
export const recommendationPolicies = {
  'recommendation.read': (caller: Caller, _: undefined) => isSignedIn(caller),
  'report.enter': (caller: Caller, _: undefined) => keepsTheRegistry(caller),
  'flag.settle': (caller: Caller, _: undefined) => keepsTheRegistry(caller),
  'reading.correct': (caller: Caller, _: undefined) => keepsTheRegistry(caller),
  'reading.restore': (caller: Caller, _: undefined) => keepsTheRegistry(caller),
  'erratum.record': (caller: Caller, _: undefined) => keepsTheRegistry(caller),
  'erratum.withdraw': (caller: Caller, _: undefined) => keepsTheRegistry(caller),
  'evidence.tie': (caller: Caller, _: undefined) => keepsTheRegistry(caller),
  'evidence.untie': (caller: Caller, _: undefined) => keepsTheRegistry(caller),
} satisfies Policies
