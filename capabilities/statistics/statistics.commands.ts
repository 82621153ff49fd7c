import type { Command } from 'commander'
import type { Database } from '#platform/database/open.ts'
import { addClassificationCommands } from './classification/classification.command.ts'
import type { FactHistory } from './columns/as-of.ts'
import { addFactsCommand } from './columns/facts.commands.ts'
import { addProtectCommand } from './disclosure/protect.command.ts'
import { addEstimateCommand } from './estimation/estimation.commands.ts'
import { addOverlapCommands } from './estimation/overlap.commands.ts'
import { addExportCommands } from './exports/exports.commands.ts'
import { addPopulationCommands } from './population/population.command.ts'
import { addReleaseCommands } from './releases/release.command.ts'
import { addReturnCommands } from './returns/returns.commands.ts'
import { addSdmxCommand } from './sdmx/sdmx.command.ts'
import { addSynthesizeCommand } from './synthetic/synthetic.commands.ts'

/** What the commands need from the world. */
export interface CommandGround {
  print(text: string): void
  complain(text: string): void
  fail(): void
  now(): Date
}

/** Opens the node for one command and closes it afterwards. */
export type WithNode = <T>(work: (node: { database: Database }) => Promise<T>) => Promise<T>

const TERMINAL: CommandGround = {
  print: text => void process.stdout.write(`${text}\n`),
  complain: text => void process.stderr.write(`${text}\n`),
  fail: () => {
    process.exitCode = 1
  },
  now: () => new Date(),
}

/**
 * Adds `statistics …` to the command line: one line for each subcommand, each in a file of its own.
 * @param histories how the facts of each capability follow from the ledger
 */
export function addStatisticsCommands(
  program: Command,
  withNode?: WithNode,
  ground: CommandGround = TERMINAL,
  histories: () => Promise<readonly FactHistory[]> = async () => [],
): void {
  const group = program
    .command('statistics')
    .description('Protect tables, make releases, estimate what is not seen.')
  addProtectCommand(group, ground)
  if (withNode) addFactsCommand(group, ground, withNode, histories)
  if (withNode) addReleaseCommands(group, ground, withNode)
  if (withNode) addSdmxCommand(group, ground, withNode)
  if (withNode) addExportCommands(group, ground, withNode)
  if (withNode) addPopulationCommands(group, ground, withNode)
  if (withNode) addClassificationCommands(group, ground, withNode)
  if (withNode) addReturnCommands(group, ground, withNode)
  addEstimateCommand(group, ground)
  addOverlapCommands(group, ground)
  addSynthesizeCommand(group, ground)
}
