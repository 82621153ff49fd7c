import { createReadStream } from 'node:fs'
import { open, readFile, stat } from 'node:fs/promises'
import { UnreadableFile } from './import-problem.ts'

/** A file to import: its name as the person knows it, and its bytes or where they lie. */
export type TableFile = { name: string; bytes: Uint8Array } | { name: string; path: string }

/** What one import may cost; a file beyond it is refused with a sentence, never half read. */
export interface TableLimits {
  /** Size of the file as it comes. */
  fileBytesMax: number
  /** Size of a workbook’s parts once unpacked. Reading takes some eight times as much memory; CSV takes none of it. */
  unpackedBytesMax: number
  rowsMax: number
  columnsMax: number
  /** Length of one row of a CSV file. */
  recordCharactersMax: number
}

export const tableLimits: TableLimits = {
  fileBytesMax: 2_000_000_000,
  unpackedBytesMax: 120_000_000,
  rowsMax: 2_000_000,
  columnsMax: 1_000,
  recordCharactersMax: 2_000_000,
}

/** @throws UnreadableFile when the file is missing, empty or over the limit */
export async function sizeOf(file: TableFile, limits: TableLimits): Promise<number> {
  let size: number
  if ('bytes' in file) size = file.bytes.byteLength
  else {
    const found = await stat(file.path).catch(() => undefined)
    if (!found?.isFile())
      throw new UnreadableFile(
        file.name,
        'missing',
        'There is no such file.',
        'Check the name and the folder.',
      )
    size = found.size
  }
  if (size === 0)
    throw new UnreadableFile(file.name, 'empty', 'The file is empty.', 'Choose a file that has rows.')
  if (size > limits.fileBytesMax)
    throw new UnreadableFile(
      file.name,
      'huge',
      `The file has ${Math.round(size / 1e6)} megabytes; ${Math.round(limits.fileBytesMax / 1e6)} are the most.`,
      'Divide it into several files.',
    )
  return size
}

/** The first bytes of a file. */
export async function headOf(file: TableFile, length: number): Promise<Uint8Array> {
  if ('bytes' in file) return file.bytes.subarray(0, length)
  const handle = await open(file.path)
  try {
    const buffer = new Uint8Array(length)
    const { bytesRead } = await handle.read(buffer, 0, length, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await handle.close()
  }
}

/** The whole file in memory. */
export async function bytesOf(file: TableFile): Promise<Uint8Array> {
  return 'bytes' in file ? file.bytes : new Uint8Array(await readFile(file.path))
}

/** The file in pieces of at most 256 KiB. */
export async function* piecesOf(file: TableFile): AsyncGenerator<Uint8Array> {
  const piece = 262_144
  if ('path' in file) yield* createReadStream(file.path, { highWaterMark: piece })
  else for (let at = 0; at < file.bytes.byteLength; at += piece) yield file.bytes.subarray(at, at + piece)
}
