import type { Highs } from 'highs'
import loadHighs from 'highs'
import type { Model } from './log-linear.ts'

// The package's types describe its CommonJS face; under import the default export is the loader itself.
const load = loadHighs as unknown as () => Promise<Highs>
let loaded: Promise<Highs> | undefined

/** What stands between a model and an estimate. */
export interface Existence {
  /** The likelihood has a maximum at finite parameters. */
  finite: boolean
  /** Only one set of parameters fits as well. */
  identifiable: boolean
}

/**
 * Whether the maximum likelihood estimate exists and is the only one: the counts' sums by parameter must be reachable
 * by expected counts that are all above zero, and the design must have full column rank.
 * @see Fienberg, Rinaldo 2012, Annals of Statistics 40, section 3; Chan, Silverman, Vincent 2021, section 3.3
 */
export async function checkExistence(model: Model): Promise<Existence> {
  return {
    finite: await hasFiniteEstimate(model),
    identifiable: rankOf(model.design) === model.design[0]!.length,
  }
}

/** Rank of a matrix of zeros and ones, by elimination with whole numbers modulo two large primes. */
export function rankOf(matrix: readonly (readonly number[])[]): number {
  return Math.max(rankModulo(matrix, 33_554_393), rankModulo(matrix, 67_108_859))
}

function rankModulo(matrix: readonly (readonly number[])[], prime: number): number {
  const rows = matrix.map(row => row.map(x => ((x % prime) + prime) % prime))
  let rank = 0
  for (let column = 0; column < (rows[0]?.length ?? 0); column++) {
    const pivot = rows.findIndex((row, i) => i >= rank && row[column] !== 0)
    if (pivot < 0) continue
    ;[rows[rank], rows[pivot]] = [rows[pivot]!, rows[rank]!]
    const inverse = powerModulo(rows[rank]![column]!, prime - 2, prime)
    for (let i = rank + 1; i < rows.length; i++) {
      const factor = Number((BigInt(rows[i]![column]!) * BigInt(inverse)) % BigInt(prime))
      if (factor === 0) continue
      rows[i] = rows[i]!.map((x, k) => (((x - factor * rows[rank]![k]!) % prime) + prime) % prime)
    }
    rank++
  }
  return rank
}

function powerModulo(base: number, exponent: number, prime: number): number {
  let [power, left, result] = [BigInt(base), BigInt(exponent), 1n]
  for (; left > 0n; left >>= 1n) {
    if (left & 1n) result = (result * power) % BigInt(prime)
    power = (power * power) % BigInt(prime)
  }
  return Number(result)
}

/** Maximises the smallest expected count over all that have the same sums as the counts; above zero means it exists. */
async function hasFiniteEstimate({ design, counts }: Model): Promise<boolean> {
  loaded ??= load()
  const highs = await loaded
  const cells = design.length
  const starts = [0]
  const indices: number[] = []
  const values: number[] = []
  const lower: number[] = []
  const upper: number[] = []
  const addRow = (entries: readonly (readonly [number, number])[], low: number, high: number) => {
    for (const [index, value] of entries) {
      indices.push(index)
      values.push(value)
    }
    starts.push(indices.length)
    lower.push(low)
    upper.push(high)
  }
  for (const k of design[0]!.keys()) {
    const sum = counts.reduce((total, count, i) => total + count * design[i]![k]!, 0)
    addRow(
      design.flatMap((row, i) => (row[k] === 0 ? [] : [[i, row[k]!] as const])),
      sum,
      sum,
    )
  }
  for (let i = 0; i < cells; i++)
    addRow(
      [
        [i, 1],
        [cells, -1],
      ],
      0,
      highs.infinity,
    )
  const numCols = cells + 1
  const numRows = lower.length
  return highs.withModel(
    {
      numCols,
      numRows,
      colCost: Float64Array.from({ length: numCols }, (_, i) => (i === cells ? -1 : 0)),
      colLower: new Float64Array(numCols),
      colUpper: new Float64Array(numCols).fill(highs.infinity),
      rowLower: Float64Array.from(lower),
      rowUpper: Float64Array.from(upper),
      matrix: {
        format: 'csr' as const,
        numRows,
        numCols,
        starts: Int32Array.from(starts),
        indices: Int32Array.from(indices),
        values: Float64Array.from(values),
      },
    },
    solver => {
      solver.options.set('output_flag', false)
      solver.run()
      if (solver.getModelStatus() !== highs.constants.modelStatus.optimal) return false
      return -solver.getObjectiveValue() > 1e-7
    },
  )
}
