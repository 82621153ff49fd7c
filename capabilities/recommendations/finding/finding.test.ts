import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { callerOf, openTestServer, type TestServer } from '../../../test/support/server.ts'
import { routes } from '../recommendations.routes.ts'
import { findRecommendations, listRecommendations } from '../recommendations.store.ts'
import { enterFile, readFile } from '../reports.store.ts'
import { citationForms } from './citations.rules.ts'

const ministry = callerOf('aaaaaaaa-0000-4000-8000-000000000001', { roles: ['ministry'] })
const reader = callerOf('aaaaaaaa-0000-4000-8000-000000000002')
const other = callerOf('aaaaaaaa-0000-4000-8000-000000000002', {
  userId: '22222222-2222-4222-8222-222222222222',
})

let server: TestServer
beforeAll(async () => {
  server = await openTestServer(routes)
  const { database } = server.context
  await database.maintain(async db => {
    for (const { userId } of [reader, other])
      await sql`insert into accounts."user" (id, name, email) values (${userId}, 'Reader', ${`${userId}@example.org`})`.execute(
        db,
      )
  })
  for (const year of [2009, 2010, 2019]) await enter(`sample-${year}`)
})
afterAll(() => server.close())

async function enter(name: string, change: (text: string) => string = text => text) {
  const text = readFileSync(new URL(`../samples/${name}.txt`, import.meta.url), 'utf8')
  const reading = await readFile(Buffer.from(change(text)))
  if (!reading.ok) throw new Error('unreadable')
  return server.context.database.write(ministry, tx => enterFile(tx, reading.file, randomUUID()))
}

type Ask = Parameters<TestServer['ask']>
async function ask<T>(
  ...asking: Ask
): Promise<{ status: number; body: T; text: string; headers: Record<string, unknown> }> {
  return (await server.ask(...asking)) as never
}
interface Search {
  id: string
  version: number
  name: string
  filter: object
  feed: { address: string } | null
}
const searchesOf = async (as: Ask[0]) =>
  (await ask<{ searches: Search[] }>(as, 'GET', '/api/recommendation-searches')).body.searches

describe('a saved search', () => {
  const id = randomUUID()
  const path = `/api/recommendation-searches/${id}`
  const search = { name: ' Shelters ', filter: { q: 'shelter', topic: ['protection'] } }

  it('is kept for its owner alone, sealed in the database', async () => {
    expect((await ask(undefined, 'PUT', path, search)).status).toBe(401)
    expect((await ask(reader, 'PUT', path, search)).status).toBe(204)
    expect(await searchesOf(reader)).toMatchObject([
      { id, name: 'Shelters', filter: search.filter, feed: null },
    ])
    expect(await searchesOf(other)).toEqual([])
    const rows = await server.context.database.maintain(async db => {
      const { rows } = await sql<{
        told: string
      }>`select payload::text as told from ledger.entry where act = 'search.save'`.execute(db)
      return rows
    })
    expect(rows[0]!.told).not.toMatch(/shelter/i)
  })

  it('is renamed by the version that was seen, and by nobody else', async () => {
    const renamed = { ...search, name: 'Places to stay' }
    expect((await ask(reader, 'PUT', path, renamed, { 'if-match': '"9"' })).status).toBe(409)
    expect((await ask(reader, 'PUT', path, renamed, { 'if-match': '"1"' })).status).toBe(204)
    expect((await ask(other, 'PUT', path, renamed)).status).toBe(409)
    expect((await ask(other, 'DELETE', path)).status).toBe(404)
    expect((await ask(reader, 'PUT', path, { ...search, name: '  ' })).status).toBe(422)
    expect(await searchesOf(reader)).toMatchObject([{ name: 'Places to stay', version: 2 }])
  })

  it('is followed at a secret address, without signing in', async () => {
    expect((await ask(other, 'PUT', `${path}/feed`)).status).toBe(404)
    const { body } = await ask<{ address: string }>(reader, 'PUT', `${path}/feed`)
    expect((await ask<{ address: string }>(reader, 'PUT', `${path}/feed`)).body).toEqual(body)
    const address = new URL(body.address)
    expect(address.pathname).toMatch(/^\/api\/recommendations\/feeds\/[\w-]{43}$/)
    const { status, text, headers } = await ask(undefined, 'GET', address.pathname)
    expect([status, headers['content-type']]).toEqual([200, 'application/atom+xml; charset=utf-8'])
    expect(XMLValidator.validate(text)).toBe(true)
    const { feed } = new XMLParser({ ignoreAttributes: false, isArray: name => name === 'entry' }).parse(text)
    const found = await server.context.database.read(reader, tx =>
      listRecommendations(tx, { text: 'shelter', topics: ['protection'] }, { limit: 100, offset: 0 }),
    )
    expect(feed.entry).toHaveLength(found.length)
    expect(feed.entry.map((entry: { title: string }) => entry.title).sort()).toEqual(
      found.map(one => one.citation).sort(),
    )
    expect(feed.title).toBe('Places to stay')
    for (const { id } of feed.entry) expect(id).toMatch(/^http:\/\/localhost:\d+\/recommendations\/20\d\d-/)
    expect(server.lines.join('\n')).not.toContain(address.pathname.split('/').at(-1))
  })

  it('tells first what entered the registry last', async () => {
    const { slug } = await enter('sample-2019', text =>
      text.replaceAll('2019/6', '2019/7').replace('Recommendation 4', 'Recommendation 4 '),
    )
    const [search] = await searchesOf(reader)
    await ask(reader, 'PUT', path, { name: 'All', filter: { reissues: true } })
    const { text } = await ask(undefined, 'GET', new URL(search!.feed!.address).pathname)
    expect(text.indexOf(`/recommendations/${slug}/`)).toBeGreaterThan(0)
    expect(text.indexOf(`/recommendations/${slug}/`)).toBeLessThan(
      text.indexOf('/recommendations/2009-06-09/'),
    )
  })

  it('is followed no more once its address is ended, its owner is locked, or it is removed', async () => {
    const pathOf = async () => new URL((await searchesOf(reader))[0]!.feed!.address).pathname
    const first = await pathOf()
    expect((await ask(other, 'DELETE', `${path}/feed`)).status).toBe(404)
    expect((await ask(reader, 'DELETE', `${path}/feed`)).status).toBe(204)
    expect((await ask(undefined, 'GET', first)).status).toBe(404)
    await ask(reader, 'PUT', `${path}/feed`)
    const second = await pathOf()
    expect(second).not.toBe(first)
    const lock = (at: string | null) =>
      server.context.database.maintain(async db => {
        await sql`update accounts."user" set locked_at = ${at} where id = ${reader.userId}`.execute(db)
      })
    await lock('2026-01-01')
    expect((await ask(undefined, 'GET', second)).status).toBe(404)
    await lock(null)
    expect((await ask(undefined, 'GET', second)).status).toBe(200)
    expect((await ask(reader, 'DELETE', path)).status).toBe(204)
    expect((await ask(undefined, 'GET', second)).status).toBe(404)
    expect((await ask(undefined, 'GET', '/api/recommendations/feeds/short')).status).toBe(400)
  })
})

describe('search in each of the six languages', () => {
  const texts = {
    fr: ['Les États parties devraient protéger les victimes.', 'victime', 'protégées'],
    es: ['Los Estados parte deberían proteger a las víctimas.', 'víctima', 'protegiendo'],
    ru: ['Государствам-участникам следует защищать жертв торговли людьми.', 'жертвами', 'защищают'],
    ar: ['ينبغي للدول الأطراف أن تحمي ضحايا الاتجار بالأشخاص.', 'ضحايا', 'الأشخاص'],
    zh: ['缔约国应当保护人口贩运被害人。', '被害人', '保护贩运'],
  } as const

  beforeAll(async () => {
    // Reports are read in English today; the registry holds and finds every language.
    await server.context.database.maintain(async db => {
      for (const table of ['report', 'paragraph', 'wording', 'listed', 'asked', 'topic_set'])
        await sql.raw(`alter table recommendations.${table} disable trigger user`).execute(db)
      for (const [language, [text]] of Object.entries(texts)) {
        const id = randomUUID()
        await sql`insert into recommendations.report (id, version, slug, language, kind, chapters, file_hash, file_bytes,
            text_hash, text, entered_by, entered_at_ms)
          values (${id}, 1, ${`report-${language}`}, ${language}, 'report', '[]', '', 0, ${id}, '', ${id}, 0)`.execute(
          db,
        )
        await sql`insert into recommendations.paragraph (report_id, ordinal, number, kind, role, address, citation,
            language, asks, heading, text, reading, reissue)
          values (${id}, 0, 1, 'paragraph', 'recommendation', '1', 'para. 1', ${language}, '{}', '', ${text},
            '{"items": [], "topics": [], "meeting": null}', false)`.execute(db)
        const { keepListing } = await import('./listing.store.ts')
        await keepListing({ db, caller: ministry, now: new Date(0) } as never, id)
      }
    })
  })
  const find = async (text: string) => {
    const { database } = server.context
    const { total, recommendations: listed } = await database.read(reader, tx =>
      findRecommendations(tx, { text }, { limit: 50, offset: 0 }),
    )
    expect(total).toBe(listed.length)
    return listed
  }

  it('lists the same without excerpts, where nobody reads them', async () => {
    const page = { limit: 50, offset: 0 }
    const list = (more: { excerpts?: boolean }) =>
      server.context.database.read(reader, tx =>
        listRecommendations(tx, { text: 'shelter' }, { ...page, ...more }),
      )
    const shown = await list({})
    expect(shown.every(one => one.excerpt.length > 0)).toBe(true)
    expect(await list({ excerpts: false })).toEqual(shown.map(one => ({ ...one, excerpt: [] })))
  })

  it.each(Object.entries(texts))('finds by stem in %s', async (language, [, ...wanted]) => {
    for (const word of wanted) {
      const found = await find(word)
      expect(found.map(one => one.language)).toContain(language)
    }
  })

  it.each(Object.entries(texts))(
    'finds as written in %s, within words too, and nothing that is not there',
    async (language, [text]) => {
      for (const [from, to] of [
        [2, 9],
        [5, 7],
        [4, 5],
        [0, text.length],
      ] as const) {
        const phrase = text.slice(from, to).trim()
        if (phrase === '') continue
        expect((await find(`"${phrase}"`)).map(one => one.language)).toContain(language)
      }
      const turned = [...text].reverse().join('')
      expect(await find(`"${turned}"`)).toEqual([])
    },
  )

  it('finds one character of Chinese, and a phrase in capitals with curly quotes', async () => {
    expect((await find('贩')).map(one => one.language)).toEqual(['zh'])
    expect((await find('“PROTÉGER LES”')).map(one => one.language)).toEqual(['fr'])
  })
})

describe('a citation', () => {
  const document = { symbol: 'CTOC/COP/WG.4/2010/6', title: 'Report on the meeting', date: '2010-02-17' }
  const topics = [
    { level: 'chapter' as const, numeral: 'II' },
    { level: 'section' as const, numeral: 'A' },
    { level: 'sub-section' as const, numeral: '4' },
  ]

  it('names symbol, chapter, section, paragraph and letter', () => {
    expect(citationForms({ document, kind: 'paragraph', number: 13, sub: 'a', topics })).toEqual({
      short: 'CTOC/COP/WG.4/2010/6, para. 13 (a)',
      full: 'CTOC/COP/WG.4/2010/6, chap. II, sect. A.4, para. 13 (a)',
      footnote: 'See CTOC/COP/WG.4/2010/6, chap. II, para. 13 (a).',
      titled: 'Report on the meeting (CTOC/COP/WG.4/2010/6), chap. II, para. 13 (a)',
    })
  })

  it('leaves out what is not printed and never supplies a symbol', () => {
    const forms = citationForms({
      document: { ...document, symbol: null },
      kind: 'Recommendation',
      number: 9,
      sub: null,
      topics: [],
    })
    expect(forms.short).toBe('Report on the meeting, 17 February 2010, Recommendation 9')
    expect(forms.full).toBe(forms.short)
    expect(forms.footnote).toBe(`See ${forms.short}.`)
  })
})
