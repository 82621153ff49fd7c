import type { ImportMapping, MappedColumn } from './import/import-mapping.ts'
import { columnLetters } from './import/import-problem.ts'
import type { DateOrder } from './import/read-dates.ts'
import type { TargetName } from './import/target.ts'

/** What a person decides about a proposed mapping; what she leaves out stays as proposed. */
export interface MappingChoices {
  /** By the column's letters ('H') or its header: the field, or null to leave the column out. */
  columns?: Record<string, TargetName | null>
  dateOrder?: DateOrder
  defaults?: Record<TargetName, string>
  headerRows?: number
  notRecorded?: string[]
}

/**
 * A proposed mapping with a person's choices put in. The result still has to pass `checkMapping`.
 * @returns the mapping, and the names of columns that the file does not have
 */
export function applyChoices(
  proposed: ImportMapping,
  choices: MappingChoices,
): { mapping: ImportMapping; unknownColumns: string[] } {
  const byName = new Map<string, MappedColumn>()
  for (const column of proposed.columns) {
    byName.set(columnLetters(column.column), column)
  }
  // A header wins over letters only where no column bears these letters.
  for (const column of proposed.columns)
    if (column.header && !byName.has(column.header)) byName.set(column.header, column)
  const chosen = new Map<number, TargetName | null>()
  const unknownColumns: string[] = []
  for (const [name, target] of Object.entries(choices.columns ?? {})) {
    const column = byName.get(name)
    if (column) chosen.set(column.column, target)
    else unknownColumns.push(name)
  }
  const columns = proposed.columns.map((c): MappedColumn => {
    const target = chosen.get(c.column)
    return target === undefined || target === c.target ? c : { ...c, target, reason: 'chosen' }
  })
  return {
    mapping: {
      ...proposed,
      columns,
      ...(choices.dateOrder && { dateOrder: choices.dateOrder }),
      ...(choices.defaults && { defaults: { ...proposed.defaults, ...choices.defaults } }),
      ...(choices.headerRows !== undefined && { headerRows: choices.headerRows }),
      ...(choices.notRecorded && { notRecorded: choices.notRecorded }),
    },
    unknownColumns,
  }
}
