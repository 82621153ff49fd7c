import { AlignmentType, Document, Footer, Packer, PageNumber, Paragraph, type Table, TextRun } from 'docx'
import { stampDocument } from './stamp.ts'
import { ENGLISH_WORDS, type Printing } from './words.ts'

/** A face for each script; Word takes the nearest where one is missing. */
const FONTS = {
  ascii: 'Liberation Sans',
  hAnsi: 'Liberation Sans',
  cs: 'Noto Naskh Arabic',
  eastAsia: 'Noto Sans SC',
}

/**
 * Makes the file of a Word document: page numbers, language, dates.
 * @param pageWord whether "Page" stands before the number; the meetings' reports print the number alone
 */
export async function packWord(
  name: string,
  children: (Paragraph | Table)[],
  footnotes: Record<string, { children: Paragraph[] }>,
  { issuedAt, words = ENGLISH_WORDS }: Printing,
  { pageWord = true } = {},
): Promise<Uint8Array> {
  const footer = new Footer({
    children: [
      new Paragraph({
        alignment: AlignmentType.CENTER,
        children: [
          new TextRun({ children: [...(pageWord ? [`${words.page} `] : []), PageNumber.CURRENT], size: 18 }),
        ],
      }),
    ],
  })
  const document = new Document({
    title: name,
    creator: 'Palermo',
    footnotes,
    styles: {
      default: {
        document: { run: { font: FONTS, size: 22, language: { value: words.language } } },
      },
    },
    sections: [{ footers: { default: footer }, children }],
  })
  return stampDocument(new Uint8Array(await Packer.toArrayBuffer(document)), issuedAt)
}

/** XML 1.0 knows no control characters; a text may hold some, and the document must open all the same. */
export function clean(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\p{Cc}\p{Noncharacter_Code_Point}]/gu, mark =>
      mark === '\n' || mark === '\t' ? ' ' : '\ufffd',
    )
}
