import { Secret, TOTP } from 'otpauth'
import { describe, expect, it } from 'vitest'
import { actsAbout, agencies, browser, newAccount, password, serveAccounts } from './accounts.testing.ts'

serveAccounts()

describe('a password', () => {
  it('is changed with the old one; other sessions end, and the change is recorded', async () => {
    const { id, email } = await newAccount({
      mustChangePassword: true,
      memberships: [{ agencyId: agencies.shelter, role: 'caseworker' }],
    })
    const [one, other] = [browser(), browser()]
    await one.signIn(email)
    await other.signIn(email)
    expect(await one.session()).toMatchObject({ mustChangePassword: true, roles: [] })
    const change = (currentPassword: string, newPassword: string) =>
      one.ask('POST', '/api/auth/change-password', { currentPassword, newPassword })
    expect((await change('wrong password', 'another good phrase')).status).toBe(400)
    expect((await change(password, 'short')).body).toMatchObject({ code: 'account.PASSWORD_TOO_SHORT' })
    expect((await change(password, 'another good phrase')).status).toBe(200)
    expect(await other.session()).toMatchObject({ signedIn: false })
    expect(await one.session()).toMatchObject({ mustChangePassword: false, roles: ['caseworker'] })
    expect((await actsAbout(id)).at(-1)?.act).toBe('account.change-password')
    expect((await browser().signIn(email)).status).toBe(401)
    expect((await browser().signIn(email, 'another good phrase')).status).toBe(200)
  })
})

describe('a second factor', () => {
  it('is asked for after the password, by code or by a backup code that works once', async () => {
    const { id, email } = await newAccount({
      memberships: [{ agencyId: agencies.shelter, role: 'caseworker' }],
    })
    const b = browser()
    await b.signIn(email)
    const enabled = await b.ask('POST', '/api/auth/two-factor/enable', { password })
    const { totpURI, backupCodes } = enabled.body as unknown as { totpURI: string; backupCodes: string[] }
    const totp = new TOTP({
      secret: Secret.fromBase32(new URL(totpURI).searchParams.get('secret')!),
      digits: 6,
      period: 30,
    })
    expect((await b.ask('POST', '/api/auth/two-factor/verify-totp', { code: totp.generate() })).status).toBe(
      200,
    )
    expect(await b.session()).toMatchObject({ signedIn: true, secondFactor: { enabled: true } })

    const fresh = browser()
    expect((await fresh.signIn(email)).body).toMatchObject({ twoFactorRedirect: true })
    expect(await fresh.session()).toMatchObject({ signedIn: false })
    expect((await fresh.ask('POST', '/api/auth/two-factor/verify-totp', { code: '000000' })).status).toBe(401)
    const done = await fresh.ask('POST', '/api/auth/two-factor/verify-totp', {
      code: totp.generate(),
      trustDevice: true,
    })
    expect(done.status).toBe(200)
    expect([...fresh.cookies.keys()].join()).not.toMatch(/trust/)
    expect(await fresh.session()).toMatchObject({ signedIn: true, secondFactor: { used: true } })

    const third = browser()
    await third.signIn(email)
    expect(
      (await third.ask('POST', '/api/auth/two-factor/verify-backup-code', { code: backupCodes[0] })).status,
    ).toBe(200)
    const fourth = browser()
    await fourth.signIn(email)
    expect(
      (await fourth.ask('POST', '/api/auth/two-factor/verify-backup-code', { code: backupCodes[0] })).status,
    ).toBe(401)

    const acts = (await actsAbout(id)).map(a => `${a.act} ${a.payload}`)
    expect(acts).toContain('account.change-second-factor {"what":"totp"}')
    expect(acts).toContain('account.fail-sign-in {"method":"totp"}')
    expect(acts).toContain('account.sign-in {"method":"totp","strong":true}')
    expect(acts).toContain('account.sign-in {"method":"backup-code","strong":true}')
    expect(acts.filter(a => a === 'account.sign-in {"method":"password","strong":false}')).toHaveLength(1)
  })
  it('is closed after five wrong codes', async () => {
    const { email } = await newAccount()
    const b = browser()
    await b.signIn(email)
    const { totpURI } = (await b.ask('POST', '/api/auth/two-factor/enable', { password }))
      .body as unknown as { totpURI: string }
    const totp = new TOTP({ secret: Secret.fromBase32(new URL(totpURI).searchParams.get('secret')!) })
    await b.ask('POST', '/api/auth/two-factor/verify-totp', { code: totp.generate() })
    const thief = browser('10.4.0.1')
    let last = 0
    for (let i = 0; i < 6; i++) {
      await thief.signIn(email)
      last = (await thief.ask('POST', '/api/auth/two-factor/verify-totp', { code: '000000' })).status
    }
    expect(last).toBe(429)
    await thief.signIn(email)
    expect(
      (await thief.ask('POST', '/api/auth/two-factor/verify-totp', { code: totp.generate() })).status,
    ).toBe(429)
  })
})

describe('a passkey', () => {
  it('is offered for this node alone, with the person verified', async () => {
    const { email } = await newAccount()
    const b = browser()
    await b.signIn(email)
    const { body } = await b.ask('GET', '/api/auth/passkey/generate-register-options')
    expect(body).toMatchObject({
      rp: { id: 'localhost', name: 'Palermo' },
      authenticatorSelection: { userVerification: 'required', residentKey: 'required' },
    })
    expect((await browser().ask('GET', '/api/auth/passkey/generate-register-options')).status).toBe(401)
    expect(
      (await browser('10.5.0.1').ask('GET', '/api/auth/passkey/generate-authenticate-options')).body,
    ).toMatchObject({ rpId: 'localhost' })
  })
})
