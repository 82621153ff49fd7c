import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { codelists } from '#standards/codelists.ts'
import { dateOfSerial, readDate } from './read-dates.ts'
import { readNumber, readYesNo, splitCodes } from './read-values.ts'

const seed = 20_260_803

describe('a date', () => {
  it.each([
    ['2024-05-17', '2024-05-17'],
    ['2024-05', '2024-05'],
    ['2024', '2024'],
    ['2024-05-17T08:30:00Z', '2024-05-17'],
    ['2024/5/7', '2024-05-07'],
    ['17.05.2024', '2024-05-17'],
    ['5.4.2024', '2024-04-05'],
    ['17/05/2024', '2024-05-17'],
    ['05/17/2024', '2024-05-17'],
    ['5 March 2020', '2020-03-05'],
    ['Mar 5, 2020', '2020-03-05'],
    ['05-Mar-2020', '2020-03-05'],
    ['March 2020', '2020-03'],
    ['5 mars 2020', '2020-03-05'],
    ['5 de marzo de 2020', '2020-03-05'],
    ['5 марта 2020 г.', '2020-03-05'],
    ['5 مارس 2020', '2020-03-05'],
    ['2020年3月5日', '2020-03-05'],
    ['٢٠٢٠-٠٣-٠٥', '2020-03-05'],
    ['45429', '2024-05-17'],
  ])('%s is read as %s', (text, date) => expect(readDate(text)).toMatchObject({ date }))

  it.each([
    ['03/04/2024', 'ambiguous'],
    ['1/2/85', 'century'],
    ['13/13/2020', 'notDate'],
    ['31/02/2020', 'notDate'],
    ['soon', 'notDate'],
    ['12', 'notDate'],
  ])('%s is not guessed', (text, wrong) => expect(readDate(text)).toEqual({ wrong }))

  it('follows the order that a person named, and reports a date that breaks it', () => {
    expect(readDate('03/04/2024', 'dmy')).toEqual({ date: '2024-04-03' })
    expect(readDate('03/04/2024', 'mdy')).toEqual({ date: '2024-03-04' })
    expect(readDate('25/04/2024', 'mdy')).toEqual({ wrong: 'order' })
  })

  it('counts the days of spreadsheets, with the leap day that 1900 did not have', () => {
    expect(dateOfSerial(1)).toBe('1900-01-01')
    expect(dateOfSerial(59)).toBe('1900-02-28')
    expect(dateOfSerial(61)).toBe('1900-03-01')
    expect(dateOfSerial(43895.75)).toBe('2020-03-05')
    expect(dateOfSerial(0, true)).toBe('1904-01-01')
  })
})

describe('several values in one cell', () => {
  const lists = [
    'htcds.methods-of-control',
    'htcds.forced-labour-industry',
    'countries',
    'htcds.type-of-exploitation',
  ]

  it('are told apart though labels contain commas and semicolons', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...lists).chain(id =>
          fc.record({
            id: fc.constant(id),
            codes: fc.subarray(codelists.get(id).codes, { minLength: 1, maxLength: 5 }),
          }),
        ),
        fc.constantFrom('; ', ', ', '\n', ';', ' | '),
        ({ id, codes }, separator) => {
          const text = codes.map(c => c.labels.en).join(separator)
          expect(splitCodes(codelists.get(id), text)).toEqual({ codes: codes.map(c => c.code) })
        },
      ),
      { seed, numRuns: 300 },
    )
  })

  it('may be codes with blanks between them, as survey forms write them', () => {
    expect(splitCodes(codelists.get('htcds.methods-of-control'), 'DebtBondage FalsePromises')).toEqual({
      codes: ['DebtBondage', 'FalsePromises'],
    })
  })

  it('name the part that the list does not have', () => {
    expect(splitCodes(codelists.get('htcds.methods-of-control'), 'Debt bondage; Flattery')).toEqual({
      unknown: ['Flattery'],
    })
    expect(splitCodes(codelists.get('countries'), 'Korea')).toEqual({ unknown: ['Korea'] })
  })
})

describe('yes, no and numbers', () => {
  it('are read in six languages and in digits of Arabic script', () => {
    for (const word of ['Yes', 'TRUE', '1', 'x', 'oui', 'Sí', 'نعم', 'да', '是', '✓'])
      expect(readYesNo(word)).toBe(true)
    for (const word of ['No', 'false', '0', 'non', 'لا', 'нет', '否']) expect(readYesNo(word)).toBe(false)
    expect(readYesNo('perhaps')).toBeUndefined()
    expect(readNumber('-12.5')).toBe(-12.5)
    expect(readNumber('48,8566')).toBe(48.8566)
    expect(readNumber('٢٥')).toBe(25)
    expect(readNumber('1,234,567')).toBeUndefined()
    expect(readNumber('twelve')).toBeUndefined()
  })
})
