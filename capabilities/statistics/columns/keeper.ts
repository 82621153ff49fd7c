import type { Log } from '#platform/telemetry/log.ts'
import type { FactColumns, TouchedPart } from './fact-columns.ts'
import { ColumnFolder, type Manifest, manifestFormat, type Standing, UnreadableColumns } from './folder.ts'
import { loadColumns, partsOf, type SizedPart, writeCodesFile, writePart } from './parquet.ts'
import { sqlColumns } from './question.sql.ts'

/** Changes are written together after so long: what is not written yet comes from the database at the next start. */
const writeAfterMs = 20_000

/**
 * Keeps the columns of a process in a folder of Parquet files. Where another process writes there already, the files
 * are read and never written.
 */
export class ColumnKeeper {
  readonly folder: ColumnFolder
  readonly #log: Log
  readonly #delayMs: number
  readonly #writes: boolean
  #manifest: Manifest | undefined
  #columns: FactColumns | undefined
  #standing: Standing | undefined
  /** Parts that differ from their files; undefined when all do. */
  #changed: Map<string, TouchedPart> | undefined = new Map()
  #timer: NodeJS.Timeout | undefined
  #writing: Promise<void> = Promise.resolve()

  /** @param delayMs how long changes are collected before they are written */
  constructor(path: string, log: Log, delayMs: number = writeAfterMs) {
    this.folder = new ColumnFolder(path)
    this.#log = log
    this.#delayMs = delayMs
    this.#writes = this.folder.claim()
  }

  /**
   * Fills empty columns from the files.
   * @param fits whether a standing is one of this database's
   * @returns up to where the facts are in; undefined when they are to be read from the database
   */
  async load(
    columns: FactColumns,
    fits: (standing: Standing) => Promise<boolean>,
  ): Promise<Standing | undefined> {
    this.#columns = columns
    try {
      this.#manifest = await this.folder.read()
      if (!this.#manifest) return undefined
      if (!(await fits(this.#manifest.standing))) throw new UnreadableColumns('database.other')
      await loadColumns(columns, this.folder, this.#manifest)
      this.#standing = this.#manifest.standing
      if (this.#writes) this.folder.sweep(this.#manifest)
      return this.#standing
    } catch (error) {
      if (!(error instanceof UnreadableColumns)) throw error
      this.#log.warn('columns-made-again', { code: error.code })
      return undefined
    }
  }

  /** Tells that the columns now stand there. @param touched what changed on the way; nothing when all of it did */
  stands(columns: FactColumns, standing: Standing, touched?: readonly TouchedPart[]): void {
    this.#columns = columns
    this.#standing = standing
    if (!touched) this.#changed = undefined
    else for (const part of touched) this.#changed?.set(nameOf(part), part)
    if (!this.#writes || this.#changed?.size === 0 || this.#timer) return
    this.#timer = setTimeout(() => void this.write().catch(() => {}), this.#delayMs)
    this.#timer.unref()
  }

  /** Writes what changed; the files of before count until all of it is on the disk. */
  write(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#writing = this.#writing.catch(() => {}).then(() => this.#write())
    return this.#writing
  }

  async close(): Promise<void> {
    if (this.#writes) await this.write().catch(() => {})
    this.folder.release()
  }

  async #write(): Promise<void> {
    const columns = this.#columns
    if (!this.#writes || !columns || !this.#standing || this.#changed?.size === 0) return
    // Taken before the snapshot: what the snapshot has beyond it is told again at the next start, and does no harm.
    const [standing, changed] = [this.#standing, this.#changed]
    this.#changed = new Map()
    try {
      this.#manifest = await columns.engine.snapshot(connection =>
        this.#writeParts(connection, standing, changed),
      )
    } catch (error) {
      const since = this.#changed
      this.#changed = changed && since && new Map([...changed, ...since])
      this.#log.error('columns-not-written', {}, error)
      throw error
    }
  }

  async #writeParts(
    connection: Parameters<typeof partsOf>[0],
    standing: Standing,
    changed: ReadonlyMap<string, TouchedPart> | undefined,
  ): Promise<Manifest> {
    const generation = (this.#manifest?.generation ?? 0) + 1
    const naming = { suffix: `-${generation}`, ids: true, order: this.#columns!.sortOrder }
    const years = this.#columns!.dictionaries.get('year')!.values
    const yearOf = (part: TouchedPart) => years[part.year]![0] ?? 'unknown'
    const before = new Map((this.#manifest?.facts ?? []).map(file => [`${file.kind} ${file.year}`, file]))
    const facts = []
    for (const part of await partsOf(connection)) {
      const old = before.get(`${part.kind} ${yearOf(part)}`)
      const stays = old && changed && !changed.has(nameOf(part))
      facts.push(
        stays ? old : await writePart(connection, this.folder, part as SizedPart, yearOf(part), naming),
      )
    }
    const codes = await writeCodesFile(connection, this.folder, naming.suffix)
    const manifest = {
      format: manifestFormat,
      generation,
      columns: sqlColumns,
      standing,
      codes,
      facts,
    } as const
    this.folder.commit(manifest)
    return manifest
  }
}

const nameOf = (part: TouchedPart) => `${part.kind} ${part.year}`
