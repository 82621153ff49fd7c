import { readFileSync } from 'node:fs'
import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { realReport, reportOf } from '../reading/real-reports.testing.ts'
import { SAMPLE_EVIDENCE, SAMPLE_REPORTS } from '../recommendations.examples.ts'
import { buildCompilation } from './compilation.ts'
import { buildIndex } from './index.ts'
import { paperOfCompilation, paperOfIndex } from './paper.ts'
import type { Group } from './selection.ts'
import { paperAsWord } from './word.ts'

const ISSUED_AT = '2026-01-02T03:04:05.000Z'

function sample(file: string) {
  return reportOf(readFileSync(new URL(`../${file}`, import.meta.url), 'utf8'))
}

const samples = SAMPLE_REPORTS.map(({ file }) => sample(file))
const real = [realReport('002'), realReport('001'), realReport('000')]

/** Every entry of an index or a compilation, in the order of print. */
function entriesOf<Entry>({ groups }: { groups: readonly Group<Entry>[] }): Entry[] {
  return groups.flatMap(({ parts }) => parts.flatMap(({ entries }) => entries))
}

/** The words of a Word document's part, entities resolved. */
function wordsOf(xml: string): string {
  const parser = new XMLParser({ preserveOrder: true, trimValues: false })
  const texts: string[] = []
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) node.forEach(walk)
    else if (node && typeof node === 'object')
      for (const [name, value] of Object.entries(node)) {
        if (name === '#text') texts.push(String(value))
        else if (name !== ':@') walk(value)
      }
  }
  walk(parser.parse(xml))
  return texts.join('')
}

describe('the sample reports', () => {
  it.each(SAMPLE_REPORTS.map((sample, index) => [sample.file, sample, samples[index]!] as const))(
    '%s reads without a doubt',
    (_, expected, report) => {
      expect(report.document.symbol).toBe(expected.symbol)
      expect(report.document.meeting?.year).toBe(expected.year)
      expect(report.paragraphs.filter(({ role }) => role === 'recommendation')).toHaveLength(
        expected.paragraphs,
      )
      expect(report.atoms).toHaveLength(expected.atoms)
      expect(report.flags).toEqual([])
    },
  )

  it('the recommendations tied to a figure speak of what the figure counts', () => {
    const texts = SAMPLE_EVIDENCE.map(({ symbol, kind, number, figure }) => {
      const report = samples.find(({ document }) => document.symbol === symbol)!
      return [
        figure,
        report.paragraphs.find(paragraph => paragraph.kind === kind && paragraph.number === number)!.text,
      ]
    })
    for (const [figure, text] of texts) expect(text).toContain(figure)
  })
})

describe('the index', () => {
  it('lists every recommendation once: theme, then meeting in order of time, then number', () => {
    const index = buildIndex(real)
    const entries = entriesOf(index)
    expect(entries).toHaveLength(120)
    for (const { parts } of index.groups) {
      const from = parts.map(({ meeting }) => meeting!.from)
      expect(from).toEqual([...from].sort())
      for (const { entries } of parts) {
        const numbers = entries.map(({ paragraph }) => paragraph)
        expect(numbers).toEqual([...numbers].sort((one, other) => one - other))
      }
    }
  })

  it('gives addressee and cross-references, the derived ones marked', () => {
    const entries = entriesOf(buildIndex([realReport('004')]))
    const entry = (paragraph: number) => entries.find(one => one.paragraph === paragraph)!
    expect(entry(77)).toMatchObject({ number: 'para. 77', addressees: ['States parties', 'Conference'] })
    expect(entry(77).references.map(({ label, direction }) => `${label} ${direction}`)).toEqual([
      'para. 13 above',
      'para. 83 below',
      'para. 84 below',
    ])
    expect(entry(70).references).toMatchObject([
      { label: 'para. 12 (b)', fromSub: null, direction: 'above', origin: 'derived' },
    ])
  })

  it('prints as a Word document that holds every number and addressee', async () => {
    const index = buildIndex(samples)
    const files = unzipSync(await paperAsWord(paperOfIndex(index), { issuedAt: ISSUED_AT }))
    const xml = strFromU8(files['word/document.xml']!)
    expect(XMLValidator.validate(xml)).toBe(true)
    const words = wordsOf(xml)
    for (const { number, addressees } of entriesOf(index))
      expect(words).toContain(number + addressees.join('; '))
  })
})

describe('the compilation', () => {
  it('holds the full text of every recommendation, letters and notes at their places', () => {
    const compilation = buildCompilation(real)
    const all = entriesOf(compilation)
    expect(all).toHaveLength(120)
    const report = real[2]!
    for (const paragraph of report.paragraphs.filter(({ role }) => role === 'recommendation')) {
      const compiled = all.find(
        one => one.document === report.document.title && one.paragraph === paragraph.number,
      )!
      const text = compiled.blocks
        .map(
          ({ mark, pieces }) =>
            `${mark ? `${mark} ` : ''}${pieces.map(piece => ('text' in piece ? piece.text : '')).join('')}`,
        )
        .join('\n')
      expect(text).toBe(paragraph.text)
    }
    const third = all.find(one => one.document === report.document.title && one.paragraph === 3)!
    expect(third.blocks[0]!.pieces.filter(piece => 'note' in piece)).toHaveLength(2)
  })

  it('prints as a Word document whose footnotes are the notes of the reports', async () => {
    const compilation = buildCompilation(real)
    const bytes = await paperAsWord(paperOfCompilation(compilation), { issuedAt: ISSUED_AT })
    const files = unzipSync(bytes)
    const document = strFromU8(files['word/document.xml']!)
    const notes = strFromU8(files['word/footnotes.xml']!)
    expect(XMLValidator.validate(document)).toBe(true)
    const words = wordsOf(document)
    for (const { atoms } of real)
      for (const { text } of atoms) {
        if (!text.startsWith('[...]') && !/[¹²³]/.test(text)) expect(words).toContain(text)
      }
    expect(wordsOf(notes)).toContain('E/2002/68/Add.1.')
    expect(document.match(/<w:footnoteReference /g)!.length).toBe(11)
  })

  it('equal content gives equal bytes', async () => {
    const once = await paperAsWord(paperOfCompilation(buildCompilation(samples)), { issuedAt: ISSUED_AT })
    const again = await paperAsWord(paperOfCompilation(buildCompilation(samples)), { issuedAt: ISSUED_AT })
    expect(again).toEqual(once)
    expect(strFromU8(unzipSync(once)['docProps/core.xml']!)).toContain(ISSUED_AT)
  })

  it('a text with characters that XML does not know prints all the same', async () => {
    const report = reportOf(
      'I. Recommendations\n\n1. States parties should act\u0001 on <this> & "that" \ud800.',
    )
    const files = unzipSync(
      await paperAsWord(paperOfCompilation(buildCompilation([report])), { issuedAt: ISSUED_AT }),
    )
    expect(XMLValidator.validate(strFromU8(files['word/document.xml']!))).toBe(true)
  })
})

describe('the themes', () => {
  it('follow the nearest heading, and the words where the heading is wide', () => {
    const themeOf = (name: '000' | '001' | '002', number: number) =>
      buildIndex([realReport(name)]).groups.find(({ parts }) =>
        parts.some(({ entries }) => entries.some(({ paragraph }) => paragraph === number)),
      )?.id
    expect(themeOf('000', 14)).toBe('compensation')
    expect(themeOf('000', 19)).toBe('technical-assistance')
    expect(themeOf('000', 20)).toBe('conference')
    expect(themeOf('000', 21)).toBe('cooperation')
    expect(themeOf('001', 13)).toBe('criminal-justice')
    expect(themeOf('002', 9)).toBe('protection')
    expect(themeOf('002', 25)).toBe('criminal-justice')
    expect(themeOf('002', 33)).toBe('domestic-workers')
  })
})
