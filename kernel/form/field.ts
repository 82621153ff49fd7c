/**
 * What a form needs to know about one field. The list is plain data: a screen draws it, a description
 * (`kernel/entity`) makes it, a State's own fields add to it.
 */
export type FieldForForm = {
  /** Key of the answer in the form's answers, e.g. `citizenship`. */
  name: string
  /** Text key of the question, e.g. `cases.field.citizenship`. */
  labelKey: string
  kind: FieldKind
  required: boolean
  /** Closed list to choose from, for `code` and `codes`; labels already in the reader's language. */
  options?: FieldOption[]
  /** Text key of one line of help under the question. */
  help?: string
  /** Text key of where a filled-in answer comes from, shown quietly beside it. */
  sourceKey?: string
  /** Answers other than a value that the field admits; all three when left out. */
  absences?: Absence[]
  /** Bounds of a `number`, both included. */
  min?: number
  max?: number
  /** Longest text, in characters, for `text` and `longText`. */
  lengthMax?: number
  /** For `date`: seasons may be chosen too (21 spring, 22 summer, 23 autumn, 24 winter). */
  seasons?: boolean
  /** Heading under which the form groups the field: text key. */
  groupKey?: string
}

/**
 * - `text`, `longText`: string
 * - `date`: string, partly known: `2024`, `2024-04`, `2024-04-11`; `2024-21` (spring, ISO 8601-2) where the field keeps seasons
 * - `number`: number
 * - `yesNo`: boolean
 * - `code`, `country`: string, the code
 * - `codes`: string[], the codes
 */
export type FieldKind = 'text' | 'longText' | 'date' | 'number' | 'yesNo' | 'code' | 'codes' | 'country'

export type FieldOption = { code: string; label: string; groupLabel?: string; help?: string }

/** Three answers that are not values: she does not know, she did not want to say, nobody asked. */
export type Absence = 'unknown' | 'refused' | 'notAsked'

export type GivenValue = string | number | boolean | string[]

/** The answer to one field: a value, a stated absence, or nothing yet. */
export type Answer = GivenValue | { absent: Absence } | undefined

export type Answers = Record<string, Answer>

/** What is wrong with one field: `field` is its name, `messageKey` a text key that says what to do. */
export type FieldProblem = { field: string; messageKey: string; values?: Record<string, string | number> }

export const absences: readonly Absence[] = ['unknown', 'refused', 'notAsked']

/** True when the answer states why there is no value. */
export function isAbsent(answer: Answer): answer is { absent: Absence } {
  return typeof answer === 'object' && answer !== null && !Array.isArray(answer) && 'absent' in answer
}

/** True when there is an answer of either kind; an empty text or an empty list is none. */
export function isAnswered(answer: Answer): boolean {
  if (answer === undefined || answer === '') return false
  if (Array.isArray(answer)) return answer.length > 0
  return true
}
