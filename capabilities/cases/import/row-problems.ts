import { labelKey } from '#kernel/entity/readers.ts'
import { caseDescriptions } from '../cases.entity.ts'
import type { Note } from './cell-reader.ts'
import type { ImportProblem, Severity } from './import-problem.ts'
import type { Table, TableRow } from './read-table.ts'
import type { Target } from './target.ts'

/** A column that is read, with its place in the spreadsheet. */
export interface ReadColumn {
  column: number
  header: string
  letters: string
  target: Target
}

/** A problem of one cell; the cell's text is left out where the field identifies a person. */
export function cellProblem(
  severity: Severity,
  row: TableRow,
  c: ReadColumn,
  problem: { code: string; what: string; remedy: string; value?: string },
): ImportProblem {
  const identifying = c.target.definition.disclosure === 'identifying'
  return {
    severity,
    where: `row ${row.number}, column ${c.letters}${c.header ? ` (${c.header.slice(0, 80)})` : ''}`,
    code: problem.code,
    what: problem.what,
    remedy: problem.remedy,
    row: row.number,
    column: c.letters,
    header: c.header,
    labelKey: labelKey(caseDescriptions[c.target.description], c.target.field),
    ...(problem.value === undefined || identifying ? {} : { value: problem.value }),
  }
}

export const naProblem = (what: string) => ({
  code: 'country.na',
  what,
  remedy: 'Correct the cell if something else is meant.',
  value: 'NA',
})
/** What a person should look at in a reading. */
export const notes: Record<
  Note,
  (text: string) => { code: string; what: string; remedy: string; value?: string }
> = {
  'country.na': () => naProblem('“NA” was read as Namibia, whose code it is.'),
  'date.serial': text => ({
    code: 'date.serial',
    what: 'A number was read as the day number of a spreadsheet.',
    remedy: 'Check the date; format the column as a date or write it as 2024-05-17.',
    value: text,
  }),
}

/** What is wrong with the shape of a row, whatever its cells say. */
export function rowProblems(row: TableRow, width: number, format: Table['format']): ImportProblem[] {
  const problem = (severity: Severity, code: string, what: string, remedy: string): ImportProblem => ({
    severity,
    where: `row ${row.number}`,
    code,
    what,
    remedy,
    row: row.number,
  })
  const found: ImportProblem[] = []
  if (row.unclear)
    found.push(
      problem(
        'row',
        'row.unclear',
        'Text follows a closing quotation mark, so that it is unclear where a cell ends.',
        'Double the quotation marks inside the cell.',
      ),
    )
  if (row.cells.length > width && row.cells.slice(width).some(c => c.trim()))
    found.push(
      problem(
        format === 'csv' ? 'row' : 'notice',
        'row.long',
        `The row has more cells than the header (${row.cells.length} instead of ${width}).`,
        format === 'csv'
          ? 'Put cells that contain the separator into quotation marks.'
          : 'Give the further columns a header if they matter.',
      ),
    )
  if (format === 'csv' && row.cells.length < width)
    found.push(
      problem(
        'notice',
        'row.short',
        `The row has fewer cells than the header (${row.cells.length} instead of ${width}).`,
        'Check whether a line break cut it in two.',
      ),
    )
  return found
}

/** A reference that another row of the file has already. */
export function repeatedReference(
  row: TableRow,
  columns: ReadColumn[],
  first: number,
  reference: string,
): ImportProblem {
  const problem = {
    code: 'reference.repeated',
    what: `The same reference stands in row ${first}.`,
    remedy: 'Give each case its own reference, or join the two rows.',
    value: reference,
  }
  const column = columns.find(c => c.target.description === 'case' && c.target.field === 'externalReference')
  return column
    ? cellProblem('row', row, column, problem)
    : { severity: 'row', where: `row ${row.number}`, row: row.number, ...problem }
}
