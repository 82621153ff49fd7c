import { type CellObject, read, utils, type WorkSheet, write } from '@e965/xlsx'
import { parse } from 'csv-parse/sync'
import { stringify } from 'csv-stringify/sync'
import { listZip, unpackedTotal } from '#capabilities/cases/public.ts'
import type { Language } from '#kernel/entity/codelist.ts'
import { findCode } from '#kernel/entity/codelist.ts'
import type { Problem, Result } from '#kernel/result/result.ts'
import { codelists } from '#standards/codelists.ts'
import lists from '#standards/returns/lists.json' with { type: 'json' }
import wordList from '#standards/returns/sheet-words.json' with { type: 'json' }
import { foldedWord, type ReadCell, readSheet } from './read-sheet.rules.ts'
import type { ReturnContent, TableDefinition } from './return.entity.ts'
import { type ReturnProblem, returnProblem } from './return-problem.rules.ts'
import { type SheetOf, type SheetWord, sheetOf } from './sheet.rules.ts'

/** Largest file of a return, and what it may unpack to. */
export const sheetBytesMax = 1_000_000
const unpackedBytesMax = 20_000_000
const rowsMax = 1_000
const columnsMax = 40

const words = wordList.words as Record<SheetWord, Record<Language, string>>
const labels = new Map(
  lists.flatMap(list =>
    list.codes.map(
      c => [`${list.id.replace('returns.', '')}|${c.code}`, c.labels as Record<Language, string>] as const,
    ),
  ),
)

/** The name of a code of a table in a language; the code itself where it has none. */
export function codeName(dimension: string, code: string, language: Language): string {
  const label = labels.get(`${dimension}|${code}`)
  if (label) return label[language] ?? label.en
  if (dimension === 'citizenship') {
    if (code === '_U') return labels.get('sex|_U') ? notSaid[language] : code
    const country = codelists.get('countries').codes.find(c => c.code === code)
    return country?.labels[language] ?? country?.labels.en ?? code
  }
  return code
}

const notSaid: Record<Language, string> = {
  en: 'Citizenship not recorded',
  fr: 'Nationalité non consignée',
  es: 'Nacionalidad no registrada',
  ar: 'الجنسية غير مسجَّلة',
  ru: 'Гражданство не указано',
  zh: '国籍未记录',
}

function linesOf(definition: TableDefinition, of: SheetOf, content: ReturnContent, language: Language) {
  const inLanguage = (texts: Record<Language, string>) => texts[language] ?? texts.en
  return sheetOf(definition, of, content, inLanguage(definition.title), block => inLanguage(block.title), {
    nameOf: (dimension, code) => codeName(dimension, code, language),
    say: key => inLanguage(words[key]),
  })
}

/** A return as a workbook: the sheet to be filled in, and one that says how. Empty content gives the empty sheet. */
export function returnXlsx(
  definition: TableDefinition,
  of: SheetOf,
  content: ReturnContent,
  language: Language,
  madeAt: Date,
): Buffer {
  const book = utils.book_new()
  const sheet = utils.aoa_to_sheet(linesOf(definition, of, content, language))
  sheet['!cols'] = [{ wch: 14 }, { wch: 44 }, ...Array.from({ length: 8 }, () => ({ wch: 16 }))]
  utils.book_append_sheet(book, sheet, 'return')
  const help = [
    [definition.title[language] ?? definition.title.en],
    [definition.note[language] ?? definition.note.en],
    [definition.articles],
    [definition.source],
    ...(['help-cells', 'help-totals', 'help-format'] as const).map(key => [
      words[key][language] ?? words[key].en,
    ]),
  ]
  utils.book_append_sheet(book, utils.aoa_to_sheet(help), 'help')
  book.Props = { CreatedDate: madeAt, ModifiedDate: madeAt }
  return write(book, { type: 'buffer', bookType: 'xlsx', compression: true }) as Buffer
}

/** The same lines as CSV. A text that a spreadsheet would calculate is written with an apostrophe before it. */
export function returnCsv(
  definition: TableDefinition,
  of: SheetOf,
  content: ReturnContent,
  language: Language,
): string {
  const lines = linesOf(definition, of, content, language).map(line =>
    line.map(cell => (typeof cell === 'string' && /^['=+\-@\t\r]/.test(cell) ? `'${cell}` : (cell ?? ''))),
  )
  return stringify(lines, { bom: true })
}

/**
 * Reads a filled-in sheet of a return, XLSX or CSV (UTF-8; comma, semicolon or tab).
 * @param language in which parts of the table are named
 * @returns the content, or every problem with the cell it is in
 */
export async function readReturnFile(
  bytes: Uint8Array,
  definition: TableDefinition,
  of: SheetOf,
  language: Language = 'en',
): Promise<Result<ReturnContent>> {
  if (bytes.length > sheetBytesMax) return refusedFile('file-large')
  const cells = bytes[0] === 0x50 && bytes[1] === 0x4b ? await cellsOfBook(bytes) : cellsOfCsv(bytes)
  if (!cells.ok) return cells
  const countries = codelists.get('countries')
  const folded = (word: SheetWord) => new Set([word, ...Object.values(words[word])].map(foldedWord))
  return readSheet(cells.value, {
    definition,
    of,
    countryOf: text => findCode(countries, text),
    unknown: folded('unknown'),
    notCollected: folded('not-collected'),
    titleOf: ({ title }) => title[language] ?? title.en,
  })
}

async function cellsOfBook(bytes: Uint8Array): Promise<Result<ReadCell[][]>> {
  const damaged = () => refusedFile('file-damaged')
  const entries = listZip(bytes)
  if (!entries?.some(e => e.name === 'xl/workbook.xml') || entries.some(e => e.encrypted)) return damaged()
  const unpacked = await unpackedTotal(bytes, entries, unpackedBytesMax)
  if (unpacked === undefined) return damaged()
  if (unpacked > unpackedBytesMax) return refusedFile('file-unpacked')
  try {
    const book = read(bytes, {
      type: 'array',
      cellHTML: false,
      cellText: false,
      cellDates: true,
      sheetRows: rowsMax + 1,
    })
    const name = book.SheetNames.find(n => n === 'return') ?? book.SheetNames[0]
    const sheet = name === undefined ? undefined : book.Sheets[name]
    return sheet?.['!ref'] ? gridOfSheet(sheet) : refusedFile('file-empty')
  } catch {
    return damaged()
  }
}

function gridOfSheet(sheet: WorkSheet): Result<ReadCell[][]> {
  const { e } = utils.decode_range(sheet['!ref']!)
  if (e.r >= rowsMax) return refusedFile('file-long')
  const lines: ReadCell[][] = []
  for (let r = 0; r <= e.r; r++) {
    const line: ReadCell[] = []
    for (let c = 0; c <= Math.min(e.c, columnsMax); c++)
      line.push(cellOf(sheet[utils.encode_cell({ r, c })] as CellObject | undefined))
    lines.push(line)
  }
  for (const { s, e: end } of sheet['!merges'] ?? [])
    for (let r = s.r; r <= Math.min(end.r, e.r); r++)
      for (let c = s.c; c <= Math.min(end.c, columnsMax); c++) {
        const cell = lines[r]?.[c]
        if (cell) cell.odd = 'merged'
      }
  return { ok: true, value: lines }
}

function cellOf(cell: CellObject | undefined): ReadCell {
  if (!cell || cell.t === 'z') return { value: null }
  if (cell.f !== undefined) return { value: null, odd: 'formula' }
  if (cell.t === 'e') return { value: null, odd: 'error' }
  if (cell.t === 'n' || cell.t === 's') return { value: cell.v as number | string }
  return { value: null, odd: 'kind' }
}

function cellsOfCsv(bytes: Uint8Array): Result<ReadCell[][]> {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    if (text.includes('\u0000')) throw new Error('This is no text.')
    const first = /^[^\r\n]*/.exec(text)?.[0] ?? ''
    const delimiter = [';', '\t', ','].find(one => first.includes(one)) ?? ','
    const lines = parse(text, { bom: true, delimiter, relax_column_count: true }) as string[][]
    if (lines.length > rowsMax) return refusedFile('file-long')
    return {
      ok: true,
      value: lines.map(line =>
        line.slice(0, columnsMax).map(cell => ({ value: cell.startsWith("'") ? cell.slice(1) : cell })),
      ),
    }
  } catch {
    return refusedFile('file-kind')
  }
}

const refusedFile = (name: ReturnProblem): { ok: false; problems: Problem[] } => ({
  ok: false,
  problems: [returnProblem('file', name)],
})
