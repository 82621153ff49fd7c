import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '#platform/database/open.ts'
import type { Read } from '#platform/database/transaction.ts'
import { callerOf, openTestDatabase } from '../../../test/support/database.ts'
import { correct } from '../doubts.remarks.store.ts'
import type { CorrectableAtom } from '../doubts.store.ts'
import { INDICATORS } from '../evidence.entity.ts'
import { tie, untie } from '../evidence.store.ts'
import type { Filters } from '../facets.rules.ts'
import { findRecommendations } from '../recommendations.store.ts'
import { enterFile, readFile } from '../reports.store.ts'
import { settle } from '../topics/topics.store.ts'
import { askDatabase } from './asked-of-the-database.testing.ts'
import { inventedReports } from './invented-reports.testing.ts'

const seed = Number(process.env.PALERMO_SEED ?? 20_261_122)
console.info(`finding: property tests with seed ${seed}`)

const rapporteur = callerOf('aaaaaaaa-0000-4000-8000-000000000001', { roles: ['rapporteur'] })
const invented = inventedReports({ seed, reports: 12, recommendationsEach: 12, referencesEach: 2 })
const sample = (year: number) =>
  readFileSync(new URL(`../samples/sample-${year}.txt`, import.meta.url), 'utf8')

let database: Database
/** Reports that are not entered yet: each is a change that a search must show. */
let later: Buffer[]
beforeAll(async () => {
  ;({ database } = await openTestDatabase())
  for (const year of [2009, 2010, 2019]) await enter(Buffer.from(sample(year)))
  // Printed again, so that there are later prints.
  await enter(
    Buffer.from(sample(2019).replaceAll('2019/6', '2019/7').replace('Recommendation 4', 'Recommendation 4 ')),
  )
  for (const bytes of invented.slice(0, 6)) await enter(bytes)
  later = invented.slice(6)
})
afterAll(() => database?.close())

async function enter(bytes: Buffer): Promise<void> {
  const reading = await readFile(bytes)
  if (!reading.ok) throw new Error(reading.problem.sentence)
  await database.write(rapporteur, tx => enterFile(tx, reading.file, randomUUID()))
}

/** Some of some values, or none of them. */
const some = <Value>(values: readonly Value[]) =>
  fc.option(fc.subarray([...values], { minLength: 1, maxLength: 3 }), { nil: undefined })

/** Searches with values that the registry has, and some that it does not have. */
async function searches(): Promise<fc.Arbitrary<Filters>> {
  const { facets } = await database.read(rapporteur, tx => askDatabase(tx, { reissues: true }))
  const { rows } = await database.read(rapporteur, tx =>
    sql<{ slug: string }>`select slug from recommendations.report`.execute(tx.db),
  )
  const values = (of: readonly { value: string }[]) => [...of.map(one => one.value), 'nowhere', '']
  const text = fc.constantFrom(
    'victims', 'prosecuting', 'shelters children', 'states or training', 'training -victims', '"labour', '"bour exploit"',
    '"should', 'victims "the"', 'xyzzy', '"(see paras. 3"', '-training', '   ', 'the', '2019/6',
  ) // biome-ignore format: a table of words
  return fc
    .record({
      text: fc.option(text, { nil: undefined }),
      addressees: some(values(facets.addressees)),
      forces: some(values(facets.forces)),
      topics: some(values(facets.topics)),
      meetings: some(values(facets.meetings)),
      reports: some([...rows.map(row => row.slug), 'nowhere']),
      evidence: fc.option(fc.boolean(), { nil: undefined }),
      reissues: fc.option(fc.boolean(), { nil: undefined }),
    })
    .map(
      filters =>
        Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== undefined)) as Filters,
    )
}

/** Both ways of asking agree, with all their pages put together. */
async function expectSame(tx: Read, filters: Filters): Promise<void> {
  const { recommendations, ...counts } = await findRecommendations(tx, filters, { limit: 1000, offset: 0 })
  const { at, ...asked } = await askDatabase(tx, filters)
  expect(recommendations.map(one => `${one.report} ${one.address}`)).toEqual(at)
  expect(counts).toEqual(asked)
  const half = Math.floor(at.length / 2)
  const page = await findRecommendations(tx, filters, { limit: 5, offset: half })
  expect(page.recommendations).toEqual(recommendations.slice(half, half + 5))
}

/** One change of what a list is narrowed or counted by, chosen by two numbers. */
const changes: Record<string, (which: number) => Promise<void>> = {
  enter: async () => {
    const next = later.shift()
    if (next) await enter(next)
  },
  tie: async which => {
    const at = await oneOf(which)
    const indicator = INDICATORS[which % INDICATORS.length]!.id
    await database.write(rapporteur, tx => tie(tx, { ...at, sub: null, indicator }, [], randomUUID()))
  },
  untie: async which => {
    const { rows } = await database.read(rapporteur, tx =>
      sql<{
        id: string
      }>`select id from recommendations.evidence where untied_at_ms is null order by id`.execute(tx.db),
    )
    const one = rows[which % Math.max(1, rows.length)]
    if (one) await database.write(rapporteur, tx => untie(tx, one.id, randomUUID()))
  },
  settle: async which => {
    const { rows } = await database.read(rapporteur, tx =>
      sql<{ key: string }>`select key from recommendations.concept order by key`.execute(tx.db),
    )
    const concept = rows[which % rows.length]!.key
    const decision = which % 2 === 0 ? 'accepted' : 'rejected'
    const at = await oneOf(which)
    await database.write(rapporteur, tx =>
      settle(tx, { ...at, concept, decision, main: false, reason: 'Read again.' }, randomUUID()),
    )
  },
  correct: async which => {
    const { rows } = await database.read(rapporteur, tx =>
      sql<CorrectableAtom & { reportId: string; ordinal: number }>`
        select report_id as "reportId", ordinal, place, addressee, deontic from recommendations.atom
        where not suggestion order by report_id, place`.execute(tx.db),
    )
    const { reportId, ordinal, ...atom } = rows[which % rows.length]!
    const said = { should: 'must', must: 'shall' }[atom.deontic] ?? 'should'
    const wanted = [{ place: atom.place, field: 'deontic' as const, seen: atom.deontic, said }]
    const remark = { remark: 'Read again.', flagId: null }
    await database.write(rapporteur, tx =>
      correct(tx, { reportId, ordinal }, [atom], wanted, remark, randomUUID()),
    )
  },
}

async function oneOf(which: number): Promise<{ reportId: string; ordinal: number }> {
  const { rows } = await database.read(rapporteur, tx =>
    sql<{
      reportId: string
      ordinal: number
    }>`select report_id as "reportId", ordinal from recommendations.listed
      order by report_id, ordinal`.execute(tx.db),
  )
  return rows[which % rows.length]!
}

describe('finding over columns kept in memory', () => {
  it('finds, orders and counts as the database alone does, for any search', async () => {
    await fc.assert(
      fc.asyncProperty(await searches(), filters => database.read(rapporteur, tx => expectSame(tx, filters))),
      { seed, numRuns: 150 },
    )
  })

  it('shows every change in the next search', async () => {
    const change = fc.tuple(fc.constantFrom(...Object.keys(changes)), fc.nat(10_000))
    await fc.assert(
      fc.asyncProperty(
        fc.array(change, { minLength: 1, maxLength: 3 }),
        await searches(),
        async (done, filters) => {
          for (const [name, which] of done) await changes[name]!(which)
          await database.read(rapporteur, async tx => {
            await expectSame(tx, {})
            await expectSame(tx, filters)
          })
        },
      ),
      { seed, numRuns: 40, endOnFailure: true },
    )
  })
})
