import type { Caller } from '#kernel/policy/caller.ts'
import { type Policies, when } from '#kernel/policy/policy.ts'

const isSignedIn = (caller: Caller) => when(caller.userId !== '', 'role')

/** Whoever may read the registry keeps searches for herself and follows them; row-level security shows each her own. */
export const findingPolicies = {
  'search.save': (caller: Caller, _: undefined) => isSignedIn(caller),
  'search.remove': (caller: Caller, _: undefined) => isSignedIn(caller),
  'feed.open': (caller: Caller, _: undefined) => isSignedIn(caller),
  'feed.close': (caller: Caller, _: undefined) => isSignedIn(caller),
} satisfies Policies
