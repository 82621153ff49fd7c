import { cellsOf } from './coded-table.ts'
import { type JunctionTree, junctionTree } from './junction-tree.ts'

/** Noisy counts of some columns, as they were paid for. */
export interface Measurement {
  /** Columns in rising order. */
  columns: readonly number[]
  counts: Float64Array
  /** One over the variance of the noise of each cell. */
  weights: Float64Array
}

interface Clique {
  columns: number[]
  cells: number
  parent: number
  /** Potentials, and after calibration the expected counts. */
  potential: Float64Array
  belief: Float64Array
  /** For every cell the cell of the table shared with the parent; and of the parent's cells. */
  up: Int32Array
  parentUp: Int32Array
  message: Float64Array
  measured: { of: Measurement; map: Int32Array; estimate: Float64Array }[]
}

/**
 * The distribution of highest entropy among those that fit noisy counts best, as a product of potentials on the cliques
 * of a junction tree.
 * @see McKenna, Sheldon, Miklau 2019, arXiv:1901.09136, algorithm 2
 */
export class GraphicalModel {
  readonly sizes: readonly number[]
  /** Rows that the expected counts add up to. */
  readonly total: number
  readonly tree: JunctionTree
  readonly #cliques: Clique[]
  #step: number

  constructor(sizes: readonly number[], total: number, measurements: readonly Measurement[]) {
    this.sizes = sizes
    this.total = total
    this.tree = junctionTree(
      sizes,
      measurements.map(m => m.columns),
    )
    this.#cliques = this.tree.cliques.map(({ columns, parent, shared }) => {
      const cells = cellsOf(columns.map(c => sizes[c]!))
      return {
        columns,
        cells,
        parent,
        potential: new Float64Array(cells).fill(1),
        belief: new Float64Array(cells),
        up: projection(sizes, columns, shared),
        parentUp:
          parent < 0 ? new Int32Array(0) : projection(sizes, this.tree.cliques[parent]!.columns, shared),
        message: new Float64Array(cellsOf(shared.map(c => sizes[c]!))),
        measured: [],
      }
    })
    let heaviest = 0
    for (const of of measurements) {
      const clique = this.#cliqueOf(of.columns)!
      clique.measured.push({
        of,
        map: projection(sizes, clique.columns, of.columns),
        estimate: new Float64Array(of.counts.length),
      })
      heaviest = Math.max(heaviest, ...of.weights)
    }
    this.#step = 1 / (heaviest * Math.max(1, total) || 1)
    this.#calibrate()
  }

  #cliqueOf(columns: readonly number[]): Clique | undefined {
    let best: Clique | undefined
    for (const clique of this.#cliques)
      if (columns.every(c => clique.columns.includes(c)) && (!best || clique.cells < best.cells))
        best = clique
    return best
  }

  /** Takes over what another model over the same columns has learned where its cliques lie within those of this one. */
  learnFrom(other: GraphicalModel): void {
    for (const from of other.#cliques) {
      const to = this.#cliqueOf(from.columns)
      if (!to) continue
      const map = projection(this.sizes, to.columns, from.columns)
      const { potential } = to
      for (let i = 0; i < potential.length; i++) potential[i]! *= from.potential[map[i]!]!
    }
    this.#calibrate()
  }

  /**
   * Fits the measurements by entropic mirror descent whose step grows while it helps and shrinks when it does not.
   * @returns how badly the measurements are fitted: half the weighted sum of squares
   */
  fit(stepsMax: number): number {
    let loss = this.#estimate()
    let still = 0
    for (let step = 0; step < stepsMax && still < 5; step++) {
      const kept = this.#cliques.map(c => c.potential.slice())
      this.#descend()
      this.#calibrate()
      const next = this.#estimate()
      if (next <= loss) {
        still = loss - next < 1e-6 * loss ? still + 1 : 0
        loss = next
        this.#step *= 1.2
      } else {
        for (const [i, c] of this.#cliques.entries()) c.potential.set(kept[i]!)
        this.#calibrate()
        this.#estimate()
        this.#step /= 2
        if (this.#step < 1e-30) break
      }
    }
    return loss
  }

  /** Expected counts of any columns. @returns undefined when they do not lie within one clique */
  marginalWithin(columns: readonly number[]): Float64Array | undefined {
    const clique = this.#cliqueOf(columns)
    if (!clique) return undefined
    const sums = new Float64Array(cellsOf(columns.map(c => this.sizes[c]!)))
    const map = projection(this.sizes, clique.columns, columns)
    for (let i = 0; i < map.length; i++) sums[map[i]!]! += clique.belief[i]!
    return sums
  }

  /** Expected counts of any two columns, the first below the second; carried along the tree where cliques are apart. */
  marginal([a, b]: readonly [number, number]): Float64Array {
    const within = this.marginalWithin([a, b])
    if (within) return within
    // Carried is the column with fewer values.
    const [carried, sought] = this.sizes[a]! <= this.sizes[b]! ? [a, b] : [b, a]
    const path = this.#pathBetween(carried, sought)
    const width = this.sizes[carried]!
    let known = new Float64Array(0)
    for (const [k, at] of path.entries()) {
      const { columns, belief } = this.#cliques[at]!
      const next = path[k + 1]
      const onward = next === undefined ? [sought] : this.#sharedOf(at, next)
      const to = projection(this.sizes, columns, onward)
      const sums = new Float64Array(width * cellsOf(onward.map(c => this.sizes[c]!)))
      const height = sums.length / width
      if (k === 0) {
        const of = projection(this.sizes, columns, [carried])
        for (let i = 0; i < belief.length; i++) sums[of[i]! * height + to[i]!]! += belief[i]!
      } else {
        const shared = this.#sharedOf(path[k - 1]!, at)
        const from = projection(this.sizes, columns, shared)
        const before = known.length / width
        const whole = new Float64Array(before)
        for (let i = 0; i < belief.length; i++) whole[from[i]!]! += belief[i]!
        for (let v = 0; v < width; v++)
          for (let i = 0; i < belief.length; i++) {
            const given = known[v * before + from[i]!]!
            if (given > 0 && belief[i]! > 0)
              sums[v * height + to[i]!]! += (given * belief[i]!) / whole[from[i]!]!
          }
      }
      known = sums
    }
    if (carried === a) return known
    const turned = new Float64Array(known.length)
    const height = this.sizes[a]!
    for (let v = 0; v < width; v++)
      for (let w = 0; w < height; w++) turned[w * width + v] = known[v * height + w]!
    return turned
  }

  #sharedOf(one: number, other: number): number[] {
    return this.tree.cliques[this.tree.cliques[one]!.parent === other ? one : other]!.shared
  }

  /** Cliques from one that holds a column to the nearest that holds another. */
  #pathBetween(from: number, to: number): number[] {
    const cliques = this.tree.cliques
    const around = (at: number) => [
      ...(cliques[at]!.parent < 0 ? [] : [cliques[at]!.parent]),
      ...[...cliques.keys()].filter(k => cliques[k]!.parent === at),
    ]
    const cameFrom = new Map<number, number>()
    const queue = [...cliques.keys()].filter(k => cliques[k]!.columns.includes(from))
    for (const start of queue) cameFrom.set(start, -1)
    for (let at = queue.shift(); at !== undefined; at = queue.shift()) {
      if (cliques[at]!.columns.includes(to)) {
        const path: number[] = []
        for (let k = at; k >= 0; k = cameFrom.get(k)!) path.unshift(k)
        return path
      }
      for (const next of around(at))
        if (!cameFrom.has(next)) {
          cameFrom.set(next, at)
          queue.push(next)
        }
    }
    throw new Error('The cliques of a model are connected.')
  }

  /** The cliques in an order in which parents come first, with their expected counts. */
  *cliques(): Generator<{ columns: readonly number[]; counts: Float64Array }> {
    for (const { columns, belief } of this.#cliques) yield { columns, counts: belief }
  }

  #descend(): void {
    for (const clique of this.#cliques) {
      for (const { of, map, estimate } of clique.measured) {
        const factor = estimate.map((mean, i) =>
          Math.exp(Math.max(-30, Math.min(30, -this.#step * of.weights[i]! * (mean - of.counts[i]!)))),
        )
        const { potential } = clique
        for (let i = 0; i < potential.length; i++) potential[i]! *= factor[map[i]!]!
      }
      tame(clique.potential)
    }
  }

  #estimate(): number {
    let loss = 0
    for (const { belief, measured } of this.#cliques)
      for (const { of, map, estimate } of measured) {
        estimate.fill(0)
        for (let i = 0; i < map.length; i++) estimate[map[i]!]! += belief[i]!
        for (let i = 0; i < estimate.length; i++)
          loss += 0.5 * of.weights[i]! * (estimate[i]! - of.counts[i]!) ** 2
      }
    return loss
  }

  /** Belief propagation: from the leaves to the root and back, in products of plain numbers. */
  #calibrate(): void {
    const cliques = this.#cliques
    for (const clique of cliques) clique.belief.set(clique.potential)
    for (let k = cliques.length - 1; k > 0; k--) {
      const { belief, up, message, parent, parentUp } = cliques[k]!
      message.fill(0)
      for (let i = 0; i < belief.length; i++) message[up[i]!]! += belief[i]!
      normalise(message)
      const above = cliques[parent]!.belief
      for (let i = 0; i < above.length; i++) above[i]! *= message[parentUp[i]!]!
    }
    const root = cliques[0]!.belief
    let sum = 0
    for (let i = 0; i < root.length; i++) sum += root[i]!
    for (let i = 0; i < root.length; i++) root[i]! *= this.total / sum
    for (let k = 1; k < cliques.length; k++) {
      const { belief, up, message, parent, parentUp } = cliques[k]!
      const above = cliques[parent]!.belief
      const wanted = new Float64Array(message.length)
      for (let i = 0; i < above.length; i++) wanted[parentUp[i]!]! += above[i]!
      const have = new Float64Array(message.length)
      for (let i = 0; i < belief.length; i++) have[up[i]!]! += belief[i]!
      for (let j = 0; j < wanted.length; j++) wanted[j] = have[j]! > 0 ? wanted[j]! / have[j]! : 0
      for (let i = 0; i < belief.length; i++) belief[i]! *= wanted[up[i]!]!
    }
  }
}

/** Keeps potentials where their products can be written as plain numbers. */
function tame(potential: Float64Array): void {
  const max = normalise(potential)
  if (max > 0) for (let i = 0; i < potential.length; i++) if (potential[i]! < 1e-60) potential[i] = 1e-60
}

function normalise(values: Float64Array): number {
  let max = 0
  for (let i = 0; i < values.length; i++) if (values[i]! > max) max = values[i]!
  if (max > 0) for (let i = 0; i < values.length; i++) values[i]! /= max
  return max
}

/** For every cell of a table of columns, the cell of the table of some of them. */
export function projection(
  sizes: readonly number[],
  columns: readonly number[],
  some: readonly number[],
): Int32Array {
  const map = new Int32Array(cellsOf(columns.map(c => sizes[c]!)))
  let block = map.length
  for (const column of columns) {
    const size = sizes[column]!
    block /= size
    const place = some.indexOf(column)
    if (place < 0) continue
    const stride = cellsOf(some.slice(place + 1).map(c => sizes[c]!))
    for (let i = 0; i < map.length; i++) map[i]! += (Math.floor(i / block) % size) * stride
  }
  return map
}
