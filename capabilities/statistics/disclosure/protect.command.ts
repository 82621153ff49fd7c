import { readFile, stat } from 'node:fs/promises'
import type { Command } from 'commander'
import type { CommandGround } from '../statistics.commands.ts'
import type { CubeTable, ProtectedCube } from './cube.ts'
import { type ProtectedTables, protectCubes } from './protect-cubes.ts'
import { readCubes } from './read-cube.ts'
import { type Rounded, roundCubes } from './rounding.ts'
import type { SensitivityRules } from './sensitivity.rules.ts'

const bytesMax = 300 * 2 ** 20

interface ProtectOptions {
  threshold: string
  percent?: string
  dominance?: string
  round?: string
  json?: boolean
}

/** Adds `statistics protect`: a table with totals in, the same table without what may not be shown out. */
export function addProtectCommand(group: Command, ground: CommandGround): void {
  group
    .command('protect')
    .description('Withhold small counts of a table and whatever would give them away, and audit the result.')
    .argument('<file>', 'the table as JSON: dimensions and cells, totals included')
    .option('--threshold <n>', 'counts from 1 to one less than this are withheld', '5')
    .option('--percent <p>', 'p % rule, where cells name their contributors')
    .option(
      '--dominance <n,k>',
      'dominance rule, where cells name their contributors: at most k % by n of them',
    )
    .option('--round <base>', 'round to multiples of the base instead, so that totals still add up')
    .option('--json', 'print the cells and the audit as JSON')
    .action(async (file: string, options: ProtectOptions) => {
      const rules = readRules(options)
      const tables = await readTables(file)
      if (options.round !== undefined) {
        const base = wholeNumber(options.round, 2, 1_000, '--round')
        return print(ground, tables, { rounded: await roundCubes(tables, base) }, options.json)
      }
      ground.complain(`Protecting ${cellCount(tables)} cells …`)
      print(ground, tables, { protected: await protectCubes(tables, rules) }, options.json)
    })
}

function readRules(options: ProtectOptions): SensitivityRules {
  const threshold = wholeNumber(options.threshold, 0, 1_000_000, '--threshold')
  if (threshold < 2)
    throw new Error(
      `A threshold of ${threshold} would withhold nothing; give --threshold a whole number from 3, usually 5.`,
    )
  if (threshold === 2)
    throw new Error(
      'With a threshold of 2 every withheld small count would be known to be 1; give --threshold a whole number from 3, usually 5.',
    )
  const rules: SensitivityRules = { threshold }
  if (options.percent !== undefined) rules.percent = wholeNumber(options.percent, 1, 100, '--percent')
  if (options.dominance !== undefined) {
    const [n, k] = options.dominance.split(',')
    rules.dominance = {
      n: wholeNumber(n ?? '', 1, 10, '--dominance'),
      k: wholeNumber(k ?? '', 1, 99, '--dominance'),
    }
  }
  return rules
}

function wholeNumber(text: string, min: number, max: number, option: string): number {
  const value = Number(text)
  if (text.trim() !== '' && Number.isInteger(value) && value >= min && value <= max) return value
  throw new Error(`${option} takes whole numbers from ${min} to ${max}, not “${text}”.`)
}

/** @throws Error in one sentence for each problem, at most 20 */
async function readTables(file: string): Promise<CubeTable[]> {
  const { size } = await stat(file).catch((error: NodeJS.ErrnoException) => {
    throw new Error(
      error.code === 'ENOENT'
        ? `There is no file ${file}; give the path of a table as JSON.`
        : `${file} cannot be read; give the path of a table as JSON.`,
    )
  })
  if (size > bytesMax)
    throw new Error(
      `${file} has ${Math.round(size / 2 ** 20)} MB, more than fit into memory (${bytesMax / 2 ** 20}); use fewer dimensions or coarser codes.`,
    )
  let json: unknown
  try {
    json = JSON.parse((await readFile(file, 'utf8')).replace(/^\uFEFF/, ''))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EISDIR')
      throw new Error(`${file} is a folder; give the path of a table as JSON.`)
    throw new Error(`${file} is not JSON; write the table as {"dimensions": […], "cells": […]}.`)
  }
  const read = readCubes(json)
  if (!read.ok) throw new Error(read.problems.map(p => `${p.what} ${p.remedy}`).join('\n'))
  return read.value
}

function print(
  ground: CommandGround,
  tables: readonly CubeTable[],
  result: { protected: ProtectedTables } | { rounded: Rounded },
  json: boolean | undefined,
): void {
  const out = 'protected' in result ? result.protected.tables : result.rounded.tables
  const about =
    'protected' in result
      ? { audit: result.protected.audit }
      : {
          rounding: {
            base: result.rounded.base,
            zeroRestricted: result.rounded.zeroRestricted,
            farthest: result.rounded.farthest,
          },
        }
  if (json) {
    const [only] = out
    ground.print(JSON.stringify(out.length === 1 ? { ...only, ...about } : { tables: out, ...about }))
    return
  }
  for (const table of out) ground.print(asText(table))
  ground.print(
    'protected' in result
      ? `${cellCount(tables)} cells, ${result.protected.audit.withheld} withheld. ${result.protected.audit.sentence}`
      : `${cellCount(tables)} cells, rounded to multiples of ${result.rounded.base}; none is more than ${result.rounded.farthest} away from what was counted.`,
  )
}

const asText = ({ dimensions, cells }: ProtectedCube): string =>
  [
    [...dimensions.map(d => d.name), 'count', 'status'].join('\t'),
    ...cells.map(({ key, count, status }) => [...key, count ?? '', status].join('\t')),
  ].join('\n')

const cellCount = (tables: readonly CubeTable[]) =>
  tables.reduce((n, t) => n + t.cells.length, 0).toLocaleString('en')
