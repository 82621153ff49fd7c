import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { nodeCaller } from '#kernel/policy/caller.ts'
import { createServer, type HttpServer } from '#platform/http/server.ts'
import { openHub } from '#platform/live/hub.ts'
import { openTestDatabase } from '../../test/support/database.ts'
import { startPostgres, type TemporaryPostgres } from '../../test/support/postgres.ts'
import { testContext } from '../../test/support/server.ts'
import { createAccount, foundAgency } from './accounts.store.ts'
import { type Accounts, createAccounts, hashPassword } from './accounts.ts'
import { mountAccounts } from './mount.ts'

let postgres: TemporaryPostgres
let opened: Awaited<ReturnType<typeof openTestDatabase>>
let accounts: Accounts
let http: HttpServer
const agencyId = randomUUID()
const password = 'four calm words here'

beforeAll(async () => {
  postgres = await startPostgres()
  opened = await openTestDatabase(postgres.url)
  const context = testContext(opened)
  accounts = createAccounts(context.configuration, opened.database, opened.keys)
  const parts = { ...context, sessions: accounts.sessions }
  http = await createServer(parts)
  mountAccounts(http, parts, accounts)
  const passwordHash = await hashPassword(password)
  await opened.database.write(nodeCaller('administration'), async tx => {
    await foundAgency(tx, { id: agencyId, name: 'Shelter', kind: 'shelter', country: null })
    await createAccount(tx, {
      id: randomUUID(),
      name: 'Ana',
      email: 'ana@example.org',
      passwordHash,
      memberships: [{ agencyId, role: 'caseworker' }],
    })
  })
})
afterAll(async () => {
  await http.fastify.close()
  await opened.database.close()
  await postgres.stop()
})

const ask = (method: 'GET' | 'POST', url: string, cookie = '', payload?: object) =>
  http.fastify.inject({
    method,
    url,
    headers: { host: 'localhost', 'sec-fetch-site': 'same-origin', cookie },
    ...(payload ? { payload } : {}),
  })

it('signs in on a PostgreSQL server whose user is no superuser', async () => {
  const answer = await ask('POST', '/api/auth/sign-in/email', '', { email: 'ana@example.org', password })
  expect(answer.statusCode).toBe(200)
  const cookie = String(answer.headers['set-cookie']).split(';')[0]!
  const session = (await ask('GET', '/api/session', cookie)).json() as object
  expect(session).toMatchObject({ signedIn: true, agency: { id: agencyId }, roles: ['caseworker'] })
  expect((await ask('POST', '/api/auth/sign-out', cookie, {})).statusCode).toBe(200)
  expect((await ask('GET', '/api/agencies', cookie)).statusCode).toBe(401)
})
it('lets no more attempts through when they come all at once', async () => {
  const answers = await Promise.all(
    Array.from({ length: 12 }, () => accounts.attempts.begin('account', 'crowd@example.org')),
  )
  expect(answers.filter(a => a.waitSeconds === 0)).toHaveLength(5)
})
it('hears on one process what another has told', async () => {
  const hub = await openHub(opened.database)
  const heard: string[] = []
  hub.watch(undefined, topics => heard.push(...topics))
  await opened.database.write(nodeCaller('administration'), tx =>
    foundAgency(tx, { id: randomUUID(), name: 'Police', kind: 'police', country: null }),
  )
  await expect.poll(() => heard).toEqual(['agencies'])
  await hub.close()
})
