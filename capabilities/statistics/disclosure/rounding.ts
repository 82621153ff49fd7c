import { solver } from './audit/program.ts'
import type { CubeTable, ProtectedCube } from './cube.ts'
import { CubeSpace } from './cube-space.ts'

/** A table whose counts are multiples of a base and still add up. */
export interface Rounded {
  tables: ProtectedCube[]
  base: number
  /** Largest distance of a shown count from the true one. */
  farthest: number
  /** True when every count went to one of its two neighbouring multiples and multiples of the base stayed. */
  zeroRestricted: boolean
}

const secondsMax = 30

export interface RoundingOptions {
  /** A number from 0 to less than 1 for each name of a cell: whether it goes up. Without it each goes to the nearest. */
  draw?: (name: string) => number
  /** Counts as they were rounded before, by name of the cell; they are rounded so again. */
  kept?: ReadonlyMap<string, number>
  /** Give up where counts would have to go past their neighbouring multiples. */
  zeroRestricted?: boolean
}

/**
 * Rounds linked tables so that every count is a multiple of the base and every total the sum of its parts.
 * @param base 3 or 5, or any other whole number from 2
 * @returns the rounding nearest to the true counts that the solver finds; first among those in which every count goes to
 * a neighbouring multiple, then among those in which it may go one further
 * @throws Error when none is found in time
 * @see Cox 1987, A constructive procedure for unbiased controlled rounding; Salazar-González 2005, controlled rounding
 * in three and more dimensions, where zero-restricted roundings need not exist
 */
export async function roundCubes(
  tables: readonly CubeTable[],
  base: number,
  { draw, kept, zeroRestricted }: RoundingOptions = {},
): Promise<Rounded> {
  const highs = await solver()
  const space = new CubeSpace(tables)
  const sums = sumsOf(space, tables)
  const wishes = { ups: draw && space.names.map(draw), kept: space.names.map(name => kept?.get(name)) }
  for (const slack of zeroRestricted ? [0] : [0, 1, 3]) {
    const units = solve(highs, space.counts, sums, base, slack, wishes)
    if (!units) continue
    const counts = units.map(n => n * base)
    const farthest = counts.reduce((most, count, i) => Math.max(most, Math.abs(count - space.counts[i]!)), 0)
    return {
      base,
      farthest,
      zeroRestricted: slack === 0,
      tables: tables.map(({ dimensions, cells }, t) => ({
        dimensions,
        cells: cells.map(({ key }, i) => ({
          key,
          status: 'published' as const,
          count: counts[space.tables[t]![i]!]!,
        })),
      })),
    }
  }
  throw new Error(
    `No rounding to multiples of ${base} that adds up was found in ${secondsMax} seconds; use fewer dimensions, or withhold instead.`,
  )
}

interface Sum {
  total: number
  parts: number[]
}

function sumsOf(space: CubeSpace, tables: readonly CubeTable[]): Sum[] {
  const sums = new Map<string, Sum>()
  tables.forEach(({ dimensions }, t) => {
    const cells = space.tables[t]!
    let stride = cells.length
    for (const { codes, total, parents } of dimensions) {
      stride /= codes.length
      const place = new Map(codes.map((code, i) => [code, i]))
      const children = new Map<number, number[]>()
      for (const code of codes) {
        if (code === total) continue
        const parent = place.get(parents?.[code] ?? total)!
        children.set(parent, [...(children.get(parent) ?? []), place.get(code)!])
      }
      for (const [parent, parts] of children)
        for (let outer = 0; outer < cells.length; outer += stride * codes.length)
          for (let inner = 0; inner < stride; inner++) {
            const at = (node: number) => cells[outer + node * stride + inner]!
            const sum = { total: at(parent), parts: parts.map(at) }
            sums.set(`${sum.total}:${sum.parts.join()}`, sum)
          }
    }
  })
  return [...sums.values()]
}

/** Counts in units of the base, or undefined when there is no such rounding or none was found in time. */
function solve(
  highs: Awaited<ReturnType<typeof solver>>,
  counts: Float64Array,
  sums: readonly Sum[],
  base: number,
  slack: number,
  { ups, kept }: { ups: readonly number[] | undefined; kept: readonly (number | undefined)[] },
): Float64Array | undefined {
  const down = counts.map(n => Math.floor(n / base))
  const lower = down.map((n, i) => (kept[i] === undefined ? Math.max(0, n - slack) : kept[i] / base))
  const upper = Float64Array.from(counts, (n, i) =>
    kept[i] === undefined ? Math.ceil(n / base) + slack : kept[i] / base,
  )
  const starts = [0]
  const indices: number[] = []
  const values: number[] = []
  for (const { total, parts } of sums) {
    indices.push(total, ...parts)
    values.push(1, ...parts.map(() => -1))
    starts.push(indices.length)
  }
  const numCols = counts.length
  const numRows = sums.length
  // Up costs what it adds, less what staying down would have taken away: the nearest multiple wins where it can. Where
  // chance decides, a count goes up as often as it is near to going up, so that sums are right on the average.
  const cost = counts.map((n, i) => {
    const over = n - down[i]! * base
    return ups === undefined ? base - 2 * over : ups[i]! * base < over ? -1 : 1
  })
  return highs.withModel(
    {
      numCols,
      numRows,
      colCost: cost,
      colLower: lower,
      colUpper: upper,
      rowLower: new Float64Array(numRows),
      rowUpper: new Float64Array(numRows),
      matrix: {
        format: 'csr' as const,
        numRows,
        numCols,
        starts: Int32Array.from(starts),
        indices: Int32Array.from(indices),
        values: Float64Array.from(values),
      },
      integrality: new Array(numCols).fill(highs.constants.variableType.integer),
    },
    model => {
      model.options.set('output_flag', false)
      model.options.set('time_limit', secondsMax)
      model.options.set('mip_rel_gap', 0.01)
      model.run()
      if (model.info.get('primal_solution_status') !== 2) return undefined
      return model.getSolution().colValue.map(Math.round)
    },
  )
}
