import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { XmlDocument, XsdValidator } from 'libxml2-wasm'
import { xmlRegisterFsInputProviders } from 'libxml2-wasm/lib/nodejs.mjs'
import { describe, expect, it } from 'vitest'
import { composeReport } from '../documents/compose-report.ts'
import { readingWithoutPlaces } from '../documents/reading.testing.ts'
import { printReportAsText } from '../documents/report-text.ts'
import { readReport } from '../reading/read-report.ts'
import {
  REAL_REPORTS,
  type RealReport,
  realReport,
  realText,
  reportOf,
} from '../reading/real-reports.testing.ts'
import type { Report } from '../recommendations.entity.ts'
import { readAkn } from './read-akn.ts'
import { writeAkn } from './write-akn.ts'
import { descendantsOf, readXml, type XmlElement } from './xml-nodes.ts'

const SEED = Number(process.env.PALERMO_SEED ?? 20_261_122)
const property = { seed: SEED, verbose: 0 } as const
console.info(`akoma-ntoso: property tests with seed ${SEED}`)
const ON = '2026-01-02'
const NAMES = Object.keys(REAL_REPORTS) as RealReport[]

const schemaFile = fileURLToPath(
  new URL('../../../../shared/standards/akn4un/akomantoso30.xsd', import.meta.url),
)
const hasSchema = existsSync(schemaFile)
if (!hasSchema) console.info('akoma-ntoso: the schema is not here, validity is not tested')

function schema(): XsdValidator {
  xmlRegisterFsInputProviders()
  return XsdValidator.fromDoc(XmlDocument.fromString(readFileSync(schemaFile, 'utf8'), { url: schemaFile }))
}

function write(name: RealReport): string {
  return writeAkn(realReport(name), realText(name), ON)
}

function read(xml: string): { report: Report; source: string; exact: boolean } {
  const reading = readAkn(xml)
  if (!reading.ok) throw new Error(reading.problem.sentence)
  return reading
}

const withoutLayout = (xml: string) => xml.replace(/<p:layout>.*?<\/p:layout>/s, '')

/** Words of an element, its notes left out. */
function wordsOf(node: XmlElement): string {
  return node.children
    .map(child => (typeof child === 'string' ? child : child.name === 'authorialNote' ? '' : wordsOf(child)))
    .join('')
}

const sentence = fc.constantFrom(
  'States parties should act.',
  'The Secretariat should consider helping, where appropriate.',
  'With regard to training, States parties should:',
  'They should also be trained (see para. 3 (a) above and paras. 5-7 below).',
  'Such support may include shelter',
  'In accordance with article 6, subparagraph 2, of the Protocol,<sup>1</sup> the Conference should act.',
  'victims of *trafficking* in persons¹ and their **rights** & <this>',
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
  ),
  fc.constantFrom('<sup>1</sup> ', '¹ ', ' 1  ', '* ', '', '', ''),
)
const line = fc.oneof(
  fc.tuple(mark, sentence).map(([opening, words]) => opening + words),
  fc.constantFrom(
    '',
    '',
    '',
    '---',
    '12',
    'V.10-50502 (E)',
    'CTOC/COP/WG.4/2010/L.1',
    'Distr.: General',
    '21 April 2009',
  ),
  fc.string({ maxLength: 20, unit: 'grapheme' }),
  fc.constantFrom('odd \u0001 \ud800 \ufffe \u0085 signs', '\t1. a\u00a0b', '\\n \\u0041 "quoted" & <p>'),
)
const jumble = fc
  .tuple(fc.array(line, { minLength: 5, maxLength: 40 }), fc.constantFrom('\n', '\r\n', '\n\n', '\f'))
  .map(([lines, end]) => lines.join(end))

describe('a report in Akoma Ntoso', () => {
  it.skipIf(!hasSchema)(
    'is valid against the schema: the five reports and any jumble that can be read',
    () => {
      const validator = schema()
      const check = (xml: string) => {
        const document = XmlDocument.fromString(xml)
        try {
          validator.validate(document)
        } finally {
          document.dispose()
        }
      }
      for (const name of NAMES) check(write(name))
      fc.assert(
        fc.property(jumble, text => {
          const reading = readReport(text)
          if (reading.ok) check(writeAkn(reading.report, text, ON))
        }),
        { ...property, numRuns: 60 },
      )
    },
  )

  it.each(NAMES)(
    '%s: comes back without loss: the whole reading and the file, character for character',
    name => {
      const back = read(write(name))
      expect(back.exact).toBe(true)
      expect(back.source).toBe(realText(name))
      expect(back.report).toEqual(realReport(name))
    },
  )

  it('comes back without loss from any jumble of marks, notes, headings and odd characters', () => {
    let read = 0
    fc.assert(
      fc.property(jumble, text => {
        const reading = readReport(text)
        if (!reading.ok) return
        read++
        const back = readAkn(writeAkn(reading.report, text, ON))
        expect(back.ok && back.exact && back.source === text).toBe(true)
        expect(back.ok && back.report).toEqual(reading.report)
      }),
      { ...property, numRuns: 400 },
    )
    expect(read).toBeGreaterThan(150)
  })

  it.each(NAMES)('%s: says the same from its marked-up words alone, without the layout of the file', name => {
    const back = read(withoutLayout(write(name)))
    expect(back.exact).toBe(false)
    expect(readingWithoutPlaces(back.report)).toEqual(readingWithoutPlaces(realReport(name)))
  })

  it.each(NAMES)('%s: lists every atom and doubt for programs that read no English', name => {
    const xml = readXml(write(name))
    const report = realReport(name)
    const atoms = descendantsOf(xml, 'atom').map(({ attributes }) => [
      attributes.addressee,
      attributes.deontic,
    ])
    expect(atoms).toEqual(report.atoms.map(({ addressee, deontic }) => [addressee, deontic]))
    const doubts = descendantsOf(xml, 'doubt').map(({ attributes }) => [attributes.code, attributes.line])
    expect(doubts).toEqual(report.flags.map(({ code, where }) => [code, String(where.line)]))
    const names = new Set(
      ['paragraph', 'hcontainer', 'point']
        .flatMap(tag => descendantsOf(xml, tag))
        .map(({ attributes }) => attributes.eId),
    )
    for (const { attributes } of descendantsOf(xml, 'atom'))
      expect(names).toContain(attributes.href?.slice(1))
  })

  it('links every cross-reference: the 68 pairs of the Chair’s report, ranges as ranges', () => {
    const pairs: string[] = []
    const number = (href: string) => Number(/para_(\d+)/.exec(href)?.[1])
    for (const paragraph of descendantsOf(readXml(write('004')), 'paragraph')) {
      const from = number(paragraph.attributes.eId!)
      for (const { attributes } of descendantsOf(paragraph, 'ref'))
        if (attributes.href?.startsWith('#para_')) pairs.push(`${from} ${attributes.href.slice(1)}`)
      for (const { attributes } of descendantsOf(paragraph, 'rref'))
        for (let to = number(attributes.from!); to <= number(attributes.upTo!); to++)
          pairs.push(`${from} para_${to}`)
    }
    const expected = realReport('004').crossReferences.map(
      ({ fromPara, toPara, toSub }) => `${fromPara} para_${toPara}${toSub ? `__point_${toSub}` : ''}`,
    )
    expect(expected).toHaveLength(68)
    expect(pairs.sort()).toEqual(expected.sort())
  })

  it('keeps notes where they stand and names what is cited', () => {
    const xml = readXml(write('001'))
    const notes = descendantsOf(xml, 'authorialNote')
    expect(notes.map(({ attributes }) => attributes.marker)).toEqual(
      realReport('001').notes.map(({ label }) => label),
    )
    const ids = new Set(descendantsOf(xml, 'TLCReference').map(({ attributes }) => attributes.eId))
    const cited = descendantsOf(xml, 'ref').filter(({ attributes }) => attributes.href?.startsWith('#cited_'))
    expect(cited.length).toBeGreaterThan(30)
    for (const { attributes } of cited) expect(ids).toContain(attributes.href?.slice(1))
  })

  it('is named as AKN4UN names reports; a symbol that is not printed is not made up', () => {
    const uri = (name: RealReport) =>
      descendantsOf(readXml(write(name)), 'FRBRuri').map(({ attributes }) => attributes.value)
    const symbol = write('000').includes('<docNumber>')
    expect(symbol).toBe(false)
    expect(uri('002')).toEqual([
      '/akn/un/debateReport/report/un-working-group-on-trafficking-in-persons/2019-09-25',
      '/akn/un/debateReport/report/un-working-group-on-trafficking-in-persons/2019-09-25/eng@2019-09-25',
      '/akn/un/debateReport/report/un-working-group-on-trafficking-in-persons/2019-09-25/eng@2019-09-25.xml',
    ])
    const composed = printReportAsText(
      composeReport({
        titlePage: {
          symbol: 'MC/COP/WG.1/2031/4',
          date: '2031-05-16',
          title: 'Report on the meeting of the Working Group',
        },
        chapters: [{ title: 'Recommendations', units: [{ text: 'States should act.' }] }],
      }),
    )
    expect(writeAkn(reportOf(composed), composed, ON)).toContain(
      'value="/akn/un/debateReport/report/un-mc-cop-wg.1/2031-05-16/MC-COP-WG.1-2031-4"',
    )
  })

  it('prints every word of a paragraph once', () => {
    const report = realReport('001')
    const units = descendantsOf(readXml(write('001')), 'paragraph')
    expect(units).toHaveLength(report.paragraphs.length)
    units.forEach((unit, index) => {
      const { number, text } = report.paragraphs[index]!
      expect(wordsOf(unit).replace(/\s+/g, '')).toBe(`${number}.${text}`.replace(/\s+/g, ''))
    })
  })
})

describe('reading Akoma Ntoso', () => {
  it('takes changed words over the file that they were written from', () => {
    const changed = write('002')
      .replace('develop toolkits', 'develop')
      .replace('Chair of the', 'Chair of this')
    const text = write('002').replaceAll(
      />States parties should consider developing toolkits for/g,
      '>The Secretariat should publish toolkits for',
    )
    expect(read(changed).report.atoms).toHaveLength(49)
    const back = read(text)
    expect(back.exact).toBe(false)
    expect(back.report.atoms.find(({ para }) => para === 2)).toMatchObject({
      addressee: 'Secretariat',
      deontic: 'should',
    })
    expect(back.report.atoms).toHaveLength(49)
  })

  it('reads a document by another writer: prefixes, lists, no metadata of ours', () => {
    const xml = `<a:akomaNtoso xmlns:a="http://docs.oasis-open.org/legaldocml/ns/akn/3.0/WD17"><a:statement name="report"><a:meta/>
      <a:mainBody><a:chapter eId="c1"><a:num>I.</a:num><a:heading>Recommendations</a:heading>
      <a:paragraph eId="p1"><a:num>1.</a:num><a:list><a:intro><a:p>States parties should:</a:p></a:intro></a:list></a:paragraph>
      <a:paragraph eId="p2"><a:num>2.</a:num><a:intro><a:p>The Secretariat should:</a:p></a:intro><a:list>
        <a:point eId="x"><a:num>(a)</a:num><a:content><a:p>Act on <a:i>this</a:i>;</a:p></a:content></a:point>
        <a:point eId="y"><a:num>(b)</a:num><a:content><a:p>Report.<a:authorialNote marker="1"><a:p>See A/RES/64/293.</a:p></a:authorialNote></a:p></a:content></a:point></a:list>
      </a:paragraph></a:chapter></a:mainBody></a:statement></a:akomaNtoso>`
    const { report, exact } = read(xml)
    expect(exact).toBe(false)
    expect(report.atoms.map(({ para, sub, addressee }) => [para, sub, addressee])).toEqual([
      [1, null, 'States parties'],
      [2, 'a', 'Secretariat'],
      [2, 'b', 'Secretariat'],
    ])
    expect(report.notes.map(({ text }) => text)).toEqual(['See A/RES/64/293.'])
  })

  const nested = `<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0">${'<a>'.repeat(100_000)}`
  const bomb = `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">${Array.from({ length: 30 }, (_, n) => `<!ENTITY a${n} "${`&a${n - 1};`.repeat(10)}">`).join('')}]><akomaNtoso>&a29;</akomaNtoso>`
  it.each([
    ['a document type with entities that grow', bomb, 'declares a document type'],
    [
      'an entity that names a file',
      '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><akomaNtoso>&f;</akomaNtoso>',
      'declares a document type',
    ],
    ['an undeclared entity', '<akomaNtoso>&boom;</akomaNtoso>', 'not well-formed XML near line 1'],
    ['elements a hundred thousand deep', nested, 'more elements, or more within each other'],
    [
      'a file cut off',
      '<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><doc>',
      'not well-formed XML',
    ],
    ['an empty file', '', 'not well-formed XML|holds no XML'],
    ['other XML', '<html/>', 'no Akoma Ntoso 3.0 document'],
    [
      'an act',
      '<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><act><meta/><body/></act></akomaNtoso>',
      'has no main body',
    ],
    [
      'a report without anything numbered',
      '<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><doc><mainBody><p>Hello.</p></mainBody></doc></akomaNtoso>',
      'No numbered paragraph',
    ],
  ])('refuses %s with one sentence', (_, xml, sentence) => {
    const reading = readAkn(xml)
    expect(reading.ok).toBe(false)
    if (!reading.ok) expect(reading.problem.sentence).toMatch(new RegExp(sentence))
  })

  it('never throws, whatever is spoilt in a real document', () => {
    const xml = write('003')
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(xml.length), fc.nat(400), fc.string({ maxLength: 6 })), {
          minLength: 1,
          maxLength: 4,
        }),
        cuts => {
          let damaged = xml
          for (const [at, length, junk] of cuts)
            damaged = damaged.slice(0, at) + junk + damaged.slice(at + length)
          const reading = readAkn(damaged)
          if (!reading.ok) expect(reading.problem.sentence).toMatch(/\.$/)
        },
      ),
      { ...property, numRuns: 60 },
    )
  })
})
