import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type CellObject, read, utils, write } from '@e965/xlsx'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Plain } from '#kernel/entity/describe.ts'
import type { Field } from '#kernel/entity/field.ts'
import type { Database } from '#platform/database/open.ts'
import type { NodeKeys } from '#platform/vault/node-keys.ts'
import { codelists } from '#standards/codelists.ts'
import { callerOf, openTestDatabase } from '../../test/support/database.ts'
import { randomContent, randomNumbers } from '../../test/support/random-cases.ts'
import { type CaseFile, caseDescriptions } from './cases.entity.ts'
import { exportCases } from './export-cases.ts'
import { openCaseTable, readCases } from './import/dry-run.ts'
import { standardFields, targetOfSystemName, targetsOfLabel } from './import/known-headers.ts'
import { fingerprint, importCases } from './import-cases.ts'

const published = join(import.meta.dirname, '../../../shared/standards/htcds')
const seed = Number(process.env.SEED ?? 2024)

let database: Database
let keys: NodeKeys
beforeAll(async () => {
  ;({ database, keys } = await openTestDatabase())
  console.log(`seed ${seed}`)
})
afterAll(() => database.close())

/** The published spreadsheet with a row for each case; fields that it has no column for get one at its right. */
function filled(file: string, cases: readonly CaseFile[]): Uint8Array {
  const workbook = read(readFileSync(join(published, file)))
  const sheet = workbook.Sheets[workbook.SheetNames[0]!]!
  const range = utils.decode_range(sheet['!ref']!)
  const columns = new Map<string, number>()
  for (let c = 0; c <= range.e.c; c++) {
    // As a person fills it in: by the label that she sees. In two columns the name above it says something else.
    const [name, label] = [0, 1].map(r =>
      String((sheet[utils.encode_cell({ r, c })] as CellObject | undefined)?.v ?? ''),
    )
    const labelled = targetsOfLabel(label!)
    const target = labelled.length === 1 ? labelled[0] : targetOfSystemName(name!)
    if (target) columns.set(target, c)
  }
  const text = (r: number, c: number, v: string) => {
    sheet[utils.encode_cell({ r, c })] = { t: 's', v } satisfies CellObject
  }
  let next = range.e.c + 1
  for (const f of standardFields.filter(f => !columns.has(f.target))) {
    text(0, next, f.name)
    text(1, next, f.label)
    columns.set(f.target, next++)
  }
  for (const [i, content] of cases.entries())
    for (const [target, c] of columns) {
      const value = valueAt(content, target)
      if (typeof value === 'number')
        sheet[utils.encode_cell({ r: i + 2, c })] = { t: 'n', v: value } satisfies CellObject
      else if (value !== undefined) text(i + 2, c, asCell(value))
    }
  sheet['!ref'] = utils.encode_range({ ...range, e: { r: range.e.r, c: next - 1 } })
  return new Uint8Array(write(workbook, { type: 'array', bookType: 'xlsx', bookSST: true }))
}

const asCell = (value: unknown) =>
  Array.isArray(value)
    ? value.join('; ')
    : typeof value === 'boolean'
      ? value
        ? 'Yes'
        : 'No'
      : String(value)

function valueAt(content: CaseFile, target: string): unknown {
  const [part, field] = target.split('.') as [keyof CaseFile, string]
  const found = content[part] as Plain | Plain[]
  return (Array.isArray(found) ? found[0] : found)?.[field]
}

/** Only what the standard names, as one flat record: 83 values. */
function standardValues(content: CaseFile): Plain {
  const values: Plain = {}
  for (const [part, description] of Object.entries(caseDescriptions))
    for (const [field, f] of Object.entries(description.fields as Record<string, Field>))
      if (f.htcds) values[f.htcds] = valueAt(content, `${part}.${field}`)
  return values
}

it.each([
  ['htcds-spreadsheet-v2.0.xlsx', 'xlsx'],
  ['htcds-spreadsheet-single-select-v2.0.xlsx', 'ods'],
  ['htcds-spreadsheet-multi-select-v2.0.xlsm', 'csv'],
] as const)(
  'gives back all 83 fields of the published %s equal, through the database, as %s',
  async (file, format) => {
    const agency = callerOf(randomUUID(), { purpose: 'import' })
    const random = randomNumbers(seed)
    const cases = Array.from({ length: 12 }, () => randomContent(random, 1))
    for (const made of cases)
      expect(Object.values(standardValues(made)).filter(v => v !== undefined)).toHaveLength(83)

    const bytes = filled(file, cases)
    const { table, proposal } = await openCaseTable({ name: file, bytes }, codelists)
    const result = await importCases({ database, keys, codelists }, agency, {
      importId: randomUUID(),
      table,
      mapping: proposal.mapping,
      ...(await fingerprint({ name: file, bytes })),
    })
    expect(result).toMatchObject({ opened: cases.length, refused: 0, state: 'finished' })
    expect(result.problems).toEqual([])

    const exported = await exportCases({ database, keys, codelists }, agency, { format, identity: true })
    expect(exported.cases).toBe(cases.length)
    const back = await openCaseTable({ name: `back.${format}`, bytes: exported.bytes }, codelists)
    const read: Plain[] = []
    for await (const batch of readCases(back.table, back.proposal.mapping, codelists, { scope: 'test' }))
      for (const { draft, problems } of batch.outcomes) {
        expect(problems).toEqual([])
        read.push(standardValues(draft!.file))
      }
    const byName = (values: Plain[]) =>
      values.toSorted((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)))
    expect(byName(read)).toEqual(byName(cases.map(standardValues)))
  },
)

it('exports no identity unless it was asked for, and every case’s history shows that it was opened', async () => {
  const agency = callerOf(randomUUID(), { purpose: 'import' })
  const node = { database, keys, codelists }
  const bytes = filled('htcds-spreadsheet-v2.0.xlsx', [randomContent(randomNumbers(seed), 1)])
  const { table, proposal } = await openCaseTable({ name: 'one.xlsx', bytes }, codelists)
  await importCases(node, agency, {
    importId: randomUUID(),
    table,
    mapping: proposal.mapping,
    fileHash: 'x',
    fileBytes: 1,
  })
  const coded = await exportCases(node, agency, { format: 'csv', identity: false })
  const whole = await exportCases(node, agency, { format: 'csv', identity: true })
  const text = (file: { bytes: Uint8Array }) => new TextDecoder().decode(file.bytes)
  const name = randomContent(randomNumbers(seed), 1).person.secondName!
  expect(text(whole)).toContain(name)
  expect(text(coded)).not.toContain(name)
  const { rows } = await database.read(agency, tx =>
    sql<{ act: string; purpose: string }>`select act, purpose from ledger.entry
      where subject_kind = 'case' and agency_id = ${agency.agencyId} order by version`.execute(tx.db),
  )
  expect(rows).toEqual([
    { act: 'case.open', purpose: 'import' },
    { act: 'identity.open', purpose: 'import' },
  ])
})
