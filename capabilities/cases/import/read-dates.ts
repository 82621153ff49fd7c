import { isPartialDate } from '#kernel/time/partial-date.ts'
import { readSeason } from './read-seasons.ts'

/** Which of day and month stands first in dates such as 03/04/2024; a person says it, nobody guesses. */
export type DateOrder = 'dmy' | 'mdy'

export type DateReading =
  /** `order` is set when the date itself shows which part stands first. */
  | { date: string; order?: DateOrder; serial?: boolean }
  | { wrong: 'ambiguous' | 'order' | 'century' | 'notDate' }

const languages = ['en', 'fr', 'es', 'ar', 'ru', 'zh']
const months = new Map<string, number>()
for (const language of languages)
  for (const month of ['long', 'short'] as const)
    for (const withDay of [true, false]) {
      const format = new Intl.DateTimeFormat(`${language}-u-ca-gregory-nu-latn`, {
        month,
        ...(withDay ? { day: 'numeric' } : {}),
        timeZone: 'UTC',
      })
      for (let m = 1; m <= 12; m++) {
        const part = format.formatToParts(Date.UTC(2024, m - 1, 1)).find(p => p.type === 'month')
        if (part && !/^\d+$/.test(part.value)) months.set(bare(part.value), m)
      }
    }
months.set('sept', 9)

/**
 * Reads a date as people and spreadsheets write it.
 * @param text e.g. '2024-05-17', '2024', '17.05.2024', '17/05/2024', '5 March 2020', '45429' (a spreadsheet's day number)
 * @param order which part stands first where the date itself does not tell
 * @param since1904 whether day numbers count from 1904, as in some workbooks
 * @param seasons whether 'spring 2024' is an answer, too
 * @returns an ISO 8601 date, whole or partial, or what is wrong with it
 */
export function readDate(text: string, order?: DateOrder, since1904 = false, seasons = false): DateReading {
  const t = westernDigits(text.trim())
  const season = seasons ? readSeason(t) : undefined
  if (season !== undefined) return { date: season }
  if (isPartialDate(t)) return { date: t }
  const instant = /^(\d{4}-\d{2}-\d{2})[T ]\d{2}:\d{2}/.exec(t)
  if (instant && isPartialDate(instant[1]!)) return { date: instant[1]! }
  const yearFirst = /^(\d{4})[/.年-]\s?(\d{1,2})(?:[/.月-]\s?(\d{1,2})日?|月)?$/.exec(t)
  if (yearFirst) return exact(yearFirst[1]!, yearFirst[2]!, yearFirst[3])
  const numeric = /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?:[ T]\d{1,2}:\d{2}.*)?$/.exec(t)
  if (numeric) return dayAndMonth(numeric[1]!, numeric[2]!, numeric[3]!, numeric[4]!, order)
  const monthYear = /^(\d{1,2})[/.](\d{4})$/.exec(t)
  if (monthYear) return exact(monthYear[2]!, monthYear[1]!)
  if (/^\d{5}(\.\d+)?$/.test(t)) return { date: dateOfSerial(Number(t), since1904), serial: true }
  return named(t)
}

/**
 * The calendar day of a spreadsheet's day number.
 * @param serial days since 1899-12-30, or since 1904-01-01; the fraction is the time of day and is dropped
 */
export function dateOfSerial(serial: number, since1904 = false): string {
  const days = Math.floor(serial) + (since1904 ? 1462 : serial < 60 ? 1 : 0)
  return new Date(Date.UTC(1899, 11, 30) + days * 86_400_000).toISOString().slice(0, 10)
}

/** Digits of Arabic and Persian script as 0 to 9. */
export function westernDigits(text: string): string {
  return /[\u0660-\u0669\u06f0-\u06f9]/.test(text)
    ? text.replace(/[\u0660-\u0669\u06f0-\u06f9]/g, d => String(d.charCodeAt(0) & 15))
    : text
}

function dayAndMonth(
  first: string,
  separator: string,
  second: string,
  year: string,
  order?: DateOrder,
): DateReading {
  if (year.length === 2) return { wrong: 'century' }
  const a = Number(first)
  const b = Number(second)
  // With dots the day stands first wherever such dates are written.
  if (separator === '.') return exact(year, second, first)
  if (a > 12 && b > 12) return { wrong: 'notDate' }
  const told: DateOrder | undefined = a > 12 ? 'dmy' : b > 12 ? 'mdy' : undefined
  if (told && order && told !== order) return { wrong: 'order' }
  const used = told ?? order ?? (a === b ? 'dmy' : undefined)
  if (!used) return { wrong: 'ambiguous' }
  const read = used === 'dmy' ? exact(year, second, first) : exact(year, first, second)
  return 'date' in read && told ? { ...read, order: told } : read
}

function named(text: string): DateReading {
  const words = text.split(/[\s,/-]+/).filter(w => w && !/^(de|del|г\.?)$/i.test(w))
  if (words.length < 2 || words.length > 4) return { wrong: 'notDate' }
  const month = words.map(w => months.get(bare(w))).find(m => m !== undefined)
  const numbers = words.filter(w => /^\d+(st|nd|rd|th|er)?$/.test(w)).map(w => Number.parseInt(w, 10))
  const year = numbers.find(n => n >= 1000)
  const days = numbers.filter(n => n < 1000)
  if (!month || days.length > 1) return { wrong: 'notDate' }
  if (year === undefined) return { wrong: days.length === 1 ? 'century' : 'notDate' }
  return exact(String(year), String(month), days[0] === undefined ? undefined : String(days[0]))
}

function exact(year: string, month: string, day?: string): DateReading {
  const date = [year, month.padStart(2, '0'), ...(day ? [day.padStart(2, '0')] : [])].join('-')
  return isPartialDate(date) ? { date } : { wrong: 'notDate' }
}

function bare(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\p{M}.]/gu, '')
    .toLowerCase()
}
