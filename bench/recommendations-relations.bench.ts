import { randomUUID } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { findRecommendation } from '#capabilities/recommendations/recommendation.store.ts'
import { addressesOf, asksOf, citationOf } from '#capabilities/recommendations/recommendations.rules.ts'
import { membersOf } from '#capabilities/recommendations/references.store.ts'
import { createCorpus } from '#capabilities/recommendations/relations/corpus.store.ts'
import { relateReports } from '#capabilities/recommendations/relations/relate.ts'
import { proposeForReport } from '#capabilities/recommendations/relations/relating.store.ts'
import { relationTypes } from '#capabilities/recommendations/relations/relations.entity.ts'
import {
  countRelations,
  listRelations,
  relationsOf,
} from '#capabilities/recommendations/relations/relations.store.ts'
import { readFile } from '#capabilities/recommendations/reports.store.ts'
import { nodeCaller } from '#kernel/policy/caller.ts'
import { type Database, open } from '#platform/database/open.ts'
import { startPostgres } from '../test/support/postgres.ts'
import { randomNumbers } from '../test/support/random-cases.ts'
import { JUDGED_LINKS } from './judged-links.ts'

const seed = 20261122
const reportsWanted = 200
const recommendationsPerReport = 50
const linksWanted = 100_000
const newRecommendations = 60
const rounds = 20
const proposingRounds = 8
/** Of the recommendations, so many take up an earlier one in half of its words, so that there is something to find. */
const takenUpShare = 0.5
const shared = join(import.meta.dirname, '../../shared')

/** How well and how fast links between recommendations are proposed, and how quick 100,000 of them are to read. */
export async function bench(): Promise<void> {
  finding()
  const embedded = await open({ folder: 'memory' })
  await registry('PGlite', embedded)
  await embedded.close()
  const server = await startPostgres()
  const database = await open({ url: server.url })
  await registry('PostgreSQL', database)
  await database.close()
  await server.stop()
}

interface Printed {
  crossrefs: Record<'from_source' | 'to_source', { symbol: string; para: string }>[]
}

const fileOf = {
  '000': '000_d87a98b22755a63c.txt',
  '001': '001_1e123bc18c8b325e.txt',
  '002': '002_81370d21f3d2ee7e.txt',
}

/** The Secretariat's links between the meetings of 2009 and 2010, which the proposer is never told; and judged ones. */
function finding(): void {
  const truth = join(shared, 'domain/chair-report-crossreferences.json')
  const paths = Object.values(fileOf).map(name => join(shared, 'reports', name))
  if (![...paths, truth].every(existsSync)) {
    console.log('The reports are not here; finding their links is not measured.')
    return
  }
  const reportOf = (name: keyof typeof fileOf) => {
    const file = join(shared, 'reports', fileOf[name])
    const read = readFile(readFileSync(file))
    if (!read.ok) throw new Error(read.problem.sentence)
    return { file, report: read.file.report }
  }
  const { crossrefs } = JSON.parse(readFileSync(truth, 'utf8')) as Printed
  const links = new Set<string>()
  for (const { from_source: one, to_source: other } of crossrefs) {
    if (one.symbol === other.symbol) continue
    const [early, late] = one.symbol.includes('/2009/') ? [one, other] : [other, one]
    links.add(`${late.para} ${early.para}`)
  }
  const [earlier, later] = [reportOf('000'), reportOf('001')]
  const times: number[] = []
  for (let round = 0; round < 5; round++) {
    const from = performance.now()
    relateReports(earlier, later)
    times.push(performance.now() - from)
  }
  console.log(
    `links printed between 2009 and 2010, looked for from each paragraph of 2010: ${hits(relateReports(earlier, later), links)}; ` +
      'goals 25, 29, 30 and 20; plain tf-idf 22, 26, 27 and 12',
  )
  console.log(`  relating the two reports: ${spread(times.slice(1))}`)
  for (const name of ['000', '001'] as const) {
    const judged = Object.entries(JUDGED_LINKS[name]).flatMap(([from, to]) => to.map(one => `${from} ${one}`))
    console.log(
      `links judged from 2019 to ${name === '000' ? 2009 : 2010}: ${hits(relateReports(reportOf(name), reportOf('002')), new Set(judged))}`,
    )
  }
}

function hits(pairs: ReturnType<typeof relateReports>, links: ReadonlySet<string>): string {
  const rankOf = (link: string) => {
    const [from, to] = link.split(' ').map(Number)
    return pairs.filter(pair => pair.from.para === from).findIndex(pair => pair.to.para === to) + 1
  }
  const within = (k: number) => [...links].filter(link => rankOf(link) > 0 && rankOf(link) <= k).length
  const first = pairs
    .slice(0, links.size)
    .filter(({ from, to }) => links.has(`${from.para} ${to.para}`)).length
  return `of ${links.size} found first ${within(1)}, among three ${within(3)}, among five ${within(5)}; of the best ${links.size} pairs overall ${first}`
}

const matters =
  'victims identification protection shelter training prosecution investigation cooperation regional data labour exploitation prevention awareness witnesses compensation legislation border officers guidelines technical assistance civil society private sector recruitment demand children interpreters housing courts police inspectors consular evidence financial proceeds confiscation networks online platforms'.split(
    ' ',
  )
const addressees = [
  'States parties',
  'States',
  'The Conference',
  'The Secretariat',
  'UNODC',
  'The Working Group',
]

function invented(random: () => number) {
  const one = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!
  const rare = Array.from(
    { length: 3_000 },
    () => `${one(matters)}${'aeiou'[Math.floor(random() * 5)]}${one(matters).slice(0, 4)}`,
  )
  const vocabulary = [...matters, ...rare]
  const phrase = (count: number) =>
    Array.from({ length: count }, () => vocabulary[Math.floor(vocabulary.length * random() ** 1.5)]!).join(
      ' ',
    )
  const earlier: string[] = []
  /** Words of its own, or half of them from an earlier recommendation. */
  const asked = () => {
    const taken = random() < takenUpShare && earlier.length > 0 ? one(earlier).split(' ').slice(0, 15) : []
    const words = [...taken, phrase(30 - taken.length)].join(' ')
    earlier.push(words)
    return words
  }
  return (n: number, recommendations: number): Buffer => {
    const year = 1990 + (n % 36)
    const month = 'January February March April May June July'.split(' ')[Math.floor(n / 36)]!
    const lines = [
      'Distr.: General',
      `20 ${month} ${year}`,
      `## Report on the meeting of the Working Group on Exploitation held in Example City on 9 and 10 ${month} ${year}`,
      '### I. Introduction',
      '1. The Working Group met.',
      '### II. Recommendations adopted by the Working Group',
    ]
    for (let number = 2; number < 2 + recommendations; number++) {
      if (number % 5 === 2)
        lines.push(`#### ${String.fromCharCode(65 + Math.floor(number / 5))}. ${phrase(4)}`)
      lines.push(
        `${number}. With regard to ${phrase(3)}, ${one(addressees)} should strengthen ${phrase(8)} and improve ${asked()}.`,
      )
    }
    return Buffer.from(lines.join('\n\n'))
  }
}

async function registry(name: string, database: Database): Promise<void> {
  const caller = nodeCaller('import')
  const random = randomNumbers(seed)
  const report = invented(random)
  const ids = await seedReports(
    database,
    Array.from({ length: reportsWanted }, (_, n) => report(n, recommendationsPerReport)),
  )
  await link(database, ids, random)
  await database.maintain(async db => void (await sql`analyze`.execute(db)))
  console.log(
    `${name}: seed ${seed}, ${reportsWanted * recommendationsPerReport} recommendations, ${linksWanted} links`,
  )
  const corpus = createCorpus()
  const times: number[] = []
  let proposed = 0
  for (let round = 0; round < proposingRounds; round++) {
    const [id] = await seedReports(database, [report(reportsWanted + round, newRecommendations)])
    const from = performance.now()
    proposed += await database.write(caller, tx => proposeForReport(tx, id!, randomUUID(), corpus))
    times.push(performance.now() - from)
  }
  const of = `proposing links for a new report of ${newRecommendations} recommendations`
  const [load] = loadavg()
  console.log(
    `  ${of}, the first one of a process, which reads the whole registry: ${times[0]!.toFixed(0)} ms; goal 2,000 ms; load of the machine ${load!.toFixed(1)}`,
  )
  console.log(
    `  ${of}, each later one (${Math.round(proposed / proposingRounds)} proposed): ${spread(times.slice(1))}; goal 2,000 ms`,
  )
  const page = await timed(() =>
    database.read(caller, async tx => {
      const one = (await findRecommendation(tx, '1999-01-09', '20'))!
      const members = await membersOf(tx, { report_id: one.reportId, ordinal: one.ordinal })
      return relationsOf(tx, members)
    }),
  )
  const shown = await database.read(caller, async tx => {
    const one = (await findRecommendation(tx, '1999-01-09', '20'))!
    return (await relationsOf(tx, [{ report_id: one.reportId, ordinal: one.ordinal }])).length
  })
  console.log(`  one recommendation with its ${shown} relations: ${spread(page)}`)
  const queue = await timed(() =>
    database.read(caller, async tx => [
      await countRelations(tx),
      await listRelations(tx, { state: 'proposed' }, { limit: 20, offset: 0 }),
    ]),
  )
  console.log(`  first page of the review queue with counts: ${spread(queue)}`)
  const accepted = await timed(() =>
    database.read(caller, tx => listRelations(tx, { state: 'accepted' }, { limit: 20, offset: 2_000 })),
  )
  console.log(`  page 101 of what was accepted: ${spread(accepted)}`)
}

/** Reports with their recommendations; what else the registry keeps of a report is not looked at here. */
async function seedReports(database: Database, texts: readonly Buffer[]): Promise<string[]> {
  const reports: object[] = []
  const paragraphs: object[] = []
  const ids = texts.map(bytes => {
    const read = readFile(bytes)
    if (!read.ok) throw new Error(read.problem.sentence)
    const { id, report, textHash } = read.file
    const { document, chapters } = report
    reports.push({
      id,
      version: 1,
      slug: document.meeting?.from,
      language: 'en',
      symbol: document.symbol,
      title: document.title,
      byline: document.byline,
      kind: document.kind,
      dated_on: document.date,
      meeting: document.meeting,
      meeting_year: document.meeting?.year,
      chapters,
      file_hash: textHash,
      file_bytes: bytes.length,
      text_hash: textHash,
      text: read.file.text,
      entered_by: nodeCaller('import').userId,
      entered_at_ms: 0,
      file_kind: 'text',
      listing: id,
    })
    const asks = asksOf(report)
    const addresses = addressesOf(report.paragraphs)
    report.paragraphs.forEach(({ number, kind, role, text, ...reading }, ordinal) => {
      paragraphs.push({
        report_id: id,
        ordinal,
        number,
        kind,
        role,
        address: addresses[ordinal],
        citation: citationOf(document, kind, number),
        language: 'en',
        theme: 'general',
        because: [],
        meeting_from: document.meeting?.from,
        asks: asks.get(ordinal) ?? [],
        heading: '',
        text,
        reading,
        reissue: false,
      })
    })
    return id
  })
  await database.maintain(async db => {
    for (const [table, rows] of [
      ['report', reports],
      ['paragraph', paragraphs],
    ] as const) {
      const name = sql.table(`recommendations.${table}`)
      await sql`alter table ${name} disable trigger user`.execute(db)
      await sql`insert into ${name}
        select * from jsonb_populate_recordset(null::${name}, ${JSON.stringify(rows)}::jsonb)`.execute(db)
      await sql`alter table ${name} enable trigger user`.execute(db)
    }
  })
  return ids
}

/** Links between random recommendations, most of them accepted, as years of work would leave them. */
async function link(database: Database, ids: readonly string[], random: () => number): Promise<void> {
  const pick = () => ({
    id: ids[Math.floor(random() * ids.length)]!,
    ordinal: 1 + Math.floor(random() * recommendationsPerReport),
  })
  const rows = Array.from({ length: linksWanted }, () => {
    const [from, to] = [pick(), pick()]
    const accepted = random() < 0.7
    return {
      id: randomUUID(),
      version: 1,
      from_report_id: from.id,
      from_ordinal: from.ordinal,
      to_report_id: to.id,
      to_ordinal: to.ordinal,
      type: relationTypes[Math.floor(random() * relationTypes.length)],
      origin: 'proposed',
      state: accepted ? 'accepted' : 'proposed',
      score: random(),
      reasons: [{ kind: 'words', words: ['shelter', 'children'] }],
      begun_by: nodeCaller('import').userId,
      begun_at_ms: 0,
      decided_by: accepted ? nodeCaller('import').userId : null,
      decided_at_ms: accepted ? Math.floor(random() * 1e12) : null,
      remark: '',
    }
  }).filter(row => row.from_report_id !== row.to_report_id || row.from_ordinal !== row.to_ordinal)
  // A seed of this size stands for years of acts; writing them one by one is not what is measured here.
  await database.maintain(async db => {
    await sql`alter table recommendations.relation disable trigger user`.execute(db)
    await sql`insert into recommendations.relation
      select * from jsonb_populate_recordset(null::recommendations.relation, ${JSON.stringify(rows)}::jsonb)
      on conflict do nothing`.execute(db)
    await sql`alter table recommendations.relation enable trigger user`.execute(db)
  })
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
  return `median ${at(0.5)} ms, ${at(0)} to ${at(1)} ms`
}
