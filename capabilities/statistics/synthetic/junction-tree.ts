import { cellsOf } from './coded-table.ts'

/** A clique with the clique it hangs on; the columns they share stand between them. */
export interface TreeClique {
  /** Columns in rising order. */
  columns: number[]
  /** Position of the parent in the list; -1 for the root. */
  parent: number
  shared: number[]
}

/** Cliques in an order in which parents come before children. */
export interface JunctionTree {
  cliques: TreeClique[]
  cells: number
}

/**
 * A junction tree over all columns in which every given set of columns lies within one clique: columns are taken away
 * one by one, the one that makes the smallest clique first.
 * @see Koller, Friedman, Probabilistic Graphical Models, chapters 9 and 10
 */
export function junctionTree(sizes: readonly number[], sets: readonly (readonly number[])[]): JunctionTree {
  const maximal = eliminationCliques(sizes, sets)
  return {
    cliques: joined(maximal),
    cells: maximal.reduce((sum, c) => sum + cellsOf(c.map(k => sizes[k]!)), 0),
  }
}

function eliminationCliques(sizes: readonly number[], sets: readonly (readonly number[])[]): number[][] {
  const neighbours = sizes.map(() => new Set<number>())
  for (const set of sets) for (const a of set) for (const b of set) if (a !== b) neighbours[a]!.add(b)
  const left = new Set(sizes.keys())
  const cliques: number[][] = []
  while (left.size > 0) {
    let best = -1
    let bestCells = Number.POSITIVE_INFINITY
    for (const column of left) {
      let cells = sizes[column]!
      for (const other of neighbours[column]!) cells *= sizes[other]!
      if (cells < bestCells) {
        best = column
        bestCells = cells
      }
    }
    const around = [...neighbours[best]!]
    cliques.push([best, ...around].sort((a, b) => a - b))
    for (const a of around) {
      neighbours[a]!.delete(best)
      for (const b of around) if (a !== b) neighbours[a]!.add(b)
    }
    left.delete(best)
  }
  return cliques.filter(
    (clique, i) =>
      !cliques.some(
        (other, j) =>
          i !== j && clique.every(c => other.includes(c)) && (other.length > clique.length || j < i),
      ),
  )
}

/** Joins cliques along the largest shared sets of columns; Prim's algorithm. */
function joined(cliques: readonly number[][]): TreeClique[] {
  const sharedBy = (a: readonly number[], b: readonly number[]) => a.filter(c => b.includes(c))
  const tree: TreeClique[] = [{ columns: cliques[0]!, parent: -1, shared: [] }]
  const waiting = cliques.slice(1)
  while (waiting.length > 0) {
    let best = { at: 0, parent: 0, shared: [] as number[] }
    for (const [at, clique] of waiting.entries())
      for (const [parent, { columns }] of tree.entries()) {
        const shared = sharedBy(clique, columns)
        if (shared.length > best.shared.length) best = { at, parent, shared }
      }
    tree.push({ columns: waiting[best.at]!, parent: best.parent, shared: best.shared })
    waiting.splice(best.at, 1)
  }
  return tree
}
