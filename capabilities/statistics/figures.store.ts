import type { Codelists } from '#kernel/entity/codelist.ts'
import { nodeCaller } from '#kernel/policy/caller.ts'
import { cellCountMin, readSetting } from '#platform/access/settings.ts'
import type { Database } from '#platform/database/open.ts'
import type { Log } from '#platform/telemetry/log.ts'
import { codelists } from '#standards/codelists.ts'
import { FactColumns, type Population } from './columns/fact-columns.ts'
import type { Standing } from './columns/folder.ts'
import { ColumnKeeper } from './columns/keeper.ts'
import { factCodelists } from './fact.codelists.ts'
import { type FactChanges, findChanges, isOfThePast, presentStanding, readFacts } from './facts.store.ts'
import { type FigureSource, figureList, figureTable } from './figures.ts'
import {
  type PublishedList,
  type PublishedTable,
  publishList,
  publishTable,
  type Shown,
} from './published.ts'
import type { Dimension, FactKind } from './statistics.entity.ts'

const cachedMax = 500

/**
 * The figures of a node as they are now: counts of the facts that are committed, after disclosure control. Every
 * question first takes in what changed; answers are kept until something does.
 */
export class Figures {
  readonly lists: Codelists = factCodelists(codelists)
  readonly #database: Database
  #columns: Promise<FactColumns> | undefined
  #keep: (() => ColumnKeeper | undefined) | undefined
  #keeper: ColumnKeeper | undefined
  #standing: Standing | undefined
  #looking: Promise<void> | undefined
  #warming: Promise<void> | undefined
  #told: ReadonlySet<string> = new Set()
  readonly #answers = new Map<string, Promise<unknown>>()
  #countMin = 0
  #changedAt: Date

  constructor(database: Database) {
    this.#database = database
    this.#changedAt = database.clock()
  }

  /**
   * Keeps the facts in a folder as Parquet files, so that the next process reads those and asks the database only for
   * what came since. What was opened before is opened again from there. A folder that cannot be used is told in the log,
   * and nothing is kept.
   * @param delayMs how long changes are collected before they are written
   */
  keepIn(folder: string, log: Log, delayMs?: number): void {
    this.#keep = () => {
      try {
        return new ColumnKeeper(folder, log, delayMs)
      } catch (error) {
        // The files only spare the database work: figures do without them.
        log.warn('columns-not-kept', {}, error)
        return undefined
      }
    }
    const opened = this.#keeper ? undefined : this.#columns
    if (!opened) return
    this.#columns = undefined
    opened.then(
      columns => columns.close(),
      () => undefined,
    )
  }

  /**
   * Loads the facts now, so that the first question does not wait for it; one that comes meanwhile waits for the same
   * loading. @throws what the loading throws; the next question then loads again
   */
  warm(): Promise<void> {
    this.#warming ??= this.#refresh().finally(() => {
      this.#warming = undefined
    })
    return this.#warming
  }

  /** Counts under this are withheld; 0 is shown. */
  async countMin(): Promise<number> {
    await this.#refresh()
    return this.#countMin
  }

  /** When the figures last changed, as far as this process has seen. */
  get changedAt(): Date {
    return this.#changedAt
  }

  /** How many facts of each kind there are; null where there are too few to say. */
  async sizes(): Promise<Record<FactKind, Shown>> {
    await this.#refresh()
    const sizes = await (await this.#opened()).sizes()
    const shown = (n: number): Shown => (n > 0 && n < this.#countMin ? null : n)
    return { victim: shown(sizes.victim), service: shown(sizes.service), proceeding: shown(sizes.proceeding) }
  }

  /** A one-way table. */
  list(rows: Dimension, population: Population): Promise<PublishedList> {
    return this.#answer(['list', rows.id, population], async source =>
      publishList(await figureList(source, rows, population)),
    )
  }

  /** A two-way table. @throws Error when both dimensions are of the same field */
  table(rows: Dimension, columns: Dimension, population: Population): Promise<PublishedTable> {
    return this.#answer(['table', rows.id, columns.id, population], async source =>
      publishTable(await figureTable(source, rows, columns, population)),
    )
  }

  /** Builds the copy anew from the database. @returns how many facts there are */
  async rebuild(): Promise<number> {
    await this.#looking?.catch(() => undefined)
    const columns = await this.#opened()
    let count = 0
    this.#looking = this.#fill(columns)
      .then(filled => {
        count = filled
      })
      .finally(() => {
        this.#looking = undefined
      })
    await this.#looking
    return count
  }

  async close(): Promise<void> {
    await this.#warming?.catch(() => undefined)
    const columns = await this.#columns?.catch(() => undefined)
    await this.#looking?.catch(() => undefined)
    this.#columns = undefined
    await this.#keeper?.close()
    this.#keeper = undefined
    columns?.close()
  }

  async #answer<T>(question: unknown[], work: (source: FigureSource) => Promise<T>): Promise<T> {
    await this.#refresh()
    const facts = await this.#opened()
    const key = JSON.stringify(question)
    const known = this.#answers.get(key)
    if (known) return known as Promise<T>
    const answer = work({ facts, lists: this.lists, countMin: this.#countMin })
    if (this.#answers.size >= cachedMax) this.#answers.clear()
    this.#answers.set(key, answer)
    // A question that failed is asked again.
    answer.catch(() => this.#answers.get(key) === answer && this.#answers.delete(key))
    return answer
  }

  #opened(): Promise<FactColumns> {
    this.#columns ??= this.#open()
    // A copy that could not be filled is opened again by the next question.
    this.#columns.catch(() => {
      this.#columns = undefined
    })
    return this.#columns
  }

  async #open(): Promise<FactColumns> {
    this.#keeper ??= this.#keep?.()
    const folder = this.#keeper?.folder.path
    const columns = await FactColumns.open(folder ? { folder } : {})
    try {
      const standing = await this.#keeper?.load(columns, kept =>
        this.#database.statistics(tx => isOfThePast(tx, kept)),
      )
      if (standing) this.#standing = standing
      else await this.#fill(columns)
      return columns
    } catch (error) {
      columns.close()
      throw error
    }
  }

  #fill(columns: FactColumns): Promise<number> {
    return this.#database.statistics(async tx => {
      const standing = await presentStanding(tx)
      const count = await columns.replaceAll(readFacts(tx))
      this.#standing = standing
      this.#told = new Set()
      this.#changed()
      this.#keeper?.stands(columns, standing)
      return count
    })
  }

  /** Takes in what changed. A question that comes while another looks waits for a look that began after it. */
  async #refresh(): Promise<void> {
    await this.#looking?.catch(() => undefined)
    this.#looking ??= this.#look().finally(() => {
      this.#looking = undefined
    })
    await this.#looking
  }

  async #look(): Promise<void> {
    const columns = await this.#opened()
    const changes = await this.#database.statistics(tx => findChanges(tx, this.#standing!))
    if (changes) await this.#takeIn(columns, changes)
    else await this.#fill(columns)
    const countMin = await this.#database.read(nodeCaller('statistics'), tx => readSetting(tx, cellCountMin))
    if (countMin !== this.#countMin) this.#answers.clear()
    this.#countMin = countMin
  }

  async #takeIn(columns: FactColumns, { written, standing }: FactChanges): Promise<void> {
    // While a long transaction runs, what was written since it began is told again and again.
    const fresh = written.filter(fact => !this.#told.has(fact.stamp))
    if (fresh.length > 0) {
      const touched = await columns.apply({
        removed: fresh.filter(fact => fact.withdrawn).map(fact => fact.fact.id),
        added: fresh.filter(fact => !fact.withdrawn).map(fact => fact.fact),
      })
      this.#keeper?.stands(columns, standing, touched)
      this.#changed()
    }
    this.#standing = standing
    this.#told = new Set(written.map(fact => fact.stamp))
  }

  #changed(): void {
    this.#answers.clear()
    this.#changedAt = this.#database.clock()
  }
}

const known = new WeakMap<Database, Figures>()

/** The figures of a database; the same for everybody who asks, so that there is one copy. */
export function figuresOf(database: Database): Figures {
  let figures = known.get(database)
  if (!figures) {
    figures = new Figures(database)
    known.set(database, figures)
  }
  return figures
}
