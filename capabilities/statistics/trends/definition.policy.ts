import type { Caller } from '#kernel/policy/caller.ts'
import { all, holds, type Policies, when } from '#kernel/policy/policy.ts'

/** Who may say what figures mean. Whoever reads figures reads their definitions. */
export const definitionPolicies = {
  'definition.write': (caller: Caller, _: undefined) => holds(caller, 'rapporteur', 'ministry'),
  'definition.withdraw': (caller: Caller, definition: { isWithdrawn: boolean }) =>
    all(holds(caller, 'rapporteur', 'ministry'), when(!definition.isWithdrawn, 'definition-withdrawn')),
} satisfies Policies
