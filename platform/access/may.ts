import type { Caller } from '#kernel/policy/caller.ts'
import type { Decision, Policy } from '#kernel/policy/policy.ts'
import { definedActs } from '#platform/ledger/act.ts'

const rules = new Map<string, Policy<never>>()

/**
 * Adds policies that screens ask about though no act bears their name, e.g. 'case.list'.
 * @param policies as exported by a capability's `*.policy.ts`
 */
export function definePolicies(policies: Record<string, Policy<never>>): void {
  for (const [name, policy] of Object.entries(policies)) rules.set(name, policy)
}

/** Refusals that lie with the caller whatever the subject; every other one may be different for another subject. */
const aboutCaller = new Set([
  'role',
  'no-agency',
  'second-factor',
  'node-only',
  'node-administrator',
  'purpose',
  'nothing-allowed',
])

/**
 * What a caller may do to at least some subjects, as far as her role, agency and sign-in decide: for navigation and
 * buttons. The acts themselves are decided again, each with its own subject.
 */
export function mayOf(caller: Caller): string[] {
  const all = new Map<string, Policy<never>>([...definedActs()].map(([name, kind]) => [name, kind.policy]))
  for (const [name, policy] of rules) all.set(name, policy)
  return [...all]
    .filter(([, policy]) => {
      const decision = decide(policy, caller)
      return decision.allowed || !aboutCaller.has(decision.reason)
    })
    .map(([name]) => name)
    .sort()
}

function decide(policy: Policy<never>, caller: Caller): Decision {
  // An unknown subject: it belongs to the caller's agency and has nothing that would speak against her.
  const subject: unknown = new Proxy(() => {}, {
    get: (_, name) =>
      name === Symbol.iterator ? [caller.agencyId][Symbol.iterator] : propertyOf(String(name), caller),
  })
  try {
    return policy(caller, subject as never)
  } catch {
    return { allowed: false, reason: 'role' }
  }
}

function propertyOf(name: string, caller: Caller): unknown {
  if (/participants|agencies/i.test(name)) return [caller.agencyId]
  if (/agency/i.test(name)) return caller.agencyId
  if (/user|owner|author/i.test(name)) return caller.userId
  return undefined
}
