import { randomUUID } from 'node:crypto'
import { loadavg } from 'node:os'
import { sql } from 'kysely'
import type { Filters } from '#capabilities/recommendations/facets.rules.ts'
import { findRecommendation } from '#capabilities/recommendations/recommendation.store.ts'
import {
  countRecommendations,
  listRecommendations,
} from '#capabilities/recommendations/recommendations.store.ts'
import { enterFile, readFile } from '#capabilities/recommendations/reports.store.ts'
import { nodeCaller } from '#kernel/policy/caller.ts'
import { type Database, open } from '#platform/database/open.ts'
import { startPostgres } from '../test/support/postgres.ts'
import { randomNumbers } from '../test/support/random-cases.ts'

const seed = 20261122
const reportsWanted = 200
const recommendationsPerReport = 50
/** Printed references of one recommendation; each leads back, so that there are twice as many links. */
const referencesEach = 5
const rounds = 60
const goalMs = 20

/** Asks a registry of 10,000 recommendations and 100,000 links, in PostgreSQL and in the embedded database. */
export async function bench(): Promise<void> {
  const texts = invented()
  const server = await startPostgres()
  const database = await open({ url: server.url })
  await registry('PostgreSQL', database, texts)
  await database.close()
  await server.stop()
  const embedded = await open({ folder: 'memory' })
  await registry('PGlite', embedded, texts)
  await embedded.close()
}

const addressees = [
  'States parties',
  'States',
  'The Conference',
  'The Secretariat',
  'UNODC',
  'The Working Group',
]
const heads = ['should', 'should consider', 'are encouraged to', 'might']
const words =
  'victims identification protection shelter training prosecution investigation cooperation regional data labour exploitation prevention awareness witnesses compensation legislation border officers guidelines technical assistance civil society private sector recruitment demand children interpreters housing courts police inspectors consular evidence financial proceeds confiscation networks online platforms'.split(
    ' ',
  )

/** Reports in the layout of the real ones, with invented words. */
function invented(): Buffer[] {
  const random = randomNumbers(seed)
  const below = (count: number) => Math.floor(random() * count)
  const one = <T>(from: readonly T[]): T => from[below(from.length)]!
  // A few words are frequent and most are rare, as in real texts.
  const rare = Array.from(
    { length: 3_000 },
    () => `${one(words)}${'aeiou'[below(5)]}${one(words).slice(0, 4)}`,
  )
  const vocabulary = [...words, ...rare]
  const word = () => vocabulary[Math.floor(vocabulary.length * random() ** 1.5)]!
  const phrase = (count: number) => Array.from({ length: count }, word).join(' ')
  const last = 1 + recommendationsPerReport
  return Array.from({ length: reportsWanted }, (_, n) => {
    const year = 1990 + (n % 36)
    const month = 'January February March April May June July'.split(' ')[Math.floor(n / 36)]!
    const lines = [
      'Distr.: General',
      `20 ${month} ${year}`,
      `## Report on the meeting of the Working Group on Exploitation held in Example City on 9 and 10 ${month} ${year}`,
      '### I. Introduction',
      '1. The Working Group met.',
      '### II. Recommendations adopted by the Working Group',
      '#### A. Application of the Model Convention',
    ]
    for (let number = 2; number <= last; number++) {
      const others = Array.from(
        { length: referencesEach },
        (_, k) => 2 + ((number - 2 + 3 * k + 1) % recommendationsPerReport),
      )
      const see = ` (see paras. ${others.slice(0, -1).join(', ')} and ${others.at(-1)})`
      lines.push(
        `${number}. With regard to ${phrase(3)}, ${one(addressees)} ${one(heads)} strengthen ${phrase(8)} and improve ${phrase(30)}${see}.`,
      )
    }
    return Buffer.from(lines.join('\n\n'))
  })
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
    const both = await timed(() =>
      database.read(caller, async tx => [
        await countRecommendations(tx, filters),
        await listRecommendations(tx, filters, page),
      ]),
    )
    const { total } = await database.read(caller, tx => countRecommendations(tx, filters))
    console.log(`  ${what} (${total} found): page ${spread(list)}; page with all counts ${spread(both)}`)
  }
  const one = await timed(() => database.read(caller, tx => findRecommendation(tx, '1999-01-09', '20')))
  console.log(`  one recommendation with its ${2 * referencesEach} links: ${spread(one)}`)
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
