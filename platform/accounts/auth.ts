import { passkey } from '@better-auth/passkey'
import { betterAuth } from 'better-auth'
import { genericOAuth, twoFactor } from 'better-auth/plugins'
import { CamelCasePlugin } from 'kysely'
import type { Configuration } from '#platform/configuration/configuration.ts'
import type { Database } from '#platform/database/open.ts'
import type { NodeKeys } from '#platform/vault/node-keys.ts'

/** Provider id of the OpenID Connect provider of this node. */
export const openIdConnectId = 'oidc'
export const passwordLengthMin = 12
export const passwordLengthMax = 128

/** What happens when a session is about to be opened; may refuse by throwing. */
export interface SessionOpening {
  opening(userId: string, path: string): Promise<{ lapsesAt: Date; strong: boolean; agencyId: string | null }>
  opened(userId: string, path: string): Promise<void>
}

export type Auth = ReturnType<typeof createAuth>

/**
 * The kept library for passwords, second factors, passkeys and OpenID Connect, on our tables. Nobody can register
 * herself; nothing is sent anywhere.
 */
export function createAuth(
  configuration: Configuration,
  database: Database,
  keys: NodeKeys,
  events: SessionOpening,
) {
  const { openIdConnect, origin } = configuration
  const secure = origin.startsWith('https:')
  return betterAuth({
    appName: configuration.nodeName,
    baseURL: origin,
    basePath: '/api/auth',
    secret: keys.secretFor('sessions').toString('base64'),
    // Foreign origins are refused before a request comes here; these are the names of this node.
    trustedOrigins: request => trustedOrigins(configuration, request),
    database: {
      db: database.ownerPool.withPlugin(new CamelCasePlugin({ maintainNestedObjectKeys: true })),
      type: 'postgres',
      schemaName: 'accounts',
      // Our hooks write in transactions of their own, which would wait for each other on one connection.
      transaction: false,
    },
    user: {
      additionalFields: {
        language: { type: 'string', required: false, input: false },
        lockedAt: { type: 'date', required: false, input: false },
        demonstration: { type: 'boolean', required: false, input: false },
        mustChangePassword: { type: 'boolean', required: false, input: false },
      },
    },
    account: {
      modelName: 'credential',
      storeStateStrategy: 'database',
      encryptOAuthTokens: true,
      updateAccountOnSignIn: false,
      accountLinking: { enabled: true, trustedProviders: [], updateUserInfoOnLink: false },
    },
    session: {
      expiresIn: configuration.sessionHoursMax * 3600,
      // The end never moves; the nearer lapse by idleness is kept in `lapsesAt`.
      disableSessionRefresh: true,
      freshAge: 0,
      cookieCache: { enabled: false },
      additionalFields: {
        lapsesAt: { type: 'date', required: true, input: false },
        strong: { type: 'boolean', required: false, input: false },
        agencyId: { type: 'string', required: false, input: false },
      },
    },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: passwordLengthMin,
      maxPasswordLength: passwordLengthMax,
      revokeSessionsOnPasswordReset: true,
    },
    databaseHooks: {
      session: {
        create: {
          before: async (session, context) => {
            const more = await events.opening(session.userId, context?.path ?? '')
            return { data: { ...session, ...more, userAgent: session.userAgent?.slice(0, 300) ?? null } }
          },
          after: async (session, context) => events.opened(session.userId, context?.path ?? ''),
        },
      },
      // Nobody registers herself, by whatever way.
      user: { create: { before: async () => false } },
    },
    plugins: [
      twoFactor({
        issuer: configuration.nodeName,
        twoFactorCookieMaxAge: 300,
        accountLockout: { enabled: true, maxFailedAttempts: 5, durationSeconds: 900 },
        schema: { twoFactor: { modelName: 'secondFactor' } },
      } as Parameters<typeof twoFactor>[0]),
      passkey({
        rpID: new URL(origin).hostname,
        rpName: configuration.nodeName,
        origin,
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
        // The column follows the naming of all others.
        schema: { passkey: { fields: { credentialID: 'credentialId' } } },
      }),
      ...(openIdConnect
        ? [
            genericOAuth({
              config: [
                {
                  providerId: openIdConnectId,
                  name: openIdConnect.name,
                  discoveryUrl: `${openIdConnect.issuer}/.well-known/openid-configuration`,
                  requireIdTokenVerification: true,
                  clientId: openIdConnect.clientId,
                  clientSecret: openIdConnect.clientSecret,
                  scopes: ['openid', 'email', 'profile'],
                  pkce: true,
                  disableSignUp: true,
                  disableImplicitSignUp: true,
                },
              ],
            }),
          ]
        : []),
    ],
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { disabled: true },
    // What is unexpected comes back to the server, whose log holds no values; the library would print them.
    onAPIError: { errorURL: '/sign-in', throw: true },
    advanced: {
      cookiePrefix: 'palermo',
      useSecureCookies: secure,
      defaultCookieAttributes: { sameSite: 'lax', httpOnly: true, secure },
      ipAddress: { disableIpTracking: true },
      database: { generateId: 'uuid' },
    },
  })
}

const local = /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/

function trustedOrigins(configuration: Configuration, request: Request | undefined): string[] {
  const asked = request?.headers.get('origin')
  return asked && local.test(asked) && local.test(configuration.origin)
    ? [configuration.origin, asked]
    : [configuration.origin]
}
