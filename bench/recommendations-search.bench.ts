import { randomUUID } from 'node:crypto'
import { loadavg } from 'node:os'
import { sql } from 'kysely'
import type { Filters } from '#capabilities/recommendations/facets.rules.ts'
import { inventedReports } from '#capabilities/recommendations/finding/invented-reports.testing.ts'
import { findRecommendation } from '#capabilities/recommendations/recommendation.store.ts'
import {
  findRecommendations,
  listRecommendations,
} from '#capabilities/recommendations/recommendations.store.ts'
import { enterFile, readFile } from '#capabilities/recommendations/reports.store.ts'
import { settle } from '#capabilities/recommendations/topics/topics.store.ts'
import { nodeCaller } from '#kernel/policy/caller.ts'
import { type Database, open } from '#platform/database/open.ts'
import { startPostgres } from '../test/support/postgres.ts'

const seed = 20261122
const reportsWanted = 200
const recommendationsEach = 50
/** Printed references of one recommendation; each leads back, so that there are twice as many links. */
const referencesEach = 5
const rounds = 60
const goalMs = 20

/** Asks a registry of 10,000 recommendations and 100,000 links, in PostgreSQL and in the embedded database. */
export async function bench(): Promise<void> {
  const texts = inventedReports({ seed, reports: reportsWanted, recommendationsEach, referencesEach })
  const server = await startPostgres()
  const database = await open({ url: server.url })
  await registry('PostgreSQL', database, texts)
  await database.close()
  await server.stop()
  const embedded = await open({ folder: 'memory' })
  await registry('PGlite', embedded, texts)
  await embedded.close()
}

const questions: [string, Filters][] = [
  ['everything', {}],
  ['a stem', { text: 'prosecuting' }],
  ['two stems', { text: 'shelters children' }],
  ['as written', { text: '"labour exploitation"' }],
  ['as written, within words', { text: '"bour exploit"' }],
  ['stem and filters', { text: 'training', addressees: ['Secretariat'], forces: ['should consider'] }],
  ['filters', { addressees: ['States parties'], topics: ['protection'] }],
]

async function registry(name: string, database: Database, texts: readonly Buffer[]): Promise<void> {
  const caller = nodeCaller('import')
  const begun = performance.now()
  for (const bytes of texts) {
    const reading = await readFile(bytes)
    if (!reading.ok) throw new Error(reading.problem.sentence)
    await database.write(caller, tx => enterFile(tx, reading.file, randomUUID()))
  }
  await database.maintain(async db => void (await sql`analyze`.execute(db)))
  const { rows } = await database.maintain(db =>
    sql<{ recommendations: number; links: number; topics: number }>`select
      (select count(*)::int from recommendations.listed) as recommendations,
      (select count(*)::int from recommendations.cross_reference) as links,
      (select count(*)::int from recommendations.topic) as topics`.execute(db),
  )
  const { recommendations, links, topics } = rows[0]!
  const [load] = loadavg()
  console.log(
    `${name}: seed ${seed}, ${recommendations} recommendations, ${links} links, ${topics} topics of ${texts.length} reports entered in ${((performance.now() - begun) / 1000).toFixed(1)} s; goal p95 ${goalMs} ms; load of the machine ${load!.toFixed(1)}`,
  )
  const page = { limit: 20, offset: 0 }
  for (const [what, filters] of questions) {
    const list = await timed(() => database.read(caller, tx => listRecommendations(tx, filters, page)))
    const both = await timed(() => database.read(caller, tx => findRecommendations(tx, filters, page)))
    const { total } = await database.read(caller, tx => findRecommendations(tx, filters, page))
    console.log(`  ${what} (${total} found): page ${spread(list)}; page with all counts ${spread(both)}`)
  }
  console.log(
    `  everything, right after a change: page with all counts ${spread(await afterChanges(database))}`,
  )
  const one = await timed(() => database.read(caller, tx => findRecommendation(tx, '1999-01-09', '20')))
  console.log(`  one recommendation with its ${2 * referencesEach} links: ${spread(one)}`)
}

/** The first search after somebody settled a topic, which takes up the report that it changed. */
async function afterChanges(database: Database): Promise<number[]> {
  const caller = nodeCaller('import')
  const { rows } = await database.maintain(db =>
    sql<{ reportId: string; ordinal: number; concept: string }>`
      select report_id as "reportId", ordinal, concept from recommendations.topic order by md5(report_id || '/' || ordinal)
      limit ${rounds}`.execute(db),
  )
  const times: number[] = []
  for (const at of rows) {
    const settled = { ...at, decision: 'rejected' as const, main: false, reason: 'Read again.' }
    await database.write(caller, tx => settle(tx, settled, randomUUID()))
    const from = performance.now()
    await database.read(caller, tx => findRecommendations(tx, {}, { limit: 20, offset: 0 }))
    times.push(performance.now() - from)
  }
  return times
}

async function timed(work: () => Promise<unknown>): Promise<number[]> {
  const times: number[] = []
  for (let round = 0; round < rounds; round++) {
    const from = performance.now()
    await work()
    times.push(performance.now() - from)
  }
  return times.slice(2)
}

/** Median, 95th percentile, and the least and the most. */
function spread(times: readonly number[]): string {
  const sorted = [...times].sort((a, b) => a - b)
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!.toFixed(1)
  return `median ${at(0.5)} ms, p95 ${at(0.95)} ms (${at(0)}–${at(1)})`
}
