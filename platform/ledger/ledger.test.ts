import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { no, Refused, yes } from '#kernel/policy/policy.ts'
import type { Database } from '#platform/database/open.ts'
import type { NodeKeys } from '#platform/vault/node-keys.ts'
import { callerOf, openTestDatabase } from '../../test/support/database.ts'
import { act, actMany, defineAct, IdReused, VersionConflict } from './act.ts'
import { sealCheckpoint } from './checkpoint.ts'
import { verifyLedger } from './verify.ts'

const setNote = defineAct<{ note: string }, boolean>('test.note', {
  subject: 'test',
  policy: (_, allowed) => (allowed ? yes : no('role')),
  project: async (tx, entries) => {
    for (const e of entries)
      await sql`insert into access.setting values (${e.subjectId}, ${JSON.stringify(e.content)}) on conflict (name) do update set value = excluded.value`.execute(
        tx.db,
      )
  },
})

let database: Database
let keys: NodeKeys
const caller = callerOf(null)
const note = (
  subjectId: string,
  text: string,
  more: { id?: string; expectedVersion?: number; about?: boolean } = {},
) =>
  database.write(caller, tx =>
    act(tx, setNote, { id: randomUUID(), subjectId, about: true, payload: { note: text }, ...more }),
  )
/** What an intruder with the owner's rights could do. */
const tamper = (statement: string) =>
  database.maintain(async db => {
    await sql`alter table ledger.entry disable trigger all`.execute(db)
    await sql.raw(statement).execute(db)
    await sql`alter table ledger.entry enable trigger all`.execute(db)
  })

beforeAll(async () => {
  ;({ database, keys } = await openTestDatabase())
})
afterAll(() => database.close())

describe('act', () => {
  it('appends an entry and applies it in one transaction', async () => {
    const subject = randomUUID()
    const { entry } = await note(subject, 'first', { expectedVersion: 0 })
    expect(entry.version).toBe(1)
    const { rows } = await database.maintain(db =>
      sql<{ value: { note: string } }>`select value from access.setting where name = ${subject}`.execute(db),
    )
    expect(rows[0]?.value.note).toBe('first')
  })
  it('does nothing twice when the same act is sent again', async () => {
    const subject = randomUUID()
    const id = randomUUID()
    await note(subject, 'once', { id })
    expect((await note(subject, 'once', { id })).repeated).toBe(true)
    await expect(note(randomUUID(), 'other', { id })).rejects.toThrow(IdReused)
  })
  it('refuses to overwrite what a colleague changed meanwhile, and names both versions', async () => {
    const subject = randomUUID()
    await note(subject, 'a', { expectedVersion: 0 })
    const failed = note(subject, 'b', { expectedVersion: 0 })
    await expect(failed).rejects.toThrow(VersionConflict)
    await expect(failed).rejects.toMatchObject({ expected: 0, actual: 1 })
  })
  it('leaves nothing behind when the policy refuses', async () => {
    const subject = randomUUID()
    await expect(note(subject, 'x', { about: false })).rejects.toThrow(Refused)
    const { rows } = await database.maintain(db =>
      sql`select from ledger.entry where subject_id = ${subject}`.execute(db),
    )
    expect(rows).toHaveLength(0)
  })
  it('lets no guarded table change in a transaction without an entry', async () => {
    await expect(
      database.write(caller, tx => sql`insert into access.setting values ('x', '1')`.execute(tx.db)),
    ).rejects.toThrow(/No write without an act/)
  })
  it('believes no setting: an entry of an earlier transaction does not open the tables', async () => {
    const { entry } = await note(randomUUID(), 'a')
    await expect(
      database.write(caller, async tx => {
        await sql`select set_config('palermo.entry', ${entry.id}, true)`.execute(tx.db)
        await sql`insert into access.setting values ('y', '1')`.execute(tx.db)
      }),
    ).rejects.toThrow(/No write without an act/)
  })
  it('gives the application no right to change or remove an entry', async () => {
    await expect(
      database.write(caller, tx => sql`update ledger.entry set act = 'x'`.execute(tx.db)),
    ).rejects.toThrow(/permission denied/)
    await expect(database.write(caller, tx => sql`delete from ledger.entry`.execute(tx.db))).rejects.toThrow(
      /permission denied/,
    )
    await expect(database.maintain(db => sql`delete from ledger.entry`.execute(db))).rejects.toThrow(
      /never changed/,
    )
  })
  it('refuses to write in a reading transaction', async () => {
    await expect(
      database.read(caller, tx =>
        sql`insert into ledger.head values (${randomUUID()}, 'x', 1, '\\x00')`.execute(tx.db as never),
      ),
    ).rejects.toThrow(/read-only/)
  })
})

describe('verifyLedger', () => {
  let ids: { id: string; subject: string; position: number }[]
  beforeEach(async () => {
    await database.close()
    ;({ database, keys } = await openTestDatabase())
    const subjects = [randomUUID(), randomUUID(), randomUUID()]
    for (let i = 0; i < 4; i++)
      await database.write(caller, tx =>
        actMany(
          tx,
          setNote,
          subjects.map(s => ({ id: randomUUID(), subjectId: s, about: true, payload: { note: `${i}` } })),
        ),
      )
    const { rows } = await database.maintain(db =>
      sql<{
        id: string
        subject: string
        position: number
      }>`select id, subject_id as subject, position from ledger.entry order by position`.execute(db),
    )
    ids = rows
  })
  const verify = () => verifyLedger(database, keys)

  it('passes on an untouched ledger, sealed or not', async () => {
    expect(await verify()).toEqual({ entries: 12, checkpoints: 0, unsealed: 12 })
    expect(await sealCheckpoint(database, keys)).toBe(12)
    expect(await sealCheckpoint(database, keys)).toBe(0)
    await note(ids[0]!.subject, 'later')
    expect(await verify()).toMatchObject({ entries: 13, checkpoints: 1, unsealed: 1 })
    expect((await verify()).finding).toBeUndefined()
  })
  it.each(['payload', 'act', 'purpose'])(
    'names the entry in which one character of the %s was altered',
    async column => {
      await tamper(
        `update ledger.entry set ${column} = ${column} || ' ' where position = ${ids[5]!.position}`,
      )
      expect((await verify()).finding).toMatchObject({
        kind: 'altered',
        entryId: ids[5]!.id,
        position: ids[5]!.position,
      })
    },
  )
  it('names the subject from whose middle an entry was removed', async () => {
    await tamper(`delete from ledger.entry where id = '${ids[4]!.id}'`)
    expect((await verify()).finding).toMatchObject({ kind: 'removed', subjectId: ids[4]!.subject })
  })
  it('finds that the newest entry of a subject was removed, before and after sealing', async () => {
    await sealCheckpoint(database, keys)
    await tamper(`delete from ledger.entry where id = '${ids[11]!.id}'`)
    expect((await verify()).finding).toMatchObject({ kind: 'removed', entryId: ids[11]!.id })
  })
  it('finds an unsealed newest entry that was removed', async () => {
    await tamper(`delete from ledger.entry where id = '${ids[11]!.id}'`)
    expect((await verify()).finding).toMatchObject({ kind: 'removed', subjectId: ids[11]!.subject })
  })
  it('finds two entries that changed places', async () => {
    const versions = (from: number, to: number) =>
      tamper(
        `update ledger.entry set version = ${to} where subject_id = '${ids[0]!.subject}' and version = ${from}`,
      )
    await versions(2, 99)
    await versions(3, 2)
    await versions(99, 3)
    expect((await verify()).finding).toBeDefined()
  })
  it('finds a chain that was recomputed after it had been sealed', async () => {
    await sealCheckpoint(database, keys)
    const last = ids[9]!
    await tamper(`update ledger.entry set payload = '{}' where id = '${last.id}'`)
    const preimage = (await import('./entry.ts')).preimageSql
    await tamper(
      `update ledger.entry set hash = sha256(convert_to(${preimage}, 'utf8')) where id = '${last.id}'`,
    )
    expect((await verify()).finding).toMatchObject({ kind: 'altered', entryId: last.id })
  })
  it('does not accept a checkpoint of another node', async () => {
    await sealCheckpoint(database, await openTestKeys())
    expect((await verify()).finding).toMatchObject({ kind: 'checkpoint', number: 1 })
  })
})

const openTestKeys = async () => {
  const { nodeKeysFrom } = await import('#platform/vault/node-keys.ts')
  return nodeKeysFrom(new Uint8Array(32).fill(7))
}
