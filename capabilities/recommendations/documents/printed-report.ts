import { bareLine, SYMBOL } from '../reading/lines.ts'
import { readMark, romanNumber } from '../reading/marks.ts'
import { plainFigures } from '../reading/notes.ts'
import type { Note, Paragraph, Report, Topic } from '../recommendations.entity.ts'
import type { FrontLine, FrontRole, Piece, PrintedBlock, PrintedReport } from './report-document.ts'

/** A read report as it is printed: title page, headings, units, texts and notes in print order; page furniture is left out. */
export function printedReportOf(report: Report): PrintedReport {
  const { notes } = report
  const front: FrontLine[] = []
  const blocks: PrintedBlock[] = []
  for (const place of placesOf(report)) {
    if (place.is === 'front')
      front.push({ ...frontLine(place.text, report), ...(place.continues && { continues: true }) })
    else if (place.is === 'heading') blocks.push(headingBlock(place.topic, place.literal, notes))
    else if (place.is === 'unit') blocks.push(unitBlock(place.paragraph))
    else blocks.push({ is: 'text', pieces: piecesOfText(place.text, notes) })
  }
  nameTitle(front, report)
  return { front, blocks, notes: notes.map(({ label, text }) => ({ label, text })) }
}

/** What stands in a report, in print order, with where it starts in the file. */
export type Place = { start: number; end: number } & (
  | { is: 'front'; text: string; continues: boolean }
  | { is: 'heading'; topic: Pick<Topic, 'level' | 'numeral' | 'title'>; literal: string }
  | { is: 'unit'; paragraph: Paragraph }
  | { is: 'text'; text: string }
)

/** The parts of a report in print order; what a page break or a note parted is one place again. */
export function placesOf(report: Report): Place[] {
  const topics = new Map<number, Topic>()
  for (const chapter of report.chapters) topics.set(chapter.line, chapter)
  for (const { topics: above } of report.paragraphs) for (const topic of above) topics.set(topic.line, topic)
  const units = new Map(report.paragraphs.map(paragraph => [paragraph.lines.from, paragraph]))
  const places: Place[] = []
  let letter = 0
  for (const { kind, start, end, text, line } of report.parts) {
    const last = places.at(-1)
    if (kind === 'front') {
      places.push(...frontPlaces(text, start))
    } else if (kind === 'heading') {
      const topic = topics.get(line) ?? topicOf(bareLine(text.split('\n')[0]!).text, line, letter)
      if (topic) {
        if (topic.level === 'chapter') letter = 0
        if (topic.level === 'section' && topic.numeral) letter = topic.numeral.charCodeAt(0) - 64
        places.push({ is: 'heading', topic, literal: text, start, end })
      } else if (last?.is === 'heading') {
        last.literal += ` ${text}`
        last.end = end
      }
    } else if (kind === 'paragraph') {
      const paragraph = units.get(line)
      if (paragraph) places.push({ is: 'unit', paragraph, start, end })
    } else if (kind === 'text') {
      const words = text
        .split(/\s*[\r\n\f\u2028\u2029]+\s*/)
        .join(' ')
        .trim()
      places.push({ is: 'text', text: words, start, end })
    }
  }
  return places
}

/** The lines of the title page; a line right below another goes on from it. */
function frontPlaces(text: string, start: number): Place[] {
  const places: Place[] = []
  let at = start
  let adjacent = false
  for (const row of text.split(/(\r\n|\n|\r|\f|\u2028|\u2029)/)) {
    const isBreak = /^[\r\n\f\u2028\u2029]/.test(row)
    const words = isBreak ? '' : bareLine(row).text
    if (words !== '') {
      places.push({ is: 'front', text: words, continues: adjacent, start: at, end: at + row.length })
      adjacent = true
    } else if (!isBreak) adjacent = false
    at += row.length
  }
  return places
}

/** A heading under which nothing stands; the report lists it among its parts only. */
function topicOf(text: string, line: number, lettersBefore: number): Topic | null {
  const mark = readMark(text)
  const rest = mark.is === 'plain' ? text : text.slice(mark.length)
  if (mark.is === 'capital') {
    const position = mark.letter.length === 1 ? mark.letter.charCodeAt(0) - 64 : 0
    const isSection = position > 0 && (position === lettersBefore + 1 || romanNumber(mark.letter) === null)
    return { level: isSection ? 'section' : 'chapter', numeral: mark.letter, title: rest, line }
  }
  if (mark.is === 'number') return { level: 'sub-section', numeral: String(mark.number), title: rest, line }
  return null
}

const ROLES: readonly (readonly [FrontRole, RegExp])[] = [
  ['symbol', SYMBOL],
  ['distribution', /^Distr\./],
  ['date', /^\d{1,2} [A-Z][a-z]+ \d{4}$/],
  ['language', /^Original:/],
  ['organ', /^(?:Conference of the Parties|General Assembly|Economic and Social Council|United Nations)\b/],
  ['agenda item', /^(?:Agenda item|Item) \d/],
  ['session', /^\w+ (?:session|meeting)$/],
  ['place and days', /^[A-Z][\p{L}-]+(?: [A-Z][\p{L}-]+)?, (?:from )?\d{1,2}\b.{0,40}\d{4}$/u],
  ['body', /^Working Group\b/],
]

function frontLine(text: string, report: Report): FrontLine {
  const plain = text.replace(/[*]/g, '').trim()
  const role = ROLES.find(([, pattern]) => pattern.test(plain))?.[0] ?? 'other'
  return { role, pieces: piecesOfText(text, report.notes) }
}

/** Says which lines are the title and the byline; either may run over several. */
function nameTitle(front: FrontLine[], { document }: Report): void {
  for (let at = 0; at < front.length; at++) {
    let text = ''
    for (let to = at; to < front.length && (to === at || front[to]!.continues); to++) {
      const words = front[to]!.pieces.filter(piece => typeof piece === 'string').join('')
      text = `${text} ${words.replace(/[*]/g, '')}`.replace(/\s+/g, ' ').trim()
      const role = text === document.title ? 'title' : text === document.byline ? 'byline' : null
      if (role) for (const line of front.slice(at, to + 1)) line.role = role
    }
  }
}

function headingBlock(
  topic: Pick<Topic, 'level' | 'numeral' | 'title'>,
  literal: string,
  notes: readonly Note[],
): PrintedBlock {
  const { level, numeral, title } = topic
  const pieces = piecesOfText(literal.replace(/\s*[\r\n]+\s*/g, ' '), notes)
  const marks = pieces.filter(piece => typeof piece !== 'string')
  return { is: 'heading', level, numeral, pieces: [...(title === '' ? [] : [title]), ...marks] }
}

function unitBlock(paragraph: Paragraph): PrintedBlock {
  const items = paragraph.items.filter(({ mark }) => mark !== 'inline letter')
  const { text } = paragraph
  const ends = [...items.map(item => Math.max(text.lastIndexOf('\n', item.start), 0)), text.length]
  return {
    is: 'unit',
    kind: paragraph.kind,
    number: paragraph.number,
    lead: piecesBetween(paragraph, 0, 0, ends[0]!),
    items: items.map((item, index) => {
      const opens = text[ends[index]!] === '\n' ? ends[index]! + 1 : ends[index]!
      return {
        mark: item.mark as Exclude<typeof item.mark, 'inline letter'>,
        label: item.label === null ? '–' : text.slice(opens, item.start).trim(),
        pieces: piecesBetween(paragraph, opens, item.start, Math.max(item.end, ends[index + 1]!)),
      }
    }),
  }
}

/** A stretch of a paragraph's text with the notes that are marked in it; `opens` is where its own mark stands. */
function piecesBetween(paragraph: Paragraph, opens: number, from: number, to: number): Piece[] {
  const pieces: Piece[] = []
  let done = from
  const words = (until: number) => {
    const text = paragraph.text.slice(done, until)
    if (text !== '') pieces.push(text)
    done = Math.max(done, until)
  }
  for (const { at, label, note } of paragraph.notes) {
    if (at < opens || at > to) continue
    words(at)
    pieces.push({ label, note })
  }
  words(to)
  return pieces
}

const MARKS =
  /<sup>\s*([\d*]{1,3}(?:\s*,\s*[\d*]{1,3})*)\s*<\/sup>|([⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}(?:,[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})*)|(?<=[\p{L}\d])(\*)(?![*\p{L}])/gu

/** Words of a line that no paragraph reading has cleaned, with the notes that the report holds. */
function piecesOfText(text: string, notes: readonly Note[]): Piece[] {
  const pieces: Piece[] = []
  let done = 0
  for (const found of text.matchAll(MARKS)) {
    const labels = plainFigures(found[1] ?? found[2] ?? found[3]!).split(/\s*,\s*/)
    const known = labels.map(label => ({ label, note: notes.findIndex(note => note.label === label) }))
    if (known.some(({ note }) => note < 0)) continue
    if (found.index > done) pieces.push(text.slice(done, found.index))
    pieces.push(...known)
    done = found.index + found[0].length
  }
  if (done < text.length) pieces.push(text.slice(done))
  return pieces
}
