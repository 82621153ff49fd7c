import { daysBetween } from '../plan.rules.ts'
import type { ListedAction } from './answers.ts'

/** Where days stand on the picture, in percent of its width, from whole year to whole year. */
export interface TimeScale {
  at: (day: string) => number
  today: number
  years: { year: number; at: number }[]
}

export function scaleOf(
  actions: readonly Pick<ListedAction, 'startsOn' | 'dueOn'>[],
  today: string,
): TimeScale {
  const days = [today, ...actions.flatMap(a => [a.startsOn, a.dueOn])].sort()
  const [first, last] = [Number(days[0]!.slice(0, 4)), Number(days.at(-1)!.slice(0, 4))]
  const from = `${first}-01-01`
  const length = daysBetween(from, `${last + 1}-01-01`)
  const at = (day: string) => (daysBetween(from, day) / length) * 100
  return {
    at,
    today: at(today),
    years: Array.from({ length: last - first + 1 }, (_, i) => ({
      year: first + i,
      at: at(`${first + i}-01-01`),
    })),
  }
}
