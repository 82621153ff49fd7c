import { type Counted, countsOf } from './counts.rules.ts'
import type { ReturnContent, TableDefinition } from './return.entity.ts'
import { gridOf, partsOf, sum } from './table.rules.ts'

/** A number of a return, and what is to be known of it where numbers are added. */
export interface AddedCount extends Counted {
  /** Counts something else than the table. */
  apart: boolean
  /** Of a row that the agency added: another agency that counted everybody and has no such row counted nobody there. */
  isAdded: boolean
  /** The least number above 0 that is left when one part is taken from a sum; null where no sum leaves one. */
  leastOfOthers: number | null
}

/** What one agency counted in one period, or several together. */
export interface Part {
  counts: readonly AddedCount[]
  /** Blocks in which every cell is a number, so that rows that are not there are 0. */
  whole: ReadonlySet<string>
}

/** What a return states, ready to be added to others. */
export function partOf(
  { blocks }: Pick<TableDefinition, 'blocks'>,
  content: Pick<ReturnContent, 'cells' | 'rows'>,
  only: 'table' | 'all',
): Part {
  const byId = new Map(blocks.map(block => [block.id, block]))
  const grids = blocks.map(block => gridOf(block, content))
  return {
    counts: countsOf({ blocks }, content, only).map(counted => {
      const { apart, rows } = byId.get(counted.block)!
      const code = counted.codes[rows.dimension]
      return {
        ...counted,
        apart: apart ?? false,
        isAdded: rows.open !== undefined && code !== undefined && !rows.codes.includes(code),
        leastOfOthers: null,
      }
    }),
    whole: new Set(
      grids
        .filter(grid => {
          const cells = partsOf(grid)
          return (
            cells.length > 0 && cells.every(([row, column]) => typeof grid.typed(row, column) === 'number')
          )
        })
        .map(grid => grid.block.id),
    ),
  }
}

/**
 * Adds what every part states. What one of them does not know is left out of the sum and of the answer; a row that only
 * some agencies added, such as a citizenship, is 0 in a part whose block is filled in wholly without it.
 */
export function addUp(parts: readonly Part[]): Part {
  const byKey = Map.groupBy(
    parts.flatMap((part, from) => part.counts.map(counted => ({ counted, from }))),
    ({ counted: c }) => JSON.stringify([c.apart ? c.block : '', Object.entries(c.codes).sort()]),
  )
  const counts = [...byKey.values()].flatMap(same => {
    const { counted } = same[0]!
    const stating = new Set(same.map(({ from }) => from))
    const isComplete = parts.every(
      (part, from) => stating.has(from) || (counted.isAdded && part.whole.has(counted.block)),
    )
    if (!isComplete) return []
    const count = sum(same.map(one => one.counted.count))
    const left = same.map(one => count - one.counted.count).filter(others => others > 0)
    return [{ ...counted, count, leastOfOthers: left.length > 0 ? Math.min(...left) : null }]
  })
  const [first, ...others] = parts
  const whole = [...(first?.whole ?? [])].filter(block => others.every(part => part.whole.has(block)))
  return { counts, whole: new Set(whole) }
}

/**
 * Whether a sum may be shown to people who are not to know its parts: neither is it small itself, nor is what it tells
 * an agency of the others once it takes away its own.
 * @param countMin the smallest count that is shown; 0 is shown, too
 */
export const isTellable = (
  { count, leastOfOthers }: Pick<AddedCount, 'count' | 'leastOfOthers'>,
  countMin: number,
): boolean => (count === 0 || count >= countMin) && (leastOfOthers === null || leastOfOthers >= countMin)
