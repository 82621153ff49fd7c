import type { FactKind } from '../statistics.entity.ts'

/** What is counted from a date on, and what changed with it. Definitions are never rewritten: a new one follows. */
export interface Definition {
  id: string
  version: number
  kind: FactKind
  /** The dimension whose codes it defines; null where it says what is counted at all. */
  dimension: string | null
  /** First day, month or year from which it holds. */
  since: string
  definition: string
  /** One sentence that stands at the break of a series. */
  change: string
  /** Whether counts before can be compared with counts since; if not, no line is drawn across. */
  comparable: boolean
  withdrawnWhy: string | null
}

/** Longest definition. */
export const textMax = 2_000
