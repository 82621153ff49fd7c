import { type Block, type CellValue, cellKey, type ReturnContent, total } from './return.entity.ts'

/** One block of a return as a grid of rows and columns; the total stands under `_T` on each side. */
export interface Grid {
  block: Block
  rows: readonly string[]
  /** Empty where the block has no columns: its values then stand in the column of the total. */
  columns: readonly string[]
  /** What was typed. */
  typed(row: string, column: string): CellValue | undefined
  /** What was typed; for a total that was left empty the sum of its parts, where every part is a number. */
  value(row: string, column: string): CellValue | undefined
  /** Sum of the parts of a total, in the unit of the table; undefined unless every part is a number. */
  sumOf(row: string, column: string): number | undefined
}

/** Reads one block of a return. Numbers are added in hundredths, so that amounts come out exactly. */
export function gridOf(block: Block, content: Pick<ReturnContent, 'cells' | 'rows'>): Grid {
  const rows = [...block.rows.codes.filter(code => code !== '_U' || !block.rows.open)]
  if (block.rows.open) {
    rows.push(...(content.rows[block.id] ?? []).filter(code => !rows.includes(code)))
    if (block.rows.codes.includes('_U')) rows.push('_U')
  }
  const columns = [...(block.columns?.codes ?? [])]
  const typed = (row: string, column: string): CellValue | undefined =>
    Object.hasOwn(content.cells, cellKey(block.id, row, column))
      ? content.cells[cellKey(block.id, row, column)]
      : undefined
  const added = (values: (CellValue | undefined)[]) =>
    values.length > 0 && values.every(v => typeof v === 'number')
      ? sum(values as readonly number[])
      : undefined
  const sumOf = (row: string, column: string): number | undefined => {
    if (column === total && columns.length > 0) {
      const across = added(columns.map(c => value(row, c)))
      if (across !== undefined || row !== total) return across
    }
    return row === total ? added(rows.map(r => value(r, column))) : undefined
  }
  const value = (row: string, column: string): CellValue | undefined =>
    typed(row, column) ?? (row === total || column === total ? sumOf(row, column) : undefined)
  return { block, rows, columns, typed, value, sumOf }
}

/** Adds in hundredths. */
export const sum = (values: readonly number[]): number =>
  values.reduce((before, value) => before + Math.round(value * 100), 0) / 100

/** Cells that are to be filled in; totals may be left to the sum. */
export function partsOf(grid: Grid): [row: string, column: string][] {
  const columns = grid.columns.length > 0 ? grid.columns : [total]
  return grid.rows.flatMap(row => columns.map((column): [string, string] => [row, column]))
}

/** Whether a block as a whole was not collected or is not known: its total says so, and nothing else is filled in. */
export function wholly(grid: Grid): 'unknown' | 'not-collected' | undefined {
  const said = grid.typed(total, total)
  if (typeof said === 'number' || said === undefined) return undefined
  const everything = [...grid.rows, total].flatMap(row =>
    [...grid.columns, total].map(column => grid.typed(row, column)),
  )
  return everything.filter(v => v !== undefined).length === 1 ? said : undefined
}
