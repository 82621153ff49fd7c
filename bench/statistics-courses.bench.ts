import { loadavg } from 'node:os'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { type Kysely, sql } from 'kysely'
import { countMinDefault } from '#capabilities/statistics/disclosure/protect.ts'
import { factCodelists } from '#capabilities/statistics/fact.codelists.ts'
import { figureTable } from '#capabilities/statistics/figures.ts'
import type { QuestionPopulation } from '#capabilities/statistics/question.rules.ts'
import { type Dimension, findDimension } from '#capabilities/statistics/statistics.entity.ts'
import { corridorsOf, flowCounts } from '#capabilities/statistics/trends/corridors.rules.ts'
import {
  countCorridors,
  countMonths,
  countReached,
  courseCounts,
  daysBetween,
  districtDimension,
} from '#capabilities/statistics/trends/courses.store.ts'
import { funnelOf, timeBetween, timedSteps } from '#capabilities/statistics/trends/funnel.rules.ts'
import { timelineOf } from '#capabilities/statistics/trends/timeline.rules.ts'
import { type Database, open } from '#platform/database/open.ts'
import { codelists } from '#standards/codelists.ts'
import { findPostgresPrograms, startPostgres } from '../test/support/postgres.ts'
import { generateCourses } from './generated-courses.ts'

const seed = 20261122
const size = Number(process.env.PALERMO_BENCH_COURSES ?? 1_000_000)
const rounds = 3
const lists = factCodelists(codelists)
const everybody: QuestionPopulation = { kind: 'victim', filters: {} }
const someYears: QuestionPopulation = { kind: 'victim', filters: { year: ['2024', '2025'] } }

/** What is counted in the database since it follows each victim's course: months, corridors, districts, the response. */
export async function bench(): Promise<void> {
  if (!findPostgresPrograms()) return console.log('PostgreSQL is not here.')
  const postgres = await startPostgres()
  const database = await open({ url: postgres.url })
  try {
    console.log(`load of the machine before: ${loadavg()[0]!.toFixed(1)}`)
    const from = performance.now()
    await database.maintain(db =>
      generateCourses(db as unknown as Kysely<never>, {
        size,
        seed,
        countries: lists.get('countries').codes.map(c => c.code),
      }),
    )
    await sql`analyze statistics.fact, statistics.course`.execute(database.ownerPool)
    const { rows } = await sql<{ bytes: string }>`
      select (pg_total_relation_size('statistics.fact') + pg_total_relation_size('statistics.course'))::text as bytes`.execute(
      database.ownerPool,
    )
    console.log(
      `seed ${seed}: ${size} victims with their courses made inside PostgreSQL by hash in ${((performance.now() - from) / 1000).toFixed(0)} s, ${(Number(rows[0]!.bytes) / 1e6).toFixed(0)} MB with indexes`,
    )
    for (const [name, work] of Object.entries(questions(database)))
      for (const [which, population] of [
        ['everybody', everybody],
        ['two years', someYears],
      ] as const)
        await timed(`${name}, ${which}`, () => work(population))
    console.log(`load after: ${loadavg()[0]!.toFixed(1)}`)
  } finally {
    await database.close()
    await postgres.stop()
  }
}

function questions(database: Database): Record<string, (of: QuestionPopulation) => Promise<unknown>> {
  const [year, citizenship, country] = ['year', 'citizenship', 'countryOfExploitation'].map(
    id => findDimension(id)!,
  ) as [Dimension, Dimension, Dimension]
  return {
    'series by month': async of =>
      timelineOf(await database.statistics(tx => countMonths(tx, of)), 'month', countMinDefault),
    'corridors with transit, counted': of => database.statistics(tx => countCorridors(tx, of)),
    'corridors with transit, counted and protected': async of => {
      const counted = await database.statistics(tx => countCorridors(tx, of))
      const flows = { facts: flowCounts(counted), lists, countMin: countMinDefault }
      return corridorsOf(counted, await figureTable(flows, citizenship, country, of), countMinDefault)
    },
    'districts by year': of =>
      database.statistics(tx =>
        figureTable(
          { facts: courseCounts(tx), lists, countMin: countMinDefault },
          districtDimension,
          year,
          of,
        ),
      ),
    'the response as a funnel': async of =>
      funnelOf(await database.statistics(tx => countReached(tx, of)), countMinDefault),
    'days between its steps': async of => {
      const days = await database.statistics(tx => daysBetween(tx, of, timedSteps))
      return timedSteps.map((pair, i) => timeBetween(pair, days[i]!, size, countMinDefault))
    },
  }
}

async function timed(name: string, work: () => Promise<unknown>): Promise<void> {
  const times: number[] = []
  const waits: number[] = []
  for (let round = 0; round < rounds; round++) {
    const delay = monitorEventLoopDelay({ resolution: 1 })
    delay.enable()
    const from = performance.now()
    await work()
    times.push(performance.now() - from)
    delay.disable()
    waits.push(delay.max / 1e6)
  }
  const sorted = [...times].sort((a, b) => a - b)
  console.log(
    `${name}: median ${sorted[rounds >> 1]!.toFixed(0)} ms, ${sorted[0]!.toFixed(0)} to ${sorted.at(-1)!.toFixed(0)}; others waited at most ${Math.max(...waits).toFixed(0)} ms; memory of this process at its peak ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB`,
  )
}
