import { sql } from 'kysely'
import type { Role } from '#kernel/policy/caller.ts'
import { type AccountStanding, accessPolicies } from '#platform/access/access.policy.ts'
import type { Write } from '#platform/database/transaction.ts'
import { type ActEntry, defineAct } from '#platform/ledger/act.ts'

/**
 * What happens to accounts, as acts. No payload holds a name, an e-mail address or a secret: who an account belongs to
 * stands in the accounts alone, so these acts record, and the store changes the tables beside them.
 */
const recorded = async () => {}
const topics = () => ['accounts']

export const createAccountAct = defineAct<
  { administrator: boolean; demonstration: boolean },
  { administrator: boolean; agencyId: string | null }
>('account.create', {
  subject: 'account',
  policy: accessPolicies['account.create'],
  project: recorded,
  topics,
})

const aboutAccount = (name: 'account.lock' | 'account.unlock' | 'account.reset') =>
  defineAct<Record<string, never>, AccountStanding>(name, {
    subject: 'account',
    policy: accessPolicies[name],
    project: recorded,
    topics,
  })
export const lockAccountAct = aboutAccount('account.lock')
export const unlockAccountAct = aboutAccount('account.unlock')
export const resetAccountAct = aboutAccount('account.reset')

/** How somebody signed in, or tried to. */
export type SignInMethod = 'password' | 'totp' | 'backup-code' | 'passkey' | 'oidc'

export const signInAct = defineAct<{ method: SignInMethod; strong: boolean }, string>('account.sign-in', {
  subject: 'account',
  policy: accessPolicies['account.sign-in'],
  project: recorded,
})
export const signOutAct = defineAct<Record<string, never>, string>('account.sign-out', {
  subject: 'account',
  policy: accessPolicies['account.sign-out'],
  project: recorded,
})
export const changePasswordAct = defineAct<Record<string, never>, string>('account.change-password', {
  subject: 'account',
  policy: accessPolicies['account.change-password'],
  project: recorded,
})
export const changeSecondFactorAct = defineAct<{ what: string }, string>('account.change-second-factor', {
  subject: 'account',
  policy: accessPolicies['account.change-second-factor'],
  project: recorded,
})
export const failSignInAct = defineAct<{ method: SignInMethod }>('account.fail-sign-in', {
  subject: 'account',
  policy: accessPolicies['account.fail-sign-in'],
  project: recorded,
})
export const lockOutAct = defineAct<{ of: 'account' | 'address' }>('account.lock-out', {
  subject: 'account',
  policy: accessPolicies['account.lock-out'],
  project: recorded,
})

export interface Agency {
  id: string
  name: string
  kind: string
  country: string | null
}

export const foundAgencyAct = defineAct<Omit<Agency, 'id'>>('agency.found', {
  subject: 'agency',
  policy: accessPolicies['agency.found'],
  project: async (tx, entries) => {
    for (const { subjectId, content } of entries)
      await sql`insert into access.agency_directory (id, name, kind, country)
        values (${subjectId}, ${content.name}, ${content.kind}, ${content.country})
        on conflict (id) do update set name = excluded.name, kind = excluded.kind, country = excluded.country`.execute(
        tx.db,
      )
  },
  topics: () => ['agencies'],
})

export interface Membership {
  userId: string
  agencyId: string
  role: Role
}

/** A membership is an act on the account that holds it. */
export const grantMembershipAct = defineAct<Membership, Membership>('membership.grant', {
  subject: 'account',
  policy: accessPolicies['membership.grant'],
  project: async (tx, entries) => {
    for (const { content } of entries)
      await sql`insert into access.membership (user_id, agency_id, role)
        values (${content.userId}, ${content.agencyId}, ${content.role}) on conflict do nothing`.execute(
        tx.db,
      )
  },
  topics,
})
export const revokeMembershipAct = defineAct<Membership, Membership>('membership.revoke', {
  subject: 'account',
  policy: accessPolicies['membership.revoke'],
  project: async (tx, entries) => {
    for (const { content } of entries) await removeMembership(tx, content)
  },
  topics,
})

async function removeMembership(tx: Write, m: ActEntry<Membership>['content']) {
  await sql`delete from access.membership
    where user_id = ${m.userId} and agency_id = ${m.agencyId} and role = ${m.role}`.execute(tx.db)
}
