import type { Caller } from '#kernel/policy/caller.ts'
import { all, any, holds, type Policies, when } from '#kernel/policy/policy.ts'
import { statisticsPolicies } from '../statistics.policy.ts'

/** Who may load population tables and place agencies in districts, and who may see which ones there are. */
export const populationPolicies = {
  'population.read': (caller: Caller, _: undefined) =>
    any(holds(caller, 'administrator'), statisticsPolicies['statistics.read'](caller, undefined)),
  'population.load': (caller: Caller, _: undefined) => holds(caller, 'administrator'),
  'district.place-agency': (caller: Caller, _: undefined) => holds(caller, 'administrator'),
  'population.withdraw': (caller: Caller, table: { isWithdrawn: boolean }) =>
    all(holds(caller, 'administrator'), when(!table.isWithdrawn, 'population-withdrawn')),
} satisfies Policies
