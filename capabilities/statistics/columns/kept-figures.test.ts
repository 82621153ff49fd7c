import { randomUUID } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { yes } from '#kernel/policy/policy.ts'
import type { Database } from '#platform/database/open.ts'
import { actMany, defineAct } from '#platform/ledger/act.ts'
import { rebuildProjections } from '#platform/ledger/rebuild.ts'
import type { Log } from '#platform/telemetry/log.ts'
import { callerOf, openTestDatabase } from '../../../test/support/database.ts'
import { inventFacts } from '../fact.examples.ts'
import { recordFacts } from '../facts.store.ts'
import { Figures } from '../figures.store.ts'
import { type FactValue, findDimension } from '../statistics.entity.ts'
import { FactColumns } from './fact-columns.ts'

const caller = callerOf('aaaaaaaa-0000-4000-8000-000000000001')
const count = defineAct<{ facts: FactValue[] }>('test.count', {
  subject: 'test',
  policy: () => yes,
  project: (tx, entries) =>
    recordFacts(
      tx,
      entries.map(e => ({ subjectId: e.subjectId, facts: e.content.facts })),
    ),
})
const record = (database: Database, facts: readonly FactValue[]) =>
  database.write(caller, tx =>
    actMany(
      tx,
      count,
      facts.map(fact => ({
        id: randomUUID(),
        subjectId: randomUUID(),
        about: undefined,
        payload: { facts: [fact] },
      })),
    ),
  )

const root = mkdtempSync(join(tmpdir(), 'palermo-kept-'))
const folder = join(root, 'columns')
const told: string[] = []
const log: Log = {
  debug() {},
  info() {},
  warn: (event, fields) => void told.push(`${event} ${fields?.code}`),
  error: (event, _, error) => void told.push(`${event} ${error}`),
}
const invented = (size: number, seed: number): FactValue[] =>
  [...inventFacts(size, seed)].map(({ id: _, ...fact }) => fact)
let database: Database

beforeAll(async () => {
  ;({ database } = await openTestDatabase())
  await record(database, invented(400, 1))
})
beforeEach(() => void told.splice(0))
afterAll(async () => {
  await database.close()
  rmSync(root, { recursive: true, force: true })
})

async function answers(of: Database, kept = true): Promise<unknown[]> {
  const figures = new Figures(of)
  if (kept) figures.keepIn(folder, log, 60_000)
  const [year, sex] = [findDimension('year')!, findDimension('sex')!]
  const found = [await figures.sizes(), await figures.table(year, sex, { kind: 'victim' })]
  await figures.close()
  return found
}

describe('figures whose facts are kept in files', () => {
  it('read the files at the start, and from the database what came since', async () => {
    expect(existsSync(folder)).toBe(false)
    const before = await answers(database)
    expect(readdirSync(folder)).toContain('current.json')
    await record(database, invented(60, 2))
    // Changed behind the ledger's back, so that it can be seen where facts are read.
    await database.maintain(async db => {
      await sql`alter table statistics.fact disable trigger user`.execute(db)
      await sql`update statistics.fact set year = 2031 where written_by < (select max(written_by) from statistics.fact)`.execute(
        db,
      )
    })
    const after = await answers(database)
    expect(after).not.toEqual(before)
    const [sizes, table] = after as [{ victim: number }, { rows: { codes: string[] } }]
    expect(sizes.victim).toBe(414)
    expect(table.rows.codes).not.toContain('2031')
    expect(JSON.stringify(await answers(database, false))).toContain('2031')
    expect(told).toEqual([])
  })

  it('are made again, with one line in the log, when the database is another one', async () => {
    const { database: other } = await openTestDatabase()
    await record(other, invented(200, 3))
    const [sizes] = (await answers(other)) as [{ victim: number }]
    expect(sizes.victim).toBe(180)
    expect(told).toEqual(['columns-made-again database.other'])
    expect(await answers(other)).toEqual(await answers(other, false))
    expect(told).toHaveLength(1)
    await other.close()
  })

  it('are loaded once when they are warmed and asked at the same time, and not at all for whoever comes later', async () => {
    const { database: other } = await openTestDatabase()
    await record(other, invented(200, 6))
    const wanted = await answers(other, false)
    let loads = 0
    const figures = new Figures(other)
    const opening = FactColumns.open
    FactColumns.open = options => {
      loads++
      return opening.call(FactColumns, options)
    }
    try {
      const warming = figures.warm()
      const [sizes] = await Promise.all([figures.sizes(), figures.warm(), warming])
      expect(sizes).toEqual(wanted[0])
      expect(await figures.sizes()).toEqual(sizes)
      expect(loads).toBe(1)
    } finally {
      FactColumns.open = opening
    }
    // Closing waits for a warming that has only begun, and leaves nothing open.
    const short = new Figures(other)
    const begun = short.warm()
    await short.close()
    await expect(begun).resolves.toBeUndefined()
    await figures.close()
    await other.close()
  })

  it('answer without files where the folder cannot be used, with one line in the log', async () => {
    const { database: other } = await openTestDatabase()
    await record(other, invented(200, 5))
    const bad = join(root, 'no-folder')
    writeFileSync(bad, '')
    const figures = new Figures(other)
    const warned: unknown[][] = []
    figures.keepIn(bad, { ...log, warn: (event, fields) => void warned.push([event, fields]) })
    const sizes = await figures.sizes()
    await figures.close()
    const plain = new Figures(other)
    expect(sizes).toEqual(await plain.sizes())
    expect(sizes.victim).toBe(180)
    expect(warned).toEqual([['columns-not-kept', {}]])
    await plain.close()
    await other.close()
  })

  it('that cannot be loaded at the start say so without stopping anything, and are loaded by the next question', async () => {
    const { database: other } = await openTestDatabase()
    await record(other, invented(200, 7))
    let fails = true
    const flaky = new Proxy(other, {
      get: (target, name) => {
        if (name === 'statistics' && fails)
          return async () => {
            throw new Error('the disk is full')
          }
        const value = Reflect.get(target, name, target) as unknown
        return typeof value === 'function' ? value.bind(target) : value
      },
    })
    const figures = new Figures(flaky)
    await expect(figures.warm()).rejects.toThrow('the disk is full')
    fails = false
    expect((await figures.sizes()).victim).toBe(180)
    await figures.close()
    await other.close()
  })

  it('count nothing twice after the facts were built anew from the ledger', async () => {
    const { database: other } = await openTestDatabase()
    await record(other, invented(200, 4))
    const figures = new Figures(other)
    const before = await figures.sizes()
    await rebuildProjections(other, {
      tables: ['statistics.fact', 'statistics.fact_origin'],
      acts: ['test.count'],
    })
    expect(await figures.sizes()).toEqual(before)
    await figures.close()
    await other.close()
  })
})
