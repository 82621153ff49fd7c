import { read, utils } from '@e965/xlsx'
import { parse } from 'csv-parse/sync'
import { listZip, unpackedTotal } from '#capabilities/cases/public.ts'
import { type Problem, type Result, refused } from '#kernel/result/result.ts'
import type { TextRow } from './reading.rules.ts'

/** Largest file; a table of 50,000 rows is about 2 MB. */
export const populationBytesMax = 16_000_000

const unpackedBytesMax = 200_000_000
const isArchive = (bytes: Uint8Array) => bytes[0] === 0x50 && bytes[1] === 0x4b

/** What is wrong with a workbook that would fill the memory once it is unpacked; undefined where nothing is. */
export async function problemOfUnpacking(bytes: Uint8Array): Promise<Problem | undefined> {
  if (!isArchive(bytes) || bytes.length > populationBytesMax) return undefined
  const size = await unpackedTotal(bytes, listZip(bytes) ?? [], unpackedBytesMax)
  return size === undefined || size <= unpackedBytesMax
    ? undefined
    : unreadable('unpacked', 'The workbook unpacks to more than 200 MB.', 'Save its first sheet as CSV.')
}

/**
 * The rows of a CSV file (UTF-8; comma, semicolon or tab) or of the first sheet of a workbook (XLSX), as texts.
 * @returns a problem when the bytes are neither
 */
export function rowsOfFile(bytes: Uint8Array): Result<TextRow[]> {
  if (bytes.length > populationBytesMax)
    return refused(unreadable('large', 'The file is larger than 16 MB.', 'Divide it by year.'))
  const isBook = isArchive(bytes)
  try {
    return { ok: true, value: isBook ? rowsOfBook(bytes) : csvRows(bytes) }
  } catch {
    return refused(
      isBook
        ? unreadable(
            'damaged',
            'The workbook is damaged or locked.',
            'Save it as XLSX without a password, or as CSV in UTF-8.',
          )
        : unreadable('notTable', 'The file is no table.', 'Save it as XLSX, or as CSV in UTF-8.'),
    )
  }
}

function rowsOfBook(bytes: Uint8Array): TextRow[] {
  const book = read(bytes, { type: 'array', cellFormula: false, cellHTML: false, sheetRows: 50_002 })
  const sheet = book.Sheets[book.SheetNames[0] ?? '']
  if (!sheet) return []
  const lines = utils.sheet_to_json<unknown[]>(sheet, { header: 1, raw: true, blankrows: true, defval: '' })
  return lines.map((cells, i) => ({ number: i + 1, cells: cells.map(cell => String(cell ?? '')) }))
}

/**
 * The rows of a CSV file in UTF-8 with comma, semicolon or tab, as texts.
 * @throws Error when the bytes are no such file
 */
export function csvRows(bytes: Uint8Array): TextRow[] {
  const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  if (text.includes('\u0000')) throw new Error('This is no text.')
  const first = text.slice(0, text.indexOf('\n') >= 0 ? text.indexOf('\n') : text.length)
  const delimiter = [';', '\t', ','].find(one => first.includes(one)) ?? ','
  const lines = parse(text, {
    bom: true,
    delimiter,
    relax_column_count: true,
    skip_empty_lines: false,
  }) as string[][]
  return lines.map((cells, i) => ({ number: i + 1, cells }))
}

const unreadable = (code: string, what: string, remedy: string): Problem => ({
  where: 'file',
  code: `population.${code}`,
  what,
  remedy,
})
