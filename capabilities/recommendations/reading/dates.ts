import type { Meeting } from '../recommendations.entity.ts'

const MONTHS = [
  'January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November',
  'December',
] // biome-ignore format: a table of words
const MONTH = `(${MONTHS.join('|')})`
const DAY = '(\\d{1,2})'
const YEAR = '(\\d{4})'

const SINGLE = new RegExp(`\\b${DAY} ${MONTH} ${YEAR}\\b`)
const SAME_MONTH = new RegExp(`\\b(?:from )?${DAY}(?:\\s?[-–]\\s?| and | to )${DAY} ${MONTH} ${YEAR}\\b`)
const TWO_MONTHS = new RegExp(
  `\\b(?:from )?${DAY} ${MONTH}(?:\\s?[-–]\\s?| and | to )${DAY} ${MONTH} ${YEAR}\\b`,
)
const PLACE = /(?:\bheld in |^)([A-Z][\p{L}-]+(?: [A-Z][\p{L}-]+)?)(?:, [A-Z][\p{L}]+)?(?: on| from|,)?\s*$/u

/** A printed date such as "21 April 2009" in ISO 8601, or null when there is none or it cannot be. */
export function readDate(text: string): string | null {
  const found = SINGLE.exec(text)
  return found ? isoDate(found[3]!, found[2]!, found[1]!) : null
}

/** The place and the days of a meeting, from a title such as "held in Vienna from 27 to 29 January 2010". */
export function readMeeting(text: string): Meeting | null {
  const found = daysIn(text)
  if (!found) return null
  const place =
    PLACE.exec(text.slice(Math.max(0, found.index - 60), found.index).replace(/\s+/g, ' '))?.[1] ?? null
  return {
    place,
    from: found.from,
    to: found.to,
    year: Number(found.from.slice(0, 4)),
    literal: found.literal,
  }
}

function daysIn(text: string): { index: number; literal: string; from: string; to: string } | null {
  const two = TWO_MONTHS.exec(text)
  if (two) return days(two, isoDate(two[5]!, two[2]!, two[1]!), isoDate(two[5]!, two[4]!, two[3]!))
  const same = SAME_MONTH.exec(text)
  if (same) return days(same, isoDate(same[4]!, same[3]!, same[1]!), isoDate(same[4]!, same[3]!, same[2]!))
  const single = SINGLE.exec(text)
  if (!single) return null
  const day = isoDate(single[3]!, single[2]!, single[1]!)
  return days(single, day, day)
}

function days(found: RegExpExecArray, from: string | null, to: string | null) {
  return from && to && from <= to ? { index: found.index, literal: found[0], from, to } : null
}

function isoDate(year: string, month: string, day: string): string | null {
  const number = MONTHS.indexOf(month) + 1
  const date = Number(day)
  if (number === 0 || date < 1 || date > new Date(Date.UTC(Number(year), number, 0)).getUTCDate()) return null
  return `${year}-${String(number).padStart(2, '0')}-${String(date).padStart(2, '0')}`
}
