import { randomUUID } from 'node:crypto'
import type { Command } from 'commander'
import { nodeCaller } from '#kernel/policy/caller.ts'
import type { Database } from '#platform/database/open.ts'
import { bytesOfFile } from './file-sentences.ts'
import type { FileReading } from './input/read-file.ts'
import type { CommandGround } from './recommendations.commands.ts'
import { enterFile, readReportFile } from './reports.store.ts'

/** Opens the node for one command and closes it afterwards. */
export type WithNode = <T>(work: (node: { database: Database }) => Promise<T>) => Promise<T>

/** Adds `recommendations enter`: reports from files into the registry of this node. */
export function addEnterCommand(group: Command, ground: CommandGround, withNode: WithNode): void {
  group
    .command('enter')
    .description(
      'Enter reports into the registry of this node; a text that is there already changes nothing.',
    )
    .argument('<files...>', 'reports as PDF, Word (.docx) or plain text, in English')
    .option('--json', 'print the result as JSON')
    .action(async (files: string[], options: { json?: boolean }) => {
      const results = await withNode(({ database }) => enterFiles(database, files, ground))
      if (options.json) ground.print(JSON.stringify(results, null, 2))
      else
        for (const { file, address, entered } of results)
          ground.print(`${file}: ${entered ? 'entered' : 'was there already, nothing changed'} (${address})`)
    })
}

interface Entered {
  file: string
  /** Path of the report in the web application. */
  address: string
  entered: boolean
}

/** One file that cannot be read is complained about and stops none of the others. */
async function enterFiles(
  database: Database,
  files: readonly string[],
  ground: CommandGround,
): Promise<Entered[]> {
  const results: Entered[] = []
  for (const file of files) {
    const reading = await open(file)
    if (!reading.ok) {
      ground.complain(`${file}: ${reading.problem.sentence}`)
      ground.fail()
      continue
    }
    const { slug, entered } = await database.write(nodeCaller('import'), tx =>
      enterFile(tx, reading.file, randomUUID()),
    )
    results.push({ file, address: `/meeting-reports/${slug}`, entered })
  }
  return results
}

async function open(file: string): Promise<FileReading | { ok: false; problem: { sentence: string } }> {
  const bytes = await bytesOfFile(file)
  return 'problem' in bytes ? { ok: false, problem: bytes.problem } : readReportFile(bytes)
}
