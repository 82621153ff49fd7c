import { type Answers, type GivenValue, isAbsent, isAnswered } from './field.ts'

/** A described record as the server reads it: values by field, and beside them what was asked without a value. */
export type RecordOfAnswers = Record<string, unknown> & { missing?: Record<string, 'unknown' | 'refused'> }

/** Turns a form's answers into a record; what was not asked is left out. */
export function recordFromAnswers(answers: Answers): RecordOfAnswers {
  const record: RecordOfAnswers = {}
  const missing: Record<string, 'unknown' | 'refused'> = {}
  for (const [name, answer] of Object.entries(answers)) {
    if (isAbsent(answer)) {
      if (answer.absent !== 'notAsked') missing[name] = answer.absent
    } else if (isAnswered(answer)) record[name] = typeof answer === 'string' ? answer.trim() : answer
  }
  if (Object.keys(missing).length > 0) record.missing = missing
  return record
}

/** The reverse of `recordFromAnswers`, to fill a form with what is known. */
export function answersFromRecord(record: RecordOfAnswers): Answers {
  const answers: Answers = {}
  for (const [name, value] of Object.entries(record)) {
    if (name !== 'missing' && value !== null && value !== undefined) answers[name] = value as GivenValue
  }
  for (const [name, absent] of Object.entries(record.missing ?? {})) answers[name] = { absent }
  return answers
}
