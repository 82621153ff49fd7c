import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '#platform/database/open.ts'
import { VersionConflict } from '#platform/ledger/act.ts'
import { verifyLedger } from '#platform/ledger/verify.ts'
import type { NodeKeys } from '#platform/vault/node-keys.ts'
import { codelists } from '#standards/codelists.ts'
import { callerOf, openTestDatabase } from '../../test/support/database.ts'
import { startPostgres, type TemporaryPostgres } from '../../test/support/postgres.ts'
import { randomContent, randomNumbers } from '../../test/support/random-cases.ts'
import { addParticipant, amend } from './amending.store.ts'
import { seasonalWorker } from './cases.examples.ts'
import { caseProjections } from './cases.projections.ts'
import { findCase } from './cases.store.ts'
import { findByIdentity, openSealed } from './identity.store.ts'
import { openCaseTable } from './import/dry-run.ts'
import { fingerprint, importCases } from './import-cases.ts'
import { listCases } from './list.store.ts'
import { openCases } from './opening.store.ts'

let postgres: TemporaryPostgres
let database: Database
let keys: NodeKeys
const shelter = callerOf(randomUUID())
const police = callerOf(randomUUID(), {
  userId: randomUUID(),
  roles: ['investigator'],
  purpose: 'investigation',
})

beforeAll(async () => {
  postgres = await startPostgres({ durable: true })
  ;({ database, keys } = await openTestDatabase(postgres.url))
})
afterAll(async () => {
  await database?.close()
  await postgres?.stop()
})

const opened = async (content = seasonalWorker) => {
  const id = randomUUID()
  await database.write(shelter, tx => openCases(tx, keys, [{ id, actId: randomUUID(), content }]))
  return id
}
const file = (prefix: string, count: number) => ({
  name: 'cases.csv',
  bytes: Buffer.from(
    `case.externalReference,prs_SecondName,prs_Gender\n${Array.from({ length: count }, (_, i) => `${prefix}-${i},Name ${i},Feminine`).join('\n')}\n`,
  ),
})
async function importFile(given: ReturnType<typeof file>, caller = shelter) {
  const { table, proposal } = await openCaseTable(given, codelists)
  return importCases({ database, keys, codelists }, caller, {
    importId: randomUUID(),
    table,
    mapping: proposal.mapping,
    ...(await fingerprint(given)),
  })
}

describe('on a real PostgreSQL server', () => {
  it('shows another agency not a single row of a case in which it takes no part, in any table', async () => {
    const content = randomContent(randomNumbers(1), 1)
    const id = await opened(content)
    const tables = caseProjections.tables.filter(t => !t.startsWith('statistics.') && !/import|view/.test(t))
    const rows = (caller: typeof shelter) =>
      database.read(caller, async tx => {
        const seen: Record<string, number> = {}
        for (const table of [...tables, 'vault.search_token', 'ledger.entry']) {
          const key = table === 'cases.case' ? 'id' : table === 'ledger.entry' ? 'subject_id' : 'case_id'
          const found = await sql<{ n: number }>`select count(*) as n from ${sql.table(table)}
            where ${sql.ref(key)} = ${id}`.execute(tx.db)
          seen[table] = Number(found.rows[0]!.n)
        }
        return seen
      })
    for (const [table, count] of Object.entries(await rows(shelter))) expect(count, table).toBeGreaterThan(0)
    for (const [table, count] of Object.entries(await rows(police))) expect(count, table).toBe(0)
    await database.write(shelter, async tx =>
      addParticipant(tx, (await findCase(tx, id))!, police.agencyId!, randomUUID()),
    )
    for (const [table, count] of Object.entries(await rows(police))) expect(count, table).toBeGreaterThan(0)
  })

  it('lets nobody write a row into another agency’s case, even inside an act of her own', async () => {
    const id = await opened()
    const mine = randomUUID()
    await expect(
      database.write(police, async tx => {
        await openCases(tx, keys, [{ id: mine, actId: randomUUID(), content: seasonalWorker }])
        await sql`insert into cases.service (case_id, id, ordinal, type) values (${id}, ${randomUUID()}, 9, 'Shelter')`.execute(
          tx.db,
        )
      }),
    ).rejects.toThrow(/row-level security/)
    const changed = await database.write(police, async tx => {
      await openCases(tx, keys, [{ id: mine, actId: randomUUID(), content: seasonalWorker }])
      return sql`update cases.case set status = 'Closed' where id = ${id}`.execute(tx.db)
    })
    expect(Number(changed.numAffectedRows)).toBe(0)
    // The door of every table: taking part. An agency cannot open it for itself.
    await expect(
      database.write(police, async tx => {
        await openCases(tx, keys, [{ id: randomUUID(), actId: randomUUID(), content: seasonalWorker }])
        await sql`insert into cases.participant (agency_id, case_id, role, since_ms)
          values (${police.agencyId}, ${id}, 'participant', 0)`.execute(tx.db)
      }),
    ).rejects.toThrow(/row-level security/)
  })

  it('lets one of two colleagues win who change the same version at the same time, and tells the other', async () => {
    const id = await opened()
    const change = (status: string) =>
      database.write(shelter, async tx =>
        amend(tx, keys, (await findCase(tx, id))!, {
          actId: randomUUID(),
          expectedVersion: 1,
          part: 'case',
          value: { openedOn: '2025', status },
        }),
      )
    const results = await Promise.allSettled([change('Closed'), change('FollowUp'), change('Active')])
    expect(results.filter(r => r.status === 'fulfilled')).toHaveLength(1)
    for (const r of results) if (r.status === 'rejected') expect(r.reason).toBeInstanceOf(VersionConflict)
    expect((await database.read(shelter, tx => findCase(tx, id)))?.version).toBe(2)
  })

  it('brings every row in once when two colleagues import the same file at the same time', async () => {
    const given = file('both', 1_700)
    const colleague = callerOf(shelter.agencyId, { userId: randomUUID() })
    const [a, b] = await Promise.all([importFile(given), importFile(given, colleague)])
    expect(a!.opened + b!.opened).toBe(1_700)
    expect(a!.opened + a!.repeated).toBe(1_700)
    expect(b!.opened + b!.repeated).toBe(1_700)
    const { rows } = await database.maintain(db =>
      sql<{ n: number }>`select count(*) as n from cases.case where external_reference like 'both-%'`.execute(
        db,
      ),
    )
    expect(Number(rows[0]!.n)).toBe(1_700)
  })

  it('goes on after the server was cut off in the middle of an import', async () => {
    const given = file('cut', 8_000)
    const importId = randomUUID()
    const { table, proposal } = await openCaseTable(given, codelists)
    const order = { importId, table, mapping: proposal.mapping, ...(await fingerprint(given)) }
    let acknowledged = 0
    let crashed: Promise<void> | undefined
    await expect(
      importCases({ database, keys, codelists }, shelter, {
        ...order,
        progress: ({ opened }) => {
          acknowledged = opened
          if (opened >= 1_000) crashed ??= postgres.crash()
        },
      }),
    ).rejects.toThrow()
    await crashed
    await postgres.start()
    const count = async () =>
      Number(
        (
          await database.maintain(db =>
            sql<{
              n: number
            }>`select count(*) as n from cases.case where external_reference like 'cut-%'`.execute(db),
          )
        ).rows[0]!.n,
      )
    expect(await count()).toBeGreaterThanOrEqual(acknowledged)
    expect(await importCases({ database, keys, codelists }, shelter, order)).toMatchObject({
      opened: 8_000,
      repeated: 0,
    })
    expect(await count()).toBe(8_000)
  })

  it('finds whatever was opened, by its list line and by its name, and opens it equal', async () => {
    const random = randomNumbers(Number(process.env.SEED ?? 5))
    const contents = Array.from({ length: 25 }, () => randomContent(random, 0.7, 2))
    const own = callerOf(randomUUID())
    const ids = contents.map(() => randomUUID())
    await database.write(own, tx =>
      openCases(
        tx,
        keys,
        contents.map((content, i) => ({ id: ids[i]!, actId: randomUUID(), content })),
      ),
    )
    expect(
      (await database.read(own, tx => listCases(tx, {}, { limit: 100 }))).cases.map(c => c.id).sort(),
    ).toEqual([...ids].sort())
    for (const [i, content] of contents.entries()) {
      const record = (await database.read(own, tx => findCase(tx, ids[i]!)))!
      const identity = await database.write(own, tx =>
        openSealed(tx, keys, record, record.sealedParts, randomUUID()),
      )
      expect({ ...record.single.person, ...identity.person }).toEqual(content.person)
      expect(record.repeated.service.map(s => s.value)).toEqual(content.service)
      const name = content.person.secondName
      if (name)
        expect(
          await database.write(own, tx => findByIdentity(tx, keys, 'name', name, randomUUID())),
        ).toContain(ids[i])
    }
  })

  it('leaves a ledger that verifies', async () => {
    expect((await verifyLedger(database, keys)).finding).toBeUndefined()
  })
})
