import { beginningOf } from '../recommendations.rules.ts'
import type { RelatedPair, ReportFile } from '../relations/relate.ts'
import { blocksOf } from './compilation.ts'
import { frameOf, type Paper, type PaperRecommendation } from './paper.ts'
import { ENGLISH_WORDS } from './words.ts'

/**
 * Candidates for relations as a paper, in English as their reasons are: each recommendation of the later report in full,
 * and below it those of the earlier one that it may build on, best first.
 */
export function paperOfCandidates(
  pairs: readonly RelatedPair[],
  earlier: ReportFile,
  later: ReportFile,
): Paper {
  const words = ENGLISH_WORDS
  const of = (report: ReportFile['report'], number: number) =>
    report.paragraphs.find(paragraph => paragraph.role === 'recommendation' && paragraph.number === number)!
  const groups = Map.groupBy(pairs, ({ from }) => from.para)
  const recommendations = [...groups]
    .sort(([one], [other]) => one - other)
    .map(([number, candidates], index): PaperRecommendation => {
      const paragraph = of(later.report, number)
      return {
        position: index + 1,
        addressees: words.numberOf(paragraph.kind, number, null),
        source: '',
        blocks: [
          ...blocksOf(paragraph, later.report.notes),
          ...candidates.map(pair => ({ mark: '–', pieces: [{ text: candidate(pair) }] })),
        ],
        references: [],
      }
    })
  function candidate({ from, to, score, reasons }: RelatedPair): string {
    const { kind, text } = of(earlier.report, to.para)
    const start = from.sub ? `(${from.sub}) → ` : ''
    return `${start}${words.numberOf(kind, to.para, to.sub)} (${score.toFixed(3)}): “${beginningOf(text, 160)}” ${reasons.join(' ')}`
  }
  const frame = frameOf(
    'candidates',
    'Relations that may be drawn',
    [earlier, later].map(({ report }) => report.document),
    words,
  )
  return {
    ...frame,
    lead: 'Each recommendation of the second report, with those of the first that it may build on, best first. A person decides.',
    groups: [
      {
        title: later.report.document.symbol ?? later.report.document.title ?? words.unknownDocument,
        parts: [{ title: `Recommendations (${recommendations.length})`, rows: [], recommendations }],
      },
    ],
  }
}
