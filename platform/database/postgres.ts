import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import Cursor from 'pg-cursor'
import type { Connection } from './open.ts'
import type { Tables } from './tables.ts'

const versionLeast = 150000

/**
 * Connects to a PostgreSQL server.
 * @throws Error in one sentence when it cannot be reached or is older than version 15
 */
export async function connectPostgres(url: string, connectionsMax: number): Promise<Connection> {
  const types = new pg.TypeOverrides()
  types.setTypeParser(pg.types.builtins.INT8, Number)
  types.setTypeParser(pg.types.builtins.NUMERIC, Number)
  types.setTypeParser(pg.types.builtins.DATE, text => text)
  const pool = new pg.Pool({
    connectionString: url,
    max: connectionsMax,
    types,
    connectionTimeoutMillis: 10_000,
  })
  // A connection that breaks while idle is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => {})
  // The same for one that breaks between two statements of a transaction; the next statement fails and says so.
  pool.on('connect', client => client.on('error', () => {}))
  await checkVersion(pool).catch(async (error: unknown) => {
    await pool.end()
    throw error
  })
  const kysely = new Kysely<Tables>({ dialect: new PostgresDialect({ pool, cursor: Cursor }) })
  const listeners = new Set<() => Promise<void>>()
  return {
    kind: 'postgres',
    kysely,
    listen: async (channel, heard) => {
      const stop = await keepListening(url, channel, heard)
      listeners.add(stop)
      return async () => {
        listeners.delete(stop)
        await stop()
      }
    },
    script: async text => {
      const client = await pool.connect()
      try {
        await client.query(text)
      } catch (error) {
        await client.query('rollback').catch(() => {})
        throw error
      } finally {
        client.release()
      }
    },
    stream: <Row>(text: string) => streamByCursor<Row>(pool, text),
    jobDriver: () => ({ executeSql: (text, values) => runForJobs(pool, text, values) }),
    close: async () => {
      for (const stop of listeners) await stop()
      await kysely.destroy()
    },
  }
}

/** Several statements without values come back as a list of results, whose rows are joined. */
async function runForJobs(pool: pg.Pool, text: string, values?: unknown[]): Promise<{ rows: unknown[] }> {
  const client = await pool.connect()
  try {
    const result: pg.QueryResult | pg.QueryResult[] = await client.query(
      text,
      values?.length ? values : undefined,
    )
    return { rows: Array.isArray(result) ? result.flatMap(r => r.rows) : result.rows }
  } catch (error) {
    await client.query('rollback').catch(() => {})
    throw error
  } finally {
    client.release()
  }
}

async function checkVersion(pool: pg.Pool) {
  const { rows } = await pool.query<{ v: string }>('show server_version_num').then(
    r => ({ rows: r.rows.map(row => ({ v: Object.values(row)[0] as string })) }),
    (error: Error) => {
      throw new Error(
        `The PostgreSQL server of DATABASE_URL cannot be reached: ${error.message}. Check its address, user and password.`,
      )
    },
  )
  if (Number(rows[0]!.v) < versionLeast)
    throw new Error('Palermo needs PostgreSQL 15 or later; DATABASE_URL points to an older server.')
}

const streamRows = 5000

async function* streamByCursor<Row>(pool: pg.Pool, text: string): AsyncIterable<Row[]> {
  const client = await pool.connect()
  const cursor = client.query(new Cursor<Row>(text))
  // The server fetches the next rows while the caller works on these.
  let coming = cursor.read(streamRows)
  try {
    for (;;) {
      const rows = await coming
      if (rows.length === 0) break
      coming = cursor.read(streamRows)
      coming.catch(() => {})
      yield rows
    }
  } finally {
    await coming.catch(() => {})
    await cursor.close()
    client.release()
  }
}

/** Listens on a connection of its own and comes back by itself after the line was cut. */
async function keepListening(
  url: string,
  channel: string,
  heard: (payload: string) => void,
): Promise<() => Promise<void>> {
  let stopped = false
  let client: pg.Client | undefined
  const connect = async () => {
    client = new pg.Client({ connectionString: url })
    client.on('notification', message => heard(message.payload ?? ''))
    client.on('error', () => {})
    client.on('end', () => {
      if (!stopped) setTimeout(() => void connect().catch(() => client?.emit('end')), 1000).unref()
    })
    await client.connect()
    await client.query(`listen ${pg.escapeIdentifier(channel)}`)
  }
  await connect()
  return async () => {
    stopped = true
    await client?.end()
  }
}
