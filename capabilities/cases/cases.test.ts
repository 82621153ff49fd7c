import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Refused } from '#kernel/policy/policy.ts'
import type { Database } from '#platform/database/open.ts'
import { VersionConflict } from '#platform/ledger/act.ts'
import { verifyLedger } from '#platform/ledger/verify.ts'
import type { NodeKeys } from '#platform/vault/node-keys.ts'
import { callerOf, openTestDatabase } from '../../test/support/database.ts'
import { addParticipant, amend } from './amending.store.ts'
import { domesticWorker, seasonalWorker } from './cases.examples.ts'
import { type CaseRecord, findCase } from './cases.store.ts'
import { erase, findByIdentity, openSealed } from './identity.store.ts'
import { openCases } from './opening.store.ts'

let database: Database
let keys: NodeKeys
const shelter = callerOf('aaaaaaaa-0000-4000-8000-000000000001')
const police = callerOf('aaaaaaaa-0000-4000-8000-000000000002', {
  agencyKind: 'police',
  roles: ['investigator'],
  purpose: 'investigation',
  userId: randomUUID(),
})
const supervisor = callerOf(shelter.agencyId, { roles: ['supervisor'], userId: randomUUID() })

beforeAll(async () => {
  ;({ database, keys } = await openTestDatabase())
})
afterAll(() => database.close())

async function opened(content = seasonalWorker): Promise<CaseRecord> {
  const id = randomUUID()
  await database.write(shelter, tx => openCases(tx, keys, [{ id, actId: randomUUID(), content }]))
  return (await seen(id))!
}
const seen = (id: string, caller = shelter) => database.read(caller, tx => findCase(tx, id))
const everything = () =>
  database.maintain(async db => {
    const { rows } = await sql<{
      t: string
    }>`select quote_ident(schemaname) || '.' || quote_ident(tablename) as t from pg_tables
      where schemaname not in ('pg_catalog', 'information_schema')`.execute(db)
    const texts = await Promise.all(
      rows.map(async r => JSON.stringify((await sql`select * from ${sql.raw(r.t)}`.execute(db)).rows)),
    )
    return texts.join('\n')
  })

describe('a case', () => {
  it('shows its coded values to its agency and seals what identifies', async () => {
    const record = await opened()
    expect(record.single.person).toEqual({
      gender: 'Masculine',
      citizenship: ['PHL'],
      primaryLanguage: 'tgl',
    })
    expect(record.single.victimContext).toMatchObject({
      ageAtRegistration: 26,
      ageBand: '24--26',
      typeOfExploitation: ['ForcedLabour'],
    })
    expect(record.sealedParts.sort()).toEqual(['case', 'caseComment', 'person'])
    const all = await everything()
    expect(all).toContain('PossibleVictimOfTrafficking')
    for (const secret of ['Person-One', 'Officer on duty', 'Asked for help', '000 0001', '1998-07'])
      expect(all).not.toContain(secret)
  })

  it('opens identity only with an entry that gives the purpose', async () => {
    const record = await opened()
    const identity = await database.write(shelter, tx =>
      openSealed(tx, keys, record, ['person', 'caseComment'], randomUUID()),
    )
    expect(identity.person).toMatchObject({
      firstName: 'Example',
      secondName: 'Person-One',
      birthdate: '1998-07',
    })
    expect(Object.values(identity.caseComment!)).toEqual([{ comment: 'Asked for help with papers.' }])
    const { rows } = await database.read(shelter, tx =>
      sql<{
        act: string
        purpose: string
      }>`select act, purpose from ledger.entry where subject_id = ${record.id} order by version`.execute(
        tx.db,
      ),
    )
    expect(rows).toEqual([
      { act: 'case.open', purpose: 'assistance' },
      { act: 'identity.open', purpose: 'assistance' },
    ])
  })

  it('gives no key to a transaction without an entry about the case, even to its own agency', async () => {
    const record = await opened()
    const other = await opened()
    const keysSeen = (tx: Parameters<Parameters<Database['write']>[1]>[0]) =>
      sql`select from vault.person_key where case_id = ${record.id}`.execute(tx.db)
    expect(((await database.read(shelter, keysSeen as never)) as { rows: unknown[] }).rows).toHaveLength(0)
    const { rows } = await database.write(shelter, async tx => {
      await openSealed(tx, keys, other, ['person'], randomUUID())
      return keysSeen(tx)
    })
    expect(rows).toHaveLength(0)
  })

  it('does not exist for an agency that takes no part: neither case nor history nor search', async () => {
    const record = await opened()
    expect(await seen(record.id, police)).toBeUndefined()
    await database.read(police, async tx => {
      expect(
        (await sql`select from ledger.entry where subject_id = ${record.id}`.execute(tx.db)).rows,
      ).toHaveLength(0)
      expect((await sql`select from vault.identity`.execute(tx.db)).rows).toHaveLength(0)
    })
    expect(
      await database.write(police, tx => findByIdentity(tx, keys, 'name', 'Person-One', randomUUID())),
    ).toEqual([])
    await expect(
      database.write(police, tx => openSealed(tx, keys, record, ['person'], randomUUID())),
    ).rejects.toThrow(Refused)
  })

  it('is seen by an agency from the moment it joins', async () => {
    const record = await opened()
    await database.write(shelter, tx => addParticipant(tx, record, police.agencyId!, randomUUID()))
    expect((await seen(record.id, police))?.single.person.gender).toBe('Masculine')
  })

  it('keeps what was sealed when a coded field changes, and tells which fields changed', async () => {
    const record = await opened()
    const value = { ...record.single.person, maritalStatus: 'Single' }
    const version = await database.write(shelter, tx =>
      amend(tx, keys, record, {
        actId: randomUUID(),
        expectedVersion: record.version,
        part: 'person',
        value,
      }),
    )
    expect(version).toBe(2)
    const after = (await seen(record.id))!
    expect(after.single.person.maritalStatus).toBe('Single')
    const identity = await database.write(shelter, tx =>
      openSealed(tx, keys, after, ['person'], randomUUID()),
    )
    expect(identity.person!.secondName).toBe('Person-One')
    const { rows } = await database.read(shelter, tx =>
      sql<{
        payload: string
      }>`select payload from ledger.entry where subject_id = ${record.id} and act = 'case.amend'`.execute(
        tx.db,
      ),
    )
    expect(JSON.parse(rows[0]!.payload).changed).toEqual({ person: ['maritalStatus'] })
  })

  it('seals a changed name again and finds the person under it', async () => {
    const record = await opened()
    const name = `Zed${randomUUID().slice(0, 8)}`
    await database.write(shelter, tx =>
      amend(tx, keys, record, {
        actId: randomUUID(),
        expectedVersion: 1,
        part: 'person',
        value: { ...record.single.person, secondName: name },
      }),
    )
    expect(
      await database.write(shelter, tx =>
        findByIdentity(tx, keys, 'name', `example ${name.toUpperCase()}`, randomUUID()),
      ),
    ).toEqual([record.id])
    expect(await everything()).not.toContain(name)
  })

  it('adds, changes and removes a row of a repeated part', async () => {
    const record = await opened()
    const rowId = randomUUID()
    const change = (expectedVersion: number, value?: Record<string, unknown>) => async () =>
      database.write(shelter, async tx =>
        amend(tx, keys, (await findCase(tx, record.id))!, {
          actId: randomUUID(),
          expectedVersion,
          part: 'service',
          rowId,
          ...(value && { value }),
        }),
      )
    await change(1, { type: 'LegalAid', from: '2025-04' })()
    await change(2, { type: 'LegalAid', from: '2025-04', until: '2025-06' })()
    expect((await seen(record.id))!.repeated.service.map(s => s.value)).toEqual([
      { type: 'Shelter', from: '2025-03-15' },
      { type: 'LegalAid', from: '2025-04', until: '2025-06' },
    ])
    await change(3)()
    expect((await seen(record.id))!.repeated.service).toHaveLength(1)
  })

  it('does not overwrite a colleague', async () => {
    const record = await opened()
    const change = () =>
      database.write(shelter, tx =>
        amend(tx, keys, record, {
          actId: randomUUID(),
          expectedVersion: 1,
          part: 'case',
          value: { ...record.single.case, status: 'Closed' },
        }),
      )
    await change()
    await expect(change()).rejects.toThrow(VersionConflict)
  })

  it('loses the person and keeps the facts when she is erased', async () => {
    const record = await opened(domesticWorker)
    await expect(database.write(shelter, tx => erase(tx, record, randomUUID()))).rejects.toThrow(Refused)
    await database.write(supervisor, tx => erase(tx, record, randomUUID()))
    const after = (await seen(record.id))!
    expect(after.erased).toBe(true)
    expect(after.single.victimContext.typeOfExploitation).toEqual(['ForcedLabour', 'Servitude'])
    expect(after.single.victimContext.missing).toEqual({ relationshipToTrafficker: 'refused' })
    await database.maintain(async db =>
      expect(
        (await sql`select from vault.person_key where case_id = ${record.id}`.execute(db)).rows,
      ).toHaveLength(0),
    )
    await expect(
      database.write(supervisor, tx => openSealed(tx, keys, after, ['person'], randomUUID())),
    ).rejects.toThrow(Refused)
    expect(
      await database.write(shelter, tx => findByIdentity(tx, keys, 'name', 'Person-Two', randomUUID())),
    ).toEqual([])
  })

  it('leaves a ledger that verifies', async () => {
    expect((await verifyLedger(database, keys)).finding).toBeUndefined()
  })
})
