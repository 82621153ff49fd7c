import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { no, Refused } from '#kernel/policy/policy.ts'
import { act, defineAct, IdReused, VersionConflict } from '#platform/ledger/act.ts'
import { callerOf, openTestServer, type TestServer } from '../../test/support/server.ts'
import type { ProblemDetails } from './problem.ts'
import { found, Invalid, TooMany, Unavailable } from './refusals.ts'
import { integer, list, object, oneOf, optional, text, uuid } from './shape.ts'

const note = defineAct<{ note: string }>('test.http-note', {
  subject: 'test',
  policy: () => ({ allowed: true }),
  project: async () => {},
})

let server: TestServer
const caseworker = callerOf(randomUUID())

beforeAll(async () => {
  server = await openTestServer(routes => {
    routes.read(
      'GET',
      '/api/things/:id',
      {
        summary: 'A thing',
        caller: 'signed-in',
        params: { id: uuid },
        query: { size: optional(integer({ min: 1, max: 10 })), kinds: optional(list(oneOf(['a', 'b']))) },
        answer: object({ id: uuid, size: integer(), kinds: list(text()) }),
      },
      ({ params, query }) => ({
        id: params.id,
        size: query.size ?? 1,
        kinds: query.kinds ?? [],
        secret: 'not declared',
      }),
    )
    routes.read(
      'GET',
      '/api/open',
      { summary: 'Open to all', caller: 'public', answer: object({ agency: optional(text()) }) },
      ({ caller }) => ({ agency: caller.agencyId ?? undefined }),
    )
    routes.read(
      'GET',
      '/api/fails/:how',
      {
        summary: 'Fails',
        caller: 'signed-in',
        params: { how: text() },
        query: { q: optional(text()) },
        answer: 'nothing',
      },
      async ({ params, read }) => {
        switch (params.how) {
          case 'refused':
            throw new Refused('thing.look', 'agency')
          case 'hidden':
            throw new Refused('thing.look', (no('not-there') as { reason: string }).reason)
          case 'missing':
            return found(undefined)
          case 'conflict':
            throw new VersionConflict('x', 2, 5)
          case 'reused':
            throw new IdReused('x')
          case 'invalid':
            throw new Invalid([{ where: 'age', code: 'number', what: 'No number.', remedy: 'Write digits.' }])
          case 'busy':
            throw new TooMany(12.3)
          case 'away':
            throw new Unavailable()
          case 'sql':
            return read(async tx => void (await sql`select 'Maria Rossi'::int`.execute(tx.db)))
          case 'characters':
            return read(async tx => void (await sql`select ${'Maria\u0000'}::text`.execute(tx.db)))
          case 'write':
            return read(
              async tx =>
                void (await sql`insert into access.setting values ('Maria Rossi', '1')`.execute(
                  tx.db as never,
                )),
            )
          default:
            throw new Error(`Maria Rossi could not be found: ${params.how}`)
        }
      },
    )
    routes.write(
      'POST',
      '/api/things',
      {
        summary: 'Make a thing',
        caller: 'signed-in',
        body: object({ name: text({ max: 20 }), size: optional(integer()) }),
        answer: object({ id: uuid, version: integer(), repeated: optional(schemaOfTruth()) }),
        status: 201,
      },
      ({ actId, body, expectedVersion, write }) =>
        write(async tx => {
          const { entry, repeated } = await act(tx, note, {
            id: actId,
            subjectId: '99999999-9999-4999-8999-999999999999',
            about: undefined,
            payload: { note: body.name },
            ...(expectedVersion === undefined ? {} : { expectedVersion }),
          })
          return { id: entry.id, version: entry.version, repeated }
        }),
    )
    routes.write(
      'POST',
      '/api/files',
      {
        summary: 'Take a file',
        caller: 'signed-in',
        upload: { bytesMax: 1000 },
        answer: object({ bytes: integer() }),
      },
      async ({ upload }) => {
        let bytes = 0
        for await (const chunk of (await upload()).bytes) bytes += chunk.length
        return { bytes }
      },
    )
    routes.read('GET', '/api/download', { summary: 'A file', caller: 'public', answer: 'file' }, () => ({
      fileName: 'Zürich "1".csv',
      mediaType: 'text/csv',
      body: 'a,b\n',
    }))
    routes.read(
      'GET',
      '/api/dear',
      { summary: 'Dear', caller: 'public', cost: 40, answer: 'nothing' },
      () => {},
    )
  })
})
afterAll(() => server.close())

function schemaOfTruth() {
  return { schema: { type: 'boolean' } } as { schema: { type: string }; valueType?: boolean }
}

const problem = (answer: { body: never }) => answer.body as ProblemDetails

describe('a route', () => {
  it('reads addresses as they were declared and answers nothing that was not', async () => {
    const id = randomUUID()
    const answer = await server.ask(caseworker, 'GET', `/api/things/${id}?size=3&kinds=a`)
    expect(answer.body).toEqual({ id, size: 3, kinds: ['a'] })
    expect(answer.headers['cache-control']).toBe('no-store')
  })
  it('is closed to visitors unless it was declared public', async () => {
    expect(problem(await server.ask(undefined, 'GET', `/api/things/${randomUUID()}`))).toMatchObject({
      status: 401,
      code: 'not-signed-in',
    })
    expect((await server.ask(undefined, 'GET', '/api/open')).status).toBe(200)
  })
  it('names every part of a request that does not fit, and no value', async () => {
    const answer = await server.ask(caseworker, 'POST', '/api/things', {
      name: 'x'.repeat(21),
      extra: 'Maria Rossi',
      size: 'Anna',
    })
    expect(answer.status).toBe(400)
    expect(problem(answer).problems?.map(p => [p.where, p.code])).toEqual(
      expect.arrayContaining([
        ['extra', 'shape.additionalProperties'],
        ['name', 'shape.maxLength'],
        ['size', 'shape.type'],
      ]),
    )
    expect(answer.text).not.toMatch(/Maria|Anna/)
    expect(
      problem(await server.ask(caseworker, 'GET', `/api/things/${randomUUID()}?size=11`)).problems,
    ).toMatchObject([{ where: 'query.size', code: 'shape.maximum' }])
  })
  it('records an act once when it is sent twice, and refuses a version that is no longer true', async () => {
    const key = { 'idempotency-key': randomUUID() }
    const first = await server.ask(
      caseworker,
      'POST',
      '/api/things',
      { name: 'a' },
      { ...key, 'if-match': '"0"' },
    )
    expect(first.status).toBe(201)
    expect((await server.ask(caseworker, 'POST', '/api/things', { name: 'a' }, key)).body).toMatchObject({
      repeated: true,
    })
    const late = await server.ask(caseworker, 'POST', '/api/things', { name: 'b' }, { 'if-match': '"0"' })
    expect(problem(late)).toMatchObject({
      status: 409,
      code: 'version-conflict',
      expectedVersion: 0,
      currentVersion: 1,
    })
    expect(
      (await server.ask(caseworker, 'POST', '/api/things', { name: 'b' }, { 'if-match': 'x' })).status,
    ).toBe(400)
  })
  it('takes a file up to its limit, and only where a file is expected', async () => {
    const form = (bytes: number) =>
      `--b\r\ncontent-disposition: form-data; name="file"; filename="a.csv"\r\ncontent-type: text/csv\r\n\r\n${'x'.repeat(bytes)}\r\n--b--\r\n`
    const type = { 'content-type': 'multipart/form-data; boundary=b' }
    expect((await server.ask(caseworker, 'POST', '/api/files', form(500), type)).body).toEqual({ bytes: 500 })
    expect((await server.ask(caseworker, 'POST', '/api/files', form(1001), type)).status).toBe(413)
    expect((await server.ask(caseworker, 'POST', '/api/things', form(10), type)).status).toBe(415)
    expect((await server.ask(caseworker, 'POST', '/api/files', {})).status).toBe(415)
  })
  it('sends a file with its name in plain and in UTF-8', async () => {
    const answer = await server.ask(undefined, 'GET', '/api/download')
    expect(answer.headers['content-disposition']).toBe(
      `attachment; filename="Z_rich _1_.csv"; filename*=UTF-8''Z%C3%BCrich%20%221%22.csv`,
    )
  })
})

describe('a refusal', () => {
  it.each([
    ['refused', 403, 'refused.agency'],
    ['hidden', 404, 'not-found'],
    ['missing', 404, 'not-found'],
    ['conflict', 409, 'version-conflict'],
    ['reused', 409, 'id-reused'],
    ['invalid', 422, 'invalid'],
    ['busy', 429, 'too-many'],
    ['away', 503, 'unavailable'],
    ['characters', 400, 'characters'],
    ['sql', 500, 'unexpected'],
    ['write', 500, 'unexpected'],
    ['other', 500, 'unexpected'],
  ])('%s is answered as problem details with status %d', async (how, status, code) => {
    const answer = await server.ask(caseworker, 'GET', `/api/fails/${how}`)
    expect(answer.status).toBe(status)
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/)
    expect(problem(answer)).toMatchObject({ status, code, type: `urn:palermo:problem:${code}` })
    expect(problem(answer).title).not.toBe('')
    expect(problem(answer).detail).not.toBe('')
    expect(answer.text).not.toMatch(/Maria|Rossi|select|insert|\.ts/)
  })
  it('says when to come back', async () => {
    const answer = await server.ask(caseworker, 'GET', '/api/fails/busy')
    expect(answer.headers['retry-after']).toBe('13')
  })
  it('makes what is hidden and what is not there look the same', async () => {
    const strip = (d: ProblemDetails) => ({ ...d, instance: '' })
    const hidden = strip(problem(await server.ask(caseworker, 'GET', '/api/fails/hidden')))
    expect(hidden).toEqual(strip(problem(await server.ask(caseworker, 'GET', '/api/fails/missing'))))
    expect(hidden).toEqual(strip(problem(await server.ask(caseworker, 'GET', '/api/nowhere'))))
  })
  it('of unreadable JSON, of another kind of content and of too much is said plainly', async () => {
    const json = { 'content-type': 'application/json' }
    expect(problem(await server.ask(caseworker, 'POST', '/api/things', '{"name":', json))).toMatchObject({
      status: 400,
      code: 'json',
    })
    expect(
      (await server.ask(caseworker, 'POST', '/api/things', '<a/>', { 'content-type': 'text/xml' })).status,
    ).toBe(415)
    const large = await server.ask(
      caseworker,
      'POST',
      '/api/things',
      `{"name":"${'x'.repeat(1_100_000)}"}`,
      json,
    )
    expect(problem(large)).toMatchObject({ status: 413, code: 'too-large' })
    expect((await server.ask(caseworker, 'GET', '/api/things/%E0%A4%A')).status).toBe(400)
  })
  it('comes in the language of the caller', async () => {
    const answer = await server.ask(undefined, 'GET', '/api/nowhere', undefined, {
      'accept-language': 'fr-CH, en',
    })
    expect(problem(answer).title).not.toBe(problem(await server.ask(undefined, 'GET', '/api/nowhere')).title)
  })
})

describe('the server', () => {
  it('refuses writes that another site caused, and hosts that are not its own', async () => {
    const post = (headers: Record<string, string>) =>
      server.ask(caseworker, 'POST', '/api/things', { name: 'a' }, headers)
    expect(problem(await post({ origin: 'https://evil.example' }))).toMatchObject({
      status: 403,
      code: 'origin',
    })
    expect((await post({ 'sec-fetch-site': 'cross-site' })).status).toBe(403)
    expect((await post({ cookie: 'a=b' })).status).toBe(403)
    expect((await post({ origin: 'null' })).status).toBe(403)
    expect((await post({ origin: 'http://localhost' })).status).toBe(201)
    expect((await post({ 'sec-fetch-site': 'same-origin', cookie: 'a=b' })).status).toBe(201)
    expect(
      problem(await server.ask(undefined, 'GET', '/api/open', undefined, { host: 'evil.example' })),
    ).toMatchObject({
      status: 400,
      code: 'host',
    })
  })
  it('tells the browser to trust nothing but this node', async () => {
    const { headers } = await server.ask(undefined, 'GET', '/api/open')
    const csp = String(headers['content-security-policy'])
    expect(csp).toContain("script-src 'self';")
    expect(csp).toContain("frame-ancestors 'none'")
    expect(csp).not.toMatch(/script-src[^;]*unsafe/)
    expect(headers).toMatchObject({
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    })
    expect(headers['strict-transport-security']).toBeUndefined()
  })
  it('describes itself as OpenAPI 3.1', async () => {
    const { body } = await server.ask(undefined, 'GET', '/api/openapi.json')
    const document = body as {
      openapi: string
      paths: Record<string, Record<string, { security: unknown; responses: object }>>
    }
    expect(document.openapi).toMatch(/^3\.1/)
    expect(document.paths['/api/things/{id}']!.get!.security).toEqual([{ session: [] }])
    expect(document.paths['/api/open']!.get!.security).toEqual([])
    expect(document.paths['/api/things']!.post).toHaveProperty(
      'requestBody.content.application/json.schema.properties.name',
    )
  })
  it('lets nobody use more than a minute holds, whatever the mixture', async () => {
    const small = await openTestServer(
      routes =>
        routes.read(
          'GET',
          '/api/dear',
          { summary: 'Dear', caller: 'public', cost: 40, answer: 'nothing' },
          () => {},
        ),
      { PALERMO_RATE_PER_MINUTE: '100' },
      { database: server.context.database, keys: server.context.keys },
    )
    const ask = (as: typeof caseworker | undefined) => small.ask(as, 'GET', '/api/dear').then(a => a.status)
    expect([await ask(undefined), await ask(undefined), await ask(undefined)]).toEqual([204, 204, 429])
    expect(await ask(caseworker)).toBe(204)
  })
})

describe('the log', () => {
  it('holds no identity, whatever way it was tried', async () => {
    server.lines.length = 0
    const name = 'Maria%20Rossi'
    await server.ask(caseworker, 'GET', `/api/fails/${name}?q=Maria`, undefined, {
      'user-agent': 'Maria',
      'x-request-id': 'Maria',
      referer: 'http://localhost/Maria',
    })
    await server.ask(caseworker, 'GET', `/api/nowhere/${name}`)
    await server.ask(caseworker, 'GET', `/${name}/%E0%A4%A`)
    await server.ask(caseworker, 'POST', '/api/things', { name: 'Maria Rossi' })
    await server.ask(caseworker, 'POST', '/api/things', { 'Maria Rossi': 1 })
    await server.ask(caseworker, 'POST', '/api/things', '{Maria', { 'content-type': 'application/json' })
    await server.ask(caseworker, 'GET', '/api/fails/sql')
    await server.ask(caseworker, 'GET', '/api/fails/write')
    await server.ask(caseworker, 'GET', '/api/open', undefined, { host: 'Maria' })
    const { log } = server.context
    log.error('Maria Rossi', { code: 'Maria Rossi', route: '/api/Maria Rossi' }, new TypeError('Maria Rossi'))
    log.warn('odd', { name: 'Maria' } as never, 'Maria')
    log.error(
      'odd',
      {},
      Object.assign(new Error('Maria\n    at Maria Rossi (/x/Maria Rossi.ts:1:2)'), { code: 'Maria Rossi' }),
    )
    expect(server.lines.length).toBeGreaterThan(10)
    expect(server.lines.join('')).not.toMatch(/Maria|Rossi/i)
  })
  it('says which route failed, where in the code, and how long it took', async () => {
    server.lines.length = 0
    await server.ask(caseworker, 'GET', '/api/fails/other')
    const [failure, request] = server.lines.map(line => JSON.parse(line) as Record<string, unknown>)
    expect(failure).toMatchObject({
      level: 'error',
      event: 'request-failed',
      route: '/api/fails/:how',
      error: 'Error',
    })
    expect(failure!.at).toMatch(/http\.test\.ts:\d+:\d+/)
    expect(request).toMatchObject({ event: 'request', method: 'GET', status: 500, code: 'unexpected' })
    expect(request!.durationMs).toBeTypeOf('number')
  })
})
