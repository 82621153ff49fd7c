import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Caller } from '#kernel/policy/caller.ts'
import { Refused } from '#kernel/policy/policy.ts'
import { Home } from '#platform/access/home.ts'
import { readConfiguration } from '#platform/configuration/configuration.ts'
import { fileRoom } from '#platform/files/files.ts'
import type { RouteContext } from '#platform/http/context.ts'
import type { RouteServer } from '#platform/http/route.ts'
import { createServer } from '#platform/http/server.ts'
import { openJobs } from '#platform/jobs/jobs.ts'
import { createLog, silentLog } from '#platform/telemetry/log.ts'
import { callerOf, openTestDatabase } from './database.ts'

export interface TestServer {
  context: RouteContext
  /** Sends a request as a caller, or as nobody; the answer's body is read as JSON where there is one. */
  ask(
    as: Caller | undefined,
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    url: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<{ status: number; body: never; headers: Record<string, unknown>; text: string; raw: Buffer }>
  lines: string[]
  close(): Promise<void>
}

/** What the platform hands to routes, on a database in memory and a folder of its own. */
export function testContext(
  { database, keys }: Awaited<ReturnType<typeof openTestDatabase>>,
  environment: Record<string, string> = {},
  write: (line: string) => void = () => {},
): RouteContext {
  const folder = mkdtempSync(join(tmpdir(), 'palermo-test-'))
  const configuration = readConfiguration({ PALERMO_DATA: folder, ...environment })
  return {
    configuration,
    database,
    keys,
    log: configuration.logLevel === 'silent' ? silentLog : createLog('debug', write),
    jobs: openJobs(database, () => {}),
    files: fileRoom(configuration.dataFolder, keys, configuration.uploadBytesMax),
    home: new Home(),
  }
}

/**
 * A server in memory with the routes of one area, without accounts: the test says who asks.
 * @param declare e.g. `routes` of a capability
 */
export async function openTestServer(
  declare: (server: RouteServer, context: RouteContext) => void,
  environment: Record<string, string> = {},
  given?: Awaited<ReturnType<typeof openTestDatabase>>,
): Promise<TestServer> {
  const { database, keys } = given ?? (await openTestDatabase())
  const callers = new Map<string, Caller>()
  const lines: string[] = []
  const context = testContext({ database, keys }, environment, line => lines.push(line))
  const { fastify, area } = await createServer({
    ...context,
    sessions: {
      async find(headers) {
        const caller = callers.get(String(headers['x-test-caller']))
        if (headers['palermo-purpose'] === 'forbidden') throw new Refused('purpose', 'purpose')
        return caller && { sessionId: 'test', caller, lapsesAtMs: 0 }
      },
    },
  })
  area('test', server => declare(server, context))
  return {
    context,
    lines,
    async ask(as, method, url, body, headers = {}) {
      const key = randomUUID()
      if (as) callers.set(key, as)
      const answer = await fastify.inject({
        method,
        url,
        headers: { host: 'localhost', ...(as ? { 'x-test-caller': key } : {}), ...headers },
        ...(body === undefined ? {} : { payload: body as object }),
      })
      const json = /json/.test(String(answer.headers['content-type']))
      return {
        status: answer.statusCode,
        body: (json && answer.body ? JSON.parse(answer.body) : undefined) as never,
        headers: answer.headers,
        text: answer.body,
        raw: answer.rawPayload,
      }
    },
    async close() {
      await fastify.close()
      await database.close()
      rmSync(context.configuration.dataFolder, { recursive: true, force: true })
    },
  }
}

export { callerOf }
