import { isFirstPrint } from '../expressions/expressions.rules.ts'
import type { Meeting, Note, Paragraph, ParagraphKind, Report } from '../recommendations.entity.ts'
import { mapEntries, type SourceDocument, sourcesOf } from './index.ts'
import {
  type Group,
  type ReferenceLabel,
  referenceLabels,
  type Selection,
  selectInGroups,
} from './selection.ts'

/** Words, in a comparison of one document alone; or the place of a note. */
export type TextPiece = { text: string; is?: 'removed' | 'added' } | { note: CompiledNote }

export interface CompiledNote {
  /** As printed in the report. */
  label: string
  text: string
  /** An "ibid." written out. */
  resolved: string | null
}

/** The lead, or one sub-item. */
export interface CompiledBlock {
  /** "(a)", a dash, or null for the lead. */
  mark: string | null
  pieces: TextPiece[]
}

export interface CompiledRecommendation {
  /** Its number in the compilation; cross-references name it. */
  position: number
  number: string
  kind: ParagraphKind
  paragraph: number
  document: string
  hasSymbol: boolean
  /** Whether the document is the report of the very meeting that adopted it. */
  firstPrint: boolean
  meeting: Meeting | null
  /** The heading it stands under in its report. */
  topic: string | null
  addressees: string[]
  deontics: string[]
  blocks: CompiledBlock[]
  references: ReferenceLabel[]
}

/** Recommendations in full, numbered throughout: by theme, then in order of time; or in another order. */
export interface Compilation {
  documents: SourceDocument[]
  groups: Group<CompiledRecommendation>[]
}

/**
 * Builds the compilation of a selection of recommendations. A page shows it and files print it, all from this one
 * structure. Cross-references lead to numbers of the compilation where it has the recommendation.
 */
export function buildCompilation(reports: readonly Report[], selection: Selection = {}): Compilation {
  const groups = selectInGroups(reports, selection)
  const positions = new Map<Paragraph, number>()
  let count = 0
  for (const { parts } of groups)
    for (const { entries } of parts)
      for (const { paragraph } of entries) {
        count++
        if (!positions.has(paragraph)) positions.set(paragraph, count)
      }
  let position = 0
  return {
    documents: sourcesOf(groups),
    groups: mapEntries(groups, selected => {
      const { paragraph, report } = selected
      position++
      return {
        position,
        number: selected.number,
        kind: paragraph.kind,
        paragraph: paragraph.number,
        document: selected.document,
        hasSymbol: report.document.symbol !== null,
        firstPrint: isFirstPrint(report.document),
        meeting: selected.meeting,
        topic: paragraph.topics.findLast(topic => topic.level !== 'chapter')?.title ?? null,
        addressees: selected.addressees,
        deontics: selected.deontics,
        blocks: blocksOf(paragraph, report.notes),
        references: referenceLabels(selected, to => positions.get(to.paragraph) ?? null),
      }
    }),
  }
}

/** The lead and the sub-items; letters within a sentence stay in it. */
export function blocksOf(paragraph: Paragraph, notes: readonly Note[]): CompiledBlock[] {
  const items = paragraph.items.filter(item => item.mark !== 'inline letter')
  const { text } = paragraph
  const ends = [...items.map(item => text.lastIndexOf('\n', item.start)), text.length]
  const lead: CompiledBlock = { mark: null, pieces: piecesOf(paragraph, notes, 0, ends[0]!) }
  return [
    lead,
    ...items.map((item, index) => ({
      mark: item.label === null ? '–' : text.slice(ends[index]! + 1, item.start).trim(),
      pieces: piecesOf(paragraph, notes, item.start, Math.max(item.end, ends[index + 1]!)),
    })),
  ].filter(block => block.pieces.length > 0)
}

function piecesOf(paragraph: Paragraph, notes: readonly Note[], from: number, to: number): TextPiece[] {
  const pieces: TextPiece[] = []
  const last = to === paragraph.text.length
  let done = from
  const words = (until: number) => {
    const text = paragraph.text.slice(done, until)
    if (text !== '') pieces.push({ text })
    done = until
  }
  for (const use of paragraph.notes) {
    const inside = use.at >= from && (use.at < to || (use.at === to && (last || use.at > from)))
    const note = use.note === null ? undefined : notes[use.note]
    if (!inside || !note) continue
    words(use.at)
    pieces.push({ note: { label: use.label, text: note.text, resolved: note.resolved } })
  }
  words(to)
  return pieces
}
