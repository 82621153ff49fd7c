import type { Caller } from '#kernel/policy/caller.ts'
import { any, holds, type Policies, when } from '#kernel/policy/policy.ts'

const nodeId = '00000000-0000-0000-0000-000000000000'

/** Facts one by one are for those who answer for figures, and for the node itself at the command line. */
export const factPolicies = {
  'facts.take': (caller: Caller, _: undefined) =>
    any(holds(caller, 'rapporteur', 'ministry'), when(caller.userId === nodeId, 'role')),
} satisfies Policies
