import { cellsOf } from './coded-table.ts'
import { type GraphicalModel, projection } from './graphical-model.ts'
import { shuffle, sumOf } from './grouping.ts'
import type { Randomness } from './randomness.ts'
import { discreteShare } from './rounding.ts'

/** What the counts of some columns are to come near to, and how much that matters. */
export interface Target {
  columns: readonly number[]
  counts: Float64Array
  weight: number
}

/** Draws rows from a model: clique by clique, each group of equal rows divided in the proportions of the model. */
export function drawRows(model: GraphicalModel, rows: number, random: Randomness): Uint16Array[] {
  const codes = model.sizes.map(() => new Uint16Array(rows))
  const set = new Set<number>()
  for (const { columns, counts } of model.cliques()) {
    const known = columns.filter(c => set.has(c))
    const fresh = columns.filter(c => !set.has(c))
    const map = projection(model.sizes, columns, known)
    const cellsOfGroup = byKey(map, cellsOf(known.map(c => model.sizes[c]!)))
    const keys = new Int32Array(rows)
    for (const c of known) for (let i = 0; i < rows; i++) keys[i] = keys[i]! * model.sizes[c]! + codes[c]![i]!
    for (const [key, members] of byKey(keys, cellsOfGroup.length).entries()) {
      if (members.length === 0) continue
      const cells = cellsOfGroup[key]!
      const weights = Float64Array.from(cells, cell => counts[cell]!)
      if (!(sumOf(weights) > 0)) weights.fill(1)
      const shares = discreteShare(weights, members.length, random)
      shuffle(members, random)
      let next = 0
      for (let k = 0; k < cells.length; k++)
        for (let n = 0; n < shares[k]!; n++)
          write(codes, model.sizes, columns, fresh, cells[k]!, members[next++]!)
    }
    for (const c of fresh) set.add(c)
  }
  return codes
}

function write(
  codes: readonly Uint16Array[],
  sizes: readonly number[],
  columns: readonly number[],
  fresh: readonly number[],
  cell: number,
  row: number,
) {
  let rest = cell
  for (let k = columns.length - 1; k >= 0; k--) {
    const column = columns[k]!
    if (fresh.includes(column)) codes[column]![row] = rest % sizes[column]!
    rest = Math.floor(rest / sizes[column]!)
  }
}

/** Positions by key, each list in rising order. */
function byKey(keys: Int32Array, size: number): Uint32Array[] {
  const starts = new Uint32Array(size + 1)
  for (let i = 0; i < keys.length; i++) starts[keys[i]! + 1]!++
  for (let k = 0; k < size; k++) starts[k + 1]! += starts[k]!
  const all = new Uint32Array(keys.length)
  const next = starts.slice()
  for (let i = 0; i < keys.length; i++) all[next[keys[i]!]!++] = i
  return Array.from({ length: size }, (_, k) => all.subarray(starts[k], starts[k + 1]))
}

interface Followed {
  target: Float64Array
  counts: Float64Array
  weight: number
  /** The column that changes, and how its code enters the cell; the other column's code is read from the row. */
  stride: number
  other: Uint16Array | undefined
  otherStride: number
}

/**
 * Changes single values of rows as long as that brings the counts nearer to their targets. It reads nothing but rows and
 * targets.
 * @param targets over one or two columns each
 */
export function matchTargets(
  codes: readonly Uint16Array[],
  sizes: readonly number[],
  targets: readonly Target[],
  sweeps: number,
  random: Randomness,
): void {
  const rows = codes[0]?.length ?? 0
  if (rows === 0) return
  const counted = targets.map(({ columns }) => countFor(codes, sizes, columns))
  const followed = sizes.map((_, column) =>
    targets.flatMap(({ columns, counts: target, weight }, t): Followed[] => {
      const place = columns.indexOf(column)
      if (place < 0) return []
      const other = columns[1 - place]
      const width = columns.length === 2 ? sizes[columns[1]!]! : 1
      const first = place === 0
      return [
        {
          target,
          counts: counted[t]!,
          weight,
          stride: first ? width : 1,
          other: other === undefined ? undefined : codes[other]!,
          otherStride: first ? 1 : width,
        },
      ]
    }),
  )
  for (let n = sweeps * rows * sizes.length; n > 0; n--) {
    const column = random.below(sizes.length)
    const values = codes[column]!
    const row = random.below(rows)
    const from = values[row]!
    // Mostly a value that another row has, so that frequent ones are tried more often.
    const to = (n & 7) === 0 ? random.below(sizes[column]!) : values[random.below(rows)]!
    if (from === to) continue
    let change = 0
    const seen = followed[column]!
    for (let k = 0; k < seen.length; k++) {
      const f = seen[k]!
      const base = f.other === undefined ? 0 : f.other[row]! * f.otherStride
      const a = base + from * f.stride
      const b = base + to * f.stride
      change += f.weight * (f.counts[b]! - f.target[b]! - f.counts[a]! + f.target[a]! + 1)
    }
    if (change >= 0) continue
    for (let k = 0; k < seen.length; k++) {
      const f = seen[k]!
      const base = f.other === undefined ? 0 : f.other[row]! * f.otherStride
      f.counts[base + from * f.stride]!--
      f.counts[base + to * f.stride]!++
    }
    values[row] = to
  }
}

function countFor(codes: readonly Uint16Array[], sizes: readonly number[], columns: readonly number[]) {
  const counts = new Float64Array(cellsOf(columns.map(c => sizes[c]!)))
  for (let i = 0; i < codes[0]!.length; i++) {
    let cell = 0
    for (const c of columns) cell = cell * sizes[c]! + codes[c]![i]!
    counts[cell]!++
  }
  return counts
}
