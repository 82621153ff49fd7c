import type { Caller } from '#kernel/policy/caller.ts'
import { holds, type Policies } from '#kernel/policy/policy.ts'
import { keepsTheRegistry } from '../recommendations.policy.ts'

const decidesOnWords = (caller: Caller) => holds(caller, 'ministry', 'rapporteur', 'administrator')

/**
 * Who may do what to the thesaurus and to topics. Whoever keeps the registry proposes concepts and settles topics; what
 * the thesaurus holds is decided by the ministry, the rapporteur and administrators.
 */
export const topicPolicies = {
  'concept.begin': (caller: Caller, _: undefined) => keepsTheRegistry(caller),
  'concept.propose': (caller: Caller, _: undefined) => keepsTheRegistry(caller),
  'concept.amend': (caller: Caller, _: undefined) => decidesOnWords(caller),
  'concept.adopt': (caller: Caller, _: undefined) => decidesOnWords(caller),
  'concept.merge': (caller: Caller, _: undefined) => decidesOnWords(caller),
  'concept.retire': (caller: Caller, _: undefined) => decidesOnWords(caller),
  'topic.propose': (caller: Caller, _: undefined) => keepsTheRegistry(caller),
  'topic.settle': (caller: Caller, _: undefined) => keepsTheRegistry(caller),
} satisfies Policies
