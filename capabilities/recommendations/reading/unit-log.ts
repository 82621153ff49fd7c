import type { ItemMark, Join, ParagraphKind, PartKind, Span, Topic } from '../recommendations.entity.ts'
import type { MarkedLine } from './marks.ts'

/** One line's words within a unit. */
export interface Piece extends Span {
  line: number
  /** Set when the text goes on after a gap. */
  over: Join['over'] | null
}

export interface RawItem {
  mark: ItemMark
  letter: string | null
  label: string | null
  /** The mark itself, as "(a)". */
  markSpan: Span
  pieces: Piece[]
}

export interface RawUnit {
  number: number
  kind: ParagraphKind
  topics: Topic[]
  markSpan: Span
  pieces: Piece[]
  items: RawItem[]
  /** The letter that the next lettered sub-item follows; a numbered entry starts the letters anew. */
  lastLetter: string | null
  /** Hashes and bold around whole lines. */
  markup: Span[]
  lineFrom: number
  lineTo: number
  /** Where it stands in the file, from its number to its last word. */
  start: number
  end: number
}

export interface UnitDoubt {
  code:
    | 'number-missing'
    | 'number-repeated'
    | 'letter-missing'
    | 'heading-out-of-sequence'
    | 'text-after-end'
    | 'text-without-number'
  line: number
  span: Span
  unit: RawUnit | null
  literal: string
}

export interface Units {
  units: RawUnit[]
  topics: Topic[]
  /** Where the words of each heading lie. */
  titles: Map<Topic, Span[]>
  doubts: UnitDoubt[]
  /** Lines before the first heading or unit. */
  front: MarkedLine[]
  /** Line index to the kind of part it belongs to. */
  partOf: Map<number, { kind: PartKind; of: number }>
}

export type Open = 'front' | 'heading' | 'unit' | 'text'

/** Takes down what a file's lines open and continue, in order. Whether they do so is decided elsewhere. */
export class UnitLog {
  readonly #units: RawUnit[] = []
  readonly #topics: Topic[] = []
  readonly #titles = new Map<Topic, Span[]>()
  readonly #doubts: UnitDoubt[] = []
  readonly #front: MarkedLine[] = []
  readonly #partOf: Units['partOf'] = new Map()
  #open: Open = 'front'
  #unit: RawUnit | null = null
  #chapter: Topic | null = null
  #section: Topic | null = null
  #below: Topic | null = null
  #before: MarkedLine | null = null
  #part = 0

  get open(): Open {
    return this.#open
  }

  get unit(): RawUnit | null {
    return this.#unit
  }

  get insideChapter(): boolean {
    return this.#chapter !== null || this.#section !== null
  }

  /** The end of the text line before the present one. */
  get ending(): string {
    return this.#before?.line.text.slice(-40) ?? ''
  }

  /** Says that a line is done with. */
  passed(line: MarkedLine): void {
    this.#before = line
  }

  finish(): Units {
    return {
      units: this.#units,
      topics: this.#topics,
      titles: this.#titles,
      doubts: this.#doubts,
      front: this.#front,
      partOf: this.#partOf,
    }
  }

  heading(topic: Topic, line: MarkedLine): void {
    this.#topics.push(topic)
    const end = line.line.start + line.bare.to
    this.#titles.set(topic, [{ start: end - topic.title.length, end }])
    if (topic.level === 'chapter') {
      this.#chapter = topic
      this.#section = null
      this.#below = null
    } else if (topic.level === 'section') {
      this.#section = topic
      this.#below = null
    } else {
      this.#below = topic
    }
    this.#unit = null
    this.#open = 'heading'
    this.#startPart('heading', line)
  }

  startUnit(kind: ParagraphKind, number: number, line: MarkedLine, length: number): void {
    const from = line.line.start + line.bare.from
    const topics = [this.#chapter, this.#section, this.#below].filter(topic => topic !== null)
    this.#unit = {
      number,
      kind,
      topics,
      markSpan: { start: from, end: from + length },
      pieces: [],
      items: [],
      lastLetter: null,
      markup: [],
      lineFrom: line.line.number,
      lineTo: line.line.number,
      start: from,
      end: from + length,
    }
    this.#units.push(this.#unit)
    this.#open = 'unit'
    this.#startPart('paragraph', line)
    this.#addPiece(this.#unit.pieces, line, length, null)
  }

  item(mark: ItemMark, letter: string | null, label: string | null, line: MarkedLine, length: number): void {
    const unit = this.#unit
    if (!unit) {
      this.goOn(line)
      return
    }
    const from = line.line.start + line.bare.from
    if (mark === 'letter') unit.lastLetter = letter
    else if (mark === 'number') unit.lastLetter = null
    unit.items.push({ mark, letter, label, markSpan: { start: from, end: from + length }, pieces: [] })
    this.#continuePart(line)
    this.#addPiece(unit.items.at(-1)!.pieces, line, length, null)
  }

  /** A line that opens nothing. */
  goOn(line: MarkedLine): void {
    if (this.#open === 'front') {
      this.#front.push(line)
      this.#partOf.set(line.line.number - 1, { kind: 'front', of: this.#part })
    } else if (this.#unit) {
      this.#goOnInUnit(line, this.#unit)
    } else if (this.#open === 'heading' && line.gap === 'none') {
      const start = line.line.start + line.bare.from
      this.#titles.get(this.#topics.at(-1)!)!.push({ start, end: start + line.bare.text.length })
      this.#continuePart(line)
    } else {
      if (this.#open !== 'text' || line.gap !== 'none') {
        this.doubt('text-without-number', line)
        this.#startPart('text', line)
      } else {
        this.#continuePart(line)
      }
      this.#open = 'text'
    }
  }

  doubt(code: UnitDoubt['code'], line: MarkedLine): void {
    const start = line.line.start + line.bare.from
    this.#doubts.push({
      code,
      line: line.line.number,
      span: { start, end: line.line.start + line.bare.to },
      unit: this.#unit,
      literal: line.bare.text.slice(0, 120),
    })
  }

  #goOnInUnit(line: MarkedLine, unit: RawUnit): void {
    const pieces = this.#openPieces()!
    const first = pieces.length === 0
    if (!first && line.gap === 'blank' && /[.!?]["”)]?\s*$/.test(this.ending)) {
      this.doubt('text-after-end', line)
    }
    const over = first || line.gap === 'none' || line.gap === 'start' ? null : line.gap
    this.#continuePart(line)
    this.#addPiece(pieces, line, 0, over === 'blank' ? 'page break' : over)
    unit.lineTo = line.line.number
  }

  #openPieces(): Piece[] | null {
    if (!this.#unit) return null
    return this.#unit.items.at(-1)?.pieces ?? this.#unit.pieces
  }

  #addPiece(pieces: Piece[], line: MarkedLine, skip: number, over: Join['over'] | null): void {
    const start = line.line.start + line.bare.from + skip
    const end = line.line.start + line.bare.to
    if (end > start) pieces.push({ start, end, line: line.line.number, over })
    if (this.#unit) {
      if (line.bare.marked) {
        this.#unit.markup.push(
          { start: line.line.start, end: line.line.start + line.bare.from },
          { start: end, end: line.line.end },
        )
      }
      this.#unit.end = Math.max(this.#unit.end, end)
      this.#unit.lineTo = line.line.number
    }
  }

  #startPart(kind: PartKind, line: MarkedLine): void {
    this.#part++
    this.#partOf.set(line.line.number - 1, { kind, of: this.#part })
  }

  #continuePart(line: MarkedLine): void {
    const kind: PartKind = this.#unit ? 'paragraph' : this.#open === 'heading' ? 'heading' : 'text'
    this.#partOf.set(line.line.number - 1, { kind, of: this.#part })
  }
}
