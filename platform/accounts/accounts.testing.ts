import { randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { afterAll, beforeAll } from 'vitest'
import { nodeCaller } from '#kernel/policy/caller.ts'
import type { Database } from '#platform/database/open.ts'
import { createServer } from '#platform/http/server.ts'
import { openTestDatabase } from '../../test/support/database.ts'
import { testContext } from '../../test/support/server.ts'
import { createAccount, foundAgency } from './accounts.store.ts'
import { type Accounts, createAccounts, hashPassword } from './accounts.ts'
import { mountAccounts } from './mount.ts'

export let database: Database
export let accounts: Accounts
export let fastify: FastifyInstance
export let passwordHash: string
export const node = nodeCaller('administration')
export const password = 'four calm words here'
export const agencies = { shelter: randomUUID(), police: randomUUID() }

/** Serves accounts on a database of its own while the tests of a file run. */
export function serveAccounts(): void {
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
}

/** A browser: keeps cookies, says where it comes from. */
export function browser(address = '127.0.0.1') {
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

/** An account with the password of the tests. */
export async function newAccount(more: Partial<Parameters<typeof createAccount>[1]> = {}) {
  const id = randomUUID()
  const email = `person${++count}@example.org`
  await database.write(node, tx =>
    createAccount(tx, { id, name: `Person ${count}`, email, passwordHash, ...more }),
  )
  return { id, email }
}

/** What the ledger says of an account, in its order. */
export const actsAbout = async (id: string) => {
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
