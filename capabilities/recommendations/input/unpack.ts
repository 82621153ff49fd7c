import { Unzip, UnzipInflate } from 'fflate'

/** The parts of an archive that are read may have so many bytes once unpacked; a long report has one million. */
export const UNPACKED_BYTES_MAX = 64 * 1024 * 1024

/** An archive that cannot be unpacked, or had better not be. */
export class Unpackable extends Error {
  override readonly name = 'Unpackable'
  readonly why: 'damaged' | 'too much' | 'locked'
  constructor(why: Unpackable['why']) {
    super(`The archive cannot be unpacked: ${why}.`)
    this.why = why
  }
}

/** So little is handed in at a time that what comes out can be counted before it fills the memory. */
const pieceBytes = 16 * 1024
const encryptedFlag = 1

/**
 * Unpacks the wanted parts of a ZIP archive. What an entry claims of its size is not believed: what comes out is
 * counted, and past the limit nothing more is unpacked.
 * @throws Unpackable
 */
export function unpack(
  bytes: Uint8Array,
  wanted: (name: string) => boolean,
  bytesMax = UNPACKED_BYTES_MAX,
): Map<string, Uint8Array> {
  if (((bytes[6] ?? 0) & encryptedFlag) === 1) throw new Unpackable('locked')
  const parts = new Map<string, Uint8Array[]>()
  const finished = new Set<string>()
  let sum = 0
  const archive = new Unzip(file => {
    if (!wanted(file.name) || parts.has(file.name)) return
    const pieces: Uint8Array[] = []
    parts.set(file.name, pieces)
    file.ondata = (error, data, final) => {
      // What is thrown below comes back here once, as the fault of the entry.
      if (error) throw error instanceof Unpackable ? error : new Unpackable('damaged')
      sum += data.byteLength
      if (sum > bytesMax) throw new Unpackable('too much')
      pieces.push(data)
      if (final) finished.add(file.name)
    }
    file.start()
  })
  archive.register(UnzipInflate)
  try {
    for (let at = 0; at < bytes.byteLength; at += pieceBytes)
      archive.push(bytes.subarray(at, at + pieceBytes), at + pieceBytes >= bytes.byteLength)
  } catch (error) {
    throw error instanceof Unpackable ? error : new Unpackable('damaged')
  }
  if (finished.size < parts.size) throw new Unpackable('damaged')
  return new Map([...parts].map(([name, pieces]) => [name, Buffer.concat(pieces)]))
}
