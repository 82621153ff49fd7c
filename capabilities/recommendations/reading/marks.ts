import { type BareLine, bareLine, type Line } from './lines.ts'

/** What a line opens with, before anything is decided about it. */
export type Mark =
  | { is: 'recommendation'; number: number; length: number }
  | { is: 'number'; number: number; length: number }
  | { is: 'capital'; letter: string; roman: number | null; length: number }
  | { is: 'item'; label: string; length: number }
  | { is: 'bullet'; length: number }
  | { is: 'plain' }

export interface MarkedLine {
  line: Line
  bare: BareLine
  mark: Mark
  /** What lies between this line and the text line before it. */
  gap: Gap
}

export type Gap = 'none' | 'blank' | 'note' | 'running header' | 'start'

const RECOMMENDATION = /^Recommendation\s+(\d{1,3})\s*(?:[.:]\s*|$)/
const NUMBER = /^(\d{1,3})\.(?:\s+|$)/
const CAPITAL = /^([A-Z]|[IVXL]{2,6})\.\s+(?=\S)/
const ITEM = /^(?:[-–•*]\s+)?\(([a-z]{1,4})\)(?:\s+|$)/
const BULLET = /^[-–•*]\s+(?=\S)/

/** Reads the mark a line opens with. Whether it counts depends on what is expected at that place. */
export function readMark(text: string): Mark {
  const recommendation = RECOMMENDATION.exec(text)
  if (recommendation) {
    return { is: 'recommendation', number: Number(recommendation[1]), length: recommendation[0].length }
  }
  const number = NUMBER.exec(text)
  if (number) return { is: 'number', number: Number(number[1]), length: number[0].length }
  const capital = CAPITAL.exec(text)
  if (capital) {
    const letter = capital[1]!
    return { is: 'capital', letter, roman: romanNumber(letter), length: capital[0].length }
  }
  const item = ITEM.exec(text)
  if (item) return { is: 'item', label: item[1]!, length: item[0].length }
  const bullet = BULLET.exec(text)
  if (bullet) return { is: 'bullet', length: bullet[0].length }
  return { is: 'plain' }
}

export function markLine(line: Line, gap: Gap): MarkedLine {
  const bare = bareLine(line.text)
  return { line, bare, mark: readMark(bare.text), gap }
}

const ROMAN_VALUES: Record<string, number> = { I: 1, V: 5, X: 10, L: 50 }

/** The value of a Roman numeral up to 89, or null when the letters are none. */
export function romanNumber(text: string): number | null {
  if (!/^L?X{0,4}(?:IX|IV|V?I{0,4})$/.test(text) || text === '') return null
  let sum = 0
  for (let at = 0; at < text.length; at++) {
    const value = ROMAN_VALUES[text[at]!] ?? 0
    const next = ROMAN_VALUES[text[at + 1] ?? ''] ?? 0
    sum += value < next ? -value : value
  }
  return sum
}

/** A heading has no full stop, is not endless and says something. */
export function looksLikeHeading(text: string): boolean {
  const words = text.split(/\s+/)
  return text !== '' && words.length <= 60 && !/[.;:,]\s*\**$/.test(text) && /\p{L}/u.test(text)
}
