const dayMs = 86_400_000

/** Days since 1970 of a day of the calendar, without zone. */
export const dayNumber = (year: number, month: number, day: number): number =>
  Date.UTC(year, month - 1, day) / dayMs

/** 'YYYY-MM-DD' of a number of days since 1970. */
export const isoDay = (day: number): string => new Date(day * dayMs).toISOString().slice(0, 10)

/** Milliseconds since 1970 of a minute of a day, UTC. */
export const instant = (day: number, minute: number): number => day * dayMs + minute * 60_000

/** The same day, or the Monday after it when that is a Saturday or a Sunday. */
export function workingDay(day: number): number {
  const weekday = (day + 4) % 7
  return weekday === 6 ? day + 2 : weekday === 0 ? day + 1 : day
}
