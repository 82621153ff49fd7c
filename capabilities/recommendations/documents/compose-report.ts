import type { ParagraphKind } from '../recommendations.entity.ts'
import type {
  DraftChapter,
  DraftUnit,
  DraftWords,
  FrontLine,
  FrontRole,
  Piece,
  PrintedBlock,
  PrintedNote,
  PrintedReport,
  ReportDraft,
} from './report-document.ts'
import { dayInWords } from './words.ts'

/**
 * Numbers the parts of a report as the meetings' reports are numbered: chapters in Roman numerals, sections in
 * letters, paragraphs throughout, Recommendations in a series of their own, sub-items (a), (b), notes throughout.
 * @throws RangeError when a chapter, section or list has more parts than there are numerals for
 */
export function composeReport(draft: ReportDraft): PrintedReport {
  return new Composer().compose(draft)
}

class Composer {
  readonly #blocks: PrintedBlock[] = []
  readonly #notes: PrintedNote[] = []
  #paragraph = 0
  #recommendation = 0

  compose({ titlePage, chapters }: ReportDraft): PrintedReport {
    for (const [index, chapter] of chapters.entries()) this.#chapter(chapter, index)
    return { front: frontOf(titlePage), blocks: this.#blocks, notes: this.#notes }
  }

  #chapter(chapter: DraftChapter, index: number): void {
    const kind = chapter.unitsAs ?? 'paragraph'
    this.#heading('chapter', roman(index + 1), chapter.title)
    for (const unit of chapter.opening ?? []) this.#unit(unit, 'paragraph')
    for (const unit of chapter.units ?? []) this.#unit(unit, kind)
    for (const [place, section] of (chapter.sections ?? []).entries()) {
      this.#heading('section', letter(place, 'sections of one chapter').toUpperCase(), section.title)
      for (const unit of section.units) this.#unit(unit, kind)
      for (const [at, below] of (section.subSections ?? []).entries()) {
        this.#heading('sub-section', String(at + 1), below.title)
        for (const unit of below.units) this.#unit(unit, kind)
      }
    }
  }

  #heading(level: 'chapter' | 'section' | 'sub-section', numeral: string, title: string): void {
    this.#blocks.push({ is: 'heading', level, numeral, pieces: [oneLine(title)] })
  }

  #unit(unit: DraftUnit, kind: ParagraphKind): void {
    const number = kind === 'paragraph' ? ++this.#paragraph : ++this.#recommendation
    this.#blocks.push({
      is: 'unit',
      kind,
      number,
      lead: this.#pieces(unit.text),
      items: (unit.items ?? []).map((words, index) => ({
        mark: 'letter',
        label: `(${letter(index, 'sub-items of one paragraph')})`,
        pieces: this.#pieces(words),
      })),
    })
  }

  #pieces(words: DraftWords): Piece[] {
    return (typeof words === 'string' ? [words] : words).map((piece): Piece => {
      if (typeof piece === 'string') return piece.replace(/\s+/g, ' ')
      const label = String(this.#notes.length + 1)
      this.#notes.push({ label, text: oneLine(piece.note) })
      return { label, note: this.#notes.length - 1 }
    })
  }
}

function frontOf(page: ReportDraft['titlePage']): FrontLine[] {
  const lines: [FrontRole, string | undefined][] = [
    ['organ', page.organ],
    ['symbol', page.symbol],
    ['distribution', 'Distr.: General'],
    ['date', page.date && dayInWords(page.date)],
    ['language', page.originalLanguage && `Original: ${page.originalLanguage}`],
    ['body', page.body],
    ['place and days', page.placeAndDays],
    ['title', page.title],
    ['byline', page.byline],
  ]
  return lines.flatMap(([role, text]) => (text ? [{ role, pieces: [oneLine(text)] }] : []))
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}

const NUMERALS = [
  [50, 'L'],
  [40, 'XL'],
  [10, 'X'],
  [9, 'IX'],
  [5, 'V'],
  [4, 'IV'],
  [1, 'I'],
] as const

function roman(number: number): string {
  if (number > 89) throw new RangeError('A report has no more than 89 chapters.')
  let rest = number
  let text = ''
  for (const [value, numeral] of NUMERALS) {
    while (rest >= value) {
      text += numeral
      rest -= value
    }
  }
  return text
}

function letter(index: number, of: string): string {
  if (index > 25) throw new RangeError(`There are letters for 26 ${of}, and this has more.`)
  return String.fromCharCode(97 + index)
}
