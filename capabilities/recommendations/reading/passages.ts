import type { Dropped, DropReason, Join, NoteUse, Run, Span } from '../recommendations.entity.ts'
import { isSpace } from './lines.ts'
import { type NoteIndex, plainFigures } from './notes.ts'

/** Text copied from the source, piece by piece, with the way back to it. */
export interface Passage {
  text: string
  runs: Run[]
  dropped: Dropped[]
  notes: NoteUse[]
  joins: Join[]
}

/** Words that a hyphen at a line's end may stand for. */
export interface Vocabulary {
  has(word: string): boolean
}

const MARKS =
  /<sup>([^<]{0,20})<\/sup>|[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}(?:[,،][⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})*|\*\*|\*|\[([^\]\n]{1,300})\]\(([^)\n]{0,300})\)|<br\s{0,3}\/?>|\s{2,}|[^\S ]|\d{1,3}/g
const NOTE_LABELS = /^\s*(?:\d{1,3}|\*{1,3})(?:\s*,\s*(?:\d{1,3}|\*{1,3}))*\s*$/

const TAIL_LENGTH = 60

/**
 * Builds one passage. Nothing is rewritten: what the text does not keep (markup, note numbers, list marks) is listed
 * in `dropped`, and every kept character has its run.
 */
export class PassageBuilder {
  /** Kept in pieces: a long text that is looked at while it grows would be copied each time. */
  readonly #pieces: string[] = []
  #length = 0
  #tail = ''
  #space = false
  #italic = false
  readonly #runs: Run[] = []
  readonly #dropped: Dropped[] = []
  readonly #notes: NoteUse[] = []
  readonly #joins: Join[] = []
  readonly #source: string
  readonly #index: NoteIndex
  readonly #words: Vocabulary

  constructor(source: string, index: NoteIndex, words: Vocabulary) {
    this.#source = source
    this.#index = index
    this.#words = words
  }

  /** Length of the text so far, a space that waits for the next word not counted. */
  get length(): number {
    return this.#length
  }

  /** Length of the dash and the space that open a list mark such as "- (a)". */
  dashLength(mark: Span): number {
    return /^[-–•*]\s+(?=\()/.exec(this.#source.slice(mark.start, mark.end))?.[0].length ?? 0
  }

  drop(span: Span, why: DropReason): void {
    let start = span.start
    let end = span.end
    while (start < end && isSpace(this.#source.charCodeAt(start))) start++
    while (end > start && isSpace(this.#source.charCodeAt(end - 1))) end--
    if (end > start) this.#dropped.push({ start, end, why })
  }

  /** Starts a new line of the text, as before a sub-item. */
  breakLine(): void {
    this.#trimEnd()
    if (this.#length > 0) this.#push('\n')
    this.#space = false
    this.#italic = false
  }

  join(over: Join['over'], line: number): void {
    this.#joins.push({ at: this.#length, over, line })
  }

  /** Adds a stretch of the source, a line's end before it. */
  add(span: Span): void {
    if (this.#length > 0) this.#space = !this.#closeHyphen(span)
    const piece = this.#source.slice(span.start, span.end)
    let done = 0
    for (const found of piece.matchAll(MARKS)) {
      const at = found.index
      if (at < done) continue
      this.#copy(span.start + done, span.start + at)
      done = at + found[0].length
      this.#mark(found, span.start + at)
    }
    this.#copy(span.start + done, span.end)
    this.#trimEnd()
  }

  finish(): Passage {
    this.#trimEnd()
    return {
      text: this.#pieces.join(''),
      runs: this.#runs,
      dropped: this.#dropped,
      notes: this.#notes,
      joins: this.#joins,
    }
  }

  #push(piece: string): void {
    this.#pieces.push(piece)
    this.#length += piece.length
    this.#tail = (this.#tail + piece.slice(-TAIL_LENGTH)).slice(-TAIL_LENGTH)
  }

  /** Takes back the last character. */
  #pop(): void {
    const last = this.#pieces.pop() ?? ''
    if (last.length > 1) this.#pieces.push(last.slice(0, -1))
    this.#length -= 1
    this.#tail = this.#tail.slice(0, -1)
  }

  #copy(start: number, to: number): void {
    let from = start
    const spaced = this.#space || this.#length === 0 || this.#tail.endsWith(' ') || this.#tail.endsWith('\n')
    while (spaced && from < to && this.#source[from] === ' ') from++
    if (to <= from) return
    if (this.#space && this.#length > 0 && !this.#tail.endsWith('\n')) this.#push(' ')
    this.#space = false
    const last = this.#runs.at(-1)
    if (last && last.source + last.length === from && last.at + last.length === this.#length) {
      last.length += to - from
    } else {
      this.#runs.push({ at: this.#length, source: from, length: to - from })
    }
    this.#push(this.#source.slice(from, to))
  }

  #trimEnd(): void {
    while (this.#tail.endsWith(' ')) {
      this.#pop()
      const last = this.#runs.at(-1)
      if (last && last.at + last.length > this.#length) last.length -= 1
      if (last?.length === 0) this.#runs.pop()
    }
  }

  #mark(found: RegExpExecArray, at: number): void {
    const literal = found[0]
    const first = literal[0]!
    const end = at + literal.length
    if (literal.trim() === '') {
      this.#space = true
    } else if (literal === '**') {
      this.drop({ start: at, end }, 'markup')
    } else if (literal === '*') {
      this.#star(at)
    } else if (first === '[') {
      this.drop({ start: at, end: at + 1 }, 'markup')
      this.#copy(at + 1, at + 1 + found[2]!.length)
      this.drop({ start: at + 1 + found[2]!.length, end }, 'markup')
    } else if (first === '<') {
      this.#tag(found, at)
    } else if (first >= '0' && first <= '9') {
      this.#figure(literal, at)
    } else {
      const labels = plainFigures(literal).split(/[,،]/)
      if (labels.some(label => this.#index.find(label, at) !== null)) this.#use(labels, literal, at)
      else this.#copy(at, end)
    }
  }

  #tag(found: RegExpExecArray, at: number): void {
    const inner = found[1]
    const end = at + found[0].length
    if (inner === undefined) {
      this.drop({ start: at, end }, 'markup')
      this.#space = true
    } else if (NOTE_LABELS.test(inner)) {
      this.#use(
        inner.split(',').map(label => label.trim()),
        found[0],
        at,
      )
    } else {
      this.drop({ start: at, end: at + 5 }, 'markup')
      this.#copy(at + 5, end - 6)
      this.drop({ start: end - 6, end }, 'markup')
    }
  }

  /** A figure glued to a word is a note's number only where the file defines such a note. */
  #figure(literal: string, at: number): void {
    const before = this.#source.slice(Math.max(0, at - 2), at)
    const after = this.#source[at + literal.length] ?? ''
    const glued = /(?:\p{Ll}|[”"’)]|\p{Ll}[.,;:])$/u.test(before) && !/[\p{L}\d/%-]/u.test(after)
    if (glued && this.#index.findBare(literal, at) !== null) this.#use([literal], literal, at)
    else this.#copy(at, at + literal.length)
  }

  /** A star opens or closes italics, or is a note's mark, or stays what it is. */
  #star(at: number): void {
    const before = this.#source[at - 1] ?? ' '
    const after = this.#source[at + 1] ?? ' '
    const opens = !/[\p{L}\p{N}]/u.test(before) && !/\s/.test(after)
    if (this.#italic && !/\s/.test(before)) {
      this.#italic = false
      this.drop({ start: at, end: at + 1 }, 'markup')
    } else if (!this.#italic && opens) {
      this.#italic = true
      this.drop({ start: at, end: at + 1 }, 'markup')
    } else if (this.#index.find('*', at) !== null) {
      this.#use(['*'], '*', at)
    } else {
      this.#copy(at, at + 1)
    }
  }

  #use(labels: string[], literal: string, at: number): void {
    for (const label of labels) {
      this.#notes.push({ label, literal, at: this.#length, note: this.#index.find(label, at) })
    }
    this.drop({ start: at, end: at + literal.length }, 'note marker')
  }

  /**
   * A hyphen at a line's end: kept, unless the file writes the word closed elsewhere and never with a hyphen.
   * @returns whether the halves belong together without a space
   */
  #closeHyphen(next: Span): boolean {
    if (!this.#tail.endsWith('-')) return false
    const left = /([\p{L}-]+)-$/u.exec(this.#tail)
    if (!left) return false
    const right = /^\s*(\p{Ll}[\p{L}-]*)/u.exec(
      this.#source.slice(next.start, Math.min(next.end, next.start + 60)),
    )
    if (!right || /^(?:and|or|to|nor)$/.test(right[1]!)) return false
    const [head, tail] = [left[1]!.toLowerCase(), right[1]!.toLowerCase()]
    if (!this.#words.has(`${head}-${tail}`) && this.#words.has(head + tail)) {
      const last = this.#runs.at(-1)!
      this.drop({ start: last.source + last.length - 1, end: last.source + last.length }, 'line-end hyphen')
      last.length -= 1
      if (last.length === 0) this.#runs.pop()
      this.#pop()
    }
    return true
  }
}

/** The place in the source of an offset in a passage's text; between two runs, the nearer end. */
export function sourceOffset(runs: readonly Run[], at: number): number {
  let low = 0
  let high = runs.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (runs[middle]!.at <= at) low = middle
    else high = middle - 1
  }
  const run = runs[low]
  if (!run) return 0
  return run.source + Math.min(Math.max(at - run.at, 0), run.length)
}

/** The stretch of the source that a stretch of a passage's text was read from. */
export function sourceSpan(runs: readonly Run[], span: Span): Span {
  if (runs.length === 0) return { start: 0, end: 0 }
  const start = sourceOffset(runs, span.start)
  return { start, end: span.end > span.start ? sourceOffset(runs, span.end - 1) + 1 : start }
}

const HYPHENATED_END = /\p{L}-[ \t]*(?:\r\n|\n|\r)/u

/** The words of a file, gathered only if some line ends in a hyphen. */
export function vocabularyOf(source: string): Vocabulary {
  if (!HYPHENATED_END.test(source)) return new Set<string>()
  const words = new Set<string>()
  for (const found of source.matchAll(/\p{L}+(?:-\p{L}+)*/gu)) words.add(found[0].toLowerCase())
  return words
}
