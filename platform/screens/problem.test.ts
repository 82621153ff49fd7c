import { expect, it } from 'vitest'
import { placeForReaders } from './problem.ts'

it.each([
  ['B12', 'returns.sheet', 'B12'],
  ['row 3, column C (Age)', 'number', 'row 3, column C (Age)'],
  ['Table 1: Total, Women', 'returns.sum', 'Table 1: Total, Women'],
  ['words', 'concept.word', undefined],
  ['labels.en', 'concept.label', undefined],
  ['evidence.3.url', 'plan.evidence-url', '4'],
  ['reached.0', 'plan.milestone-unknown', '1'],
  ['title', 'text.long', 'title'],
  ['title', 'missing', 'title'],
  ['title', 'field.unknown', 'title'],
  ['place', 'meeting.missing', 'place'],
  ['query.after', 'shape.format', 'query.after'],
  ['', 'plan.decided', undefined],
])('a reader is told where “%s” is when it is wrong by %s: %s', (where, code, place) => {
  expect(placeForReaders({ where, code })).toBe(place)
})

it.each([
  ['title', 'required', 'العنوان', 'العنوان'],
  ['action.title', 'shape.maxLength', 'Title', 'Title'],
  ['evidence.3.url', 'text.long', 'Address', 'Address (4)'],
  ['row 3, column C (Age)', 'number', 'Age', 'row 3, column C (Age)'],
])('the field “%s” that is wrong by %s and is called “%s” is shown as %s', (where, code, label, place) => {
  expect(placeForReaders({ where, code, label })).toBe(place)
})
