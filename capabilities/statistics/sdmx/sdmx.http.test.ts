import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2019 } from 'ajv/dist/2019.js'
import formats from 'ajv-formats'
import { parse } from 'csv-parse/sync'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createServer } from '#platform/http/server.ts'
import { ministry, openReleaseServer, type ReleaseServer } from '../../../test/support/releases.ts'
import { inventFacts } from '../fact.examples.ts'
import { addSdmx } from './sdmx.routes.ts'

const folder = join(import.meta.dirname, '../../../../shared/standards/sdmx/json-schemas')
const has = existsSync(folder)
const json = 'application/vnd.sdmx.data+json;version=2.1.0'
const csv = 'application/vnd.sdmx.data+csv;version=2.1.0'
const structureType = 'application/vnd.sdmx.structure+json;version=2.1.0'

let room: ReleaseServer
let fastify: FastifyInstance
let flow: string
const sdg = 'PALERMO/DF_SDG_16_2_2'

beforeAll(async () => {
  room = await openReleaseServer([...inventFacts(500, 11)].map(({ id: _, ...fact }) => fact))
  const id = await room.publish({
    title: 'Victims by year and sex',
    kind: 'victim',
    tables: [{ title: 'Year and sex', dimensions: ['year', 'sex'] }],
    thresholds: { public: 5, internal: 5 },
  })
  const { document } = await room.detail(id)
  flow = `PALERMO/REL_${document.number.replace('-', '_')}_T1`
  const { context } = room.server
  const served = await createServer({ ...context, sessions: { find: async () => undefined } })
  fastify = served.fastify
  addSdmx(fastify, context as never, served.rateLimit)
})
afterAll(async () => {
  await fastify?.close()
  await room?.close()
})

const get = (path: string, headers: Record<string, string> = {}) =>
  fastify.inject({ url: `/sdmx/v2${path}`, headers: { host: 'localhost', ...headers } })

describe('status codes', () => {
  it.each([
    ['data there is', 200, () => `/data/dataflow/${flow}/+`],
    [
      'data by the structure it has',
      200,
      () => `/data/datastructure/${flow.replace('REL', 'DSD_REL')}/1.0.0`,
    ],
    ['an availability', 200, () => `/availability/dataflow/${flow}/+/*/SEX`],
    ['all structures', 200, () => '/structure/*/*/*/~'],
    ['a schema', 200, () => `/schema/dataflow/${flow}/+`],
    ['a key that nothing fits', 204, () => `/data/dataflow/${flow}/+/NOBODY`],
    ['a filter that nothing fits', 204, () => `/data/dataflow/${flow}/+?c[SEX]=NOBODY`],
    ['a key that is too long', 400, () => `/data/dataflow/${flow}/+/a.b.c.d`],
    ['a component that is not there', 400, () => `/data/dataflow/${flow}/+?c[COLOUR]=x`],
    ['a number that is none', 400, () => `/data/dataflow/${flow}/+?limit=many`],
    ['a version that is none', 400, () => `/data/dataflow/${flow}/newest`],
    ['an unknown context', 400, () => `/data/weather/${flow}/+`],
    ['an unknown flow', 404, () => '/data/dataflow/PALERMO/NO_SUCH/+'],
    ['an unknown structure', 404, () => '/structure/codelist/PALERMO/NO_SUCH/+'],
    ['a schema of an unknown flow', 404, () => '/schema/dataflow/PALERMO/NO_SUCH/+'],
    ['an address without a version', 404, () => '/data/dataflow/PALERMO/NO_SUCH'],
    ['an address of no kind', 404, () => '/nonsense'],
    ['metadata', 501, () => '/metadata/metadataset/PALERMO/X/+'],
    ['registrations', 501, () => '/registration/id/X'],
    ['a kind of structure that is not kept', 501, () => '/structure/hierarchy/*/*/~'],
    ['how it was at another moment', 501, () => `/data/dataflow/${flow}/+?asOf=2020-01-01T00:00:00Z`],
  ])('of %s is %i', async (_, status, path) => {
    const answer = await get(path())
    expect(answer.statusCode, answer.body.slice(0, 300)).toBe(status)
    expect(String(answer.headers.vary)).toContain('Accept')
    if (status >= 400) expect((answer.json() as { title: string }).title).toMatch(/\.$/)
  })

  it('is 304 for whoever has it already, of data and of schemas', async () => {
    for (const path of [`/data/dataflow/${flow}/+`, `/schema/dataflow/${flow}/+`]) {
      const { headers } = await get(path)
      const since = String(headers['last-modified'])
      expect((await get(path, { 'if-modified-since': since })).statusCode).toBe(304)
      const before = new Date(Date.parse(since) - 1000).toUTCString()
      expect((await get(path, { 'if-modified-since': before })).statusCode).toBe(200)
    }
  })
})

describe('what a stranger may try', () => {
  it('gets the headers that let other sites read, and caches keep nothing unasked', async () => {
    for (const method of ['GET', 'HEAD'] as const) {
      const { headers, statusCode, body } = await fastify.inject({
        method,
        url: `/sdmx/v2/data/dataflow/${flow}/+`,
        headers: { host: 'localhost', origin: 'https://elsewhere.example' },
      })
      expect(statusCode).toBe(200)
      expect(headers).toMatchObject({
        'access-control-allow-origin': '*',
        'cache-control': 'no-cache',
        'x-content-type-options': 'nosniff',
      })
      expect(headers['access-control-allow-credentials']).toBeUndefined()
      expect(body === '').toBe(method === 'HEAD')
    }
  })

  it('reads keys of many codes, and says so where they are too many', async () => {
    const codes = (n: number) => Array.from({ length: n }, (_, i) => `C${i}`)
    const path = `/data/dataflow/${flow}/+`
    expect((await get(`${path}/*.${[...codes(500), 'F'].join('+')}`)).statusCode).toBe(200)
    for (const query of [`/${codes(300).join(',')}`, `?c[SEX]=${codes(300).join(',')}`]) {
      const answer = await get(path + query)
      expect([answer.statusCode, (answer.json() as { title: string }).title]).toEqual([
        400,
        expect.stringContaining('at most 200'),
      ])
    }
    const many = Array.from({ length: 201 }, () => 'c[SEX]=F').join('&')
    expect((await get(`${path}?${many}`)).statusCode).toBe(400)
  })

  it.each([
    ['an encoding that is broken', () => `/data/dataflow/${flow}/+/%E0%A4%A`, 400],
    ['a line break in a name', () => '/data/dataflow/PALERMO/X%0D%0ASet-Cookie:a=b/+', 404],
    ['an offset beyond the end', () => `/data/dataflow/${flow}/+?offset=999999999`, 204],
    ['a filter on the prototype', () => `/data/dataflow/${flow}/+?c[__proto__]=x`, 400],
    ['a parameter twice', () => `/data/dataflow/${flow}/+?limit=1&limit=2`, 400],
  ])('answers %s in a sentence', async (_, path, status) => {
    const answer = await get(path())
    expect(answer.statusCode).toBe(status)
    expect(answer.headers['set-cookie']).toBeUndefined()
  })
})

describe('content negotiation', () => {
  it.each([
    [undefined, json],
    ['*/*', json],
    ['application/vnd.sdmx.data+json', json],
    ['application/vnd.sdmx.data+json;version=2.0.0', 'application/vnd.sdmx.data+json;version=2.0.0'],
    [csv, `${csv};labels=id;keys=none`],
    [
      'application/vnd.sdmx.data+csv;version=2.0.0;labels=both;keys=series',
      'application/vnd.sdmx.data+csv;version=2.0.0;labels=both;keys=series',
    ],
    [
      'application/vnd.sdmx.data+xml;version=3.1.0, application/vnd.sdmx.data+csv;q=0.5',
      `${csv};labels=id;keys=none`,
    ],
  ])('answers data asked for as %s with %s', async (accept, type) => {
    const answer = await get(`/data/dataflow/${flow}/+`, accept ? { accept } : {})
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, type])
  })

  it.each([
    'application/vnd.sdmx.data+xml;version=3.1.0',
    'application/pdf',
    'application/vnd.sdmx.data+json;version=9.9',
  ])('answers 406 to data asked for as %s', async accept => {
    expect((await get(`/data/dataflow/${flow}/+`, { accept })).statusCode).toBe(406)
  })

  it('answers structures and schemas as structure messages alone', async () => {
    for (const path of ['/structure/dataflow/*/*/~', `/schema/dataflow/${flow}/+`]) {
      expect((await get(path)).headers['content-type']).toBe(structureType)
      expect((await get(path, { accept: 'application/vnd.sdmx.schema+xml;version=3.1.0' })).statusCode).toBe(
        406,
      )
    }
  })
})

describe.skipIf(!has)('the served bytes, against the official schemas with formats asserted', () => {
  const compiled = (kind: 'data' | 'structure') => {
    const ajv = new Ajv2019({ strict: false, allErrors: true })
    formats.default(ajv)
    return ajv.compile(JSON.parse(readFileSync(join(folder, `sdmx-json-${kind}-schema.json`), 'utf8')))
  }
  const data = compiled('data')
  const structure = compiled('structure')

  it.each(['', '?dimensionAtObservation=AllDimensions', '?dimensionAtObservation=SEX&limit=3'])(
    'are valid data%s',
    async query => {
      for (const one of [flow, sdg]) {
        const { statusCode, rawPayload } = await get(`/data/dataflow/${one}/+${query}`)
        expect(statusCode).toBe(200)
        data(JSON.parse(rawPayload.toString('utf8')))
        expect(data.errors ?? []).toEqual([])
      }
    },
  )

  it('are valid structures, availabilities and schemas', async () => {
    for (const path of [
      '/structure/*/*/*/~?references=all',
      `/structure/dataflow/${sdg}/+?references=descendants`,
      `/availability/dataflow/${sdg}/+`,
      `/schema/dataflow/${sdg}/+`,
    ]) {
      const { statusCode, rawPayload } = await get(path)
      expect(statusCode).toBe(200)
      structure(JSON.parse(rawPayload.toString('utf8')))
      expect(structure.errors ?? [], path).toEqual([])
    }
  })

  it('tell in the schema of a flow exactly the codes that its data uses', async () => {
    const message = JSON.parse((await get(`/schema/dataflow/${flow}/+`)).body) as {
      data: { codelists: { id: string; codes: { id: string }[] }[]; dataflows: unknown[] }
    }
    expect(message.data.dataflows).toHaveLength(1)
    const rows = parse((await get(`/data/dataflow/${flow}/+`, { accept: csv })).body, {
      columns: true,
    }) as Record<string, string>[]
    const codes = message.data.codelists.find(list => list.id === 'CL_SEX')!.codes.map(c => c.id)
    expect(new Set(codes)).toEqual(new Set(rows.map(row => row.SEX)))
  })
})

describe('figures that go back', () => {
  it('are sent anew to whoever has the later ones, when a release is withdrawn', async () => {
    const path = `/data/dataflow/${sdg}/+`
    const older = (await get(path, { accept: csv })).body
    await room.addFacts([...inventFacts(300, 12)].map(({ id: _, ...fact }) => fact))
    const id = await room.publish({
      title: 'Another year',
      kind: 'victim',
      tables: [{ title: 'Year', dimensions: ['year'] }],
      thresholds: { public: 5, internal: 5 },
    })
    const later = await get(path, { accept: csv })
    expect(later.body).not.toBe(older)
    // Times of the header are whole seconds.
    await new Promise(resolve => setTimeout(resolve, 1000 - (Date.now() % 1000)))
    await room.post(ministry, `/${id}/withdraw`, { reason: 'A district was counted twice.' })
    const again = await get(path, {
      accept: csv,
      'if-modified-since': String(later.headers['last-modified']),
    })
    expect([again.statusCode, again.body]).toEqual([200, older])
  })
})
