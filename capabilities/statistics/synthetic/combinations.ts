/** Counts for every combination of values of some columns; a cell is found by `cellOf` of the codes. */
export interface CombinationCounts {
  columns: readonly number[]
  /** By cell, the last column changing fastest; the array is used again for the next set of columns. */
  counts: Uint32Array
}

/** Tables of more cells are not laid out; see `countSparsely`. */
export const denseCellsMax = 2 ** 24

/** How many sets of so many columns there are. */
export function setsOf(columns: number, length: number): number {
  let sets = 1
  for (let k = 0; k < length; k++) sets = (sets * (columns - k)) / (k + 1)
  return Math.round(sets)
}

/** All sets of so many columns, in rising order. */
export function* columnSets(columns: number, length: number, from = 0): Generator<number[]> {
  if (length === 0) yield []
  else
    for (let first = from; first <= columns - length; first++)
      for (const rest of columnSets(columns, length - 1, first + 1)) yield [first, ...rest]
}

/**
 * Counts every set of four columns. Codes of pairs are made once, so that each row costs one addition and one look-up per
 * set.
 * @param visit told each set's counts; they are overwritten afterwards
 * @throws RangeError when a set has more than denseCellsMax cells
 */
export function countFourWays(
  codes: readonly Uint16Array[],
  sizes: readonly number[],
  visit: (set: CombinationCounts) => void,
): void {
  const rows = codes[0]?.length ?? 0
  const pairs = [...columnSets(sizes.length, 2)]
  const pairAt = new Map(pairs.map((pair, i) => [pair.join(), i]))
  const pairCodes = pairs.map(([a, b]) => {
    const [first, second, width] = [codes[a!]!, codes[b!]!, sizes[b!]!]
    const small = sizes[a!]! * width <= 65_536
    const joint = small ? new Uint16Array(rows) : new Uint32Array(rows)
    for (let i = 0; i < rows; i++) joint[i] = first[i]! * width + second[i]!
    return joint
  })
  const largest = [...sizes].sort((a, b) => b - a).slice(0, 4)
  const room = new Uint32Array(
    Math.min(
      denseCellsMax,
      largest.reduce((a, b) => a * b, 1),
    ),
  )
  for (const columns of columnSets(sizes.length, 4)) {
    const [a, b, c, d] = columns as [number, number, number, number]
    const width = sizes[c]! * sizes[d]!
    const cells = sizes[a]! * sizes[b]! * width
    if (cells > denseCellsMax) throw new RangeError(`A table of ${cells} cells is too large to lay out.`)
    const counts = room.subarray(0, cells)
    counts.fill(0)
    addPairs(counts, pairCodes[pairAt.get(`${a},${b}`)!]!, pairCodes[pairAt.get(`${c},${d}`)!]!, width)
    visit({ columns, counts })
  }
}

type PairCodes = Uint16Array | Uint32Array

function addPairs(counts: Uint32Array, left: PairCodes, right: PairCodes, width: number): void {
  // One loop per kind of array, so that each stays simple enough for the compiler.
  if (left instanceof Uint16Array && right instanceof Uint16Array) addSmall(counts, left, right, width)
  else for (let i = 0; i < left.length; i++) counts[left[i]! * width + right[i]!]!++
}

/** Even and odd rows are counted apart, so that the processor need not wait for a cell that it has just written. */
function addSmall(counts: Uint32Array, left: Uint16Array, right: Uint16Array, width: number): void {
  const others = otherHalf.length >= counts.length ? otherHalf : new Uint32Array(counts.length)
  if (others === otherHalf) others.fill(0, 0, counts.length)
  const rows = left.length
  const even = rows - (rows & 1)
  for (let i = 0; i < even; i += 2) {
    const cell = left[i]! * width + right[i]!
    const next = left[i + 1]! * width + right[i + 1]!
    counts[cell] = counts[cell]! + 1
    others[next] = others[next]! + 1
  }
  if (even < rows) counts[left[even]! * width + right[even]!]!++
  for (let k = 0; k < counts.length; k++) counts[k] = counts[k]! + others[k]!
}
const otherHalf = new Uint32Array(65_536)
