import { writeFile } from 'node:fs/promises'
import type { Command } from 'commander'
import { nodeCaller } from '#kernel/policy/caller.ts'
import { authorise } from '#kernel/policy/policy.ts'
import { releasePolicies } from '../releases/release.policy.ts'
import type { CommandGround, WithNode } from '../statistics.commands.ts'
import { ctdcCsv } from './ctdc.rules.ts'
import { syntheticRows } from './exports.store.ts'
import { collectForUnodc, yearsToTell } from './unodc.store.ts'
import { unodcWorkbook } from './unodc-workbook.ts'

const node = nodeCaller('statistics')

/** Adds `statistics unodc` and `statistics ctdc`: what leaves the node in the forms of others. */
export function addExportCommands(group: Command, ground: CommandGround, withNode: WithNode): void {
  group
    .command('unodc')
    .description('The UNODC yearly collection: victims from a published release, the response from returns.')
    .requiredOption('--year <year>', 'the year that the figures are of')
    .requiredOption('--out <file>', 'the workbook to write (XLSX)')
    .action(({ year: text, out }: { year: string; out: string }) =>
      withNode(async ({ database }) => {
        authorise(node, 'unodc.collect', releasePolicies['unodc.collect'], undefined)
        if (!/^\d{4}$/.test(text)) throw new Error(`“${text}” is no year; write it as 2025.`)
        const year = Number(text)
        const collection = await collectForUnodc(work => database.read(node, work), year)
        const { victims, response, release } = collection
        if (victims.length + response.length === 0) {
          const years = await database.read(node, yearsToTell)
          throw new Error(
            years.length === 0
              ? 'Nothing is published and no return was accepted; there is nothing to send yet.'
              : `Nothing is told of ${year}; there are figures of ${years.slice(0, 10).join(', ')}.`,
          )
        }
        await save(out, unodcWorkbook(collection))
        ground.print(
          `Wrote ${out}: ${victims.length} numbers of victims${release ? ` from release ${release}` : ''}, ${response.length} from returns.`,
        )
      }),
    )

  group
    .command('ctdc')
    .description('Rows of a differentially private synthetic release in the 27 columns of CTDC.')
    .requiredOption('--out <file>', 'the CSV file to write')
    .option('--release <id>', 'which synthetic release; the newest unless told otherwise')
    .action(({ out, release }: { out: string; release?: string }) =>
      withNode(async ({ database }) => {
        if (release !== undefined && !/^[0-9a-f-]{36}$/i.test(release))
          throw new Error(
            `“${release.slice(0, 60)}” names no synthetic release; leave --release out for the newest.`,
          )
        const found = await database.read(node, tx => syntheticRows(tx, release))
        if (!found)
          throw new Error(
            'There is no synthetic release whose rows were made; order one on the screen first. Real rows never leave.',
          )
        await save(out, ctdcCsv(found.rows))
        ground.print(`Wrote ${out}: ${found.rows.length} rows of synthetic release ${found.id}.`)
      }),
    )
}

async function save(file: string, body: string | Buffer): Promise<void> {
  await writeFile(file, body).catch(() => {
    throw new Error(`${file} cannot be written; give a path in a folder that is there.`)
  })
}
