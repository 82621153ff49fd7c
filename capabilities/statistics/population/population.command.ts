import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Command } from 'commander'
import { nodeCaller } from '#kernel/policy/caller.ts'
import type { Problem } from '#kernel/result/result.ts'
import { Invalid } from '#platform/http/refusals.ts'
import type { CommandGround, WithNode } from '../statistics.commands.ts'
import { checkPopulationFile, listPopulationTables, loadPopulationFile } from './population.store.ts'

/** Adds `statistics population import | list`. */
export function addPopulationCommands(group: Command, ground: CommandGround, withNode: WithNode): void {
  const population = group
    .command('population')
    .description('Population tables that rates per 100,000 divide by.')

  population
    .command('import')
    .description('Load a table (CSV or XLSX with the columns area, year, sex, age, persons) as the newest.')
    .argument('<file>', 'the table')
    .option(
      '--source <text>',
      'who made it and which edition, such as “Statistical Office, projections 2024”',
    )
    .option('--note <text>', 'what a reader of rates should know')
    .option('--dry-run', 'read and check the file, load nothing')
    .option('--json', 'print JSON')
    .action(
      async (file: string, options: { source?: string; note?: string; dryRun?: boolean; json?: boolean }) => {
        const bytes = await readFile(file).catch(() => {
          throw new Error(`The file ${file} cannot be read. Look whether it is there and may be read.`)
        })
        if (!options.dryRun && !options.source)
          throw new Error('The table does not say where it comes from. Name it with --source.')
        try {
          const read = await withNode(({ database }) =>
            database.write(nodeCaller('administration'), tx =>
              options.dryRun
                ? checkPopulationFile(tx, bytes)
                : loadPopulationFile(tx, bytes, {
                    id: randomUUID(),
                    actId: randomUUID(),
                    fileName: basename(file),
                    source: options.source!,
                    ...(options.note && { note: options.note }),
                  }),
            ),
          )
          const said = {
            rows: read.rows.length,
            areas: new Set(read.rows.map(r => r.area)).size,
            notices: read.notices,
          }
          if (options.json) ground.print(JSON.stringify({ loaded: !options.dryRun, ...said }, null, 2))
          else {
            for (const one of said.notices) ground.complain(sentence(one))
            ground.print(
              `${options.dryRun ? 'Nothing is wrong with' : 'Loaded'} ${said.rows} ${said.rows === 1 ? 'row' : 'rows'} of ${said.areas} ${said.areas === 1 ? 'area' : 'areas'}.`,
            )
          }
        } catch (error) {
          if (!(error instanceof Invalid)) throw error
          if (options.json) ground.print(JSON.stringify({ loaded: false, problems: error.problems }, null, 2))
          else for (const one of error.problems) ground.complain(sentence(one))
          ground.complain('Nothing was loaded.')
          ground.fail()
        }
      },
    )

  population
    .command('list')
    .description('The tables that were loaded, the newest first.')
    .option('--json', 'print JSON')
    .action((options: { json?: boolean }) =>
      withNode(async ({ database }) => {
        const tables = await database.read(nodeCaller('administration'), listPopulationTables)
        if (options.json) return ground.print(JSON.stringify(tables, null, 2))
        if (tables.length === 0) return ground.print('No population table has been loaded yet.')
        for (const t of tables)
          ground.print(
            `${t.number}\t${t.source}\t${t.areas} areas, ${t.yearFrom} to ${t.yearTo}${t.withdrawnAtMs === null ? '' : '\twithdrawn'}`,
          )
      }),
    )
}

const sentence = ({ where, what, remedy }: Problem) => `${where}: ${what} ${remedy}`
