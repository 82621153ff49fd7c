import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Caller } from '#kernel/policy/caller.ts'
import type { Database } from '#platform/database/open.ts'
import type { Write } from '#platform/database/transaction.ts'
import { VersionConflict } from '#platform/ledger/act.ts'
import { openTestDatabase } from '../../../test/support/database.ts'
import { startPostgres, type TemporaryPostgres } from '../../../test/support/postgres.ts'
import { raiseReturnReminders } from './overview.store.ts'
import { aSuspectedReturn } from './return.examples.ts'
import { decide, getReturn, idOfReturn, save, send } from './return.store.ts'
import { investigator, settle, staff } from './return.testing.ts'

let postgres: TemporaryPostgres
let database: Database
const place = { agencyId: staff.police.agencyId!, tableId: 'persons-suspected', period: '2024' }
const id = idOfReturn(place)
const content = aSuspectedReturn()

beforeAll(async () => {
  postgres = await startPostgres()
  database = (await openTestDatabase(await postgres.newDatabase())).database
  await settle(database)
  await database.write(staff.police, tx =>
    send(tx, { ...place, content, expectedVersion: 0, actId: randomUUID() }, null),
  )
  await database.write(staff.police, tx =>
    save(tx, { ...place, content, expectedVersion: 1, actId: randomUUID() }),
  )
  await raiseReturnReminders(database)
})
afterAll(async () => {
  await database.close()
  await postgres.stop()
})

/** How many rows of each table somebody sees. */
const seenBy = (caller: Caller) =>
  database.read(caller, async tx => {
    const count = async (table: string) =>
      (await sql<{ n: number }>`select count(*)::int as n from ${sql.table(table)}`.execute(tx.db)).rows[0]!.n
    return {
      returns: await count('statistics.agency_return'),
      drafts: await count('statistics.return_draft'),
      revisions: await count('statistics.return_revision'),
      entries: (
        await sql<{
          act: string
        }>`select act from ledger.entry where subject_id = ${id} order by position`.execute(tx.db)
      ).rows.map(r => r.act),
    }
  })

/** A write past the application: an entry of one's own stands in the transaction, as a bug or an intruder would have it. */
const past = (caller: Caller, work: (tx: Write) => Promise<unknown>) =>
  database.write(caller, async tx => {
    const entryId = randomUUID()
    await sql`insert into ledger.entry (id, subject_kind, subject_id, version, act, actor_id, agency_id, purpose,
        occurred_at_ms, recorded_at_ms, payload, previous_hash, hash)
      values (${entryId}, 'test', ${randomUUID()}, 1, 'test', ${caller.userId}, ${caller.agencyId}, 'statistics', 1, 1, '{}',
        decode(repeat('00', 32), 'hex'), decode(repeat('00', 32), 'hex'))`.execute(tx.db)
    await sql`select set_config('palermo.entry', ${entryId}, true)`.execute(tx.db)
    await work(tx)
  })
const refused = /row-level security|permission denied/

it('shows an agency its own, the rapporteur what was sent, and others nothing', async () => {
  expect(await seenBy(staff.police)).toEqual({
    returns: 1,
    drafts: 1,
    revisions: 1,
    entries: ['return.send', 'return.save'],
  })
  expect(await seenBy(investigator)).toMatchObject({ drafts: 1, revisions: 1 })
  expect(await seenBy(staff.rapporteur)).toEqual({
    returns: 1,
    drafts: 0,
    revisions: 1,
    entries: ['return.send'],
  })
  for (const other of [staff.court, staff.shelter])
    expect(await seenBy(other)).toEqual({ returns: 0, drafts: 0, revisions: 0, entries: [] })
})

it('believes the memberships of the database, not the roles and agencies that a caller claims', async () => {
  const impostor: Caller = { ...staff.shelter, roles: ['rapporteur'], agencyId: staff.rapporteur.agencyId }
  expect(await seenBy(impostor)).toMatchObject({ returns: 0, revisions: 0 })
  const pretending: Caller = { ...staff.shelter, roles: ['supervisor'], agencyId: staff.police.agencyId }
  expect(await seenBy(pretending)).toMatchObject({ returns: 0, drafts: 0 })
})

it('lets nobody send for another agency, or fill in without a role there, past the application', async () => {
  const revision = (tx: Write, by: Caller) =>
    sql`insert into statistics.return_revision (return_id, revision, version, table_version, content, warnings, reason, sent_by, sent_at_ms)
      values (${id}, 2, 9, 1, '{}', '[]', 'x', ${by.userId}, 1)`.execute(tx.db)
  for (const other of [staff.court, staff.rapporteur, investigator])
    await expect(past(other, tx => revision(tx, other))).rejects.toThrow(refused)
  await expect(past(staff.police, tx => revision(tx, staff.court))).rejects.toThrow(refused)
  await expect(
    past(staff.shelter, tx =>
      sql`insert into statistics.agency_return values (${randomUUID()}, ${staff.police.agencyId}, 'x', '2024', 1)`.execute(
        tx.db,
      ),
    ),
  ).rejects.toThrow(refused)
})

it('lets only those to whom returns come decide, never the agency itself, and nobody change what was sent', async () => {
  const decision = (tx: Write, by: Caller) =>
    sql`insert into statistics.return_decision values (${id}, 1, 9, 'accepted', null, ${by.userId}, ${by.agencyId}, 1)`.execute(
      tx.db,
    )
  for (const other of [staff.police, staff.court, staff.shelter])
    await expect(past(other, tx => decision(tx, other))).rejects.toThrow(refused)
  for (const statement of [
    sql`update statistics.return_revision set content = '{}'`,
    sql`delete from statistics.return_revision`,
    sql`update statistics.return_decision set decision = 'accepted'`,
    sql`update statistics.agency_return set period = '2020'`,
  ])
    await expect(past(staff.police, tx => statement.execute(tx.db))).rejects.toThrow(refused)
  await expect(
    past(staff.police, tx =>
      sql`insert into statistics.return_table values (${randomUUID()}, 'x', 1, '{}', ${staff.police.userId}, 1)`.execute(
        tx.db,
      ),
    ),
  ).rejects.toThrow(refused)
})

it('refuses every write that has no act', async () => {
  await expect(
    database.write(staff.police, tx =>
      sql`update statistics.return_draft set content = '{}' where return_id = ${id}`.execute(tx.db),
    ),
  ).rejects.toThrow('No write without an act')
})

it('lets one of two who write at once through, and tells the other', async () => {
  const other = { ...place, period: '2023' }
  const results = await Promise.allSettled(
    [staff.police, investigator].map(caller =>
      database.write(caller, tx => save(tx, { ...other, content, expectedVersion: 0, actId: randomUUID() })),
    ),
  )
  expect(results.map(r => r.status).sort()).toEqual(['fulfilled', 'rejected'])
  const failure = results.find(r => r.status === 'rejected') as PromiseRejectedResult
  expect(failure.reason).toBeInstanceOf(VersionConflict)
})

it('accepts a revision once, by whoever comes first', async () => {
  const accept = (caller: Caller) =>
    database.write(caller, tx =>
      decide(tx, place, { revision: 1, decision: 'accepted', words: null }, randomUUID()),
    )
  const results = await Promise.allSettled([accept(staff.rapporteur), accept(staff.ministry)])
  expect(results.filter(r => r.status === 'fulfilled')).toHaveLength(1)
  const seen = await database.read(staff.rapporteur, tx => getReturn(tx, place))
  expect(seen.state).toBe('accepted')
})

it('decides the newest revision alone, and takes none before its period is over', async () => {
  const other = { ...place, period: '2022' }
  const write = (reason: string | null, period = other.period) =>
    database.write(staff.police, tx =>
      send(tx, { ...other, period, content, expectedVersion: undefined, actId: randomUUID() }, reason),
    )
  await write(null)
  await write('Three were counted twice')
  const decision = (revision: number) =>
    past(staff.rapporteur, tx =>
      sql`insert into statistics.return_decision values (${idOfReturn(other)}, ${revision}, 9, 'accepted', null,
        ${staff.rapporteur.userId}, ${staff.rapporteur.agencyId}, 1)`.execute(tx.db),
    )
  await expect(decision(1)).rejects.toThrow(refused)
  await decision(2)
  await expect(write(null, '2099')).rejects.toMatchObject({ problems: [{ code: 'returns.period-open' }] })
})
