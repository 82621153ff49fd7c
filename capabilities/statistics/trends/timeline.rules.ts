import { type ListGroups, type ProtectedList, protectList } from '../disclosure/protect.ts'
import type { Shown } from '../published.ts'
import { type TimeStep, timeSteps } from './time-steps.ts'

/** One point of a series: '2024', '2024-Q1' or '2024-01'. */
export interface TimePoint {
  period: string
  count: Shown
}

export interface Timeline {
  points: TimePoint[]
  total: Shown
  /** Facts of which the year is known and nothing finer; they stand in no point of a finer step. */
  undated: Shown
  withheld: number
}

/**
 * Counts by year, quarter or month without gaps. Quarters are protected under the years that they make up and months
 * under quarters and years, so that what all three show together gives no small count away.
 * @param counted `month` is YYYY-MM, null where only the year is known
 */
export function timelineOf(
  counted: readonly { year: number | null; month: string | null; count: number }[],
  step: TimeStep,
  countMin: number,
): Timeline {
  const total = counted.reduce((sum, one) => sum + one.count, 0)
  const sums: Record<TimeStep, Map<string, number>> = {
    year: new Map(),
    quarter: new Map(),
    month: new Map(),
  }
  for (const { year, month, count } of counted) {
    const known = month?.startsWith(`${year}-`) ? month : null
    const keys = keysOf(year, known)
    for (const one of timeSteps) sums[one].set(keys[one], (sums[one].get(keys[one]) ?? 0) + count)
  }
  fillGaps(sums)
  let list = protect(sums.year, total, countMin)
  let years: ListGroups | undefined
  if (step !== 'year') {
    years = groupsOf(sums.quarter, list, yearOf)
    list = protect(sums.quarter, total, countMin, years)
  }
  if (step === 'month') {
    const quarters = groupsOf(sums.month, list, quarterOf)
    list = protect(sums.month, total, countMin, { ...quarters, ...(years && { above: years }) })
  }
  const shown = list.axis.codes.map((period, i) => ({
    period,
    count: list.withheld[i] ? null : list.counts[i]!,
  }))
  const points = shown
    .filter(({ period }) => !period.endsWith(open))
    .sort((a, b) => (a.period < b.period ? -1 : 1))
  const rest = shown.filter(({ period }) => period.endsWith(open))
  return {
    points,
    total: list.totalWithheld ? null : total,
    undated: rest.some(({ count }) => count === null)
      ? null
      : rest.reduce((sum, { count }) => sum + count!, 0),
    withheld: points.filter(({ count }) => count === null).length,
  }
}

/** The year, quarter or month that a day lies in. */
export function periodOf(day: Date, step: TimeStep): string {
  const [year, month] = [String(day.getUTCFullYear()), day.getUTCMonth()]
  if (step === 'year') return year
  return step === 'quarter'
    ? `${year}-Q${Math.floor(month / 3) + 1}`
    : `${year}-${String(month + 1).padStart(2, '0')}`
}

/** The period in which a date of any precision begins. */
export function periodOfDate(date: string, step: TimeStep): string {
  return periodOf(
    new Date(`${date}${'-01-01'.slice(date.length === 4 ? 0 : date.length === 7 ? 3 : 6)}T00:00:00Z`),
    step,
  )
}

/** Ends the key of what lies in no period of its step. */
const open = '?'
const quarterOfMonth = (month: string) => `${month.slice(0, 4)}-Q${Math.ceil(Number(month.slice(5)) / 3)}`
const keysOf = (year: number | null, month: string | null) => ({
  year: year === null ? open : String(year),
  quarter: month ? quarterOfMonth(month) : `${year ?? ''}${open}`,
  month: month ?? `${year ?? ''}${open}`,
})
const yearOf = (quarter: string) => (quarter === open ? open : quarter.slice(0, 4))
const quarterOf = (month: string) => (month.endsWith(open) ? month : quarterOfMonth(month))

/** Years without anybody are years with 0; so are the quarters and months between the first and the last. */
function fillGaps({ year, quarter, month }: Record<TimeStep, Map<string, number>>): void {
  const years = [...year.keys()].filter(key => key !== open).map(Number)
  for (let y = Math.min(...years); y <= Math.max(...years); y++)
    if (!year.has(String(y))) year.set(String(y), 0)
  const months = [...month.keys()].filter(key => !key.endsWith(open)).sort()
  const [first, last] = [months[0], months.at(-1)]
  if (!first || !last) return
  for (let at = first; at <= last; at = nextMonth(at)) {
    if (!month.has(at)) month.set(at, 0)
    if (!quarter.has(quarterOfMonth(at))) quarter.set(quarterOfMonth(at), 0)
  }
}

export const nextMonth = (month: string): string => {
  const [year, number] = [Number(month.slice(0, 4)), Number(month.slice(5))]
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`
}

function protect(
  sums: ReadonlyMap<string, number>,
  total: number,
  countMin: number,
  under?: ListGroups,
): ProtectedList {
  const codes = codesOf(sums)
  const list = {
    axis: { dimension: 'period', codes, multiple: false },
    counts: Float64Array.from(codes, code => sums.get(code)!),
    total,
  }
  return protectList(list, countMin, under)
}

const codesOf = (sums: ReadonlyMap<string, number>) => [...sums.keys()].sort()

/** The published list of longer periods that shorter ones make up. */
const groupsOf = (
  sums: ReadonlyMap<string, number>,
  list: ProtectedList,
  parentOf: (key: string) => string,
): ListGroups => ({ list, groupOf: codesOf(sums).map(code => list.axis.codes.indexOf(parentOf(code))) })
