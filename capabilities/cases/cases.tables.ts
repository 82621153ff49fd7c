import { fieldNames, identifyingFields } from '#kernel/entity/describe.ts'
import { type PartName, partDescriptions } from './cases.rules.ts'

const columns = new Map<string, string>()
/** Column of a field: 'typeOfExploitation' is stored in type_of_exploitation. */
export function columnOf(field: string): string {
  let column = columns.get(field)
  if (column === undefined) {
    column = field.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`)
    columns.set(field, column)
  }
  return column
}

/** Table of a part of the case; a category of data is a table. */
export const tableOf = (part: PartName): string => `cases.${columnOf(part)}`

/** Columns of the fields that are kept readable, in the description's order. */
export function openColumns(part: PartName): string[] {
  const secret = new Set(identifyingFields(partDescriptions[part]))
  return fieldNames(partDescriptions[part])
    .filter(name => !secret.has(name))
    .map(columnOf)
}

/** A row's columns back as fields; absent values are left out. */
export function fieldsFromRow(part: PartName, row: Record<string, unknown>): Record<string, unknown> {
  const value: Record<string, unknown> = {}
  for (const name of fieldNames(partDescriptions[part])) {
    const stored = row[columnOf(name)]
    if (stored !== null && stored !== undefined) value[name] = stored
  }
  if (row.missing) value.missing = row.missing
  return value
}
