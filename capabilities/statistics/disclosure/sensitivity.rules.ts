import type { CubeCell } from './cube.ts'

/** When a count gives away too much of what stands behind it. */
export interface SensitivityRules {
  /** Counts from 1 to threshold - 1 are withheld; 0 is shown. */
  threshold: number
  /** (n, k): the n largest contributors bring more than k per cent of the count. */
  dominance?: { n: number; k: number }
  /** p %: the second largest contributor could tell the largest to within p per cent. */
  percent?: number
}

/** Why a cell is withheld for its own sake, and how far its count must be able to move for an outsider. */
export interface Sensitivity {
  why: 'small' | 'dominance' | 'percent'
  /** Length of the range that everybody must be left with. */
  range: number
  /** How far above and below the true count that range must reach at least. */
  reach: number
}

/**
 * Judges a cell.
 * @returns undefined where it may be shown for its own sake
 * @see Hundepool and others 2010, Handbook on Statistical Disclosure Control, sections 4.2.1 to 4.2.3: sensitivity
 * measures, and the protection levels that follow from them
 */
export function sensitivityOf(cell: CubeCell, rules: SensitivityRules): Sensitivity | undefined {
  const { threshold, dominance, percent } = rules
  if (cell.count === 0) return undefined
  if (Math.abs(cell.count) < threshold) return { why: 'small', range: threshold, reach: 0 }
  const shares = Object.values(cell.contributors ?? {}).sort((a, b) => b - a)
  if (shares.length === 0) return undefined
  if (percent !== undefined) {
    const [first = 0, second = 0] = shares
    const reach = (percent / 100) * first - (cell.count - first - second)
    if (reach > 0)
      return { why: 'percent', range: Math.max(threshold, 2 * Math.ceil(reach)), reach: Math.ceil(reach) }
  }
  if (dominance) {
    const largest = shares.slice(0, dominance.n).reduce((a, n) => a + n, 0)
    const reach = (100 / dominance.k) * largest - cell.count
    if (reach > 0)
      return { why: 'dominance', range: Math.max(threshold, 2 * Math.ceil(reach)), reach: Math.ceil(reach) }
  }
  return undefined
}

/** The contributors of each cell, where the table gives them for its cells. */
export function contributorsOf(cells: readonly CubeCell[]): string[] {
  const names = new Set<string>()
  for (const cell of cells) for (const name of Object.keys(cell.contributors ?? {})) names.add(name)
  return [...names].sort()
}
