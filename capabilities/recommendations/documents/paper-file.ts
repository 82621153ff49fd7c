import { Rejected } from '#platform/http/refusals.ts'
import type { FileAnswer } from '#platform/http/route.ts'
import type { Paper } from './paper.ts'
import type { Printing } from './words.ts'

export const paperFormats = ['word', 'pdf', 'akn'] as const
export type PaperFormat = (typeof paperFormats)[number]

export const fileKinds: Record<PaperFormat, { ending: string; mediaType: string; name: string }> = {
  word: {
    ending: 'docx',
    mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    name: 'a Word document',
  },
  pdf: { ending: 'pdf', mediaType: 'application/pdf', name: 'a PDF' },
  akn: { ending: 'xml', mediaType: 'application/akn+xml', name: 'an Akoma Ntoso document' },
}

/** A finished document as the answer of a route. */
export function fileOf(name: string, format: PaperFormat, body: string | Uint8Array): FileAnswer {
  const { ending, mediaType } = fileKinds[format]
  return {
    fileName: `${name}.${ending}`,
    mediaType,
    body: typeof body === 'string' ? body : Buffer.from(body),
  }
}

/**
 * Prints a paper in a format, as the answer of a route.
 * @throws Rejected with 503 where this node cannot typeset
 */
export async function paperFile(
  name: string,
  format: PaperFormat,
  paper: Paper,
  printing: Printing,
): Promise<FileAnswer> {
  if (format === 'akn') {
    const { paperAsAkn } = await import('./paper-akn.ts')
    return fileOf(name, format, paperAsAkn(paper, printing.issuedAt))
  }
  if (format === 'word') {
    const { paperAsWord } = await import('./word.ts')
    return fileOf(name, format, await paperAsWord(paper, printing))
  }
  const { NoPdf, paperAsPdf } = await import('./pdf.ts')
  try {
    return fileOf(name, format, await paperAsPdf(paper, printing))
  } catch (error) {
    throw error instanceof NoPdf ? new Rejected(503, 'no-pdf') : error
  }
}
