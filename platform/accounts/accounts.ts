import { APIError } from 'better-auth/api'
import { hashPassword } from 'better-auth/crypto'
import { sql } from 'kysely'
import type { Configuration } from '#platform/configuration/configuration.ts'
import type { Database } from '#platform/database/open.ts'
import type { NodeKeys } from '#platform/vault/node-keys.ts'
import { type SignInMethod, signInAct } from './accounts.acts.ts'
import { type Attempts, createAttempts } from './attempts.ts'
import { type Auth, createAuth, openIdConnectId, type SessionOpening } from './auth.ts'
import { type AccountRecord, createAccountRecord } from './record.ts'
import { type AccountSessions, createSessions } from './sessions.ts'

export { hashPassword }

/** Everything about accounts that a running server needs. */
export interface Accounts {
  /** The accounts library, ready for a request to this path under /api/auth. */
  authFor(path: string): Promise<Auth>
  sessions: AccountSessions
  attempts: Attempts
  record: AccountRecord
}

export function createAccounts(configuration: Configuration, database: Database, keys: NodeKeys): Accounts {
  const record = createAccountRecord(database, keys)
  const strongMethods = new Set<SignInMethod>(['totp', 'backup-code', 'passkey'])
  const isStrong = (method: SignInMethod) =>
    strongMethods.has(method) || (method === 'oidc' && (configuration.openIdConnect?.strong ?? false))
  const make = () => createAuth(configuration, database, keys, events)
  const events: SessionOpening = {
    async opening(userId, path) {
      const { rows } = await sql<{ administrator: boolean; agencies: string[] | null }>`
        select u.administrator, (select array_agg(distinct m.agency_id::text) from access.membership m
            join access.agency_directory d on d.id = m.agency_id and d.closed_on is null where m.user_id = u.id) as agencies
        from accounts."user" u where u.id = ${userId} and u.locked_at is null
          and (not u.demonstration or accounts.is_demonstration())`.execute(database.ownerPool)
      const user = rows[0]
      // A closed account answers like a wrong password.
      if (!user) throw new APIError('UNAUTHORIZED', { code: 'INVALID_EMAIL_OR_PASSWORD' })
      const agencies = user.agencies ?? []
      return {
        lapsesAt: new Date(Date.now() + configuration.sessionIdleMinutes * 60_000),
        strong: isStrong(methodOf(path)),
        // Who belongs to one agency acts for it; the node's administrator, and who has a choice, say so themselves.
        agencyId: !user.administrator && agencies.length === 1 ? agencies[0]! : null,
      }
    },
    async opened(userId, path) {
      const method = methodOf(path)
      if (method === 'password') {
        const { rows } = await sql<{
          pending: boolean
        }>`select two_factor_enabled as pending from accounts."user"
          where id = ${userId}`.execute(database.ownerPool)
        // The second step is still to come; the library takes this session back.
        if (rows[0]?.pending) return
      }
      if (isSignIn(path)) await record.own(signInAct, userId, { method, strong: isStrong(method) })
    },
  }
  let auth = make()
  return {
    async authFor(path) {
      // The library asks the provider where its pages are once; a provider that did not answer then is asked again.
      if (configuration.openIdConnect && /^\/(sign-in\/(social|oauth2)|callback\/)/.test(path)) {
        const { socialProviders } = await auth.$context
        if (!socialProviders.some(provider => provider.id === openIdConnectId)) auth = make()
      }
      return auth
    },
    sessions: createSessions(configuration, database, keys),
    attempts: createAttempts(database, keys),
    record,
  }
}

const isSignIn = (path: string) => /^\/(sign-in|two-factor\/verify|passkey\/verify-auth|callback)/.test(path)

function methodOf(path: string): SignInMethod {
  if (path.startsWith('/two-factor/verify-totp')) return 'totp'
  if (path.startsWith('/two-factor/verify-backup')) return 'backup-code'
  if (path.startsWith('/passkey')) return 'passkey'
  if (path.startsWith('/callback')) return 'oidc'
  return 'password'
}
