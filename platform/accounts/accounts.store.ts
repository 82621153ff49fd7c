import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Role } from '#kernel/policy/caller.ts'
import type { AccountStanding } from '#platform/access/access.policy.ts'
import type { Read, Write } from '#platform/database/transaction.ts'
import { found, Invalid } from '#platform/http/refusals.ts'
import { act } from '#platform/ledger/act.ts'
import {
  type Agency,
  createAccountAct,
  foundAgencyAct,
  grantMembershipAct,
  lockAccountAct,
  type Membership,
  resetAccountAct,
  revokeMembershipAct,
  unlockAccountAct,
} from './accounts.acts.ts'

/** An account as administrators see it. */
export interface Account {
  id: string
  name: string
  email: string
  language: string | null
  administrator: boolean
  locked: boolean
  secondFactor: boolean
  demonstration: boolean
  memberships: { agencyId: string; agency: string; role: Role }[]
}

export interface NewAccount {
  id: string
  name: string
  email: string
  language?: string | null
  /** As `hashPassword` gives it; without it she signs in by OpenID Connect only. */
  passwordHash: string | null
  /** Appointed for the whole node. */
  administrator?: boolean
  /** Somebody else chose the password. */
  mustChangePassword?: boolean
  memberships?: readonly { agencyId: string; role: Role }[]
  /** In a demonstration node: what the sign-in page shows. */
  demonstration?: { role: string; agency: string; password: string }
  /** The client's id of the act. */
  actId?: string
}

/**
 * Creates an account with its memberships; nobody can create her own.
 * @throws Refused, Invalid when the address is taken, an error of the database for a demonstration account elsewhere
 */
export async function createAccount(tx: Write, account: NewAccount): Promise<void> {
  const administrator = account.administrator ?? false
  const { repeated } = await act(tx, createAccountAct, {
    id: account.actId ?? randomUUID(),
    subjectId: account.id,
    about: { administrator, agencyId: account.memberships?.[0]?.agencyId ?? null },
    payload: { administrator, demonstration: account.demonstration !== undefined },
  })
  if (repeated) return
  await insertUser(tx, account, administrator)
  if (account.passwordHash !== null)
    await sql`insert into accounts.credential (id, user_id, account_id, provider_id, password)
      values (${randomUUID()}, ${account.id}, ${account.id}, 'credential', ${account.passwordHash})`.execute(
      tx.db,
    )
  if (account.demonstration) {
    const { role, agency, password } = account.demonstration
    await sql`insert into accounts.demonstration (user_id, role, agency, password)
      values (${account.id}, ${role}, ${agency}, ${password})`.execute(tx.db)
  }
  for (const m of account.memberships ?? []) await grantMembership(tx, { userId: account.id, ...m })
}

async function insertUser(tx: Write, account: NewAccount, administrator: boolean) {
  const { rows } =
    await sql`insert into accounts."user" (id, name, email, language, administrator, must_change_password, demonstration, created_at, updated_at)
    values (${account.id}, ${account.name}, ${account.email.trim().toLowerCase()}, ${account.language ?? null}, ${administrator},
      ${account.mustChangePassword ?? false}, ${account.demonstration !== undefined}, ${tx.now}, ${tx.now})
    on conflict (email) do nothing returning id`.execute(tx.db)
  if (rows.length === 0)
    throw new Invalid([
      {
        where: 'email',
        code: 'account.taken',
        what: 'There is an account with this address already.',
        remedy: 'Use it, or give another address.',
      },
    ])
}

interface AccountRow {
  id: string
  name: string
  email: string
  language: string | null
  administrator: boolean
  locked_at: Date | null
  two_factor_enabled: boolean
  demonstration: boolean
  memberships: Account['memberships'] | null
}

const accountColumns = sql`u.id, u.name, u.email, u.language, u.administrator, u.locked_at, u.two_factor_enabled, u.demonstration,
  (select json_agg(json_build_object('agencyId', m.agency_id, 'agency', d.name, 'role', m.role) order by d.name, m.role)
    from access.membership m join access.agency_directory d on d.id = m.agency_id where m.user_id = u.id) as memberships`

const accountOf = (row: AccountRow): Account => ({
  id: row.id,
  name: row.name,
  email: row.email,
  language: row.language,
  administrator: row.administrator,
  locked: row.locked_at !== null,
  secondFactor: row.two_factor_enabled,
  demonstration: row.demonstration,
  memberships: row.memberships ?? [],
})

/**
 * Accounts in the order of their names: all for the node's administrators, those of her agency for an agency's.
 * @param search part of a name or address
 */
export async function listAccounts(tx: Read, search = ''): Promise<Account[]> {
  const like = `%${search.replace(/[\\%_]/g, c => `\\${c}`)}%`
  const { rows } = await sql<AccountRow>`select ${accountColumns} from accounts."user" u
    where (u.name ilike ${like} or u.email ilike ${like})
      and (${tx.caller.agencyId}::uuid is null or exists (
        select from access.membership m where m.user_id = u.id and m.agency_id = ${tx.caller.agencyId}::uuid))
    order by u.name limit 1000`.execute(tx.db)
  return rows.map(accountOf)
}

/** An account by id or address. */
export async function findAccount(tx: Read, idOrEmail: string): Promise<Account | undefined> {
  const { rows } = await sql<AccountRow>`select ${accountColumns} from accounts."user" u
    where u.id::text = ${idOrEmail.toLowerCase()} or u.email = ${idOrEmail.trim().toLowerCase()}`.execute(
    tx.db,
  )
  return rows[0] && accountOf(rows[0])
}

/** What policies look at. */
export async function standingOf(tx: Read, account: Account): Promise<AccountStanding> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from accounts."user"
    where administrator and locked_at is null and id <> ${account.id}`.execute(tx.db)
  return {
    userId: account.id,
    administrator: account.administrator,
    agencies: [...new Set(account.memberships.map(m => m.agencyId))],
    otherAdministrators: rows[0]?.count ?? 0,
  }
}

/** Closes an account and ends its sessions. @throws Refused */
export async function lockAccount(tx: Write, account: Account, id: string = randomUUID()): Promise<void> {
  const about = await standingOf(tx, account)
  await act(tx, lockAccountAct, { id, subjectId: account.id, about, payload: {} })
  await sql`update accounts."user" set locked_at = ${tx.now}, updated_at = ${tx.now} where id = ${account.id}`.execute(
    tx.db,
  )
  await endSessions(tx, account.id)
}

/** Opens a closed account again. Failed attempts are forgiven beside it (see attempts.ts). @throws Refused */
export async function unlockAccount(tx: Write, account: Account, id: string = randomUUID()): Promise<void> {
  const about = await standingOf(tx, account)
  await act(tx, unlockAccountAct, { id, subjectId: account.id, about, payload: {} })
  await sql`update accounts."user" set locked_at = null, updated_at = ${tx.now} where id = ${account.id}`.execute(
    tx.db,
  )
}

/**
 * Gives an account a new first password, takes away its second factors and passkeys, and ends its sessions.
 * @throws Refused
 */
export async function resetAccount(
  tx: Write,
  account: Account,
  passwordHash: string,
  id: string = randomUUID(),
): Promise<void> {
  const about = await standingOf(tx, account)
  const { repeated } = await act(tx, resetAccountAct, { id, subjectId: account.id, about, payload: {} })
  if (repeated) return
  const { rows } = await sql`update accounts.credential set password = ${passwordHash}, updated_at = ${tx.now}
    where user_id = ${account.id} and provider_id = 'credential' returning user_id`.execute(tx.db)
  if (rows.length === 0)
    await sql`insert into accounts.credential (id, user_id, account_id, provider_id, password)
      values (${randomUUID()}, ${account.id}, ${account.id}, 'credential', ${passwordHash})`.execute(tx.db)
  await sql`update accounts."user" set must_change_password = true, two_factor_enabled = false, updated_at = ${tx.now}
    where id = ${account.id}`.execute(tx.db)
  await sql`delete from accounts.second_factor where user_id = ${account.id}`.execute(tx.db)
  await sql`delete from accounts.passkey where user_id = ${account.id}`.execute(tx.db)
  await endSessions(tx, account.id)
}

async function endSessions(tx: Write, userId: string) {
  await sql`delete from accounts.session where user_id = ${userId}`.execute(tx.db)
}

export async function listAgencies(tx: Read): Promise<Agency[]> {
  const { rows } =
    await sql<Agency>`select id, name, kind, country from access.agency_directory where closed_on is null order by name`.execute(
      tx.db,
    )
  return rows
}

/** Founds an agency, or corrects what is said of it. @throws Refused */
export async function foundAgency(tx: Write, agency: Agency, actId: string = randomUUID()): Promise<void> {
  const { id, ...payload } = agency
  await act(tx, foundAgencyAct, { id: actId, subjectId: id, about: undefined, payload })
}

/** Lets an account act for an agency in a role. @throws Refused, NotFound when there is no such agency */
export async function grantMembership(tx: Write, m: Membership, id: string = randomUUID()): Promise<void> {
  const { rows } = await sql`select id from access.agency_directory
    where id = ${m.agencyId} and closed_on is null`.execute(tx.db)
  found(rows[0])
  await act(tx, grantMembershipAct, { id, subjectId: m.userId, about: m, payload: m })
}

/** Takes a role away; sessions that act for the agency choose anew. @throws Refused */
export async function revokeMembership(tx: Write, m: Membership, id: string = randomUUID()): Promise<void> {
  await act(tx, revokeMembershipAct, { id, subjectId: m.userId, about: m, payload: m })
  await sql`update accounts.session s set agency_id = null where s.user_id = ${m.userId} and s.agency_id = ${m.agencyId}
    and not exists (select from access.membership where user_id = ${m.userId} and agency_id = ${m.agencyId})`.execute(
    tx.db,
  )
}

export interface DemonstrationAccount {
  email: string
  name: string
  role: string
  agency: string
  password: string
}

/** The accounts with public passwords; none unless the node is a demonstration. */
export async function listDemonstrationAccounts(tx: Read): Promise<DemonstrationAccount[]> {
  const { rows } = await sql<DemonstrationAccount>`select u.email, u.name, d.role, d.agency, d.password
    from accounts.demonstration d join accounts."user" u on u.id = d.user_id
    where accounts.is_demonstration() order by d.agency, d.role, u.name`.execute(tx.db)
  return rows
}
