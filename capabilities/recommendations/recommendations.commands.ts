import { writeFile } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Command } from 'commander'
import { buildCompilation } from './documents/compilation.ts'
import { buildIndex } from './documents/index.ts'
import { compilationAsText, indexAsText, reportAsText } from './documents/plain-text.ts'
import { addEnterCommand, type WithNode } from './enter.command.ts'
import { addDiffCommand } from './expressions/diff.command.ts'
import { bytesOfFile } from './file-sentences.ts'
import { readReportFile } from './input/read-file.ts'
import { presentReport } from './present.ts'
import { compareCitations } from './reading/compare.ts'
import type { Report, ReportProblem } from './recommendations.entity.ts'
import { addRelateCommand } from './relations/relate.command.ts'

/** What the commands need from the world. */
export interface CommandGround {
  print(text: string): void
  complain(text: string): void
  fail(): void
  now(): Date
}

const TERMINAL: CommandGround = {
  print: text => void process.stdout.write(`${text}\n`),
  complain: text => void process.stderr.write(`${text}\n`),
  fail: () => {
    process.exitCode = 1
  },
  now: () => new Date(),
}

/**
 * Adds `recommendations parse | index | compile` to the command line, and `enter` where there is a node to enter into.
 */
export function addRecommendationCommands(
  program: Command,
  ground: CommandGround = TERMINAL,
  withNode?: WithNode,
): void {
  const group = program
    .command('recommendations')
    .description('Read meeting reports; enter, compare and relate them; print their index or compilation.')

  group
    .command('parse')
    .description('Read reports into recommendations, cross-references and doubts.')
    .argument('<files...>', 'reports as PDF, Word (.docx) or plain text, in English')
    .option('--json', 'print JSON: one object, or a list for several files')
    .action(async (files: string[], options: { json?: boolean }) => {
      const opened = await openReports(files, ground)
      if (options.json) {
        const presented = opened.map(one => ('report' in one ? presentReport(one.report) : one))
        const [only] = presented
        if (files.length > 1) ground.print(JSON.stringify(presented, null, 2))
        else if (only && !('problem' in only)) ground.print(JSON.stringify(only, null, 2))
      } else {
        for (const one of opened) if ('report' in one) ground.print(reportAsText(one.file, one.report))
      }
    })

  addDiffCommand(group, ground, openReports)
  addRelateCommand(group, ground, openReports)
  if (withNode) addEnterCommand(group, ground, withNode)

  addDocumentCommand(group, ground, {
    name: 'index',
    description: 'Print where to find what: theme, meeting, number, addressee, cross-references.',
    build: buildIndex,
    asText: indexAsText,
    asWord: async (index, issuedAt) => (await import('./documents/word.ts')).printIndex(index, { issuedAt }),
  })
  addDocumentCommand(group, ground, {
    name: 'compile',
    description: 'Print all recommendations in full, by theme, then in order of time.',
    build: buildCompilation,
    asText: compilationAsText,
    asWord: async (compilation, issuedAt) =>
      (await import('./documents/word.ts')).printCompilation(compilation, { issuedAt }),
  })
}

interface DocumentCommand<Content> {
  name: string
  description: string
  build(reports: Report[]): Content
  asText(content: Content): string
  asWord(content: Content, issuedAt: string): Promise<Uint8Array>
}

function addDocumentCommand<Content>(
  group: Command,
  ground: CommandGround,
  command: DocumentCommand<Content>,
): void {
  group
    .command(command.name)
    .description(command.description)
    .argument('<files...>', 'reports as PDF, Word (.docx) or plain text, in English')
    .option('--docx <file>', 'write a Word document')
    .option('--json', 'print JSON')
    .action(async (files: string[], options: { docx?: string; json?: boolean }) => {
      const opened = await openReports(files, ground)
      const reports = opened.flatMap(one => ('report' in one ? [one.report] : []))
      if (reports.length === 0) return
      const content = command.build(reports)
      if (options.docx) {
        await writeFile(options.docx, await command.asWord(content, ground.now().toISOString()))
        if (!options.json) ground.print(`Written to ${options.docx}.`)
      }
      if (options.json) ground.print(JSON.stringify(content, null, 2))
      else if (!options.docx) ground.print(command.asText(content))
    })
}

/** A report, or why its file cannot be read. */
export type Opened =
  | { file: string; report: Report }
  | { file: string; problem: { code: string; sentence: string } }

/** Reads every file; one that cannot be read is complained about and stops none of the others. */
async function openReports(files: readonly string[], ground: CommandGround): Promise<Opened[]> {
  const opened: Opened[] = []
  for (const file of files) {
    const one = await openReport(file)
    if ('problem' in one) {
      ground.complain(`${file}: ${one.problem.sentence}`)
      ground.fail()
    }
    opened.push(one)
  }
  addComparedFlags(opened.filter(one => 'report' in one))
  return opened
}

async function openReport(file: string): Promise<Opened> {
  const bytes = await bytesOfFile(file)
  if ('problem' in bytes) return { file, problem: bytes.problem }
  const reading = await readReportFile(bytes)
  return reading.ok ? { file, report: reading.file.report } : { file, problem: asSaid(reading.problem) }
}

const asSaid = ({ code, sentence }: ReportProblem) => ({ code, sentence })

function addComparedFlags(opened: readonly { file: string; report: Report }[]): void {
  if (opened.length < 2) return
  const named = opened.map(({ file, report }, index) => ({
    name:
      report.document.symbol ??
      `${basename(file)}${opened.findIndex(one => basename(one.file) === basename(file)) === index ? '' : ` (${index + 1})`}`,
    report,
  }))
  const flags = compareCitations(named)
  for (const { name, report } of named) report.flags.push(...(flags.get(name) ?? []))
}
