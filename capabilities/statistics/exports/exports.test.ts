import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { read, utils } from '@e965/xlsx'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  coordinator,
  ministry,
  openReleaseServer,
  type ReleaseServer,
  rapporteur,
} from '../../../test/support/releases.ts'
import { inventFacts } from '../fact.examples.ts'
import type { ReleaseDocument } from '../releases/release.entity.ts'
import type { ReturnedCount } from '../returns/returned-counts.store.ts'
import { ctdcColumns, ctdcCsv } from './ctdc.rules.ts'
import { exportRoutes } from './exports.routes.ts'
import { protectReturned } from './returned-protection.ts'
import { longColumns, responseRows, type UnodcRow, victimRows } from './unodc.rules.ts'

let room: ReleaseServer
let document: ReleaseDocument
let id: string
let year: number

beforeAll(async () => {
  room = await openReleaseServer(
    [...inventFacts(700, 21)].map(({ id: _, ...fact }) => fact),
    exportRoutes,
  )
  id = await room.publish({
    title: 'Victims for the yearly collection',
    kind: 'victim',
    tables: [
      { title: 'Year and sex', dimensions: ['year', 'sex'] },
      { title: 'Year and exploitation', dimensions: ['year', 'exploitation'] },
    ],
    thresholds: { public: 5, internal: 5 },
  })
  document = (await room.detail(id)).document
  year = Number(document.tables[0]!.dimensions[0]!.codes.findLast(code => /^\d{4}$/.test(code)))
})
afterAll(() => room?.close())

const get = (path: string, as: typeof rapporteur | undefined = rapporteur) => room.server.ask(as, 'GET', path)

describe('the UNODC yearly collection', () => {
  it('tells victims from a published release alone, each once in the dimension Total', async () => {
    const { body } = await get(`/api/statistics/unodc/${year}`)
    const { victims, release } = body as { victims: UnodcRow[]; release: string }
    expect(release).toBe(document.number)
    const total = document.tables[0]!.cells.find(c => c.key.join() === `${year},_T`)!.count
    const totals = victims.filter(r => r.dimension === 'Total' && r.sex === 'Total' && r.age === 'Total')
    expect(totals.map(r => r.text)).toEqual([String(total)])
    // A small count is `<5` or nothing; what stands as a number stands in the release.
    expect(victims.filter(r => /^[1-4]$/.test(r.text))).toEqual([])
    expect(victims.some(r => r.dimension === 'by form of exploitation')).toBe(true)
    const withheld = victims.filter(r => r.text === '')
    expect(withheld.every(r => r.note.includes('not 0'))).toBe(true)
  })

  it('comes as a workbook with the thirteen columns under two lines of heading', async () => {
    const { raw, status } = await get(`/api/statistics/unodc/${year}/draft.xlsx`)
    expect(status).toBe(200)
    const book = read(raw)
    expect(book.SheetNames).toEqual(['about', 'victims', 'persons and proceedings', 'data_glotip_1'])
    const lines = utils.sheet_to_json<string[]>(book.Sheets.data_glotip_1!, { header: 1, defval: '' })
    expect(lines[2]).toEqual([...longColumns])
    const values = lines.slice(3).map(line => line[11])
    expect(values.length).toBeGreaterThan(3)
    expect(values.every(value => typeof value === 'string' && /^(\d+|<5)$/.test(value))).toBe(true)
    expect(new Set(lines.slice(3).map(line => line[9]))).toEqual(new Set([String(year)]))
    const [, , ...victims] = utils.sheet_to_json<string[]>(book.Sheets.victims!, { header: 1 })
    expect(victims.every(line => String(line[7]).includes(document.number))).toBe(true)
  })

  it('is for those who read the returns of all agencies; to others it would tell a part as the whole', async () => {
    const supervisor = { ...rapporteur, roles: ['supervisor' as const] }
    for (const caller of [coordinator, supervisor])
      for (const path of ['', `/${year}`, `/${year}/draft.xlsx`])
        expect((await get(`/api/statistics/unodc${path}`, caller)).status).toBe(403)
    expect((await room.server.ask(undefined, 'GET', '/api/statistics/unodc')).status).toBe(401)
  })

  it('sums forms into categories, and withholds a category of which a form is withheld', () => {
    const codes = ['_T', 'ForcedLabour', 'Servitude', 'OrganRemoval', 'unknown']
    const cell = (code: string, count?: number, mark?: 'small' | 'withheld') => ({
      key: ['2025', code],
      ...(count !== undefined && { count }),
      ...(mark && { mark }),
    })
    const told = (cells: ReleaseDocument['tables'][number]['cells']) =>
      new Map(
        victimRows(
          {
            ...document,
            tables: [
              {
                title: 'x',
                dimensions: [
                  { id: 'year', codes: ['2025'], total: '_T' },
                  { id: 'exploitation', codes, total: '_T' },
                ],
                cells,
              },
            ],
          },
          2025,
          code => code,
        ).map(r => [r.category, r.text]),
      )
    expect(
      told([
        cell('_T', 40),
        cell('ForcedLabour', 20),
        cell('Servitude', 9),
        cell('OrganRemoval', undefined, 'small'),
      ]),
    ).toEqual(
      new Map([
        ['Total', '40'],
        ['Forced labour', '29'],
        ['Removal of organ', '<5'],
      ]),
    )
    expect(told([cell('ForcedLabour', 20), cell('Servitude', undefined, 'small')])).toEqual(
      new Map([['Forced labour', '']]),
    )
  })
})

const returned = (more: Partial<ReturnedCount>): ReturnedCount => ({
  step: 'convicted',
  measure: 'persons',
  agencyKind: 'court',
  year: 2025,
  sex: '_T',
  age: '_T',
  citizenship: '_T',
  form: '_T',
  count: 0,
  articles: 'Article 104a',
  source: 'Court of Example: register',
  note: 'First instance.',
  table: 'convicted 1',
  agencies: 1,
  agenciesOwing: 2,
  leastOfOthers: null,
  ...more,
})

describe('returns on their way out', () => {
  const bySex = (f: number, m: number) => [
    returned({ count: f + m }),
    returned({ sex: 'F', count: f }),
    returned({ sex: 'M', count: m }),
  ]

  it('stay as they are where no count is small, with article, source and note', async () => {
    const { told: safe } = await protectReturned(bySex(12, 30), 5)
    expect(safe.map(p => p.text)).toEqual(['42', '12', '30'])
    const [row] = responseRows(safe, 2025, code => code)
    expect(row).toMatchObject({
      indicator: 'Persons convicted (court)',
      article: 'Article 104a',
      source: 'Court of Example: register',
    })
    expect(row!.note).toContain('From 1 of 2 agencies')
  })

  it('withhold a small count and what would give it away', async () => {
    const { told: safe } = await protectReturned(bySex(3, 30), 5)
    expect(safe.filter(p => p.text === '' || p.text.startsWith('<'))).toHaveLength(2)
    expect(safe[0]!.text).toBe('33')
  })

  it('add the forms of a category, so that each category stands once', async () => {
    const forms = [
      returned({ count: 60 }),
      returned({ form: 'ForcedLabour', count: 20 }),
      returned({ form: 'Servitude', count: 30 }),
      returned({ form: 'ForcedBegging', count: 10 }),
    ]
    const rows = responseRows((await protectReturned(forms, 5)).told, 2025, code => code)
    expect(rows.map(r => [r.category, r.text])).toEqual([
      ['Total', '60'],
      ['Forced labour', '50'],
      ['Other forms', '10'],
    ])
  })

  it.each([
    ['missing in a breakdown', [returned({ count: 33 }), returned({ sex: 'F', count: 30 })]],
    [
      'between two breakdowns',
      [
        returned({ sex: 'F', count: 20 }),
        returned({ sex: 'M', count: 13 }),
        returned({ citizenship: 'XPA', count: 30 }),
      ],
    ],
    [
      'between a row of a table and its parts',
      [
        returned({ count: 60 }),
        returned({ sex: 'F', count: 25 }),
        returned({ sex: 'M', count: 35 }),
        returned({ sex: 'F', age: 'Y_GE18', count: 22 }),
        returned({ sex: 'M', age: 'Y_GE18', count: 35 }),
      ],
    ],
  ])('give nobody a small number by subtraction: %s', async (_, counts) => {
    const texts = (await protectReturned(counts, 5)).told.map(p => p.text)
    expect(texts.slice(1).every(text => text === '')).toBe(true)
  })

  it('leave what is missing to be seen where it is many', async () => {
    const counts = [returned({ count: 50 }), returned({ sex: 'F', count: 30 })]
    expect((await protectReturned(counts, 5)).told.map(p => p.text)).toEqual(['50', '30'])
  })

  it('are protected together where the same is counted in two tables', async () => {
    const [all, f, m] = bySex(3, 30) as [ReturnedCount, ReturnedCount, ReturnedCount]
    const elsewhere = [
      { ...all, table: 'judged 1' },
      { ...m, table: 'judged 1' },
    ]
    const { told: safe } = await protectReturned([all, f, m, ...elsewhere], 5)
    expect(safe.map(p => p.withheld || p.text.startsWith('<'))).toEqual([false, true, true, false, true])
  })

  it('tell the total alone where parts do not add up, and money as it is', async () => {
    const bent = [
      returned({ count: 50 }),
      returned({ sex: 'F', count: 3 }),
      returned({ sex: 'M', count: 30 }),
    ]
    expect((await protectReturned(bent, 5)).told.map(p => p.text)).toEqual(['50', '', ''])
    const money = [returned({ measure: 'amount', unit: 'EUR', count: 3 })]
    expect((await protectReturned(money, 5)).told.map(p => p.text)).toEqual(['3'])
  })
})

describe('the CTDC export', () => {
  it('has the 27 columns, flags of 1 or blank, and blank where nothing is recorded', () => {
    const csv = ctdcCsv([
      {
        year: '2024',
        sex: 'female',
        ageBand: '9-17',
        citizenship: 'several',
        countryOfExploitation: 'XPA',
        exploitation: 'ForcedLabour',
        industry: 'I_AccommodationAndFoodServiceActivities',
        'means.TakesEarnings': '1',
        'means.RestrictsMovement': '1',
        'means.FalsePromises': '',
      },
      { ageBand: '0-17', exploitation: 'several', sex: 'other' },
      { ageBand: '48+', exploitation: 'OrganRemoval' },
    ])
    const rows = parse(csv, { columns: true }) as Record<string, string>[]
    expect(Object.keys(rows[0]!)).toEqual([...ctdcColumns])
    expect(ctdcColumns).toHaveLength(27)
    const filled = rows.map(row =>
      Object.fromEntries(Object.entries(row).filter(([, value]) => value !== '')),
    )
    expect(filled).toEqual([
      {
        yearOfRegistration: '2024',
        gender: 'Woman',
        ageBroad: '9--17',
        CountryOfExploitation: 'XPA',
        meansDebtBondageEarnings: '1',
        meansDenyBasicNeeds: '1',
        isForcedLabour: '1',
        sectorOfLabourHospitality: '1',
      },
      { gender: 'Trans/Transgender/NonConforming' },
      { ageBroad: '48+', isOtherExploit: '1' },
    ])
  })

  it('has no rows where no synthetic release was made: real ones never leave', async () => {
    const nobody = '00000000-0000-4000-8000-000000000009'
    expect((await get(`/api/statistics/synthetic/${nobody}/ctdc.csv`)).status).toBe(404)
  })
})

describe('files for machines', () => {
  const file = (name: string) => `/api/statistics/published/${document.number}/1/${name}`

  it('are CSV and a description that says of each column what is in it', async () => {
    const [csv, described] = [
      await get(file('table-1.csv'), undefined),
      await get(file('table-1.csv-metadata.json'), undefined),
    ]
    const rows = parse(csv.text, { columns: true }) as Record<string, string>[]
    const { tableSchema, url } = JSON.parse(described.text) as {
      url: string
      tableSchema: { columns: { name: string; datatype: { format: string } }[]; primaryKey: string[] }
    }
    expect(url).toBe('table-1.csv')
    expect(tableSchema.columns.map(c => c.name)).toEqual(Object.keys(rows[0]!))
    expect(new Set(rows.map(row => tableSchema.primaryKey.map(name => row[name]).join())).size).toBe(
      rows.length,
    )
    const status = new RegExp(`^(${tableSchema.columns.at(-1)!.datatype.format})$`)
    expect(
      rows.every(row => status.test(row.status!) && (row.status === 'shown') === (row.count !== '')),
    ).toBe(true)
  })

  it('are Parquet that another engine reads as the same numbers, null where withheld', async () => {
    const { raw, status } = await get(file('table-2.parquet'), undefined)
    expect(status).toBe(200)
    const folder = mkdtempSync(join(tmpdir(), 'palermo-test-parquet-'))
    const path = join(folder, 'table.parquet')
    writeFileSync(path, raw)
    const instance = await DuckDBInstance.create(':memory:')
    const connection = await instance.connect()
    const rows = (await connection.runAndReadAll(`select year, exploitation, count from '${path}'`)).getRows()
    expect(rows.map(([y, form, count]) => [y, form, count === null ? undefined : Number(count)])).toEqual(
      document.tables[1]!.cells.map(({ key, count }) => [...key, count]),
    )
    connection.closeSync()
    instance.closeSync()
    rmSync(folder, { recursive: true, force: true })
  })

  it('do not exist under names of others, nor for what is not published', async () => {
    for (const name of ['table-9.csv', 'table-1.exe'])
      expect((await get(file(name), undefined)).status).toBeGreaterThanOrEqual(400)
    const draft = await room.make({
      title: 'Draft',
      kind: 'victim',
      tables: [{ title: 'Year', dimensions: ['year'] }],
      thresholds: { public: 5, internal: 5 },
    })
    const { name } = await room.detail(draft)
    expect((await get(`/api/statistics/published/${name}/1/table-1.csv`, undefined)).status).toBe(404)
  })

  it('stand in the catalogue, each under an address that answers, and withdrawn ones without files', async () => {
    type Catalogue = {
      'dcat:dataset': {
        'dct:identifier': string
        'dct:title': string
        'dcat:distribution'?: { 'dcat:accessURL': { '@id': string } }[]
      }[]
    }
    const listed = async () =>
      JSON.parse((await get('/api/statistics/catalogue.jsonld', undefined)).text) as Catalogue
    const [dataset] = (await listed())['dcat:dataset']
    expect(dataset!['dct:identifier']).toBe(`${document.number} revision 1`)
    // In which language somebody wrote a title is not known, so none is named.
    expect(dataset!['dct:title']).toBe(document.title)
    const addresses = dataset!['dcat:distribution']!.map(d => new URL(d['dcat:accessURL']['@id']))
    expect(addresses.length).toBe(3 + 3 * document.tables.length)
    for (const { pathname, search } of addresses.filter(a => a.pathname.startsWith('/api/')))
      expect([pathname, (await get(pathname + search, undefined)).status]).toEqual([pathname, 200])
    await room.post(ministry, `/${id}/withdraw`, { reason: 'A district was counted twice.' })
    const withdrawn = (await listed())['dcat:dataset'][0]!
    expect(withdrawn['dcat:distribution']).toBeUndefined()
    expect(JSON.stringify(withdrawn)).toContain('A district was counted twice.')
    expect((await get(file('table-1.csv'), undefined)).status).toBe(404)
  })
})
