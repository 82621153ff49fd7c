import { randomUUID } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Command } from 'commander'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { yes } from '#kernel/policy/policy.ts'
import type { Database } from '#platform/database/open.ts'
import { act, defineAct } from '#platform/ledger/act.ts'
import { callerOf, openTestDatabase } from '../../../test/support/database.ts'
import { addStatisticsCommands } from '../statistics.commands.ts'
import type { FactValue } from '../statistics.entity.ts'
import type { FactHistory } from './as-of.ts'
import { fieldsOf } from './columns.examples.ts'
import { FactColumns } from './fact-columns.ts'
import { sqlColumns } from './question.sql.ts'

const count = defineAct<FactValue[]>('test.count', {
  subject: 'test',
  policy: () => yes,
  project: async () => {},
})
const history: FactHistory = {
  acts: ['test.count'],
  factsOf: entries => entries.at(-1)!.content as FactValue[],
}
const root = mkdtempSync(join(tmpdir(), 'palermo-facts-'))
const printed: string[] = []
const now = new Date('2030-01-01T00:00:00Z')
const moments: string[] = []
let database: Database

beforeAll(async () => {
  ;({ database } = await openTestDatabase())
  const subjectId = randomUUID()
  const victim: FactValue = { kind: 'victim', year: 2020, sex: 'female', citizenship: ['UKR', 'MDA'] }
  for (const facts of [[victim], [victim, { kind: 'service', year: 2021 } as FactValue]]) {
    const happened = { occurredAtMs: Date.UTC(2019, 0, 1) }
    await database.write(callerOf(randomUUID()), tx =>
      act(tx, count, { id: randomUUID(), subjectId, about: undefined, payload: facts, ...happened }),
    )
    moments.push(database.clock().toISOString())
  }
})
beforeEach(() => void printed.splice(0))
afterAll(async () => {
  await database.close()
  rmSync(root, { recursive: true, force: true })
})

async function run(...words: string[]) {
  const program = new Command().exitOverride()
  const ground = {
    print: (text: string) => void printed.push(text),
    complain: () => {},
    fail: () => {},
    now: () => now,
  }
  addStatisticsCommands(
    program,
    work => work({ database }),
    ground,
    async () => [history],
  )
  await program.parseAsync(['node', 'palermo', 'statistics', 'facts', ...words])
  return printed.join('\n')
}
const taken = () =>
  database.maintain(async db => {
    const { rows } = await sql<{ payload: string }>`
      select payload from ledger.entry where act = 'facts.take' order by position`.execute(db)
    return rows.map(row => JSON.parse(row.payload) as object)
  })

describe('palermo statistics facts', () => {
  it('says how many there are of each kind as of a moment, from what was recorded or had happened by then', async () => {
    expect(await run('--as-of', moments[0]!)).toBe(
      `Facts as of ${moments[0]}: 1 victims, 0 services, 0 steps of proceedings.`,
    )
    printed.splice(0)
    expect(JSON.parse(await run('--json'))).toMatchObject({
      asOf: now.toISOString(),
      facts: { victim: 1, service: 1, proceeding: 0 },
    })
    printed.splice(0)
    expect(await run('--as-of', '2020-01-01')).toContain(': 0 victims, 0 services')
    printed.splice(0)
    expect(await run('--as-of', '2020-01-01', '--by', 'happened')).toContain(': 1 victims, 1 services')
    expect(await taken()).toEqual([])
  })

  it('takes them out as Parquet without any id, and the ledger says so', async () => {
    const out = join(root, 'out')
    await run('--parquet', out)
    expect(readdirSync(out).sort()).toEqual(['codes', 'facts', 'facts.json'])
    expect(readdirSync(join(out, 'facts')).sort()).toEqual(['service-2021.parquet', 'victim-2020.parquet'])
    expect(JSON.parse(readFileSync(join(out, 'facts.json'), 'utf8'))).toMatchObject({
      asOf: now.toISOString(),
      facts: { victim: 1, service: 1, proceeding: 0 },
    })
    const reader = await FactColumns.open({ folder: out })
    expect(await fieldsOf(reader, join(out, 'facts', 'victim-2020.parquet'))).toEqual(['kind', ...sqlColumns])
    reader.close()
    expect(await taken()).toEqual([{ asOf: now.toISOString(), victim: 1, service: 1, proceeding: 0 }])
    await expect(run('--parquet', out)).rejects.toThrow('There is something at')
    expect(existsSync(`${out}.part`)).toBe(false)
  })

  it('refuses in one sentence what is no moment, one that has not come, and a place that is taken', async () => {
    await expect(run('--as-of', 'yesterday')).rejects.toThrow('is no moment; write it as')
    await expect(run('--as-of', '2026-02-31T00:00:00X')).rejects.toThrow('is no moment')
    await expect(run('--as-of', '2031-01-01')).rejects.toThrow('has not come yet')
    await expect(run('--by', 'luck')).rejects.toThrow('write --by recorded or --by happened')
    const file = join(root, 'file')
    writeFileSync(file, '')
    await expect(run('--parquet', file)).rejects.toThrow('There is something at')
  })
})
