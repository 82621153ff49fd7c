import { open, stat } from 'node:fs/promises'
import type { Command } from 'commander'
import { rowsOfCsv } from './capture-csv.ts'
import { bytesMax, CannotEstimate, type CaptureTable, readCaptureTable } from './capture-table.ts'
import { estimatePopulation, pThresholdDefault } from './estimate.ts'
import { estimateAsText } from './estimate-text.ts'

/** Adds `palermo statistics estimate`. */
export function addEstimateCommand(group: Command, { print }: { print(text: string): void }): void {
  group
    .command('estimate')
    .description(
      'Estimate from overlapping lists how many persons there are in all, also those whom nobody saw.',
    )
    .argument('<file>', 'CSV: a column of 0 and 1 per list, and a last column of counts')
    .option(
      '--p-threshold <p>',
      'add a two-list effect when its p-value is under this',
      `${pThresholdDefault}`,
    )
    .option('--json', 'print JSON: estimate, lower, upper, terms')
    .action(async (file: string, options: { pThreshold: string; json?: boolean }) => {
      const table = await readCaptureFile(file)
      const result = await estimatePopulation(table, Number(options.pThreshold || Number.NaN))
      print(options.json ? JSON.stringify(result, null, 2) : estimateAsText(result, table))
    })
}

/**
 * Reads a table of overlaps from a CSV file.
 * @throws CannotEstimate, or an Error in one sentence when the file cannot be read
 */
export async function readCaptureFile(file: string): Promise<CaptureTable> {
  let bytes: number
  let text: string
  try {
    bytes = (await stat(file)).size
    if (bytes > bytesMax) throw new CannotEstimate('too-large', { bytes })
    const handle = await open(file)
    text = await handle.readFile('utf8').finally(() => handle.close())
  } catch (error) {
    if (error instanceof CannotEstimate) throw error
    throw new Error(
      `${file} cannot be read: give the path of a CSV file that is there and that you may read.`,
    )
  }
  return readCaptureTable(rowsOfCsv(text))
}
