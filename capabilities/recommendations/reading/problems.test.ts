import { describe, expect, it } from 'vitest'
import { REPORT_LENGTH_MAX } from './problems.ts'
import { readReport } from './read-report.ts'

function refusal(text: string) {
  const reading = readReport(text)
  return reading.ok ? null : reading.problem
}

describe('a file that is no such report gets one clear sentence', () => {
  it('an empty file', () => {
    expect(refusal(' \n\n')).toMatchObject({
      code: 'empty',
      sentence: 'The file is empty: it holds no text. Choose the file that holds the report.',
    })
  })

  it('binary data taken for text', () => {
    expect(refusal('%PDF-1.7 …')?.code).toBe('binary')
    expect(refusal('PK\u0003\u0004 …')?.code).toBe('binary')
    expect(refusal('abc\u0000def')?.code).toBe('binary')
    expect(refusal('\ufffd\ufffd\ufffd text')?.code).toBe('binary')
  })

  it('another language, by its script or by its words', () => {
    const french =
      'Les États parties devraient adopter des mesures pour la protection des victimes et de leurs familles dans le cadre de la Convention et du Protocole, et assurer la formation des agents des services de détection et de répression sur les questions de la traite. '
    expect(refusal(french.repeat(3))).toMatchObject({
      code: 'other language',
      sentence: expect.stringContaining('French'),
    })
    expect(
      refusal('1. Государствам-участникам следует принять меры для защиты жертв торговли людьми.')?.sentence,
    ).toMatch(/Russian/)
    expect(refusal('1. ينبغي للدول الأطراف أن تتخذ التدابير اللازمة لحماية الضحايا')?.sentence).toMatch(
      /Arabic/,
    )
    expect(
      refusal('1. 缔约国应当采取措施保护人口贩运的受害人并向其提供援助和适当的住所。')?.sentence,
    ).toMatch(/Chinese/)
  })

  it('a text without numbered paragraphs, and a table', () => {
    expect(refusal('Dear colleagues,\n\nPlease find the report attached.')?.code).toBe('no paragraphs')
    expect(refusal('year,sex,count\n2019,F,12\n2020,M,7\n')?.code).toBe('table')
    expect(refusal('number\ttext\n1. a\tb\n2. c\td\n')?.code).toBe('table')
    expect(refusal('year;name\n2019;"A, B"\n2020;C\n')?.code).toBe('table')
  })

  it('a numbered list that asks nobody for anything', () => {
    expect(refusal('1. Two eggs\n2. Some flour\n3. A little milk')?.code).toBe('not a report')
  })

  it('a text longer than any report', () => {
    expect(refusal('a '.repeat(REPORT_LENGTH_MAX))?.code).toBe('too long')
  })
})

describe('a malformed report is kept and flagged', () => {
  const codes = (text: string) => {
    const reading = readReport(text)
    return reading.ok ? reading.report.flags.map(({ code }) => code) : [reading.problem.code]
  }
  const chapter = 'I. Recommendations\n\n'

  it.each([
    [
      'a lost number',
      '1. States parties should act.\n\n3. States parties should help.\n\n4. States should see.',
      'number-missing',
    ],
    ['a lost letter', '1. States parties should:\n\n(a) Act;\n\n(c) Help.', 'letter-missing'],
    [
      'a text that has lost its number',
      '1. States parties should act.\n\nThe Secretariat should help.',
      'text-after-end',
    ],
    ['a note without its text', '1. States parties should act.<sup>7</sup>', 'note-without-text'],
    [
      'a note without its place',
      '1. States parties should act.\n\n<sup>7</sup> A note.',
      'note-without-place',
    ],
    [
      'a reference to nowhere',
      '1. States parties should act (see para. 9 below).',
      'reference-target-missing',
    ],
    [
      'a reference the wrong way',
      '1. States parties should act.\n\n2. States should act (see para. 1 below).',
      'reference-direction-doubtful',
    ],
    [
      'a reference without a direction',
      '1. States parties should act (see para. 1).',
      'reference-without-direction',
    ],
    [
      'a reference that cannot be read',
      '1. States parties should act (see para. 1 quater above).',
      'reference-unread',
    ],
    [
      'an unknown addressee',
      '1. Airlines and railway companies should train their staff.',
      'addressee-as-printed',
    ],
    ['nobody addressed', '1. Training should be extended.', 'addressee-not-stated'],
    [
      'an addressee from the paragraph before',
      '1. States parties should act.\n\n2. Such training should be extended.',
      'addressee-from-before',
    ],
    [
      'a sub-item without an addressee',
      '1. With regard to training:\n\n(a) Manuals;\n\n(b) Courses.\n\n2. States parties should act.',
      'item-without-head',
    ],
    [
      'a lead-in without a colon',
      '1. States parties should do this.\n\n(a) Act;\n\n(b) Help.',
      'lead-in-without-colon',
    ],
    [
      'a unit that asks for nothing',
      '1. States parties should act.\n\n2. The sun shines.',
      'unit-without-head',
    ],
    [
      'a word in a subordinate clause',
      '1. States parties should act on what others should do.',
      'head-not-counted',
    ],
    [
      'a heading out of sequence',
      '1. States parties should act.\n\nIV. Other matters\n\n2. Nothing else.',
      'heading-out-of-sequence',
    ],
    ['an empty unit', '1. States parties should act.\n\n2.\n\n3. States should help.', 'unit-empty'],
    [
      'a line that may be a page number',
      '1. States parties should act and\n12\nhelp.',
      'page-number-doubtful',
    ],
  ])('%s', (_, body, code) => {
    expect(codes(chapter + body)).toContain(code)
  })

  it('a text without chapters is read by its form, and says so', () => {
    expect(codes('8. States parties should act.\n\n9. The Secretariat should help.')).toContain(
      'by-form-only',
    )
  })

  it('a repeated Recommendation keeps both texts', () => {
    const text = `${chapter}Recommendation 1\n\nStates parties should act.\n\nRecommendation 1\n\nStates parties should help.`
    const reading = readReport(text)
    expect(reading.ok && reading.report.atoms.map(atom => atom.text)).toEqual([
      'States parties should act.',
      'States parties should help.',
    ])
    expect(codes(text)).toContain('number-repeated')
  })
})
