import type { ParagraphKind, Topic } from '../recommendations.entity.ts'
import type { Line } from './lines.ts'
import { type Gap, looksLikeHeading, type MarkedLine, markLine } from './marks.ts'
import { UnitLog, type Units } from './unit-log.ts'

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

class UnitReader {
  readonly #lines: readonly MarkedLine[]
  readonly #log = new UnitLog()
  readonly #lastWithNumber = new Map<number, number>()
  #paragraph = 0
  #recommendation = 0
  #roman = 0
  #letter = 0
  #figure = 0
  /** Roman list inside a paragraph: its last numeral. */
  #listRoman = 0

  constructor(lines: readonly MarkedLine[]) {
    this.#lines = lines
    lines.forEach((line, at) => {
      if (line.mark.is === 'number') this.#lastWithNumber.set(line.mark.number, at)
    })
  }

  read(): Units {
    for (let at = 0; at < this.#lines.length; at++) {
      this.#line(this.#lines[at]!, at)
      this.#log.passed(this.#lines[at]!)
    }
    return this.#log.finish()
  }

  #line(line: MarkedLine, at: number): void {
    const { mark } = line
    if (mark.is === 'recommendation' && this.#isRecommendation(mark.number, line)) {
      this.#openUnit('Recommendation', mark.number, line, mark.length)
    } else if (mark.is === 'number') {
      if (this.#isParagraph(mark.number, line, at))
        this.#openUnit('paragraph', mark.number, line, mark.length)
      else if (this.#isSubHeading(mark.number, line, at))
        this.#openFigureHeading(mark.number, line, mark.length)
      else if (this.#log.unit && line.gap === 'none' && !this.#looksListed(line)) this.#log.goOn(line)
      else this.#log.item('number', null, String(mark.number), line, mark.length)
    } else if (mark.is === 'capital') {
      this.#capital(line, at, mark)
    } else if (mark.is === 'item') {
      this.#item(line, mark.label, mark.length)
    } else if (mark.is === 'bullet') {
      this.#log.item('bullet', null, null, line, mark.length)
    } else if (this.#isUnnumberedHeading(line)) {
      this.#openHeading(
        { level: 'unnumbered', numeral: null, title: line.bare.text, line: line.line.number },
        line,
      )
    } else {
      this.#log.goOn(line)
    }
  }

  #isRecommendation(number: number, line: MarkedLine): boolean {
    const alone = line.bare.text.length <= 20
    if (!alone && line.gap === 'none' && number !== this.#recommendation + 1) return false
    if (number > this.#recommendation + 1 && this.#recommendation > 0) this.#log.doubt('number-missing', line)
    if (number <= this.#recommendation) this.#log.doubt('number-repeated', line)
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
    if (this.#paragraph > 0) this.#log.doubt('number-missing', line)
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
    while (
      next < this.#lines.length &&
      this.#lines[next]!.gap === 'none' &&
      this.#lines[next]!.mark.is === 'plain'
    ) {
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
    if (!this.#log.insideChapter) return false
    if (number !== 1 && number !== this.#figure + 1) return false
    if (line.gap === 'none' && this.#log.open !== 'heading' && !line.bare.marked) return false
    return this.#isTitleOnly(line, at) && (line.bare.marked || this.#leadsToUnit(at))
  }

  #looksListed(line: MarkedLine): boolean {
    return this.#log.unit!.items.length > 0 || /[.;:]\s*$/.test(this.#log.ending) || line.gap !== 'none'
  }

  #capital(
    line: MarkedLine,
    at: number,
    mark: { letter: string; roman: number | null; length: number },
  ): void {
    const position = mark.letter.length === 1 ? mark.letter.charCodeAt(0) - 64 : 0
    const heading = this.#isTitleOnly(line, at) && this.#mayOpenHeading(line)
    const supported = line.bare.marked || this.#leadsToUnit(at)
    if (heading && position > 1 && position === this.#letter + 1) {
      this.#openNumeral('section', mark.letter, position, line, mark.length)
    } else if (mark.roman !== null && this.#continuesRomanList(mark.roman, at)) {
      this.#listRoman = mark.roman
      this.#log.item('roman', null, mark.letter, line, mark.length)
    } else if (heading && mark.roman !== null && mark.roman === this.#roman + 1) {
      this.#openNumeral('chapter', mark.letter, mark.roman, line, mark.length)
    } else if (heading && position === 1) {
      this.#openNumeral('section', mark.letter, position, line, mark.length)
    } else if (heading && mark.roman !== null && mark.roman > this.#roman && supported) {
      this.#log.doubt('heading-out-of-sequence', line)
      this.#openNumeral('chapter', mark.letter, mark.roman, line, mark.length)
    } else if (heading && position > this.#letter && supported) {
      this.#log.doubt('heading-out-of-sequence', line)
      this.#openNumeral('section', mark.letter, position, line, mark.length)
    } else if (mark.roman === 1 && this.#log.unit && line.gap !== 'none') {
      this.#listRoman = 1
      this.#log.item('roman', null, mark.letter, line, mark.length)
    } else {
      this.#log.goOn(line)
    }
  }

  #mayOpenHeading(line: MarkedLine): boolean {
    return (
      line.gap !== 'none' || line.bare.marked || this.#log.open === 'heading' || this.#log.open === 'front'
    )
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
    if (this.#log.open === 'front' || line.gap === 'none') return false
    if (/^Annex(?:es)?(?:\s+[IVX]+|\s+\d+)?$/.test(line.bare.text)) return true
    return line.bare.marked && looksLikeHeading(line.bare.text)
  }

  #openNumeral(
    level: 'chapter' | 'section',
    numeral: string,
    value: number,
    line: MarkedLine,
    length: number,
  ): void {
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

  #item(line: MarkedLine, label: string, length: number): void {
    const unit = this.#log.unit
    if (!unit || this.#isReferenceTail(line, length)) {
      this.#log.goOn(line)
      return
    }
    const last = unit.lastLetter?.charCodeAt(0) ?? 96
    const position = label.length === 1 ? label.charCodeAt(0) : 0
    if (position === last + 1) {
      this.#log.item('letter', label, label, line, length)
    } else if (/^[ivx]+$/.test(label) && unit.lastLetter !== null) {
      this.#log.item('roman', null, label, line, length)
    } else if (position > 0) {
      this.#log.doubt('letter-missing', line)
      this.#log.item('letter', label, label, line, length)
    } else {
      this.#log.goOn(line)
    }
  }

  /** "(b), (c) and (e) above" at a line's start is the tail of a reference, not a sub-item. */
  #isReferenceTail(line: MarkedLine, length: number): boolean {
    if (line.gap !== 'none') return false
    const rest = line.bare.text.slice(length)
    const before = this.#log.ending
    if (
      /(?:paras?\.|paragraphs?|articles?|arts?\.|\d,?|\([a-z]\),?|[^;]\sand|subparagraphs?|subparas?\.)\s*$/.test(
        before,
      )
    ) {
      return true
    }
    return /^(?:above|below|of the|and \([a-z]\))\b/.test(rest)
  }

  #openUnit(kind: ParagraphKind, number: number, line: MarkedLine, length: number): void {
    if (kind === 'paragraph') this.#paragraph = number
    else this.#recommendation = number
    this.#listRoman = 0
    this.#log.startUnit(kind, number, line, length)
  }

  #openHeading(topic: Topic, line: MarkedLine): void {
    this.#listRoman = 0
    this.#log.heading(topic, line)
  }
}
