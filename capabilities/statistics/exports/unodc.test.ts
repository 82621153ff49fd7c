import { randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { read, utils } from '@e965/xlsx'
import { Command } from 'commander'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import type { Database } from '#platform/database/open.ts'
import type { Read } from '#platform/database/transaction.ts'
import { openTestDatabase } from '../../../test/support/database.ts'
import { aSuspectedReturn } from '../returns/return.examples.ts'
import { decide, send } from '../returns/return.store.ts'
import { settle, staff } from '../returns/return.testing.ts'
import type { ReturnedCount } from '../returns/returned-counts.store.ts'
import { addExportCommands } from './exports.commands.ts'
import * as protection from './returned-protection.ts'
import { responseRows } from './unodc.rules.ts'
import { collectForUnodc } from './unodc.store.ts'
import { unodcWorkbook } from './unodc-workbook.ts'

vi.mock('./returned-protection.ts', async original => {
  const real = await original<typeof protection>()
  return { ...real, protectReturned: vi.fn(real.protectReturned) }
})
const { protectReturned } = protection

const money = (count: number, unit: string, more: Partial<ReturnedCount> = {}): ReturnedCount => ({
  step: 'compensated',
  measure: 'amount',
  agencyKind: 'court',
  year: 2025,
  sex: '_T',
  age: '_T',
  citizenship: '_T',
  form: '_T',
  count,
  unit,
  articles: '',
  source: '',
  note: '',
  table: 'compensation 1',
  agencies: 1,
  agenciesOwing: 1,
  leastOfOthers: null,
  ...more,
})

it('amounts of different currencies are never added, and are told apart from persons', async () => {
  const persons = money(8, 'EUR', { measure: 'persons' })
  delete persons.unit
  const counts = [money(1000, 'EUR'), money(300, 'USD'), persons]
  const rows = responseRows((await protectReturned(counts, 5)).told, 2025, code => code)
  expect(rows.map(row => [row.indicator, row.unit, row.text])).toEqual([
    ['Compensation (court)', 'EUR', '1000'],
    ['Compensation (court)', 'USD', '300'],
    ['Persons compensated (court)', 'Counts', '8'],
  ])
})

it('what hundreds of agencies wrote is cut where a cell of the workbook ends, and says so', async () => {
  const source = 'District Court: its register. '.repeat(2_000)
  const { told } = await protectReturned([money(1000, 'EUR', { source })], 5)
  const response = responseRows(told, 2025, code => code)
  const country = { code: 'FRA', name: 'France' }
  const madeAt = '2026-01-01T00:00:00.000Z'
  const bytes = unodcWorkbook({ year: 2025, country, release: null, victims: [], response, madeAt }, null)
  const [, heading, row] = utils.sheet_to_json<string[]>(read(bytes).Sheets['persons and proceedings']!, {
    header: 1,
  })
  const cell = row![heading!.indexOf('Source')]!
  expect(cell.length).toBeLessThanOrEqual(32_767)
  expect(cell).toMatch(/^District Court: its register.*cut here; a cell holds no more\)$/)
})

it('protecting lets others have their turn between one table and the next', async () => {
  let turns = 0
  const next = (): NodeJS.Immediate =>
    setImmediate(() => {
      turns++
      turn = next()
    })
  let turn = next()
  await protectReturned([money(1, 'EUR'), money(2, 'USD'), money(3, 'CHF')], 5)
  clearImmediate(turn)
  expect(turns).toBeGreaterThanOrEqual(3)
})

let database: Database
let folder: string
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'palermo-test-unodc-'))
  ;({ database } = await openTestDatabase())
  await settle(database)
  const place = { agencyId: staff.police.agencyId!, tableId: 'persons-suspected', period: '2023' }
  const sent = { ...place, content: aSuspectedReturn(), expectedVersion: undefined, actId: randomUUID() }
  await database.write(staff.police, tx => send(tx, sent, null))
  const decision = { revision: 1, decision: 'accepted', words: null } as const
  await database.write(staff.rapporteur, tx => decide(tx, place, decision, randomUUID()))
})
afterAll(async () => {
  await database?.close()
  rmSync(folder, { recursive: true, force: true })
})

it('what agencies returned is protected after the transaction has ended, so that it holds nobody up', async () => {
  let open = false
  const during: boolean[] = []
  const real = vi.mocked(protectReturned).getMockImplementation()!
  vi.mocked(protectReturned).mockImplementationOnce((...given) => {
    during.push(open)
    return real(...given)
  })
  const reading = async <T>(work: (tx: Read) => Promise<T>): Promise<T> => {
    open = true
    const found = await database.read(staff.rapporteur, work)
    open = false
    return found
  }
  const { collection } = await collectForUnodc(reading, 2023)
  expect(during).toEqual([false])
  expect(collection.response.find(row => row.category === 'Forced labour')!.text).toBe('10')
})

it('at the command line the collection is written as a workbook, each number with its unit', async () => {
  const out = join(folder, 'unodc.xlsx')
  const printed: string[] = []
  const program = new Command()
  const ground = {
    print: (text: string) => void printed.push(text),
    complain() {},
    fail() {},
    now: () => new Date(Date.UTC(2026, 0, 1)),
  }
  addExportCommands(program, ground, work => work({ database }))
  await program.parseAsync(['unodc', '--year', '2023', '--out', out], { from: 'user' })
  expect(printed).toHaveLength(1)
  const sheet = read(readFileSync(out)).Sheets['persons and proceedings']!
  const [, heading, ...lines] = utils.sheet_to_json<string[]>(sheet, { header: 1 })
  const at = heading!.indexOf('Unit of measurement')
  expect(lines.length).toBeGreaterThan(3)
  expect(new Set(lines.map(line => line[at]))).toEqual(new Set(['Counts']))
})
