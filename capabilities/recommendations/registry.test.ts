import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '#platform/database/open.ts'
import { callerOf, openTestDatabase } from '../../test/support/database.ts'
import { listFlags, settle } from './doubts.store.ts'
import { presentReport } from './present.ts'
import { domainFacts, type RealReport, realReport, realText } from './reading/real-reports.testing.ts'
import { findRecommendation } from './recommendation.store.ts'
import { findRecommendations, listRecommendations } from './recommendations.store.ts'
import { findText, listReports } from './registry.store.ts'
import { enterFile, findReports, readFile } from './reports.store.ts'

const rapporteur = callerOf('aaaaaaaa-0000-4000-8000-000000000001', {
  roles: ['rapporteur'],
  agencyKind: 'national-rapporteur',
})
const caseworker = callerOf('aaaaaaaa-0000-4000-8000-000000000002')
const names: RealReport[] = ['000', '001', '002', '003', '004']
const bytesOf = (name: RealReport) => new TextEncoder().encode(realText(name))

let database: Database
const slugs = {} as Record<RealReport, string>

async function enter(name: RealReport, caller = rapporteur) {
  const reading = readFile(bytesOf(name))
  if (!reading.ok) throw new Error(reading.problem.sentence)
  return database.write(caller, tx => enterFile(tx, reading.file, randomUUID()))
}
const entries = () =>
  database.maintain(async db => {
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from ledger.entry`.execute(db)
    return rows[0]!.n
  })

beforeAll(async () => {
  ;({ database } = await openTestDatabase())
  for (const name of names) slugs[name] = (await enter(name)).slug
})
afterAll(() => database.close())

describe('the registry of the five real reports', () => {
  it('holds the counts of the reviewed table', async () => {
    const reports = await database.read(rapporteur, tx => listReports(tx))
    const of = (name: RealReport) => {
      const r = reports.find(one => one.slug === slugs[name])!
      return [r.recommendations, r.withSubItems, r.subItems, r.atoms, r.suggestions, r.crossReferences]
    }
    expect(of('000')).toEqual([23, 10, 33, 47, 0, 0])
    expect(of('001')).toEqual([58, 3, 6, 77, 0, 0])
    expect(of('002')).toEqual([39, 1, 8, 49, 0, 0])
    expect(of('003')).toEqual([0, 0, 0, 0, 7, 0])
    expect(of('004')).toEqual([81, 13, 39, 124, 0, 68])
  })

  it('gives back every report as it was read', async () => {
    const kept = await database.read(rapporteur, tx => findReports(tx))
    for (const name of names) {
      const { parts: _, ...read } = realReport(name)
      const { report } = kept.find(one => one.slug === slugs[name])!
      expect(report).toEqual(read)
      expect(presentReport({ ...report, parts: [] })).toEqual(presentReport(realReport(name)))
    }
  })

  it('changes nothing when the same file is entered again', async () => {
    const before = await entries()
    for (const name of names) expect(await enter(name)).toEqual({ slug: slugs[name], entered: false })
    expect(await entries()).toBe(before)
  })

  it('gives addresses that need no symbol, and finds them by the year where only one meeting reported', async () => {
    expect(slugs).toEqual({
      '000': '2009-04-14',
      '001': '2010-01-27',
      '002': '2019-09-09',
      '003': expect.stringMatching(/^background-[0-9a-f]{8}$/),
      '004': '2010-08-10-chair',
    })
    const found = await database.read(rapporteur, tx => findRecommendation(tx, '2019', 'R9'))
    expect(found).toMatchObject({ report: '2019-09-09', number: 9, kind: 'Recommendation' })
    expect(await database.read(rapporteur, tx => findRecommendation(tx, '2010', '7'))).toBeUndefined()
  })

  it('cites by title and date where no symbol is printed', async () => {
    const found = await database.read(rapporteur, tx => findRecommendation(tx, '2010', '13'))
    expect(found!.citation).toBe(
      'Report on the meeting of the Working Group on Trafficking in Persons held in Vienna from 27 to 29 January 2010, 17 February 2010, para. 13',
    )
  })

  it('keeps both documents where the Chair prints again, and says which recommendation is which', async () => {
    const facts = new Map<string, string>()
    for (let number = 6; number <= 28; number++) {
      const found = await database.read(rapporteur, tx =>
        findRecommendation(tx, slugs['004'], String(number)),
      )
      facts.set(String(number), `${found!.expressions[0]?.report}/${found!.expressions[0]?.address}`)
      expect(facts.get(String(number))).toBe(`2009-04-14/${number - 4}`)
    }
    for (let number = 30; number <= 87; number++) {
      const found = await database.read(rapporteur, tx =>
        findRecommendation(tx, slugs['004'], String(number)),
      )
      expect(`${found!.expressions[0]?.report}/${found!.expressions[0]?.address}`).toBe(
        `2010-01-27/${number - 22}`,
      )
    }
  })

  it('keeps the 68 directed pairs with their levels, and marks 7 ways back as derived', async () => {
    const [chair] = (await database.read(rapporteur, tx => findReports(tx))).filter(
      r => r.slug === slugs['004'],
    )
    const { pairs } = domainFacts<{ pairs?: unknown[] }>('chair-report-crossreferences.json')
    if (pairs) expect(pairs).toHaveLength(68)
    expect(chair!.report.crossReferences).toHaveLength(68)
    expect(chair!.report.derivedReferences).toHaveLength(7)
    const para73 = await database.read(rapporteur, tx => findRecommendation(tx, slugs['004'], '16'))
    expect(para73!.references).toContainEqual(expect.objectContaining({ origin: 'derived', otherNumber: 73 }))
  })

  it('shows on the first print what a later document refers to, with the numbers of the first print', async () => {
    const found = await database.read(rapporteur, tx => findRecommendation(tx, '2010-01-27', '55'))
    expect(found!.references).toContainEqual(
      expect.objectContaining({
        origin: 'printed',
        direction: 'above',
        otherNumber: 13,
        other: expect.objectContaining({ report: '2009-04-14', address: '9' }),
        printedIn: expect.objectContaining({ report: '2010-08-10-chair', address: '77' }),
      }),
    )
  })

  it('resolves words such as "the report on the 2009 meeting" to the recommendation that is meant', async () => {
    const found = await database.read(rapporteur, tx => findRecommendation(tx, '2010', '22'))
    const cited = found!.citations.find(c => c.kind === 'earlier recommendation')
    expect(cited).toMatchObject({ relation: 'builds on', leadsTo: { report: '2009-04-14', address: '19' } })
    const target = await database.read(rapporteur, tx => findRecommendation(tx, '2009', '19'))
    expect(target!.citedBy).toContainEqual(expect.objectContaining({ report: '2010-01-27', address: '22' }))
  })

  it('flags what only the comparison with another report shows', async () => {
    const flags = await database.read(rapporteur, tx => listFlags(tx, {}))
    expect(flags.filter(f => f.compared).map(f => f.code)).toContain('volume-differs')
    for (const flag of flags) expect(flag.source.found.length + flag.source.after.length).toBeGreaterThan(0)
  })
})

describe('finding', () => {
  const find = async (filters: Parameters<typeof listRecommendations>[1]) => {
    const { recommendations: found, ...counted } = await database.read(rapporteur, tx =>
      findRecommendations(tx, filters, { limit: 200, offset: 0 }),
    )
    const { total, facets } = counted
    expect(found.length).toBe(Math.min(total, 200))
    return { found, facets, total, at: found.map(r => `${r.report}/${r.address}`) }
  }

  it('lists each recommendation once, and its later prints on request', async () => {
    expect((await find({})).total).toBe(120)
    expect((await find({ reissues: true })).total).toBe(201)
  })

  it('finds by stem: prosecuting finds prosecute and prosecution', async () => {
    const { found } = await find({ text: 'prosecuting' })
    expect(found.length).toBeGreaterThan(5)
    expect(found.some(r => r.excerpt.some(s => s.found && s.text === 'prosecution'))).toBe(true)
    expect((await find({ text: 'investigate prosecute' })).at).toContain('2010-01-27/13')
  })

  it('marks each of the words that stands in an excerpt, however far apart they are in the text', async () => {
    const { found } = await find({ text: 'victims children' })
    expect(found.filter(({ excerpt }) => excerpt.some(s => s.found)).length).toBeGreaterThan(5)
    // A find by its headings alone has nothing to mark.
    for (const { excerpt } of found)
      for (const stretch of excerpt)
        if (!stretch.found) expect(stretch.text).not.toMatch(/\b(victims?|child(ren)?)\b/i)
  })

  it('finds literally what stands in quotes, within words and in any case', async () => {
    const { found } = await find({ text: '"OINT OPERAT"' })
    expect(found.length).toBeGreaterThan(0)
    for (const { excerpt } of found)
      expect(excerpt.find(s => s.found)!.text.toLowerCase()).toBe('oint operat')
    expect((await find({ text: '"prosecuting of"' })).total).toBe(0)
  })

  it('finds a recommendation by its citation', async () => {
    expect((await find({ text: '"25 September 2019, Recommendation 17"' })).at).toEqual(['2019-09-09/R17'])
  })

  it('filters by addressee, obligation, theme and meeting, and counts what each would leave', async () => {
    const { facets } = await find({})
    expect(facets.meetings).toEqual([
      { value: '2019-09-09', count: 39, place: 'Vienna', to: '2019-09-11' },
      { value: '2010-01-27', count: 58, place: 'Vienna', to: '2010-01-29' },
      { value: '2009-04-14', count: 23, place: 'Vienna', to: '2009-04-15' },
    ])
    for (const [filter, values] of [
      ['addressees', facets.addressees],
      ['forces', facets.forces],
      ['topics', facets.topics],
      ['meetings', facets.meetings],
    ] as const)
      for (const { value, count } of values) expect((await find({ [filter]: [value] })).total).toBe(count)
    const secretariat = await find({ addressees: ['Secretariat'], meetings: ['2010-01-27'] })
    expect(secretariat.facets.meetings.length).toBeGreaterThan(1)
    expect(secretariat.facets.addressees.length).toBeGreaterThan(1)
    const both = await find({ addressees: ['Secretariat', 'UNODC'], forces: ['should'] })
    expect(both.found.every(r => r.addressees.some(a => ['Secretariat', 'UNODC'].includes(a)))).toBe(true)
  })

  it('takes whatever is typed', async () => {
    for (const text of [
      '"',
      '""',
      '& | !',
      "o'clock:*",
      '\u0000',
      '<->',
      'a'.repeat(5000),
      '%_\\',
      '“curly',
      '-',
    ])
      await find({ text: text.replace('\u0000', '') })
  })
})

describe('settling a doubt', () => {
  it('is for those who keep the registry, keeps the text, and says who said so', async () => {
    const [flag] = await database.read(rapporteur, tx => listFlags(tx, { open: true }))
    const settlement = { decision: 'print-wrong' as const, remark: 'The printed report has the same word.' }
    await expect(
      database.write(caseworker, tx => settle(tx, flag!.id, settlement, randomUUID())),
    ).rejects.toThrow('Not allowed')
    await database.write(rapporteur, tx => settle(tx, flag!.id, settlement, randomUUID(), 0))
    const [after] = await database.read(caseworker, tx => listFlags(tx, { id: flag!.id }))
    expect(after).toMatchObject({
      literal: flag!.literal,
      version: 1,
      settled: settlement,
    })
    await expect(
      database.write(rapporteur, tx => settle(tx, flag!.id, settlement, randomUUID(), 0)),
    ).rejects.toThrow('changed by somebody else')
  })

  it('entering is refused to those who only read', async () => {
    const other = readFile(
      new TextEncoder().encode(readFileSync(new URL('samples/sample-2009.txt', import.meta.url), 'utf8')),
    )
    if (!other.ok) throw new Error('unreadable')
    await expect(database.write(caseworker, tx => enterFile(tx, other.file, randomUUID()))).rejects.toThrow(
      'Not allowed',
    )
  })
})

describe('whatever a report looks like', () => {
  const text = readFileSync(new URL('samples/sample-2010.txt', import.meta.url), 'utf8')

  it('it can be entered, and every letter of it is kept', async () => {
    const { database } = await openTestDatabase()
    const lines = text.split('\n')
    const odd = fc.constantFrom(
      '',
      '13. States should act.',
      '(a)',
      '(see para. 999 above)',
      '\u0000\u0001',
      '😀\ud800',
      '<sup>7</sup>',
      '---',
    )
    const damage = fc.array(
      fc.tuple(fc.nat(lines.length - 1), fc.constantFrom('drop', 'double', 'cut', 'odd'), odd),
      {
        minLength: 1,
        maxLength: 8,
      },
    )
    await fc.assert(
      fc.asyncProperty(damage, async places => {
        const damaged = [...lines]
        for (const [at, how, strange] of places) {
          const line = damaged[at] ?? ''
          damaged[at] = {
            drop: '',
            double: `${line}\n${line}`,
            cut: line.slice(0, line.length / 2),
            odd: line + strange,
          }[how]!
        }
        const reading = readFile(new TextEncoder().encode(damaged.join('\n')))
        if (!reading.ok) return
        const { slug } = await database.write(rapporteur, tx => enterFile(tx, reading.file, randomUUID()))
        const [kept] = await database.read(rapporteur, tx => listReports(tx, slug))
        expect(kept!.recommendations).toBe(
          reading.file.report.paragraphs.filter(p => p.role === 'recommendation').length,
        )
        expect(kept!.atoms).toBe(reading.file.report.atoms.length)
        expect(await database.read(rapporteur, tx => findText(tx, slug))).toBe(reading.file.text)
        const list = await database.read(rapporteur, tx =>
          listRecommendations(tx, { reports: [slug], reissues: true }, { limit: 500, offset: 0 }),
        )
        for (const { report, address } of list)
          expect(await database.read(rapporteur, tx => findRecommendation(tx, report, address))).toBeDefined()
        await database.read(rapporteur, tx => listFlags(tx, { report: slug }))
      }),
      { numRuns: 12, verbose: 1 },
    )
    await database.close()
  })
})
