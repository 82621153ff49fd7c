import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { utils, write } from '@e965/xlsx'
import { Command } from 'commander'
import { zipSync } from 'fflate'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Caller } from '#kernel/policy/caller.ts'
import { nodeCaller } from '#kernel/policy/caller.ts'
import { markAsDemonstration } from '#platform/access/settings.ts'
import { createAccount, foundAgency } from '#platform/accounts/accounts.store.ts'
import { rebuildProjections } from '#platform/ledger/rebuild.ts'
import { callerOf, openTestServer, type TestServer } from '../../../test/support/server.ts'
import { populationProjections } from './population.acts.ts'
import { addPopulationCommands } from './population.command.ts'
import { populationCsv } from './population.examples.ts'
import { populationRoutes } from './population.routes.ts'
import { populationOf } from './population.store.ts'
import { readPopulation } from './reading.rules.ts'
import { populationBytesMax, problemOfUnpacking, rowsOfFile } from './reading-files.ts'

const isState = (code: string) => ['XPA', 'XPB', 'AUT'].includes(code)
const read = (text: string) => {
  const rows = rowsOfFile(Buffer.from(text))
  return rows.ok ? readPopulation(rows.value, isState) : rows
}
const codes = (text: string) => {
  const result = read(text)
  return result.ok ? [] : result.problems.map(p => [p.where, p.code])
}

describe('a population table', () => {
  it('is read from CSV with comma, semicolon or tab, and from a workbook', () => {
    const result = read(populationCsv)
    expect(result).toMatchObject({ ok: true, value: { notices: [] } })
    const book = utils.book_new()
    utils.book_append_sheet(
      book,
      utils.aoa_to_sheet(
        populationCsv
          .trim()
          .split('\n')
          .map((line, i) =>
            line.split(',').map((cell, j) => (i > 0 && (j === 2 || j === 5) ? Number(cell) : cell)),
          ),
      ),
    )
    const fromBook = rowsOfFile(write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer)
    expect(fromBook.ok && readPopulation(fromBook.value, isState)).toEqual(result)
    for (const separator of [';', '\t'])
      expect(read(populationCsv.replaceAll(',', separator))).toEqual(result)
  })

  it('reads words and thin spaces as people write them, and takes sex and age as all where there is no column', () => {
    expect(read('Country;Year;Population\nAUT;2024;9 158 750')).toEqual({
      ok: true,
      value: { rows: [{ area: 'AUT', year: 2024, sex: '_T', age: '_T', persons: 9158750 }], notices: [] },
    })
    expect(read('Country;Year;Population\nAUT;٢٠٢٤;٩٬١٥٨٬٧٥٠')).toMatchObject({
      value: { rows: [{ year: 2024, persons: 9158750 }] },
    })
    expect(read('REF_AREA,TIME_PERIOD,SEX,AGE,OBS_VALUE\nAUT,2024,female,18+,100')).toMatchObject({
      value: { rows: [{ sex: 'F', age: 'Y_GE18', persons: 100 }] },
    })
  })

  it('is refused with every problem and its row', () => {
    expect(codes('')).toEqual([['file', 'population.empty']])
    expect(codes('place,when\nAUT,2024')).toEqual([['row 1', 'population.columns']])
    expect(
      codes(
        'area,year,sex,age,persons\nAUS TRIA,2024,F,_T,1\nAUT,24,F,_T,1\nAUT,2024,x,_T,1\nAUT,2024,F,9-17,1\nAUT,2024,F,_T,"1,234"\nQQQ,2024,F,_T,1\nAUT,2023,F,_T,\nAUT,2024,M,_T,5\nAUT,2024,M,_T,6\nAUT,2024,constructor,_T,6',
      ),
    ).toEqual([
      ['row 2, area', 'population.area'],
      ['row 3, year', 'population.year'],
      ['row 4, sex', 'population.sex'],
      ['row 5, age', 'population.age'],
      ['row 6, persons', 'population.persons'],
      ['row 7, area', 'population.area'],
      ['row 8, persons', 'population.noPersons'],
      ['row 10', 'population.twice'],
      ['row 11, sex', 'population.sex'],
    ])
    expect(codes('area,year,sex,persons\nAUT,2024,F,50\nAUT,2024,M,60\nAUT,2024,_T,90')).toEqual([
      ['AUT 2024 _T', 'population.sum'],
    ])
    expect(rowsOfFile(Buffer.from([0xff, 0xfe, 0x00])).ok).toBe(false)
    expect(rowsOfFile(Buffer.from('PK\u0003\u0004 broken')).ok).toBe(false)
  })

  it('says of jumps and missing districts without refusing them', () => {
    const odd = read('area,year,persons\nAUT,2023,100\nAUT,2024,180\nAUT-1,2024,90\nAUT-2,2024,50')
    expect(odd.ok && odd.value.notices.map(n => n.code)).toEqual(['population.jump', 'population.districts'])
  })
})

const agency = 'aaaaaaaa-0000-4000-8000-000000000001'
const administrator = callerOf(agency, { roles: ['administrator'], purpose: 'administration' })
const rapporteur = callerOf(agency, { roles: ['rapporteur'], userId: randomUUID() })
let server: TestServer
beforeAll(async () => {
  server = await openTestServer(populationRoutes)
  await server.context.database.write(nodeCaller('demonstration'), tx => markAsDemonstration(tx, 'test'))
  await server.context.database.write(nodeCaller('administration'), async tx => {
    await foundAgency(tx, { id: agency, name: 'Office', kind: 'ministry', country: null })
    for (const { userId, roles } of [administrator, rapporteur])
      await createAccount(tx, {
        id: userId,
        name: roles[0]!,
        email: `${roles[0]}@office.example`,
        passwordHash: null,
        memberships: [{ agencyId: agency, role: roles[0]! }],
      })
  })
})
afterAll(() => server.close())

type Json = {
  problems: { code: string; where: string; what: string }[]
  notices: { what: string }[]
  tables: { id: string; number: number; withdrawnWhy: string | null }[]
  areas: object[]
  id: string
  rows: { persons: number; source: string }[]
}
const send = (as: Caller, path: string, text: string, key?: string, language = 'en') => {
  const boundary = 'x-palermo-boundary'
  const body = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="population.csv"\r\ncontent-type: text/csv\r\n\r\n${text}\r\n--${boundary}--\r\n`
  return server.ask(as, 'POST', `/api/statistics/population${path}`, Buffer.from(body), {
    'content-type': `multipart/form-data; boundary=${boundary}`,
    'accept-language': language,
    ...(key && { 'idempotency-key': key }),
  }) as unknown as Promise<{ status: number; body: Json }>
}
const get = (as: Caller, path = '') =>
  server.ask(as, 'GET', `/api/statistics/population${path}`) as unknown as Promise<{
    status: number
    body: Json
  }>
const ofState = async () =>
  (await server.context.database.statistics(populationOf)).filter(p => p.area === 'XPA' && p.year === 2024)

describe('population over HTTP', () => {
  it('is loaded by administrators alone, with a source, and checked before', async () => {
    expect((await send(rapporteur, '?source=Office', populationCsv)).status).toBe(403)
    expect((await send(administrator, '', populationCsv)).status).toBe(400)
    expect((await send(administrator, '?source=%20', populationCsv)).status).toBe(422)
    expect((await send(administrator, '/check', populationCsv)).body).toMatchObject({ rows: 10, areas: 3 })
    const wrong = await send(administrator, '?source=Office', 'area,year,persons\nAUT,2024,many')
    expect([wrong.status, wrong.body.problems.map(p => p.code)]).toEqual([422, ['population.persons']])
    const inFrench = await send(
      administrator,
      '?source=Office',
      'area,year,persons\nAUT,2024,many',
      undefined,
      'fr',
    )
    expect(inFrench.body.problems[0]).toMatchObject({
      where: 'ligne 2, persons',
      what: expect.stringContaining('n’est pas un nombre de personnes'),
    })
    const odd = await send(
      administrator,
      '/check',
      'area,year,persons\nAUT,2023,1\nAUT,2024,9',
      undefined,
      'ru',
    )
    expect(odd.body.notices[0]!.what).toBe(
      'Число лиц сильно отличается от прошлогоднего: AUT: 2023 = 1, 2024 = 9.',
    )
    expect((await get(rapporteur)).body).toMatchObject({
      tables: [],
      areas: [],
      agencies: [{ name: 'Office', district: null }],
    })
    expect((await send(administrator, '?source=Office%202024', populationCsv)).status).toBe(201)
    expect((await get(rapporteur)).body).toMatchObject({
      tables: [{ number: 1, source: 'Office 2024', rowCount: 10, areas: 3, yearFrom: 2023, yearTo: 2024 }],
      areas: [
        { area: 'XPA', isDistrict: false, years: [2023, 2024] },
        { area: 'XPA-01', name: 'Harbour', isDistrict: true, years: [2024] },
        { area: 'XPA-02', name: 'Uplands' },
      ],
    })
    expect((await get(callerOf(agency, { roles: ['delegate'] }))).status).toBe(403)
  })

  it('sums what the file left out: both sexes, all ages', async () => {
    const rows = await ofState()
    expect(rows.find(r => r.sex === '_T' && r.age === '_T')?.persons).toBe(4_040_000)
    expect(rows.find(r => r.sex === 'F' && r.age === '_T')?.persons).toBe(2_030_000)
    expect(rows).toHaveLength(9)
  })

  it('comes from the newest table that has the area and year; what is withdrawn uncovers the older', async () => {
    const newer = await send(administrator, '?source=Census', 'area,year,persons\nXPA,2024,4100000')
    expect(await ofState()).toMatchObject([{ persons: 4_100_000, source: 'Census' }])
    expect(
      (await get(rapporteur, '/rows?area=XPA')).body.rows.filter(r => r.source === 'Census'),
    ).toHaveLength(1)
    const withdraw = (as: Caller) =>
      server.ask(as, 'POST', `/api/statistics/population/${newer.body.id}/withdrawal`, {
        reason: 'Wrong edition',
      })
    expect((await withdraw(rapporteur)).status).toBe(403)
    expect((await withdraw(administrator)).status).toBe(204)
    expect((await withdraw(administrator)).status).toBe(403)
    expect(await ofState()).toHaveLength(9)
    expect((await get(rapporteur)).body.tables[0]).toMatchObject({ number: 2, withdrawnWhy: 'Wrong edition' })
  })

  it('is loaded once however often the same request is sent', async () => {
    const key = randomUUID()
    const text = 'area,year,persons\nXPA,1999,3000000'
    const [first, again] = [
      await send(administrator, '?source=Retry', text, key),
      await send(administrator, '?source=Retry', text, key),
    ]
    expect([first.status, again.status, again.body.id]).toEqual([201, 201, first.body.id])
    expect((await get(rapporteur)).body.tables.filter(table => table.id === first.body.id)).toHaveLength(1)
  })

  it('refuses a workbook that would fill the memory once it is unpacked', async () => {
    const bomb = zipSync({ 'xl/workbook.xml': new Uint8Array(201_000_000) })
    expect(bomb.length).toBeLessThan(populationBytesMax)
    expect(await problemOfUnpacking(bomb)).toMatchObject({ code: 'population.unpacked' })
    expect(await problemOfUnpacking(zipSync({ 'xl/workbook.xml': new Uint8Array(1_000) }))).toBeUndefined()
  })

  it('is guarded by the database: nobody but an administrator adds a row', async () => {
    const { database } = server.context
    for (const caller of [rapporteur, callerOf(null)])
      await expect(
        database.write(caller, tx =>
          sql`insert into statistics.population_table (id, version, number, source, file_name, row_count, loaded_by, loaded_at_ms)
            values (${randomUUID()}, 1, 99, 'x', 'x', 0, ${caller.userId}, 0)`.execute(tx.db),
        ),
      ).rejects.toThrow(/row-level security|entry/)
  })

  it('can be built anew from the ledger', async () => {
    const before = await server.context.database.statistics(populationOf)
    await rebuildProjections(server.context.database, populationProjections)
    expect(await server.context.database.statistics(populationOf)).toEqual(before)
  })
})

describe('palermo statistics population', () => {
  it('imports a file, lists what there is, and says each problem', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'palermo-population-'))
    const [said, complained]: string[][] = [[], []]
    let failed = false
    const run = async (...words: string[]) => {
      const program = new Command().exitOverride()
      const ground = {
        print: (t: string) => said!.push(t),
        complain: (t: string) => complained!.push(t),
        fail: () => {
          failed = true
        },
        now: () => new Date(0),
      }
      addPopulationCommands(program, ground as never, work => work(server.context))
      await program.parseAsync(['population', ...words], { from: 'user' })
    }
    try {
      const file = join(folder, 'table.csv')
      writeFileSync(file, populationCsv)
      await run('import', file, '--dry-run')
      await expect(run('import', file)).rejects.toThrow('--source')
      await run('import', file, '--source', 'Office 2025')
      await run('list')
      expect(said).toEqual(
        expect.arrayContaining(['Nothing is wrong with 10 rows of 3 areas.', 'Loaded 10 rows of 3 areas.']),
      )
      expect(said!.some(line => line.includes('Office 2025'))).toBe(true)
      writeFileSync(file, 'area,year,persons\nXPA,2024,few')
      await run('import', file, '--source', 'x')
      expect([failed, complained![0]]).toEqual([true, expect.stringContaining('row 2, persons')])
      await expect(run('import', join(folder, 'none.csv'), '--source', 'x')).rejects.toThrow('cannot be read')
    } finally {
      rmSync(folder, { recursive: true })
    }
    expect(nodeCaller('administration').roles).toContain('administrator')
  })
})
