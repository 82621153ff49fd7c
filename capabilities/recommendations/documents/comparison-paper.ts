import type { ComparedPair, ComparedPlace, Comparison } from '../expressions/comparison.rules.ts'
import type { DifferenceStretch } from '../expressions/differences.rules.ts'
import type { CompiledBlock } from './compilation.ts'
import type { SourceDocument } from './index.ts'
import { frameOf, type Paper, type PaperPart, type PaperRecommendation } from './paper.ts'
import { type DocumentWords, ENGLISH_WORDS } from './words.ts'

/**
 * Two documents beside each other in the words of one language: what both print in other words, with what was taken out
 * and put in; what both print in the same words; and what one prints alone.
 * @param documents the first and the second
 */
export function paperOfComparison(
  { pairs, onlyFrom, onlyTo }: Comparison,
  documents: readonly [SourceDocument, SourceDocument],
  words: DocumentWords = ENGLISH_WORDS,
): Paper {
  let position = 0
  const arrow = words.language === 'ar' ? '←' : '→'
  const numberOf = ({ kind, number }: ComparedPlace) => words.numberOf(kind, number, null)
  const entry = (numbers: string, source: string, blocks: CompiledBlock[]): PaperRecommendation => {
    position++
    return { position, addressees: numbers, source, blocks, references: [] }
  }
  const both = (pair: ComparedPair) =>
    entry(
      `${words.isolated(numberOf(pair.from))} ${arrow} ${words.isolated(numberOf(pair.to))}`,
      [...new Set(pair.edits.map(edit => words.comparison.edits[edit.kind]))].join(words.listSeparator),
      blocksOfStretches(pair.stretches),
    )
  const alone = (place: ComparedPlace & { text: string }) =>
    entry(numberOf(place), '', blocksOfStretches([{ is: 'same', text: place.text }]))
  const { title, lead, otherWords, sameWords, ...of } = words.comparison
  // In the order in which they are printed, since each takes the next number.
  const parts: PaperPart[] = [
    { title: otherWords, recommendations: pairs.filter(pair => pair.edits.length > 0).map(both) },
    { title: sameWords, recommendations: pairs.filter(pair => pair.edits.length === 0).map(both) },
    { title: of.onlyFrom, recommendations: onlyFrom.map(alone) },
    { title: of.onlyTo, recommendations: onlyTo.map(alone) },
  ].map(part => ({ ...part, title: `${part.title} (${part.recommendations.length})`, rows: [] }))
  const [first, second] = documents.map(({ symbol, date, title }) =>
    words.isolated(symbol ?? date ?? title ?? words.unknownDocument),
  )
  return {
    ...frameOf('comparison', title, documents, words),
    lead,
    groups: [
      {
        title: `${first} ${arrow} ${second}`,
        parts: parts.filter(part => part.recommendations.length > 0),
      },
    ],
  }
}

const MARK = /^\s*(\([a-z]{1,4}\)|[–•-])\s+/

/** Stretches cut into the lead and the sub-items, as their lines are. */
function blocksOfStretches(stretches: readonly Pick<DifferenceStretch, 'is' | 'text'>[]): CompiledBlock[] {
  const blocks: CompiledBlock[] = [{ mark: null, pieces: [] }]
  for (const { is, text } of stretches)
    text.split('\n').forEach((line, index) => {
      if (index > 0) blocks.push({ mark: null, pieces: [] })
      const block = blocks.at(-1)!
      const mark = is === 'same' && block.pieces.length === 0 && blocks.length > 1 ? MARK.exec(line) : null
      if (mark) block.mark = mark[1]!
      const words = mark ? line.slice(mark[0].length) : line
      if (is === 'same') {
        if (words !== '') block.pieces.push({ text: words })
        return
      }
      // The blank before a word is no part of what was taken out or put in.
      const [blank] = /^\s*/.exec(words)!
      if (blank !== '') block.pieces.push({ text: blank })
      if (words.length > blank.length) block.pieces.push({ text: words.slice(blank.length), is })
    })
  return blocks.filter(block => block.mark !== null || block.pieces.length > 0)
}
