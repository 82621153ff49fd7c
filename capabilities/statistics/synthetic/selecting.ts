import { cellsOf } from './coded-table.ts'
import { junctionTree } from './junction-tree.ts'

/** Two columns whose joint counts could be measured. */
export interface Candidate {
  columns: readonly [number, number]
  cells: number
  /** How far the model's counts are from the true ones, added up; noisy, since it was paid for. */
  error: number
}

/** What is to be measured next, with the variance of its noise relative to the others'. */
export interface Choice {
  candidate: Candidate
  /** Its part of the budget. */
  part: number
  /** Whether it fits into the model; the others are only matched by the rows. */
  inModel: boolean
}

/** Mean distance of Gaussian noise from zero, in standard deviations. */
const meanDistance = Math.sqrt(2 / Math.PI)

/**
 * Parts of the budget by which the noise added up over all tables is least: in proportion to cells^(2/3).
 * @see Zhang et al. 2021, PrivSyn, USENIX Security, section 3.3
 */
export function budgetParts(cells: readonly number[]): number[] {
  const powers = cells.map(n => n ** (2 / 3))
  const sum = powers.reduce((a, b) => a + b, 0)
  return powers.map(p => p / sum)
}

/** How far the noise alone would move a table of so many cells. */
const noiseError = (cells: number, rho: number) => meanDistance * cells * Math.sqrt(1 / (2 * rho))

/** All noise of measuring these tables with a budget. */
function noiseErrors(chosen: readonly Candidate[], rho: number): number {
  const parts = budgetParts(chosen.map(c => c.cells))
  return chosen.reduce((sum, c, i) => sum + noiseError(c.cells, rho * parts[i]!), 0)
}

/**
 * Chooses pairs one by one, the most helpful first, as long as what the measured ones no longer miss outweighs the noise
 * that is spread over all of them.
 * @param rho budget for measuring them, in ρ
 * @param spanning only pairs between columns that are not yet connected
 */
export function choosePairs(candidates: readonly Candidate[], rho: number, spanning: boolean): Candidate[] {
  const chosen: Candidate[] = []
  const connected = new Map<number, number>()
  const rootOf = (c: number): number => {
    const above = connected.get(c) ?? c
    return above === c ? c : rootOf(above)
  }
  let left = [...candidates]
  for (;;) {
    const before = noiseErrors(chosen, rho)
    let best: Candidate | undefined
    let bestGain = 0
    for (const candidate of left) {
      if (spanning && rootOf(candidate.columns[0]) === rootOf(candidate.columns[1])) continue
      const gain = candidate.error - (noiseErrors([...chosen, candidate], rho) - before)
      if (gain > bestGain) {
        best = candidate
        bestGain = gain
      }
    }
    if (!best) return chosen
    chosen.push(best)
    left = left.filter(c => c !== best)
    connected.set(rootOf(best.columns[0]), rootOf(best.columns[1]))
  }
}

/**
 * Says which of the chosen pairs the model can take, the first ones first, while its cliques stay under a size.
 * @param taken pairs that are in the model already
 */
export function fitIntoModel(
  sizes: readonly number[],
  taken: readonly (readonly number[])[],
  chosen: readonly Candidate[],
  cellsMax: number,
): Choice[] {
  const parts = budgetParts(chosen.map(c => c.cells))
  const inside = [...taken]
  return chosen.map((candidate, i) => {
    const inModel = junctionTree(sizes, [...inside, candidate.columns]).cells <= cellsMax
    if (inModel) inside.push(candidate.columns)
    return { candidate, part: parts[i]!, inModel }
  })
}

export const pairCells = (sizes: readonly number[], columns: readonly number[]): number =>
  cellsOf(columns.map(c => sizes[c]!))
