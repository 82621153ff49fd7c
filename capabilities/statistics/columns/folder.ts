import { createHash } from 'node:crypto'
import {
  chmodSync,
  closeSync,
  createReadStream,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import type { FactKind } from '../statistics.entity.ts'

/** Up to where facts are in: the database, its mark for asking what changed, and the ledger's last entry. */
export interface Standing {
  /** Which database, by what no copy of it shares. */
  origin: string
  mark: string
  ledgerPosition: number
  ledgerHash: string
}

/** A file that is there for good once it is named; nothing is ever changed in it. */
export interface KeptFile {
  file: string
  rows: number
  bytes: number
  sha256: string
}

/** One kind of fact of one year. */
export interface FactFile extends KeptFile {
  kind: FactKind
  year: string
}

/** What `current.json` says: the files that together are the facts, and of which moment. */
export interface Manifest {
  format: typeof manifestFormat
  /** Grows by one with each writing; part of the files' names. */
  generation: number
  columns: string[]
  standing: Standing
  codes: KeptFile
  facts: FactFile[]
}

/** Counts up when files of an earlier version can no longer be read; they are then made again from the database. */
export const manifestFormat = 1
const current = 'current.json'
const unfinished = '.part'

/** The files cannot be believed; `code` says why, for the log. */
export class UnreadableColumns extends Error {
  override readonly name = 'UnreadableColumns'
  readonly code: string
  constructor(code: string) {
    super(`The columnar files cannot be used (${code}); they are made again from the database.`)
    this.code = code
  }
}

/**
 * The folder in which facts are kept as Parquet. Files are written beside the old ones under other names, brought to the
 * disk, and count from the moment at which `current.json` is renamed: whoever is interrupted leaves the former state.
 */
export class ColumnFolder {
  readonly path: string
  #claimed = false

  constructor(path: string) {
    this.path = path
    mkdirSync(path, { recursive: true, mode: 0o700 })
    chmodSync(path, 0o700)
  }

  /** Takes the folder for this process to write in. @returns false when another process that is alive has it */
  claim(): boolean {
    const file = join(this.path, 'lock')
    for (let attempt = 0; attempt < 2 && !this.#claimed; attempt++)
      try {
        const handle = openSync(file, 'wx', 0o600)
        writeSync(handle, String(process.pid))
        closeSync(handle)
        this.#claimed = true
        held.add(this.path)
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
        const pid = Number(readFileSync(file, 'utf8'))
        if (held.has(this.path) || (pid > 0 && pid !== process.pid && isAlive(pid))) return false
        rmSync(file, { force: true })
      }
    return this.#claimed
  }

  release(): void {
    if (!this.#claimed) return
    this.#claimed = false
    held.delete(this.path)
    rmSync(join(this.path, 'lock'), { force: true })
  }

  /**
   * What the folder holds, every byte held against its hash; undefined when it holds nothing yet.
   * @throws UnreadableColumns when something is missing, damaged or foreign
   */
  async read(): Promise<Manifest | undefined> {
    const file = join(this.path, current)
    if (!existsSync(file)) return undefined
    const manifest = readManifest(readFileSync(file, 'utf8'))
    for (const kept of [manifest.codes, ...manifest.facts]) {
      const path = join(this.path, kept.file)
      if (!existsSync(path)) throw new UnreadableColumns('file.missing')
      if (statSync(path).size !== kept.bytes || (await sha256Of(path)) !== kept.sha256)
        throw new UnreadableColumns('file.damaged')
    }
    return manifest
  }

  /** Has a file written, under another name until it is whole and on the disk. */
  async write(file: string, rows: number, writing: (path: string) => Promise<unknown>): Promise<KeptFile> {
    const path = join(this.path, file)
    await writing(path + unfinished)
    chmodSync(path + unfinished, 0o600)
    sync(path + unfinished)
    const kept = {
      file,
      rows,
      bytes: statSync(path + unfinished).size,
      sha256: await sha256Of(path + unfinished),
    }
    renameSync(path + unfinished, path)
    return kept
  }

  /** Makes the files of a manifest the ones that count, and removes all others. */
  commit(manifest: Manifest): void {
    const path = join(this.path, current)
    sync(this.path)
    const handle = openSync(path + unfinished, 'w', 0o600)
    writeSync(handle, `${JSON.stringify(manifest, null, 1)}\n`)
    fsyncSync(handle)
    closeSync(handle)
    renameSync(path + unfinished, path)
    sync(this.path)
    this.sweep(manifest)
  }

  /** Removes files that no longer count, and what an interrupted writing left. */
  sweep(manifest: Manifest | undefined): void {
    const kept = new Set(manifest ? [manifest.codes.file, ...manifest.facts.map(f => f.file)] : [])
    for (const name of readdirSync(this.path)) {
      const [, pid] = /^spill-(\d+)$/.exec(name) ?? []
      const isLeft = pid ? !isAlive(Number(pid)) : name.endsWith('.parquet') && !kept.has(name)
      if (isLeft || name.endsWith(unfinished)) rmSync(join(this.path, name), { recursive: true, force: true })
    }
  }
}

/** Folders that this process writes in: it may have opened the same one twice. */
const held = new Set<string>()

function readManifest(text: string): Manifest {
  let found: Partial<Manifest> | null
  try {
    found = JSON.parse(text) as Partial<Manifest> | null
  } catch {
    throw new UnreadableColumns('manifest.damaged')
  }
  if (found?.format !== manifestFormat) throw new UnreadableColumns('manifest.format')
  const { codes, facts, standing, columns, generation } = found
  const isWhole =
    Number.isSafeInteger(generation) &&
    Array.isArray(columns) &&
    typeof standing?.origin === 'string' &&
    /^\d+$/.test(standing.mark) &&
    isKept(codes) &&
    Array.isArray(facts) &&
    facts.every(isKept)
  if (!isWhole) throw new UnreadableColumns('manifest.damaged')
  return found as Manifest
}

/** A plain name: nothing that a manifest says leads out of its folder. */
const isKept = (kept: KeptFile | undefined): boolean =>
  kept !== undefined && /^[a-z]+(-[a-z0-9]+)*\.parquet$/.test(kept.file) && Number.isSafeInteger(kept.bytes)

async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(chunk as Buffer)
  return hash.digest('hex')
}

function sync(path: string): void {
  const handle = openSync(path, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
