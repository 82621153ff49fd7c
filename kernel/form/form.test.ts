import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { answersFromRecord, recordFromAnswers } from './answers.ts'
import { checkAnswer, checkAnswers } from './check.ts'
import type { Answers, FieldForForm } from './field.ts'

const field = (more: Partial<FieldForForm>): FieldForForm => ({
  name: 'one',
  labelKey: 'one',
  kind: 'text',
  required: false,
  ...more,
})

describe('answers of a form', () => {
  it('keeps unknown and refused beside the values and leaves out what was not asked', () => {
    const answers: Answers = {
      sex: 'female',
      age: { absent: 'unknown' },
      income: { absent: 'refused' },
      visa: { absent: 'notAsked' },
      note: '  seen in spring ',
      tags: [],
    }
    expect(recordFromAnswers(answers)).toEqual({
      sex: 'female',
      note: 'seen in spring',
      missing: { age: 'unknown', income: 'refused' },
    })
  })

  it('returns what was recorded', () => {
    const value = fc.oneof(
      fc.integer(),
      fc.boolean(),
      fc.stringMatching(/^[a-z]{1,8}$/),
      fc.constant({ absent: 'unknown' }),
    )
    fc.assert(
      fc.property(fc.dictionary(fc.stringMatching(/^f[a-z]{1,6}$/), value), given => {
        const answers = given as Answers
        expect(answersFromRecord(recordFromAnswers(answers))).toEqual(answers)
      }),
    )
  })

  it('takes a stated absence as the answer to a required question, and silence as none', () => {
    const required = field({ required: true })
    expect(checkAnswer(required, { absent: 'refused' })).toBeUndefined()
    expect(checkAnswer(required, '')?.messageKey).toBe('shell.form.problem.required')
    expect(checkAnswer({ ...required, absences: [] }, '')?.messageKey).toBe('shell.form.problem.needed')
  })

  it.each([
    ['2024', true],
    ['2024-04', true],
    ['2024-04-31', false],
    ['2024-21', false],
    ['24', false],
  ])('reads %s as a partly known date: %s', (text, good) => {
    expect(checkAnswer(field({ kind: 'date' }), text) === undefined).toBe(good)
  })

  it('takes a season only where the field keeps seasons', () => {
    expect(checkAnswer(field({ kind: 'date', seasons: true }), '2024-21')).toBeUndefined()
  })

  it('names every wrong field in the order of the form', () => {
    const fields = [
      field({ name: 'b', kind: 'number', max: 3 }),
      field({ name: 'a', kind: 'codes', options: [{ code: 'x', label: 'X' }] }),
    ]
    expect(checkAnswers(fields, { a: ['x', 'y'], b: 4 }).map(problem => problem.field)).toEqual(['b', 'a'])
  })
})
