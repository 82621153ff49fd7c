import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { nodeCaller } from '#kernel/policy/caller.ts'
import { markAsDemonstration, setSetting } from '#platform/access/settings.ts'
import { createServer } from '#platform/http/server.ts'
import { openTestDatabase } from '../../test/support/database.ts'
import { testContext } from '../../test/support/server.ts'
import { createAccount, foundAgency, grantMembership } from './accounts.store.ts'
import {
  actsAbout,
  agencies,
  browser,
  database,
  newAccount,
  node,
  password,
  passwordHash,
  serveAccounts,
} from './accounts.testing.ts'
import { createAccounts } from './accounts.ts'
import { mountAccounts } from './mount.ts'

serveAccounts()

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
