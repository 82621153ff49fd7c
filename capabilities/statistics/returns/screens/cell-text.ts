import type { CellValue } from '../return.entity.ts'
import { typedNumber } from '../typed-number.rules.ts'

/** What somebody typed into a cell; `wrong` where it is neither a number nor one of the two words. */
export type Typed = { value: CellValue | undefined } | { wrong: string }

/**
 * Reads what was typed: a number with blanks between thousands, `?` for unknown, `-` for not collected, or the words.
 * @param words the two words in the reader's language
 */
export function readCell(text: string, words: { unknown: string; notCollected: string }): Typed {
  const plain = text.normalize('NFKC').trim()
  if (plain === '') return { value: undefined }
  const folded = plain.toLowerCase()
  if (folded === '?' || folded === words.unknown.toLowerCase()) return { value: 'unknown' }
  if (/^[-–—]$/.test(folded) || folded === words.notCollected.toLowerCase()) return { value: 'not-collected' }
  const number = typedNumber(plain)
  return number === undefined ? { wrong: text } : { value: number }
}

/** A value as the cell shows it while it is edited. */
export function writeCell(
  value: CellValue | undefined,
  words: { unknown: string; notCollected: string },
): string {
  if (value === undefined) return ''
  if (value === 'unknown') return words.unknown
  if (value === 'not-collected') return words.notCollected
  return String(value)
}
