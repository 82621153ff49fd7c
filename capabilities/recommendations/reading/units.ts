import type { ItemMark, Join, ParagraphKind, PartKind, Span, Topic } from '../recommendations.entity.ts'
import type { Line } from './lines.ts'
import { type Gap, looksLikeHeading, type MarkedLine, markLine } from './marks.ts'

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

/**
 * Reads headings, numbered paragraphs, Recommendations and sub-items off the lines. A number counts only where it
 * is expected, a level comes only from the kind of numeral, and what opens nothing continues what is open.
 * @param lines all lines of the file
 * @param skip per line index, what a line that is no text is; those lines part the text, but never end it
 */
export function readUnits(lines: readonly Line[], skip: ReadonlyMap<number, Gap>): Units {
  const marked: MarkedLine[] = []
  let gap: Gap = 'start'
  for (let index = 0; index < lines.length; index++) {
    const skipped = skip.get(index)
    if (skipped) {
      if (gap !== 'start') gap = strongerGap(gap, skipped)
      continue
    }
    marked.push(markLine(lines[index]!, gap))
    gap = 'none'
  }
  return new UnitReader(marked).read()
}

const GAP_RANK: Record<Gap, number> = { none: 0, blank: 1, 'running header': 2, note: 3, start: 4 }

function strongerGap(one: Gap, other: Gap): Gap {
  return GAP_RANK[one] >= GAP_RANK[other] ? one : other
}

type Open = 'front' | 'heading' | 'unit' | 'text'

class UnitReader {
  readonly #lines: readonly MarkedLine[]
  readonly #units: RawUnit[] = []
  readonly #topics: Topic[] = []
  readonly #doubts: UnitDoubt[] = []
  readonly #front: MarkedLine[] = []
  readonly #partOf: Units['partOf'] = new Map()
  readonly #lastWithNumber = new Map<number, number>()
  #open: Open = 'front'
  #unit: RawUnit | null = null
  #chapter: Topic | null = null
  #section: Topic | null = null
  #below: Topic | null = null
  #paragraph = 0
  #recommendation = 0
  #roman = 0
  #letter = 0
  #figure = 0
  /** Roman list inside a paragraph: its last numeral. */
  #listRoman = 0
  #part = 0
  #before: MarkedLine | null = null
  readonly #titles = new Map<Topic, Span[]>()

  constructor(lines: readonly MarkedLine[]) {
    this.#lines = lines
    lines.forEach((line, at) => {
      if (line.mark.is === 'number') this.#lastWithNumber.set(line.mark.number, at)
    })
  }

  read(): Units {
    for (let at = 0; at < this.#lines.length; at++) {
      this.#line(this.#lines[at]!, at)
      this.#before = this.#lines[at]!
    }
    return {
      units: this.#units,
      topics: this.#topics,
      titles: this.#titles,
      doubts: this.#doubts,
      front: this.#front,
      partOf: this.#partOf,
    }
  }

  #line(line: MarkedLine, at: number): void {
    const { mark } = line
    if (mark.is === 'recommendation' && this.#isRecommendation(mark.number, line)) {
      this.#openUnit('Recommendation', mark.number, line, mark.length)
    } else if (mark.is === 'number') {
      if (this.#isParagraph(mark.number, line, at)) this.#openUnit('paragraph', mark.number, line, mark.length)
      else if (this.#isSubHeading(mark.number, line, at)) this.#openFigureHeading(mark.number, line, mark.length)
      else if (this.#unit && line.gap === 'none' && !this.#looksListed(line)) this.#goOn(line)
      else this.#openItem('number', null, String(mark.number), line, mark.length)
    } else if (mark.is === 'capital') {
      this.#capital(line, at, mark)
    } else if (mark.is === 'item') {
      this.#item(line, mark.label, mark.length)
    } else if (mark.is === 'bullet') {
      this.#openItem('bullet', null, null, line, mark.length)
    } else if (this.#isUnnumberedHeading(line)) {
      this.#openHeading({ level: 'unnumbered', numeral: null, title: line.bare.text, line: line.line.number }, line)
    } else {
      this.#goOn(line)
    }
  }

  #isRecommendation(number: number, line: MarkedLine): boolean {
    const alone = line.bare.text.length <= 20
    if (!alone && line.gap === 'none' && number !== this.#recommendation + 1) return false
    if (number > this.#recommendation + 1 && this.#recommendation > 0) this.#doubt('number-missing', line)
    if (number <= this.#recommendation) this.#doubt('number-repeated', line)
    return true
  }

  #isParagraph(number: number, line: MarkedLine, at: number): boolean {
    const expected = this.#paragraph + 1
    if (number === expected) return !this.#isHeadingBefore(number, line, at)
    if (number < expected || number > expected + 30 || this.#isTitleOnly(line, at)) return false
    const comesLater = (this.#lastWithNumber.get(expected) ?? -1) > at
    if (comesLater) return false
    const goesOn = (this.#lastWithNumber.get(number + 1) ?? -1) > at
    if (this.#paragraph > 0 && !goesOn && number > expected + 1) return false
    if (this.#paragraph > 0) this.#doubt('number-missing', line)
    return true
  }

  /** A heading numbered like the next paragraph: that paragraph's own number follows at once. */
  #isHeadingBefore(number: number, line: MarkedLine, at: number): boolean {
    if (!this.#isTitleOnly(line, at)) return false
    const next = this.#nextUnit(at)
    return next?.mark.is === 'number' && next.mark.number === number
  }

  #isTitleOnly(line: MarkedLine, at: number): boolean {
    return looksLikeHeading(this.#headingText(line, at))
  }

  /** The text of a heading that may run over several lines. */
  #headingText(line: MarkedLine, at: number): string {
    let text = line.bare.text
    for (let next = at + 1; next < this.#lines.length && next < at + 5; next++) {
      const follower = this.#lines[next]!
      if (follower.gap !== 'none' || follower.mark.is !== 'plain' || follower.bare.marked) break
      text += ` ${follower.bare.text}`
    }
    return text
  }

  /** The next line that opens something, the lines of the present heading passed over. */
  #nextUnit(at: number): MarkedLine | null {
    let next = at + 1
    while (next < this.#lines.length && this.#lines[next]!.gap === 'none' && this.#lines[next]!.mark.is === 'plain') {
      next++
    }
    return this.#lines[next] ?? null
  }

  #leadsToUnit(at: number): boolean {
    const next = this.#nextUnit(at)
    if (!next) return false
    if (next.mark.is === 'recommendation') return true
    if (next.mark.is === 'number') return next.mark.number === this.#paragraph + 1 || next.mark.number === 1
    return next.mark.is === 'capital' && (next.mark.letter === 'A' || next.mark.roman !== null)
  }

  #isSubHeading(number: number, line: MarkedLine, at: number): boolean {
    if (!this.#chapter && !this.#section) return false
    if (number !== 1 && number !== this.#figure + 1) return false
    if (line.gap === 'none' && this.#open !== 'heading' && !line.bare.marked) return false
    return this.#isTitleOnly(line, at) && (line.bare.marked || this.#leadsToUnit(at))
  }

  #looksListed(line: MarkedLine): boolean {
    return this.#unit!.items.length > 0 || /[.;:]\s*$/.test(this.#ending()) || line.gap !== 'none'
  }

  /** The end of the text line before the present one. */
  #ending(): string {
    return this.#before?.line.text.slice(-40) ?? ''
  }

  #capital(line: MarkedLine, at: number, mark: { letter: string; roman: number | null; length: number }): void {
    const position = mark.letter.length === 1 ? mark.letter.charCodeAt(0) - 64 : 0
    const heading = this.#isTitleOnly(line, at) && this.#mayOpenHeading(line)
    const supported = line.bare.marked || this.#leadsToUnit(at)
    if (heading && position > 1 && position === this.#letter + 1) {
      this.#openNumeral('section', mark.letter, position, line, mark.length)
    } else if (mark.roman !== null && this.#continuesRomanList(mark.roman, at)) {
      this.#listRoman = mark.roman
      this.#openItem('roman', null, mark.letter, line, mark.length)
    } else if (heading && mark.roman !== null && mark.roman === this.#roman + 1) {
      this.#openNumeral('chapter', mark.letter, mark.roman, line, mark.length)
    } else if (heading && position === 1) {
      this.#openNumeral('section', mark.letter, position, line, mark.length)
    } else if (heading && mark.roman !== null && mark.roman > this.#roman && supported) {
      this.#doubt('heading-out-of-sequence', line)
      this.#openNumeral('chapter', mark.letter, mark.roman, line, mark.length)
    } else if (heading && position > this.#letter && supported) {
      this.#doubt('heading-out-of-sequence', line)
      this.#openNumeral('section', mark.letter, position, line, mark.length)
    } else if (mark.roman === 1 && this.#unit && line.gap !== 'none') {
      this.#listRoman = 1
      this.#openItem('roman', null, mark.letter, line, mark.length)
    } else {
      this.#goOn(line)
    }
  }

  #mayOpenHeading(line: MarkedLine): boolean {
    return line.gap !== 'none' || line.bare.marked || this.#open === 'heading' || this.#open === 'front'
  }

  #continuesRomanList(roman: number, at: number): boolean {
    if (this.#listRoman === 0 || roman !== this.#listRoman + 1) return false
    const next = this.#nextUnit(at)
    const opensChapter =
      roman === this.#roman + 1 &&
      (next?.mark.is === 'recommendation' ||
        (next?.mark.is === 'number' && next.mark.number === this.#paragraph + 1) ||
        (next?.mark.is === 'capital' && next.mark.letter === 'A'))
    return !opensChapter
  }

  #isUnnumberedHeading(line: MarkedLine): boolean {
    if (this.#open === 'front' || line.gap === 'none') return false
    if (/^Annex(?:es)?(?:\s+[IVX]+|\s+\d+)?$/.test(line.bare.text)) return true
    return line.bare.marked && looksLikeHeading(line.bare.text)
  }

  #openNumeral(level: 'chapter' | 'section', numeral: string, value: number, line: MarkedLine, length: number): void {
    if (level === 'chapter') this.#roman = value
    this.#letter = level === 'section' ? value : 0
    this.#figure = 0
    const title = line.bare.text.slice(length)
    this.#openHeading({ level, numeral, title, line: line.line.number }, line)
  }

  #openFigureHeading(number: number, line: MarkedLine, length: number): void {
    this.#figure = number
    const title = line.bare.text.slice(length)
    this.#openHeading({ level: 'sub-section', numeral: String(number), title, line: line.line.number }, line)
  }

  #openHeading(topic: Topic, line: MarkedLine): void {
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
    this.#listRoman = 0
    this.#open = 'heading'
    this.#startPart('heading', line)
  }

  #openUnit(kind: ParagraphKind, number: number, line: MarkedLine, length: number): void {
    if (kind === 'paragraph') this.#paragraph = number
    else this.#recommendation = number
    this.#listRoman = 0
    const from = line.line.start + line.bare.from
    const topics = [this.#chapter, this.#section, this.#below].filter(topic => topic !== null)
    this.#unit = {
      number,
      kind,
      topics,
      markSpan: { start: from, end: from + length },
      pieces: [],
      items: [],
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

  #item(line: MarkedLine, label: string, length: number): void {
    const unit = this.#unit
    if (!unit || this.#isReferenceTail(line, length)) {
      this.#goOn(line)
      return
    }
    const letters = unit.items.filter(item => item.mark === 'letter')
    const sinceNumber = unit.items.findLastIndex(item => item.mark === 'number')
    const group = sinceNumber >= 0 ? letters.filter(item => unit.items.indexOf(item) > sinceNumber) : letters
    const last = group.at(-1)?.letter?.charCodeAt(0) ?? 96
    const position = label.length === 1 ? label.charCodeAt(0) : 0
    if (position === last + 1) {
      this.#openItem('letter', label, label, line, length)
    } else if (/^[ivx]+$/.test(label) && group.length > 0) {
      this.#openItem('roman', null, label, line, length)
    } else if (position > 0) {
      this.#doubt('letter-missing', line)
      this.#openItem('letter', label, label, line, length)
    } else {
      this.#goOn(line)
    }
  }

  /** "(b), (c) and (e) above" at a line's start is the tail of a reference, not a sub-item. */
  #isReferenceTail(line: MarkedLine, length: number): boolean {
    if (line.gap !== 'none') return false
    const rest = line.bare.text.slice(length)
    const before = this.#ending()
    if (/(?:paras?\.|paragraphs?|articles?|arts?\.|\d,?|\([a-z]\),?|[^;]\sand|subparagraphs?|subparas?\.)\s*$/.test(before)) {
      return true
    }
    return /^(?:above|below|of the|and \([a-z]\))\b/.test(rest)
  }

  #openItem(mark: ItemMark, letter: string | null, label: string | null, line: MarkedLine, length: number): void {
    const unit = this.#unit
    if (!unit) {
      this.#goOn(line)
      return
    }
    const from = line.line.start + line.bare.from
    unit.items.push({ mark, letter, label, markSpan: { start: from, end: from + length }, pieces: [] })
    this.#continuePart(line)
    this.#addPiece(unit.items.at(-1)!.pieces, line, length, null)
  }

  /** A line that opens nothing. */
  #goOn(line: MarkedLine): void {
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
        this.#doubt('text-without-number', line)
        this.#startPart('text', line)
      } else {
        this.#continuePart(line)
      }
      this.#open = 'text'
    }
  }

  #goOnInUnit(line: MarkedLine, unit: RawUnit): void {
    const pieces = this.#openPieces()!
    const first = pieces.length === 0
    if (!first && line.gap === 'blank' && /[.!?]["”)]?\s*$/.test(this.#ending())) {
      this.#doubt('text-after-end', line)
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

  #doubt(code: UnitDoubt['code'], line: MarkedLine): void {
    const start = line.line.start + line.bare.from
    this.#doubts.push({
      code,
      line: line.line.number,
      span: { start, end: line.line.start + line.bare.to },
      unit: this.#unit,
      literal: line.bare.text.slice(0, 120),
    })
  }
}
