import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Database, open } from '#platform/database/open.ts'
import { verifyLedger } from '#platform/ledger/verify.ts'
import { nodeKeysFrom } from '#platform/vault/node-keys.ts'
import { startPostgres } from '../../test/support/postgres.ts'
import { generate } from './generate.ts'
import { loadDemonstration, stateOf } from './load.ts'

describe('a demonstration on a PostgreSQL server', () => {
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

  it('is loaded whole by users who see only their own agency’s cases', async () => {
    const keys = nodeKeysFrom(randomBytes(32))
    const demonstration = generate(11, 0.02)
    await loadDemonstration(database, keys, demonstration)
    expect(await stateOf(database)).toEqual({ kind: 'loaded', seed: 11 })
    const verified = await verifyLedger(database, keys)
    expect(verified.finding).toBeUndefined()
    expect(verified.entries).toBeGreaterThan(demonstration.cases.flatMap(c => c.acts).length)
  })
})
