import { randomBytes } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { seal, open as unseal } from '#platform/vault/seal.ts'

const chunkBytes = 64 * 1024
const sealedChunkBytes = chunkBytes + 29

/** Where a file lies: under its random id, never its name. */
export const pathOf = (folder: string, id: string): string => join(folder, id.slice(0, 2), id)

const context = (id: string, index: number, last: boolean) => `file ${id} part ${index}${last ? ' last' : ''}`

/**
 * Writes bytes sealed in parts of 64 KiB, each bound to its place and to whether it is the last, so that parts that were
 * exchanged, dropped or cut off are found. The file appears under its path only when it is whole.
 * @returns the number of plain bytes
 * @throws TooLarge past bytesMax; nothing is left behind after an error
 */
export async function writeSealed(
  path: string,
  id: string,
  key: Uint8Array,
  content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  bytesMax: number,
): Promise<number> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const draft = `${path}.${randomBytes(6).toString('hex')}`
  const handle = await open(draft, 'wx', 0o600)
  try {
    const size = await writeParts(handle, id, key, content, bytesMax)
    await handle.sync()
    await handle.close()
    await rename(draft, path)
    return size
  } catch (error) {
    await handle.close().catch(() => {})
    await rm(draft, { force: true })
    throw error
  }
}

async function writeParts(
  handle: FileHandle,
  id: string,
  key: Uint8Array,
  content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  bytesMax: number,
): Promise<number> {
  let size = 0
  let index = 0
  let rest: Buffer = Buffer.alloc(0)
  for await (const piece of content) {
    size += piece.length
    if (size > bytesMax) throw new TooLarge(bytesMax)
    rest = rest.length === 0 ? Buffer.from(piece) : Buffer.concat([rest, piece])
    // One part is held back, since only the end shows which is the last.
    while (rest.length > chunkBytes) {
      await handle.write(seal(key, rest.subarray(0, chunkBytes), context(id, index++, false)))
      rest = rest.subarray(chunkBytes)
    }
  }
  await handle.write(seal(key, rest, context(id, index, true)))
  return size
}

/**
 * Reads a sealed file part by part.
 * @throws Error when a part was altered, exchanged or cut off
 */
export async function* readSealed(path: string, id: string, key: Uint8Array): AsyncGenerator<Buffer> {
  let index = 0
  let rest: Buffer = Buffer.alloc(0)
  for await (const piece of createReadStream(path, { highWaterMark: sealedChunkBytes })) {
    rest = rest.length === 0 ? (piece as Buffer) : Buffer.concat([rest, piece as Buffer])
    while (rest.length > sealedChunkBytes) {
      yield unseal(key, rest.subarray(0, sealedChunkBytes), context(id, index++, false))
      rest = rest.subarray(sealedChunkBytes)
    }
  }
  yield unseal(key, rest, context(id, index, true))
}

/** A file is larger than this node takes. */
export class TooLarge extends Error {
  readonly bytesMax: number
  constructor(bytesMax: number) {
    super(`The file is larger than ${Math.floor(bytesMax / 2 ** 20)} MB. Send a smaller one.`)
    this.name = 'TooLarge'
    this.bytesMax = bytesMax
  }
}
