import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Report } from '../recommendations.entity.ts'
import { readReport } from './read-report.ts'
import { REAL_REPORTS, type RealReport, realReport, realText, reportOf } from './real-reports.testing.ts'

const SEED = Number(process.env.PALERMO_SEED ?? 20_261_122)
const property = { seed: SEED, verbose: 0 } as const
console.info(`reading: property tests with seed ${SEED}`)

function withoutSpace(text: string): string {
  return text.replace(/[\s\u0085\u180e]+/g, '')
}

/** Every printed character stands in exactly one part, and the parts stand in order. */
function expectWhole(source: string, report: Report): void {
  let end = 0
  for (const part of report.parts) {
    expect(part.start).toBeGreaterThanOrEqual(end)
    expect(part.text).toBe(source.slice(part.start, part.end))
    end = part.end
  }
  expect(withoutSpace(report.parts.map(({ text }) => text).join(''))).toBe(withoutSpace(source))
}

/** Every character of a paragraph's lines is in its text, or dropped for a stated reason. */
function expectAccountedFor(source: string, report: Report): void {
  const seen = new Uint8Array(source.length)
  for (const { runs, dropped, text } of report.paragraphs) {
    for (const run of runs) {
      expect(text.slice(run.at, run.at + run.length)).toBe(source.slice(run.source, run.source + run.length))
      seen.fill(1, run.source, run.source + run.length)
    }
    for (const { start, end } of dropped) seen.fill(1, start, end)
  }
  for (const part of report.parts) {
    if (part.kind !== 'paragraph') continue
    for (let at = part.start; at < part.end; at++) {
      if (!seen[at] && !/\s/.test(source[at]!))
        throw new Error(`lost at ${at}: ${source.slice(at - 20, at + 20)}`)
    }
  }
}

const sentence = fc.constantFrom(
  'States parties should act.',
  'The Secretariat should consider helping, where appropriate.',
  'With regard to training, States parties should:',
  'They should also be trained (see para. 3 (a) above and paras. 5-7 below).',
  'Such support may include shelter',
  'States parties were encouraged to note this and should seek to act;',
  'In accordance with article 6, subparagraph 2, of the Protocol,<sup>1</sup> the Conference should act.',
  'victims of *trafficking* in persons¹ and their **rights**',
  'recommendations4 and [A/RES/1](#) of front-',
  'line officials',
)
const mark = fc.oneof(
  fc.nat(12).map(number => `${number}. `),
  fc.constantFrom(
    '(a) ',
    '(b) ',
    '- (a) ',
    '- ',
    '## ',
    'I. ',
    'II. Recommendations',
    'A. ',
    'Recommendation 1',
    '**B. ',
    '<sup>1</sup> ',
    '¹ ',
    ' 1  ',
    '* ',
    '',
    '',
    '',
  ),
)
const line = fc.oneof(
  fc.tuple(mark, sentence).map(([opening, words]) => opening + words),
  fc.constantFrom(
    '',
    '',
    '',
    '---',
    '__________',
    '12',
    'V.10-50502 (E)',
    '*1050502*',
    'CTOC/COP/WG.4/2010/L.1',
    'Distr.: General',
    '21 April 2009',
  ),
  fc.string({ maxLength: 40, unit: 'grapheme' }),
)
const reportLike = fc.array(line, { minLength: 1, maxLength: 40 }).map(lines => lines.join('\n'))

/** Openings without their ends, and marks without their texts. */
const HOSTILE_PIECES = [
  '(see paras. ', '*[a](', '<sup>1', 'article 1, paragraph 2, ', 'States parties, ', 'that should, ', '1. a\n', '(a) ', '(',
  '\n\f12\n', 'recommended that ', '\n\n(a) x', '\nI. A\n', 'a-\n', '⁰', '“', 'Treaty Series, vol. ',
] // biome-ignore format: a table of pieces

describe('nothing is lost and nothing stops the reader', () => {
  it.each(Object.keys(REAL_REPORTS) as RealReport[])(
    '%s: every printed character is in one part of the result',
    name => {
      expectWhole(realText(name), realReport(name))
      expectAccountedFor(realText(name), realReport(name))
    },
  )

  it('any text is read or refused with a sentence, never thrown at', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), text => {
        const reading = readReport(text)
        if (!reading.ok) expect(reading.problem.sentence).toMatch(/\.$/)
      }),
      { ...property, numRuns: 500 },
    )
  })

  it('any jumble of marks, notes, headings and sentences is kept whole', () => {
    fc.assert(
      fc.property(reportLike, text => {
        const reading = readReport(text)
        if (!reading.ok) return
        expectWhole(text, reading.report)
        expectAccountedFor(text, reading.report)
      }),
      { ...property, numRuns: 600 },
    )
  })

  it('a real report with lines torn out, doubled or spoilt is kept whole', () => {
    const lines = realText('004').split('\n')
    const spoil = fc.record({
      at: fc.nat(lines.length - 1),
      how: fc.constantFrom('drop', 'double', 'cut', 'junk'),
    })
    fc.assert(
      fc.property(fc.array(spoil, { minLength: 1, maxLength: 12 }), spoils => {
        const damaged = [...lines]
        for (const { at, how } of spoils) {
          const words = damaged[at] ?? ''
          if (how === 'drop') damaged[at] = ''
          else if (how === 'double') damaged[at] = `${words}\n${words}`
          else if (how === 'cut') damaged[at] = words.slice(0, words.length >> 1)
          else damaged[at] = `((<sup>*[${words}`
        }
        const text = damaged.join('\n')
        const report = reportOf(text)
        expectWhole(text, report)
        expectAccountedFor(text, report)
      }),
      { ...property, numRuns: 40 },
    )
  })

  it('what belongs to the page, put between any paragraphs, changes no atom', () => {
    for (const name of ['000', '001', '002'] as const) {
      const blocks = realText(name).split(/\n\n+/)
      const words = realReport(name).atoms.map(({ text }) => text)
      const page = fc.array(
        fc.constantFrom(
          '17',
          'V.10-50502 (E)',
          '*1050502*',
          'CTOC/COP/WG.4/2010/L.1',
          'page 3 of 20',
          'V.09-82501 (E) 110509 120509',
        ),
        { minLength: 1, maxLength: 4 },
      )
      const places = fc.array(fc.tuple(fc.integer({ min: 12, max: blocks.length - 1 }), page), {
        minLength: 1,
        maxLength: 8,
      })
      fc.assert(
        fc.property(places, insertions => {
          const paged = [...blocks]
          for (const [at, lines] of insertions) paged[at] = `${lines.join('\n')}\n\n${paged[at]}`
          expect(reportOf(paged.join('\n\n')).atoms.map(({ text }) => text)).toEqual(words)
        }),
        { ...property, numRuns: 15 },
      )
    }
  })

  it('line ends of any kind give the same report', () => {
    const bare = (text: string) => reportOf(text).atoms.map(({ para, sub, text }) => [para, sub, text])
    expect(bare(realText('000').replaceAll('\n', '\r\n'))).toEqual(bare(realText('000')))
  })

  it('a text of a hundred thousand times the same piece is read and kept whole', () => {
    for (const piece of HOSTILE_PIECES) {
      const text = `I. Recommendations\n\n1. States parties should act. ${piece.repeat(100_000 / piece.length)}`
      const reading = readReport(text)
      if (reading.ok) expectWhole(text, reading.report)
    }
  })

  it('one line of three million characters stops nothing', () => {
    const text = `I. Recommendations\n\n1. States parties should ${'act '.repeat(750_000)}.`
    expectWhole(text, reportOf(text))
  })

  it('more recommendations than a stack of calls holds are all read', () => {
    const text = `I. Recommendations${'\n\nRecommendation 1\n\nStates should act.'.repeat(15_000)}`
    expect(reportOf(text).atoms).toHaveLength(15_000)
  })

  it('any text of any script, put anywhere into a real report, is kept whole', () => {
    const source = realText('002')
    const any = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.string({ unit: 'grapheme', maxLength: 60 }),
    )
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(source.length), any), { minLength: 1, maxLength: 6 }),
        insertions => {
          let text = source
          for (const [at, piece] of insertions)
            text = text.slice(0, at) + piece.replaceAll('\0', '') + text.slice(at)
          const reading = readReport(text)
          if (!reading.ok) return
          expectWhole(text, reading.report)
          expectAccountedFor(text, reading.report)
        },
      ),
      { ...property, numRuns: 40 },
    )
  })

  it('pages put anywhere, with form feeds as PDF has them, lose nothing and part no sentence for good', () => {
    const source = realText('001')
    const words = source.split(' ')
    fc.assert(
      fc.property(fc.array(fc.nat(words.length - 1), { minLength: 1, maxLength: 8 }), places => {
        const paged = [...words]
        for (const at of places) paged[at] = `${paged[at]}\n\n12\nV.10-50502 (E)\n\fCTOC/COP/WG.4/2010/6\n\n`
        const text = paged.join(' ')
        const report = reportOf(text)
        expectWhole(text, report)
        expectAccountedFor(text, report)
      }),
      { ...property, numRuns: 25 },
    )
  })
})
