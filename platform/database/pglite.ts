import { closeSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { PGlite } from '@electric-sql/pglite'
import { Kysely, PGliteDialect, sql } from 'kysely'
import { fromPglite } from 'pg-boss'
import type { Connection } from './open.ts'
import type { Tables } from './tables.ts'

const bytea = 17
const int8 = 20
const date = 1082
const numeric = 1700

/**
 * Opens the embedded database.
 * @param folder where it lives; undefined keeps it in memory
 * @throws Error when another process has the folder open
 */
export async function connectPglite(folder: string | undefined): Promise<Connection> {
  const unlock = folder ? lock(`${folder}.lock`, folder) : () => {}
  const pglite = await PGlite.create({
    ...(folder ? { dataDir: folder } : {}),
    parsers: {
      [bytea]: (text: string) => Buffer.from(text.slice(2), 'hex'),
      [int8]: Number,
      [date]: (text: string) => text,
      [numeric]: Number,
    },
  }).catch((error: unknown) => {
    unlock()
    throw error
  })
  const kysely = new Kysely<Tables>({ dialect: new PGliteDialect({ pglite }) })
  return {
    kind: 'pglite',
    kysely,
    listen: async (channel, heard) => pglite.listen(channel, heard),
    script: async text => {
      try {
        await pglite.exec(text)
      } catch (error) {
        await pglite.exec('rollback').catch(() => {})
        throw error
      }
    },
    stream: <Row>(text: string) => streamByCursor<Row>(kysely, text),
    jobDriver: () => fromPglite(pglite),
    close: async () => {
      await pglite.close()
      unlock()
    },
  }
}

async function* streamByCursor<Row>(kysely: Kysely<Tables>, text: string): AsyncIterable<Row[]> {
  const tx = await kysely.startTransaction().execute()
  try {
    await sql`declare stream no scroll cursor for ${sql.raw(text)}`.execute(tx)
    for (;;) {
      const { rows } = await sql<Row>`fetch 5000 from stream`.execute(tx)
      if (rows.length === 0) break
      yield rows
    }
  } finally {
    await tx.rollback().execute()
  }
}

/** Takes the folder for this process; a lock left behind by a dead process is taken over. */
function lock(file: string, folder: string): () => void {
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      const handle = openSync(file, 'wx', 0o600)
      writeSync(handle, String(process.pid))
      closeSync(handle)
      return () => rmSync(file, { force: true })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      const pid = Number(readFileSync(file, 'utf8'))
      if (Number.isInteger(pid) && pid > 0 && pid !== process.pid && isAlive(pid))
        throw new Error(
          `The database in ${folder} is in use by process ${pid}. Stop that server first, or set DATABASE_URL to a PostgreSQL server that both can use.`,
        )
      rmSync(file, { force: true })
    }
  }
  throw new Error(`The database in ${folder} could not be locked. Try again.`)
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
