import fc from 'fast-check'
import { type CaseFile, caseDescriptions, repeatedDescriptions } from '#capabilities/cases/cases.entity.ts'
import type { Field } from '#kernel/entity/field.ts'
import { codelists } from '#standards/codelists.ts'

const words = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }).map(text =>
  text
    // biome-ignore lint/suspicious/noControlCharactersInRegex: no workbook can hold them
    .replace(/[\u0000-\u001f\ufffe\uffff]/g, ' ')
    .normalize('NFC')
    .toWellFormed()
    .trim(),
)
/** Texts that tables break on: separators, quotation marks, formulas, apostrophes, line breaks, escapes. */
const awkward = fc
  .array(
    fc.constantFrom(
      ',',
      ';',
      '"',
      "'",
      '=',
      '+',
      '-',
      '@',
      '\n',
      '|',
      '_x0041_',
      '<b>&amp;',
      '٣',
      'é',
      '#',
      'a',
      ' ',
      '00',
    ),
    {
      minLength: 1,
      maxLength: 12,
    },
  )
  .map(parts => parts.join('').trim())
const anyText = fc.oneof(words, awkward).filter(t => t !== '')
const anyDate = fc.oneof(
  fc
    .date({ min: new Date('1930-01-01'), max: new Date('2035-12-31'), noInvalidDate: true })
    .map(d => d.toISOString().slice(0, 10)),
  fc.integer({ min: 1930, max: 2035 }).map(String),
  fc
    .tuple(fc.integer({ min: 1930, max: 2035 }), fc.integer({ min: 1, max: 12 }))
    .map(([y, m]) => `${y}-${String(m).padStart(2, '0')}`),
)

const allCodes = (field: Field) => codelists.get(field.list!).codes.map(c => c.code)

function fieldValue(field: Field): fc.Arbitrary<unknown> {
  switch (field.kind) {
    case 'text':
    case 'longText':
      return anyText
    case 'date':
      return anyDate
    case 'number':
      return fc.oneof(
        fc.integer({ min: field.min ?? -1e6, max: field.max ?? 1e6 }),
        fc.integer({ min: (field.min ?? -100) * 1e5, max: (field.max ?? 100) * 1e5 }).map(n => n / 1e5),
      )
    case 'yesNo':
      return fc.boolean()
    case 'code':
      return fc.constantFrom(...allCodes(field))
    case 'codes':
      return fc.subarray(allCodes(field), { minLength: 1, maxLength: Math.min(4, allCodes(field).length) })
  }
}

function part(
  description: { fields: Record<string, Field> },
  full: boolean,
): fc.Arbitrary<Record<string, unknown>> {
  const names = Object.keys(description.fields)
  const values = fc.record(
    Object.fromEntries(names.map(name => [name, fieldValue(description.fields[name]!)])),
    full ? {} : { requiredKeys: [] },
  ) as fc.Arbitrary<Record<string, unknown>>
  if (full) return values
  return fc
    .tuple(
      values,
      fc.dictionary(fc.constantFrom(...names), fc.constantFrom('unknown', 'refused'), {
        maxKeys: 3,
        noNullPrototype: true,
      }),
    )
    .map(([value, missing]) => {
      const said = Object.entries(missing).filter(([name]) => value[name] === undefined)
      return said.length > 0 ? { ...value, missing: Object.fromEntries(said) } : value
    })
}

/**
 * Random case files for tests.
 * @param full every field has a value, and each repeated part stands there once
 */
export function randomCaseFile(full = false): fc.Arbitrary<CaseFile> {
  const repeated = new Set<string>(repeatedDescriptions)
  const file = fc.record(
    Object.fromEntries(
      Object.entries(caseDescriptions).map(([name, d]) => {
        const one = part(d as { fields: Record<string, Field> }, full)
        if (!repeated.has(name)) return [name, one]
        const filled = one.filter(value => Object.keys(value).length > 0)
        return [name, fc.array(filled, full ? { minLength: 1, maxLength: 1 } : { maxLength: 3 })]
      }),
    ),
  ) as unknown as fc.Arbitrary<CaseFile>
  return file
}

/** Random case files of one table: their references differ, and every second has none. */
export function randomCaseFiles(full = false): fc.Arbitrary<CaseFile[]> {
  return fc.array(randomCaseFile(full), { minLength: 1, maxLength: 4 }).map(files =>
    files.map((file, i) => {
      const { externalReference: _, missing: __, ...rest } = file.case
      return { ...file, case: i % 2 === 0 || full ? { externalReference: `${i}/A`, ...rest } : rest }
    }),
  )
}

/** True when nothing at all is said. */
export const saysNothing = (file: CaseFile) =>
  Object.values(file).every(part => Object.keys(part).length === 0)
