import type { Caller, Purpose, Role } from '#kernel/policy/caller.ts'
import { purposes } from '#kernel/policy/caller.ts'
import { Refused } from '#kernel/policy/policy.ts'

/** The purposes that a role may act for; the first is meant when nothing is said. */
export const purposesOfRole: Readonly<Record<Role, readonly [Purpose, ...Purpose[]]>> = {
  'first-responder': ['identification', 'referral', 'protection'],
  caseworker: ['assistance', 'identification', 'protection', 'referral', 'import'],
  investigator: ['investigation', 'identification', 'protection', 'prosecution'],
  coordinator: ['referral', 'assistance', 'identification', 'protection', 'import'],
  supervisor: ['oversight', 'assistance', 'identification', 'protection', 'referral', 'import'],
  rapporteur: ['statistics', 'oversight', 'import'],
  ministry: ['statistics', 'oversight'],
  secretariat: ['deliberation', 'oversight', 'import'],
  chair: ['deliberation'],
  delegate: ['deliberation'],
  administrator: ['administration'],
}

/**
 * The purpose of a request: the one that was named if a role of the caller allows it, otherwise her first role's own.
 * @throws Refused when the named purpose is unknown or not among those of her roles
 */
export function purposeOf(roles: readonly Role[], named: string | undefined): Purpose {
  if (named === undefined || named === '') return roles[0] ? purposesOfRole[roles[0]][0] : 'statistics'
  const purpose = purposes.find(p => p === named)
  if (purpose === undefined || !roles.some(role => purposesOfRole[role].includes(purpose)))
    throw new Refused('purpose', 'purpose')
  return purpose
}

/** The same caller acting for another purpose, where her roles allow it. */
export const withPurpose = (caller: Caller, named: string | undefined): Caller => ({
  ...caller,
  purpose: purposeOf(caller.roles, named),
})
