import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { sql } from 'kysely'
import type { ServerParts } from '#platform/http/context.ts'
import { addressKey, type RateLimit } from '#platform/http/rate-limit.ts'
import { NotFound, NotSignedIn, Rejected, TooMany } from '#platform/http/refusals.ts'
import {
  changePasswordAct,
  changeSecondFactorAct,
  failSignInAct,
  lockOutAct,
  type SignInMethod,
  signOutAct,
} from './accounts.acts.ts'
import type { Accounts } from './accounts.ts'
import { openIdConnectId } from './auth.ts'
import { signedCookie } from './cookies.ts'
import { endOwnSession, type OwnAnswer, ownSession, ownSessions } from './own-sessions.ts'
import type { OpenSession } from './sessions.ts'

/** What may be asked of the accounts library, and by whom; everything else it can do stays closed. */
const passages: Record<string, { signedIn: boolean; cost: number; marks?: Mark; to?: string }> = {
  'POST /sign-in/email': { signedIn: false, cost: 20 },
  'POST /sign-in/oauth2': { signedIn: false, cost: 5, to: '/sign-in/social' },
  'GET /callback/oidc': { signedIn: false, cost: 5 },
  'POST /sign-out': { signedIn: false, cost: 1, marks: 'signed-out' },
  'POST /two-factor/verify-totp': { signedIn: false, cost: 10 },
  'POST /two-factor/verify-backup-code': { signedIn: false, cost: 10 },
  'POST /two-factor/enable': { signedIn: true, cost: 20 },
  'POST /two-factor/disable': { signedIn: true, cost: 20, marks: 'second-factor' },
  'POST /two-factor/get-totp-uri': { signedIn: true, cost: 20 },
  'POST /two-factor/generate-backup-codes': { signedIn: true, cost: 20, marks: 'second-factor' },
  'POST /change-password': { signedIn: true, cost: 40, marks: 'password' },
  'GET /passkey/generate-register-options': { signedIn: true, cost: 2 },
  'POST /passkey/verify-registration': { signedIn: true, cost: 5, marks: 'second-factor' },
  'GET /passkey/generate-authenticate-options': { signedIn: false, cost: 2 },
  'POST /passkey/verify-authentication': { signedIn: false, cost: 10 },
  'GET /passkey/list-user-passkeys': { signedIn: true, cost: 1 },
  'GET /get-session': { signedIn: true, cost: 1 },
  'GET /list-sessions': { signedIn: true, cost: 1 },
  'POST /revoke-session': { signedIn: true, cost: 1 },
  'POST /passkey/update-passkey': { signedIn: true, cost: 1 },
  'POST /passkey/delete-passkey': { signedIn: true, cost: 1, marks: 'second-factor' },
}
/** Answered here, since the library's own answers carry the tokens of sessions. */
const ownAnswers: Record<string, OwnAnswer> = {
  '/get-session': ownSession,
  '/list-sessions': ownSessions,
  '/revoke-session': endOwnSession,
}
type Mark = 'signed-out' | 'second-factor' | 'password'

/** The doors that are watched: failures are counted, recorded, and shut the door for a while. */
const doors: Record<string, SignInMethod> = {
  '/sign-in/email': 'password',
  '/two-factor/verify-totp': 'totp',
  '/two-factor/verify-backup-code': 'backup-code',
  '/passkey/verify-authentication': 'passkey',
}

interface Asked {
  request: FastifyRequest
  path: string
  body: Record<string, unknown> | undefined
  session: OpenSession | undefined
}

/** Mounts signing in and out, second factors and passkeys under /api/auth, in front of the accounts library. */
export function addAccountGateway(
  fastify: FastifyInstance,
  parts: ServerParts,
  accounts: Accounts,
  rateLimit: RateLimit,
) {
  fastify.route({
    method: ['GET', 'POST'],
    url: '/api/auth/*',
    schema: { hide: true },
    bodyLimit: 64 * 1024,
    handler: async (request, reply) => {
      const path = `/${(request.params as { '*': string })['*']}`
      const passage = passages[`${request.method} ${path}`]
      if (!passage) throw new NotFound()
      // The lapsed session is ended here, so that the library does not meet it.
      const session = await accounts.sessions.find(request.headers, { extend: true })
      request.signedIn = session
      rateLimit.take(session?.caller.userId ?? addressKey(request.ip), passage.cost)
      if (passage.signedIn && !session) throw new NotSignedIn()
      const own = ownAnswers[path]
      if (own && session)
        return reply.send(await own(parts, session, (request.body ?? {}) as Record<string, unknown>))
      const asked: Asked = { request, path, body: bodyOf(request, path), session }
      const method = doors[path]
      const name = session?.user.email
      const givesPassword =
        name !== undefined && (asked.body?.password ?? asked.body?.currentPassword) !== undefined
      if (givesPassword) {
        const { waitSeconds } = await accounts.attempts.begin('account', name)
        if (waitSeconds > 0) throw new TooMany(waitSeconds, 'locked')
      }
      const answer =
        method && !session
          ? await throughDoor(asked, parts, accounts, method)
          : await handOver(asked, accounts, passage.to)
      if (answer.ok && givesPassword) await accounts.attempts.succeeded('account', name)
      if (answer.ok && passage.marks && session)
        await writeDown(passage.marks, path, session, parts, accounts)
      if (answer.ok && path === '/two-factor/verify-totp' && session)
        await accounts.record.own(changeSecondFactorAct, session.user.id, { what: 'totp' })
      return forward(answer, reply)
    },
  })
}

/** Only what is needed goes on; nobody has a device trusted past the second factor, or a session that is not kept. */
function bodyOf(request: FastifyRequest, path: string): Record<string, unknown> | undefined {
  if (request.method === 'GET') return undefined
  const body = request.body ?? {}
  if (typeof body !== 'object' || Array.isArray(body)) throw new Rejected(400, 'json')
  const { trustDevice, rememberMe, disableSession, ...rest } = body as Record<string, unknown>
  if (path === '/change-password') return { ...rest, revokeOtherSessions: true }
  if (path !== '/sign-in/oauth2') return rest
  const local = (value: unknown) => (typeof value === 'string' && /^\/(?![/\\])/.test(value) ? value : '/')
  return {
    provider: openIdConnectId,
    callbackURL: local(rest.callbackURL),
    errorCallbackURL: local(rest.errorCallbackURL ?? '/sign-in'),
    disableRedirect: true,
  }
}

async function throughDoor(
  asked: Asked,
  parts: ServerParts,
  accounts: Accounts,
  method: SignInMethod,
): Promise<Response> {
  const { attempts, record } = accounts
  const address = asked.request.ip
  const email =
    method === 'password'
      ? String(asked.body?.email ?? '')
          .trim()
          .toLowerCase()
          .slice(0, 320)
      : undefined
  const userId = email === undefined ? await pendingUser(asked, parts, accounts) : await userOf(email, parts)
  const name = email ?? userId
  const byAddress = await attempts.begin('address', address)
  const byAccount = name === undefined ? undefined : await attempts.begin('account', name)
  const wait = Math.max(byAddress.waitSeconds, byAccount?.waitSeconds ?? 0)
  if (wait > 0) throw new TooMany(wait, 'locked')
  const answer = await handOver(asked, accounts)
  if (answer.ok) {
    await attempts.succeeded('address', address)
    // Half way through: the password was right, the second step is counted on its own.
    if (name !== undefined) await attempts.succeeded('account', name)
    return answer
  }
  // The same is written whether the account exists or not, so that the time taken tells nothing.
  const subject = userId ?? record.subjectOfUnknown(email ?? address)
  await record.node(failSignInAct, subject, { method })
  if (byAccount?.shutsOnFailure) await record.node(lockOutAct, subject, { of: 'account' })
  if (byAddress.shutsOnFailure) await record.node(lockOutAct, subject, { of: 'address' })
  return answer
}

async function userOf(email: string, { database }: ServerParts): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`select id from accounts."user" where email = ${email}`.execute(
    database.ownerPool,
  )
  return rows[0]?.id
}

/** Who is between the password and the second step. */
async function pendingUser({ request }: Asked, { database, keys }: ServerParts, accounts: Accounts) {
  const cookie = accounts.sessions.cookieName.replace('session_token', 'two_factor')
  const token = signedCookie(request.headers.cookie, cookie, keys.secretFor('sessions').toString('base64'))
  if (token === undefined) return undefined
  const { rows } = await sql<{ value: string }>`select value from accounts.verification
    where identifier = ${token} and expires_at > ${new Date()}`.execute(database.ownerPool)
  return rows[0]?.value
}

async function handOver(asked: Asked, accounts: Accounts, to?: string): Promise<Response> {
  const { request, path, body } = asked
  const auth = await accounts.authFor(path)
  const url = new URL(`/api/auth${to ?? path}`, auth.options.baseURL)
  const question = request.url.indexOf('?')
  if (question >= 0) url.search = request.url.slice(question)
  const headers = new Headers({ 'content-type': 'application/json' })
  for (const name of ['cookie', 'origin', 'user-agent', 'accept-language'] as const) {
    const value = request.headers[name]
    if (typeof value === 'string') headers.set(name, value)
  }
  // Checked already; a program that says no origin is one of ours.
  if (!headers.has('origin')) headers.set('origin', url.origin)
  return auth.handler(
    new Request(url, { method: request.method, headers, ...(body ? { body: JSON.stringify(body) } : {}) }),
  )
}

async function writeDown(
  mark: Mark,
  path: string,
  session: OpenSession,
  parts: ServerParts,
  accounts: Accounts,
) {
  const userId = session.user.id
  switch (mark) {
    case 'signed-out':
      return accounts.record.own(signOutAct, userId, {})
    case 'second-factor':
      return accounts.record.own(changeSecondFactorAct, userId, { what: path.slice(1).replaceAll('/', '.') })
    case 'password':
      await sql`update accounts."user" set must_change_password = false where id = ${userId}`.execute(
        parts.database.ownerPool,
      )
      return accounts.record.own(changePasswordAct, userId, {})
  }
}

/** Answers without the token, which belongs into the cookie alone; refusals as problems. */
async function forward(answer: Response, reply: FastifyReply) {
  for (const cookie of answer.headers.getSetCookie()) reply.header('set-cookie', cookie)
  const text = await answer.text()
  if (answer.status === 302) return reply.redirect(answer.headers.get('location') ?? '/', 302)
  const content: unknown = text === '' ? {} : JSON.parse(text)
  if (!answer.ok) {
    if (answer.status === 429) throw new TooMany(900, 'locked')
    throw problemFrom(answer.status, (content as { code?: unknown } | null)?.code)
  }
  return reply.code(answer.status).send(withoutSecrets(content))
}

function withoutSecrets(content: unknown): unknown {
  if (typeof content !== 'object' || content === null || Array.isArray(content)) return content
  const { token, session, ...rest } = content as Record<string, unknown>
  return rest
}

/** By the library's own code; whatever was wrong with a name or a password is one and the same. */
function problemFrom(status: number, code: unknown): Rejected {
  const text = typeof code === 'string' && /^[A-Z_]{3,80}$/.test(code) ? code : 'UNKNOWN'
  if (text === 'INVALID_EMAIL_OR_PASSWORD' || text === 'INVALID_EMAIL')
    return new Rejected(401, 'sign-in-failed')
  return new Rejected(status >= 500 ? 503 : status, `account.${text}`)
}
