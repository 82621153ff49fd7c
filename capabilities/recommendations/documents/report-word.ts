import {
  AlignmentType,
  BorderStyle,
  FootnoteReferenceRun,
  HeadingLevel,
  Paragraph,
  type ParagraphChild,
  TextRun,
} from 'docx'
import type {
  FrontLine,
  FrontRole,
  Piece,
  PrintedBlock,
  PrintedNote,
  PrintedReport,
} from './report-document.ts'
import { piecesOf } from './report-text.ts'
import { clean, packWord } from './word-file.ts'
import type { Printing } from './words.ts'

/**
 * Prints a report as a Word document in the manner of the meetings' reports. Numbers stand in the text as printed,
 * never as automatic lists, so that they cannot shift; notes numbered 1, 2, 3 … become footnotes.
 */
export function printReportAsWord(report: PrintedReport, printing: Printing): Promise<Uint8Array> {
  const title = report.front.find(({ role }) => role === 'title')
  const [paragraphs, footnotes] = new ReportPrinter(report).print()
  return packWord(title ? plainText(title.pieces) : '', paragraphs, footnotes, printing, { pageWord: false })
}

const RIGHT: ReadonlySet<FrontRole> = new Set(['symbol', 'distribution', 'date', 'language'])
const GREY = '9A9A9A'
const SMALL = 18

class ReportPrinter {
  readonly #report: PrintedReport
  readonly #asFootnotes: ReadonlyMap<number, number>
  readonly #footnotes: Record<string, { children: Paragraph[] }> = {}
  readonly #printed = new Set<number>()

  constructor(report: PrintedReport) {
    this.#report = report
    this.#asFootnotes = footnoteNumbers(report)
  }

  print(): [Paragraph[], Record<string, { children: Paragraph[] }>] {
    const paragraphs: Paragraph[] = []
    const { front, blocks, notes } = this.#report
    for (let at = 0; at < front.length; at++) {
      const line = front[at]!
      const pieces = [...line.pieces]
      while (front[at + 1]?.continues && goesOn(line, front[at + 1]!))
        pieces.push(' ', ...front[++at]!.pieces)
      paragraphs.push(this.#front(line.role, pieces))
    }
    paragraphs.push(...this.#notesUnder(front.flatMap(({ pieces }) => pieces)))
    for (const block of blocks) paragraphs.push(...this.#block(block), ...this.#notesUnder(piecesOf(block)))
    notes.forEach((note, index) => {
      if (!this.#printed.has(index) && !this.#asFootnotes.has(index)) paragraphs.push(noteParagraph(note))
    })
    return [paragraphs, this.#footnotes]
  }

  #front(role: FrontRole, pieces: readonly Piece[]): Paragraph {
    const right = RIGHT.has(role)
    const size = role === 'organ' ? 34 : role === 'title' ? 28 : role === 'symbol' ? 26 : 20
    const bold = ['organ', 'title', 'symbol', 'body', 'session', 'byline'].includes(role)
    return new Paragraph({
      alignment: right ? AlignmentType.END : AlignmentType.START,
      spacing: {
        before: role === 'title' ? 360 : 0,
        after: role === 'title' || role === 'byline' ? 240 : 60,
      },
      ...(role === 'symbol' && {
        border: { bottom: { style: BorderStyle.SINGLE, size: 8, color: GREY, space: 4 } },
      }),
      children: this.#runs(pieces, { bold, size }),
    })
  }

  #block(block: PrintedBlock): Paragraph[] {
    if (block.is === 'text') return [body(this.#runs(block.pieces))]
    if (block.is === 'heading') {
      const numeral = block.numeral === null ? [] : [`${block.numeral}. `]
      return [
        new Paragraph({
          heading: LEVELS[block.level],
          keepNext: true,
          spacing: { before: 320, after: 160 },
          children: this.#runs([...numeral, ...block.pieces]),
        }),
      ]
    }
    const lead = block.lead.length > 0 || block.kind === 'paragraph'
    const opening = block.kind === 'Recommendation' ? [recommendationHead(block.number)] : []
    const number = block.kind === 'paragraph' ? [`${block.number}. `] : []
    return [
      ...opening,
      ...(lead ? [body(this.#runs([...number, ...block.lead]))] : []),
      ...block.items.map(
        ({ mark, label, pieces }) =>
          new Paragraph({
            indent: { left: 850, hanging: 425 },
            spacing: { after: 100, line: 264 },
            children: this.#runs([`${mark === 'bullet' ? '-' : label} `, ...pieces]),
          }),
      ),
    ]
  }

  #runs(pieces: readonly Piece[], style: { bold?: boolean; size?: number } = {}): ParagraphChild[] {
    return pieces.map(piece => {
      if (typeof piece === 'string') return new TextRun({ text: clean(piece), ...style })
      const number = piece.note === null ? undefined : this.#asFootnotes.get(piece.note)
      if (number === undefined) return new TextRun({ text: piece.label, superScript: true })
      this.#footnotes[String(number)] ??= {
        children: [
          new Paragraph({
            children: [new TextRun({ text: clean(this.#report.notes[piece.note!]!.text), size: SMALL })],
          }),
        ],
      }
      return new FootnoteReferenceRun(number)
    })
  }

  /** Notes that Word would number otherwise than the report does stand below their paragraph. */
  #notesUnder(uses: readonly Piece[]): Paragraph[] {
    const paragraphs: Paragraph[] = []
    for (const use of uses) {
      if (typeof use === 'string' || use.note === null || this.#printed.has(use.note)) continue
      this.#printed.add(use.note)
      const note = this.#report.notes[use.note]
      if (note && !this.#asFootnotes.has(use.note)) paragraphs.push(noteParagraph(note))
    }
    return paragraphs
  }
}

const ALONE: ReadonlySet<FrontRole> = new Set([
  'symbol',
  'distribution',
  'date',
  'language',
  'session',
  'place and days',
])

/** Lines of one title are one paragraph; what stands on the stationery stands alone. */
function goesOn(line: FrontLine, next: FrontLine): boolean {
  return !ALONE.has(line.role) && !ALONE.has(next.role)
}

const LEVELS = {
  chapter: HeadingLevel.HEADING_1,
  section: HeadingLevel.HEADING_2,
  'sub-section': HeadingLevel.HEADING_3,
  unnumbered: HeadingLevel.HEADING_4,
} as const

function recommendationHead(number: number): Paragraph {
  return new Paragraph({
    keepNext: true,
    spacing: { before: 160, after: 60 },
    children: [new TextRun({ text: `Recommendation ${number}`, bold: true })],
  })
}

function body(children: ParagraphChild[]): Paragraph {
  return new Paragraph({ spacing: { after: 140, line: 264 }, children })
}

function noteParagraph({ label, text }: PrintedNote): Paragraph {
  return new Paragraph({
    spacing: { after: 80 },
    children: [
      new TextRun({ text: label, superScript: true }),
      new TextRun({ text: ` ${clean(text)}`, size: SMALL }),
    ],
  })
}

/** Word numbers footnotes by their first use; the report's numbers are kept so only where they are the same. */
function footnoteNumbers(report: PrintedReport): Map<number, number> {
  const inOrder: number[] = []
  const uses = [...report.front.flatMap(({ pieces }) => pieces), ...report.blocks.flatMap(piecesOf)]
  for (const use of uses) {
    if (typeof use === 'string' || use.note === null || inOrder.includes(use.note)) continue
    const note = report.notes[use.note]
    if (note && /^\d+$/.test(note.label)) inOrder.push(use.note)
  }
  const same = inOrder.every((note, index) => report.notes[note]!.label === String(index + 1))
  return new Map(same ? inOrder.map((note, index) => [note, index + 1]) : [])
}

function plainText(pieces: readonly Piece[]): string {
  return pieces.filter(piece => typeof piece === 'string').join('')
}
