import type { PeriodKind } from './return.entity.ts'

const parts: Record<PeriodKind, { perYear: number; letter: string }> = {
  year: { perYear: 1, letter: '' },
  'half-year': { perYear: 2, letter: 'S' },
  quarter: { perYear: 4, letter: 'Q' },
}

/** A period as SDMX writes it: '2025', '2025-S1', '2025-Q3'. */
export interface Period {
  kind: PeriodKind
  year: number
  /** Counted from 1 within the year. */
  part: number
}

/** Reads a period. @returns undefined for anything else */
export function readPeriod(text: string): Period | undefined {
  const match = /^(\d{4})(?:-(S[12]|Q[1-4]))?$/.exec(text)
  if (!match) return undefined
  const kind = !match[2] ? 'year' : match[2].startsWith('S') ? 'half-year' : 'quarter'
  return { kind, year: Number(match[1]), part: Number(match[2]?.[1] ?? 1) }
}

export const writePeriod = ({ kind, year, part }: Period): string =>
  kind === 'year' ? String(year) : `${year}-${parts[kind].letter}${part}`

/** The periods of a year, in their order. */
export const periodsOf = (kind: PeriodKind, year: number): string[] =>
  Array.from({ length: parts[kind].perYear }, (_, i) => writePeriod({ kind, year, part: i + 1 }))

/** The same kind of period, just before; undefined for what is no period. */
export function periodBefore(text: string): string | undefined {
  const period = readPeriod(text)
  if (!period) return undefined
  const { kind, year, part } = period
  return part > 1
    ? writePeriod({ kind, year, part: part - 1 })
    : writePeriod({ kind, year: year - 1, part: parts[kind].perYear })
}

/** The day after the last of a period, YYYY-MM-DD. */
export function endOf(text: string): string {
  const { kind, year, part } = readPeriod(text)!
  return day(year, (12 / parts[kind].perYear) * part, 1)
}

/**
 * The day on which a return is due.
 * @param dueMonths the last day of the month that lies so many months after the period's last
 */
export function dueOn(text: string, dueMonths: number): string {
  const { kind, year, part } = readPeriod(text)!
  return day(year, (12 / parts[kind].perYear) * part + dueMonths, 0)
}

/** Whole days from one day to another; negative when the second is earlier. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000)

const day = (year: number, month: number, dayOfMonth: number) =>
  new Date(Date.UTC(year, month, dayOfMonth)).toISOString().slice(0, 10)
