import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { strFromU8, unzipSync } from 'fflate'
import { XmlDocument, XsdValidator } from 'libxml2-wasm'
import { xmlRegisterFsInputProviders } from 'libxml2-wasm/lib/nodejs.mjs'
import { getDocumentProxy } from 'unpdf'
import { describe, expect, it } from 'vitest'
import { descendantsOf, readXml } from '../akoma-ntoso/xml-nodes.ts'
import { documentWords } from '../document.words.ts'
import { realReport, reportOf } from '../reading/real-reports.testing.ts'
import { buildCompilation } from './compilation.ts'
import { buildIndex } from './index.ts'
import { type Paper, paperOfCompilation, paperOfIndex } from './paper.ts'
import { paperAsAkn } from './paper-akn.ts'
import { paperAsPdf } from './pdf.ts'
import { paperAsText } from './plain-text-paper.ts'
import type { Group, Selection } from './selection.ts'
import { paperAsTypst } from './typst.ts'
import { paperAsWord } from './word.ts'

const PRINTING = { issuedAt: '2026-01-02T03:04:05.000Z' }
const schemaFile = fileURLToPath(
  new URL('../../../../shared/standards/akn4un/akomantoso30.xsd', import.meta.url),
)
const reports = (['000', '001', '002', '004'] as const).map(realReport)
const entriesOf = <Entry>({ groups }: { groups: readonly Group<Entry>[] }) =>
  groups.flatMap(({ parts }) => parts.flatMap(({ entries }) => entries))
const compiled = (selection: Selection = {}) => entriesOf(buildCompilation(reports, selection))

describe('a selection', () => {
  it('lists once what a later report prints again, and carries its cross-references over', () => {
    const all = compiled()
    expect(all).toHaveLength(120)
    const links = all.flatMap(({ references }) => references.filter(({ origin }) => origin === 'printed'))
    expect(links).toHaveLength(68)
    for (const { position } of links) expect(all.some(one => one.position === position)).toBe(true)
    const at = (year: number, paragraph: number) =>
      all.find(one => one.meeting?.year === year && one.paragraph === paragraph)!
    // The Chair's report: paragraph 9 sees 57 below; they are 2009 paragraph 5 and 2010 paragraph 35.
    expect(at(2009, 5).references.map(({ position }) => position)).toEqual([at(2010, 35).position])
    expect(at(2010, 35).references.map(({ position }) => position)).toEqual([at(2009, 5).position])
  })

  it('numbers the compilation throughout, in the order of print', () => {
    for (const order of ['theme', 'meeting', 'addressee'] as const) {
      const positions = compiled({ order }).map(({ position }) => position)
      expect(positions).toEqual(positions.map((_, index) => index + 1))
    }
  })

  it('by meeting goes through the meetings in time, each by theme; by addressee lists each under every one it asks', () => {
    const byMeeting = buildIndex(reports, { order: 'meeting' })
    expect(byMeeting.groups.map(({ id }) => id)).toEqual(['2009-04-14', '2010-01-27', '2019-09-09'])
    expect(byMeeting.groups[0]!.parts.every(({ by }) => by === 'theme')).toBe(true)
    const byAddressee = buildIndex(reports, { order: 'addressee' })
    for (const group of byAddressee.groups)
      for (const { entries } of group.parts)
        for (const { addressees } of entries) expect(addressees).toContain(group.id)
    expect(entriesOf(byAddressee).length).toBeGreaterThan(120)
  })

  it('an addressee and an obligation must meet in one request', () => {
    const both = compiled({ addressees: ['Conference'], forces: ['should consider'] })
    expect(both.length).toBeGreaterThan(3)
    for (const { addressees, deontics } of both) {
      expect(addressees).toContain('Conference')
      expect(deontics).toContain('should consider')
    }
    expect(both.length).toBeLessThan(compiled({ addressees: ['Conference'] }).length)
    expect(compiled({ meetings: ['2019-09-09'] })).toHaveLength(39)
    expect(compiled({ reprints: true })).toHaveLength(201)
  })

  it('names what lies outside the compilation by its meeting and number', () => {
    const only2010 = paperOfCompilation(buildCompilation(reports, { meetings: ['2010-01-27'] }))
    const entry = only2010.groups
      .flatMap(({ parts }) => parts.flatMap(p => p.recommendations))
      .find(r => r.source === 'para. 35')!
    expect(entry.references).toEqual([{ text: '2009, para. 5', position: null }])
  })
})

function papers(language: string): Paper[] {
  const words = documentWords(language)
  return [paperOfIndex(buildIndex(reports), words), paperOfCompilation(buildCompilation(reports), words)]
}

/** The words of a PDF, as a reader copies them. */
async function wordsOfPdf(bytes: Uint8Array): Promise<string> {
  const pdf = await getDocumentProxy(bytes.slice())
  let text = ''
  for (let page = 1; page <= pdf.numPages; page++) {
    const { items } = await (await pdf.getPage(page)).getTextContent()
    text += items.map(item => ('str' in item ? item.str + (item.hasEOL ? ' ' : '') : '')).join('')
  }
  return text.replace(/\s+/g, ' ')
}

describe('a paper', () => {
  it('as text says where each recommendation stands and what to see also', () => {
    const [index, compilation] = [buildIndex(reports), buildCompilation(reports)]
    expect(paperAsText(paperOfIndex(index))).toContain('    para. 5: Secretariat (2010, para. 35)')
    expect(paperAsText(paperOfCompilation(compilation))).toMatch(
      /^4\. para\. 5 \(Secretariat\)\nWith regard to the adoption[^\n]+\nSee also: 6$/m,
    )
  })

  it.skipIf(!existsSync(schemaFile))(
    'as Akoma Ntoso is valid, and its references lead to its paragraphs',
    () => {
      xmlRegisterFsInputProviders()
      const schema = XsdValidator.fromDoc(
        XmlDocument.fromString(readFileSync(schemaFile, 'utf8'), { url: schemaFile }),
      )
      const empty: Paper = { ...papers('en')[0]!, groups: [] }
      for (const paper of [...papers('en'), ...papers('ar'), empty]) {
        const xml = paperAsAkn(paper, PRINTING.issuedAt)
        schema.validate(XmlDocument.fromString(xml))
        const root = readXml(xml)
        const names = new Set(descendantsOf(root, 'paragraph').map(({ attributes }) => `#${attributes.eId}`))
        for (const { attributes } of descendantsOf(root, 'ref')) expect(names).toContain(attributes.href)
        if (paper.kind === 'compilation') expect(names.size).toBe(120)
      }
    },
  )

  it('as Word runs from right to left in Arabic, the reports’ own words from left to right', async () => {
    const words = documentWords('ar')
    const xml = strFromU8(
      unzipSync(await paperAsWord(papers('ar')[1]!, { ...PRINTING, words }))['word/document.xml']!,
    )
    expect(xml).toContain('توصيات')
    expect(xml.match(/<w:bidi\/>/g)!.length).toBeGreaterThan(120)
    const english = xml.slice(
      xml.lastIndexOf('<w:p>', xml.indexOf('States parties should:')),
      xml.indexOf('States parties should:'),
    )
    expect(english).not.toContain('<w:bidi/>')
  })

  it.each([
    ['en', 'Compilation of recommendations', 'Definitions and key concepts'],
    ['ru', 'рекомендаций', 'Секретариат'],
    ['zh', '建议汇编', '缔约国'],
    ['ar', null, null],
  ])(
    'as PDF holds every recommendation and its headings, tagged, in %s',
    async (language, title, heading) => {
      const bytes = await paperAsPdf(papers(language)[1]!, PRINTING)
      expect(Buffer.from(bytes.subarray(0, 5)).toString()).toBe('%PDF-')
      const file = Buffer.from(bytes).toString('latin1')
      expect(file).toContain('/MarkInfo')
      expect(file).toContain(`/Lang (${language})`)
      const text = await wordsOfPdf(bytes)
      if (title && heading) {
        expect(text).toContain(title)
        expect(text).toContain(heading)
      }
      expect(text).toContain('Criminalize conduct that facilitates and supports trafficking in persons;')
      expect(text).toContain('E/2002/68/Add.1.')
      const again = await paperAsPdf(papers(language)[1]!, PRINTING)
      expect(Buffer.from(again).equals(Buffer.from(bytes))).toBe(true)
    },
  )

  it('takes nothing in a report for a command of the typesetter', async () => {
    const text =
      'I. Recommendations\n\n1. States parties should #panic("x") $x$ "quote" \\ ] #include "/etc/passwd" @ref <label> // no\u0001.'
    const paper = paperOfCompilation(buildCompilation([reportOf(text)]))
    expect(paperAsTypst(paper)).toContain('#panic(\\"x\\")')
    const words = await wordsOfPdf(await paperAsPdf(paper, PRINTING))
    expect(words).toContain('#panic("x") $x$ "quote" \\ ] #include "/etc/passwd" @ref <label> // no')
  })
})
