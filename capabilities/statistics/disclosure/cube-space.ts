import { type CubeTable, cellName } from './cube.ts'

/** A dimension as numbers: node 0 is the total, every other node has a parent. */
export interface Axis {
  name: string
  codes: string[]
  parent: Int32Array
  /** Leaves under each node, itself if it is one. */
  leaves: number[][]
  /** For every node, itself and what stands above it, the total last. */
  chain: number[][]
}

/**
 * How counts can shift along one dimension so that no sum over it changes unseen: nodes, and +1 or -1 for each. A
 * contrast takes from one leaf what it gives to another, up to where their branches meet; a path adds to one leaf and
 * to all above it.
 */
export interface Pattern {
  nodes: Int32Array
  signs: Int8Array
}

const contrastsMax = 80
const pathsMax = 64

/**
 * Linked tables in one space: every dimension that any of them has. A table stands in it where the dimensions that it
 * lacks are at their total, so cells that tables share coincide.
 */
export class CubeSpace {
  readonly axes: Axis[]
  readonly strides: number[]
  readonly counts: Float64Array
  /** Name of each cell, as `cellName` gives it. */
  readonly names: string[]
  /** For each table its cells, in the table's order. */
  readonly tables: Int32Array[]
  /** Cell of a place in the space. */
  readonly #cellAt: Int32Array | Map<number, number>
  readonly #placeOf: Float64Array
  readonly #patterns = new Map<number, Pattern[]>()
  readonly #weights: Float64Array[]

  constructor(tables: readonly CubeTable[]) {
    this.axes = joinedAxes(tables)
    this.strides = this.axes.map((_, i) => this.axes.slice(i + 1).reduce((n, a) => n * a.codes.length, 1))
    const size = this.axes.reduce((n, a) => n * a.codes.length, 1)
    if (size > Number.MAX_SAFE_INTEGER)
      throw new Error('The tables have too many dimensions together; protect fewer at a time.')
    this.#cellAt = size <= 4_000_000 ? new Int32Array(size).fill(-1) : new Map()
    const counts: number[] = []
    const places: number[] = []
    this.names = []
    this.tables = tables.map(({ dimensions, cells }) => {
      const axisOf = dimensions.map(d => this.axes.findIndex(a => a.name === d.name))
      const nodeOf = dimensions.map((d, i) => {
        const axis = this.axes[axisOf[i]!]!
        return new Map(d.codes.map(c => [c, c === d.total ? 0 : axis.codes.indexOf(c, 1)]))
      })
      return Int32Array.from(cells, cell => {
        let place = 0
        for (let i = 0; i < dimensions.length; i++)
          place += nodeOf[i]!.get(cell.key[i]!)! * this.strides[axisOf[i]!]!
        const known = this.cellAt(place)
        if (known >= 0) return known
        const index = counts.push(cell.count) - 1
        places.push(place)
        this.names.push(cellName(dimensions, cell.key))
        if (this.#cellAt instanceof Map) this.#cellAt.set(place, index)
        else this.#cellAt[place] = index
        return index
      })
    })
    this.counts = Float64Array.from(counts)
    this.#placeOf = Float64Array.from(places)
    this.#weights = this.axes.map((axis, i) =>
      Float64Array.from(axis.codes, (_, node) => {
        const cell = this.cellAt(node * this.strides[i]!)
        return cell < 0 ? 1 : this.counts[cell]!
      }),
    )
  }

  /** The cell at a place, or -1 where no table shows one. */
  cellAt(place: number): number {
    return this.#cellAt instanceof Map ? (this.#cellAt.get(place) ?? -1) : this.#cellAt[place]!
  }

  placeOf(cell: number): number {
    return this.#placeOf[cell]!
  }

  /** The node of a cell on an axis. */
  nodeOf(cell: number, axis: number): number {
    return Math.floor(this.#placeOf[cell]! / this.strides[axis]!) % this.axes[axis]!.codes.length
  }

  /** How far a cell stands under the grand total, all dimensions together. */
  depthOf(cell: number): number {
    let depth = 0
    for (let i = 0; i < this.axes.length; i++) depth += this.axes[i]!.chain[this.nodeOf(cell, i)]!.length - 1
    return depth
  }

  /** In how many dimensions a cell is not a total. */
  detailOf(cell: number): number {
    let detail = 0
    for (let i = 0; i < this.axes.length; i++) if (this.nodeOf(cell, i) !== 0) detail++
    return detail
  }

  /** The patterns that move a node up, the most promising first: few nodes, and counts that can give. */
  patterns(axis: number, node: number): readonly Pattern[] {
    const key = node * this.axes.length + axis
    let patterns = this.#patterns.get(key)
    if (!patterns) {
      patterns = patternsOf(this.axes[axis]!, node, this.#weights[axis]!)
      this.#patterns.set(key, patterns)
    }
    return patterns
  }
}

function patternsOf({ chain, leaves }: Axis, node: number, weight: Float64Array): Pattern[] {
  const ranked = (nodes: readonly number[]) => [...nodes].sort((a, b) => weight[b]! - weight[a]! || a - b)
  const own = ranked(leaves[node]!)
  const paths = own.slice(0, pathsMax).map(leaf => ({
    nodes: Int32Array.from(chain[leaf]!),
    signs: new Int8Array(chain[leaf]!.length).fill(1),
  }))
  if (node === 0) return paths
  const contrasts: { pattern: Pattern; size: number; rank: number }[] = []
  const others = ranked(leaves[0]!.filter(leaf => !chain[leaf]!.includes(node)))
  for (const [i, leaf] of own.slice(0, 6).entries())
    for (const [j, other] of others.entries()) {
      const up = chain[leaf]!.filter(n => !chain[other]!.includes(n))
      const down = chain[other]!.filter(n => !chain[leaf]!.includes(n))
      const signs = new Int8Array(up.length + down.length).fill(1, 0, up.length).fill(-1, up.length)
      contrasts.push({
        pattern: { nodes: Int32Array.from([...up, ...down]), signs },
        size: signs.length,
        rank: i + j,
      })
    }
  contrasts.sort((a, b) => a.size - b.size || a.rank - b.rank)
  return [...contrasts.slice(0, contrastsMax).map(c => c.pattern), ...paths]
}

function joinedAxes(tables: readonly CubeTable[]): Axis[] {
  const joined = new Map<string, { codes: Set<string>; parents: Map<string, string | undefined> }>()
  for (const { dimensions } of tables)
    for (const dimension of dimensions) {
      const known = joined.get(dimension.name) ?? { codes: new Set<string>(), parents: new Map() }
      for (const code of dimension.codes) {
        if (code === dimension.total) continue
        known.codes.add(code)
        const parent = dimension.parents?.[code]
        known.parents.set(code, parent === dimension.total ? undefined : parent)
      }
      joined.set(dimension.name, known)
    }
  return [...joined].map(([name, { codes, parents }]) => axisOf(name, [...codes], parents))
}

function axisOf(name: string, codes: readonly string[], parents: Map<string, string | undefined>): Axis {
  const all = ['', ...codes]
  const place = new Map(all.map((code, i) => [code, i]))
  const parent = Int32Array.from(all, (code, i) => (i === 0 ? -1 : (place.get(parents.get(code) ?? '') ?? 0)))
  const chain = all.map((_, i) => {
    const up: number[] = []
    for (let node = i; node >= 0; node = parent[node]!) up.push(node)
    return up
  })
  const hasChild = new Uint8Array(all.length)
  for (const above of parent) if (above >= 0) hasChild[above] = 1
  const leaves = all.map((): number[] => [])
  all.forEach((_, i) => {
    if (!hasChild[i]) for (const node of chain[i]!) leaves[node]!.push(i)
  })
  return { name, codes: all, parent, leaves, chain }
}
