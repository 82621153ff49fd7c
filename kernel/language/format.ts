import { isSeason } from '../time/partial-date.ts'

/** Writes values as the reader writes them. Instants are ISO strings or Dates, shares are 0 to 1. */
export type Formats = {
  /** `3,000`; at most two digits after the point. */
  number: (value: number) => string
  /** `42.5 %` of a share from 0 to 1; one digit after the point at most. */
  share: (value: number) => string
  /** `11 April 2024`, in the reader's zone. */
  day: (instant: string | Date) => string
  /** `11 April 2024, 14:05 CET`: a time always names its zone. */
  time: (instant: string | Date) => string
  /** `in 3 days`, `2 hours ago`. */
  fromNow: (instant: string | Date, now: Date) => string
  /** A date that may be partly known: `2024`, `April 2024`, `spring 2024` when the seasons' words are handed in. */
  partialDate: (text: string) => string
  /** `A, B and C`. */
  list: (items: readonly string[]) => string
  /** Name of a country by its ISO 3166-1 alpha-2 code. */
  country: (code: string) => string
  /** Size of a file, from bytes. */
  bytes: (count: number) => string
  /** Order of texts in this language. */
  compare: (a: string, b: string) => number
}

/**
 * @param language tag of the language, e.g. `ar`; Arabic is written with Western digits, as the field's figures are
 * @param timeZone IANA name; the machine's own when left out
 * @param season writes the season of a year, from its code 21 (spring) to 24 (winter)
 */
export function formats(
  language: string,
  timeZone?: string,
  season?: (code: string, year: string) => string,
): Formats {
  const tag = withLatinDigits(language)
  const number = new Intl.NumberFormat(tag, { maximumFractionDigits: 2 })
  const share = new Intl.NumberFormat(tag, { style: 'percent', maximumFractionDigits: 1 })
  const day = new Intl.DateTimeFormat(tag, { dateStyle: 'long', timeZone })
  const time = new Intl.DateTimeFormat(tag, {
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
    timeZone,
  })
  const relative = new Intl.RelativeTimeFormat(tag, { numeric: 'auto' })
  const list = new Intl.ListFormat(tag, { type: 'conjunction' })
  const countries = new Intl.DisplayNames([tag], { type: 'region', fallback: 'code' })
  const order = new Intl.Collator(tag, { numeric: true })
  return {
    number: value => number.format(value),
    share: value => share.format(value),
    day: instant => day.format(new Date(instant)),
    time: instant => time.format(new Date(instant)),
    fromNow: (instant, now) => fromNow(relative, new Date(instant), now, timeZone),
    partialDate: text =>
      season && isSeason(text) ? season(text.slice(5), text.slice(0, 4)) : partialDate(tag, text),
    list: items => list.format(items),
    country: code => (/^[A-Za-z]{2}$/.test(code) ? (countries.of(code.toUpperCase()) ?? code) : code),
    bytes: count => bytes(tag, count),
    compare: order.compare,
  }
}

/**
 * The tag with Western digits, which all figures of the house use so that tables can be compared. English
 * without a region is that of the United Nations: day before month, 24 hours.
 */
export function withLatinDigits(language: string): string {
  try {
    return new Intl.Locale(language === 'en' ? 'en-GB' : language, { numberingSystem: 'latn' }).toString()
  } catch {
    return 'en-u-nu-latn'
  }
}

const secondsPerDay = 86_400
const daysPerUnit: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 365.25],
  ['month', 30.44],
  ['week', 7],
]

/** Within a day by hours and minutes; beyond it by the days of the calendar, as people count them. */
function fromNow(relative: Intl.RelativeTimeFormat, instant: Date, now: Date, timeZone?: string): string {
  const seconds = (instant.getTime() - now.getTime()) / 1000
  if (Math.abs(seconds) < 3_600) return relative.format(Math.trunc(seconds / 60), 'minute')
  const days = calendarDay(instant, timeZone) - calendarDay(now, timeZone)
  if (days === 0) return relative.format(Math.trunc(seconds / 3_600), 'hour')
  for (const [unit, size] of daysPerUnit) {
    if (Math.abs(days) >= 2 * size) return relative.format(Math.trunc(days / size), unit)
  }
  return relative.format(days, 'day')
}

/** Number of the calendar's day, in the zone, that an instant falls on. */
function calendarDay(instant: Date, timeZone?: string): number {
  const parts = new Intl.DateTimeFormat('en-CA-u-ca-gregory-nu-latn', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  })
  const read = Object.fromEntries(
    parts.formatToParts(instant).map(({ type, value }) => [type, Number(value)]),
  )
  return Date.UTC(read.year ?? 0, (read.month ?? 1) - 1, read.day ?? 1) / (secondsPerDay * 1000)
}

function partialDate(tag: string, text: string): string {
  const [, year, part, dayOfMonth] = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$/.exec(text) ?? []
  if (year === undefined) return text
  if (part === undefined) return year
  const instant = new Date(`${year}-${part}-${dayOfMonth ?? '01'}T00:00:00Z`)
  const options: Intl.DateTimeFormatOptions = { year: 'numeric', month: 'long', timeZone: 'UTC' }
  if (dayOfMonth !== undefined) options.day = 'numeric'
  return Number.isNaN(instant.getTime()) ? text : new Intl.DateTimeFormat(tag, options).format(instant)
}

const sizes = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const

function bytes(tag: string, count: number): string {
  const step = count < 1 ? 0 : Math.min(sizes.length - 1, Math.floor(Math.log10(count) / 3))
  const style = { style: 'unit', unit: sizes[step], unitDisplay: 'short', maximumFractionDigits: 1 } as const
  return new Intl.NumberFormat(tag, style).format(count / 1000 ** step)
}
