import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { nodeCaller } from '#kernel/policy/caller.ts'
import { findPostgresPrograms, startPostgres, type TemporaryPostgres } from '../../test/support/postgres.ts'
import { type Database, open } from './open.ts'

let postgres: TemporaryPostgres
let database: Database
beforeAll(async () => {
  postgres = await startPostgres()
  database = await open({ url: postgres.url })
})
afterAll(async () => {
  await database.close()
  await postgres.stop()
})

/** Tables that change outside acts, each with its reason. */
const withoutAct: Record<string, string> = {
  'ledger.entry': 'is the record itself; a trigger of its own refuses change',
  'ledger.head': 'is written by act() with each entry',
  'ledger.checkpoint': 'is written by the owner alone',
  'platform.migration': 'is written by the owner alone',
  'jobs.progress': 'is a sign of life, not a record',
}
const withoutActSchemas: Record<string, string> = {
  accounts: 'is kept by the accounts library; what happens there is written to the ledger',
  boss: 'is the queue of pg-boss',
}
const tables = () =>
  database.maintain(async db => {
    const { rows } = await sql<{
      name: string
      schema: string
      secured: boolean
      guarded: boolean
      app: boolean
      statistics: boolean
    }>`
      select n.nspname as schema, n.nspname || '.' || c.relname as name, c.relrowsecurity as secured,
        exists (select from pg_trigger t where t.tgrelid = c.oid and t.tgname = 'requires_entry') as guarded,
        has_table_privilege('palermo_app', c.oid, 'select') as app,
        has_table_privilege('palermo_statistics', c.oid, 'select') and has_schema_privilege('palermo_statistics', n.oid, 'usage') as statistics
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p') and n.nspname not in ('pg_catalog', 'information_schema') order by 2`.execute(
      db,
    )
    return rows
  })

describe('a step that was applied', () => {
  it('is refused in one sentence when its text is another today', async () => {
    const url = await postgres.newDatabase()
    const other = await open({ url })
    await other.maintain(db =>
      sql`update platform.migration set text_hash = 'another' where name = '0020-create-cases.sql'`.execute(
        db,
      ),
    )
    await other.close()
    await expect(open({ url })).rejects.toThrow(
      /0020-create-cases\.sql is not the one that this database applied/,
    )
  })
})

describe('the schema', () => {
  // Other versions of pg_dump write the same schema in other words.
  it.skipIf(!findPostgresPrograms()?.includes('/15/'))(
    'equals schema.sql, which is read in review (PALERMO_REVIEWED=1 writes it anew)',
    () => {
      const file = join(import.meta.dirname, 'schema.sql')
      const { stdout, status } = spawnSync(
        join(findPostgresPrograms()!, 'pg_dump'),
        ['--schema-only', '--no-owner', '--no-comments', '-d', postgres.url],
        { encoding: 'utf8' },
      )
      expect(status).toBe(0)
      // Lines that differ between versions of pg_dump say nothing about the schema.
      const schema = stdout
        .split('\n')
        .filter(line => !/^(--|SET |SELECT pg_catalog|\\)/.test(line) && line.trim() !== '')
        .join('\n')
      if (process.env.PALERMO_REVIEWED) writeFileSync(file, `${schema}\n`)
      expect(`${schema}\n`).toBe(readFileSync(file, 'utf8'))
    },
  )
  it('lets no table change without an act, but for those whose reason is given', async () => {
    const open = (await tables()).filter(
      t => !t.guarded && !(t.name in withoutAct) && !(t.schema in withoutActSchemas),
    )
    expect(open.map(t => t.name)).toEqual([])
  })
  it('puts every table of the cases and of the vault under row-level security', async () => {
    const open = (await tables()).filter(
      t => ['cases', 'vault', 'files', 'jobs'].includes(t.schema) && t.app && !t.secured,
    )
    expect(open.map(t => t.name)).toEqual([])
  })
  it('shows the statistics role nothing but the reviewed tables of facts', async () => {
    expect((await tables()).filter(t => t.statistics).map(t => t.name)).toMatchInlineSnapshot(`
      [
        "statistics.course",
        "statistics.definition",
        "statistics.fact",
        "statistics.ic_tip_code",
        "statistics.population",
        "statistics.population_table",
      ]
    `)
  })
})

describe('open()', () => {
  it('lets two processes bring the same new database up to date', async () => {
    const url = await postgres.newDatabase()
    const both = await Promise.all([open({ url }), open({ url })])
    await Promise.all(both.map(d => d.close()))
  })
  it('gives an application no right to change the schema', async () => {
    await expect(
      database.write(nodeCaller('import'), tx => sql`create table cases.extra ()`.execute(tx.db)),
    ).rejects.toThrow(/permission denied/)
  })
  it('hears what was told again after the line was cut', async () => {
    const heard: string[] = []
    const stop = await database.listen('palermo_test', text => heard.push(text))
    await database.maintain(db =>
      sql`select pg_terminate_backend(pid) from pg_stat_activity where query ilike 'listen%palermo_test%' and usename = current_setting('session_authorization')`.execute(
        db,
      ),
    )
    await expect
      .poll(
        async () => {
          await database.maintain(db => sql`select pg_notify('palermo_test', 'again')`.execute(db))
          return heard.length
        },
        { timeout: 15_000, interval: 500 },
      )
      .toBeGreaterThan(0)
    await stop()
  })
  it('says in one sentence that the server cannot be reached', async () => {
    await expect(open({ url: 'postgresql://nobody@127.0.0.1:1/none' })).rejects.toThrow(
      /cannot be reached.*Check/,
    )
  })
})
