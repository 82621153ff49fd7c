import { randomUUID } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Command } from 'commander'
import { type Language, languages } from '#kernel/entity/codelist.ts'
import { nodeCaller } from '#kernel/policy/caller.ts'
import type { Problem } from '#kernel/result/result.ts'
import { Invalid } from '#platform/http/refusals.ts'
import { codelists } from '#standards/codelists.ts'
import { factCodelists } from '../fact.codelists.ts'
import type { CommandGround, WithNode } from '../statistics.commands.ts'
import { checkMappingFile, importMapping } from './classification.store.ts'
import { icTipCodes } from './mapped-codes.store.ts'
import { mappingCsv } from './mapping-file.ts'

interface ImportOptions {
  reason?: string
  dryRun?: true
  json?: true
}

/** Adds `statistics ictip export | import`. */
export function addClassificationCommands(group: Command, ground: CommandGround, withNode: WithNode): void {
  const ictip = group
    .command('ictip')
    .description('Which category of the international classification (IC-TIP) each code of the facts is.')

  ictip
    .command('export')
    .description('Every code of the facts with its IC-TIP code, empty where it is not mapped, as CSV.')
    .argument('<file>', 'where it is written')
    .option('--language <code>', 'language of the labels: en, fr, es, ar, ru or zh', 'en')
    .action(async (file: string, options: { language: string }) => {
      const language = languages.find(one => one === options.language)
      if (!language)
        throw new Error(`There are no labels in “${options.language}”; choose en, fr, es, ar, ru or zh.`)
      await writeCsv(file, language)
    })

  ictip
    .command('import')
    .description(
      'Enter IC-TIP codes from CSV with the columns code list, code, IC-TIP code: all rows, or none.',
    )
    .argument('<file>', 'the CSV file')
    .option('--reason <text>', 'where the codes come from, or why they change')
    .option('--dry-run', 'read and check the file, change nothing')
    .option('--json', 'print JSON')
    .action(async (file: string, options: ImportOptions) => {
      const bytes = await readFile(file).catch(() => {
        throw new Error(`The file ${file} cannot be read. Look whether it is there and may be read.`)
      })
      const reason = options.reason?.trim() ?? ''
      if (!options.dryRun && reason === '')
        throw new Error('It is not said where the IC-TIP codes come from. Say it with --reason.')
      try {
        const said = await enter(bytes, basename(file), reason, options.dryRun ?? false)
        if (options.json) ground.print(JSON.stringify({ entered: !options.dryRun, ...said }, null, 2))
        else
          ground.print(
            `${said.rows} ${said.rows === 1 ? 'row' : 'rows'} read; ${said.changed} ${said.changed === 1 ? 'code' : 'codes'} ${options.dryRun ? 'would change' : 'changed'}.`,
          )
      } catch (error) {
        if (!(error instanceof Invalid)) throw error
        if (options.json) ground.print(JSON.stringify({ entered: false, problems: error.problems }, null, 2))
        else for (const one of error.problems) ground.complain(sentence(one))
        ground.complain('Nothing was entered.')
        ground.fail()
      }
    })

  async function writeCsv(file: string, language: Language) {
    const codes = await withNode(({ database }) => database.read(nodeCaller('statistics'), icTipCodes))
    await writeFile(file, mappingCsv(codes, factCodelists(codelists), language)).catch(() => {
      throw new Error(`${file} cannot be written; give a path in a folder that is there.`)
    })
    const mapped = [...codes.values()].reduce((sum, of) => sum + of.size, 0)
    ground.complain(`Wrote ${file}; ${mapped === 0 ? 'no code is mapped yet' : `${mapped} mapped`}.`)
  }

  const enter = (bytes: Uint8Array, fileName: string, reason: string, isDry: boolean) =>
    withNode(async ({ database }) => {
      const node = nodeCaller('administration')
      if (!isDry)
        return database.write(node, tx => importMapping(tx, bytes, { actId: randomUUID(), reason, fileName }))
      const { rows, changes } = await database.read(node, tx => checkMappingFile(tx, bytes))
      return { rows: rows.length, changed: changes.length }
    })
}

const sentence = ({ where, what, remedy }: Problem) => `${where}: ${what} ${remedy}`
