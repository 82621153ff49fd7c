import { randomUUID } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Caller } from '#kernel/policy/caller.ts'
import type { Database } from '#platform/database/open.ts'
import { createServer, type HttpServer } from '#platform/http/server.ts'
import { act, defineAct } from '#platform/ledger/act.ts'
import { callerOf, openTestDatabase } from '../../test/support/database.ts'
import { testContext } from '../../test/support/server.ts'
import { concerning, type Hub, openHub } from './hub.ts'
import { addLive } from './live.routes.ts'

const change = defineAct<Record<string, never>>('test.live-change', {
  subject: 'test',
  policy: () => ({ allowed: true }),
  project: async () => {},
  topics: entries => ['things', ...entries.map(e => `thing:${e.subjectId}`)],
})

let database: Database
let hub: Hub
let http: HttpServer
let url: string
let signedIn = true
const caller: Caller = callerOf(null)

beforeAll(async () => {
  const opened = await openTestDatabase()
  database = opened.database
  hub = await openHub(database)
  const parts = {
    ...testContext(opened),
    sessions: { find: async () => (signedIn ? { sessionId: 's', caller, lapsesAtMs: 0 } : undefined) },
  }
  http = await createServer(parts)
  addLive(http.fastify, parts, hub, http.rateLimit, 50)
  await http.fastify.listen({ port: 0, host: '127.0.0.1' })
  url = `http://127.0.0.1:${(http.fastify.server.address() as AddressInfo).port}/api/live`
})
afterAll(async () => {
  await http.fastify.close()
  await hub.close()
  await database.close()
})

/** Reads a stream until the text is there, or it ends. */
async function listen(query = '', headers: Record<string, string> = {}) {
  const stop = new AbortController()
  const response = await fetch(url + query, { headers, signal: stop.signal })
  let text = ''
  const reading = (async () => {
    for await (const part of response.body ?? []) text += Buffer.from(part).toString()
  })().catch(() => {})
  if (response.ok) await expect.poll(() => text).toContain(': here')
  return {
    response,
    text: () => text,
    topics: () =>
      [...text.matchAll(/^data: (.*)$/gm)].map(m => (JSON.parse(m[1]!) as { topic?: string }).topic),
    ended: reading,
    stop: () => {
      stop.abort()
      return reading
    },
  }
}
const write = (subjectId: string) =>
  database.write(caller, tx =>
    act(tx, change, { id: randomUUID(), subjectId, about: undefined, payload: {} }),
  )

describe('live updates', () => {
  it('tell everybody who watches what changed, and only those who know it about a single thing', async () => {
    const [mine, other] = [randomUUID(), randomUUID()]
    const all = await listen()
    const one = await listen(`?topics=thing:${mine}`)
    await write(mine)
    await write(other)
    await expect.poll(() => all.topics()).toEqual(['things', 'things'])
    await expect.poll(() => one.topics()).toEqual([`thing:${mine}`])
    await all.stop()
    await one.stop()
    await expect.poll(() => hub.watchers()).toBe(0)
  })
  it('say nothing when the change was undone', async () => {
    const all = await listen()
    await database
      .write(caller, async tx => {
        await act(tx, change, { id: randomUUID(), subjectId: randomUUID(), about: undefined, payload: {} })
        throw new Error('undone')
      })
      .catch(() => {})
    await write(randomUUID())
    await expect.poll(() => all.topics()).toEqual(['things'])
    await all.stop()
  })
  it('say “look again” when there was too much to name, and after the line was down', async () => {
    const again = await listen('', { 'last-event-id': '7' })
    await expect.poll(() => again.topics()).toEqual(['*'])
    await sql`select pg_notify('palermo_live', '["*"]')`.execute(database.ownerPool)
    await expect.poll(() => again.topics()).toEqual(['*', '*'])
    expect(concerning(new Set(['x']), ['*'])).toEqual(['*'])
    await again.stop()
  })
  it('are for those who are signed in, and end when the session lapses', async () => {
    const stream = await listen()
    expect(stream.response.headers.get('content-security-policy')).toContain("default-src 'self'")
    signedIn = false
    await stream.ended
    expect(stream.text()).toContain('event: lapsed')
    expect((await listen()).response.status).toBe(401)
    signedIn = true
    expect((await listen('?topics=a%20b')).response.status).toBe(400)
  })
})
