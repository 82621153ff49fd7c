import type { Caller } from '#kernel/policy/caller.ts'
import { holds, type Policies } from '#kernel/policy/policy.ts'

/** Who may see figures: everybody who works in the node, since no fact is shown and small counts are withheld. */
export const statisticsPolicies = {
  'statistics.read': (caller: Caller, _: undefined) =>
    holds(
      caller,
      'first-responder',
      'caseworker',
      'investigator',
      'coordinator',
      'supervisor',
      'rapporteur',
      'ministry',
    ),
} satisfies Policies
