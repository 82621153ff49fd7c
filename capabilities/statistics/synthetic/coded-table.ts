/** A column with its public domain: every value it may hold, known without looking at the data. */
export interface Domain {
  readonly name: string
  readonly values: readonly string[]
  /** Neighbouring values are alike, as ages are; values may then be taken together by neighbourhood. */
  readonly ordered: boolean
}

/** A table as codes: for each column the position of every row's value in the domain. */
export interface CodedTable {
  readonly domains: readonly Domain[]
  readonly rows: number
  readonly codes: readonly Uint16Array[]
}

export const domainValuesMax = 65_535

/** Cells of the table of some columns; the last column changes fastest. */
export const cellsOf = (sizes: readonly number[]): number => sizes.reduce((a, b) => a * b, 1)

/** Counts the rows for every combination of values of some columns. */
export function countMarginal(
  codes: readonly Uint16Array[],
  sizes: readonly number[],
  columns: readonly number[],
): Float64Array {
  const counts = new Float64Array(cellsOf(columns.map(c => sizes[c]!)))
  const rows = codes[0]?.length ?? 0
  const [first, second] = columns
  if (columns.length === 2) {
    const [a, b, width] = [codes[first!]!, codes[second!]!, sizes[second!]!]
    for (let i = 0; i < rows; i++) counts[a[i]! * width + b[i]!]!++
    return counts
  }
  for (let i = 0; i < rows; i++) {
    let cell = 0
    for (const c of columns) cell = cell * sizes[c]! + codes[c]![i]!
    counts[cell]!++
  }
  return counts
}
