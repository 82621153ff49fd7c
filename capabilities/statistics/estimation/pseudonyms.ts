import { createHmac } from 'node:crypto'
import type { CaptureHistory, CaptureTable } from './capture-table.ts'

/** The key that the agencies share has at least so many bytes; a shorter one can be guessed. */
export const keyBytesMin = 16
const pseudonymHexDigits = 32

/**
 * A person's pseudonym: the same in every agency that holds the key, whatever the spelling's case, accents and order of
 * words, and worth nothing to whoever has not the key.
 * @param values what is known of her, in columns on which the agencies agreed, e.g. names and date of birth
 * @returns 32 hexadecimal digits, or undefined when a value is missing: she cannot be matched then
 */
export function pseudonymOf(key: Uint8Array, values: readonly string[]): string | undefined {
  const parts = values.map(normalised)
  if (parts.some(part => part === '')) return undefined
  return createHmac('sha256', key)
    .update(`palermo overlap\u0000${parts.join('\u0000')}`)
    .digest('hex')
    .slice(0, pseudonymHexDigits)
}

const normalised = (text: string) =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
    .sort()
    .join(' ')

/**
 * How many people have each history, from lists of pseudonyms. Whoever stands on a list twice is on it once.
 * @param lists for each list its name and its pseudonyms
 */
export function overlapOfLists(
  lists: readonly { name: string; pseudonyms: Iterable<string> }[],
): CaptureTable {
  const on = new Map<string, number>()
  for (const [j, { pseudonyms }] of lists.entries())
    for (const pseudonym of pseudonyms) on.set(pseudonym, (on.get(pseudonym) ?? 0) | (1 << j))
  const counts = new Map<number, number>()
  for (const code of on.values()) counts.set(code, (counts.get(code) ?? 0) + 1)
  const histories = [...counts]
    .sort(([a], [b]) => a - b)
    .map(([code, count]): CaptureHistory => ({ on: lists.map((_, j) => (code >> j) & 1), count }))
  return { lists: lists.map(l => l.name), histories }
}
