import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '#platform/database/open.ts'
import type { Read } from '#platform/database/transaction.ts'
import { callerOf, openTestDatabase } from '../../../test/support/database.ts'
import { startPostgres, type TemporaryPostgres } from '../../../test/support/postgres.ts'
import { findRecommendation } from '../recommendation.store.ts'
import { findRecommendations } from '../recommendations.store.ts'
import { enterFile, readFile } from '../reports.store.ts'
import { settle } from '../topics/topics.store.ts'
import { askDatabase } from './asked-of-the-database.testing.ts'

const rapporteur = callerOf('aaaaaaaa-0000-4000-8000-000000000001', { roles: ['rapporteur'] })
const concept = 'shelter'

let server: TemporaryPostgres
let database: Database
let at: { reportId: string; ordinal: number }[]
beforeAll(async () => {
  server = await startPostgres()
  ;({ database } = await openTestDatabase(server.url))
  const text = readFileSync(new URL('../samples/sample-2010.txt', import.meta.url))
  const reading = await readFile(text)
  if (!reading.ok) throw new Error(reading.problem.sentence)
  await database.write(rapporteur, tx => enterFile(tx, reading.file, randomUUID()))
  at = await database.read(rapporteur, async tx => {
    const { recommendations } = await findRecommendations(tx, {}, { limit: 100, offset: 0 })
    const without = []
    for (const { report, address } of recommendations) {
      const one = (await findRecommendation(tx, report, address))!
      if (!one.about.some(topic => topic.concept === concept)) without.push(one)
    }
    return without.slice(0, 3).map(({ reportId, ordinal }) => ({ reportId, ordinal }))
  })
})
afterAll(async () => {
  await database?.close()
  await server?.stop()
})

/** How many recommendations have the topic, and that it is what the database says. */
async function counted(tx: Read): Promise<number> {
  const { at: _, ...asked } = await askDatabase(tx, {})
  const { recommendations: __, ...found } = await findRecommendations(tx, {}, { limit: 0, offset: 0 })
  expect(found).toEqual(asked)
  return found.facets.topics.find(one => one.value === concept)?.count ?? 0
}
const seen = () => database.read(rapporteur, counted)
const accept = (place: number) => ({
  ...at[place]!,
  concept,
  decision: 'accepted' as const,
  main: false,
  reason: 'Read again.',
})

describe('what is kept in memory, while others write', () => {
  it('a change counts at once for whoever makes it, for others when it is committed, and never when it is taken back', async () => {
    const before = await seen()
    const turned = new Error('turned back')
    const attempt = database.write(rapporteur, async tx => {
      await settle(tx, accept(0), randomUUID())
      expect(await counted(tx)).toBe(before + 1)
      expect(await seen()).toBe(before)
      expect(await counted(tx)).toBe(before + 1)
      throw turned
    })
    await expect(attempt).rejects.toBe(turned)
    expect(await seen()).toBe(before)
    await database.write(rapporteur, tx => settle(tx, accept(0), randomUUID()))
    expect(await seen()).toBe(before + 1)
  })

  it('two people who change the same report at once are both counted', async () => {
    const before = await seen()
    let second: Promise<unknown> = Promise.resolve()
    await database.write(rapporteur, async tx => {
      await settle(tx, accept(1), randomUUID())
      second = database.write(rapporteur, async other => {
        await settle(other, accept(2), randomUUID())
        return counted(other)
      })
      // The other one gets as far as it can; readers see neither.
      for (let look = 0; look < 5; look++) expect(await seen()).toBe(before)
    })
    // Whoever came second has the first one's change too, since she waited for it.
    expect(await second).toBe(before + 2)
    expect(await seen()).toBe(before + 2)
  })

  it('nothing is found by a caller to whom the database shows no report', async () => {
    expect(await database.read(rapporteur, tx => total(tx))).toBeGreaterThan(0)
    const hidden = async (shown: boolean) =>
      database.maintain(async db => {
        await sql.raw(`alter policy report_read on recommendations.report using (${shown})`).execute(db)
      })
    await hidden(false)
    try {
      expect(await database.read(rapporteur, tx => total(tx))).toBe(0)
      expect(await database.read(rapporteur, tx => total(tx, 'victims'))).toBe(0)
    } finally {
      await hidden(true)
    }
    expect(await database.read(rapporteur, tx => total(tx, 'victims'))).toBeGreaterThan(0)
  })
})

const total = async (tx: Read, text?: string) =>
  (await findRecommendations(tx, text === undefined ? {} : { text }, { limit: 20, offset: 0 })).total
