import {
  type DuckDBConnection,
  type DuckDBDataChunk,
  DuckDBInstance,
  type DuckDBValue,
} from '@duckdb/node-api'

/**
 * Bits of group keys up to which groups are found by place instead of by hash: two columns of a few thousand
 * combinations each. Costs at most some tens of megabytes while a count runs.
 */
const perfectGroupBits = 22

/** Rows that DuckDB gives at a time. */
const rowsPerBatch = 2048

/**
 * DuckDB in this process: one connection that writes, its work done in turns, and as many as needed that read. It may
 * touch one folder, fetches nothing, and loads no extension.
 */
export class Engine {
  readonly #instance: DuckDBInstance
  readonly writer: DuckDBConnection
  readonly #idle: DuckDBConnection[] = []
  #turn: Promise<unknown> = Promise.resolve()

  private constructor(instance: DuckDBInstance, writer: DuckDBConnection) {
    this.#instance = instance
    this.writer = writer
  }

  /**
   * @param options.threads how many cores one statement may use
   * @param options.folder the only folder that may be read and written, also by what memory cannot hold
   */
  static async open({ threads = 2, folder }: { threads?: number; folder?: string }): Promise<Engine> {
    const instance = await DuckDBInstance.create(':memory:', {
      threads: String(threads),
      temp_directory: folder ? `${folder}/spill-${process.pid}` : '',
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
    })
    const writer = await instance.connect()
    await writer.run(`set global perfect_ht_threshold = ${perfectGroupBits}`)
    if (folder) await writer.run(`set global allowed_directories = [${textOf(folder)}]`)
    await writer.run('set global enable_external_access = false')
    await writer.run('set global lock_configuration = true')
    return new Engine(instance, writer)
  }

  /** The result of a query, column by column. */
  async columns(sql: string): Promise<DuckDBValue[][]> {
    return this.reading(async connection => (await connection.runAndReadAll(sql)).getColumns())
  }

  /** The result of a query whose columns are all 32-bit numbers, or narrower. */
  async numbers(sql: string): Promise<Int32Array[]> {
    return this.reading(async connection => {
      const result = await connection.run(sql)
      const chunks = await result.fetchAllChunks()
      const rows = chunks.reduce((sum, chunk) => sum + chunk.rowCount, 0)
      const columns = Array.from({ length: result.columnCount }, () => new Int32Array(rows))
      let at = 0
      for (const chunk of chunks) {
        for (const [i, column] of columns.entries()) column.set(numbersOf(chunk, i), at)
        at += chunk.rowCount
      }
      return columns
    })
  }

  /**
   * The rows of a query whose columns are all 32-bit numbers, or narrower, some thousands at a time while the engine
   * works on the next. What was given is written over by what follows.
   */
  async *batches(sql: string): AsyncGenerator<{ columns: Int32Array[]; rows: number }> {
    const connection = await this.#take()
    try {
      const result = await connection.stream(sql)
      const columns = Array.from({ length: result.columnCount }, () => new Int32Array(rowsPerBatch))
      for (;;) {
        const chunk = await result.fetchChunk()
        const rows = chunk?.rowCount ?? 0
        if (!chunk || rows === 0) return
        for (const [i, column] of columns.entries()) column.set(numbersOf(chunk, i))
        yield { columns, rows }
      }
    } finally {
      this.#idle.push(connection)
    }
  }

  /** Works on a connection that nobody else uses meanwhile. */
  async reading<T>(work: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
    const connection = await this.#take()
    try {
      return await work(connection)
    } finally {
      this.#idle.push(connection)
    }
  }

  async #take(): Promise<DuckDBConnection> {
    return this.#idle.pop() ?? (await this.#instance.connect())
  }

  /** Runs writers one after the other; one that fails does not stop the next. */
  exclusively<T>(work: (writer: DuckDBConnection) => Promise<T>): Promise<T> {
    const turn = this.#turn.then(
      () => work(this.writer),
      () => work(this.writer),
    )
    this.#turn = turn.catch(() => undefined)
    return turn
  }

  /** Works on all facts as they are at one moment, while writers go on. */
  snapshot<T>(work: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
    return this.reading(async connection => {
      await this.exclusively(async () => {
        await connection.run('begin')
        // The moment is that of the first look.
        await connection.run('select count(*) from facts')
      })
      try {
        return await work(connection)
      } finally {
        await connection.run('rollback')
      }
    })
  }

  close(): void {
    for (const connection of this.#idle) connection.closeSync()
    this.writer.closeSync()
    this.#instance.closeSync()
  }
}

/** All of the work is seen by others at once, or none of it. */
export async function inTransaction(connection: DuckDBConnection, work: () => Promise<void>): Promise<void> {
  await connection.run('begin')
  try {
    await work()
    await connection.run('commit')
  } catch (error) {
    await connection.run('rollback')
    throw error
  }
}

/** All of a vector at once; asking it for one number at a time takes longer than many a count. */
const numbersOf = (chunk: DuckDBDataChunk, column: number) =>
  (chunk.getColumnVector(column) as unknown as { items: ArrayLike<number> }).items

/** A text as SQL writes it. */
export const textOf = (text: string) => `'${text.replaceAll("'", "''")}'`
