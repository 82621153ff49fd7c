import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  Header,
  HeadingLevel,
  Packer,
  PageNumber,
  PageOrientation,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from 'docx'
import { stampDocument } from '../documents/stamp.ts'
import type { Block, PrintedReport } from './yearly.document.ts'

/** How the report is printed. */
export interface YearlyPrinting {
  language: string
  /** ISO 8601 instant written into the file's properties; handed in, so that equal content gives equal bytes. */
  issuedAt: string
  /** The word before the number of a page. */
  page: string
}

const levels = {
  1: HeadingLevel.HEADING_1,
  2: HeadingLevel.HEADING_2,
  3: HeadingLevel.HEADING_3,
} as const
const wideColumns = 6

/** Prints the report of a year as a Word document (Office Open XML), from right to left where the language is. */
export async function printWord(report: PrintedReport, printing: YearlyPrinting): Promise<Uint8Array> {
  const draw = drawing(printing.language === 'ar')
  // A wide annex stands on pages of its own, turned, so that its columns can be read.
  const cut = report.blocks.findLastIndex(b => b.kind === 'heading' && b.level === 1)
  const annexIsWide = report.blocks.slice(cut).some(b => b.kind === 'table' && b.head.length > wideColumns)
  const body = annexIsWide ? report.blocks.slice(0, cut) : report.blocks
  const margins = {
    headers: { default: new Header({ children: [draw.mark(report.stamp)] }) },
    footers: { default: new Footer({ children: [draw.pageNumber(printing.page)] }) },
  }
  const document = new Document({
    title: report.title,
    creator: 'Palermo',
    styles: {
      default: {
        document: { run: { font: 'Liberation Sans', size: 22, language: { value: printing.language } } },
      },
    },
    sections: [
      {
        ...margins,
        children: [draw.title(report.title), draw.text(report.stamp, true), ...body.map(draw.block)],
      },
      ...(annexIsWide
        ? [
            {
              ...margins,
              properties: { page: { size: { orientation: PageOrientation.LANDSCAPE } } },
              children: report.blocks.slice(cut).map(draw.block),
            },
          ]
        : []),
    ],
  })
  return stampDocument(new Uint8Array(await Packer.toArrayBuffer(document)), printing.issuedAt)
}

const line = { style: BorderStyle.SINGLE, size: 4, color: 'BBBBBB' }
const none = { style: BorderStyle.NONE, size: 0, color: 'auto' }
const borders = {
  top: line,
  bottom: line,
  left: none,
  right: none,
  insideHorizontal: line,
  insideVertical: none,
}
const gray = '555555'

function drawing(rightToLeft: boolean) {
  // Word takes "not right to left" for a setting too: where it does not hold, nothing is said.
  const turned = rightToLeft
    ? { run: { rightToLeft }, paragraph: { bidirectional: true }, table: { visuallyRightToLeft: true } }
    : { run: {}, paragraph: {}, table: {} }
  const run = (text: string, more: { bold?: boolean; size?: number; color?: string } = {}) =>
    new TextRun({ text: clean(text), ...turned.run, ...more })
  const paragraph = (options: ConstructorParameters<typeof Paragraph>[0] & object) =>
    new Paragraph({ ...turned.paragraph, ...options })
  const cell = (
    text: string,
    width: number,
    more: { bold?: boolean; end?: boolean; said?: string | undefined } = {},
  ) =>
    new TableCell({
      width: { size: width, type: WidthType.PERCENTAGE },
      margins: { top: 40, bottom: 40, left: 80, right: 80 },
      children: [
        paragraph({
          ...(more.end ? { alignment: AlignmentType.END } : {}),
          children: [run(text, { size: 18, bold: more.bold ?? false })],
        }),
        ...(more.said ? [paragraph({ children: [run(more.said, { size: 18 })] })] : []),
      ],
    })
  const table = (rows: TableRow[]) =>
    new Table({
      width: { size: 100, type: WidthType.PERCENTAGE },
      ...turned.table,
      borders,
      rows,
    })
  const text = (words: string, quiet = false) =>
    paragraph({
      spacing: { after: 120 },
      children: [run(words, quiet ? { color: gray, size: 20 } : {})],
    })
  return {
    text,
    title: (words: string) => paragraph({ heading: HeadingLevel.TITLE, children: [run(words)] }),
    mark: (words: string) =>
      paragraph({ alignment: AlignmentType.END, children: [run(words, { size: 16, color: gray })] }),
    pageNumber: (word: string) =>
      paragraph({
        alignment: AlignmentType.CENTER,
        children: [
          new TextRun({ children: [`${clean(word)} `, PageNumber.CURRENT], size: 18, ...turned.run }),
        ],
      }),
    block(block: Block): Paragraph | Table {
      switch (block.kind) {
        case 'heading':
          return paragraph({
            heading: levels[block.level],
            keepNext: true,
            spacing: { before: 320 - block.level * 40, after: 100 },
            children: [run(block.text)],
          })
        case 'text':
          return text(block.text, block.quiet)
        case 'list':
          return table(
            block.items.map(item => new TableRow({ cantSplit: true, children: [cell(item, 100)] })),
          )
        case 'facts':
          return table(
            block.rows.map(
              ({ label, text: words, said }) =>
                new TableRow({
                  cantSplit: true,
                  children: [cell(label, 28, { bold: true }), cell(words, 72, { said })],
                }),
            ),
          )
        case 'table': {
          const width = Math.floor(100 / block.head.length)
          const row = (texts: readonly string[], head: boolean) =>
            new TableRow({
              tableHeader: head,
              cantSplit: true,
              children: texts.map((words, column) =>
                cell(words, width, { bold: head, end: block.numbers[column] ?? false }),
              ),
            })
          return table([row(block.head, true), ...block.rows.map(texts => row(texts, false))])
        }
      }
    },
  }
}

/** XML 1.0 knows no control characters; a text may hold some, and the document must open all the same. */
const clean = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[\p{Cc}\p{Noncharacter_Code_Point}]/gu, mark =>
      mark === '\n' || mark === '\t' ? ' ' : '\ufffd',
    )
