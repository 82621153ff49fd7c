import type { Caller } from '#kernel/policy/caller.ts'
import { purposesOfRole } from '#platform/access/purposes.ts'
import type { Read } from '#platform/database/transaction.ts'
import { casePolicies } from './cases.policy.ts'
import type { CaseRecord } from './cases.store.ts'
import { type Due, dueOf } from './due.rules.ts'
import { agencyNames } from './history.store.ts'

const acts = ['case.amend', 'identity.open', 'case.join', 'person.erase'] as const

/**
 * A case as it leaves the server: what is readable, who takes part, what is due, and what the caller may do next.
 * @param today YYYY-MM-DD
 */
export async function presentCase(tx: Read, record: CaseRecord, today: string) {
  const names = await agencyNames(tx, record.participants)
  return {
    id: record.id,
    reference: record.reference,
    version: record.version,
    changedAt: new Date(record.changedAtMs).toISOString(),
    erased: record.erased,
    participants: record.participantsSince.map(p => ({
      agencyId: p.agencyId,
      name: names.get(p.agencyId) ?? '',
      role: p.role,
      since: new Date(p.sinceMs).toISOString(),
    })),
    parts: record.single,
    rows: record.repeated,
    sealedParts: record.erased ? [] : record.sealedParts,
    due: dueOf(record, today) as Due[],
    may: acts.filter(act => casePolicies[act](tx.caller, record).allowed),
    purposes: purposesOf(tx.caller),
  }
}

/** Purposes for which the caller's roles may open identity. */
const purposesOf = (caller: Caller): string[] => [
  ...new Set(caller.roles.flatMap(role => [...purposesOfRole[role]]).filter(p => p !== 'import')),
]
