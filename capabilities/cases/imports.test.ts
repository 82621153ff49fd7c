import { randomUUID } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Refused } from '#kernel/policy/policy.ts'
import type { Database } from '#platform/database/open.ts'
import { verifyLedger } from '#platform/ledger/verify.ts'
import type { NodeKeys } from '#platform/vault/node-keys.ts'
import { codelists } from '#standards/codelists.ts'
import { writeCasesCsv } from '../../test/support/cases-file.ts'
import { callerOf, openTestDatabase } from '../../test/support/database.ts'
import { randomContent, randomNumbers } from '../../test/support/random-cases.ts'
import { findCases } from './cases.store.ts'
import { openSealed } from './identity.store.ts'
import { openCaseTable } from './import/dry-run.ts'
import type { TableFile } from './import/table-file.ts'
import { fingerprint, type ImportOrder, importCases } from './import-cases.ts'
import { findImport, findImportProblems, findImportsOf, listImports } from './imports.store.ts'

let database: Database
let keys: NodeKeys
const agencyId = 'aaaaaaaa-0000-4000-8000-000000000001'
const caseworker = callerOf(agencyId, { purpose: 'import' })

beforeAll(async () => {
  ;({ database, keys } = await openTestDatabase())
})
afterAll(() => database.close())

const header = 'case.externalReference,prs_SecondName,prs_Gender,prs_Citizenship,vic_MethodsOfControl'
const csv = (...rows: string[]): TableFile => ({
  name: 'cases.csv',
  bytes: Buffer.from(`${[header, ...rows].join('\n')}\n`),
})
const rows = (prefix: string, count: number) =>
  Array.from({ length: count }, (_, i) => `${prefix}-${i},Name ${prefix}-${i},Feminine,PHL,DebtBondage`)

async function importFile(file: TableFile, more: Partial<ImportOrder> = {}, caller = caseworker) {
  const { table, proposal } = await openCaseTable(file, codelists)
  return importCases({ database, keys, codelists }, caller, {
    importId: randomUUID(),
    table,
    mapping: proposal.mapping,
    ...(await fingerprint(file)),
    ...more,
  })
}
const countCases = () =>
  database.maintain(async db =>
    Number((await sql<{ n: number }>`select count(*) as n from cases.case`.execute(db)).rows[0]!.n),
  )

describe('an import', () => {
  it('opens a case for every good row and tells what is wrong with the others, with row, column and remedy', async () => {
    const result = await importFile(csv(...rows('a', 3), 'a-3,Name,Other thing,PHL,', 'a-4,,Masculine,XXX,'))
    expect(result).toMatchObject({ state: 'finished', read: 5, opened: 3, repeated: 0, refused: 2 })
    expect(result.problems).toMatchObject([
      { severity: 'row', row: 5, column: 'C', value: 'Other thing' },
      { severity: 'row', row: 6, column: 'D', value: 'XXX' },
    ])
    for (const problem of result.problems) expect(problem.remedy).not.toBe('')
  })

  it('changes nothing when the same file comes again, whoever of the agency brings it', async () => {
    const file = csv(...rows('b', 700))
    expect(await importFile(file)).toMatchObject({ opened: 700, repeated: 0 })
    const before = await countCases()
    expect(await importFile(file)).toMatchObject({ opened: 0, repeated: 700 })
    const colleague = callerOf(agencyId, { userId: randomUUID() })
    expect(await importFile(file, {}, colleague)).toMatchObject({ opened: 0, repeated: 700 })
    expect(await countCases()).toBe(before)
    const { fileHash } = await fingerprint(file)
    const again = await database.read(caseworker, tx => findImportsOf(tx, fileHash))
    expect(again.map(i => i.opened).sort()).toEqual([0, 0, 700])
  })

  it('keeps the cases of two agencies apart though they use the same numbers', async () => {
    const file = csv(...rows('c', 2))
    await importFile(file)
    const other = callerOf(randomUUID())
    expect(await importFile(file, {}, other)).toMatchObject({ opened: 2, repeated: 0 })
  })

  it('goes on where it was cut off, and counts what it had stored as its own', async () => {
    const file = csv(...rows('d', 6_300))
    const importId = randomUUID()
    const cut = new AbortController()
    await expect(
      importFile(file, {
        importId,
        signal: cut.signal,
        progress: ({ opened }) => opened >= 1_000 && cut.abort(new Error('cut')),
      }),
    ).rejects.toThrow('cut')
    expect((await database.read(caseworker, tx => findImport(tx, importId)))?.state).toBe('running')
    expect(await importFile(file, { importId })).toMatchObject({ read: 6_300, opened: 6_300, repeated: 0 })
    expect(await importFile(file)).toMatchObject({ opened: 0, repeated: 6_300 })
  })

  it('leaves a case as it is when a later file says something else, and says so', async () => {
    await importFile(csv(...rows('e', 2)))
    const result = await importFile(csv('e-0,Name e-0,Masculine,PHL,DebtBondage', ...rows('e', 2).slice(1)))
    expect(result).toMatchObject({ opened: 0, repeated: 2, refused: 0 })
    expect(result.problems).toMatchObject([{ severity: 'notice', code: 'row.differs', row: 2 }])
  })

  it('takes two equal rows without a reference for two persons, once each', async () => {
    const file = csv(',,Feminine,NPL,', ',,Feminine,NPL,')
    expect(await importFile(file)).toMatchObject({ opened: 2 })
    expect(await importFile(file)).toMatchObject({ opened: 0, repeated: 2 })
  })

  it('stores what stands before the place where a file cannot be read any more', async () => {
    const result = await importFile(csv(...rows('f', 600), '"f-600,never closed'))
    expect(result).toMatchObject({ state: 'stopped', opened: 600 })
    expect(result.problems.at(-1)).toMatchObject({ severity: 'file', code: 'file.quote' })
  })

  it('reads a large file in a thread of its own, with the same result to the row', async () => {
    const file = csv(...rows('t', 2_600), 't-bad,Name,Nonsense,PHL,', '"t-open,never closed')
    const read = (fileBytes: number) => importFile(file, { file, fileBytes })
    const threaded = await read(10_000_000)
    expect(threaded).toMatchObject({ state: 'stopped', read: 2_601, opened: 2_600, refused: 1 })
    const plain = await read(1)
    expect(plain).toMatchObject({ state: 'stopped', read: 2_601, repeated: 2_600, refused: 1 })
    expect(plain.problems).toEqual(threaded.problems)
  })

  it('is refused to somebody who may not import', async () => {
    await expect(
      importFile(csv(...rows('g', 1)), {}, callerOf(agencyId, { roles: ['first-responder'] })),
    ).rejects.toThrow(Refused)
  })

  it('is kept with its counts and sealed problems for its own agency only, without the name of the file', async () => {
    const result = await importFile(csv('h-0,Name,Unheard of,PHL,'))
    const list = await database.read(caseworker, tx => listImports(tx, { limit: 1 }))
    expect(list[0]).toMatchObject({ id: result.importId, state: 'finished', refused: 1, problemTotal: 1 })
    const problems = await database.read(caseworker, tx => findImportProblems(tx, keys, result.importId))
    expect(problems[0]).toMatchObject({ value: 'Unheard of' })
    const stranger = callerOf(randomUUID())
    expect(await database.read(stranger, tx => findImport(tx, result.importId))).toBeUndefined()
    const entries = (caller: typeof stranger) =>
      database.read(caller, tx =>
        sql<{
          payload: string
        }>`select payload from ledger.entry where subject_id = ${result.importId}`.execute(tx.db),
      )
    expect((await entries(stranger)).rows).toHaveLength(0)
    const own = JSON.stringify((await entries(caseworker)).rows)
    expect(own).toContain('fileHash')
    for (const secret of ['cases.csv', 'Unheard of']) expect(own).not.toContain(secret)
  })

  it('brings every field of the standard into the case, equal after opening', async () => {
    const seed = Number(process.env.SEED ?? 83)
    console.log(`seed ${seed}`)
    const random = randomNumbers(seed)
    const path = join(mkdtempSync(join(tmpdir(), 'palermo-import-')), 'all.csv')
    const contents = Array.from({ length: 20 }, (_, i) => {
      const content = randomContent(random, i % 2 ? 1 : 0.5)
      return { ...content, case: { ...content.case, externalReference: `all-${i}` } }
    })
    await writeCasesCsv(path, contents)
    expect(await importFile({ name: 'all.csv', path })).toMatchObject({ opened: 20, refused: 0 })
    const { rows: ids } = await database.maintain(db =>
      sql<{ id: string; ref: string }>`select id, external_reference as ref from cases.case
        where external_reference like 'all-%'`.execute(db),
    )
    const records = await database.read(caseworker, tx =>
      findCases(
        tx,
        ids.map(r => r.id),
      ),
    )
    for (const { id, ref } of ids) {
      const record = records.get(id)!
      const expected = contents[Number(ref.slice(4))]!
      const opened = await database.write(caseworker, tx =>
        openSealed(tx, keys, record, record.sealedParts, randomUUID()),
      )
      expect({ ...record.single.person, ...opened.person }).toEqual(expected.person)
      const { source: _, ...known } = expected.case
      expect({ ...record.single.case, ...opened.case }).toEqual(known)
      const event = record.repeated.traffickingEvent[0]
      expect(event && { ...event.value, ...(opened.traffickingEvent?.[event.id] as object) }).toEqual(
        expected.traffickingEvent[0],
      )
    }
  })

  it('leaves a ledger that verifies', async () => {
    expect((await verifyLedger(database, keys)).finding).toBeUndefined()
  })
})
