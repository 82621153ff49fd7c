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
import type { Compilation, CompiledBlock, CompiledRecommendation } from './compilation.ts'
import type { RecommendationIndex } from './index.ts'
import type { ReferenceLabel } from './selection.ts'
import { clean, packWord } from './word-file.ts'
import { type DocumentWords, ENGLISH_WORDS, type Printing } from './words.ts'

/** Prints the index as a Word document (Office Open XML). */
export async function printIndex(index: RecommendationIndex, printing: Printing): Promise<Uint8Array> {
  const words = printing.words ?? ENGLISH_WORDS
  const children = [title(words.indexTitle), ...documentList(index.documents, words)]
  for (const theme of index.themes) {
    children.push(heading(words.themeTitle(theme.id, theme.title), HeadingLevel.HEADING_1))
    for (const { meeting, entries } of theme.meetings) {
      children.push(heading(meeting ? words.meetingTitle(meeting) : words.noMeeting, HeadingLevel.HEADING_2))
      children.push(
        table(
          [words.number, words.addressee, words.references, words.document],
          entries.map(entry => [
            entry.number,
            entry.addressees.join('; '),
            referenceText(entry.references, words),
            entry.document,
          ]),
        ),
      )
    }
  }
  return packWord(words.indexTitle, children, {}, printing)
}

/** Prints the compilation as a Word document; the reports' notes become its footnotes. */
export async function printCompilation(compilation: Compilation, printing: Printing): Promise<Uint8Array> {
  const words = printing.words ?? ENGLISH_WORDS
  const notes = new Footnotes()
  const children = [title(words.compilationTitle), ...documentList(compilation.documents, words)]
  for (const theme of compilation.themes) {
    children.push(heading(words.themeTitle(theme.id, theme.title), HeadingLevel.HEADING_1))
    for (const { meeting, recommendations } of theme.meetings) {
      children.push(heading(meeting ? words.meetingTitle(meeting) : words.noMeeting, HeadingLevel.HEADING_2))
      for (const recommendation of recommendations) {
        children.push(...recommendationParagraphs(recommendation, notes, words))
      }
    }
  }
  return packWord(words.compilationTitle, children, notes.all, printing)
}

type Block = Paragraph | Table

class Footnotes {
  readonly all: Record<string, { children: Paragraph[] }> = {}
  #last = 0

  add(text: string): FootnoteReferenceRun {
    this.#last++
    this.all[String(this.#last)] = { children: [new Paragraph({ children: [new TextRun(clean(text))] })] }
    return new FootnoteReferenceRun(this.#last)
  }
}

function recommendationParagraphs(
  recommendation: CompiledRecommendation,
  notes: Footnotes,
  words: DocumentWords,
): Paragraph[] {
  const source = [recommendation.document || words.unknownDocument, recommendation.number].join(', ')
  const paragraphs = [
    new Paragraph({
      keepNext: true,
      spacing: { before: 200, after: 40 },
      children: [
        new TextRun({ text: clean(source), bold: true, size: 20 }),
        new TextRun({ text: clean(`  ${recommendation.addressees.join('; ')}`), size: 20, color: '555555' }),
      ],
    }),
    ...recommendation.blocks.map(block => blockParagraph(block, notes)),
  ]
  const derived = recommendation.references.filter(reference => reference.origin === 'derived')
  if (derived.length > 0) {
    const text = `${words.seeAlso} ${referenceText(derived, words)}`
    paragraphs.push(
      new Paragraph({ children: [new TextRun({ text: clean(text), italics: true, size: 20 })] }),
    )
  }
  return paragraphs
}

function blockParagraph(block: CompiledBlock, notes: Footnotes): Paragraph {
  const runs = block.pieces.map(piece =>
    'text' in piece ? new TextRun(clean(piece.text)) : notes.add(piece.note.resolved ?? piece.note.text),
  )
  return new Paragraph({
    indent: block.mark ? { left: 720, hanging: 360 } : undefined,
    spacing: { after: 80 },
    children: block.mark ? [new TextRun(clean(`${block.mark} `)), ...runs] : runs,
  })
}

function referenceText(references: readonly ReferenceLabel[], words: DocumentWords): string {
  return references
    .map(({ label, fromSub, direction, origin }) =>
      [
        fromSub ? `(${fromSub}):` : '',
        label,
        direction ?? '',
        origin === 'derived' ? `[${words.derived}]` : '',
      ]
        .filter(part => part !== '')
        .join(' '),
    )
    .join('; ')
}

function documentList(documents: RecommendationIndex['documents'], words: DocumentWords): Paragraph[] {
  return [
    new Paragraph({ children: [new TextRun({ text: words.documents, bold: true })] }),
    ...documents.map(
      ({ symbol, title, date }) =>
        new Paragraph({
          bullet: { level: 0 },
          children: [
            new TextRun(clean([symbol ?? words.unknownDocument, title, date].filter(Boolean).join(', '))),
          ],
        }),
    ),
  ]
}

function title(text: string): Block {
  return new Paragraph({ heading: HeadingLevel.TITLE, children: [new TextRun(clean(text))] })
}

function heading(text: string, level: (typeof HeadingLevel)[keyof typeof HeadingLevel]): Block {
  return new Paragraph({
    heading: level,
    keepNext: true,
    spacing: { before: 320, after: 120 },
    children: [new TextRun(clean(text))],
  })
}

const COLUMN_PERCENTS = [18, 27, 30, 25]

function table(head: readonly string[], rows: readonly (readonly string[])[]): Table {
  const row = (texts: readonly string[], isHead: boolean) =>
    new TableRow({
      tableHeader: isHead,
      cantSplit: true,
      children: texts.map(
        (text, column) =>
          new TableCell({
            width: { size: COLUMN_PERCENTS[column] ?? 25, type: WidthType.PERCENTAGE },
            margins: { top: 40, bottom: 40, left: 80, right: 80 },
            children: [
              new Paragraph({ children: [new TextRun({ text: clean(text), bold: isHead, size: 20 })] }),
            ],
          }),
      ),
    })
  const line = { style: BorderStyle.SINGLE, size: 4, color: 'BBBBBB' }
  const none = { style: BorderStyle.NONE, size: 0, color: 'auto' }
  return new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    borders: {
      top: line,
      bottom: line,
      left: none,
      right: none,
      insideHorizontal: line,
      insideVertical: none,
    },
    rows: [row(head, true), ...rows.map(texts => row(texts, false))],
  })
}
