import type { Translate } from '#platform/screens/text.ts'
import { readPeriod } from '../period.rules.ts'

/** A period as people say it: 2025, first half of 2025, third quarter of 2025. */
export function periodWords(t: Translate, text: string): string {
  const period = readPeriod(text)
  if (!period) return text
  return t(`returns.period.${period.kind}`, { year: String(period.year), part: period.part })
}
