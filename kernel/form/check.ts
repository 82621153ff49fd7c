import { isPartialDate, isSeason } from '../time/partial-date.ts'
import {
  type Answer,
  type Answers,
  type FieldForForm,
  type FieldProblem,
  isAbsent,
  isAnswered,
} from './field.ts'

/**
 * What is wrong with a form's answers, in the order of the fields; empty when nothing is. A stated absence
 * (unknown, refused, not asked) answers a question, also a required one.
 */
export function checkAnswers(fields: readonly FieldForForm[], answers: Answers): FieldProblem[] {
  return fields.flatMap(field => {
    const problem = checkAnswer(field, answers[field.name])
    return problem === undefined ? [] : [{ field: field.name, ...problem }]
  })
}

type Wrong = Omit<FieldProblem, 'field'> | undefined

/** What is wrong with one answer, as a text key with its values, or undefined. */
export function checkAnswer(field: FieldForForm, answer: Answer): Wrong {
  if (isAbsent(answer)) return undefined
  if (!isAnswered(answer)) return field.required ? { messageKey: lacking(field) } : undefined
  switch (field.kind) {
    case 'number':
      return checkNumber(field, answer)
    case 'date':
      return checkDate(field, answer)
    case 'text':
    case 'longText':
      return checkText(field, answer)
    case 'code':
    case 'country':
      return checkCodes(field, [answer])
    case 'codes':
      return checkCodes(field, Array.isArray(answer) ? answer : [answer])
    case 'yesNo':
      return typeof answer === 'boolean' ? undefined : { messageKey: 'shell.form.problem.yesNo' }
  }
}

/** Where the form offers no reason for an absence, an answer is the only way on. */
const lacking = ({ absences }: FieldForForm) =>
  absences?.length === 0 ? 'shell.form.problem.needed' : 'shell.form.problem.required'

function checkNumber({ min, max }: FieldForForm, answer: Answer): Wrong {
  if (typeof answer !== 'number' || !Number.isFinite(answer))
    return { messageKey: 'shell.form.problem.number' }
  if (min !== undefined && answer < min) return { messageKey: 'shell.form.problem.min', values: { min } }
  if (max !== undefined && answer > max) return { messageKey: 'shell.form.problem.max', values: { max } }
  return undefined
}

function checkDate({ seasons }: FieldForForm, answer: Answer): Wrong {
  const text = String(answer)
  return isPartialDate(text) || (seasons === true && isSeason(text))
    ? undefined
    : { messageKey: 'shell.form.problem.date' }
}

function checkText({ lengthMax }: FieldForForm, answer: Answer): Wrong {
  if (lengthMax === undefined || String(answer).length <= lengthMax) return undefined
  return { messageKey: 'shell.form.problem.length', values: { lengthMax } }
}

function checkCodes({ options }: FieldForForm, codes: readonly unknown[]): Wrong {
  if (options === undefined) return undefined
  const known = new Set<unknown>(options.map(option => option.code))
  return codes.every(code => known.has(code)) ? undefined : { messageKey: 'shell.form.problem.code' }
}
