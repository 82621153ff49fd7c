/**
 * One way by which a table counts: its codes, the code that stands for all of them, and, where codes lie under other
 * codes, the parent of each. A code without a parent lies under the total.
 */
export interface CubeDimension {
  name: string
  codes: readonly string[]
  total: string
  parents?: Readonly<Record<string, string>>
}

/** One number of a table: a code for each dimension, in their order. */
export interface CubeCell {
  key: readonly string[]
  count: number
  /** What each contributor (an agency, an employer) brought to the count, where that is known. */
  contributors?: Readonly<Record<string, number>>
}

/** A table with all of its totals: one cell for every combination of codes. */
export interface CubeTable {
  dimensions: readonly CubeDimension[]
  cells: readonly CubeCell[]
}

/** What a table says of a cell to whoever reads it. */
export type CellStatus = 'published' | 'primary' | 'secondary'

/** A cell as it leaves: without a count wherever it is withheld. */
export interface ProtectedCell {
  key: readonly string[]
  status: CellStatus
  count?: number
}

/** A table as it leaves. */
export interface ProtectedCube {
  dimensions: readonly CubeDimension[]
  cells: readonly ProtectedCell[]
}

/**
 * The name of a cell in every table that carries it: its codes other than totals, each with its dimension, in the
 * order of the dimensions' names.
 */
export function cellName(dimensions: readonly CubeDimension[], key: readonly string[]): string {
  const parts: string[] = []
  dimensions.forEach((dimension, i) => {
    if (key[i] !== dimension.total) parts.push(`${dimension.name}=${key[i]}`)
  })
  return parts.sort().join('|')
}

/** Most cells of a table that fit into memory while it is protected. */
export const cellsMax = 400_000
