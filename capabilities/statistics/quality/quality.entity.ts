/** The fields whose answers are looked at: those that facts are counted by. */
export const qualityFields = [
  'sex',
  'ageBand',
  'citizenship',
  'countryOfExploitation',
  'exploitation',
  'means',
  'industry',
  'traffickingStatus',
] as const
export type QualityField = (typeof qualityFields)[number]

/** What cannot both be so. */
export const contradictionKinds = [
  'child-and-adult',
  'trafficked-when-older',
  'exploited-before-recruited',
  'service-ends-before-start',
  'convicted-not-prosecuted',
] as const
export type ContradictionKind = (typeof contradictionKinds)[number]

/** A share of 100, rounded; null where there is something and too little to say how much, which is never 0. */
export type RoundedShare = number | null

/** How a field is answered in the facts of one kind of agency. The shares that are told add to 100. */
export interface FieldAnswers {
  field: QualityField
  /** Somebody said what it is. */
  filled: RoundedShare
  /** Somebody said that nobody knows, or that it was refused. Never the same as zero. */
  unknown: RoundedShare
  /** Nobody said anything. */
  empty: RoundedShare
}

/** The answers of one kind of agency; without shares where it has too few cases to say. */
export interface AgencyAnswers {
  /** Null for all that are shown, together. */
  agencyKind: string | null
  /** Shares are multiples of this, in hundredths; the fewer cases, the coarser. */
  step: number | null
  answers: readonly FieldAnswers[] | null
}

/** A number of cases that may be shown: the number, or that there are some, and too few to say how many. */
export type ShownCases = number | 'few'

export interface ContradictionCount {
  kind: ContradictionKind
  agencyKind: string
  cases: ShownCases
}

/** Days from what happened to its entry, over the acts of a year; without days where there are too few acts. */
export interface RecordingDays {
  agencyKind: string
  medianDays: number | null
  /** Nine entries in ten came within so many days. */
  mostDays: number | null
}
