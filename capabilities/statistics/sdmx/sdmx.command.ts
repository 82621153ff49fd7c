import { writeFile } from 'node:fs/promises'
import type { Command } from 'commander'
import { nodeCaller } from '#kernel/policy/caller.ts'
import { codelists } from '#standards/codelists.ts'
import { factCodelists } from '../fact.codelists.ts'
import type { CommandGround, WithNode } from '../statistics.commands.ts'
import { dataCsv } from './data-csv.ts'
import { allDimensions, dataMessage, type Sender } from './data-json.ts'
import { type Flow, timeDimension } from './flow.ts'
import { ask } from './query.ts'
import { publishedFlows } from './sdmx.store.ts'
import { structureMessage } from './structure-json.ts'
import { findStructures } from './structure-query.ts'

interface Options {
  flow?: string
  key?: string
  format: string
  structure?: true
  out?: string
}

/** Adds `statistics sdmx`: what the node serves as SDMX, printed or written to a file. */
export function addSdmxCommand(group: Command, ground: CommandGround, withNode: WithNode): void {
  group
    .command('sdmx')
    .description('Published figures as SDMX: the flows there are, one flow’s data, or its structure.')
    .option('--flow <id>', 'the dataflow, such as DF_SDG_16_2_2; without it the flows are listed')
    .option('--key <key>', 'which series: codes by dimension, separated by dots; * for all', '*')
    .option('--format <format>', 'json (SDMX-JSON 2.1) or csv (SDMX-CSV 2.1)', 'json')
    .option('--structure', 'the structure of the flow, or of all flows, instead of data (JSON)')
    .option('--out <file>', 'write to a file instead of printing')
    .action((options: Options) =>
      withNode(async ({ database }) => {
        if (options.format !== 'json' && options.format !== 'csv')
          throw new Error(`There is no format “${options.format}”; choose json or csv.`)
        if (options.structure && options.format === 'csv')
          throw new Error('A structure is written as JSON alone; leave --format out.')
        const flows = await database.read(nodeCaller('statistics'), tx =>
          publishedFlows(tx, factCodelists(codelists)),
        )
        const sender: Sender = {
          id: 'PALERMO',
          name: 'Palermo',
          prepared: `${ground.now().toISOString().slice(0, 19)}Z`,
        }
        const text = textOf(flows, options, sender)
        if (options.out === undefined) return ground.print(text.trimEnd())
        await writeFile(options.out, text).catch(() => {
          throw new Error(`${options.out} cannot be written; give a path in a folder that is there.`)
        })
        ground.complain(`Wrote ${options.out}.`)
      }),
    )
}

/** @throws Error in one sentence; SdmxError for a key that does not fit */
function textOf(flows: readonly Flow[], options: Options, sender: Sender): string {
  const { flow: wanted } = options
  if (flows.length === 0)
    throw new Error('Nothing is published yet; “palermo statistics release list” shows what is under way.')
  const flow = flows.find(({ id }) => id === wanted)
  if (wanted !== undefined && !flow)
    throw new Error(
      `There is no flow ${wanted}; these are published: ${flows
        .slice(0, 20)
        .map(({ id }) => id)
        .join(', ')}.`,
    )
  if (options.structure) {
    const { structures, details } = findStructures(flow ? [flow] : flows, {
      kind: 'dataflow',
      agency: '*',
      id: '*',
      version: '*',
      item: undefined,
      detail: 'full',
      references: 'descendants',
    })
    return `${JSON.stringify(structureMessage(structures, details, sender), null, 1)}\n`
  }
  if (!flow) return list(flows, options.format)
  const found = ask(flow, options.key ?? '*', { filters: [] })
  if (found.observations.length === 0)
    throw new Error(
      `${flow.id} has nothing under the key ${options.key}; its dimensions are ${flow.dimensions.map(d => d.id).join('.')}.`,
    )
  if (options.format === 'csv') return dataCsv(found)
  const across = flow.periods ? timeDimension : allDimensions
  return `${JSON.stringify(dataMessage(found, across, sender), null, 1)}\n`
}

const list = (flows: readonly Flow[], format: string): string =>
  format === 'csv'
    ? `${['id,version,observations', ...flows.map(f => `${f.id},${f.version},${f.observations.length}`)].join('\n')}\n`
    : `${JSON.stringify(
        flows.map(({ agency, id, version, name, dimensions, observations }) => ({
          flow: `${agency}:${id}(${version})`,
          name,
          dimensions: dimensions.map(d => d.id),
          observations: observations.length,
        })),
        null,
        1,
      )}\n`
