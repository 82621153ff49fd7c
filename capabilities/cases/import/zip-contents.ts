import { crc32, createInflateRaw } from 'node:zlib'

export interface ZipEntry {
  name: string
  method: number
  packed: number
  unpacked: number
  /** Check sum of what is unpacked. */
  crc: number
  /** Where the packed bytes begin in the file. */
  start: number
  encrypted: boolean
}

/**
 * Lists a ZIP archive by its central directory, without unpacking it.
 * @returns undefined when the archive is damaged or of a kind (ZIP64) that no spreadsheet below 4 GB needs
 */
export function listZip(bytes: Uint8Array): ZipEntry[] | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let end = bytes.byteLength - 22
  while (end >= 0 && bytes.byteLength - end < 65_600 && view.getUint32(end, true) !== 0x06054b50) end--
  if (end < 0 || view.getUint32(end, true) !== 0x06054b50) return undefined
  const count = view.getUint16(end + 10, true)
  let at = view.getUint32(end + 16, true)
  const entries: ZipEntry[] = []
  for (let i = 0; i < count; i++) {
    if (at + 46 > bytes.byteLength || view.getUint32(at, true) !== 0x02014b50) return undefined
    const nameLength = view.getUint16(at + 28, true)
    const local = view.getUint32(at + 42, true)
    if (local + 30 > bytes.byteLength || view.getUint32(local, true) !== 0x04034b50) return undefined
    entries.push({
      name: new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength)),
      method: view.getUint16(at + 10, true),
      packed: view.getUint32(at + 20, true),
      unpacked: view.getUint32(at + 24, true),
      crc: view.getUint32(at + 16, true),
      start: local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true),
      encrypted: (view.getUint16(at + 8, true) & 1) === 1,
    })
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return entries
}

/**
 * Measures what a whole archive really unpacks to.
 * @param most stop when more comes out
 * @returns bytes, or undefined when an entry is damaged; a number above `most` means “too much”
 */
export async function unpackedTotal(
  bytes: Uint8Array,
  entries: readonly ZipEntry[],
  most: number,
): Promise<number | undefined> {
  let total = 0
  for (const entry of entries) {
    const size = await unpackedSize(bytes, entry, most - total)
    if (size === undefined) return undefined
    total += size
    if (total > most) break
  }
  return total
}

/**
 * Measures what an entry really unpacks to, whatever it claims, keeping nothing.
 * @param most stop when more comes out
 * @returns bytes, or undefined when the entry is damaged; a number above `most` means “too much”
 */
function unpackedSize(bytes: Uint8Array, entry: ZipEntry, most: number): Promise<number | undefined> {
  const packed = bytes.subarray(entry.start, entry.start + entry.packed)
  if (entry.method === 0) return Promise.resolve(crc32(packed) === entry.crc ? packed.length : undefined)
  if (entry.method !== 8) return Promise.resolve(undefined)
  return new Promise(resolve => {
    const inflate = createInflateRaw()
    let size = 0
    let crc = 0
    inflate.on('data', (piece: Buffer) => {
      size += piece.length
      crc = crc32(piece, crc)
      if (size > most) inflate.destroy()
    })
    inflate.on('error', () => resolve(undefined))
    inflate.on('close', () =>
      resolve(size > most || (inflate.readableEnded && crc === entry.crc) ? size : undefined),
    )
    inflate.end(packed)
  })
}
