import { parse } from 'csv-parse/sync'
import { CannotEstimate } from './capture-table.ts'

/** Rows of a CSV text; separated by commas, or by semicolons where the header has no comma. */
export function rowsOfCsv(text: string): string[][] {
  const header = text.slice(0, text.search(/[\r\n]|$/))
  try {
    return parse(text, {
      bom: true,
      delimiter: header.includes(',') || !header.includes(';') ? ',' : ';',
      relax_column_count: true,
      skip_empty_lines: true,
    })
  } catch {
    throw new CannotEstimate('not-csv')
  }
}
