import type { Item, Meeting, Paragraph, Topic } from '../recommendations.entity.ts'
import type { NoteIndex } from './notes.ts'
import { PassageBuilder, type Vocabulary } from './passages.ts'
import type { Piece, RawItem, RawUnit } from './unit-log.ts'

/** What is needed to turn a unit's lines into words. */
export interface ReadingGround {
  source: string
  notes: NoteIndex
  words: Vocabulary
}

/** Turns the lines of one unit into its text, with sub-items, notes and the way back to every character. */
export function buildParagraph(unit: RawUnit, ground: ReadingGround, meeting: Meeting | null): Paragraph {
  const builder = new PassageBuilder(ground.source, ground.notes, ground.words)
  builder.drop(unit.markSpan, 'number')
  for (const span of unit.markup) builder.drop(span, 'markup')
  addPieces(builder, unit.pieces)
  const items: Item[] = []
  for (const raw of unit.items) items.push(addItem(builder, raw))
  const passage = builder.finish()
  for (const item of items) {
    item.start = Math.min(item.start, passage.text.length)
    item.text = passage.text.slice(item.start, item.end).trim()
    item.end = item.start + item.text.length
  }
  if (items.length === 0) for (const one of inlineItems(passage.text)) items.push(one)
  return {
    number: unit.number,
    kind: unit.kind,
    role: 'other',
    topics: unit.topics as Topic[],
    meeting,
    text: passage.text,
    items,
    notes: passage.notes,
    joins: passage.joins,
    runs: passage.runs,
    dropped: passage.dropped.sort((one, other) => one.start - other.start),
    source: { start: unit.start, end: unit.end },
    lines: { from: unit.lineFrom, to: unit.lineTo },
  }
}

function addPieces(builder: PassageBuilder, pieces: readonly Piece[]): void {
  for (const piece of pieces) {
    if (piece.over) builder.join(piece.over, piece.line)
    builder.add(piece)
  }
}

/** Lettered and numbered marks stay in the text, since they are printed words of it; dashes do not. */
function addItem(builder: PassageBuilder, raw: RawItem): Item {
  builder.breakLine()
  if (raw.label === null) {
    builder.drop(raw.markSpan, 'list mark')
  } else {
    const dash = raw.mark === 'letter' || raw.mark === 'roman' ? builder.dashLength(raw.markSpan) : 0
    builder.drop({ start: raw.markSpan.start, end: raw.markSpan.start + dash }, 'list mark')
    builder.add({ start: raw.markSpan.start + dash, end: raw.markSpan.end })
  }
  const start = builder.length + (raw.label === null ? 0 : 1)
  addPieces(builder, raw.pieces)
  return { mark: raw.mark, letter: raw.letter, label: raw.label, text: '', start, end: builder.length }
}

const INLINE_MARK = /(?:^|[\s;:,])\(([a-z])\)\s/g

/** Sub-items within a sentence: after a colon, in sequence from (a), parted by semicolons or commas. */
function inlineItems(text: string): Item[] {
  const colon = text.indexOf(': (a) ')
  if (colon < 0) return []
  const marks: { letter: string; at: number; from: number }[] = []
  for (const found of text.slice(colon + 1).matchAll(INLINE_MARK)) {
    const letter = found[1]!
    const at = colon + 1 + found.index + found[0].indexOf('(')
    const before = text.slice(0, at).trimEnd()
    const expected = String.fromCharCode(97 + marks.length)
    const parted = marks.length === 0 ? before.length === colon + 1 : /[;,](?: and| or)?$/.test(before)
    if (letter === expected && parted) marks.push({ letter, at, from: at + 4 })
  }
  if (marks.length < 2) return []
  return marks.map((mark, index) => {
    const until = marks[index + 1]?.at ?? text.length
    const words = text
      .slice(mark.from, until)
      .replace(index < marks.length - 1 ? /[;,](?:\s+(?:and|or))?\s*$/ : /\s+$/, '')
    return {
      mark: 'inline letter',
      letter: mark.letter,
      label: mark.letter,
      text: words,
      start: mark.from,
      end: mark.from + words.length,
    }
  })
}
