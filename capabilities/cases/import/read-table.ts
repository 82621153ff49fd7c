import { openCsv } from './csv-table.ts'
import { type ImportProblem, UnreadableFile } from './import-problem.ts'
import { openWorkbook } from './sheet-table.ts'
import { bytesOf, headOf, sizeOf, type TableFile, type TableLimits, tableLimits } from './table-file.ts'
import type { TextEncoding } from './text-encoding.ts'

/** One row: its number as a person finds it, from 1, and its cells as text; an empty cell is ''. */
export interface TableRow {
  number: number
  cells: string[]
  /** A quotation mark is out of place, so that it is unclear where a cell ends. */
  unclear?: boolean
}

/** A table that can be read from its start as often as needed. */
export interface Table {
  name: string
  format: 'csv' | 'xlsx' | 'ods'
  /** Names of the visible sheets that hold something; empty for CSV. */
  sheets: string[]
  /** The sheet that is read. */
  sheet?: string
  /** Whether bare day numbers count from 1904. */
  since1904: boolean
  notices: ImportProblem[]
  /** Another sheet of the same workbook. @throws UnreadableFile when there is none of that name */
  ofSheet?(sheet: string): Table
  /** All rows from the first, in batches of at most 500. @throws UnreadableFile where reading must stop */
  batches(): AsyncGenerator<TableRow[]>
}

export interface OpenOptions {
  /** Sheet to read; the first visible one that holds something when absent. */
  sheet?: string
  encoding?: TextEncoding
  limits?: Partial<TableLimits>
}

/**
 * Opens a table by what the file holds, not by what it is called: XLSX, XLSM, ODS, or CSV with comma, semicolon, tab or
 * bar, in UTF-8, UTF-16 or Windows-1252. Formulas give their value, dates their ISO 8601 day, in every format.
 * @throws UnreadableFile with one clear sentence when it is empty, locked, damaged, too large or no table
 */
export async function openTable(file: TableFile, options: OpenOptions = {}): Promise<Table> {
  const limits = { ...tableLimits, ...options.limits }
  const size = await sizeOf(file, limits)
  const head = await headOf(file, 65_536)
  const refuse = (code: string, what: string, remedy = 'Choose an XLSX, ODS or CSV file.') => {
    throw new UnreadableFile(file.name, code, what, remedy)
  }
  if (startsWith(head, 0x50, 0x4b, 0x03, 0x04)) {
    if (size > limits.unpackedBytesMax)
      refuse(
        'huge',
        'The workbook is too large to be read.',
        'Save the sheet as CSV, which may have any length.',
      )
    return openWorkbook(file.name, await bytesOf(file), limits, options.sheet)
  }
  if (startsWith(head, 0xd0, 0xcf, 0x11, 0xe0)) {
    const locked = Buffer.from(await bytesOf(file)).includes(Buffer.from('EncryptedPackage', 'utf16le'))
    if (locked)
      refuse(
        'locked',
        'The workbook is protected by a password.',
        'Open it, remove the password and save it again.',
      )
    refuse('old', 'This is a file of Excel before 2007 or another old Office file.', 'Save it as XLSX.')
  }
  if (startsWith(head, 0x50, 0x4b))
    refuse('damaged', 'The workbook is empty or damaged.', 'Save it again as XLSX.')
  if (startsWith(head, 0x25, 0x50, 0x44, 0x46)) refuse('pdf', 'This is a PDF document, not a table.')
  if (startsWith(head, 0xff, 0xd8) || startsWith(head, 0x89, 0x50, 0x4e, 0x47))
    refuse('image', 'This is a picture.')
  if (/^\s*<(!doctype|html|\?xml)/i.test(new TextDecoder().decode(head.subarray(0, 200))))
    refuse('markup', 'This is a web page or an XML document, not a table.')
  return openCsv(file, head, limits, options.encoding)
}

const startsWith = (head: Uint8Array, ...bytes: number[]) => bytes.every((byte, i) => head[i] === byte)
