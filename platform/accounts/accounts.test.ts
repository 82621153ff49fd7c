import { randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { Secret, TOTP } from 'otpauth'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { nodeCaller } from '#kernel/policy/caller.ts'
import { markAsDemonstration, setSetting } from '#platform/access/settings.ts'
import type { Database } from '#platform/database/open.ts'
import { createServer } from '#platform/http/server.ts'
import { openTestDatabase } from '../../test/support/database.ts'
import { testContext } from '../../test/support/server.ts'
import {
  createAccount,
  findAccount,
  foundAgency,
  grantMembership,
  lockAccount,
  unlockAccount,
} from './accounts.store.ts'
import { type Accounts, createAccounts, hashPassword } from './accounts.ts'
import { mountAccounts } from './mount.ts'

let database: Database
let accounts: Accounts
let fastify: FastifyInstance
let passwordHash: string
const node = nodeCaller('administration')
const password = 'four calm words here'
const agencies = { shelter: randomUUID(), police: randomUUID() }

beforeAll(async () => {
  const opened = await openTestDatabase()
  database = opened.database
  const context = testContext(opened)
  accounts = createAccounts(context.configuration, database, opened.keys)
  const parts = { ...context, sessions: accounts.sessions }
  const http = await createServer(parts)
  mountAccounts(http, parts, accounts)
  fastify = http.fastify
  passwordHash = await hashPassword(password)
  await database.write(node, async tx => {
    await foundAgency(tx, { id: agencies.shelter, name: 'Shelter North', kind: 'shelter', country: 'XA' })
    await foundAgency(tx, { id: agencies.police, name: 'Police', kind: 'police', country: 'XA' })
  })
})
afterAll(async () => {
  await fastify.close()
  await database.close()
})

/** A browser: keeps cookies, says where it comes from. */
function browser(address = '127.0.0.1') {
  const cookies = new Map<string, string>()
  return {
    cookies,
    async ask(
      method: 'GET' | 'POST' | 'PUT' | 'DELETE',
      url: string,
      body?: unknown,
      headers: Record<string, string> = {},
    ) {
      const answer = await fastify.inject({
        method,
        url,
        remoteAddress: address,
        headers: {
          host: 'localhost:8080',
          'sec-fetch-site': 'same-origin',
          cookie: [...cookies].map(([k, v]) => `${k}=${v}`).join('; '),
          ...headers,
        },
        ...(body === undefined ? {} : { payload: body as object }),
      })
      for (const cookie of [answer.headers['set-cookie'] ?? []].flat()) {
        const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie)!
        if (/max-age=0/i.test(cookie) || value === '') cookies.delete(name!)
        else cookies.set(name!, value!)
      }
      return {
        status: answer.statusCode,
        body: (answer.body ? JSON.parse(answer.body) : {}) as Record<string, never>,
        headers: answer.headers,
        text: answer.body,
      }
    },
    signIn(email: string, secret = password) {
      return this.ask('POST', '/api/auth/sign-in/email', { email, password: secret })
    },
    async session() {
      return (await this.ask('GET', '/api/session')).body as Record<string, unknown>
    },
  }
}

let count = 0
async function newAccount(more: Partial<Parameters<typeof createAccount>[1]> = {}) {
  const id = randomUUID()
  const email = `person${++count}@example.org`
  await database.write(node, tx =>
    createAccount(tx, { id, name: `Person ${count}`, email, passwordHash, ...more }),
  )
  return { id, email }
}
const actsAbout = async (id: string) => {
  const { rows } = await database.maintain(db =>
    sql<{
      act: string
      payload: string
      actor_id: string
    }>`select act, payload, actor_id from ledger.entry where subject_id = ${id} order by position`.execute(
      db,
    ),
  )
  return rows
}

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

describe('administration', () => {
  const strong = async (more: Parameters<typeof newAccount>[0]) => {
    const account = await newAccount(more)
    const b = browser()
    await b.signIn(account.email)
    await sql`update accounts.session set strong = true where user_id = ${account.id}`.execute(
      database.ownerPool,
    )
    return { ...account, b }
  }
  it('needs a second factor, which the administrator may set up herself', async () => {
    const { email } = await newAccount({ administrator: true })
    const b = browser()
    await b.signIn(email)
    expect(await b.session()).toMatchObject({
      roles: ['administrator'],
      secondFactor: { required: true, used: false },
    })
    const answer = await b.ask('PUT', `/api/agencies/${randomUUID()}`, { name: 'Court', kind: 'court' })
    expect(answer.body).toMatchObject({ status: 403, code: 'refused.second-factor' })
  })
  it('creates an account with a first password that must be changed, once for each act', async () => {
    const { b } = await strong({ administrator: true })
    const body = {
      name: 'New One',
      email: 'New.One@example.org',
      memberships: [{ agencyId: agencies.shelter, role: 'caseworker' }],
    }
    const key = { 'idempotency-key': randomUUID() }
    const created = await b.ask('POST', '/api/accounts', { id: randomUUID(), ...body }, key)
    expect(created.status).toBe(201)
    const { account, password: first } = created.body as unknown as {
      account: { id: string; email: string }
      password: string
    }
    expect(account).toMatchObject({
      email: 'new.one@example.org',
      memberships: [{ agency: 'Shelter North', role: 'caseworker' }],
    })
    const other = browser()
    expect((await other.signIn('new.one@example.org', first)).status).toBe(200)
    expect(await other.session()).toMatchObject({ mustChangePassword: true, roles: [] })
    const taken = await b.ask('POST', '/api/accounts', body)
    expect(taken.body).toMatchObject({ status: 422, problems: [{ where: 'email', code: 'account.taken' }] })
    expect(JSON.stringify(await actsAbout(account.id))).not.toMatch(/new\.one|New One/)
  })
  it('of an agency reaches its own people only, and of the node everybody', async () => {
    const inShelter = await newAccount({ memberships: [{ agencyId: agencies.shelter, role: 'caseworker' }] })
    const inPolice = await newAccount({ memberships: [{ agencyId: agencies.police, role: 'investigator' }] })
    const local = await strong({ memberships: [{ agencyId: agencies.shelter, role: 'administrator' }] })
    const list = (await local.b.ask('GET', '/api/accounts')).body as unknown as { accounts: { id: string }[] }
    expect(list.accounts.map(a => a.id)).toContain(inShelter.id)
    expect(list.accounts.map(a => a.id)).not.toContain(inPolice.id)
    expect((await local.b.ask('POST', `/api/accounts/${inPolice.id}/lock`)).status).toBe(404)
    expect((await local.b.ask('POST', `/api/accounts/${inShelter.id}/lock`)).body).toMatchObject({
      locked: true,
    })
    expect(
      (
        await local.b.ask('POST', `/api/accounts/${inPolice.id}/memberships`, {
          agencyId: agencies.police,
          role: 'supervisor',
        })
      ).status,
    ).toBe(403)
    expect(
      (
        await local.b.ask('POST', '/api/accounts', {
          name: 'X',
          email: 'x1@example.org',
          administrator: true,
        })
      ).status,
    ).toBe(403)
    expect(
      (await local.b.ask('PUT', '/api/settings', { name: 'statistics.cellCountMin', value: 4 })).status,
    ).toBe(403)
  })
  it('resets an account to a first password without second factors', async () => {
    const { b } = await strong({ administrator: true })
    const { id, email } = await newAccount()
    const reset = (await b.ask('POST', `/api/accounts/${id}/reset`)).body as unknown as { password: string }
    expect((await browser().signIn(email)).status).toBe(401)
    expect((await browser().signIn(email, reset.password)).status).toBe(200)
  })
  it('never leaves the node without an administrator', async () => {
    const { id, b } = await strong({ administrator: true })
    expect((await b.ask('POST', `/api/accounts/${id}/lock`)).body).toMatchObject({
      code: 'refused.own-account',
    })
  })
  it('changes a setting as an act, within what it can be', async () => {
    const { b } = await strong({ administrator: true })
    const put = (name: string, value: unknown) => b.ask('PUT', '/api/settings', { name, value })
    expect((await put('statistics.cellCountMin', 8)).body).toMatchObject({
      settings: expect.arrayContaining([{ name: 'statistics.cellCountMin', value: 8, default: 5 }]),
    })
    expect((await put('statistics.cellCountMin', 1)).status).toBe(422)
    expect((await put('node.demonstration', { seed: 'x' })).status).toBe(404)
    expect((await put('nothing.known', 1)).status).toBe(404)
  })
})

describe('demonstration accounts', () => {
  const demonstration = { role: 'caseworker', agency: 'Shelter North', password }
  it('cannot exist in a node that is not a demonstration, whoever tries', async () => {
    await expect(newAccount({ demonstration })).rejects.toThrow(/demonstration node only/)
    await expect(
      database.maintain(async db => {
        await sql`insert into accounts."user" (id, name, email, demonstration) values (${randomUUID()}, 'x', 'x@y', true)`.execute(
          db,
        )
      }),
    ).rejects.toThrow(/demonstration node only/)
    const { id } = await newAccount()
    await expect(
      database.maintain(db =>
        sql`update accounts."user" set demonstration = true where id = ${id}`.execute(db),
      ),
    ).rejects.toThrow(/demonstration node only/)
  })
  it('cannot be brought in by marking a node that has accounts of its own', async () => {
    await expect(
      database.write(nodeCaller('demonstration'), tx => markAsDemonstration(tx, '1')),
    ).rejects.toThrow(/cannot become/)
    await expect(database.write(node, tx => markAsDemonstration(tx, '1'))).rejects.toThrow(/purpose/)
    await expect(database.write(node, tx => setSetting(tx, 'node.demonstration', true))).rejects.toThrow()
  })
  it('are shown before signing in, work without a second factor, and end with the mark', async () => {
    const opened = await openTestDatabase()
    const context = testContext(opened)
    const demoAccounts = createAccounts(context.configuration, opened.database, opened.keys)
    const parts = { ...context, sessions: demoAccounts.sessions }
    const http = await createServer(parts)
    mountAccounts(http, parts, demoAccounts)
    const id = randomUUID()
    await opened.database.write(nodeCaller('demonstration'), async tx => {
      await markAsDemonstration(tx, 'seed 1')
      await foundAgency(tx, { id: agencies.shelter, name: 'Shelter North', kind: 'shelter', country: null })
      await createAccount(tx, { id, name: 'Ana', email: 'ana@demo.example', passwordHash, demonstration })
      await grantMembership(tx, { userId: id, agencyId: agencies.shelter, role: 'caseworker' })
    })
    const session = async (headers: Record<string, string> = {}) =>
      (
        await http.fastify.inject({ url: '/api/session', headers: { host: 'localhost', ...headers } })
      ).json() as Record<string, unknown>
    expect(await session()).toMatchObject({
      node: { demonstration: true },
      accounts: [{ email: 'ana@demo.example', name: 'Ana', ...demonstration }],
    })
    const signIn = () =>
      http.fastify.inject({
        method: 'POST',
        url: '/api/auth/sign-in/email',
        headers: { host: 'localhost' },
        payload: { email: 'ana@demo.example', password },
      })
    const answer = await signIn()
    const cookie = String(answer.headers['set-cookie']).split(';')[0]!
    expect(await session({ cookie })).toMatchObject({
      signedIn: true,
      secondFactor: { required: false, used: true },
    })
    await opened.database.maintain(async db => {
      await sql`alter table access.setting disable trigger requires_entry`.execute(db)
      await sql`delete from access.setting where name = 'node.demonstration'`.execute(db)
      await sql`alter table access.setting enable trigger requires_entry`.execute(db)
    })
    expect(await session({ cookie })).toMatchObject({ signedIn: false })
    expect((await signIn()).statusCode).toBe(401)
    await http.fastify.close()
    await opened.database.close()
  })
})
