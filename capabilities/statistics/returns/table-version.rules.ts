import type { Problem, Result } from '#kernel/result/result.ts'
import { cellKey, type ReturnContent, type TableDefinition, total } from './return.entity.ts'
import { returnProblem } from './return-problem.rules.ts'
import { gridOf } from './table.rules.ts'
import { changesBetween } from './table-changes.rules.ts'
import { readDefinition } from './table-definition.rules.ts'

/**
 * Reads what somebody wants a table to be from a year on, as the first version of a new table or the next of a known one.
 * @param tables the newest version of every table
 * @returns the version with its number, or every sentence on what is wrong
 */
export function readVersion(wish: unknown, tables: readonly TableDefinition[]): Result<TableDefinition> {
  const read = readDefinition(wish)
  const problems: Problem[] = read.ok ? [] : [...read.problems]
  const given = (typeof wish === 'object' && wish !== null ? wish : {}) as Partial<TableDefinition>
  const last = tables.find(table => table.id === given.id)
  if (last) problems.push(...problemsAfter(last, given))
  if (!read.ok) return { ok: false, problems }
  const definition = { ...read.value, version: (last?.version ?? 0) + 1 }
  for (const id of definition.atMost)
    if (tables.find(table => table.id === id)?.measure !== definition.measure)
      problems.push(returnProblem('atMost', 'definition-at-most', id))
  if (last && changesBetween(last, definition).length === 0)
    problems.push(returnProblem('definition', 'version-same'))
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: definition }
}

function problemsAfter(last: TableDefinition, given: Partial<TableDefinition>): Problem[] {
  const problems: Problem[] = []
  if (typeof given.from === 'string' && given.from < last.from)
    problems.push(returnProblem('from', 'version-order', last.from))
  if (given.step !== last.step || given.measure !== last.measure)
    problems.push(returnProblem('measure', 'version-count'))
  if (typeof given.reason !== 'string' || given.reason.trim() === '')
    problems.push(returnProblem('reason', 'version-reason'))
  return problems
}

/**
 * What was filled in under one version, under another: rows, columns and parts that are no more are left out, and parts
 * that count by something else begin empty. Under one and the same version, what was kept by a form that did not yet know
 * it is left out, too.
 * @returns the content, and how many values found no place
 */
export function carriedOver(
  from: TableDefinition,
  to: TableDefinition,
  content: ReturnContent,
): { content: ReturnContent; leftOut: number } {
  const kept = to.blocks.filter(block => {
    const before = from.blocks.find(one => one.id === block.id)
    return (
      before?.rows.dimension === block.rows.dimension &&
      (!before.columns || !block.columns || before.columns.dimension === block.columns.dimension)
    )
  })
  const rows = Object.fromEntries(
    kept.flatMap(({ id, rows: { open, codes } }) => {
      const added = (content.rows[id] ?? []).filter(code => !codes.includes(code))
      return open && added.length > 0 ? [[id, added]] : []
    }),
  )
  const grids = kept.map(block => gridOf(block, { cells: {}, rows }))
  const places = new Set(
    grids.flatMap(grid =>
      [...grid.rows, total].flatMap(row =>
        [...grid.columns, total].map(column => cellKey(grid.block.id, row, column)),
      ),
    ),
  )
  const cells = Object.entries(content.cells)
  const placed = cells.filter(([key]) => places.has(key))
  return {
    content: { ...content, rows, cells: Object.fromEntries(placed) },
    leftOut: cells.length - placed.length,
  }
}
