import { type CsvRecord, csvReader } from './csv-records.ts'
import { type ImportProblem, UnreadableFile } from './import-problem.ts'
import type { Table, TableRow } from './read-table.ts'
import type { TableFile, TableLimits } from './table-file.ts'
import { findEncoding, type TextEncoding, textOf } from './text-encoding.ts'

const separators = [',', ';', '\t', '|']

/**
 * Opens a CSV file; its rows are read as a stream, so that its length does not matter.
 * @param encoding as a person named it; found by looking when absent
 * @throws UnreadableFile when it is no text
 */
export async function openCsv(
  file: TableFile,
  head: Uint8Array,
  limits: TableLimits,
  encoding?: TextEncoding,
): Promise<Table> {
  const found = encoding ? { encoding, sure: true } : await findEncoding(file, head)
  const notices: ImportProblem[] = []
  if (!found.sure)
    notices.push({
      severity: 'notice',
      where: file.name,
      code: 'file.encoding',
      what: 'The file does not say how its letters are encoded; it was read as Windows-1252.',
      remedy: 'Look whether accented letters are right; if not, name the encoding or save it as UTF-8.',
    })
  const sample = new TextDecoder(found.encoding).decode(head)
  if (sample.includes('\u0000'))
    throw new UnreadableFile(
      file.name,
      'notTable',
      'This is not a table.',
      'Choose an XLSX, ODS or CSV file.',
    )
  const directive = /^sep=(.)\r?\n/i.exec(sample)
  const separator = directive?.[1] ?? findSeparator(sample)
  const newline = sample.includes('\r') && !sample.includes('\n') ? '\r' : '\n'
  return {
    name: file.name,
    format: 'csv',
    sheets: [],
    since1904: false,
    notices,
    batches: () => readCsv(file, found.encoding, separator, newline, directive ? 1 : 0, limits),
  }
}

async function* readCsv(
  file: TableFile,
  encoding: TextEncoding,
  separator: string,
  newline: '\n' | '\r',
  skip: number,
  limits: TableLimits,
): AsyncGenerator<TableRow[]> {
  const reader = csvReader(separator, newline)
  let number = 0
  const rows = (records: CsvRecord[]): TableRow[] => {
    const batch: TableRow[] = []
    for (const { cells, unclear } of records) {
      number++
      if (number <= skip) continue
      if (cells.length > limits.columnsMax) throw tooWide(file.name, cells.length, number, limits)
      for (let i = 0; i < cells.length; i++) {
        const cell = cells[i]!
        if (cell.charCodeAt(0) === 39) cells[i] = unescapeFormula(cell)
        if (cell.includes('\r')) cells[i] = cells[i]!.replace(/\r\n?/g, '\n')
      }
      batch.push(unclear ? { number, cells, unclear } : { number, cells })
    }
    if (number > limits.rowsMax) throw tooLong(file.name, limits)
    return batch
  }
  for await (const text of textOf(file, encoding)) {
    const batch = rows(reader.push(text))
    for (let i = 0; i < batch.length; i += 500) yield batch.slice(i, i + 500)
    if (reader.held() > limits.recordCharactersMax)
      throw new UnreadableFile(
        file.name,
        'record',
        `Row ${number + 1} does not end within ${limits.recordCharactersMax} characters.`,
        'Look in it for a quotation mark that is not closed.',
        number + 1,
      )
  }
  const { records, open } = reader.end()
  const batch = rows(records)
  if (batch.length > 0) yield batch
  if (open)
    throw new UnreadableFile(
      file.name,
      'quote',
      `A quotation mark that opens in row ${number + 1} is never closed.`,
      'Close it or remove it; the rows before it can be read.',
      number + 1,
    )
}

export const tooLong = (name: string, limits: TableLimits) =>
  new UnreadableFile(
    name,
    'long',
    `The table has more than ${limits.rowsMax} rows.`,
    'Divide it into several files.',
  )

export const tooWide = (name: string, columns: number, row: number, limits: TableLimits) =>
  new UnreadableFile(
    name,
    'wide',
    `Row ${row} has ${columns} columns; ${limits.columnsMax} are the most.`,
    'Check the separator, or remove columns that are not needed.',
    row,
  )

/**
 * Text that a spreadsheet would take for a formula is written with an apostrophe before it; reading takes it off again.
 * An apostrophe that the text itself has there was doubled in the same way, so nothing is lost.
 */
const formula = /^'+[=+\-@\t\r]/
export function unescapeFormula(cell: string): string {
  return cell.charCodeAt(0) === 39 && formula.test(cell) ? cell.slice(1) : cell
}

/** The separator that divides the first lines into the most columns of an even number. */
export function findSeparator(sample: string): string {
  const lines = linesOf(sample).slice(0, 20)
  let best = { separator: ',', score: 0 }
  for (const separator of separators) {
    const counts = lines.map(line => countOutsideQuotes(line, separator))
    const first = counts[0] ?? 0
    const even = counts.filter(c => c === first).length / Math.max(counts.length, 1)
    const score = first * (0.5 + even)
    if (score > best.score) best = { separator, score }
  }
  return best.separator
}

function linesOf(sample: string): string[] {
  const lines: string[] = []
  let quoted = false
  let start = 0
  for (let i = 0; i < sample.length && lines.length < 20; i++) {
    const c = sample.charCodeAt(i)
    if (c === 34) quoted = !quoted
    else if (c === 10 && !quoted) {
      if (i > start + 1) lines.push(sample.slice(start, i))
      start = i + 1
    }
  }
  // The last line of the sample may be cut off, so it counts only when it is the only one.
  if (lines.length === 0) lines.push(sample.slice(start))
  return lines
}

function countOutsideQuotes(line: string, separator: string): number {
  let count = 0
  let quoted = false
  for (const c of line) {
    if (c === '"') quoted = !quoted
    else if (c === separator && !quoted) count++
  }
  return count
}
