import {
  type DuckDBConnection,
  DuckDBDataChunk,
  DuckDBInstance,
  type DuckDBType,
  DuckDBUUIDValue,
  UINTEGER,
  USMALLINT,
  UTINYINT,
  UUID,
} from '@duckdb/node-api'
import type { Codelists } from '#kernel/entity/codelist.ts'
import { ageGroupOf, combinationOf, valuesOf } from './fact.rules.ts'
import {
  type Dimension,
  type DimensionId,
  type Fact,
  type FactKind,
  factColumns,
  factKinds,
  findDimension,
  unknown,
} from './statistics.entity.ts'
import type { AxisPlan, Combinations } from './tables.ts'

/** Which facts are counted: one kind, and of it those that carry one of the given codes in every filtered dimension. */
export interface Population {
  kind: FactKind
  filters?: Partial<Record<DimensionId, readonly string[]>>
}

/** What changed: ids of facts that are gone, and the facts that came; a fact whose id was there is replaced. */
export interface FactChange {
  removed: readonly string[]
  added: readonly Fact[]
}

const chunkRows = 2048
const idsPerStatement = 1000
const codesMax = 65_535

/** Columns that carry one value are numbered in two bytes, combinations of several in four. */
const wide = new Set(['citizenship', 'countryOfExploitation', 'exploitation', 'means', 'industry'])

/**
 * The facts as columns in memory, for counting. Every column holds numbers of a dictionary; a fact with several
 * values holds the number of their combination, so that counting groups a few distinct combinations and takes them
 * apart afterwards. It is a copy: the database remains the truth, from which it is filled and kept up to date.
 */
export class FactColumns {
  readonly #instance: DuckDBInstance
  readonly #writer: DuckDBConnection
  readonly #idle: DuckDBConnection[] = []
  readonly #dictionaries = new Map(factColumns.map(column => [column, new Dictionary()]))
  #writing: Promise<unknown> = Promise.resolve()

  private constructor(instance: DuckDBInstance, writer: DuckDBConnection) {
    this.#instance = instance
    this.#writer = writer
  }

  /** An empty copy. @param options.threads how many cores one count may use */
  static async open(options: { threads?: number } = {}): Promise<FactColumns> {
    const instance = await DuckDBInstance.create(':memory:', { threads: String(options.threads ?? 2) })
    const writer = await instance.connect()
    await writer.run(tableSql('facts'))
    return new FactColumns(instance, writer)
  }

  /**
   * Fills the copy anew; counts read the old facts until all the new ones are in.
   * @returns how many facts there are now
   */
  replaceAll(facts: AsyncIterable<Fact> | Iterable<Fact>): Promise<number> {
    return this.#exclusively(async () => {
      await this.#writer.run('drop table if exists incoming')
      await this.#writer.run(tableSql('incoming'))
      const count = await this.#append('incoming', facts)
      await this.#inTransaction(async () => {
        await this.#writer.run('drop table facts')
        await this.#writer.run('alter table incoming rename to facts')
      })
      return count
    })
  }

  /** Applies a change; counts see all of it or nothing. */
  apply({ removed, added }: FactChange): Promise<void> {
    return this.#exclusively(() =>
      this.#inTransaction(async () => {
        const gone = [...new Set([...removed, ...added.map(fact => fact.id)])].map(uuid)
        for (let at = 0; at < gone.length; at += idsPerStatement)
          await this.#writer.run(
            `delete from facts where id in (${gone
              .slice(at, at + idsPerStatement)
              .map(id => `'${id}'`)
              .join(', ')})`,
          )
        await this.#append('facts', added)
      }),
    )
  }

  /** How many facts of each kind there are. */
  async sizes(): Promise<Record<FactKind, number>> {
    const [kinds = [], counts = []] = await this.#read(
      'select kind, count(*)::uinteger from facts group by kind',
    )
    const sizes: Record<FactKind, number> = { victim: 0, service: 0, proceeding: 0 }
    kinds.forEach((kind, i) => {
      sizes[factKinds[kind]!] = counts[i]!
    })
    return sizes
  }

  /**
   * Counts facts by two dimensions, or by one given twice.
   * @returns distinct combinations of values with how many facts carry exactly them
   * @throws Error when a dimension is not carried by that kind of fact
   */
  async count(rows: Dimension, columns: Dimension, population: Population): Promise<Combinations> {
    for (const dimension of [rows, columns])
      if (!dimension.kinds.includes(population.kind))
        throw new Error(`Facts of kind ${population.kind} carry no ${dimension.id}.`)
    const by = columns.column !== rows.column ? [rows.column, columns.column] : [rows.column]
    const names = by.map(column => `"${column}"`).join(', ')
    const result = await this.#read(
      `select ${names}, count(*)::uinteger from facts where ${this.#condition(population)} group by ${names}`,
    )
    return {
      rows: this.#dictionaries.get(rows.column)!.values,
      columns: this.#dictionaries.get(columns.column)!.values,
      row: result[0] ?? [],
      column: (by.length === 1 ? result[0] : result[1]) ?? [],
      count: result.at(-1) ?? [],
    }
  }

  close(): void {
    for (const connection of this.#idle) connection.closeSync()
    this.#writer.closeSync()
    this.#instance.closeSync()
  }

  #condition({ kind, filters = {} }: Population): string {
    const parts = [`kind = ${factKinds.indexOf(kind)}`]
    for (const [id, codes] of Object.entries(filters)) {
      const dimension = findDimension(id)
      if (!dimension?.kinds.includes(kind)) throw new Error(`Facts of kind ${kind} carry no ${id}.`)
      const wanted = new Set(codes)
      const fold = foldOf(dimension) ?? ((code: string) => code)
      const { values } = this.#dictionaries.get(dimension.column)!
      const numbers = values.flatMap((of, number) =>
        (of.length === 0 ? [unknown] : of.map(fold)).some(code => wanted.has(code)) ? [number] : [],
      )
      parts.push(numbers.length > 0 ? `"${dimension.column}" in (${numbers.join(', ')})` : 'false')
    }
    return parts.join(' and ')
  }

  async #append(table: string, facts: AsyncIterable<Fact> | Iterable<Fact>): Promise<number> {
    const appender = await this.#writer.createAppender(table)
    let total = 0
    let batch: Fact[] = []
    const flush = () => {
      if (batch.length === 0) return
      appender.appendDataChunk(this.#chunk(batch))
      total += batch.length
      batch = []
    }
    try {
      for await (const fact of facts) if (batch.push(fact) === chunkRows) flush()
      flush()
      appender.flushSync()
    } finally {
      appender.closeSync()
    }
    return total
  }

  #chunk(facts: readonly Fact[]): DuckDBDataChunk {
    const chunk = DuckDBDataChunk.create(columnTypes, facts.length)
    chunk.setColumnValues(
      0,
      facts.map(fact => DuckDBUUIDValue.fromUint128(BigInt(`0x${uuid(fact.id).replaceAll('-', '')}`))),
    )
    chunk.setColumnValues(
      1,
      facts.map(fact => factKinds.indexOf(fact.kind as FactKind)),
    )
    factColumns.forEach((column, at) => {
      const dictionary = this.#dictionaries.get(column)!
      const numbers = facts.map(fact => dictionary.numberOf(combinationOf(fact, column)))
      if (!wide.has(column) && dictionary.values.length > codesMax)
        throw new Error(`${column} has more than ${codesMax} different values.`)
      chunk.setColumnValues(at + 2, numbers)
    })
    return chunk
  }

  async #read(sql: string): Promise<number[][]> {
    const connection = this.#idle.pop() ?? (await this.#instance.connect())
    try {
      const result = await connection.runAndReadAll(sql)
      return result.getColumns() as number[][]
    } finally {
      this.#idle.push(connection)
    }
  }

  /** Runs writers one after the other; one that fails does not stop the next. */
  #exclusively<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#writing.then(work, work)
    this.#writing = turn.catch(() => undefined)
    return turn
  }

  async #inTransaction(work: () => Promise<void>): Promise<void> {
    await this.#writer.run('begin')
    try {
      await work()
      await this.#writer.run('commit')
    } catch (error) {
      await this.#writer.run('rollback')
      throw error
    }
  }
}

/** Numbers the combinations of a column as they turn up. Number 0 is unknown. */
class Dictionary {
  readonly #numbers = new Map<string, number>([['', 0]])
  readonly values: string[][] = [[]]

  numberOf(combination: string): number {
    const known = this.#numbers.get(combination)
    if (known !== undefined) return known
    this.#numbers.set(combination, this.values.length)
    return this.values.push(valuesOf(combination)) - 1
  }
}

/** How an axis of a table counts a dimension, with its codes in the order of their list. */
export function axisPlan(dimension: Dimension, lists: Codelists): AxisPlan {
  const order = dimension.list ? lists.get(dimension.list).codes.map(c => c.code) : []
  const fold = foldOf(dimension)
  return { dimension: dimension.id, multiple: dimension.multiple, order, ...(fold && { fold }) }
}

const foldOf = (dimension: Dimension) => (dimension.id === 'ageGroup' ? ageGroupOf : undefined)

function uuid(id: string): string {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id))
    throw new Error('The id of a fact is not a UUID.')
  return id
}

const columnTypes: DuckDBType[] = [
  UUID,
  UTINYINT,
  ...factColumns.map(column => (wide.has(column) ? UINTEGER : USMALLINT)),
]

const tableSql = (name: string) =>
  `create table ${name} (id uuid not null, kind utinyint not null, ${factColumns
    .map(column => `"${column}" ${wide.has(column) ? 'uinteger' : 'usmallint'} not null`)
    .join(', ')})`
