import { randomUUID } from 'node:crypto'
import { mkdirSync, rmSync } from 'node:fs'
import type { Command } from 'commander'
import { nodeCaller } from '#kernel/policy/caller.ts'
import { authorise } from '#kernel/policy/policy.ts'
import { act } from '#platform/ledger/act.ts'
import type { CommandGround, WithNode } from '../statistics.commands.ts'
import { type By, type FactHistory, factsAsOf } from './as-of.ts'
import { FactColumns } from './fact-columns.ts'
import { takeFacts } from './facts.acts.ts'
import { factPolicies } from './facts.policy.ts'
import { checkPlace, gatheringFolder, takeOut } from './take-facts.ts'

const node = nodeCaller('statistics')

/** Adds `statistics facts`: how many facts there were at a moment, drawn from the ledger, and the facts as Parquet. */
export function addFactsCommand(
  group: Command,
  ground: CommandGround,
  withNode: WithNode,
  histories: () => Promise<readonly FactHistory[]>,
): void {
  group
    .command('facts')
    .description('Facts as the node knew them at a moment, drawn from the ledger; how many, and as Parquet.')
    .option('--as-of <instant>', 'a moment such as 2026-06-30T00:00:00Z; now unless told otherwise')
    .option('--by <time>', 'recorded: as the node knew them then; happened: as they were then', 'recorded')
    .option('--parquet <folder>', 'write them there, for any engine to read; recorded in the ledger')
    .option('--json', 'print JSON')
    .action(async (options: { asOf?: string; by: string; parquet?: string; json?: boolean }) => {
      const by = readBy(options.by)
      const moment = readMoment(options.asOf, ground.now())
      if (options.parquet) checkPlace(options.parquet)
      await withNode(async ({ database }) => {
        authorise(node, 'facts.take', factPolicies['facts.take'], undefined)
        const folder = options.parquet && gatheringFolder(options.parquet)
        if (folder) {
          rmSync(folder, { recursive: true, force: true })
          mkdirSync(folder, { recursive: true, mode: 0o700 })
        }
        const columns = await FactColumns.open(folder ? { folder } : {})
        try {
          await columns.replaceAll(factsAsOf(database, moment, await histories(), by))
          const asOf = moment.toISOString()
          const facts = await columns.sizes()
          const files = []
          if (options.parquet) {
            // Recorded first: nothing is taken out without a trace.
            await database.write(node, tx =>
              act(tx, takeFacts, {
                id: randomUUID(),
                subjectId: randomUUID(),
                about: undefined,
                payload: { asOf, ...facts },
              }),
            )
            files.push(...(await takeOut(columns, options.parquet, moment)).files)
          }
          if (options.json) ground.print(JSON.stringify({ asOf, facts, files }, null, 2))
          else {
            ground.print(
              `Facts as of ${asOf}: ${facts.victim} victims, ${facts.service} services, ${facts.proceeding} steps of proceedings.`,
            )
            if (options.parquet)
              ground.print(
                `Written to ${options.parquet}: ${files.length} Parquet files, and facts.json that lists them.`,
              )
          }
        } finally {
          columns.close()
          if (folder) rmSync(folder, { recursive: true, force: true })
        }
      })
    })
}

/** @throws Error in one sentence */
function readBy(text: string): By {
  if (text === 'recorded' || text === 'happened') return text
  throw new Error(`“${text}” is no time to go by; write --by recorded or --by happened.`)
}

/** @throws Error in one sentence when the text is no moment, or one that has not come */
function readMoment(text: string | undefined, now: Date): Date {
  if (text === undefined) return now
  const moment = new Date(text)
  if (
    !/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2}))?$/.test(text) ||
    Number.isNaN(moment.getTime())
  )
    throw new Error(`“${text}” is no moment; write it as 2026-06-30T00:00:00Z.`)
  if (moment > now) throw new Error(`${text} has not come yet; name a moment of the past.`)
  return moment
}
