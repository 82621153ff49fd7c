import type { Meeting, Note, Paragraph, ParagraphKind, Report } from '../recommendations.entity.ts'
import { byMeeting } from './index.ts'
import { type ReferenceLabel, type SelectedRecommendation, selectByTheme } from './selection.ts'

/** Words, or the place of a note. */
export type TextPiece = { text: string } | { note: CompiledNote }

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
  number: string
  kind: ParagraphKind
  paragraph: number
  document: string
  /** The heading it stands under in its report. */
  topic: string | null
  addressees: string[]
  deontics: string[]
  blocks: CompiledBlock[]
  references: ReferenceLabel[]
}

export interface CompiledMeeting {
  meeting: Meeting | null
  recommendations: CompiledRecommendation[]
}

export interface CompiledTheme {
  id: string
  title: string
  meetings: CompiledMeeting[]
}

/** All recommendations in full: by theme, then in order of time. */
export interface Compilation {
  documents: { symbol: string | null; title: string | null; date: string | null }[]
  themes: CompiledTheme[]
}

/** Builds the compilation of a set of reports. A page shows it and Word prints it, both from this one structure. */
export function buildCompilation(reports: readonly Report[]): Compilation {
  return {
    documents: reports.map(({ document: { symbol, title, date } }) => ({ symbol, title, date })),
    themes: selectByTheme(reports).map(({ theme, recommendations }) => ({
      id: theme.id,
      title: theme.title,
      meetings: byMeeting(recommendations).map(([meeting, selected]) => ({
        meeting,
        recommendations: selected.map(compile),
      })),
    })),
  }
}

function compile(selected: SelectedRecommendation): CompiledRecommendation {
  const { paragraph, report } = selected
  return {
    number: selected.number,
    kind: paragraph.kind,
    paragraph: paragraph.number,
    document: selected.document,
    topic: paragraph.topics.findLast(topic => topic.level !== 'chapter')?.title ?? null,
    addressees: selected.addressees,
    deontics: selected.deontics,
    blocks: blocksOf(paragraph, report.notes),
    references: selected.references,
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
