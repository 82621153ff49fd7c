import { expect, it } from 'vitest'
import { describe } from '#kernel/entity/describe.ts'
import { date, number, text } from '#kernel/entity/field.ts'
import { problemOf } from './problem.ts'
import { described, integer, list, nullable, object } from './shape.ts'

const open = { disclosure: 'public', statistics: 'never', exchange: 'never' } as const
/** Named as the plan's own, so that its labels are found. */
const Action = describe('planAction', {
  title: text({ ...open, lengthMax: 3 }),
  budget: number({ ...open, min: 0 }),
  dueOn: date(open),
})
const body = object({ action: described(Action), steps: list(object({ due: nullable(integer()) })) }).schema
const refused = (language: string, ...validation: object[]) =>
  problemOf({ validation, validationContext: 'body' }, 'r', language, { body }).details.problems

const tooLong = {
  instancePath: '/action/title',
  schemaPath: '#/properties/action/properties/title/maxLength',
  keyword: 'maxLength',
  params: { limit: 3000 },
}

it('a field of a description that does not fit the declared shape has its label in the reader’s language', () => {
  expect(refused('fr', tooLong)).toEqual([
    {
      where: 'action.title',
      code: 'shape.maxLength',
      label: 'Titre',
      what: 'Ce texte est trop long.',
      remedy: 'Réduisez-le à 3\u202f000 caractères.',
    },
  ])
  expect(refused('en', tooLong)).toMatchObject([
    { label: 'Title', what: 'This text is too long.', remedy: 'Shorten it to 3,000 characters.' },
  ])
})
it('a field that is missing is named, too, and what is of no description has no label', () => {
  const [missing, due] =
    refused(
      'ar',
      {
        instancePath: '/action',
        schemaPath: '#/properties/action/required',
        keyword: 'required',
        params: { missingProperty: 'budget' },
      },
      {
        instancePath: '/steps/0/due',
        schemaPath: '#/properties/steps/items/properties/due/anyOf/0/type',
        keyword: 'type',
        params: { type: 'integer' },
      },
    ) ?? []
  expect(missing).toMatchObject({ where: 'action.budget', label: 'المبلغ المخطط' })
  expect(due).toMatchObject({ where: 'steps.0.due', remedy: 'أرسل عددًا صحيحًا.' })
  expect(due).not.toHaveProperty('label')
})
it('a date that has not the form of one is told as a form tells it', () => {
  const [pattern] = Object.values(
    described(Action).schema.properties as Record<string, { pattern?: string }>,
  ).flatMap(field => field.pattern ?? [])
  const rule = { instancePath: '/action/dueOn', schemaPath: '#/properties/action/properties/dueOn/pattern' }
  expect(refused('fr', { ...rule, keyword: 'pattern', params: { pattern } })).toMatchObject([
    { label: 'Échéance le', code: 'date', what: 'Cette date n’existe pas dans le calendrier.' },
  ])
})
it('a rule without a sentence of its own is told in the reader’s language all the same', () => {
  const rule = { instancePath: '/action', schemaPath: '#/if', keyword: 'if', params: {} }
  expect(refused('ru', rule)?.[0]?.what).toMatch(/^Это не соответствует/)
  expect(refused('ru', { ...rule, schemaPath: '#/%E0%A4%A' })).toHaveLength(1)
})
