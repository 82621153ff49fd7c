import { getDocumentProxy } from 'unpdf'
import { linesOfPage, type PageLine, type PlacedText, textOfPages } from './pdf-lines.ts'

/** A PDF that holds no text to read. */
export class UnreadablePdf extends Error {
  override readonly name = 'UnreadablePdf'
  readonly why: 'damaged' | 'locked' | 'scan' | 'too many pages'
  constructor(why: UnreadablePdf['why']) {
    super(`The PDF cannot be read: ${why}.`)
    this.why = why
  }
}

/** The longest report known has some forty pages. */
export const PAGES_MAX = 2_000
/** Fewer letters a page than this come from stamps and page numbers, not from a text. */
const lettersPerPageMin = 15

/**
 * Reads the text of a PDF, page by page and line by line. No script in it is run, no picture drawn, nothing fetched.
 * @throws UnreadablePdf
 */
export async function textOfPdf(bytes: Uint8Array): Promise<{ text: string; pages: number }> {
  const document = await getDocumentProxy(new Uint8Array(bytes), {
    disableFontFace: true,
    useSystemFonts: false,
    useWorkerFetch: false,
    stopAtErrors: false,
    maxImageSize: 1,
    verbosity: 0,
  }).catch((error: unknown) => {
    throw new UnreadablePdf(
      error instanceof Error && error.name === 'PasswordException' ? 'locked' : 'damaged',
    )
  })
  try {
    if (document.numPages > PAGES_MAX) throw new UnreadablePdf('too many pages')
    const pages: PageLine[][] = []
    let letters = 0
    for (let number = 1; number <= document.numPages; number++) {
      const page = await document.getPage(number)
      const { items } = await page.getTextContent()
      const lines = linesOfPage(items.flatMap(item => ('str' in item ? [placed(item)] : [])))
      for (const line of lines) letters += line.text.match(/\p{L}/gu)?.length ?? 0
      pages.push(lines)
      page.cleanup()
    }
    if (letters < lettersPerPageMin * pages.length) throw new UnreadablePdf('scan')
    return { text: textOfPages(pages), pages: pages.length }
  } catch (error) {
    throw error instanceof UnreadablePdf ? error : new UnreadablePdf('damaged')
  } finally {
    await document.loadingTask.destroy()
  }
}

function placed(item: { str: string; transform: number[]; width: number; height: number }): PlacedText {
  const [, , c = 0, d = 0, x = 0, baseline = 0] = item.transform
  return { text: item.str, x, baseline, width: item.width, size: Math.hypot(c, d) || item.height }
}
