import { piecesOf, type TableFile } from './table-file.ts'

/** Encodings that a person may name when the file does not tell. */
export const textEncodings = [
  'utf-8',
  'utf-16le',
  'utf-16be',
  'windows-1252',
  'windows-1251',
  'windows-1256',
  'gb18030',
] as const
export type TextEncoding = (typeof textEncodings)[number]

/**
 * Finds how a text file is encoded: by its mark at the start, by the zero bytes of UTF-16, or by whether all of it is
 * sound UTF-8. What is none of these is taken for Windows-1252, which cannot be proved.
 * @returns sure: false when it is only taken for Windows-1252
 */
export async function findEncoding(
  file: TableFile,
  head: Uint8Array,
): Promise<{ encoding: TextEncoding; sure: boolean }> {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return { encoding: 'utf-8', sure: true }
  if (head[0] === 0xff && head[1] === 0xfe) return { encoding: 'utf-16le', sure: true }
  if (head[0] === 0xfe && head[1] === 0xff) return { encoding: 'utf-16be', sure: true }
  const zeros = [0, 0]
  const sample = Math.min(head.length, 4_096)
  for (let i = 0; i < sample; i++) if (head[i] === 0) zeros[i % 2]!++
  if (zeros[1]! > sample / 8 && zeros[0] === 0) return { encoding: 'utf-16le', sure: true }
  if (zeros[0]! > sample / 8 && zeros[1] === 0) return { encoding: 'utf-16be', sure: true }
  return (await isUtf8(file)) ? { encoding: 'utf-8', sure: true } : { encoding: 'windows-1252', sure: false }
}

async function isUtf8(file: TableFile): Promise<boolean> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  try {
    for await (const piece of piecesOf(file)) decoder.decode(piece, { stream: true })
    decoder.decode()
    return true
  } catch {
    return false
  }
}

/** The text of a file in pieces, without the mark at its start. */
export async function* textOf(file: TableFile, encoding: TextEncoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding)
  for await (const piece of piecesOf(file)) {
    const text = decoder.decode(piece, { stream: true })
    if (text) yield text
  }
  const rest = decoder.decode()
  if (rest) yield rest
}
