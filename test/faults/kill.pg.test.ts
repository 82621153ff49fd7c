import { randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seasonalWorker } from '#capabilities/cases/cases.examples.ts'
import { type Database, open } from '#platform/database/open.ts'
import { verifyLedger } from '#platform/ledger/verify.ts'
import { loadNodeKeys, type NodeKeys } from '#platform/vault/node-keys.ts'
import { codelists } from '#standards/codelists.ts'
import { generate } from '../../apps/demo/generate.ts'
import { loadDemonstration } from '../../apps/demo/load.ts'
import { writeCasesCsv } from '../support/cases-file.ts'
import { startPostgres, type TemporaryPostgres } from '../support/postgres.ts'
import { type NodeProcess, signIn, startNode } from './node-process.ts'

const rows = 6000
const kills = 10
const seed = 20260101

// The moment of each kill is chance, as in life; what must hold afterwards is not.
describe.each(['pglite', 'postgres'] as const)('a server killed in the middle of an import, on %s', kind => {
  const folder = mkdtempSync(join(tmpdir(), 'palermo-kill-'))
  let postgres: TemporaryPostgres | undefined
  let environment: Record<string, string>
  let keys: NodeKeys
  let node: NodeProcess | undefined
  const { accounts } = generate(seed, 0)
  const caseworker = accounts.find(a => a.role === 'caseworker')!
  const openHere = (): Promise<Database> => open(postgres ? { url: postgres.url } : { folder })

  beforeAll(async () => {
    codelists.admitInventedStates()
    if (kind === 'postgres') postgres = await startPostgres({ durable: true })
    environment = { PALERMO_DATA: folder, ...(postgres && { DATABASE_URL: postgres.url }) }
    keys = loadNodeKeys(join(folder, 'node.key'))
    const database = await openHere()
    await loadDemonstration(database, keys, generate(seed, 0), () => {})
    await database.close()
  })
  afterAll(async () => {
    await node?.kill()
    await postgres?.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  it(`has every acknowledged row once after each of ${kills} kills, and a ledger that verifies`, {
    timeout: 600_000,
  }, async () => {
    const file = join(folder, 'cases.csv')
    // Every row is good, so that what the progress counts is what must be there.
    await writeCasesCsv(
      file,
      Array.from({ length: rows }, (_, i) => ({
        ...seasonalWorker,
        case: { ...seasonalWorker.case, externalReference: `R-${i}` },
      })),
    )
    node = await startNode(environment)
    let ask = await signIn(node, caseworker.email, caseworker.password)
    const form = new FormData()
    form.set('file', new Blob([readFileSync(file)]), 'cases.csv')
    const { fileId } = await ask<{ fileId: string }>('POST', '/api/imports/files', form)
    const { importId } = await ask<{ importId: string }>(
      'POST',
      '/api/imports',
      { fileId, rows },
      randomUUID(),
    )
    let acknowledged = 0
    let finished = false
    const look = async () => {
      const { job } = await ask<{ job: { state: string; done: number } }>('GET', `/api/imports/${importId}`)
      acknowledged = Math.max(acknowledged, job.done)
      finished = job.state === 'finished'
      return job
    }
    for (let kill = 1; kill <= kills; kill++) {
      // After the end, the same file is sent again: killed then, it must change nothing.
      const before = acknowledged
      await expect
        .poll(async () => (await look()).done > before || finished, { timeout: 60_000, interval: 100 })
        .toBe(true)
      await new Promise(resolve => setTimeout(resolve, 37 * kill))
      await node.kill()
      const database = await openHere()
      const { rows: counted } = await database.maintain(db =>
        sql<{ cases: number; entries: number; keys: number }>`
        select (select count(*)::int from cases.case) as cases, (select count(*)::int from ledger.entry where act = 'case.open') as entries,
          (select count(*)::int from vault.person_key) as keys`.execute(db),
      )
      const { cases, entries, keys: personKeys } = counted[0]!
      expect(cases).toBeGreaterThanOrEqual(acknowledged)
      expect([entries, personKeys]).toEqual([cases, cases])
      expect((await verifyLedger(database, keys)).finding).toBeUndefined()
      await database.close()
      node = await startNode(environment)
      ask = await signIn(node, caseworker.email, caseworker.password)
    }
    await expect.poll(async () => (await look()).state, { timeout: 180_000, interval: 500 }).toBe('finished')
    await node.kill()
    const database = await openHere()
    const { rows: last } = await database.maintain(db =>
      sql<{ cases: number }>`select count(*)::int as cases from cases.case`.execute(db),
    )
    expect(last[0]!.cases).toBe(rows)
    await database.close()
    node = undefined
  })
})
