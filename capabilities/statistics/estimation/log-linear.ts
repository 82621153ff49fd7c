import type { CaptureTable } from './capture-table.ts'

/** A two-list effect: the positions of its lists, the smaller first. */
export type Pair = readonly [number, number]

/**
 * A Poisson log-linear model of capture histories with main effects and some two-list effects. Where the lists of an
 * effect share nobody, its parameter goes to minus infinity: the histories that hold both lists leave the fit.
 */
export interface Model {
  /** One row per history kept, one column per parameter: intercept, lists, effects of overlapping lists. */
  design: number[][]
  counts: number[]
  /** Bit j is set when the history holds list j. */
  codes: number[]
  /** Effects with a column, in the order of the columns after the lists. */
  finite: Pair[]
  /** Effects whose lists share nobody. */
  empty: Pair[]
}

export const hasPair = (code: number, [a, b]: Pair): boolean => ((code >> a) & (code >> b) & 1) === 1

/** Counts of all histories but that of the unseen, by code from 1 to 2^lists - 1; those not given are zero. */
export function countsByCode({ lists, histories }: CaptureTable): Float64Array {
  const counts = new Float64Array(2 ** lists.length)
  for (const { on, count } of histories) counts[on.reduce((code, mark, j) => code | (mark << j), 0)]! += count
  return counts
}

/** How many persons are on both lists, whatever else they are on. */
export const overlapOf = (counts: Float64Array, pair: Pair): number =>
  counts.reduce((sum, count, code) => (hasPair(code, pair) ? sum + count : sum), 0)

/** @see Chan, Silverman, Vincent 2021, arXiv:1902.05156, section 3.2: extended maximum likelihood for empty overlaps */
export function buildModel(lists: number, counts: Float64Array, effects: readonly Pair[]): Model {
  const empty = effects.filter(pair => overlapOf(counts, pair) === 0)
  const finite = effects.filter(pair => overlapOf(counts, pair) > 0)
  const codes: number[] = []
  for (let code = 1; code < counts.length; code++)
    if (!empty.some(pair => hasPair(code, pair))) codes.push(code)
  return {
    codes,
    finite,
    empty,
    counts: codes.map(code => counts[code]!),
    design: codes.map(code => [
      1,
      ...Array.from({ length: lists }, (_, j) => (code >> j) & 1),
      ...finite.map(pair => (hasPair(code, pair) ? 1 : 0)),
    ]),
  }
}

/** A fitted model: coefficients in the order of the design's columns, and expected counts in that of its rows. */
export interface Fit {
  coefficients: number[]
  /** Standard error of the intercept, from the inverse information. */
  interceptError: number
  expected: number[]
  deviance: number
}

const stepsMax = 100

/**
 * Maximum likelihood by iteratively reweighted least squares.
 * @returns undefined when the equations cannot be solved or the steps do not settle
 */
export function fitPoisson({ design, counts }: Pick<Model, 'design' | 'counts'>): Fit | undefined {
  let expected = counts.map(count => count + 0.1)
  let before = Number.POSITIVE_INFINITY
  for (let step = 0; step < stepsMax; step++) {
    const factor = choleskyOf(crossproduct(design, expected))
    if (!factor) return undefined
    const working = expected.map((mean, i) => Math.log(mean) + (counts[i]! - mean) / mean)
    const right = design[0]!.map((_, k) => sumOver(design, (row, i) => row[k]! * expected[i]! * working[i]!))
    const coefficients = solveCholesky(factor, right)
    expected = design.map(row => Math.exp(row.reduce((sum, x, k) => sum + x * coefficients[k]!, 0)))
    if (expected.some(mean => !Number.isFinite(mean))) return undefined
    const deviance = devianceOf(counts, expected)
    if (Math.abs(deviance - before) < 1e-12 * (Math.abs(deviance) + 1)) {
      const information = choleskyOf(crossproduct(design, expected))
      if (!information) return undefined
      const first = solveCholesky(
        information,
        design[0]!.map((_, k) => (k === 0 ? 1 : 0)),
      )
      return { coefficients, interceptError: Math.sqrt(first[0]!), expected, deviance }
    }
    before = deviance
  }
  return undefined
}

const sumOver = (design: readonly number[][], value: (row: number[], i: number) => number) =>
  design.reduce((sum, row, i) => sum + value(row, i), 0)

const crossproduct = (design: readonly number[][], weights: readonly number[]): number[][] =>
  design[0]!.map((_, k) =>
    design[0]!.map((_, l) => sumOver(design, (row, i) => row[k]! * row[l]! * weights[i]!)),
  )

function devianceOf(counts: readonly number[], expected: readonly number[]): number {
  return (
    2 *
    counts.reduce((sum, count, i) => {
      const mean = expected[i]!
      return sum + (count > 0 ? count * Math.log(count / mean) : 0) - (count - mean)
    }, 0)
  )
}

/** Lower triangle L with L Lᵀ = matrix; undefined when the matrix is not positive definite. */
function choleskyOf(matrix: readonly number[][]): number[][] | undefined {
  const size = matrix.length
  const lower: number[][] = Array.from({ length: size }, () => new Array<number>(size).fill(0))
  for (let i = 0; i < size; i++)
    for (let j = 0; j <= i; j++) {
      let rest = matrix[i]![j]!
      for (let k = 0; k < j; k++) rest -= lower[i]![k]! * lower[j]![k]!
      if (i !== j) lower[i]![j] = rest / lower[j]![j]!
      else if (rest > 1e-12 * matrix[i]![i]!) lower[i]![i] = Math.sqrt(rest)
      else return undefined
    }
  return lower
}

function solveCholesky(lower: readonly number[][], right: readonly number[]): number[] {
  const size = right.length
  const half: number[] = []
  for (let i = 0; i < size; i++)
    half.push((right[i]! - half.reduce((sum, x, k) => sum + lower[i]![k]! * x, 0)) / lower[i]![i]!)
  const solution = new Array<number>(size).fill(0)
  for (let i = size - 1; i >= 0; i--) {
    let rest = half[i]!
    for (let k = i + 1; k < size; k++) rest -= lower[k]![i]! * solution[k]!
    solution[i] = rest / lower[i]![i]!
  }
  return solution
}
