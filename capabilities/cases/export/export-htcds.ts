import { type CellObject, utils, type WorkSheet, write } from '@e965/xlsx'
import type { Codelists } from '#kernel/entity/codelist.ts'
import type { CaseFile } from '../cases.entity.ts'
import { cellValue, type ExportColumn, exportColumns, withLabels } from './export-columns.ts'

export interface ExportOptions {
  format: 'xlsx' | 'ods' | 'csv'
  /** Write codes (for machines, the default) or the English labels of the standard's pick lists. */
  values?: 'codes' | 'labels'
}

/**
 * Writes cases as a table of the Human Trafficking Case Data Standard 2.0: a row of system names, a row of labels, then
 * one row for each case. Reading it back gives every field equal.
 *
 * In CSV a text that a spreadsheet would take for a formula (it begins with = + - @, be it behind apostrophes) gets one
 * more apostrophe before it, which the import takes off again; plain numbers are left alone. Workbooks need none of it,
 * since their cells say that they are text. ODS keeps no blanks at the ends of lines within a cell.
 */
export function exportHtcds(
  files: readonly CaseFile[],
  lists: Codelists,
  options: ExportOptions,
): Uint8Array {
  const columns = exportColumns(files)
  if (options.format === 'csv')
    return new TextEncoder().encode([...csvOf(columns, files, lists, options)].join(''))
  return workbookOf(columns, files, lists, options)
}

/**
 * The same as CSV in pieces, one for each row, for tables that should not be held in memory.
 * @param columns from `exportColumns`
 */
export function* csvOf(
  columns: ExportColumn[],
  files: Iterable<CaseFile>,
  lists: Codelists,
  options: Pick<ExportOptions, 'values'> = {},
): Generator<string> {
  yield `\uFEFF${columns.map(c => quoted(c.name)).join(',')}\r\n`
  yield `${columns.map(c => quoted(c.label)).join(',')}\r\n`
  for (const file of files)
    yield `${columns
      .map(c => {
        const value = shown(file, c, lists, options)
        return typeof value === 'number' ? String(value) : quoted(escapeFormula(value))
      })
      .join(',')}\r\n`
}

/** Keeps a spreadsheet from working out a text. @see unescapeFormula of the import */
export const escapeFormula = (text: string): string => (/^'*[=+\-@\t\r]/.test(text) ? `'${text}` : text)

const quoted = (text: string) => (/[",;\t\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

const shown = (file: CaseFile, c: ExportColumn, lists: Codelists, options: Pick<ExportOptions, 'values'>) => {
  const value = cellValue(file, c)
  return options.values === 'labels' ? withLabels(value, c, lists) : value
}

function workbookOf(
  columns: ExportColumn[],
  files: readonly CaseFile[],
  lists: Codelists,
  options: ExportOptions,
): Uint8Array {
  const text = (value: string): CellObject => ({
    t: 's',
    v: options.format === 'xlsx' ? escaped(sound(value)) : sound(value),
  })
  const rows: (CellObject | undefined)[][] = [
    columns.map(c => text(c.name)),
    columns.map(c => text(c.label)),
    ...files.map(file =>
      columns.map(c => {
        const value = shown(file, c, lists, options)
        if (value === '') return undefined
        return typeof value === 'number' ? ({ t: 'n', v: value } satisfies CellObject) : text(value)
      }),
    ),
  ]
  const sheet = {
    '!data': rows,
    '!ref': `A1:${utils.encode_cell({ r: rows.length - 1, c: columns.length - 1 })}`,
  } as unknown as WorkSheet
  const workbook = utils.book_new()
  utils.book_append_sheet(workbook, sheet, 'Cases')
  return new Uint8Array(
    write(workbook, {
      type: 'array',
      bookType: options.format === 'ods' ? 'ods' : 'xlsx',
      compression: true,
      // Shared strings: in cells of their own the library reads '&amp;' twice.
      bookSST: true,
    }),
  )
}

/** XLSX takes '_x0041_' for 'A', so that a text which says so must be marked. */
const escaped = (text: string) => text.replace(/_(?=x[\da-f]{4}_)/gi, '_x005F_')

/** Without the control characters and half characters that no workbook can hold. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
const unsound = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g
const sound = (text: string) => text.replace(unsound, '').toWellFormed()
