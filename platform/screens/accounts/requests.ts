import { api } from '../api.ts'
import { asProblem } from '../problem.ts'

const base = '/api/auth'

export type SignInAnswer = { twoFactorRedirect?: boolean }
export type OpenSession = {
  id: string
  token: string
  createdAt: string
  updatedAt?: string
  expiresAt: string
  ipAddress?: string | null
  userAgent?: string | null
}
export type Passkey = { id: string; name?: string | null; createdAt?: string | null; deviceType?: string }
export type Account = { twoFactorEnabled?: boolean | null }

/** What the accounts part of the server answers to; each rejects with ApiProblem. */
export const accounts = {
  signIn: (email: string, password: string) =>
    api.post<SignInAnswer>(`${base}/sign-in/email`, { email, password }),
  verifyTotp: (code: string) => api.post(`${base}/two-factor/verify-totp`, { code }),
  verifyBackupCode: (code: string) => api.post(`${base}/two-factor/verify-backup-code`, { code }),
  enableTotp: (password: string) =>
    api.post<{ totpURI: string; backupCodes: string[] }>(`${base}/two-factor/enable`, { password }),
  disableTotp: (password: string) => api.post(`${base}/two-factor/disable`, { password }),
  changePassword: (currentPassword: string, newPassword: string) =>
    api.post(`${base}/change-password`, { currentPassword, newPassword, revokeOtherSessions: true }),
  current: () => api.get<{ session: OpenSession; user: Account } | null>(`${base}/get-session`),
  sessions: () => api.get<OpenSession[]>(`${base}/list-sessions`),
  revoke: (token: string) => api.post(`${base}/revoke-session`, { token }),
  passkeys: () => api.get<Passkey[]>(`${base}/passkey/list-user-passkeys`),
  removePasskey: (id: string) => api.post(`${base}/passkey/delete-passkey`, { id }),
  organization: (providerId: string, callbackURL: string) =>
    api.post<{ url: string }>(`${base}/sign-in/oauth2`, {
      providerId,
      callbackURL,
      errorCallbackURL: '/sign-in',
    }),
  signInWithPasskey,
  registerPasskey,
}

/** True where the browser can sign in with a passkey. */
export const knowsPasskeys = (): boolean =>
  typeof PublicKeyCredential !== 'undefined' && 'parseRequestOptionsFromJSON' in PublicKeyCredential

async function signInWithPasskey(): Promise<void> {
  const options = await api.get<PublicKeyCredentialRequestOptionsJSON>(
    `${base}/passkey/generate-authenticate-options`,
  )
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options)
  const credential = (await navigator.credentials.get({ publicKey })) as PublicKeyCredential | null
  if (credential !== null)
    await api.post(`${base}/passkey/verify-authentication`, { response: credential.toJSON() })
}

async function registerPasskey(name: string): Promise<void> {
  const options = await api.get<PublicKeyCredentialCreationOptionsJSON>(
    `${base}/passkey/generate-register-options`,
  )
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options)
  const credential = (await navigator.credentials.create({ publicKey })) as PublicKeyCredential | null
  if (credential !== null)
    await api.post(`${base}/passkey/verify-registration`, { response: credential.toJSON(), name })
}

/** What to say: one of our texts, or a sentence that the server wrote in the reader's language. */
export type Said = { key: string } | { text: string }

/** What went wrong with an account, said without telling whether the account exists. */
export function accountTrouble(error: unknown, step: 'signIn' | 'code' | 'password' | 'passkey'): Said {
  const key = (name: string): Said => ({ key: `accounts.trouble.${name}` })
  if (error instanceof DOMException) return key('passkeyCancelled')
  const { kind, details } = asProblem(error)
  const code = details.code ?? ''
  if (kind === 'offline') return key('offline')
  if ((kind === 'tooMany' || details.status === 423) && details.detail) return { text: details.detail }
  if (details.status === 423 || /LOCK/i.test(code)) return key('locked')
  if (kind === 'tooMany') return key('tooMany')
  if (kind === 'server') return key('server')
  if (/PASSWORD_TOO_SHORT|PASSWORD_TOO_LONG|COMPROMISED/.test(code)) return key('weakPassword')
  return key(step)
}
