const pattern = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/

/** True for 'YYYY', 'YYYY-MM' and 'YYYY-MM-DD' that exist in the Gregorian calendar, years 1000 to 9999. */
export function isPartialDate(text: string): boolean {
  const [, year, month, day] = pattern.exec(text) ?? []
  if (!year || Number(year) < 1000) return false
  if (!month) return true
  if (Number(month) < 1 || Number(month) > 12) return false
  return !day || (Number(day) >= 1 && Number(day) <= daysInMonth(Number(year), Number(month)))
}

/**
 * True for the season of a year: 'YYYY-21' spring, 22 summer, 23 autumn, 24 winter, years 1000 to 9999. Which months a
 * season covers depends on the place, and some reach into a second year: it tells no month and is no day of the calendar.
 * @see ISO 8601-2:2019, extended date format, level 1
 */
export const isSeason = (text: string): boolean => /^[1-9]\d{3}-2[1-4]$/.test(text)

/** Year of a partial date, or undefined when there is none. */
export function yearOf(date: string | undefined): number | undefined {
  return date && isPartialDate(date) ? Number(date.slice(0, 4)) : undefined
}

/**
 * Whole years from one partial date to another.
 * @returns undefined when either lacks, or when what is known leaves two answers possible
 */
export function yearsBetween(from: string | undefined, to: string | undefined): number | undefined {
  if (!from || !to || !isPartialDate(from) || !isPartialDate(to)) return undefined
  const least = completed(end(from), start(to))
  const most = completed(start(from), end(to))
  return least === most && least >= 0 ? least : undefined
}

const start = (d: string) => `${d}${'-01-01'.slice(d.length === 4 ? 0 : d.length === 7 ? 3 : 6)}`
const end = (d: string) =>
  d.length === 10
    ? d
    : d.length === 7
      ? `${d}-${daysInMonth(Number(d.slice(0, 4)), Number(d.slice(5)))}`
      : `${d}-12-31`
const completed = (from: string, to: string) =>
  Number(to.slice(0, 4)) - Number(from.slice(0, 4)) - (to.slice(5) < from.slice(5) ? 1 : 0)

function daysInMonth(year: number, month: number): number {
  return [
    31,
    year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28,
    31,
    30,
    31,
    30,
    31,
    31,
    30,
    31,
    30,
    31,
  ][month - 1]!
}
