import { type CellObject, read, type WorkBook } from '@e965/xlsx'
import { tooLong, tooWide } from './csv-table.ts'
import { columnLetters, type ImportProblem, UnreadableFile } from './import-problem.ts'
import { dateOfSerial } from './read-dates.ts'
import type { Table, TableRow } from './read-table.ts'
import type { TableLimits } from './table-file.ts'
import { listZip, unpackedTotal } from './zip-contents.ts'

type Cells = (CellObject | undefined)[]
interface DenseSheet {
  '!data'?: (Cells | undefined)[]
  '!merges'?: { s: { r: number; c: number } }[]
}

/**
 * Opens a workbook (XLSX, XLSM or ODS) and reads one of its sheets.
 * @param sheet its name; the first visible one that holds something when absent
 * @throws UnreadableFile when it is locked, damaged, too large or holds no such sheet
 */
export async function openWorkbook(
  name: string,
  bytes: Uint8Array,
  limits: TableLimits,
  sheet?: string,
): Promise<Table> {
  const format = await checkArchive(name, bytes, limits)
  const workbook = readWorkbook(name, bytes)
  markUncalculated(name, bytes, workbook)
  const sheets = workbook.SheetNames.filter(
    (n, i) => !workbook.Workbook?.Sheets?.[i]?.Hidden && (rowsOf(workbook, n).length ?? 0) > 0,
  )
  const chosen = sheet ?? sheets[0]
  if (chosen === undefined)
    throw new UnreadableFile(name, 'empty', 'The workbook holds no rows.', 'Choose a file that has rows.')
  return tableOfSheet(name, format, workbook, sheets, chosen, limits)
}

function tableOfSheet(
  name: string,
  format: 'xlsx' | 'ods',
  workbook: WorkBook,
  sheets: string[],
  sheet: string,
  limits: TableLimits,
): Table {
  if (!workbook.SheetNames.includes(sheet))
    throw new UnreadableFile(
      name,
      'sheet',
      `The workbook has no sheet “${sheet}”.`,
      `Choose one of: ${sheets.join(', ')}.`,
    )
  const since1904 = workbook.Workbook?.WBProps?.date1904 ?? false
  const rows = rowsOf(workbook, sheet)
  if (rows.length > limits.rowsMax) throw tooLong(name, limits)
  return {
    name,
    format,
    sheets,
    sheet,
    since1904,
    notices: merged(workbook, sheet),
    ofSheet: other => tableOfSheet(name, format, workbook, sheets, other, limits),
    async *batches() {
      let batch: TableRow[] = []
      for (let r = 0; r < rows.length; r++) {
        const cells = rows[r]
        if (cells && cells.length > limits.columnsMax && lastFilled(cells) >= limits.columnsMax)
          throw tooWide(name, cells.length, r + 1, limits)
        batch.push({ number: r + 1, cells: cells ? Array.from(cells, c => cellText(c, since1904)) : [] })
        if (batch.length === 500) {
          yield batch
          batch = []
        }
      }
      if (batch.length > 0) yield batch
    },
  }
}

async function checkArchive(name: string, bytes: Uint8Array, limits: TableLimits): Promise<'xlsx' | 'ods'> {
  const damaged = () =>
    new UnreadableFile(
      name,
      'damaged',
      'The workbook is damaged or was not saved to its end.',
      'Save it again, or take another copy.',
    )
  const entries = listZip(bytes)
  if (!entries) throw damaged()
  const has = (part: string) => entries.some(e => e.name === part)
  const format = has('xl/workbook.xml') ? 'xlsx' : has('content.xml') ? 'ods' : undefined
  if (!format || (format === 'ods' && !isSpreadsheet(bytes, entries)))
    throw new UnreadableFile(
      name,
      'notTable',
      'This is an archive or a document, not a table.',
      'Choose an XLSX, ODS or CSV file.',
    )
  const unpacked = await unpackedTotal(bytes, entries, limits.unpackedBytesMax)
  if (unpacked === undefined) throw damaged()
  if (unpacked > limits.unpackedBytesMax)
    throw new UnreadableFile(
      name,
      'huge',
      `Unpacked, the workbook has more than ${Math.round(limits.unpackedBytesMax / 1e6)} megabytes.`,
      'Save the sheet as CSV, which may have any length.',
    )
  return format
}

function isSpreadsheet(bytes: Uint8Array, entries: NonNullable<ReturnType<typeof listZip>>): boolean {
  const type = entries.find(e => e.name === 'mimetype')
  if (type?.method !== 0) return true
  return new TextDecoder()
    .decode(bytes.subarray(type.start, type.start + type.packed))
    .includes('spreadsheet')
}

function readWorkbook(name: string, bytes: Uint8Array, cellFormula = true): WorkBook {
  try {
    return read(bytes, {
      type: 'array',
      dense: true,
      cellFormula,
      cellNF: true,
      cellText: false,
      cellHTML: false,
      sheetStubs: true,
    })
  } catch (error) {
    const locked = /password|encrypt/i.test(error instanceof Error ? error.message : '')
    throw locked
      ? new UnreadableFile(
          name,
          'locked',
          'The workbook is protected by a password.',
          'Open it, remove the password and save it again.',
        )
      : new UnreadableFile(
          name,
          'damaged',
          'The workbook is damaged and cannot be read.',
          'Save it again, or take another copy.',
        )
  }
}

/**
 * The library gives a formula that was never worked out the value 0. Read again without formulas, its cell is empty,
 * while a true 0 is still there.
 */
function markUncalculated(name: string, bytes: Uint8Array, workbook: WorkBook): void {
  let plain: WorkBook | undefined
  for (const sheet of workbook.SheetNames)
    for (const [r, cells] of rowsOf(workbook, sheet).entries())
      for (const [c, cell] of (cells ?? []).entries()) {
        if (!cell?.f || cell.v !== 0) continue
        plain ??= readWorkbook(name, bytes, false)
        if (typeof rowsOf(plain, sheet)[r]?.[c]?.v !== 'number') cell.v = undefined
      }
}

const rowsOf = (workbook: WorkBook, sheet: string) => (workbook.Sheets[sheet] as DenseSheet)?.['!data'] ?? []

function lastFilled(cells: Cells): number {
  let last = cells.length - 1
  while (last >= 0 && (cells[last] === undefined || cells[last]!.t === 'z')) last--
  return last
}

/** What stands in place of a formula without a value; reported wherever the cell is needed. */
export const uncalculated = '#UNCALCULATED!'

/** A cell as text: dates as ISO 8601, numbers in digits, yes and no as TRUE and FALSE, formulas by their value. */
function cellText(cell: CellObject | undefined, since1904: boolean): string {
  if (!cell) return ''
  switch (cell.t) {
    case 's':
      return String(cell.v ?? '').replace(/\r\n?/g, '\n')
    case 'n':
      return typeof cell.v === 'number' ? numberText(cell.v, cell.z, since1904) : cell.f ? uncalculated : ''
    case 'b':
      return cell.v ? 'TRUE' : 'FALSE'
    case 'd':
      return cell.v instanceof Date ? cell.v.toISOString().slice(0, 10) : String(cell.v ?? '')
    case 'e':
      return cell.v === undefined ? uncalculated : '#ERROR!'
    default:
      return cell.f ? uncalculated : ''
  }
}

const dateFormats = new Map<string, boolean>()
/** True for a number format that shows a day, month or year. */
function showsDate(format: string): boolean {
  let known = dateFormats.get(format)
  if (known === undefined) {
    const bare = format.replace(/\[[^\]]*\]|"[^"]*"|\\.|_./g, '')
    known = /[dy]/i.test(bare) || /m{3,}/i.test(bare)
    dateFormats.set(format, known)
  }
  return known
}

function numberText(value: number, format: string | number | undefined, since1904: boolean): string {
  if (typeof format === 'string') {
    if (showsDate(format)) return dateOfSerial(value, since1904)
    // '00000' keeps the zeros at the start of a postal code.
    if (/^0{2,}$/.test(format) && Number.isInteger(value) && value >= 0)
      return String(value).padStart(format.length, '0')
  }
  return Number.isInteger(value) && Math.abs(value) < 1e21 ? BigInt(value).toString() : String(value)
}

function merged(workbook: WorkBook, sheet: string): ImportProblem[] {
  const below = ((workbook.Sheets[sheet] as DenseSheet)['!merges'] ?? []).filter(m => m.s.r > 1)
  const first = below[0]
  return first
    ? [
        {
          severity: 'notice',
          where: `${sheet}, ${columnLetters(first.s.c)}${first.s.r + 1}`,
          code: 'table.merged',
          what: `The sheet joins cells in ${below.length} places; only the first cell of each has the value.`,
          remedy: 'Take the joined cells apart if every row should have it.',
          row: first.s.r + 1,
          column: columnLetters(first.s.c),
        },
      ]
    : []
}
