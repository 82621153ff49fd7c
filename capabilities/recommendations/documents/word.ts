import {
  BorderStyle,
  FootnoteReferenceRun,
  HeadingLevel,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from 'docx'
import type { CompiledBlock } from './compilation.ts'
import type { Paper, PaperRecommendation, PaperRow } from './paper.ts'
import { referencesAsText } from './plain-text-paper.ts'
import { clean, packWord } from './word-file.ts'
import type { Printing } from './words.ts'

/**
 * Prints a paper as a Word document (Office Open XML). The reports' notes become its footnotes; in a comparison removed
 * words are struck through and added ones underlined.
 */
export function paperAsWord(paper: Paper, printing: Printing): Promise<Uint8Array> {
  const printer = new PaperPrinter(paper)
  return packWord(paper.title, printer.print(), printer.footnotes, printing)
}

type Block = Paragraph | Table
const COLUMN_PERCENTS = [25, 25, 27, 23]
const THREE_COLUMN_PERCENTS = [28, 34, 38]
const DIM = '555555'
const MARKS = {
  removed: { strike: true, color: '9B1C1C' },
  added: { underline: {}, color: '1B4B91' },
} as const

class PaperPrinter {
  readonly footnotes: Record<string, { children: Paragraph[] }> = {}
  readonly #paper: Paper
  #notes = 0

  constructor(paper: Paper) {
    this.#paper = paper
  }

  print(): Block[] {
    const { title, sourcesTitle, sources, lead, groups } = this.#paper
    return [
      this.#own({ heading: HeadingLevel.TITLE }, title),
      this.#own({ spacing: { before: 200, after: 60 } }, sourcesTitle, { bold: true }),
      ...sources.map(text => new Paragraph({ bullet: { level: 0 }, children: [new TextRun(clean(text))] })),
      ...(lead ? [this.#own({ spacing: { before: 120 } }, lead)] : []),
      ...groups.flatMap(group => [
        this.#heading(group.title, HeadingLevel.HEADING_1),
        ...group.parts.flatMap(part => [
          this.#heading(part.title, HeadingLevel.HEADING_2),
          ...(part.rows.length > 0 ? [this.#table(part.rows)] : []),
          ...part.recommendations.flatMap(one => this.#recommendation(one)),
        ]),
      ]),
    ]
  }

  /** A paragraph in the language of the frame, in its direction. */
  #own(
    options: ConstructorParameters<typeof Paragraph>[0] & object,
    text: string,
    style: { bold?: boolean; italics?: boolean; size?: number; color?: string } = {},
  ): Paragraph {
    const rightToLeft = this.#paper.rightToLeft
    return new Paragraph({
      ...(options as object),
      bidirectional: rightToLeft,
      children: [new TextRun({ text: clean(text), rightToLeft, ...style })],
    })
  }

  #heading(text: string, heading: (typeof HeadingLevel)[keyof typeof HeadingLevel]): Paragraph {
    return this.#own({ heading, keepNext: true, spacing: { before: 320, after: 120 } }, text)
  }

  #recommendation({ position, source, addressees, blocks, references }: PaperRecommendation): Paragraph[] {
    const head = new Paragraph({
      keepNext: true,
      bidirectional: this.#paper.rightToLeft,
      spacing: { before: 240, after: 40 },
      children: [
        new TextRun({
          text: clean(`${position}. `),
          bold: true,
          size: 20,
          rightToLeft: this.#paper.rightToLeft,
        }),
        new TextRun({ text: clean(addressees), bold: true, size: 20, rightToLeft: this.#paper.rightToLeft }),
        new TextRun({ text: clean(`  ${source}`), size: 18, color: DIM }),
      ],
    })
    const see =
      references.length === 0
        ? []
        : [
            this.#own(
              { spacing: { after: 80 } },
              `${this.#paper.seeAlso} ${referencesAsText(references, this.#paper)}`,
              {
                italics: true,
                size: 20,
              },
            ),
          ]
    return [head, ...blocks.map(block => this.#block(block)), ...see]
  }

  /** As printed in the report, whatever the language of the frame. */
  #block(block: CompiledBlock): Paragraph {
    const runs = block.pieces.map(piece =>
      'text' in piece
        ? new TextRun({ text: clean(piece.text), ...(piece.is && MARKS[piece.is]) })
        : this.#note(piece.note.resolved ?? piece.note.text),
    )
    return new Paragraph({
      indent: block.mark ? { left: 720, hanging: 360 } : undefined,
      spacing: { after: 80 },
      children: block.mark ? [new TextRun(clean(`${block.mark} `)), ...runs] : runs,
    })
  }

  #note(text: string): FootnoteReferenceRun {
    this.#notes++
    this.footnotes[String(this.#notes)] = {
      children: [new Paragraph({ children: [new TextRun(clean(text))] })],
    }
    return new FootnoteReferenceRun(this.#notes)
  }

  #table(rows: readonly PaperRow[]): Table {
    const count = rows.some(({ document }) => document !== '') ? 4 : 3
    const percents = count === 4 ? COLUMN_PERCENTS : THREE_COLUMN_PERCENTS
    const line = { style: BorderStyle.SINGLE, size: 4, color: 'BBBBBB' }
    const none = { style: BorderStyle.NONE, size: 0, color: 'auto' }
    return new Table({
      width: { size: 100, type: WidthType.PERCENTAGE },
      visuallyRightToLeft: this.#paper.rightToLeft,
      borders: {
        top: line,
        bottom: line,
        left: none,
        right: none,
        insideHorizontal: line,
        insideVertical: none,
      },
      rows: [
        this.#row(this.#paper.columns.slice(0, count), true, percents),
        ...rows.map(({ number, addressees, references, document }) => {
          const texts = [number, addressees, referencesAsText(references, this.#paper), document]
          return this.#row(texts.slice(0, count), false, percents)
        }),
      ],
    })
  }

  #row(texts: readonly string[], isHead: boolean, percents: readonly number[]): TableRow {
    return new TableRow({
      tableHeader: isHead,
      cantSplit: true,
      children: texts.map(
        (text, column) =>
          new TableCell({
            width: { size: percents[column] ?? 25, type: WidthType.PERCENTAGE },
            margins: { top: 40, bottom: 40, left: 80, right: 80 },
            children: [this.#own({}, text, { bold: isHead, size: 20 })],
          }),
      ),
    })
  }
}
