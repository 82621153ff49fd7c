import { createHash } from 'node:crypto'

/** An id that is the same for the same words, so that two who begin the same return meet (RFC 9562, version 8). */
export function returnId(...words: string[]): string {
  const hash = createHash('sha256')
    .update(`palermo returns\n${words.join('\n')}`)
    .digest('hex')
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-a${hash.slice(17, 20)}-${hash.slice(20, 32)}`
}
