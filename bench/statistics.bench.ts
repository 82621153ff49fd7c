import { FactColumns } from '#capabilities/statistics/columns/fact-columns.ts'
import {
  inventTable,
  seeded,
  type TableShape,
} from '#capabilities/statistics/disclosure/disclosure.examples.ts'
import { tryToWorkOut } from '#capabilities/statistics/disclosure/outsider.ts'
import {
  countMinDefault,
  type ProtectedTable,
  protectWithMargins,
} from '#capabilities/statistics/disclosure/protect.ts'
import { factCodelists } from '#capabilities/statistics/fact.codelists.ts'
import { inventFacts } from '#capabilities/statistics/fact.examples.ts'
import { figureTable } from '#capabilities/statistics/figures.ts'
import { flowsOf, publishTable, seriesOf } from '#capabilities/statistics/published.ts'
import { dimensions, type Fact, findDimension } from '#capabilities/statistics/statistics.entity.ts'
import { codelists } from '#standards/codelists.ts'

const seed = 20261122
const facts = Number(process.env.PALERMO_BENCH_FACTS ?? 1_000_000)
const rounds = 7

/** Counts every two-way table over a million facts, protected as it is shown, and what protection costs and hides. */
export async function bench(): Promise<void> {
  await trends()
  protection()
  await compared()
}

async function trends(): Promise<void> {
  const columns = await FactColumns.open({ threads: 2 })
  try {
    const invented = [...inventFacts(facts, seed)]
    const started = performance.now()
    await columns.replaceAll(invented)
    console.log(
      `seed ${seed}: ${facts} facts; filled in ${((performance.now() - started) / 1000).toFixed(1)} s, ${(process.memoryUsage.rss() / 1e6).toFixed(0)} MB in all`,
    )
    const source = { facts: columns, lists: factCodelists(codelists), countMin: countMinDefault }
    const population = { kind: 'victim' } as const
    const tables: { name: string; times: number[] }[] = []
    const ofVictims = dimensions.filter(d => d.kinds.includes('victim'))
    for (const [i, rows] of ofVictims.entries())
      for (const cols of ofVictims.slice(i + 1)) {
        if (rows.column === cols.column) continue
        const times = await timed(async () => {
          publishTable(await figureTable(source, rows, cols, population))
        })
        tables.push({ name: `${rows.id} × ${cols.id}`, times })
      }
    tables.sort((a, b) => median(b.times) - median(a.times))
    console.log(
      `${tables.length} two-way tables, counted and protected; goal: each at most 100 ms. Slowest, then the median of all medians:`,
    )
    for (const { name, times } of tables.slice(0, 5)) console.log(`  ${name}: ${spread(times)}`)
    console.log(`  all: median ${median(tables.map(t => median(t.times))).toFixed(0)} ms`)
    const [year, from, to, form] = ['year', 'citizenship', 'countryOfExploitation', 'exploitation'].map(
      id => findDimension(id)!,
    )
    const flows = await timed(async () => {
      flowsOf(publishTable(await figureTable(source, from!, to!, population)))
    })
    const series = await timed(async () => {
      seriesOf(publishTable(await figureTable(source, year!, form!, population)))
    })
    console.log(`flows: ${spread(flows)}; yearly series by form: ${spread(series)}`)
    const changes = invented.slice(0, rounds * 10)
    const change = await timed(async round => {
      const added: Fact[] = changes.slice(round * 10, round * 10 + 10).map(f => ({ ...f, sex: 'other' }))
      await columns.apply({ removed: [], added })
    })
    console.log(`ten facts changed: ${spread(change)}`)
  } finally {
    columns.close()
  }
}

function protection(): void {
  for (const shape of [
    { rows: 30, columns: 30, facts: 3_000 },
    { rows: 250, columns: 20, facts: 3_000 },
    { rows: 250, columns: 20, facts: 50_000 },
    { rows: 250, columns: 250, facts: 20_000, rowsMultiple: true, columnsMultiple: true },
  ]) {
    const table = inventTable(shape, seeded(seed))
    const times: number[] = []
    let result: ProtectedTable | undefined
    for (let n = 0; n < rounds; n++) {
      const from = performance.now()
      result = protectWithMargins(table, countMinDefault)
      times.push(performance.now() - from)
    }
    const { primary, secondary, zeros } = result!.tally
    console.log(
      `protect ${table.rows.codes.length} × ${table.columns.codes.length} of ${table.total}: ${spread(times)}; ${primary} small, ${secondary} others withheld (${zeros} of them zeros)`,
    )
  }
}

/** Beside the usual rule: in every line with one withheld count, withhold the next smallest too. */
async function compared(): Promise<void> {
  const tables = 200
  const random = seeded(seed)
  const tally = { cells: 0, primary: 0, ours: 0, theirs: 0, ourLeaks: 0, theirLeaks: 0 }
  for (let n = 0; n < tables; n++) {
    const size = () => 3 + Math.floor(random() * 10)
    const shape: TableShape = { rows: size(), columns: size(), facts: Math.floor(10 ** (1.5 + 2 * random())) }
    const t = protectWithMargins(inventTable(shape, random), countMinDefault)
    const usual = { ...t, withheld: usualRule(t) }
    tally.cells += t.tally.cells
    tally.primary += t.tally.primary
    tally.ours += t.tally.secondary
    tally.theirs += usual.withheld.reduce((a, b) => a + b, 0) - t.tally.primary
    tally.ourLeaks += await leaks(t)
    tally.theirLeaks += await leaks(usual)
  }
  const share = (cells: number) => `${((100 * cells) / tally.cells).toFixed(1)} %`
  console.log(
    `${tables} tables, ${tally.cells} cells, ${share(tally.primary)} small: beside them withheld ${share(tally.ours)} (usual rule ${share(tally.theirs)}); small counts that linear programming narrows below ${countMinDefault}: ${tally.ourLeaks} (usual rule ${tally.theirLeaks})`,
  )
}

function usualRule(table: ProtectedTable): Uint8Array {
  const width = table.columns.codes.length
  const withheld = Uint8Array.from(table.counts, count => (count > 0 && count < countMinDefault ? 1 : 0))
  const lines = [
    ...table.rows.codes.map((_, i) => table.columns.codes.map((_, j) => i * width + j)),
    ...table.columns.codes.map((_, j) => table.rows.codes.map((_, i) => i * width + j)),
  ]
  for (let changed = true; changed; ) {
    changed = false
    for (const line of lines) {
      if (line.filter(k => withheld[k]).length !== 1) continue
      const [next] = line
        .filter(k => !withheld[k] && table.counts[k]! > 0)
        .sort((a, b) => table.counts[a]! - table.counts[b]!)
      if (next === undefined) continue
      withheld[next] = 1
      changed = true
    }
  }
  return withheld
}

async function leaks(table: ProtectedTable): Promise<number> {
  const findings = await tryToWorkOut(table, countMinDefault, { lines: 'both', zerosShown: false })
  return findings.filter(f => f.highest - f.lowest < countMinDefault).length
}

async function timed(work: (round: number) => Promise<void>): Promise<number[]> {
  const times: number[] = []
  for (let round = 0; round < rounds; round++) {
    const from = performance.now()
    await work(round)
    times.push(performance.now() - from)
  }
  return times
}

const sorted = (times: readonly number[]) => [...times].sort((a, b) => a - b)
const median = (times: readonly number[]) => sorted(times)[times.length >> 1]!
const spread = (times: readonly number[]) =>
  `median ${median(times).toFixed(0)} ms, spread ${sorted(times)[0]!.toFixed(0)} to ${sorted(times).at(-1)!.toFixed(0)}`
