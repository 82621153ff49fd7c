import type { DuckDBConnection } from '@duckdb/node-api'
import type { Codelists } from '#kernel/entity/codelist.ts'
import { ageGroupOf, combinationOf, separator } from '../fact.rules.ts'
import {
  type Dimension,
  type DimensionId,
  dimensions,
  type Fact,
  type FactColumn,
  type FactKind,
  factColumns,
  factKinds,
  findDimension,
  unknown,
} from '../statistics.entity.ts'
import type { AxisPlan, Combinations } from '../tables.ts'
import { type CountCube, CubeCounter, type CubeSide, cubeSide } from './cube.ts'
import { Dictionary, widthOf } from './dictionary.ts'
import { Engine, inTransaction } from './engine.ts'
import {
  appendCodes,
  appendFacts,
  factTableSql,
  factViewSql,
  mixedTableSql,
  type NumberedFact,
  tableOf,
  type Widths,
} from './fact-rows.ts'
import { countSql, type FilterText, sizesSql, sqlColumns, sqlName } from './question.sql.ts'

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

const idsPerStatement = 1000
const batchFacts = 2048
/** Facts lie in memory by so many columns: a group of the widest is then counted while it is at hand. */
const sortedColumns = 4
const narrow: Widths = new Map(factColumns.map(column => [column, 'utinyint']))
const wide: Widths = new Map(factColumns.map(column => [column, 'uinteger']))

/**
 * The facts as columns in memory, for counting. Every column holds numbers of a dictionary, in as few bytes as they
 * need; a fact with several values holds the number of their combination, so that counting groups a few distinct
 * combinations and takes them apart afterwards. It is a copy: the database remains the truth, from which it is filled
 * and kept up to date.
 */
export class FactColumns {
  readonly engine: Engine
  readonly dictionaries: ReadonlyMap<FactColumn, Dictionary> = new Map(
    factColumns.map(column => [column, new Dictionary()]),
  )
  readonly #codesWritten = new Map<string, number>()
  readonly #sides = new Map<string, { side: CubeSide; lists: Codelists; size: number }>()
  #widths: Widths = narrow

  private constructor(engine: Engine) {
    this.engine = engine
  }

  /**
   * An empty copy.
   * @param options.threads how many cores one count may use
   * @param options.folder the only folder that may be read and written, also by what memory cannot hold
   */
  static async open(options: { threads?: number; folder?: string } = {}): Promise<FactColumns> {
    const columns = new FactColumns(await Engine.open(options))
    await columns.engine.exclusively(async writer => {
      for (const kind of factKinds) await writer.run(factTableSql(tableOf(kind), narrow))
      await writer.run(factViewSql)
      await writer.run('create table codes (dimension varchar, number uinteger, code varchar)')
      await columns.#writeCodes(writer)
    })
    return columns
  }

  /**
   * Fills the copy anew, sorted so that what is counted together lies together; counts read the old facts until all
   * the new ones are in.
   * @returns how many facts there are now
   */
  replaceAll(facts: AsyncIterable<Fact> | Iterable<Fact>): Promise<number> {
    return this.engine.exclusively(async writer => {
      await writer.run('drop table if exists incoming')
      await writer.run(mixedTableSql('incoming', wide))
      const count = await appendFacts(writer, 'incoming', wide, this.#inBatches(facts), true)
      await this.#replaceBy(writer, 'select * from incoming')
      await writer.run('drop table incoming')
      return count
    })
  }

  /**
   * Takes the facts from a query that gives `id`, `kind` and the numbers of the columns, in this order, whose meaning
   * the dictionaries already know. It runs once for each kind.
   */
  replaceByQuery(query: string): Promise<void> {
    return this.engine.exclusively(writer => this.#replaceBy(writer, query))
  }

  /** Applies a change; counts see all of it or nothing. @returns kind and year of the facts that changed, old and new */
  apply({ removed, added }: FactChange): Promise<TouchedPart[]> {
    return this.engine.exclusively(async writer => {
      const rows = this.#numbered(added)
      await this.#widen(writer)
      await this.#writeCodes(writer)
      const touched = rows.map(({ kind, numbers }) => ({ kind, year: numbers[yearAt]! }))
      await inTransaction(writer, async () => {
        const gone = [...new Set([...removed, ...added.map(fact => fact.id)])].map(uuid)
        for (const kind of factKinds) {
          for (let at = 0; at < gone.length; at += idsPerStatement) {
            const ids = gone.slice(at, at + idsPerStatement).map(id => `'${id}'`)
            const result = await writer.runAndReadAll(
              `delete from ${tableOf(kind)} where id in (${ids.join(', ')}) returning year`,
            )
            for (const [year] of result.getRows()) touched.push({ kind, year: year as number })
          }
          const came = rows.filter(row => row.kind === kind)
          if (came.length > 0) await appendFacts(writer, tableOf(kind), this.#widths, [came])
        }
      })
      return touched
    })
  }

  /**
   * Learns what the numbers of a column stand for, from 0 on.
   * @throws Error when the column knows more already, or a number says nothing new
   */
  learn(column: FactColumn, values: readonly (readonly string[])[]): void {
    const dictionary = this.dictionaries.get(column)!
    for (let n = 0; n < values.length; n++) {
      const codes = values[n] ?? []
      const combination = codes.length === 1 && codes[0] === unknown ? '' : [...codes].sort().join(separator)
      if (dictionary.numberOf(combination) !== n) throw new Error(`Number ${n} of ${column} is not its own.`)
    }
  }

  /**
   * The order of a file of facts, in which what is alike lies together. It says nothing about the order of cases.
   */
  get sortOrder(): string {
    return ['kind', 'year', ...this.#widestFirst.filter(name => name !== 'year')].join(', ')
  }

  /** The columns, those of the most values and combinations first: their groups are the many. */
  get #widestFirst(): string[] {
    const size = (column: FactColumn) => this.dictionaries.get(column)!.values.length
    return [...factColumns].sort((a, b) => size(b) - size(a)).map(sqlName)
  }

  /** How many facts of each kind there are. */
  async sizes(): Promise<Record<FactKind, number>> {
    const [kinds = [], counts = []] = await this.engine.columns(sizesSql)
    const sizes: Record<FactKind, number> = { victim: 0, service: 0, proceeding: 0 }
    kinds.forEach((kind, i) => {
      sizes[kind as FactKind] = counts[i] as number
    })
    return sizes
  }

  /**
   * Counts facts by two dimensions, or by one given twice.
   * @returns distinct combinations of values with how many facts carry exactly them
   * @throws Error when a dimension is not carried by that kind of fact
   */
  async count(rows: Dimension, columns: Dimension, population: Population): Promise<Combinations> {
    const filters = this.#checked([rows, columns], population)
    const by = columns.column !== rows.column ? [rows.column, columns.column] : [rows.column]
    const result = filters ? await this.engine.numbers(countSql(by, population.kind, filters)) : []
    return {
      rows: this.dictionaries.get(rows.column)!.values,
      columns: this.dictionaries.get(columns.column)!.values,
      row: result[0] ?? [],
      column: (by.length === 1 ? result[0] : result[1]) ?? [],
      count: result.at(-1) ?? [],
    }
  }

  /**
   * Counts facts by up to three dimensions and by every choice among them: all margins, each fact once in each.
   * @param lists order the codes
   * @throws Error when a dimension is not carried by that kind of fact, or two are of the same field
   */
  async cube(by: readonly Dimension[], population: Population, lists: Codelists): Promise<CountCube> {
    const fields = by.map(dimension => dimension.column)
    if (new Set(fields).size < fields.length)
      throw new Error('Two dimensions of a cube count the same field.')
    const filters = this.#checked(by, population)
    const newCounter = () => new CubeCounter(by.map(dimension => this.#side(dimension, lists)))
    let counter: CubeCounter | undefined
    if (filters)
      for await (const { columns, rows } of this.engine.batches(countSql(fields, population.kind, filters))) {
        // Only now are all numbers known that the engine may give: a change may have come before it looked.
        counter ??= newCounter()
        counter.add(columns, columns[fields.length]!, rows)
      }
    return (counter ?? newCounter()).finish()
  }

  close(): void {
    this.engine.close()
  }

  /** What a side of a cube is made from; kept until the column learns more. */
  #side(dimension: Dimension, lists: Codelists): CubeSide {
    const { values } = this.dictionaries.get(dimension.column)!
    const kept = this.#sides.get(dimension.id)
    if (kept?.lists === lists && kept.size === values.length) return kept.side
    const side = cubeSide(axisPlan(dimension, lists), values)
    this.#sides.set(dimension.id, { side, lists, size: values.length })
    return side
  }

  /** Writes into `codes` what the dictionaries learned. */
  async #writeCodes(writer: DuckDBConnection): Promise<void> {
    const rows: [dimension: string, number: number, code: string][] = []
    for (const dimension of dimensions) {
      const { values } = this.dictionaries.get(dimension.column)!
      const fold = foldOf(dimension) ?? ((code: string) => code)
      for (let n = this.#codesWritten.get(dimension.id) ?? 0; n < values.length; n++)
        for (const code of new Set(values[n]!.length === 0 ? [unknown] : values[n]!.map(fold)))
          rows.push([sqlName(dimension.id), n, code])
    }
    if (rows.length > 0) await appendCodes(writer, rows)
    for (const { id, column } of dimensions)
      this.#codesWritten.set(id, this.dictionaries.get(column)!.values.length)
  }

  #numbered(facts: readonly Fact[]): NumberedFact[] {
    return facts.map(fact => ({
      id: uuid(fact.id),
      kind: fact.kind as FactKind,
      numbers: factColumns.map(column =>
        this.dictionaries.get(column)!.numberOf(combinationOf(fact, column)),
      ),
    }))
  }

  async *#inBatches(facts: AsyncIterable<Fact> | Iterable<Fact>): AsyncGenerator<NumberedFact[]> {
    let batch: Fact[] = []
    for await (const fact of facts)
      if (batch.push(fact) === batchFacts) {
        yield this.#numbered(batch)
        batch = []
      }
    yield this.#numbered(batch)
  }

  /** Makes room for numbers that the columns cannot hold yet. */
  async #widen(writer: DuckDBConnection): Promise<void> {
    const needed = this.#neededWidths()
    const wider = [...needed].filter(([column, width]) => width !== this.#widths.get(column))
    if (wider.length === 0) return
    await inTransaction(writer, async () => {
      for (const kind of factKinds)
        for (const [column, width] of wider)
          await writer.run(`alter table ${tableOf(kind)} alter column ${sqlName(column)} type ${width}`)
      await writer.run(factViewSql)
    })
    this.#widths = needed
  }

  #neededWidths(): Widths {
    return new Map(factColumns.map(column => [column, widthOf(this.dictionaries.get(column)!.values.length)]))
  }

  async #replaceBy(writer: DuckDBConnection, query: string): Promise<void> {
    const names = sqlColumns.join(', ')
    const widths = this.#neededWidths()
    await this.#writeCodes(writer)
    await inTransaction(writer, async () => {
      for (const kind of factKinds) {
        await writer.run(factTableSql(`arranged_${kind}`, widths))
        await writer.run(`insert into arranged_${kind} select id, ${names}
          from (${query}) as given (id, kind, ${names}) where kind = '${kind}'
          order by ${this.#widestFirst.slice(0, sortedColumns).join(', ')}`)
      }
      for (const kind of factKinds) {
        await writer.run(`drop table ${tableOf(kind)}`)
        await writer.run(`alter table arranged_${kind} rename to ${tableOf(kind)}`)
      }
      await writer.run(factViewSql)
    })
    this.#widths = widths
  }

  /** Filters as texts; undefined when no fact passes, since nothing carries the codes. */
  #checked(by: readonly Dimension[], { kind, filters = {} }: Population): FilterText[] | undefined {
    const carried = (id: string) => {
      const dimension = findDimension(id)
      if (!dimension?.kinds.includes(kind)) throw new Error(`Facts of kind ${kind} carry no ${id}.`)
      return dimension
    }
    for (const { id } of by) carried(id)
    const texts: FilterText[] = []
    for (const [id, wanted] of Object.entries(filters)) {
      const dimension = carried(id)
      const fold = foldOf(dimension) ?? ((code: string) => code)
      const known = new Set([unknown])
      for (const of of this.dictionaries.get(dimension.column)!.values)
        for (const code of of) known.add(fold(code))
      const codes = [...new Set(wanted)].filter(code => known.has(code))
      if (codes.length === 0) return undefined
      texts.push({ dimension: id, column: dimension.column, codes })
    }
    return texts
  }
}

/** A part of the facts that is kept in files of its own: one kind, one number of a year. */
export interface TouchedPart {
  kind: FactKind
  year: number
}

/** How an axis of a table counts a dimension, with its codes in the order of their list. */
export function axisPlan(dimension: Dimension, lists: Codelists): AxisPlan {
  const order = dimension.list ? lists.get(dimension.list).codes.map(c => c.code) : []
  const fold = foldOf(dimension)
  return { dimension: dimension.id, multiple: dimension.multiple, order, ...(fold && { fold }) }
}

const foldOf = (dimension: Dimension) => (dimension.id === 'ageGroup' ? ageGroupOf : undefined)
const yearAt = factColumns.indexOf('year')

function uuid(id: string): string {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id))
    throw new Error('The id of a fact is not a UUID.')
  return id
}
