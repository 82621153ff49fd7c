import { basename } from 'node:path'
import type { Command } from 'commander'
import { addDocumentCommands } from './documents/documents.commands.ts'
import { reportAsText } from './documents/plain-text.ts'
import { printOneReport } from './documents/report-files.ts'
import { addEnterCommand, type WithNode } from './enter.command.ts'
import { addDiffCommand } from './expressions/diff.command.ts'
import { bytesOfFile } from './file-sentences.ts'
import { readReportFile } from './input/read-file.ts'
import { presentReport } from './present.ts'
import { compareCitations } from './reading/compare.ts'
import type { Report, ReportProblem } from './recommendations.entity.ts'
import { addRelateCommand } from './relations/relate.command.ts'
import { addTopicsCommand } from './topics/topics.command.ts'

/** What the commands need from the world. */
export interface CommandGround {
  print(text: string): void
  complain(text: string): void
  fail(): void
  now(): Date
  /** Takes the bytes of a file where they can go anywhere; false where they cannot, as at a terminal. */
  send?(bytes: Uint8Array): boolean
}

const TERMINAL: CommandGround = {
  print: text => void process.stdout.write(`${text}\n`),
  complain: text => void process.stderr.write(`${text}\n`),
  fail: () => {
    process.exitCode = 1
  },
  now: () => new Date(),
  send: bytes => {
    if (process.stdout.isTTY) return false
    process.stdout.write(bytes)
    return true
  },
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
    .option('--docx', 'print one report anew as a Word document')
    .option('--akn', 'write one report as an Akoma Ntoso document')
    .option('--out <file>', 'write the document to this file')
    .action(async (files: string[], options: ParseOptions) => {
      const opened = await openReports(files, ground)
      if (options.docx || options.akn) await printOneReport(opened, options, ground)
      else if (options.json) {
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
  if (withNode) {
    addEnterCommand(group, ground, withNode)
    addTopicsCommand(group, ground, withNode)
  }

  addDocumentCommands(group, ground, openReports)
}

interface ParseOptions {
  json?: boolean
  docx?: boolean
  akn?: boolean
  out?: string
}

/** A report with the text it was read from, or why its file cannot be read. */
export type Opened =
  | { file: string; report: Report; text: string }
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
  return reading.ok
    ? { file, report: reading.file.report, text: reading.file.text }
    : { file, problem: asSaid(reading.problem) }
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
