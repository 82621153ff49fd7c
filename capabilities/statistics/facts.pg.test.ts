import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { yes } from '#kernel/policy/policy.ts'
import { type Database, open } from '#platform/database/open.ts'
import { act, defineAct } from '#platform/ledger/act.ts'
import { callerOf } from '../../test/support/database.ts'
import { startPostgres } from '../../test/support/postgres.ts'
import { recordFacts } from './facts.store.ts'
import { Figures } from './figures.store.ts'

const caller = callerOf('aaaaaaaa-0000-4000-8000-000000000001')
const count = defineAct<{ year: number }>('test.count', {
  subject: 'test',
  policy: () => yes,
  project: (tx, entries) =>
    recordFacts(
      tx,
      entries.map(e => ({
        subjectId: e.subjectId,
        facts: Array.from({ length: 10 }, () => ({ kind: 'victim', year: e.content.year })),
      })),
    ),
})
const input = (year: number) => ({
  id: randomUUID(),
  subjectId: randomUUID(),
  about: undefined,
  payload: { year },
})

describe('facts on a PostgreSQL server', () => {
  let postgres: Awaited<ReturnType<typeof startPostgres>>
  let database: Database
  beforeAll(async () => {
    postgres = await startPostgres()
    database = await open({ url: await postgres.newDatabase() })
  })
  afterAll(async () => {
    await database.close()
    await postgres.stop()
  })

  it('are all counted whatever the order in which writers begin and end', async () => {
    const figures = new Figures(database)
    expect((await figures.sizes()).victim).toBe(0)
    let written!: () => void
    const hasWritten = new Promise<void>(resolve => {
      written = resolve
    })
    let release!: () => void
    const released = new Promise<void>(resolve => {
      release = resolve
    })
    const slow = database.write(caller, async tx => {
      await act(tx, count, input(2020))
      written()
      await released
    })
    await hasWritten
    await database.write(caller, tx => act(tx, count, input(2021)))
    expect((await figures.sizes()).victim).toBe(10)
    expect((await figures.sizes()).victim).toBe(10)
    release()
    await slow
    expect((await figures.sizes()).victim).toBe(20)
    await figures.close()
  })
})
