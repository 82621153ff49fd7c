import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { openCaseTable } from '#capabilities/cases/import/dry-run.ts'
import { fingerprint, importCases } from '#capabilities/cases/import-cases.ts'
import type { Database } from '#platform/database/open.ts'
import { codelists } from '#standards/codelists.ts'
import { writeCasesCsv } from '../test/support/cases-file.ts'
import { callerOf, openTestDatabase } from '../test/support/database.ts'
import { startPostgres } from '../test/support/postgres.ts'
import { randomContent, randomNumbers } from '../test/support/random-cases.ts'

const seed = 20261122
const cases = Number(process.env.PALERMO_BENCH_CASES ?? 50_000)
const rounds = Number(process.env.PALERMO_BENCH_ROUNDS ?? 3)
const agency = 'aaaaaaaa-0000-4000-8000-000000000001'

/** Tables as agencies have them: the columns of the published spreadsheet, and every column of the standard half filled. */
const tables = [
  { name: 'the columns of the published HTCDS 2.0 spreadsheet', which: 'core', chance: 0.7 },
  { name: 'all 83 columns of HTCDS 2.0', which: 'all', chance: 0.5 },
] as const

/** Imports HTCDS cases into PostgreSQL that waits for the disk at every commit, with ledger, vault, facts and all tables. */
export async function bench(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'palermo-bench-'))
  const postgres = await startPostgres({ durable: true })
  try {
    for (const { name, which, chance } of tables) {
      const path = join(folder, `${which}.csv`)
      await writeFile(path, which, chance)
      console.log(
        `seed ${seed}: ${cases} cases in ${name}, ${chance * 100} % of them filled, ${(statSync(path).size / 1e6).toFixed(0)} MB of CSV; at least 2,000 cases/s in under 1 GB`,
      )
      const rates: number[] = []
      for (let round = 0; round < rounds; round++) rates.push(await once(path, await postgres.newDatabase()))
      rates.sort((a, b) => a - b)
      console.log(
        `import: median ${rates[rates.length >> 1]!.toFixed(0)} cases/s, spread ${rates[0]!.toFixed(0)} to ${rates.at(-1)!.toFixed(0)}; memory of this process at its peak ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB`,
      )
    }
  } finally {
    await postgres.stop()
    rmSync(folder, { recursive: true })
  }
}

function writeFile(path: string, which: 'core' | 'all', chance: number): Promise<void> {
  const random = randomNumbers(seed)
  return writeCasesCsv(
    path,
    (function* () {
      for (let i = 0; i < cases; i++) {
        const content = randomContent(random, chance)
        yield { ...content, case: { ...content.case, externalReference: `A-${i}` } }
      }
    })(),
    which,
  )
}

async function once(path: string, url: string): Promise<number> {
  const { database, keys } = await openTestDatabase(url)
  try {
    const file = { name: 'cases.csv', path }
    const begun = performance.now()
    const processor = process.cpuUsage()
    const { table, proposal } = await openCaseTable(file, codelists)
    const result = await importCases({ database, keys, codelists }, callerOf(agency), {
      importId: crypto.randomUUID(),
      table,
      file,
      mapping: proposal.mapping,
      ...(await fingerprint(file)),
    })
    const seconds = (performance.now() - begun) / 1000
    const used = process.cpuUsage(processor)
    if (result.opened !== cases)
      throw new Error(`Only ${result.opened} of ${cases} were opened: ${JSON.stringify(result.problems[0])}`)
    console.log(
      `  ${(cases / seconds).toFixed(0)} cases/s (${seconds.toFixed(1)} s; this process ${((used.user + used.system) / cases).toFixed(0)} µs of processor a case; load of the machine ${readFileSync('/proc/loadavg', 'utf8').split(' ')[0]})`,
    )
    await checkEntries(database)
    return cases / seconds
  } finally {
    await database.close()
  }
}

async function checkEntries(database: Database) {
  const { rows } = await database.maintain(db =>
    sql<{ n: number }>`select count(*) as n from ledger.entry where act = 'case.open'`.execute(db),
  )
  if (Number(rows[0]!.n) !== cases) throw new Error(`The ledger has ${rows[0]!.n} entries.`)
}
