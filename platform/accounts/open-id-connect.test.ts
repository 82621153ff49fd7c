import { randomUUID } from 'node:crypto'
import type { RequestListener, Server } from 'node:http'
import { createServer as createHttpServer } from 'node:http'
import type { AddressInfo } from 'node:net'
// @ts-expect-error the package brings no types
import Provider from 'oidc-provider'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { nodeCaller } from '#kernel/policy/caller.ts'
import { createServer, type HttpServer } from '#platform/http/server.ts'
import { openTestDatabase } from '../../test/support/database.ts'
import { testContext } from '../../test/support/server.ts'
import { createAccount } from './accounts.store.ts'
import { createAccounts } from './accounts.ts'
import { mountAccounts } from './mount.ts'

const people: Record<string, { email: string; email_verified: boolean }> = {
  ana: { email: 'ana@example.org', email_verified: true },
  unverified: { email: 'bo@example.org', email_verified: false },
  stranger: { email: 'stranger@example.org', email_verified: true },
}
let providerServer: Server
let issuer: string
let answers: RequestListener
let http: HttpServer
let close: () => Promise<void>
const ana = randomUUID()

beforeAll(async () => {
  providerServer = createHttpServer()
  await new Promise<void>(resolve => providerServer.listen(0, '127.0.0.1', resolve))
  issuer = `http://127.0.0.1:${(providerServer.address() as AddressInfo).port}`
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: 'palermo',
        client_secret: 'a secret of the test',
        redirect_uris: ['http://localhost:8080/api/auth/callback/oidc'],
      },
    ],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    conformIdTokenClaims: false,
    findAccount: (_: unknown, id: string) => ({
      accountId: id,
      claims: async () => ({ sub: id, name: id, ...people[id] }),
    }),
    features: { devInteractions: { enabled: true } },
    pkce: { required: () => true },
    cookies: { keys: ['test'] },
  })
  answers = provider.callback()

  const opened = await openTestDatabase()
  const context = testContext(opened, {
    PALERMO_OIDC_ISSUER: issuer,
    PALERMO_OIDC_CLIENT_ID: 'palermo',
    PALERMO_OIDC_CLIENT_SECRET: 'a secret of the test',
    PALERMO_OIDC_NAME: 'Ministry',
  })
  const accounts = createAccounts(context.configuration, opened.database, opened.keys)
  const parts = { ...context, sessions: accounts.sessions }
  http = await createServer(parts)
  mountAccounts(http, parts, accounts)
  await opened.database.write(nodeCaller('administration'), async tx => {
    await createAccount(tx, { id: ana, name: 'Ana', email: 'ana@example.org', passwordHash: null })
    await createAccount(tx, { id: randomUUID(), name: 'Bo', email: 'bo@example.org', passwordHash: null })
  })
  close = async () => {
    await http.fastify.close()
    await opened.database.close()
  }
})
afterAll(async () => {
  await close()
  providerServer.closeAllConnections()
  await new Promise(resolve => providerServer.close(resolve))
})

/** The cookies of one place, the newest of each name. */
class Jar {
  private readonly cookies = new Map<string, string>()
  take(headers: readonly string[]) {
    for (const header of headers) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(header)!
      this.cookies.set(name!, value!)
    }
  }
  toString() {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  }
}

/** Walks from our sign-in through the provider's pages and back to our callback, as a browser would. */
async function signInAs(login: string) {
  const ours = new Jar()
  const ask = async (method: 'GET' | 'POST', url: string, payload?: object) => {
    const answer = await http.fastify.inject({
      method,
      url,
      headers: { host: 'localhost:8080', 'sec-fetch-site': 'same-origin', cookie: String(ours) },
      ...(payload ? { payload } : {}),
    })
    ours.take([answer.headers['set-cookie'] ?? []].flat())
    return answer
  }
  const begun = await ask('POST', '/api/auth/sign-in/oauth2', { providerId: 'oidc', callbackURL: '/cases' })
  const theirs = new Jar()
  let url = (begun.json() as { url: string }).url
  for (let step = 0; step < 12 && url.startsWith(issuer); step++) {
    let answer = await fetch(url, { redirect: 'manual', headers: { cookie: String(theirs) } })
    theirs.take(answer.headers.getSetCookie())
    if (answer.status === 200) {
      const page = await answer.text()
      const action = /action="([^"]+)"/.exec(page)![1]!
      const prompt = /name="prompt" value="([^"]+)"/.exec(page)![1]!
      answer = await fetch(new URL(action, issuer), {
        method: 'POST',
        redirect: 'manual',
        headers: { cookie: String(theirs), 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({ prompt, login, password: 'x' }),
      })
      theirs.take(answer.headers.getSetCookie())
    }
    url = new URL(answer.headers.get('location')!, issuer).href
  }
  const back = await ask('GET', url.replace('http://localhost:8080', ''))
  return { back, session: (await ask('GET', '/api/session')).json() as Record<string, unknown> }
}

describe('OpenID Connect', () => {
  it('is offered by name', async () => {
    const answer = await http.fastify.inject({ url: '/api/session', headers: { host: 'localhost' } })
    expect(answer.json()).toMatchObject({ openIdConnect: [{ id: 'oidc', name: 'Ministry' }] })
  })
  it('is asked again when it did not answer at first', async () => {
    const begin = () =>
      http.fastify.inject({
        method: 'POST',
        url: '/api/auth/sign-in/oauth2',
        headers: { host: 'localhost:8080' },
        payload: { callbackURL: '/cases' },
      })
    const down: RequestListener = (_, response) => response.writeHead(503).end()
    providerServer.on('request', down)
    expect((await begin()).statusCode).toBeGreaterThanOrEqual(400)
    providerServer.off('request', down)
    providerServer.on('request', answers)
    expect((await begin()).json()).toMatchObject({ url: expect.stringContaining(issuer) })
  })
  it('signs in an account whose address the provider vouches for, and leads back to the page', async () => {
    const { back, session } = await signInAs('ana')
    expect(back.statusCode).toBe(302)
    expect(back.headers.location).toMatch(/\/cases$/)
    expect(session).toMatchObject({ signedIn: true, user: { id: ana }, secondFactor: { used: false } })
  })
  it.each(['unverified', 'stranger'])('does not let in somebody who is %s', async login => {
    const { back, session } = await signInAs(login)
    expect(back.headers.location).toContain('/sign-in')
    expect(session).toMatchObject({ signedIn: false })
  })
  it('leads back to pages of this node alone', async () => {
    const answer = await http.fastify.inject({
      method: 'POST',
      url: '/api/auth/sign-in/oauth2',
      headers: { host: 'localhost:8080' },
      payload: { callbackURL: 'https://evil.example/', errorCallbackURL: '//evil.example' },
    })
    expect(answer.statusCode).toBe(200)
    expect(answer.body).not.toContain('evil')
  })
})
