import { createHash, randomUUID } from 'node:crypto'
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { read, utils } from '@e965/xlsx'
import { Command } from 'commander'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Caller } from '#kernel/policy/caller.ts'
import texts from '#locales/en/submissions-problems.json' with { type: 'json' }
import type { Database } from '#platform/database/open.ts'
import { rebuildProjections } from '#platform/ledger/rebuild.ts'
import { openTestServer, type TestServer } from '../../../../test/support/server.ts'
import { settle, staff } from '../../returns/return.testing.ts'
import { addExportCommands } from '../exports.commands.ts'
import { exportRoutes } from '../exports.routes.ts'
import type { UnodcRow } from '../unodc.rules.ts'
import { submissionProjections } from './submission.acts.ts'
import { aCorrectedReturn, returned } from './submission.testing.ts'

let server: TestServer
let database: Database

beforeAll(async () => {
  server = await openTestServer(exportRoutes)
  database = server.context.database
  await settle(database)
  await returned(database, { period: '2023', revision: 1 })
})
afterAll(() => server?.close())

interface Brief {
  id: string
  revision: number
  reason: string | null
  code: string
  workbookHash: string
  agency: string | null
  submittedAt: string
}
type Told = { seen: string; protectedWith: number[]; response: UnodcRow[] }
type Problems = { problems: { code: string; what: string }[] }
const path = '/api/statistics/unodc'
const get = (of: string, as: Caller | undefined = staff.rapporteur) => server.ask(as, 'GET', `${path}${of}`)
const draft = async (year = 2023) => (await get(`/${year}`)).body as Told
const submit = (
  body: object,
  { as = staff.rapporteur, year = 2023, key = randomUUID() as string, language = 'en' } = {},
) =>
  server.ask(as, 'POST', `${path}/${year}/submissions`, body, {
    'idempotency-key': key,
    'accept-language': language,
  })
const codesOf = (body: never) => (body as Problems).problems.map(p => p.code)
const fileOf = async (id: string) => (await get(`/submissions/${id}/submission.xlsx`)).raw
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')
const lineOf = (told: readonly UnodcRow[], wanted: Partial<UnodcRow>) =>
  told.find(row =>
    Object.entries({ dimension: 'Total', sex: 'Total', age: 'Total', ...wanted }).every(
      ([name, value]) => row[name as keyof UnodcRow] === value,
    ),
  )!

describe('submitting a year to UNODC', () => {
  it('lists nothing while nothing was submitted, and says so on every sheet of the draft', async () => {
    expect((await get('/submissions')).body).toEqual({ submissions: [] })
    const { raw, headers } = await get('/2023/draft.xlsx')
    expect(headers['content-disposition']).toContain('unodc-2023-draft.xlsx')
    const book = read(raw)
    for (const name of book.SheetNames)
      expect([name, JSON.stringify(utils.sheet_to_json(book.Sheets[name]!, { header: 1 }))]).toEqual([
        name,
        expect.stringMatching(/draft, not submitted/i),
      ])
  })

  it('freezes the tables under a number and gives the file again byte for byte', async () => {
    const { seen } = await draft()
    const key = randomUUID()
    const { status, body } = await submit({ seen }, { key })
    expect(status).toBe(201)
    const first = body as Brief
    expect(first).toMatchObject({ revision: 1, reason: null, agency: 'Agency rapporteur' })
    expect(first.code).toMatch(/^\d+\.\d+\.\d+\+[0-9a-f]{12}$/)
    const file = await fileOf(first.id)
    expect(sha256(file)).toBe(first.workbookHash)
    expect((await fileOf(first.id)).equals(file)).toBe(true)
    const about = JSON.stringify(utils.sheet_to_json(read(file).Sheets.about!, { header: 1 }))
    expect(about).toContain('2023, revision 1')
    expect(about).not.toMatch(/draft/i)
    // Asking again with the same id is harmless.
    expect((await submit({ seen }, { key })).body).toEqual(first)
    const { submissions } = (await get('/submissions')).body as { submissions: Brief[] }
    expect(submissions).toEqual([first])
    const kept = (await get(`/submissions/${first.id}`)).body as Told
    expect(lineOf(kept.response, { dimension: 'by citizenship', category: 'France' }).text).toBe('20')
  })

  it('submits nothing twice, nothing unseen, and nothing of which nothing is told', async () => {
    const { seen, protectedWith } = await draft()
    expect(protectedWith).toEqual([1])
    const again = await submit({ seen, reason: 'To be sure.' })
    expect([again.status, codesOf(again.body)]).toEqual([422, ['unodc.unchanged']])
    const unseen = await submit({ seen: 'f'.repeat(64), reason: 'To be sure.' })
    expect([unseen.status, codesOf(unseen.body)]).toEqual([422, ['unodc.changed']])
    const nothing = await submit({}, { year: 1999, language: 'fr' })
    expect(codesOf(nothing.body)).toEqual(['unodc.nothing'])
    expect((nothing.body as Problems).problems[0]!.what).toBe('Rien n’est indiqué pour 1999.')
  })

  it('after a correction withholds what the two files would tell by subtraction, and says what was submitted', async () => {
    await returned(database, { period: '2023', revision: 2, content: aCorrectedReturn() })
    const { seen, response } = await draft()
    const wordless = await submit({ seen })
    expect([wordless.status, codesOf(wordless.body)]).toEqual([422, ['unodc.reason']])
    // One man more: none of his categories may be told again, and what he is not in stays as it was.
    const france = lineOf(response, { dimension: 'by citizenship', category: 'France' })
    expect([france.text, france.earlier]).toEqual(['', { revision: 1, text: '20' }])
    const form = { dimension: 'by form of exploitation' as const }
    const sexual = lineOf(response, { ...form, category: 'Sexual exploitation' })
    expect([sexual.text, sexual.earlier]).toEqual(['', { revision: 1, text: '14' }])
    expect(lineOf(response, { sex: 'Male' }).text).toBe('')
    expect(lineOf(response, { ...form, category: 'Forced labour' }).text).toBe('10')
    expect(lineOf(response, { sex: 'Female' }).text).toBe('8')
    const second = (await submit({ seen, reason: ' A second register was read. ' })).body as Brief
    expect(second).toMatchObject({ revision: 2, reason: 'A second register was read.' })
    const book = read(await fileOf(second.id))
    const lines = utils.sheet_to_json<string[]>(book.Sheets['persons and proceedings']!, { header: 1 })
    expect(lines.some(line => line[5] === 'withheld' && line[8]?.includes('Revision 1 said 20'))).toBe(true)
    const long = utils.sheet_to_json<string[]>(book.Sheets.data_glotip_1!, { header: 1 })
    const values = long.slice(3).map(line => line[11])
    expect(values).toContain('10')
    for (const told of ['30', '31', '21', '15']) expect(values).not.toContain(told)
    expect(JSON.stringify(utils.sheet_to_json(book.Sheets.about!, { header: 1 }))).toContain(
      'A second register was read.',
    )
    const { submissions } = (await get('/submissions')).body as { submissions: Brief[] }
    expect(submissions.map(one => one.revision)).toEqual([2, 1])
  })
})

describe('who submits', () => {
  const paths = async () => {
    const { submissions } = (await get('/submissions')).body as { submissions: Brief[] }
    const [{ id }] = submissions as [Brief]
    return [
      '/2023',
      '/2023/draft.xlsx',
      '/submissions',
      `/submissions/${id}`,
      `/submissions/${id}/submission.xlsx`,
    ]
  }

  it('is the rapporteur or the ministry; others neither submit nor see what was', async () => {
    for (const path of await paths()) {
      expect([path, (await get(path, staff.ministry)).status]).toEqual([path, 200])
      for (const other of [staff.police, staff.shelter])
        expect([path, (await get(path, other)).status]).toEqual([path, 403])
      expect((await server.ask(undefined, 'GET', `/api/statistics/unodc${path}`)).status).toBe(401)
    }
    for (const as of [staff.police, staff.shelter]) expect((await submit({}, { as })).status).toBe(403)
    expect((await get(`/submissions/${randomUUID()}`)).status).toBe(404)
  })

  it('is so in the database, which believes memberships and not claims, for tables and ledger alike', async () => {
    const seenBy = (caller: Caller) =>
      database.read(caller, async tx => {
        const count = async (from: string) =>
          Number(
            (await sql<{ n: number }>`select count(*)::int as n from ${sql.raw(from)}`.execute(tx.db))
              .rows[0]!.n,
          )
        return [
          await count('statistics.unodc_submission'),
          await count('statistics.unodc_submission_inside'),
          await count("ledger.entry where subject_kind = 'unodc-submission'"),
        ]
      })
    expect(await seenBy(staff.ministry)).toEqual([2, 2, 2])
    expect(await seenBy(staff.police)).toEqual([0, 0, 0])
    const impostor: Caller = { ...staff.shelter, roles: ['rapporteur'], agencyId: staff.rapporteur.agencyId }
    expect(await seenBy(impostor)).toEqual([0, 0, 0])
  })

  it('cannot change or take back what was sent, not even past the application', async () => {
    for (const statement of [
      "update statistics.unodc_submission set reason = 'another'",
      'delete from statistics.unodc_submission_inside',
    ])
      await expect(database.write(staff.rapporteur, tx => sql.raw(statement).execute(tx.db))).rejects.toThrow(
        /permission denied/,
      )
  })
})

it('what was submitted is built again from the ledger, the file included', async () => {
  const all = () =>
    database.maintain(async db =>
      (
        await sql<object>`select s.*, encode(s.workbook, 'hex') as file, i.stories from statistics.unodc_submission s
          join statistics.unodc_submission_inside i on i.submission_id = s.id order by s.year, s.revision`.execute(
          db,
        )
      ).rows.map(row => JSON.stringify(row)),
    )
  const before = await all()
  expect(before).toHaveLength(2)
  await rebuildProjections(database, submissionProjections)
  expect(await all()).toEqual(before)
})

describe('at the command line', () => {
  const folder = mkdtempSync(join(tmpdir(), 'palermo-test-submissions-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  const run = async (...words: string[]) => {
    const printed: string[] = []
    const ground = {
      print: (text: string) => void printed.push(text),
      complain() {},
      fail() {},
      now: () => new Date(Date.UTC(2026, 0, 1)),
    }
    const program = new Command()
    addExportCommands(program, ground, work => work({ database }))
    await program.parseAsync(words, { from: 'user' })
    return printed.join('\n')
  }

  it('a year is submitted with a reason, listed, and written again byte for byte', async () => {
    const out = join(folder, 'sent.xlsx')
    await expect(run('unodc', 'submit', '--year', '2023')).rejects.toThrow(
      'Nothing has changed since revision 2',
    )
    const content = aCorrectedReturn({ source: 'Register of persons suspected, second edition' })
    await returned(database, { period: '2023', revision: 3, content })
    await expect(run('unodc', 'submit', '--year', '2023')).rejects.toThrow('no reason is given')
    const told = await run(
      'unodc',
      'submit',
      '--year',
      '2023',
      '--reason',
      'The source is named.',
      '--out',
      out,
    )
    const sent = readFileSync(out)
    expect(told).toContain(sha256(sent))
    expect((await run('unodc', 'list')).split('\n')[0]).toMatch(
      /^2023 revision 3\t.*the node\tThe source is named\.$/,
    )
    const again = join(folder, 'again.xlsx')
    await run('unodc', 'get', '--year', '2023', '--out', again)
    expect(readFileSync(again).equals(sent)).toBe(true)
    await run('unodc', 'get', '--year', '2023', '--revision', '1', '--out', again)
    expect(readFileSync(again).equals(sent)).toBe(false)
  })

  it('what is not there is said in one sentence', async () => {
    const out = join(folder, 'none.xlsx')
    await expect(run('unodc', 'get', '--year', '2011', '--out', out)).rejects.toThrow(
      'Nothing was submitted for 2011',
    )
    await expect(run('unodc', 'get', '--year', '2023', '--revision', '9', '--out', out)).rejects.toThrow(
      'There is no revision 9 of 2023',
    )
    await expect(run('unodc', 'submit', '--year', 'last')).rejects.toThrow(
      '“last” is no year; write it as 2025.',
    )
    await expect(run('unodc', '--year', '1999', '--out', out)).rejects.toThrow('there are figures of 2023')
  })
})

it('two who submit a year at the same moment are not both first: the two files were never looked at together', async () => {
  await returned(database, { period: '2022', revision: 1 })
  const both = await Promise.all([staff.rapporteur, staff.ministry].map(as => submit({}, { as, year: 2022 })))
  expect(both.map(({ status }) => status).sort()).toEqual([201, 422])
  const [code] = codesOf(both.find(({ status }) => status === 422)!.body)
  expect(['unodc.meanwhile', 'unodc.unchanged']).toContain(code)
})

it('the same order, sent again while the first is under way, is one submission', async () => {
  await returned(database, { period: '2024', revision: 1 })
  const key = randomUUID()
  const both = await Promise.all([1, 2].map(() => submit({}, { key, year: 2024 })))
  expect(both.map(({ status }) => status)).toEqual([201, 201])
  expect(both[1]!.body).toEqual(both[0]!.body)
})

it('what is wrong with a submission is said in six languages', () => {
  const folder = import.meta.dirname
  const source = globSync('*.ts', { cwd: folder })
    .filter(name => !name.endsWith('.test.ts'))
    .map(name => readFileSync(join(folder, name), 'utf8'))
    .join('\n')
  const said = [...source.matchAll(/problem\(\s*'\w+',\s*'(\w+)'/g)].map(match => `unodc.${match[1]}`)
  const told = Object.keys(texts).flatMap(key => /^problem\.(.+)\.what$/.exec(key)?.[1] ?? [])
  expect(said.sort()).toEqual(told.sort())
  expect(said.length).toBe(5)
})
