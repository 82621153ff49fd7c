import { createHash, randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Caller } from '#kernel/policy/caller.ts'
import type { Database } from '#platform/database/open.ts'
import { openTestDatabase } from '../../../../test/support/database.ts'
import { startPostgres, type TemporaryPostgres } from '../../../../test/support/postgres.ts'
import { settle, staff } from '../../returns/return.testing.ts'
import { getWorkbook, listSubmissions } from './kept-submissions.store.ts'
import { submitYear } from './submission.store.ts'
import { returned } from './submission.testing.ts'

let postgres: TemporaryPostgres
let database: Database
beforeAll(async () => {
  postgres = await startPostgres()
  database = (await openTestDatabase(await postgres.newDatabase())).database
  await settle(database)
  await returned(database, { period: '2023', revision: 1 })
})
afterAll(async () => {
  await database?.close()
  await postgres?.stop()
})

it('on PostgreSQL, too, a submission is kept byte for byte and seen by those to whom returns come', async () => {
  const wish = { year: 2023, reason: undefined }
  const { id, workbookHash } = await submitYear(database, staff.rapporteur, wish, randomUUID())
  const file = await database.read(staff.ministry, tx => getWorkbook(tx, id))
  expect(createHash('sha256').update(file).digest('hex')).toBe(workbookHash)
  for (const other of [staff.police, staff.shelter])
    expect(await database.read(other, listSubmissions)).toEqual([])
})

it('the database refuses a submission in another’s name, a revision without a reason, and a file that is not whole', async () => {
  const submission = (caller: Caller, more: { by?: string; revision?: number; hash?: string } = {}) =>
    database.write(caller, async tx => {
      // An entry of one's own stands in the transaction, as a bug or an intruder would have it.
      const entryId = randomUUID()
      await sql`insert into ledger.entry (id, subject_kind, subject_id, version, act, actor_id, agency_id, purpose,
          occurred_at_ms, recorded_at_ms, payload, previous_hash, hash)
        values (${entryId}, 'test', ${randomUUID()}, 1, 'test', ${caller.userId}, ${caller.agencyId}, 'statistics', 1, 1, '{}',
          decode(repeat('00', 32), 'hex'), decode(repeat('00', 32), 'hex'))`.execute(tx.db)
      await sql`select set_config('palermo.entry', ${entryId}, true)`.execute(tx.db)
      const hash = more.hash ?? createHash('sha256').update('file').digest('hex')
      await sql`insert into statistics.unodc_submission (id, version, year, revision, code, collection, workbook,
          workbook_hash, agency_id, submitted_by, submitted_at_ms)
        values (${randomUUID()}, 1, 2021, ${more.revision ?? 1}, 'code', '{}', ${Buffer.from('file')}, ${hash},
          ${caller.agencyId}, ${more.by ?? caller.userId}, 1)`.execute(tx.db)
    })
  const forged = submission(staff.rapporteur, { by: staff.ministry.userId })
  await expect(forged).rejects.toThrow(/row-level security/)
  await expect(submission(staff.police)).rejects.toThrow(/row-level security/)
  await expect(submission(staff.rapporteur, { revision: 2 })).rejects.toThrow(/unodc_submission_reason/)
  await expect(submission(staff.rapporteur, { hash: '0'.repeat(64) })).rejects.toThrow(
    /unodc_submission_whole/,
  )
  await submission(staff.rapporteur)
})
