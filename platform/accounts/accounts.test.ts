import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { describe, expect, it, vi } from 'vitest'
import { findAccount, lockAccount, unlockAccount } from './accounts.store.ts'
import {
  accounts,
  actsAbout,
  agencies,
  browser,
  database,
  newAccount,
  node,
  password,
  serveAccounts,
} from './accounts.testing.ts'

serveAccounts()

describe('the tables of the accounts', () => {
  it('fit what the accounts library reads and writes', async () => {
    const { schemaCheckFor } = await import('@better-auth/core/db/internal')
    const { adapter } = await (await accounts.authFor('/sign-in/email')).$context
    const check = schemaCheckFor(adapter)
    expect(check).toBeDefined()
    expect(await check!()).toBeUndefined()
  })
  it('show the application no password, no session and no second factor', async () => {
    for (const [table, column] of [
      ['accounts.credential', 'password'],
      ['accounts.session', 'token'],
      ['accounts.second_factor', 'secret'],
      ['accounts.verification', 'value'],
      ['accounts.attempt', 'key'],
    ] as const)
      await expect(
        database.read(node, tx => sql`select ${sql.ref(column)} from ${sql.table(table)}`.execute(tx.db)),
        table,
      ).rejects.toThrow(/permission denied/)
  })
})

describe('signing in', () => {
  it('with a password opens a session that says who, for which agency, and what may be done', async () => {
    const { id, email } = await newAccount({
      memberships: [{ agencyId: agencies.shelter, role: 'caseworker' }],
    })
    const b = browser()
    expect(await b.session()).toMatchObject({
      signedIn: false,
      node: { name: 'Palermo', kind: 'national', demonstration: false },
    })
    const answer = await b.signIn(email.toUpperCase())
    expect(answer.status).toBe(200)
    const cookie = String(answer.headers['set-cookie'])
    expect(cookie).toMatch(/HttpOnly/)
    expect(cookie).toMatch(/SameSite=Lax/)
    expect(answer.text).not.toContain(b.cookies.get('palermo.session_token')!.slice(0, 20))
    const session = await b.session()
    expect(session).toMatchObject({
      signedIn: true,
      user: { id, email },
      agency: { id: agencies.shelter, name: 'Shelter North', kind: 'shelter' },
      roles: ['caseworker'],
      purpose: 'assistance',
      idleMinutes: 30,
    })
    expect(session.may).not.toContain('account.create')
    expect(session.accounts).toBeUndefined()
    expect(await actsAbout(id)).toMatchObject([
      { act: 'account.create' },
      { act: 'membership.grant' },
      { act: 'account.sign-in', actor_id: id, payload: '{"method":"password","strong":false}' },
    ])
  })
  it('answers an unknown address and a wrong password alike, and records both without the address', async () => {
    const { id, email } = await newAccount()
    const known = await browser('10.0.0.1').signIn(email, 'wrong password')
    const unknown = await browser('10.0.0.1').signIn('nobody@example.org', 'wrong password')
    const strip = (a: { status: number; body: Record<string, unknown> }) => [
      a.status,
      { ...a.body, instance: '' },
    ]
    expect(strip(known)).toEqual(strip(unknown))
    expect(known.body).toMatchObject({ status: 401, code: 'sign-in-failed' })
    expect((await actsAbout(id)).at(-1)).toMatchObject({
      act: 'account.fail-sign-in',
      payload: '{"method":"password"}',
    })
    expect(await actsAbout(accounts.record.subjectOfUnknown('nobody@example.org'))).toHaveLength(1)
    const { rows } = await database.maintain(db =>
      sql<{
        n: number
      }>`select count(*)::int as n from ledger.entry where payload like '%example.org%'`.execute(db),
    )
    expect(rows[0]!.n).toBe(0)
  })
  it('derives one key from the password whether the account exists or not, so that the time tells nothing', async () => {
    const { email } = await newAccount()
    const { password } = await (await accounts.authFor('/sign-in/email')).$context
    const derivations = [vi.spyOn(password, 'hash'), vi.spyOn(password, 'verify')]
    for (const address of [email, 'nobody2@example.org']) {
      await browser('10.0.0.2').signIn(address, 'wrong password')
      expect(derivations.map(of => of.mock.calls.length).reduce((a, b) => a + b)).toBe(1)
      for (const of of derivations) of.mockClear()
    }
    for (const of of derivations) of.mockRestore()
  })
  it('closes after five failures for a while, even to the right password, and opens again', async () => {
    const { id, email } = await newAccount()
    for (let i = 0; i < 5; i++)
      expect((await browser(`10.1.0.${i}`).signIn(email, 'wrong password')).status).toBe(401)
    const closed = await browser('10.1.0.9').signIn(email)
    expect(closed.status).toBe(429)
    expect(Number(closed.headers['retry-after'])).toBeGreaterThan(0)
    expect(closed.body).toMatchObject({ code: 'locked' })
    expect((await actsAbout(id)).map(a => a.act)).toContain('account.lock-out')
    await accounts.attempts.forgive('account', email)
    expect((await browser('10.1.0.9').signIn(email)).status).toBe(200)
  })
  it('closes for an address that does not exist in the same way', async () => {
    for (let i = 0; i < 5; i++) await browser(`10.2.0.${i}`).signIn('ghost@example.org', 'wrong password')
    expect((await browser('10.2.0.9').signIn('ghost@example.org')).status).toBe(429)
  })
  it('waits longer after each further failure', async () => {
    const wait = async () => {
      for (;;) {
        const { waitSeconds } = await accounts.attempts.begin('account', 'growing')
        if (waitSeconds > 0) return waitSeconds
      }
    }
    const first = await wait()
    await sql`update accounts.attempt set locked_until = ${new Date(0)} where failures >= 5`.execute(
      database.ownerPool,
    )
    const second = await wait()
    expect(first).toBeLessThanOrEqual(60)
    expect(second).toBeGreaterThan(60)
    expect(second).toBeLessThanOrEqual(120)
  })
  it('closes for a network address that tries many accounts', async () => {
    let last = 0
    for (let i = 0; i < 32 && last !== 429; i++)
      last = (
        await browser('10.3.0.1').ask('POST', '/api/auth/sign-in/email', {
          email: `try${i}@example.org`,
          password: 'x',
        })
      ).status
    expect(last).toBe(429)
    const { rows } = await sql<{
      t: string
    }>`select string_agg(a::text, ' ') as t from accounts.attempt a`.execute(database.ownerPool)
    expect(rows[0]!.t).not.toMatch(/10\.3|example/)
  })
  it('is refused to a closed account in the same words, and ends its sessions', async () => {
    const { id, email } = await newAccount()
    const b = browser()
    await b.signIn(email)
    const account = (await database.read(node, tx => findAccount(tx, id)))!
    await database.write(node, tx => lockAccount(tx, account))
    expect(await b.session()).toMatchObject({ signedIn: false })
    expect((await b.signIn(email)).body).toMatchObject({ status: 401, code: 'sign-in-failed' })
    await database.write(node, tx => unlockAccount(tx, account))
    expect((await b.signIn(email)).status).toBe(200)
  })
  it('cannot be had by registering, and leaves everything else of the library closed', async () => {
    const b = browser()
    for (const path of [
      'sign-up/email',
      'request-password-reset',
      'reset-password',
      'update-user',
      'delete-user',
      'change-email',
      'two-factor/send-otp',
      'get-access-token',
      'ok',
    ])
      expect(
        (await b.ask('POST', `/api/auth/${path}`, { email: 'x@example.org', password, name: 'X' })).status,
        path,
      ).toBe(404)
  })
})

describe('a session', () => {
  it('lapses when it is idle, and is moved by use but not by a screen that asks by itself', async () => {
    const { id, email } = await newAccount()
    const b = browser()
    await b.signIn(email)
    const lapse = async () =>
      (
        await sql<{ at: Date }>`select lapses_at as at from accounts.session where user_id = ${id}`.execute(
          database.ownerPool,
        )
      ).rows[0]?.at.getTime()
    const setLapse = (minutes: number) =>
      sql`update accounts.session set lapses_at = ${new Date(Date.now() + minutes * 60_000)} where user_id = ${id}`.execute(
        database.ownerPool,
      )
    await setLapse(10)
    const before = await lapse()
    await b.session()
    expect(await lapse()).toBe(before)
    await b.ask('GET', '/api/agencies')
    expect(await lapse()).toBeGreaterThan(before! + 15 * 60_000)
    await setLapse(-1)
    expect((await b.ask('GET', '/api/agencies')).status).toBe(401)
    expect(await lapse()).toBeUndefined()
  })
  it('ends after its hours whatever happens, in the accounts library too', async () => {
    const { id, email } = await newAccount()
    const b = browser()
    await b.signIn(email)
    await sql`update accounts.session set expires_at = ${new Date(Date.now() - 1000)} where user_id = ${id}`.execute(
      database.ownerPool,
    )
    expect((await b.ask('GET', '/api/auth/passkey/list-user-passkeys')).status).toBe(401)
  })
  it('cannot be made up or altered', async () => {
    const { email } = await newAccount()
    const b = browser()
    await b.signIn(email)
    const real = b.cookies.get('palermo.session_token')!
    for (const forged of [
      'abc.def',
      real.slice(0, -6),
      `x${real}`,
      encodeURIComponent(decodeURIComponent(real).replace(/\..*/, '.AAAA')),
    ]) {
      b.cookies.set('palermo.session_token', forged)
      expect(await b.session()).toMatchObject({ signedIn: false })
    }
  })
  it('acts for the agency that was chosen, and only for one of her own', async () => {
    const { id, email } = await newAccount({
      memberships: [
        { agencyId: agencies.shelter, role: 'caseworker' },
        { agencyId: agencies.police, role: 'investigator' },
      ],
    })
    const b = browser()
    await b.signIn(email)
    expect(await b.session()).toMatchObject({
      roles: [],
      agencies: [{ name: 'Police' }, { name: 'Shelter North' }],
    })
    expect((await b.ask('POST', '/api/session/agency', { agencyId: agencies.police })).status).toBe(204)
    expect(await b.session()).toMatchObject({
      roles: ['investigator'],
      purpose: 'investigation',
      agency: { id: agencies.police },
    })
    expect((await b.ask('POST', '/api/session/agency', { agencyId: randomUUID() })).status).toBe(404)
    await database.write(node, async tx => {
      const { revokeMembership } = await import('./accounts.store.ts')
      await revokeMembership(tx, { userId: id, agencyId: agencies.police, role: 'investigator' })
    })
    expect(await b.session()).toMatchObject({ roles: [] })
  })
  it('acts for a purpose of her roles and no other', async () => {
    const { email } = await newAccount({ memberships: [{ agencyId: agencies.shelter, role: 'caseworker' }] })
    const b = browser()
    await b.signIn(email)
    const as = (purpose: string) => b.ask('GET', '/api/agencies', undefined, { 'palermo-purpose': purpose })
    expect((await as('protection')).status).toBe(200)
    expect((await as('prosecution')).body).toMatchObject({ status: 403, code: 'refused.purpose' })
    expect((await as('nonsense')).status).toBe(403)
  })
  it('ends on signing out, and can be ended from another device', async () => {
    const { id, email } = await newAccount()
    const [one, other] = [browser(), browser()]
    await one.signIn(email)
    await other.signIn(email)
    const list = (await one.ask('GET', '/api/auth/list-sessions')).body as unknown as {
      id: string
      token: string
    }[]
    expect(list).toHaveLength(2)
    expect(JSON.stringify(list)).not.toContain(other.cookies.get('palermo.session_token')!.slice(0, 20))
    const current = (await one.ask('GET', '/api/auth/get-session')).body as unknown as {
      session: { id: string }
    }
    const others = list.find(s => s.id !== current.session.id)!
    await one.ask('POST', '/api/auth/revoke-session', { token: others.token })
    expect(await other.session()).toMatchObject({ signedIn: false })
    expect((await one.ask('POST', '/api/auth/sign-out', {})).status).toBe(200)
    expect(await one.session()).toMatchObject({ signedIn: false })
    expect((await actsAbout(id)).at(-1)?.act).toBe('account.sign-out')
  })
})
