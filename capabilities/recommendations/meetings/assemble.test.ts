import { existsSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { composeReport } from '../documents/compose-report.ts'
import { printReportAsText } from '../documents/report-text.ts'
import { realReport, reportOf } from '../reading/real-reports.testing.ts'
import type { Report } from '../recommendations.entity.ts'
import { adoptedText, unitOf } from './adoption.rules.ts'
import { assembleReport, inSections, type ReportInput } from './assemble.ts'
import { daysPhrase } from './gathered.ts'
import { attendanceKinds } from './meetings.entity.ts'
import { topicsOf } from './topics.rules.ts'

const seed = Number(process.env.SEED ?? 4_112_019)
console.log(`seed ${seed}`)
const hasReports = existsSync(new URL('../../../../shared/reports', import.meta.url))
if (!hasReports)
  console.warn('The real reports are not beside the project: tests that read them are left out.')

const meeting: ReportInput['meeting'] = {
  body: 'Working Group on Trafficking in Persons',
  organ: 'Conference of the Parties to the Model Convention',
  ordinal: 'third',
  symbol: 'DEMO/COP/WG.1/2031/4',
  place: 'Port Calme',
  from: '2031-05-12',
  to: '2031-05-14',
  chair: 'Ada Proof',
  chairState: 'Calmeria',
  adoptedOn: '2031-05-14',
  agenda: [
    {
      number: '1',
      title: 'Organizational matters',
      annotation: '',
      parts: ['Opening of the meeting', 'Adoption of the agenda'],
    },
    { number: '2', title: 'Shelter for victims of trafficking in persons', annotation: '', parts: [] },
    { number: '3', title: 'Adoption of the report', annotation: '', parts: [] },
  ],
}
const input = (adopted: ReportInput['adopted'], more: Partial<ReportInput> = {}): ReportInput => ({
  meeting,
  documents: [
    { kind: 'annotated agenda', title: 'Annotated provisional agenda', symbol: 'DEMO/COP/WG.1/2031/1' },
    { kind: 'draft report', title: 'Draft report', symbol: 'DEMO/COP/WG.1/2031/L.1' },
  ],
  attendance: [
    { name: 'Ostelway', kind: 'party' },
    { name: 'Calmeria', kind: 'party' },
    { name: 'Quessara', kind: 'state' },
  ],
  statements: [
    {
      item: '2',
      speaker: 'Calmeria',
      state: 'made',
      summary: 'One speaker described shelters for families.',
    },
    { item: '2', speaker: 'Ostelway', state: 'made', summary: '' },
    { item: '2', speaker: 'Quessara', state: 'made', summary: '' },
    { item: '2', speaker: 'Lindrona', state: 'inscribed', summary: 'Not yet said.' },
  ],
  adopted,
  parts: new Map([['opening', 'The Secretariat made a statement.']]),
  ...more,
})
const one = (text: string, more: Partial<ReportInput['adopted'][number]> = {}) => ({
  section: '',
  text,
  amended: false,
  reservations: [],
  ...more,
})
const printed = (given: ReportInput) => printReportAsText(assembleReport(given))

/** What a report asks for, without the places in its file and the numbers of its paragraphs. */
const asks = (report: Report) =>
  report.atoms.map(
    ({ sub, sentence, addressee, deontic, text, leadIn, qualifiers, predicate, delegate }) => ({
      sub,
      sentence,
      addressee,
      deontic,
      text,
      leadIn,
      qualifiers,
      predicate,
      delegate,
    }),
  )

describe('a report assembled from its parts', () => {
  it('is read again as what was adopted, and as nothing else', () => {
    const text = printed(
      input([
        one('States parties should provide safe shelter to victims of trafficking in persons.'),
        one('States parties should:\n(a) Train interpreters;\n(b) Consider publishing guidance.', {
          section: 'Protection',
        }),
      ]),
    )
    const report = reportOf(text)
    expect(report.document).toMatchObject({
      symbol: 'DEMO/COP/WG.1/2031/4',
      date: '2031-05-14',
      title:
        'Report on the meeting of the Working Group on Trafficking in Persons held in Port Calme from 12 to 14 May 2031',
      kind: 'meeting report',
      meeting: { place: 'Port Calme', from: '2031-05-12', to: '2031-05-14' },
    })
    expect(report.atoms.map(a => [a.para, a.kind, a.sub, a.addressee, a.deontic])).toEqual([
      [1, 'Recommendation', null, 'States parties', 'should'],
      [2, 'Recommendation', 'a', 'States parties', 'should'],
      [2, 'Recommendation', 'b', 'States parties', 'should consider'],
    ])
    expect(
      report.paragraphs.filter(p => p.role === 'recommendation').map(p => p.topics.at(-1)?.title),
    ).toEqual(['General recommendations', 'Protection'])
    expect(report.flags).toEqual([])
  })

  it('has the parts of the real reports, gathered from what was recorded', () => {
    const text = printed(input([one('States parties should act.', { amended: true })]))
    for (const line of [
      'I. Introduction',
      'II. Recommendations',
      'A. General recommendations',
      'III. Summary of deliberations',
      'IV. Organization of the meeting',
      'V. Adoption of the report',
      'The meeting was opened by Ada Proof (Calmeria), Chair of the Working Group on Trafficking in Persons.',
      'The Secretariat made a statement.',
      'Under agenda item 2, statements were made by representatives of the following States parties: Calmeria and Ostelway.',
      'The observer for Quessara also made a statement.',
      'The following States parties were represented at the meeting: Calmeria and Ostelway.',
      '(a) Annotated provisional agenda (DEMO/COP/WG.1/2031/1).',
      '1. Organizational matters:',
      'On 14 May 2031, the Working Group on Trafficking in Persons adopted the report on its meeting (DEMO/COP/WG.1/2031/L.1), as orally amended.',
      'One speaker described shelters for families.',
    ])
      expect(text).toContain(line)
    expect(text).not.toContain('Not yet said.')
    // The draft of a report is named where it is adopted, not among the documents before the meeting.
    expect(text.match(/WG\.1\/2031\/L\.1/g)).toHaveLength(1)
  })

  it('keeps what was written of a part as written', () => {
    const parts = new Map([
      ['introduction', 'First paragraph.\n\nSecond paragraph.'],
      ['deliberations:2', 'Many speakers stressed the need for shelter.'],
    ])
    const text = printed(input([], { parts }))
    expect(text).toContain('1. First paragraph.\n\n2. Second paragraph.')
    expect(text).toContain('3. Many speakers stressed the need for shelter.')
    expect(text).not.toContain('II. Recommendations')
  })

  it('prints a reservation where it was recorded, with a note at the recommendation that leads there', () => {
    const text = printed(
      input([
        one('States parties should act.'),
        one('The Secretariat should prepare a guide.', {
          reservations: [
            { speaker: 'Ostelway', reason: 'its law has no such term' },
            { speaker: 'Calmeria', reason: '' },
          ],
        }),
      ]),
    )
    const report = reportOf(text)
    const recorded = report.paragraphs.find(p => p.text.startsWith('With regard to Recommendation 2'))!
    expect(recorded.text).toBe(
      'With regard to Recommendation 2, the representative of Ostelway entered a reservation: its law has no such term. The representative of Calmeria entered a reservation.',
    )
    const cited = report.citations.find(c => c.relation === 'reservation')
    expect(cited).toMatchObject({
      para: 2,
      paraKind: 'Recommendation',
      target: `paragraph ${recorded.number}`,
    })
    expect(report.atoms.map(a => a.text)).toEqual([
      'States parties should act.',
      'The Secretariat should prepare a guide.',
    ])
  })

  it('says days as reports print them', () => {
    expect(daysPhrase('2009-04-14', '2009-04-15')).toBe('on 14 and 15 April 2009')
    expect(daysPhrase('2019-09-09', '2019-09-11')).toBe('from 9 to 11 September 2019')
    expect(daysPhrase('2010-10-19', '2010-10-19')).toBe('on 19 October 2010')
    expect(daysPhrase('2018-06-30', '2018-07-02')).toBe('from 30 June to 2 July 2018')
    expect(daysPhrase('2018-12-31', '2019-01-01')).toBe('on 31 December 2018 and 1 January 2019')
  })
})

const nouns = fc.constantFrom(
  'shelter',
  'data',
  'training of judges',
  'victims of trafficking in persons',
  'help lines',
)
const who = fc.constantFrom(
  'States parties',
  'The Secretariat',
  'The Conference',
  'States',
  'The Working Group',
)
const must = fc.constantFrom('should', 'should consider', 'are encouraged to', 'should endeavour to')
const circumstance = fc.constantFrom('', 'With regard to shelter, ', 'In order to protect children, ')
const lower = (text: string) => text.replace(/^The /, 'the ')
const simple = fc
  .tuple(circumstance, who, must, nouns, nouns)
  .map(
    ([when, who, must, what, more]) =>
      `${when}${when ? lower(who) : who} ${must} ${must === 'should consider' ? 'improving' : 'improve'} ${what}, including ${more}.`,
  )
const listedItems = fc
  .tuple(who, fc.array(nouns, { minLength: 2, maxLength: 5 }))
  .map(
    ([who, items]) =>
      `${who} should:\n${items.map((item, i) => `(${String.fromCharCode(97 + i)}) Strengthen ${item}${i === items.length - 1 ? '.' : ';'}`).join('\n')}`,
  )
const adopted = fc.array(
  fc.record({
    section: fc.constantFrom('', 'Protection', 'Recommendations on prevention', 'Role of the media'),
    text: fc.oneof(simple, listedItems),
    amended: fc.boolean(),
    reservations: fc.array(
      fc.record({
        speaker: fc.constantFrom('Ostelway', 'Lindrona'),
        reason: fc.constantFrom('', 'its law knows no such term.'),
      }),
      { maxLength: 2 },
    ),
  }),
  { minLength: 1, maxLength: 12 },
)

/** The atoms that the texts give when each is read alone. */
const readAlone = (texts: readonly string[]) =>
  texts.flatMap((text, index) =>
    asks(
      reportOf(
        printReportAsText(
          composeReport({
            titlePage: { title: meeting.body },
            chapters: [{ title: 'Recommendations', unitsAs: 'Recommendation', units: [unitOf(text)] }],
          }),
        ),
      ),
    ).map(atom => ({ ...atom, recommendation: index + 1 })),
  )

describe('what was adopted', () => {
  it('gives the same atoms when the printed report is read, whatever was adopted', () => {
    fc.assert(
      fc.property(
        adopted,
        fc.array(
          fc.record({ name: fc.constantFrom('A', 'B', 'C'), kind: fc.constantFrom(...attendanceKinds) }),
        ),
        (adopted, attendance) => {
          const texts = inSections(adopted).map(a => a.text)
          const report = reportOf(printed(input(inSections(adopted), { attendance })))
          const read = asks(report).map((atom, at) => ({ ...atom, recommendation: report.atoms[at]!.para }))
          expect(read).toEqual(readAlone(texts))
          const units = report.paragraphs.filter(p => p.role === 'recommendation')
          expect(units.map(p => p.text)).toEqual(texts)
          expect(units.map(p => p.number)).toEqual(texts.map((_, at) => at + 1))
        },
      ),
      { seed, numRuns: 60 },
    )
  })

  it.skipIf(!hasReports)('gives the same atoms for the 120 recommendations of the real meetings', () => {
    for (const [name, atoms] of [
      ['000', 47],
      ['001', 77],
      ['002', 49],
    ] as const) {
      const real = realReport(name)
      const recommended = real.paragraphs.filter(p => p.role === 'recommendation')
      const adopted = recommended.map(p =>
        one(p.text, { section: p.topics.filter(t => t.level !== 'chapter').at(-1)?.title ?? '' }),
      )
      const order = inSections(adopted)
      const report = reportOf(printed(input(order)))
      expect(report.atoms).toHaveLength(atoms)
      const byText = (r: Report) =>
        r.atoms.map(a => `${a.addressee} | ${a.deontic} | ${a.sub} | ${a.text}`).sort()
      expect(byText(report)).toEqual(byText(real))
    }
  })
})

describe('an adopted text', () => {
  it('has one line for the lead and one for each sub-item', () => {
    expect(adoptedText('  States parties\nshould:\n\n(a) Train;\n(b) Publish\n   guidance. ')).toEqual({
      ok: true,
      value: 'States parties should:\n(a) Train;\n(b) Publish guidance.',
    })
  })
  it.each([
    [' \n ', 'draft.empty'],
    ['States parties should:\n(a) Train;\n(c) Publish.', 'draft.letters'],
    ['(a) Train.', 'draft.lead'],
  ])('is refused with one sentence when it cannot be printed (%#)', (text, code) => {
    const result = adoptedText(text)
    expect(result.ok || result.problems[0]?.code).toBe(code)
  })
})

describe.skipIf(!hasReports)('topics that a report suggests for future meetings', () => {
  const cite = (p: { number: number }) => `para. ${p.number}`
  it('are the sixteen of the background paper of 2011, each with its paragraph', () => {
    const topics = topicsOf(realReport('003'), '2011', cite)
    const counts: Record<number, number> = {}
    for (const { source } of topics) counts[source.para] = (counts[source.para] ?? 0) + 1
    expect(counts).toEqual({ 9: 1, 10: 2, 11: 4, 12: 1, 13: 8 })
    expect(topics.map(t => t.title)).toContain('Risk assessment in human trafficking investigations')
    expect(topics.find(t => t.note.endsWith('Op. 34'))).toMatchObject({
      title: 'Measures to ensure safe and voluntary return',
      note: 'Protection of and assistance to victims of trafficking in persons · Op. 34',
    })
    for (const { title } of topics) expect(title).not.toMatch(/[.,;]$|\band$/)
  })
  it('are the eight that recommendation 17 of 2019 asks the Working Group to take up', () => {
    expect(topicsOf(realReport('002'), '2019', cite).map(t => t.source.para)).toEqual(Array(8).fill(17))
  })
})
