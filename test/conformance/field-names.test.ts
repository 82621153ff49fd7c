import { globSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { IntlMessageFormat } from 'intl-messageformat'
import { describe, expect, it } from 'vitest'
import { type Codelists, type Language, languages } from '#kernel/entity/codelist.ts'
import { type Description, fieldNames } from '#kernel/entity/describe.ts'
import type { Field, FieldKind } from '#kernel/entity/field.ts'
import { labelKey } from '#kernel/entity/readers.ts'
import { validate } from '#kernel/entity/validate.ts'
import { withLatinDigits } from '#kernel/language/format.ts'
import type { Problem } from '#kernel/result/result.ts'
import { isPartialDate } from '#kernel/time/partial-date.ts'
import { problemIn } from '#platform/http/texts.ts'

const root = join(import.meta.dirname, '../..')
const seed = 20261122

const isDescription = (one: unknown): one is Description =>
  typeof one === 'object' && one !== null && 'name' in one && 'fields' in one

/** Everything that is described anywhere, as the files of descriptions export it. */
const descriptions = (
  await Promise.all(
    globSync('{capabilities,platform}/**/*.entity.ts', { cwd: root }).map(async file =>
      Object.values((await import(join(root, file))) as Record<string, unknown>),
    ),
  )
)
  .flat()
  .filter(isDescription)

const fields = descriptions.flatMap(description =>
  fieldNames(description).map(name => ({ description, name, field: description.fields[name]! })),
)

const textsOf = (language: Language): Record<string, string> =>
  Object.assign(
    {},
    ...readdirSync(join(root, 'locales', language)).map(
      file => JSON.parse(readFileSync(join(root, 'locales', language, file), 'utf8')) as object,
    ),
  )
const texts = Object.fromEntries(languages.map(language => [language, textsOf(language)])) as Record<
  Language,
  Record<string, string>
>

/** Lists without codes, so that every code is refused. */
const emptyLists: Codelists = {
  get: id => ({
    id,
    version: '1',
    source: 'none',
    labelStatus: { en: 'draft', fr: 'draft', es: 'draft', ar: 'draft', ru: 'draft', zh: 'draft' },
    codes: [],
  }),
}

/** Without letters of any language, so that what was given adds no words to a sentence. */
const signs = fc.stringMatching(/^[0-9#%+]{1,12}$/)
const neither = fc.oneof(
  signs.map(text => [text]),
  fc.record({ '1': fc.nat() }).map(() => [[]]),
)
const refusedBy: Record<FieldKind, (field: Field) => fc.Arbitrary<unknown>> = {
  text: field => refusedText(field),
  longText: field => refusedText(field),
  date: () => signs.filter(text => !isPartialDate(text)),
  number: ({ min, max }) =>
    fc.oneof(
      signs.map(text => `${text}#`),
      ...(min === undefined ? [] : [fc.integer({ min: 1, max: 1e6 }).map(by => min - by)]),
      ...(max === undefined ? [] : [fc.integer({ min: 1, max: 1e6 }).map(by => max + by)]),
    ),
  yesNo: () => signs,
  code: () => fc.oneof(signs, fc.nat()),
  codes: () => fc.oneof(signs, fc.array(signs, { minLength: 1, maxLength: 3 })),
}
function refusedText({ lengthMax = 500 }: Field): fc.Arbitrary<unknown> {
  return fc.oneof(
    neither,
    fc.boolean(),
    fc.constant('1\u00002'),
    fc.integer({ min: 1, max: 50 }).map(more => '1'.repeat(lengthMax + more)),
  )
}

type Described = (typeof fields)[number]

/** Records that are refused for one field: by its value, by its lack, or by what is said of its lack. */
const refusal = ({ name, field }: Described): fc.Arbitrary<object> =>
  fc.oneof(
    { arbitrary: refusedBy[field.kind](field).map(value => ({ [name]: value })), weight: 4 },
    { arbitrary: fc.constant({ missing: { [name]: 'nobody' } }), weight: 1 },
    ...(field.required ? [{ arbitrary: fc.constant({}), weight: 1 }] : []),
  )

/** Looks at every problem of every field, some refusals of each. */
function forEveryProblem(look: (problem: Problem, described: Described) => void): void {
  for (const described of fields)
    fc.assert(
      fc.property(refusal(described), given => {
        const problems = problemsOf(described, given)
        expect(problems).not.toEqual([])
        for (const problem of problems) look(problem, described)
      }),
      { seed, numRuns: 12 },
    )
}

function problemsOf({ description, name }: Described, given: object): Problem[] {
  const result = validate(description, given, emptyLists)
  if (result.ok) throw new Error(`${description.name}.${name} took what it should refuse.`)
  return result.problems.filter(({ where }) => where.replace(/^missing\./, '') === name)
}

/** The two codes that a program sends where a value is missing; they are the same in every language. */
const withoutCodes = (sentence: string) => sentence.replace(/\b(?:unknown|refused)\b/g, '')
const englishWords =
  /\b(?:the|this|that|there|is|are|not|of|in|on|or|it|to|from|neither|nor|yes|list|field|number|text|missing|write|give|say|choose|check|answer|shorten|remove|characters|digits|only|under|over|know|known|why|does)\b/i
const english: Record<Exclude<Language, 'en'>, RegExp> = {
  ar: /[A-Za-z]/,
  ru: /[A-Za-z]/,
  zh: /[A-Za-z]/,
  fr: englishWords,
  es: englishWords,
}

describe('fields of everything that is described', () => {
  it('are found: the files of descriptions can be read', () => {
    expect(descriptions.length).toBeGreaterThan(20)
    expect(fields.length).toBeGreaterThan(150)
  })

  it.each(languages)('have a label in %s', language => {
    const silent = fields
      .map(({ description, name }) => labelKey(description, name))
      .filter(key => !texts[language][key]?.trim())
    expect(silent).toEqual([])
  })

  it.each(['ar', 'ru', 'zh'] as const)('have no English words in their labels in %s', language => {
    const foreign = fields
      .map(({ description, name }) => texts[language][labelKey(description, name)] ?? '')
      .filter(label => /[a-z]{2}/.test(label))
    expect(foreign).toEqual([])
  })
})

describe('what is wrong with a field', () => {
  it.each(languages)('names it in %s by the label that its form has', language => {
    forEveryProblem((problem, { description, name }) =>
      expect(problemIn(language, problem).label).toBe(texts[language][labelKey(description, name)]),
    )
  })

  it.each(['fr', 'es', 'ar', 'ru', 'zh'] as const)('is said in %s without an English word', language => {
    forEveryProblem(problem => {
      const said = problemIn(language, problem)
      const told = withoutCodes(`${said.what} ${said.remedy}`)
      expect(told).not.toContain('{')
      expect(told.match(english[language])?.[0]).toBeUndefined()
      expect(said.what).not.toBe(problem.what)
    })
  })

  it('is said in English with the words of the locale files', () => {
    forEveryProblem(problem => {
      const say = (part: 'what' | 'remedy') =>
        String(
          new IntlMessageFormat(
            texts.en[`problem.${problem.code}.${part}`] ?? '',
            withLatinDigits('en'),
          ).format({ value: problem.value ?? '…', ...problem.values }),
        )
      expect([say('what'), say('remedy')]).toEqual([problem.what, problem.remedy])
    })
  })

  it('is of every kind that there is', () => {
    const codes = new Set<string>()
    forEveryProblem(({ code }) => void codes.add(code))
    expect([...codes].sort()).toEqual([
      'code.unknown',
      'date',
      'missing',
      'number',
      'number.large',
      'number.small',
      'required',
      'text',
      'text.long',
      'text.null',
      'yesNo',
    ])
  })
})
