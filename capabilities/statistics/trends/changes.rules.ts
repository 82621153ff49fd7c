import type { Shown } from '../published.ts'
import { type ChangePoint, changePointsOf } from './change-points.rules.ts'

/** A change of level between two periods, with how sure that is and the mean count of a period before and after. */
export interface Change {
  from: string
  to: string
  /** The most likely first period of the new level. */
  at: string
  probability: number
  before: number
  after: number
}

/**
 * Changes of level in a series of shown counts. The series is parted where a count is withheld and where a definition
 * began that cannot be compared; each part is looked at by itself, so that neither a gap nor a new definition is taken for
 * a change, and nothing is said of withheld counts.
 * @param breaks periods in which such a definition began
 */
export function changesIn(
  points: readonly { period: string; count: Shown }[],
  breaks: readonly string[],
): Change[] {
  const parts: { period: string; count: number }[][] = [[]]
  for (const { period, count } of points) {
    if (count === null || breaks.includes(period)) parts.push([])
    if (count !== null) parts.at(-1)!.push({ period, count })
  }
  return parts.flatMap(part =>
    changePointsOf(part.map(({ count }) => count)).map(
      ({ at, from, to, probability, before, after }: ChangePoint) => ({
        from: part[from]!.period,
        to: part[to]!.period,
        at: part[at]!.period,
        probability,
        before,
        after,
      }),
    ),
  )
}
