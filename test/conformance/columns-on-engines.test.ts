import { spawn, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { FactColumns } from '#capabilities/statistics/columns/fact-columns.ts'
import { codesSql } from '#capabilities/statistics/columns/question.sql.ts'
import { gatheringFolder, takeOut } from '#capabilities/statistics/columns/take-facts.ts'
import { factCodelists } from '#capabilities/statistics/fact.codelists.ts'
import { inventFacts } from '#capabilities/statistics/fact.examples.ts'
import { figureList, figureTable } from '#capabilities/statistics/figures.ts'
import { flowsOf, publishTable, seriesOf } from '#capabilities/statistics/published.ts'
import { dimensions, factKinds, findDimension } from '#capabilities/statistics/statistics.entity.ts'
import { codelists } from '#standards/codelists.ts'

/** Engines that spread over many machines, and the variable that names a Python which has them. */
const python = process.env.PALERMO_PYTHON ?? 'python3'
const script = join(import.meta.dirname, 'run-sql.py')
const engines = ['datafusion', 'spark'].map(name => {
  const asked = spawnSync(python, [script, name, '--version'], { encoding: 'utf8' })
  const version = asked.status === 0 ? asked.stdout.trim() : undefined
  console.log(
    version
      ? `${name} ${version}: its answers are held against DuckDB's.`
      : `${name} is not here: install it into a Python and name that in PALERMO_PYTHON to hold its answers against DuckDB's.`,
  )
  return { name, version }
})

const root = mkdtempSync(join(tmpdir(), 'palermo-engines-'))
const folder = join(root, 'out')
const seed = 20261122
/** Every statement that was run for figures, with the rows that DuckDB answered. */
const asked = new Map<string, string[]>()

const sorted = (rows: readonly (readonly unknown[])[]) =>
  rows
    .map(row => JSON.stringify(row.map(value => (typeof value === 'bigint' ? Number(value) : value))))
    .sort()

beforeAll(async () => {
  mkdirSync(gatheringFolder(folder), { recursive: true })
  const columns = await FactColumns.open({ folder: gatheringFolder(folder) })
  await columns.replaceAll(inventFacts(20_000, seed))
  // All ways in which the engine is asked are listened to.
  const { engine } = columns
  const rowsOf = (result: readonly ArrayLike<unknown>[], size = result[0]?.length ?? 0) =>
    Array.from({ length: size }, (_, n) => result.map(column => column[n]))
  for (const way of ['columns', 'numbers'] as const) {
    const answer = engine[way].bind(engine) as (sql: string) => Promise<ArrayLike<unknown>[]>
    engine[way] = (async (sql: string) => {
      const result = await answer(sql)
      asked.set(sql, sorted(rowsOf(result)))
      return result
    }) as never
  }
  const batches = engine.batches.bind(engine)
  engine.batches = async function* (sql) {
    const all: unknown[][] = []
    for await (const batch of batches(sql)) {
      all.push(...rowsOf(batch.columns, batch.rows))
      yield batch
    }
    asked.set(sql, sorted(all))
  }
  const lists = factCodelists(codelists)
  const source = { facts: columns, lists, countMin: 5 }
  const dimension = (id: string) => findDimension(id)!
  for (const kind of factKinds) {
    const carried = dimensions.filter(d => d.kinds.includes(kind))
    for (const [i, rows] of carried.entries()) {
      await figureList(source, rows, { kind })
      for (const cols of carried.slice(i + 1))
        if (cols.column !== rows.column) await figureTable(source, rows, cols, { kind })
    }
  }
  const filters = { sex: ['female', 'unknown'], ageGroup: ['18+'], citizenship: ['AFG', 'AGO', 'ALB'] }
  const filtered = { kind: 'victim', filters } as const
  flowsOf(
    publishTable(
      await figureTable(source, dimension('citizenship'), dimension('countryOfExploitation'), filtered),
    ),
  )
  seriesOf(publishTable(await figureTable(source, dimension('year'), dimension('exploitation'), filtered)))
  seriesOf(publishTable(await figureTable(source, dimension('year'), dimension('means'), filtered)))
  await columns.cube(['year', 'sex', 'ageBand'].map(dimension), { kind: 'victim' }, lists)
  await columns.cube(['exploitation', 'citizenship', 'year'].map(dimension), filtered, lists)
  await columns.cube(['year', 'stage', 'countryOfExploitation'].map(dimension), { kind: 'proceeding' }, lists)
  await columns.sizes()
  await columns.engine.columns(codesSql)
  await takeOut(columns, folder, new Date(0))
  columns.close()
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

/** The rows that another engine answers to each statement, in the order of the statements. */
async function answersOf(engine: string, statements: readonly string[]): Promise<string[][]> {
  const child = spawn(python, [script, engine, folder], { stdio: ['pipe', 'pipe', 'pipe'] })
  let errors = ''
  child.stderr.on('data', chunk => {
    errors += chunk
  })
  child.stdin.end(statements.map(statement => `${JSON.stringify(statement)}\n`).join(''))
  const answers: string[][] = []
  try {
    for await (const line of createInterface({ input: child.stdout }))
      answers.push(sorted(JSON.parse(line) as unknown[][]))
  } finally {
    child.kill()
  }
  if (answers.length < statements.length)
    throw new Error(`${statements[answers.length]}\n${errors.slice(-2_000)}`)
  return answers
}

describe('the statements that count facts', () => {
  it('are those of every table, with and without filters, of flows, series and cubes', () => {
    expect(asked.size).toBeGreaterThan(120)
    expect([...asked.keys()].filter(sql => sql.includes(' in (select number'))).toHaveLength(4)
    expect([...asked.keys()].filter(sql => /group by \w+, \w+, \w+$/.test(sql))).toHaveLength(3)
    expect([...asked.values()].filter(rows => rows.length === 0)).toEqual([])
  })

  for (const { name, version } of engines)
    it.skipIf(!version)(
      `give the same on ${name}, over the files that were taken out`,
      { timeout: 900_000 },
      async () => {
        const statements = [...asked.keys()]
        const answers = await answersOf(name, statements)
        statements.forEach((sql, i) => {
          expect(answers[i], sql).toEqual(asked.get(sql))
        })
        console.log(`${name} ${version}: ${statements.length} statements, the same rows as DuckDB.`)
      },
    )
})
