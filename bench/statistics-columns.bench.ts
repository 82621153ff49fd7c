import { spawn, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { createInterface } from 'node:readline'
import pg from 'pg'
import { axisPlan, FactColumns } from '#capabilities/statistics/columns/fact-columns.ts'
import { ColumnKeeper } from '#capabilities/statistics/columns/keeper.ts'
import { countSql, sqlColumns } from '#capabilities/statistics/columns/question.sql.ts'
import { gatheringFolder, takeOut } from '#capabilities/statistics/columns/take-facts.ts'
import { countMinDefault } from '#capabilities/statistics/disclosure/protect.ts'
import { factCodelists } from '#capabilities/statistics/fact.codelists.ts'
import { figureTable } from '#capabilities/statistics/figures.ts'
import { publishTable } from '#capabilities/statistics/published.ts'
import { type Dimension, dimensions } from '#capabilities/statistics/statistics.entity.ts'
import { countTable } from '#capabilities/statistics/tables.ts'
import { silentLog } from '#platform/telemetry/log.ts'
import { codelists } from '#standards/codelists.ts'
import { findPostgresPrograms, startPostgres } from '../test/support/postgres.ts'
import { generateFacts } from './generated-facts.ts'

const seed = 20261122
const facts = Number(process.env.PALERMO_BENCH_COLUMNS ?? 10_000_000)
const besideFacts = Math.min(facts, 1_000_000)
const rounds = 5
const tableGoalMs = 120
const cubeGoalMs = 300
const lists = factCodelists(codelists)
const population = { kind: 'victim' } as const
/** Of a field counted coarse and fine, the fine: both run the same statement. */
const ofVictims = dimensions.filter(d => d.kinds.includes('victim') && !d.coarsens)
const pairs = ofVictims.flatMap((a, i) => ofVictims.slice(i + 1).map(b => [a, b] as const))

/** Any two-way table and any cube over ten million facts; the files, the start from them, and other ways beside. */
export async function bench(): Promise<void> {
  const root = mkdtempSync(join(tmpdir(), 'palermo-bench-columns-'))
  const from = performance.now()
  try {
    say(`load of the machine before: ${loadavg()[0]!.toFixed(1)}`)
    const folder = join(root, 'columns')
    await counted(folder)
    await started(folder)
    await beside(root)
    say(`all of it in ${since(from)} s; load after: ${loadavg()[0]!.toFixed(1)}`)
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
}

async function counted(folder: string): Promise<void> {
  const keeper = new ColumnKeeper(folder, silentLog, 3_600_000)
  const columns = await FactColumns.open({ threads: 2, folder })
  let from = performance.now()
  await generateFacts(columns, facts, seed)
  const distinct = ofVictims.map(d => `${d.id} ${columns.dictionaries.get(d.column)!.values.length}`)
  say(
    `seed ${seed}: ${facts} facts made inside DuckDB by hash in ${since(from)} s; ${memory()} in all. Values and combinations: ${distinct.join(', ')}`,
  )
  from = performance.now()
  keeper.stands(columns, { origin: 'bench', mark: '1', ledgerPosition: 1, ledgerHash: '' })
  await keeper.write()
  const sizes = readdirSync(folder).map(name => statSync(join(folder, name)).size)
  say(
    `written as ${sizes.length - 3} files of facts in ${since(from)} s: ${mb(sizes.reduce((a, b) => a + b))}, ids included`,
  )

  const tables = await eachPair(async (a, b) => {
    countTable(axisPlan(a, lists), axisPlan(b, lists), await columns.count(a, b, population))
  })
  report(
    `${tables.length} two-way tables of ${facts} facts, counted with margins; goal ${tableGoalMs} ms`,
    tables,
    tableGoalMs,
  )
  const source = { facts: columns, lists, countMin: countMinDefault }
  const shown = await eachPair(async (a, b) => {
    publishTable(await figureTable(source, a, b, population))
  })
  report('the same after disclosure control, as they are shown', shown)

  const cubes: Timed[] = []
  const delay = monitorEventLoopDelay({ resolution: 1 })
  delay.enable()
  for (const [i, a] of ofVictims.entries())
    for (const [j, b] of ofVictims.slice(i + 1).entries())
      for (const c of ofVictims.slice(i + j + 2))
        cubes.push(
          await timed(`${a.id} × ${b.id} × ${c.id}`, 3, () => columns.cube([a, b, c], population, lists)),
        )
  delay.disable()
  report(`${cubes.length} cubes over three dimensions; goal ${cubeGoalMs} ms`, cubes, cubeGoalMs)
  say(
    `  meanwhile others waited at most ${(delay.max / 1e6).toFixed(0)} ms, in 99 of 100 turns ${(delay.percentile(99) / 1e6).toFixed(0)} ms`,
  )

  const [some] = (await columns.engine.columns('select id::varchar from facts using sample 10')) as [string[]]
  const change = await timed('', rounds, async () => {
    await columns.apply({
      removed: [],
      added: some.map(id => ({ id, kind: 'victim', year: 2020, sex: 'other' })),
    })
  })
  say(`ten facts changed: ${spread(change)}`)
  await keeper.close()
  columns.close()
}

async function started(folder: string): Promise<void> {
  const keeper = new ColumnKeeper(folder, silentLog)
  const columns = await FactColumns.open({ threads: 2, folder })
  const from = performance.now()
  await keeper.load(columns, async () => true)
  say(`started from the files in ${since(from)} s, every byte held against its hash; ${memory()}`)
  const parquet = pairs.filter((_, i) => i % 6 === 0)
  const direct = await FactColumns.open({ threads: 2, folder })
  const files = readdirSync(folder).filter(name => /^(victim|service|proceeding)/.test(name))
  await direct.engine.exclusively(async writer => {
    await writer.run(
      `create or replace view facts as select * from read_parquet([${files.map(f => `'${folder}/${f}'`).join(', ')}])`,
    )
  })
  const over = async (from: FactColumns) => {
    const times: Timed[] = []
    for (const [a, b] of parquet)
      times.push(
        await timed(`${a.id} × ${b.id}`, 3, () =>
          from.engine.numbers(countSql([a.column, b.column], 'victim')),
        ),
      )
    return times
  }
  report(`${parquet.length} of the counts, in memory`, await over(columns))
  report('the same statements over the Parquet files themselves', await over(direct))
  direct.close()
  columns.close()
  await keeper.close()
}

/** PostgreSQL, where the facts come from, and DataFusion, which spreads over machines: the same statements, fewer facts. */
async function beside(root: string): Promise<void> {
  const out = join(root, 'out')
  mkdirSync(gatheringFolder(out), { mode: 0o700 })
  const columns = await FactColumns.open({ threads: 2, folder: gatheringFolder(out) })
  await generateFacts(columns, besideFacts, seed)
  const some = pairs.filter((_, i) => i % 9 === 4)
  const run = async (count: (sql: string) => Promise<unknown>) => {
    const times: Timed[] = []
    for (const [a, b] of some)
      times.push(await timed(`${a.id} × ${b.id}`, 3, () => count(countSql([a.column, b.column], 'victim'))))
    return times
  }
  report(
    `beside, ${besideFacts} facts, ${some.length} counts: DuckDB`,
    await run(sql => columns.engine.numbers(sql)),
  )
  if (findPostgresPrograms()) {
    const postgres = await startPostgres()
    const client = new pg.Client(postgres.url)
    await client.connect()
    await fillPostgres(client, columns)
    report(
      'PostgreSQL, the same numbers in narrow columns',
      await run(sql => client.query({ text: sql, rowMode: 'array' })),
    )
    await client.end()
    await postgres.stop()
  } else say('PostgreSQL is not here.')
  await takeOut(columns, out, new Date(0))
  columns.close()
  await besideDataFusion(out, run)
}

async function fillPostgres(client: pg.Client, columns: FactColumns): Promise<void> {
  await client.query(
    `create table facts (kind text, ${sqlColumns.map(name => `${name} integer`).join(', ')})`,
  )
  const arrays = ['text', ...sqlColumns.map(() => 'integer')].map((type, i) => `$${i + 1}::${type}[]`)
  for (let at = 0; at < besideFacts; at += 50_000) {
    const rows = await columns.engine.columns(
      `select kind::varchar, ${sqlColumns.join(', ')} from facts limit 50000 offset ${at}`,
    )
    await client.query(`insert into facts select * from unnest(${arrays.join(', ')})`, rows)
  }
  await client.query('analyze facts')
}

async function besideDataFusion(
  out: string,
  run: (count: (sql: string) => Promise<unknown>) => Promise<Timed[]>,
) {
  const python = process.env.PALERMO_PYTHON ?? 'python3'
  const script = join(import.meta.dirname, '../test/conformance/run-sql.py')
  const version = spawnSync(python, [script, 'datafusion', '--version'], { encoding: 'utf8' })
  if (version.status !== 0) return say('DataFusion is not here; PALERMO_PYTHON names a Python that has it.')
  const child = spawn(python, [script, 'datafusion', out], { stdio: ['pipe', 'pipe', 'inherit'] })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const times = await run(async sql => {
    child.stdin.write(`${JSON.stringify(sql)}\n`)
    return lines.next()
  })
  child.stdin.end()
  report(`DataFusion ${version.stdout.trim()} over the Parquet files, answers passed on as JSON`, times)
}

/** Times in milliseconds; `work` is the processor's, over all cores. */
interface Timed {
  name: string
  times: number[]
  work: number[]
}

async function eachPair(work: (a: Dimension, b: Dimension) => Promise<void>): Promise<Timed[]> {
  const all: Timed[] = []
  for (const [a, b] of pairs) all.push(await timed(`${a.id} × ${b.id}`, rounds, () => work(a, b)))
  return all
}

async function timed(name: string, times: number, work: () => Promise<unknown>): Promise<Timed> {
  const result: Timed = { name, times: [], work: [] }
  for (let n = 0; n < times; n++) {
    const [from, used] = [performance.now(), process.cpuUsage()]
    await work()
    result.times.push(performance.now() - from)
    const { user, system } = process.cpuUsage(used)
    result.work.push((user + system) / 1000)
  }
  return result
}

function report(title: string, all: readonly Timed[], goalMs?: number): void {
  const slowest = [...all].sort((a, b) => median(b.times) - median(a.times))
  say(`${title}: median of all ${median(all.map(t => median(t.times))).toFixed(0)} ms; slowest:`)
  for (const one of slowest.slice(0, 4)) say(`  ${one.name}: ${spread(one)}`)
  if (goalMs === undefined) return
  const over = all.filter(t => median(t.times) > goalMs)
  const work = all.filter(t => median(t.work) / 2 > goalMs)
  say(
    `  over the goal: ${over.length} of ${all.length}; by half of the processor's time, as on two cores that do nothing else: ${work.length}${work.length > 0 ? ` (${work.map(t => `${t.name} ${(median(t.work) / 2).toFixed(0)}`).join(', ')})` : ''}`,
  )
}

const sorted = (times: readonly number[]) => [...times].sort((a, b) => a - b)
const median = (times: readonly number[]) => sorted(times)[times.length >> 1]!
const spread = ({ times, work }: Timed) =>
  `median ${median(times).toFixed(0)} ms, ${sorted(times)[0]!.toFixed(0)} to ${sorted(times).at(-1)!.toFixed(0)}; processor ${median(work).toFixed(0)} ms`
const since = (from: number) => ((performance.now() - from) / 1000).toFixed(1)
const mb = (bytes: number) => `${(bytes / 1e6).toFixed(0)} MB`
const memory = () => mb(process.memoryUsage.rss())
const say = (text: string) => console.log(text)
