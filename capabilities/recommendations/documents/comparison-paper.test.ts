import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { strFromU8, unzipSync } from 'fflate'
import { XmlDocument, XsdValidator } from 'libxml2-wasm'
import { xmlRegisterFsInputProviders } from 'libxml2-wasm/lib/nodejs.mjs'
import { describe, expect, it } from 'vitest'
import { documentWords } from '../document.words.ts'
import { compareReports } from '../expressions/comparison.rules.ts'
import { realReport } from '../reading/real-reports.testing.ts'
import { relateReports } from '../relations/relate.ts'
import { paperOfCandidates } from './candidates-paper.ts'
import { paperOfComparison } from './comparison-paper.ts'
import { paperAsAkn } from './paper-akn.ts'
import { paperAsPdf } from './pdf.ts'
import { paperAsText } from './plain-text-paper.ts'
import { paperAsWord } from './word.ts'

const PRINTING = { issuedAt: '2026-01-02T03:04:05.000Z' }
const schemaFile = fileURLToPath(
  new URL('../../../../shared/standards/akn4un/akomantoso30.xsd', import.meta.url),
)
const [earlier, later, chair] = [realReport('000'), realReport('001'), realReport('004')]
const comparison = compareReports(later, chair)
const paper = paperOfComparison(comparison, [later.document, chair.document])
const candidates = paperOfCandidates(
  relateReports({ file: 'a', report: earlier }, { file: 'b', report: later }),
  { file: 'a', report: earlier },
  { file: 'b', report: later },
)
const wordsOf = (text: string) => text.replace(/\s+/g, '')
const printedBy = (side: 'removed' | 'added') =>
  paper.groups
    .flatMap(group => group.parts)
    .flatMap(part => part.recommendations)
    .map(({ blocks }) =>
      wordsOf(
        blocks
          .flatMap(({ mark, pieces }) => [
            mark ?? '',
            ...pieces.map(piece => ('text' in piece && piece.is !== side ? piece.text : '')),
          ])
          .join(''),
      ),
    )

describe('a comparison on paper', () => {
  it('gives the first text without what was put in, and the second without what was taken out', () => {
    const pairs = [
      ...comparison.pairs.filter(pair => pair.edits.length > 0),
      ...comparison.pairs.filter(pair => pair.edits.length === 0),
    ]
    expect(pairs.length).toBeGreaterThan(40)
    const texts = (report: typeof later, ordinals: readonly number[]) =>
      ordinals.map(ordinal => wordsOf(report.paragraphs[ordinal]!.text.replace(/[“”]/g, '"')))
    const same = (printed: string[]) => printed.slice(0, pairs.length).map(text => text.replace(/[“”]/g, '"'))
    expect(same(printedBy('removed'))).toEqual(
      texts(
        chair,
        pairs.map(({ to }) => to.ordinal),
      ),
    )
    expect(same(printedBy('added'))).toEqual(
      texts(
        later,
        pairs.map(({ from }) => from.ordinal),
      ),
    )
  })

  it('marks in text, Word, Akoma Ntoso and PDF', async () => {
    expect(paperAsText(paper)).toContain('States parties [-were-] {+are+} encouraged')
    expect(paperAsAkn(paper, PRINTING.issuedAt)).toContain('<del>were</del>')
    const xml = strFromU8(unzipSync(await paperAsWord(paper, PRINTING))['word/document.xml']!)
    expect(xml).toMatch(/<w:strike\/>(?:(?!<\/w:r>).)*were</)
    expect(xml).toMatch(/<w:u [^>]*\/>(?:(?!<\/w:r>).)*are</)
    const words = documentWords('ar')
    const arabic = paperOfComparison(comparison, [later.document, chair.document], words)
    expect(arabic.title).toBe('مقارنة وثيقتين')
    // A reader aloud would spell out words of one language that are said to be of another.
    expect(paperAsAkn(arabic, PRINTING.issuedAt)).not.toMatch(
      /<subheading xml:lang="en">[^<]*\p{Script=Arabic}/u,
    )
    const pdf = await paperAsPdf(arabic, { ...PRINTING, words })
    expect(Buffer.from(pdf.subarray(0, 5)).toString()).toBe('%PDF-')
  })
})

describe('candidates on paper', () => {
  it('stand under each recommendation, best first, at least five', () => {
    const { recommendations } = candidates.groups[0]!.parts[0]!
    expect(recommendations.length).toBeGreaterThan(35)
    for (const { blocks } of recommendations) {
      const scores = blocks.flatMap(({ pieces }) => {
        const [piece] = pieces
        const score = piece && 'text' in piece && /\((\d\.\d{3})\): “/.exec(piece.text)
        return score ? [Number(score[1])] : []
      })
      expect(scores.length).toBeGreaterThanOrEqual(5)
      expect(scores).toEqual([...scores].sort((one, other) => other - one))
    }
  })
})

describe.skipIf(!existsSync(schemaFile))('as Akoma Ntoso', () => {
  it('is valid', () => {
    xmlRegisterFsInputProviders()
    const schema = XsdValidator.fromDoc(
      XmlDocument.fromString(readFileSync(schemaFile, 'utf8'), { url: schemaFile }),
    )
    for (const one of [paper, candidates])
      schema.validate(XmlDocument.fromString(paperAsAkn(one, PRINTING.issuedAt)))
  })
})
