import { randomUUID } from 'node:crypto'
import { type AgencyKind, type Caller, nodeCaller, type Role } from '#kernel/policy/caller.ts'
import { createAccount, foundAgency } from '#platform/accounts/accounts.store.ts'
import type { Database } from '#platform/database/open.ts'

const person = (n: number, role: Role, agencyKind: AgencyKind): Caller => ({
  userId: `bbbbbbbb-0000-4000-8000-00000000000${n}`,
  agencyId: `aaaaaaaa-0000-4000-8000-00000000000${n}`,
  agencyKind,
  roles: [role],
  purpose: 'statistics',
  strong: true,
})

/** People of a node that keeps returns, each of an agency of her own. */
export const staff = {
  police: person(1, 'supervisor', 'police'),
  prosecution: person(2, 'supervisor', 'prosecution'),
  court: person(3, 'supervisor', 'court'),
  labour: person(4, 'supervisor', 'labour-inspectorate'),
  shelter: person(5, 'caseworker', 'shelter'),
  rapporteur: person(6, 'rapporteur', 'national-rapporteur'),
  ministry: person(7, 'ministry', 'ministry'),
} as const

/** Somebody of the police who may fill in and not send. */
export const investigator: Caller = {
  ...staff.police,
  userId: 'bbbbbbbb-0000-4000-8000-000000000011',
  roles: ['investigator'],
}

/** Founds the agencies with their accounts. */
export const settle = (database: Database): Promise<void> =>
  database.write(nodeCaller('administration'), async tx => {
    for (const [name, { userId, agencyId, agencyKind, roles }] of Object.entries(staff)) {
      await foundAgency(tx, { id: agencyId!, name: `Agency ${name}`, kind: agencyKind!, country: null })
      await createAccount(tx, {
        id: userId,
        name: `Somebody of ${name}`,
        email: `${name}@office.example`,
        passwordHash: null,
        memberships: [{ agencyId: agencyId!, role: roles[0]! }],
      })
    }
    await createAccount(tx, {
      id: investigator.userId,
      name: 'Somebody who investigates',
      email: `${randomUUID()}@office.example`,
      passwordHash: null,
      memberships: [{ agencyId: investigator.agencyId!, role: 'investigator' }],
    })
  })
