import type { Command } from 'commander'
import { nodeCaller } from '#kernel/policy/caller.ts'
import type { CommandGround, WithNode } from '../statistics.commands.ts'
import { ctdcCsv } from './ctdc.rules.ts'
import { syntheticRows } from './exports.store.ts'
import { addUnodcCommands, save } from './submissions/submission.commands.ts'

const node = nodeCaller('statistics')

/** Adds `statistics unodc` and `statistics ctdc`: what leaves the node in the forms of others. */
export function addExportCommands(group: Command, ground: CommandGround, withNode: WithNode): void {
  addUnodcCommands(group, ground, withNode)

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
