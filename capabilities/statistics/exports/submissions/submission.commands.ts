import { randomUUID } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import type { Command } from 'commander'
import { nodeCaller } from '#kernel/policy/caller.ts'
import { authorise } from '#kernel/policy/policy.ts'
import type { Database } from '#platform/database/open.ts'
import { Invalid } from '#platform/http/refusals.ts'
import type { CommandGround, WithNode } from '../../statistics.commands.ts'
import { collectForUnodc, yearsToTell } from '../unodc.store.ts'
import { unodcWorkbook } from '../unodc-workbook.ts'
import { getWorkbook, listSubmissions } from './kept-submissions.store.ts'
import { type Submission, submissionName } from './submission.entity.ts'
import { submissionPolicies } from './submission.policy.ts'
import { submitYear } from './submission.store.ts'

const node = nodeCaller('statistics')

/** Adds `statistics unodc draft | submit | list | get`; without one of these words it is the draft. */
export function addUnodcCommands(group: Command, ground: CommandGround, withNode: WithNode): void {
  const unodc = group
    .command('unodc')
    .description('The UNODC yearly collection: the draft of a year, and what was submitted.')

  unodc
    .command('draft', { isDefault: true })
    .description('Victims from a published release, the response from returns; to be read, not to be sent.')
    .requiredOption('--year <year>', 'the year that the figures are of')
    .requiredOption('--out <file>', 'the workbook to write (XLSX)')
    .action(({ year: text, out }: { year: string; out: string }) =>
      withNode(async ({ database }) => {
        mayRead()
        const year = readYear(text)
        const { collection } = await collectForUnodc(work => database.read(node, work), year)
        const { victims, response, release } = collection
        if (victims.length + response.length === 0) throw new Error(await nothingOf(database, year))
        await save(out, unodcWorkbook(collection, null))
        ground.print(
          `Wrote ${out}: ${victims.length} numbers of victims${release ? ` from release ${release}` : ''}, ${response.length} from returns. It is a draft that was not submitted; send what “statistics unodc submit” writes.`,
        )
      }),
    )

  unodc
    .command('submit')
    .description('Freeze the tables of a year under a number, keep the file, and write it.')
    .requiredOption('--year <year>', 'the year that the figures are of')
    .option('--reason <text>', 'why the year is submitted again; a first submission needs none')
    .option('--out <file>', 'where to write the file (XLSX); “statistics unodc get” writes it later')
    .action(({ year: text, reason, out }: { year: string; reason?: string; out?: string }) =>
      withNode(async ({ database }) => {
        const wish = { year: readYear(text), reason }
        const submitted = await submitYear(database, node, wish, randomUUID()).catch(said)
        if (out !== undefined) await save(out, await fileOf(database, submitted))
        ground.print(
          `Submitted ${submissionName(submitted)}, SHA-256 ${submitted.workbookHash}${out === undefined ? '' : `; wrote ${out}`}.`,
        )
      }),
    )

  unodc
    .command('list')
    .description('What was submitted, the newest year and revision first.')
    .option('--json', 'print JSON')
    .action((options: { json?: boolean }) =>
      withNode(async ({ database }) => {
        const submissions = await listed(database)
        if (options.json) ground.print(JSON.stringify(submissions, null, 2))
        else if (submissions.length === 0) ground.print('Nothing was submitted yet.')
        for (const one of options.json ? [] : submissions)
          ground.print(
            [
              submissionName(one),
              new Date(one.submittedAtMs).toISOString().slice(0, 10),
              one.agency ?? 'the node',
              one.reason ?? '',
            ].join('\t'),
          )
      }),
    )

  unodc
    .command('get')
    .description('Write the file of a submission again, byte for byte.')
    .requiredOption('--year <year>', 'the year that was submitted')
    .option('--revision <number>', 'which revision; the newest unless told otherwise')
    .requiredOption('--out <file>', 'the file to write (XLSX)')
    .action(({ year: text, revision, out }: { year: string; revision?: string; out: string }) =>
      withNode(async ({ database }) => {
        const year = readYear(text)
        const wanted = (await listed(database)).find(
          one => one.year === year && (revision === undefined || String(one.revision) === revision),
        )
        if (!wanted)
          throw new Error(
            `${revision === undefined ? `Nothing was submitted for ${year}` : `There is no revision ${revision} of ${year}`}; “palermo statistics unodc list” names what was.`,
          )
        await save(out, await fileOf(database, wanted))
        ground.print(`Wrote ${out}: submission ${submissionName(wanted)}, SHA-256 ${wanted.workbookHash}.`)
      }),
    )
}

const mayRead = () =>
  authorise(node, 'unodc-submission.read', submissionPolicies['unodc-submission.read'], undefined)

function listed(database: Database): Promise<Submission[]> {
  mayRead()
  return database.read(node, listSubmissions)
}

const fileOf = (database: Database, { id }: Submission) => database.read(node, tx => getWorkbook(tx, id))

function readYear(text: string): number {
  if (!/^\d{4}$/.test(text)) throw new Error(`“${text}” is no year; write it as 2025.`)
  return Number(text)
}

async function nothingOf(database: Database, year: number): Promise<string> {
  const years = await database.read(node, yearsToTell)
  return years.length === 0
    ? 'Nothing is published and no return was accepted; there is nothing to send yet.'
    : `Nothing is told of ${year}; there are figures of ${years.slice(0, 10).join(', ')}.`
}

/** Writes a file. @throws Error in one sentence */
export async function save(file: string, body: string | Buffer): Promise<void> {
  await writeFile(file, body).catch(() => {
    throw new Error(`${file} cannot be written; give a path in a folder that is there.`)
  })
}

function said(error: unknown): never {
  if (error instanceof Invalid) throw new Error(error.problems.map(p => `${p.what} ${p.remedy}`).join('\n'))
  throw error
}
