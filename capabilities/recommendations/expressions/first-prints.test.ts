import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Database } from '#platform/database/open.ts'
import { act } from '#platform/ledger/act.ts'
import { callerOf, openTestDatabase } from '../../../test/support/database.ts'
import { realText } from '../reading/real-reports.testing.ts'
import { findRecommendation } from '../recommendation.store.ts'
import { enterReport } from '../recommendations.acts.ts'
import { enterFile, readFile } from '../reports.store.ts'
import { type Expression, ofFirstPrints } from './expressions.rules.ts'

const rapporteur = callerOf('aaaaaaaa-0000-4000-8000-000000000001', {
  roles: ['rapporteur'],
  agencyKind: 'national-rapporteur',
})

let database: Database
beforeAll(async () => {
  ;({ database } = await openTestDatabase())
})
afterAll(() => database.close())

async function enter(text: string): Promise<string> {
  const reading = readFile(new TextEncoder().encode(text))
  if (!reading.ok) throw new Error(reading.problem.sentence)
  return (await database.write(rapporteur, tx => enterFile(tx, reading.file, randomUUID()))).slug
}

it('a reprint of a reprint is one of the first print, also when that is entered last', async () => {
  const chair = realText('004')
  const once = await enter(chair)
  const twice = await enter(chair.replaceAll('10 August 2010', '12 October 2010'))
  expect(twice).not.toBe(once)
  const at = async (slug: string, address: string) =>
    (await database.read(rapporteur, tx => findRecommendation(tx, slug, address)))!.expressions.map(
      one => `${one.report}/${one.address}${one.first ? ' first' : ''}`,
    )
  expect(await at(twice, '13')).toEqual([`${once}/13 first`])
  const first = await enter(realText('000'))
  expect(await at(twice, '13')).toEqual([`${first}/9 first`, `${once}/13`])
  expect(await at(first, '9')).toEqual([`${once}/13`, `${twice}/13`])
  // What stands for the 2010 meeting is not touched by the report of 2009.
  expect(await at(twice, '30')).toEqual([`${once}/30 first`])
  const chained = await database.maintain(db =>
    sql<{ n: number }>`select count(*)::int as n from recommendations.expression e
      join recommendations.expression o on o.report_id = e.of_report_id and o.ordinal = e.of_ordinal`.execute(
      db,
    ),
  )
  expect(chained.rows[0]!.n).toBe(0)
})

it('follows a chain to its end, measures likeness anew, and leaves alone what is right', () => {
  const expression = (reportId: string, ofReportId: string, likeness = 1): Expression => ({
    reportId,
    ordinal: 0,
    ofReportId,
    ofOrdinal: 0,
    likeness,
  })
  const texts: Record<string, string> = { draft: 'one two three four', adopted: 'one two three five' }
  const textOf = (reportId: string) => texts[reportId] ?? 'one two three five'
  expect(
    ofFirstPrints(
      [expression('adopted', 'draft', 0.75), expression('reprint', 'adopted')],
      [expression('reprint', 'draft', 0.75), expression('other', 'reprint')],
      textOf,
    ),
  ).toEqual([expression('other', 'draft', 0.75), expression('adopted', 'draft', 0.75)])
  expect(ofFirstPrints([expression('a', 'b')], [expression('b', 'a')], textOf)).toBeDefined()
})

it('proposes topics with the thesaurus for reports that were entered before there was one', async () => {
  const { database } = await openTestDatabase()
  const early = readFile(new TextEncoder().encode(realText('000')))
  if (!early.ok) throw new Error(early.problem.sentence)
  const { report, id, text, textHash, fileHash, fileBytes } = early.file
  await database.write(rapporteur, tx =>
    act(tx, enterReport, {
      id: randomUUID(),
      subjectId: id,
      about: undefined,
      payload: {
        slug: 'early',
        language: 'en',
        ...{ text, textHash, fileHash, fileBytes, report, compared: [], expressions: [] },
      },
    }),
  )
  const topicsOf = async () => {
    const { rows } = await database.read(rapporteur, tx =>
      sql<{ n: number }>`select count(distinct t.ordinal)::int as n from recommendations.topic t
        join recommendations.report r on r.id = t.report_id where r.slug = 'early'`.execute(tx.db),
    )
    return rows[0]!.n
  }
  expect(await topicsOf()).toBe(0)
  const late = readFile(new TextEncoder().encode(realText('002')))
  if (!late.ok) throw new Error(late.problem.sentence)
  await database.write(rapporteur, tx => enterFile(tx, late.file, randomUUID()))
  expect(await topicsOf()).toBeGreaterThanOrEqual(22)
  await database.close()
})
