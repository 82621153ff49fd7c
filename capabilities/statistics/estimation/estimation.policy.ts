import type { Caller } from '#kernel/policy/caller.ts'
import { holds, type Policies } from '#kernel/policy/policy.ts'

/** Who may estimate: those who speak of figures for the State. No person is in the counts. */
export const estimationPolicies = {
  'estimate.make': (caller: Caller, _: undefined) => holds(caller, 'rapporteur', 'ministry'),
} satisfies Policies
