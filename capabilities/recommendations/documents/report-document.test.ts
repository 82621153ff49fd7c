import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { textOfWord } from '../input/word-text.ts'
import { REAL_REPORTS, type RealReport, realReport, reportOf } from '../reading/real-reports.testing.ts'
import { composeReport } from './compose-report.ts'
import { printedReportOf } from './printed-report.ts'
import { readingWithoutPlaces } from './reading.testing.ts'
import type { ReportDraft } from './report-document.ts'
import { printReportAsText } from './report-text.ts'
import { printReportAsWord } from './report-word.ts'

const SEED = Number(process.env.PALERMO_SEED ?? 20_261_122)
const property = { seed: SEED, verbose: 0 } as const
console.info(`documents: property tests with seed ${SEED}`)
const ISSUED_AT = '2026-01-02T03:04:05.000Z'

const draft: ReportDraft = {
  titlePage: {
    organ: 'Conference of the Parties to the Model Convention',
    symbol: 'MC/COP/WG.1/2031/4',
    date: '2031-05-16',
    originalLanguage: 'English',
    title:
      'Report on the meeting of the Working Group on Exploitation held in Example City on 12 and 13 May 2031',
  },
  chapters: [
    { title: 'Introduction', units: [{ text: 'The Working Group met in Example City.' }] },
    {
      title: 'Recommendations adopted by the Working Group',
      opening: [{ text: 'The Working Group adopted the recommendations below.' }],
      unitsAs: 'Recommendation',
      sections: [
        {
          title: 'Protection',
          units: [
            {
              text: 'With regard to shelter, States parties should:',
              items: [
                'Provide safe accommodation, where appropriate;',
                ['Respect the Model Convention', { note: 'Treaty Series, vol. 12, No. 34.' }, ' in full.'],
              ],
            },
            { text: 'The Secretariat should consider preparing a guide.' },
          ],
          subSections: [
            { title: 'Children', units: [{ text: 'States are encouraged to train interpreters.' }] },
          ],
        },
      ],
    },
    { title: 'Adoption of the report', units: [{ text: 'The Working Group adopted its report.' }] },
  ],
}

const words = fc.constantFrom(
  'shelter',
  'children',
  'data',
  'victims of trafficking',
  'labour inspectors',
  'training',
)
const addressee = fc.constantFrom('States parties', 'The Secretariat', 'The Conference', 'States')
const head = fc.constantFrom('should', 'should consider', 'are encouraged to')
const title = fc
  .tuple(fc.constantFrom('Prevention', 'Role of', 'General'), words)
  .map(parts => parts.join(' '))
const note = fc.constantFrom('Treaty Series, vol. 2225, No. 39574.', 'Ibid.', 'See decision 4/4.')
const simple = fc.tuple(addressee, head, words, words).map(([who, must, what, how]) => ({
  text: `${who} ${must} strengthen ${what}, including ${how}.`,
}))
const noted = fc.tuple(addressee, words, note).map(([who, what, text]) => ({
  text: [`${who} should protect ${what}`, { note: text }, ' where appropriate.'],
}))
const listed = fc
  .tuple(
    addressee,
    fc.array(fc.tuple(words, fc.option(note, { nil: undefined })), { minLength: 2, maxLength: 6 }),
  )
  .map(([who, items]) => ({
    text: `With regard to ${items[0]![0]}, ${who === 'States' ? who : who.replace('The', 'the')} should:`,
    items: items.map(([what, text], at) => {
      const end = at === items.length - 1 ? '.' : ';'
      return text ? [`Improve ${what}`, { note: text }, end] : `Improve ${what}${end}`
    }),
  }))
const unit = fc.oneof(simple, noted, listed)
const section = fc.record({ title, units: fc.array(unit, { minLength: 1, maxLength: 4 }) })
const drafts: fc.Arbitrary<ReportDraft> = fc
  .record({
    unitsAs: fc.constantFrom('paragraph' as const, 'Recommendation' as const),
    sections: fc.array(section, { minLength: 1, maxLength: 4 }),
    opening: fc.array(simple, { maxLength: 1 }),
  })
  .map(chapter => ({
    titlePage: draft.titlePage,
    chapters: [draft.chapters[0]!, { title: 'Recommendations', ...chapter }],
  }))

describe('a report put together from its parts', () => {
  it('is numbered as the meetings number their reports', () => {
    const text = printReportAsText(composeReport(draft))
    expect(text).toContain('\n\nII. Recommendations adopted by the Working Group\n\n2. The Working Group')
    expect(text).toContain('\n\nA. Protection\n\nRecommendation 1\n\nWith regard to shelter')
    expect(text).toContain(
      '\n\n(b) Respect the Model Convention¹ in full.\n\n¹ Treaty Series, vol. 12, No. 34.\n\n',
    )
    expect(text).toContain('\n\n1. Children\n\nRecommendation 3\n\n')
    expect(text).toContain('\n\nIII. Adoption of the report\n\n3. The Working Group')
  })

  it('printed and read again, says the same to the same addressees and keeps its title page', () => {
    const report = reportOf(printReportAsText(composeReport(draft)))
    expect(report.document).toMatchObject({
      symbol: 'MC/COP/WG.1/2031/4',
      date: '2031-05-16',
      title: draft.titlePage.title,
      kind: 'meeting report',
      meeting: { place: 'Example City', from: '2031-05-12', to: '2031-05-13' },
    })
    expect(report.atoms.map(({ para, sub, addressee, deontic }) => [para, sub, addressee, deontic])).toEqual([
      [1, 'a', 'States parties', 'should'],
      [1, 'b', 'States parties', 'should'],
      [2, null, 'Secretariat', 'should consider'],
      [3, null, 'States', 'are/were encouraged to'],
    ])
    expect(report.flags).toEqual([])
  })

  it('has letters for 26 sub-items and says so when there are more', () => {
    const items = Array.from({ length: 27 }, () => 'Act;')
    const many: ReportDraft = {
      ...draft,
      chapters: [{ title: 'Recommendations', units: [{ text: 'States should:', items }] }],
    }
    expect(() => composeReport(many)).toThrow(
      'There are letters for 26 sub-items of one paragraph, and this has more.',
    )
  })

  it('any draft, printed as text, reads again with the same units, sub-items and notes', () => {
    fc.assert(
      fc.property(drafts, one => {
        const printed = composeReport(one)
        const report = reportOf(printReportAsText(printed))
        expect(printedReportOf(report).blocks).toEqual(printed.blocks)
        expect(report.notes.map(({ label, text }) => ({ label, text }))).toEqual(printed.notes)
      }),
      { ...property, numRuns: 150 },
    )
  })

  it('any draft, printed as Word, reads again as the text does', async () => {
    await fc.assert(
      fc.asyncProperty(drafts, async one => {
        const printed = composeReport(one)
        const word = await printReportAsWord(printed, { issuedAt: ISSUED_AT })
        expect(readingWithoutPlaces(reportOf(textOfWord(word).text))).toEqual(
          readingWithoutPlaces(reportOf(printReportAsText(printed))),
        )
      }),
      { ...property, numRuns: 15 },
    )
  })
})

describe('a read report', () => {
  it.each(Object.keys(REAL_REPORTS) as RealReport[])(
    '%s: printed as text and read again is the same reading: atoms, references, notes, doubts',
    name => {
      const report = realReport(name)
      const again = reportOf(printReportAsText(printedReportOf(report)))
      expect(readingWithoutPlaces(again)).toEqual(readingWithoutPlaces(report))
    },
  )

  it.each(Object.keys(REAL_REPORTS) as RealReport[])(
    '%s: printed as Word and read again is the same reading',
    async name => {
      const report = realReport(name)
      const word = await printReportAsWord(printedReportOf(report), { issuedAt: ISSUED_AT })
      const again = reportOf(textOfWord(word).text)
      expect(readingWithoutPlaces(again)).toEqual(readingWithoutPlaces(report))
    },
  )
})
