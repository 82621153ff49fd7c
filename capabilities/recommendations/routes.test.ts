import { randomUUID } from 'node:crypto'
import { strFromU8, unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { callerOf, openTestServer, type TestServer } from '../../test/support/server.ts'
import { readAkn } from './akoma-ntoso/read-akn.ts'
import type { IndicatorReading, IndicatorSource } from './evidence.entity.ts'
import { presentReport } from './present.ts'
import { realReport, realText } from './reading/real-reports.testing.ts'
import { routesWith } from './recommendations.routes.ts'

const rapporteur = callerOf('aaaaaaaa-0000-4000-8000-000000000001', { roles: ['rapporteur'] })
const caseworker = callerOf('aaaaaaaa-0000-4000-8000-000000000002')
const reading: IndicatorReading = {
  years: [2023, 2024],
  lines: [{ code: 'Investigated', label: 'Investigated', values: [12, null] }],
  withheld: 1,
  threshold: 5,
  facts: null,
  changedAt: '2026-01-01T00:00:00.000Z',
}
const source: IndicatorSource = { read: async () => reading }

let server: TestServer
beforeAll(async () => {
  server = await openTestServer(routesWith(source))
})
afterAll(() => server.close())

type Asking = Parameters<TestServer['ask']>
async function ask<T>(
  ...asking: Asking
): Promise<{ status: number; body: T; text: string; headers: Record<string, unknown> }> {
  return (await server.ask(...asking)) as never
}
/** Sends a text as a file, as a browser does. */
async function send<T>(
  as: Asking[0],
  path: string,
  text: string | Buffer,
  headers: Record<string, string> = {},
) {
  const boundary = 'xxpalermoxx'
  const body = Buffer.concat([
    Buffer.from(
      `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="report.txt"\r\ncontent-type: text/plain\r\n\r\n`,
    ),
    Buffer.from(text),
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ])
  return ask<T>(as, 'POST', path, body, {
    'content-type': `multipart/form-data; boundary=${boundary}`,
    ...headers,
  })
}

describe('entering a report', () => {
  it('shows first what is in it and keeps nothing', async () => {
    const { status, body } = await send<Record<string, unknown>>(
      rapporteur,
      '/api/recommendations/reports/preview',
      realText('000'),
    )
    expect(status).toBe(200)
    expect(body).toMatchObject({
      recommendations: 23,
      withSubItems: 10,
      subItems: 33,
      atoms: 47,
      flags: 6,
      known: null,
    })
    expect(
      (await ask<{ reports: unknown[] }>(caseworker, 'GET', '/api/recommendations/reports')).body.reports,
    ).toEqual([])
  })

  it('is for those who keep the registry', async () => {
    expect((await send(caseworker, '/api/recommendations/reports', realText('000'))).status).toBe(403)
    expect((await send(undefined, '/api/recommendations/reports', realText('000'))).status).toBe(401)
  })

  it('enters once, whatever is sent again', async () => {
    for (const name of ['000', '001', '002', '003', '004'] as const) {
      const key = randomUUID()
      const first = await send<{ slug: string; entered: boolean }>(
        rapporteur,
        '/api/recommendations/reports',
        realText(name),
        { 'idempotency-key': key },
      )
      expect([first.status, first.body.entered]).toEqual([201, true])
      const again = await send<{ slug: string; entered: boolean }>(
        rapporteur,
        '/api/recommendations/reports',
        realText(name),
        { 'idempotency-key': key },
      )
      expect(again.body).toEqual({ slug: first.body.slug, entered: false })
    }
    const preview = await send<{ known: string }>(
      rapporteur,
      '/api/recommendations/reports/preview',
      realText('001'),
    )
    expect(preview.body.known).toBe('2010-01-27')
  })

  it.each([
    ['', 'report.empty'],
    ['%PDF-1.7 …', 'report.damaged-pdf'],
    ['Dear colleagues, the weather was fine.', 'report.no-paragraphs'],
    [
      'Le groupe de travail a recommandé que les États parties, dans le cadre de la convention et de la loi, '.repeat(
        9,
      ),
      'report.other-language',
    ],
  ])('refuses what is no such report with its own sentence (%#)', async (text, code) => {
    const { status, body } = await send<{ problems: { code: string; what: string; remedy: string }[] }>(
      rapporteur,
      '/api/recommendations/reports/preview',
      text,
    )
    expect(status).toBe(422)
    expect(body.problems[0]).toMatchObject({ where: 'file', code })
    expect(body.problems[0]!.what).toMatch(/\.$/)
    expect(body.problems[0]!.remedy).toMatch(/\.$/)
  })

  it('exports what the command line prints', async () => {
    const { body } = await ask(rapporteur, 'GET', '/api/recommendations/reports/2010-08-10-chair/export')
    expect(body).toEqual(presentReport(realReport('004')))
  })

  it('gives back the literal text', async () => {
    const { text } = await ask(caseworker, 'GET', '/api/recommendations/reports/2009-04-14/text')
    expect(text).toBe(realText('000'))
  })
})

interface Listed {
  total: number
  recommendations: { report: string; address: string; evidence: boolean }[]
  facets: { evidence: { with: number; without: number } }
}

describe('reading', () => {
  it('searches and filters from an address, with one value or several', async () => {
    const one = await ask<Listed>(caseworker, 'GET', '/api/recommendations?q=prosecuting&meeting=2010-01-27')
    expect(one.status).toBe(200)
    expect(one.body.recommendations.every(r => r.report === '2010-01-27')).toBe(true)
    const two = await ask<Listed>(
      caseworker,
      'GET',
      '/api/recommendations?addressee=Secretariat&addressee=UNODC',
    )
    expect(two.body.total).toBeGreaterThan(10)
    expect((await ask(caseworker, 'GET', '/api/recommendations?colour=blue')).status).toBe(400)
    expect((await ask(undefined, 'GET', '/api/recommendations')).status).toBe(401)
  })

  it('pages without losing or repeating any', async () => {
    const seen = new Set<string>()
    for (let page = 1; page <= 6; page++) {
      const { body } = await ask<Listed>(caseworker, 'GET', `/api/recommendations?page=${page}`)
      for (const r of body.recommendations) seen.add(`${r.report}/${r.address}`)
    }
    expect(seen.size).toBe(120)
  })

  it('shows one recommendation, and says of another that it is not there', async () => {
    const { body } = await ask<Record<string, unknown>>(
      caseworker,
      'GET',
      '/api/recommendations/items/2019/R17',
    )
    expect(body).toMatchObject({ report: '2019-09-09', address: 'R17', number: 17 })
    expect((body.items as unknown[]).length).toBe(8)
    expect((await ask(caseworker, 'GET', '/api/recommendations/items/2019/R400')).status).toBe(404)
    expect((await ask(caseworker, 'GET', '/api/recommendations/items/1999/1')).status).toBe(404)
  })

  it('keeps notes at their place in the text', async () => {
    const { body } = await ask<{ blocks: { pieces: { note?: { label: string } }[] }[] }>(
      caseworker,
      'GET',
      '/api/recommendations/items/2010/50',
    )
    expect(body.blocks[0]!.pieces.flatMap(p => (p.note ? [p.note.label] : []))).toEqual(['8', '9'])
  })
})

describe('figures', () => {
  const tie = (as: Asking[0], more: object = {}, key = randomUUID()) =>
    ask<{ id: string }>(
      as,
      'POST',
      '/api/recommendations/evidence',
      { report: '2010', address: '13', indicator: 'proceedings', ...more },
      { 'idempotency-key': key },
    )

  it('are tied by those who keep the registry, once', async () => {
    expect((await tie(caseworker)).status).toBe(403)
    const key = randomUUID()
    const first = await tie(rapporteur, {}, key)
    expect(first.status).toBe(201)
    expect((await tie(rapporteur, {}, key)).body).toEqual(first.body)
    expect((await tie(rapporteur)).body).toEqual(first.body)
    expect((await tie(rapporteur, { report: '2019', address: 'R9', indicator: 'shelter' })).status).toBe(201)
    const { body } = await ask<Listed>(caseworker, 'GET', '/api/recommendations?evidence=with')
    expect(body.recommendations.map(r => `${r.report}/${r.address}`).sort()).toEqual([
      '2010-01-27/13',
      '2019-09-09/R9',
    ])
    expect(body.facets.evidence).toEqual({ with: 2, without: 118 })
  })

  it('can be tied to a sub-item that is there', async () => {
    const to = { report: '2009', address: '6', indicator: 'services' }
    expect((await tie(rapporteur, { ...to, sub: 'z' })).status).toBe(422)
    expect((await tie(rapporteur, { ...to, sub: 'a' })).status).toBe(201)
    expect((await tie(rapporteur, { ...to, indicator: 'weather' })).status).toBe(422)
  })

  it('are shown withheld where they are, in every role', async () => {
    const { body } = await ask<{ lines: { values: unknown[] }[] }>(
      caseworker,
      'GET',
      '/api/recommendations/indicators/proceedings',
    )
    expect(body).toMatchObject({ id: 'proceedings', share: false, withheld: 1, threshold: 5 })
    expect(body.lines[0]!.values).toEqual([12, null])
    expect((await ask(caseworker, 'GET', '/api/recommendations/indicators/weather')).status).toBe(404)
  })

  it('are untied, unless somebody was faster', async () => {
    const { body } = await ask<{ evidence: { id: string; version: number }[] }>(
      caseworker,
      'GET',
      '/api/recommendations/items/2019/R9',
    )
    const [tied] = body.evidence
    const path = `/api/recommendations/evidence/${tied!.id}`
    expect((await ask(caseworker, 'DELETE', path)).status).toBe(403)
    expect((await ask(rapporteur, 'DELETE', path, undefined, { 'if-match': '"7"' })).status).toBe(409)
    expect((await ask(rapporteur, 'DELETE', path, undefined, { 'if-match': '"1"' })).status).toBe(204)
    expect((await ask(rapporteur, 'DELETE', path)).status).toBe(404)
    expect((await tie(rapporteur, { report: '2019', address: 'R9', indicator: 'shelter' })).status).toBe(201)
  })
})

interface Flag {
  id: string
  version: number
  code: string
  source: { found: string }
}

describe('doubts', () => {
  it('stand beside their source, and are settled with a reason', async () => {
    const { body } = await ask<{ flags: Flag[] }>(
      caseworker,
      'GET',
      '/api/recommendations/flags?state=open&report=2010-01-27',
    )
    const doubt = body.flags.find(f => f.code === 'volume-doubtful')!
    expect(doubt.source.found).toContain('12349')
    const path = `/api/recommendations/flags/${doubt.id}/settlement`
    expect((await ask(rapporteur, 'PUT', path, { decision: 'print-wrong', remark: ' ' })).status).toBe(422)
    expect(
      (await ask(caseworker, 'PUT', path, { decision: 'print-wrong', remark: 'It is volume 2349.' })).status,
    ).toBe(403)
    const settled = await ask(
      rapporteur,
      'PUT',
      path,
      { decision: 'print-wrong', remark: 'It is volume 2349.' },
      { 'if-match': '"0"' },
    )
    expect(settled.body).toMatchObject({
      version: 1,
      settled: { decision: 'print-wrong', remark: 'It is volume 2349.' },
    })
    const left = await ask<{ flags: Flag[] }>(
      caseworker,
      'GET',
      '/api/recommendations/flags?state=open&report=2010-01-27',
    )
    expect(left.body.flags).toHaveLength(body.flags.length - 1)
    expect(
      (
        await ask(rapporteur, 'PUT', `/api/recommendations/flags/${randomUUID()}/settlement`, {
          decision: 'reading-right',
          remark: '',
        })
      ).status,
    ).toBe(404)
  })
})

describe('index and compilation', () => {
  it('hold every recommendation once, by theme and meeting', async () => {
    const { body } = await ask<{ groups: { parts: { entries: unknown[] }[] }[] }>(
      caseworker,
      'GET',
      '/api/recommendations/compilation',
    )
    expect(body.groups.flatMap(t => t.parts.flatMap(m => m.entries))).toHaveLength(120)
    const chair = await ask<{ groups: { parts: { entries: unknown[] }[] }[] }>(
      caseworker,
      'GET',
      '/api/recommendations/index?report=2010-08-10-chair',
    )
    expect(chair.body.groups.flatMap(t => t.parts.flatMap(m => m.entries))).toHaveLength(81)
    expect((await ask(caseworker, 'GET', '/api/recommendations/index?report=nowhere')).status).toBe(404)
  })

  it.each(['en', 'ar'])(
    'come as Word documents with headings in the reader’s language (%s)',
    async language => {
      const { context } = server
      expect(context).toBeDefined()
      const answer = await server.ask(caseworker, 'GET', '/api/recommendations/index/word', undefined, {
        'accept-language': language,
      })
      expect(answer.status).toBe(200)
      expect(String(answer.headers['content-disposition'])).toContain('recommendations-index.docx')
      const file = unzipSync(answer.raw)
      const xml = strFromU8(file['word/document.xml']!)
      expect(xml).toContain(language === 'en' ? 'Index of recommendations' : 'فهرس التوصيات')
    },
  )

  it('a report comes back from the registry as Akoma Ntoso without loss, and as Word', async () => {
    const akn = await server.ask(caseworker, 'GET', '/api/recommendations/reports/2010-08-10-chair/akn')
    expect(akn.headers['content-type']).toContain('application/akn+xml')
    const back = readAkn(akn.raw.toString('utf8'))
    expect(back.ok && back.exact && back.source).toBe(realText('004'))
    expect(back.ok && back.report).toEqual(realReport('004'))
    const word = await server.ask(caseworker, 'GET', '/api/recommendations/reports/2010-08-10-chair/word')
    expect(word.raw.subarray(0, 2).toString()).toBe('PK')
    expect((await ask(caseworker, 'GET', '/api/recommendations/reports/nowhere/akn')).status).toBe(404)
  })

  it('take the filters of the list, in an order of their own', async () => {
    type Groups = { groups: { id: string; by: string; parts: { entries: { addressees: string[] }[] }[] }[] }
    const { body } = await ask<Groups>(
      caseworker,
      'GET',
      '/api/recommendations/index?order=addressee&addressee=Secretariat&meeting=2009-04-14',
    )
    expect(body.groups.map(({ id, by }) => [id, by])).toEqual([['Secretariat', 'addressee']])
    const entries = body.groups.flatMap(({ parts }) => parts.flatMap(part => part.entries))
    expect(entries).toHaveLength(7)
    const akn = await server.ask(
      caseworker,
      'GET',
      '/api/recommendations/compilation/akn?q=compensation&language=zh',
    )
    expect(akn.raw.toString('utf8')).toContain('language="zho"')
  })
})
