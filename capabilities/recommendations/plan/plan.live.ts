import { findIndicator, type IndicatorReading, type IndicatorSource } from '../evidence.entity.ts'
import { dayOf } from './plan.rules.ts'

/** Live figures of the actions of a plan, by the id of the indicator. */
export type Live = ReadonlyMap<string, IndicatorReading>

/**
 * Reads each live indicator once. Outside any transaction, since the embedded database has a single connection.
 * @param ids as actions name them; unknown ones are left out
 */
export async function readLive(
  source: IndicatorSource,
  ids: Iterable<string | null>,
  language: string,
): Promise<Live> {
  const live = new Map<string, IndicatorReading>()
  for (const id of new Set(ids)) {
    const indicator = id === null ? undefined : findIndicator(id)
    if (indicator) live.set(indicator.id, await source.read(indicator, language))
  }
  return live
}

/**
 * The day of the newest figure: the end of the last year that has one, or the day on which the figures last changed,
 * whichever is earlier. Nothing when no year has a figure; a withheld one is a figure.
 */
export function liveDay(reading: IndicatorReading | undefined): string | undefined {
  if (!reading) return undefined
  const last = reading.years.findLast((_, index) => reading.lines.some(line => line.values[index] !== 0))
  if (last === undefined) return undefined
  const [end, changed] = [`${last}-12-31`, dayOf(new Date(reading.changedAt))]
  return [end, changed].sort()[0]
}
