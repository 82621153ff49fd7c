import { sql } from 'kysely'
import type { AgencyKind, Caller, Role } from '#kernel/policy/caller.ts'
import { purposeOf } from '#platform/access/purposes.ts'
import type { Sessions, SignedIn } from '#platform/access/sessions.ts'
import { secondFactorRequired } from '#platform/access/settings.ts'
import type { Configuration } from '#platform/configuration/configuration.ts'
import type { Database } from '#platform/database/open.ts'
import type { NodeKeys } from '#platform/vault/node-keys.ts'
import { signedCookie } from './cookies.ts'

/** What is known of a session beyond the caller, for the answer of /api/session. */
export interface OpenSession extends SignedIn {
  user: {
    id: string
    name: string
    email: string
    language: string | null
    administrator: boolean
    secondFactor: boolean
    mustChangePassword: boolean
  }
  secondFactorRequired: boolean
}

export interface AccountSessions extends Sessions {
  find(
    headers: Record<string, string | string[] | undefined>,
    options: { extend: boolean },
  ): Promise<OpenSession | undefined>
  /** Name of the cookie that carries a session. */
  cookieName: string
  /** Ends what has lapsed; returns how many sessions that were. */
  sweep(): Promise<number>
}

interface SessionRow {
  id: string
  user_id: string
  lapses_at: Date
  expires_at: Date
  strong: boolean
  agency_id: string | null
  agency_kind: AgencyKind | null
  name: string
  email: string
  language: string | null
  administrator: boolean
  two_factor_enabled: boolean
  must_change_password: boolean
  roles: Role[] | null
  second_factor_required: boolean | null
  is_demonstration: boolean
}

/** A use moves the lapse at most once in so many seconds, so that reading does not write each time. */
const moveSeconds = 60

/**
 * Finds sessions by their cookie, in one query, together with the roles that the account has in the chosen agency.
 * Whatever is not there (agency left, account closed, session lapsed) is read anew at each request.
 */
export function createSessions(
  configuration: Configuration,
  database: Database,
  keys: NodeKeys,
): AccountSessions {
  const secret = keys.secretFor('sessions').toString('base64')
  const cookieName = `${configuration.origin.startsWith('https:') ? '__Secure-' : ''}palermo.session_token`
  const idleMs = configuration.sessionIdleMinutes * 60_000
  const db = database.ownerPool

  async function load(token: string): Promise<SessionRow | undefined> {
    const { rows } = await sql<SessionRow>`
      select s.id, s.user_id, s.lapses_at, s.expires_at, s.strong, a.id as agency_id, a.kind as agency_kind,
        u.name, u.email, u.language, u.administrator, u.two_factor_enabled, u.must_change_password,
        (select array_agg(m.role order by m.role) from access.membership m
          where m.user_id = s.user_id and m.agency_id = a.id) as roles,
        (select value::text::boolean from access.setting where name = ${secondFactorRequired.name}) as second_factor_required,
        d.is_demonstration
      from accounts.session s
      cross join (select accounts.is_demonstration() as is_demonstration offset 0) d
      join accounts."user" u on u.id = s.user_id and u.locked_at is null
        and (not u.demonstration or d.is_demonstration)
      left join access.agency_directory a on a.id = s.agency_id and a.closed_on is null
      where s.token = ${token}`.execute(db)
    return rows[0]
  }

  return {
    cookieName,
    async find(headers, { extend }) {
      const token = signedCookie(headers.cookie as string | undefined, cookieName, secret)
      if (token === undefined) return undefined
      const row = await load(token)
      if (!row) return undefined
      const now = Date.now()
      if (row.lapses_at.getTime() <= now || row.expires_at.getTime() <= now) {
        await sql`delete from accounts.session where id = ${row.id}`.execute(db)
        return undefined
      }
      let lapsesAtMs = row.lapses_at.getTime()
      if (extend && lapsesAtMs < now + idleMs - moveSeconds * 1000) {
        lapsesAtMs = Math.min(now + idleMs, row.expires_at.getTime())
        await sql`update accounts.session set lapses_at = ${new Date(lapsesAtMs)} where id = ${row.id}`.execute(
          db,
        )
      }
      return openSession(row, lapsesAtMs, headers['palermo-purpose'])
    },
    async sweep() {
      const now = new Date()
      const ended =
        await sql`delete from accounts.session where lapses_at <= ${now} or expires_at <= ${now}`.execute(db)
      await sql`delete from accounts.verification where expires_at <= ${now}`.execute(db)
      return Number(ended.numAffectedRows ?? 0)
    },
  }
}

function openSession(row: SessionRow, lapsesAtMs: number, named: string | string[] | undefined): OpenSession {
  const required = row.second_factor_required ?? !row.is_demonstration
  const roles = rolesOf(row)
  const caller: Caller = {
    userId: row.user_id,
    agencyId: row.agency_id,
    agencyKind: row.agency_kind,
    roles,
    purpose: purposeOf(roles, typeof named === 'string' ? named : undefined),
    strong: row.strong || !required,
  }
  return {
    sessionId: row.id,
    caller,
    lapsesAtMs,
    user: {
      id: row.user_id,
      name: row.name,
      email: row.email,
      language: row.language,
      administrator: row.administrator,
      secondFactor: row.two_factor_enabled,
      mustChangePassword: row.must_change_password,
    },
    secondFactorRequired: required,
  }
}

/** None until the first password was changed; the node's administrator has her role only while acting for no agency. */
function rolesOf(row: SessionRow): Role[] {
  if (row.must_change_password) return []
  if (row.agency_id !== null) return row.roles ?? []
  return row.administrator ? ['administrator'] : []
}
