import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { estimatePopulation } from '#capabilities/statistics/estimation/estimate.ts'
import { readCaptureFile } from '#capabilities/statistics/estimation/estimation.commands.ts'

const published = [
  { file: 'UKdat_5.csv', estimate: 11_313, lower: 9_884, upper: 13_027 },
  { file: 'NewOrl_5.csv', estimate: 1_034, lower: 658, upper: 1_709 },
]
const folder = join(import.meta.dirname, '../../shared/data/mse')
const count = (n: number) => n.toLocaleString('en')

/** Estimates from published overlaps beside the figures that were printed for them. */
export async function bench(): Promise<void> {
  for (const { file, ...printed } of published) {
    const path = join(folder, file)
    if (!existsSync(path)) {
      console.log(`${file} is not here: nothing measured.`)
      continue
    }
    const table = await readCaptureFile(path)
    const from = performance.now()
    const { estimate, lower, upper, terms } = await estimatePopulation(table, 0.02)
    const equal = estimate === printed.estimate && lower === printed.lower && upper === printed.upper
    console.log(
      `${file}: ${count(estimate)} (${count(lower)} to ${count(upper)}), ${terms.length} two-list effects, in ${(performance.now() - from).toFixed(0)} ms; published ${count(printed.estimate)} (${count(printed.lower)} to ${count(printed.upper)}): ${equal ? 'equal' : 'DIFFERENT'}`,
    )
  }
}
