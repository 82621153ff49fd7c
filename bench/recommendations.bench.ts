import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { readReport } from '#capabilities/recommendations/reading/read-report.ts'
import { findRecommendation } from '#capabilities/recommendations/recommendation.store.ts'
import {
  countRecommendations,
  type Filters,
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
const rounds = 40
const shared = join(import.meta.dirname, '../../shared/reports')

/** Parses the five real reports, and asks a registry of 10,000 recommendations in both databases. */
export async function bench(): Promise<void> {
  parsing()
  hostile()
  const texts = invented()
  const embedded = await open({ folder: 'memory' })
  await registry('PGlite', embedded, texts)
  await embedded.close()
  const server = await startPostgres()
  const database = await open({ url: server.url })
  await registry('PostgreSQL', database, texts)
  await database.close()
  await server.stop()
}

const coldRuns = 7

/** Parses the five reports in fresh processes, each for the first time, and then again and again in this one. */
function parsing(): void {
  if (!existsSync(shared)) {
    console.log('The five reports are not here; parsing is not measured.')
    return
  }
  const script = join(import.meta.dirname, '../capabilities/recommendations/bench/parse-once.ts')
  const cold = Array.from({ length: coldRuns }, () =>
    JSON.parse(
      execFileSync(process.execPath, ['--disable-warning=ExperimentalWarning', script, shared], {
        encoding: 'utf8',
      }),
    ),
  ) as { reports: number; characters: number; atoms: number; milliseconds: number; processor: number }[]
  const files = readdirSync(shared)
    .filter(name => name.endsWith('.txt'))
    .map(name => readFileSync(join(shared, name)))
  const warm: number[] = []
  for (let round = 0; round < 21; round++) {
    const from = performance.now()
    for (const bytes of files) readFile(bytes)
    warm.push(performance.now() - from)
  }
  const [first] = cold
  const [load] = loadavg()
  console.log(
    `parse ${first!.reports} reports (${first!.characters} characters, ${first!.atoms} atoms); goal 300 ms; load of the machine ${load!.toFixed(1)}`,
  )
  console.log(`  cold, ${coldRuns} fresh processes: ${spread(cold.map(run => run.milliseconds))}`)
  console.log(`  cold, time of the processor alone: ${spread(cold.map(run => run.processor))}`)
  console.log(`  warm, ${warm.length - 1} rounds: ${spread(warm.slice(1))}`)
}

const hostilePieces = [
  '(see paras. ',
  '*[a](',
  'that should, ',
  'recommended that ',
  '1. a\n',
  '\n\f12\n',
  '\n\n(a) x',
]

/** Ten million characters of marks without their texts: the time grows with the length, not with its square. */
function hostile(): void {
  console.log('hostile texts, time of the processor for 2.5 and 10 million characters:')
  for (const piece of hostilePieces) {
    const [quarter, whole] = [2_500_000, 9_900_000].map(characters => {
      const text = `I. Recommendations\n\n1. States parties should act. ${piece.repeat(characters / piece.length)}`
      const before = process.cpuUsage()
      readReport(text)
      const { user, system } = process.cpuUsage(before)
      return (user + system) / 1e6
    })
    console.log(
      `  ${JSON.stringify(piece)}: ${quarter!.toFixed(1)} s, ${whole!.toFixed(1)} s (${(whole! / quarter!).toFixed(1)} times for 4 times the length)`,
    )
  }
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
  const one = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!
  // A few words are frequent and most are rare, as in real texts.
  const rare = Array.from(
    { length: 3_000 },
    () => `${one(words)}${'aeiou'[Math.floor(random() * 5)]}${one(words).slice(0, 4)}`,
  )
  const vocabulary = [...words, ...rare]
  const word = () => vocabulary[Math.floor(vocabulary.length * random() ** 1.5)]!
  const phrase = (count: number) => Array.from({ length: count }, word).join(' ')
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
    for (let number = 2; number < 2 + recommendationsPerReport; number++) {
      const see = number > 3 && random() < 0.2 ? ` (see para. ${number - 1} above)` : ''
      lines.push(
        `${number}. With regard to ${phrase(3)}, ${one(addressees)} ${one(heads)} strengthen ${phrase(8)} and improve ${phrase(30)}${see}.`,
      )
    }
    return Buffer.from(lines.join('\n\n'))
  })
}

async function registry(name: string, database: Database, texts: readonly Buffer[]): Promise<void> {
  const caller = nodeCaller('import')
  const begun = performance.now()
  let atoms = 0
  let paragraphs = 0
  for (const bytes of texts) {
    const reading = readFile(bytes)
    if (!reading.ok) throw new Error(reading.problem.sentence)
    atoms += reading.file.report.atoms.length
    paragraphs += reading.file.report.paragraphs.filter(p => p.role === 'recommendation').length
    await database.write(caller, tx => enterFile(tx, reading.file, randomUUID()))
  }
  console.log(
    `${name}: seed ${seed}, ${paragraphs} recommendations, ${atoms} atoms of ${texts.length} reports entered in ${((performance.now() - begun) / 1000).toFixed(1)} s`,
  )
  await database.maintain(async db => void (await sql`analyze`.execute(db)))
  const questions: [string, Filters][] = [
    ['everything', {}],
    ['a stem', { text: 'prosecuting' }],
    ['two stems', { text: 'shelters children' }],
    ['as written', { text: '"labour exploitation"' }],
    ['stem and filters', { text: 'training', addressees: ['Secretariat'], forces: ['should consider'] }],
    ['filters', { addressees: ['States parties'], themes: ['protection'] }],
  ]
  for (const [what, filters] of questions) {
    const page = await timed(() =>
      database.read(caller, tx => listRecommendations(tx, filters, { limit: 20, offset: 0 })),
    )
    const both = await timed(() =>
      database.read(caller, async tx => [
        await countRecommendations(tx, filters),
        await listRecommendations(tx, filters, { limit: 20, offset: 0 }),
      ]),
    )
    const { total } = await database.read(caller, tx => countRecommendations(tx, filters))
    console.log(`  ${what} (${total} found): page ${spread(page)}; page with all counts ${spread(both)}`)
  }
  const one = await timed(() => database.read(caller, tx => findRecommendation(tx, '1999-01-09', '20')))
  console.log(`  one recommendation: ${spread(one)}`)
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

function spread(times: readonly number[]): string {
  const sorted = [...times].sort((a, b) => a - b)
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!.toFixed(1)
  return `median ${at(0.5)} ms, p95 ${at(0.95)} ms`
}
