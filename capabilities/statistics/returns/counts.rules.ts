import {
  type Block,
  type ReturnContent,
  type ReturnDimension,
  type TableDefinition,
  total,
} from './return.entity.ts'
import { gridOf } from './table.rules.ts'

/** One number of a return, with the codes it is counted by; `_T` where it is not broken down. */
export interface Counted {
  block: string
  codes: Partial<Record<ReturnDimension, string>>
  count: number
}

/**
 * Every number that a return states, totals included, each once: the total that several blocks share is told by the
 * first that has it. What is unknown, not collected or empty is not there, since it is not zero.
 * @param only the blocks that count what the table counts, or also those that count something apart
 */
export function countsOf(
  definition: Pick<TableDefinition, 'blocks'>,
  content: Pick<ReturnContent, 'cells' | 'rows'>,
  only: 'table' | 'all' = 'table',
): Counted[] {
  const seen = new Set<string>()
  const counted: Counted[] = []
  for (const block of definition.blocks) {
    if (block.apart && only === 'table') continue
    const grid = gridOf(block, content)
    for (const row of [total, ...grid.rows])
      for (const column of [total, ...grid.columns]) {
        const value = grid.value(row, column)
        if (typeof value !== 'number') continue
        const codes = codesOf(block, row, column)
        const key = JSON.stringify([block.apart ? block.id : '', Object.entries(codes).sort()])
        if (seen.has(key)) continue
        seen.add(key)
        counted.push({ block: block.id, codes, count: value })
      }
  }
  return counted
}

function codesOf(block: Block, row: string, column: string): Counted['codes'] {
  return {
    ...(row !== total && { [block.rows.dimension]: row }),
    ...(block.columns && column !== total && { [block.columns.dimension]: column }),
  }
}

/** Whether the codes are of the four dimensions in which figures of the response are set side by side. */
export const isPlain = ({ codes }: Counted): boolean =>
  Object.keys(codes).every(name => plainDimensions.has(name))

const plainDimensions = new Set<string>(['sex', 'age', 'citizenship', 'form'] satisfies ReturnDimension[])

/** The total of a return and its parts by one dimension; undefined where the return does not say it. */
export function marginOf(counted: readonly Counted[], dimension?: ReturnDimension, code?: string) {
  return counted.find(({ codes }) => {
    const names = Object.keys(codes)
    return dimension === undefined ? names.length === 0 : names.length === 1 && codes[dimension] === code
  })?.count
}
