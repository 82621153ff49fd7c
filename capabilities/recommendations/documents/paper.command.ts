import type { Command } from 'commander'
import type { CommandGround } from '../recommendations.commands.ts'
import { deliver } from './deliver.ts'
import type { Paper } from './paper.ts'
import { type DocumentWords, ENGLISH_WORDS } from './words.ts'

const FORMATS = ['json', 'docx', 'pdf', 'akn'] as const
type PaperFormat = (typeof FORMATS)[number]

/** How a paper is asked for at the command line. */
export type PaperOptions = { [format in PaperFormat]?: boolean } & { out?: string }

/** A refusal at the command line: one sentence. */
export class Complaint extends Error {}

/** Adds the options by which a command prints a paper. */
export function paperOptions(command: Command, json = 'print JSON'): Command {
  return command
    .option('--json', json)
    .option('--docx', 'make a Word document')
    .option('--pdf', 'make a PDF')
    .option('--akn', 'make an Akoma Ntoso document')
    .option('--out <file>', 'write to this file')
}

/**
 * The format that was asked for; null for text.
 * @throws Complaint where there are several
 */
export function formatOf(options: PaperOptions): PaperFormat | null {
  const formats = FORMATS.filter(format => options[format])
  if (formats.length > 1)
    throw new Complaint(`Choose one format at a time: ${FORMATS.map(format => `--${format}`).join(', ')}.`)
  return formats[0] ?? null
}

/** Says a complaint instead of failing with it. */
export async function complaining(ground: CommandGround, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (!(error instanceof Complaint)) throw error
    ground.complain(error.message)
    ground.fail()
  }
}

/**
 * Prints a paper in the format that was asked for and hands it over.
 * @param built.text what the terminal shows, where it is not the paper itself
 * @throws Complaint where no PDF can be made
 */
export async function printPaper(
  built: { content: object; paper(words: DocumentWords): Paper; text?(): string },
  options: PaperOptions,
  ground: CommandGround,
  words: DocumentWords = ENGLISH_WORDS,
): Promise<void> {
  const format = formatOf(options)
  await deliver(await render(built, format, words, ground), format ?? 'text', options.out, ground)
}

async function render(
  built: Parameters<typeof printPaper>[0],
  format: PaperFormat | null,
  words: DocumentWords,
  ground: CommandGround,
): Promise<string | Uint8Array> {
  const printing = { issuedAt: ground.now().toISOString(), words }
  if (format === 'json') return JSON.stringify(built.content, null, 2)
  if (format === null && built.text) return built.text()
  const paper = built.paper(words)
  if (format === 'docx') return (await import('./word.ts')).paperAsWord(paper, printing)
  if (format === 'akn') return (await import('./paper-akn.ts')).paperAsAkn(paper, printing.issuedAt)
  if (format === null) return (await import('./plain-text-paper.ts')).paperAsText(paper)
  const { NoPdf, paperAsPdf } = await import('./pdf.ts')
  try {
    return await paperAsPdf(paper, printing)
  } catch (error) {
    throw error instanceof NoPdf ? new Complaint(error.message) : error
  }
}
