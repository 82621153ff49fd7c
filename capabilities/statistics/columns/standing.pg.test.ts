import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { open } from '#platform/database/open.ts'
import {
  findPostgresPrograms,
  startPostgres,
  type TemporaryPostgres,
} from '../../../test/support/postgres.ts'
import { isOfThePast, presentStanding } from '../facts.store.ts'

describe('where facts stand', () => {
  let postgres: TemporaryPostgres
  beforeAll(async () => {
    postgres = await startPostgres()
  })
  afterAll(() => postgres.stop())

  const asSuperuser = (url: string) => url.replace('palermo@', 'postgres@')

  it('is told on a server that keeps what it is to itself, as managed ones do', async () => {
    const url = await postgres.newDatabase()
    const superuser = new pg.Client(asSuperuser(url))
    await superuser.connect()
    await superuser.query('revoke execute on function pg_control_system() from public')
    await superuser.end()
    const database = await open({ url })
    const standing = await database.statistics(presentStanding)
    expect(standing.origin).toMatch(/^[0-9a-f-]{36}\.\d+\.\d+\.\d+$/)
    await database.close()
    const again = await open({ url })
    expect((await again.statistics(presentStanding)).origin).toBe(standing.origin)
    await again.close()
  })

  it('is of another database once a dump was restored, with the same id or not', async () => {
    const [from, to] = [await postgres.newDatabase(), await postgres.newDatabase()]
    const database = await open({ url: from })
    const kept = await database.statistics(presentStanding)
    await database.close()
    const programs = findPostgresPrograms()!
    const dump = spawnSync(join(programs, 'pg_dump'), ['-d', asSuperuser(from)], { maxBuffer: 1 << 28 })
    expect(dump.status).toBe(0)
    const restore = spawnSync(join(programs, 'psql'), ['-q', '-d', asSuperuser(to)], { input: dump.stdout })
    expect(restore.status).toBe(0)
    const restored = await open({ url: to })
    const standing = await restored.statistics(presentStanding)
    const [was, is] = [kept.origin.split('.'), standing.origin.split('.')]
    expect(is[0]).toBe(was[0])
    expect(is[1]).not.toBe(was[1])
    expect(await restored.statistics(tx => isOfThePast(tx, kept))).toBe(false)
    await restored.close()
  })
})
