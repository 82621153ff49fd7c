import fc from 'fast-check'
import { expect, describe as group, it } from 'vitest'
import { type Codelist, type Codelists, findCode, languages } from './codelist.ts'
import { describe, type Value } from './describe.ts'
import { code, codes, date, number, text, yesNo } from './field.ts'
import { codeBook, columns, formFields, jsonSchema } from './readers.ts'
import { validate } from './validate.ts'

const labels = (label: string) =>
  Object.fromEntries(languages.map(l => [l, label])) as Codelist['codes'][number]['labels']
const fruit: Codelist = {
  id: 'fruit',
  version: '1',
  source: 'test',
  labelStatus: { en: 'reviewed', fr: 'draft', es: 'draft', ar: 'draft', ru: 'draft', zh: 'draft' },
  codes: [
    { code: 'Apple', labels: labels('Red apple'), aliases: ['Pomme'] },
    { code: 'Pear', labels: labels('Pear') },
    { code: 'Plum', labels: labels('Apple') },
  ],
}
const lists: Codelists = { get: () => fruit }
const open = { disclosure: 'restricted', statistics: 'never', exchange: 'never' } as const
const Thing = describe('thing', {
  name: text({ ...open, disclosure: 'identifying', lengthMax: 10, htcds: 'prs_FirstName' }),
  born: date(open),
  seen: date({ ...open, seasons: true }),
  children: number({ ...open, min: 0, max: 50 }),
  alive: yesNo(open),
  favourite: code('fruit', { ...open, required: true }),
  eaten: codes('fruit', open),
  old: text({ ...open, deprecated: true }),
})
const seed = 20260101

group('validate', () => {
  it('returns what it was given when all is well, with codes spelled as the list has them', () => {
    const value: Value<typeof Thing> = {
      name: 'A',
      born: '2001-02',
      children: 2,
      alive: true,
      favourite: 'Apple',
      eaten: ['Apple', 'Pear'],
    }
    expect(
      validate(
        Thing,
        { ...value, name: '  A ', favourite: 'pomme', eaten: ['PEAR', 'red apple', 'Pear'] },
        lists,
      ),
    ).toEqual({ ok: true, value })
  })
  it('names every problem at once, and shows no value that identifies', () => {
    const result = validate(
      Thing,
      {
        name: 'Far too long a name',
        born: '2001-02-30',
        children: 'many',
        alive: 'x',
        favourite: 'Nut',
        extra: 1,
      },
      lists,
    )
    expect(result.ok).toBe(false)
    if (result.ok) return
    expect(result.problems.map(p => [p.where, p.code])).toEqual([
      ['extra', 'field.unknown'],
      ['name', 'text.long'],
      ['born', 'date'],
      ['children', 'number'],
      ['alive', 'yesNo'],
      ['favourite', 'code.unknown'],
    ])
    expect(result.problems.find(p => p.where === 'name')?.value).toBeUndefined()
    expect(result.problems.every(p => p.what && p.remedy)).toBe(true)
  })
  it('takes the season of a year where the field keeps seasons, and nowhere else', () => {
    const read = (name: 'born' | 'seen') => validate(Thing, { favourite: 'Apple', [name]: '2024-21' }, lists)
    expect(read('seen')).toEqual({ ok: true, value: { seen: '2024-21', favourite: 'Apple' } })
    expect(read('born')).toMatchObject({ ok: false, problems: [{ where: 'born', code: 'date' }] })
  })
  it('says what is wrong with an object that cannot be written as text', () => {
    const odd = { toString: 1 }
    const given = { name: odd, born: odd, children: odd, alive: odd, favourite: odd }
    const read = validate(Thing, given, lists)
    expect(read.ok ? [] : read.problems.map(({ where, code }) => [where, code])).toEqual([
      ['name', 'text'],
      ['born', 'date'],
      ['children', 'number'],
      ['alive', 'yesNo'],
      ['favourite', 'code.unknown'],
    ])
  })
  it('names the label of the field that is wrong, which another description may have given', () => {
    const Other = describe('other', {
      born: date({ ...open, labelKey: 'field.thing.born' }),
      name: text(open),
    })
    expect(validate(Other, { born: '24', name: {} }, lists)).toMatchObject({
      problems: [{ labelKey: 'field.thing.born' }, { labelKey: 'field.other.name' }],
    })
  })
  it('takes “unknown” and “refused” for an answer to a required field, and silence for none', () => {
    expect(validate(Thing, { missing: { favourite: 'refused' } }, lists)).toEqual({
      ok: true,
      value: { missing: { favourite: 'refused' } },
    })
    expect(validate(Thing, {}, lists)).toMatchObject({
      ok: false,
      problems: [{ where: 'favourite', code: 'required' }],
    })
    expect(validate(Thing, {}, lists, { partial: true })).toEqual({ ok: true, value: {} })
  })
  it('gives its own result back unchanged', () => {
    fc.assert(
      fc.property(
        fc.record(
          {
            name: fc.string({ maxLength: 9 }),
            children: fc.nat(50),
            favourite: fc.constantFrom('apple', 'Pear', 'pomme'),
            eaten: fc.array(fc.constantFrom('Pear', 'Plum')),
          },
          { requiredKeys: ['favourite'] },
        ),
        input => {
          const once = validate(Thing, input, lists)
          if (once.ok) expect(validate(Thing, once.value, lists)).toEqual(once)
        },
      ),
      { seed },
    )
  })
  it('never throws, whatever it is given', () => {
    fc.assert(
      fc.property(fc.anything(), input => void validate(Thing, input, lists)),
      { seed },
    )
  })
})

group('findCode', () => {
  it('prefers a code to another code’s label, and refuses what is ambiguous', () => {
    expect(findCode(fruit, 'apple')).toBe('Apple')
    expect(findCode(fruit, 'nothing')).toBeUndefined()
  })
})

group('the readers of a description', () => {
  it('give a JSON Schema that says what is sealed and spells out codes', () => {
    expect(jsonSchema(Thing, lists)).toMatchObject({
      additionalProperties: false,
      properties: {
        name: { maxLength: 10, 'x-disclosure': 'identifying' },
        favourite: { enum: ['Apple', 'Pear', 'Plum'] },
        old: { deprecated: true },
      },
    })
  })
  it('leave withdrawn fields out of forms', () => {
    expect(formFields(Thing).map(f => f.name)).not.toContain('old')
  })
  it('head columns with the standard’s names', () => {
    expect(columns(Thing)[0]).toEqual({ field: 'name', header: 'prs_FirstName' })
  })
  it('print the code book with every code', () => {
    expect(codeBook(Thing, lists, 'en').find(e => e.field === 'favourite')?.codes).toHaveLength(3)
  })
})
