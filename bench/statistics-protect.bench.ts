import { audit } from '#capabilities/statistics/disclosure/audit/audit.ts'
import { inventCube, makeCube } from '#capabilities/statistics/disclosure/cube.examples.ts'
import { seeded } from '#capabilities/statistics/disclosure/disclosure.examples.ts'
import { protectCubes } from '#capabilities/statistics/disclosure/protect-cubes.ts'
import { suppress } from '#capabilities/statistics/disclosure/suppress.ts'

const seed = 20261122
const tables = Number(process.env.PALERMO_BENCH_TABLES ?? 1_000)
const threshold = 5

/** Protects a four-dimensional table of 20,000 cells, dense and sparse, and lets the audit try a thousand tables. */
export async function bench(): Promise<void> {
  await large()
  await many()
}

async function large(): Promise<void> {
  console.log('Four dimensions, two with groups, 20,020 cells; goal: suppression in 10 s, no leak.')
  for (const events of [30_000, 300_000, 2_000_000]) {
    const dimensions = [{ codes: 10, groups: 3 }, { codes: 9 }, { codes: 8, groups: 2 }, { codes: 12 }]
    const table = makeCube({ dimensions, events, skew: 1 }, seeded(seed))
    const started = performance.now()
    const out = suppress([table], { threshold })
    const suppressed = performance.now()
    const report = await audit(out.tables, [table], { threshold, witnesses: out.witnesses })
    const done = performance.now()
    const { cells } = out.tables[0]!
    const count = (status: string) => cells.filter(c => c.status === status).length
    console.log(
      `  seed ${seed}, ${events} events: suppressed in ${seconds(suppressed - started)}, audited in ${seconds(done - suppressed)}; ${count('primary')} small, ${count('secondary')} others withheld (${out.zeros} of them zeros); ${report.safe ? 'no leak' : `${report.leaks.length} LEAKS`}`,
    )
  }
}

async function many(): Promise<void> {
  const random = seeded(seed)
  const tally = { cells: 0, primary: 0, secondary: 0, programs: 0, leaking: 0, marked: 0 }
  const started = performance.now()
  for (let n = 0; n < tables; n++) {
    const { tables: out, audit: report } = await protectCubes([inventCube(random)], { threshold })
    const { cells } = out[0]!
    tally.cells += cells.length
    tally.primary += cells.filter(c => c.status === 'primary').length
    tally.secondary += cells.filter(c => c.status === 'secondary').length
    tally.programs += report.programs
    if (!report.safe) tally.leaking++
    if (report.marksSafe) tally.marked++
  }
  const share = (n: number) => `${((100 * n) / tally.cells).toFixed(1)} %`
  console.log(
    `${tables} tables of two to four dimensions, seed ${seed}, ${tally.cells} cells: ${share(tally.primary)} small, ${share(tally.secondary)} withheld beside them; ${tally.programs} linear programmes; tables with a leak: ${tally.leaking} (goal 0); tables whose small counts may carry their own mark: ${tally.marked}; ${seconds(performance.now() - started)} in all`,
  )
}

const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`
