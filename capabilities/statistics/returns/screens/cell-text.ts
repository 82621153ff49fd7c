import type { CellValue } from '../return.entity.ts'

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
  const digits = plain.replace(/[\u0660-\u0669\u06f0-\u06f9]/g, d => String(d.charCodeAt(0) & 15))
  const joined = /^-?\d{1,3}( \d{3})+(\.\d+)?$/.test(digits) ? digits.replaceAll(' ', '') : digits
  return /^-?\d{1,16}(\.\d{1,10})?$/.test(joined) ? { value: Number(joined) } : { wrong: text }
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
