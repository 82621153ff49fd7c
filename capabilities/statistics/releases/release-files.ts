import { utils, type WorkSheet, write } from '@e965/xlsx'
import { stringify } from 'csv-stringify/sync'
import type { ReleaseDocument, ReleasedTable } from './release.entity.ts'

/** Names of dimensions and codes in the reader's language; what has none stands for itself. */
export type NameOf = (dimension: string, code: string) => string

/** A table as lines: codes and names, the count or its mark. A withheld count is an empty field, never 0. */
export function releasedLines(table: ReleasedTable, threshold: number, nameOf: NameOf): string[][] {
  const head = [...table.dimensions.flatMap(({ id }) => [id, `${id}.label`]), 'count', 'status']
  const lines = table.cells.map(({ key, count, mark }) => [
    ...key.flatMap((code, i) => [code, nameOf(table.dimensions[i]!.id, code)]),
    count === undefined ? '' : String(count),
    mark === undefined ? 'shown' : mark === 'small' ? `<${threshold}` : 'withheld',
  ])
  return [head, ...lines]
}

/** All tables of a release as one CSV file, one after the other, each line with the title of its table. */
export function releaseCsv(document: ReleaseDocument, nameOf: NameOf): string {
  const most = Math.max(...document.tables.map(t => t.dimensions.length))
  const head = [
    'release',
    'table',
    ...Array.from({ length: most }, (_, i) => [`by${i + 1}`, `code${i + 1}`, `label${i + 1}`]).flat(),
    'count',
    'status',
  ]
  const lines = document.tables.flatMap(table =>
    releasedLines(table, document.threshold, nameOf)
      .slice(1)
      .map((line, n) => {
        const { key } = table.cells[n]!
        const parts = Array.from({ length: most }, (_, i) =>
          i < key.length ? [table.dimensions[i]!.id, key[i]!, line[2 * i + 1]!] : ['', '', ''],
        ).flat()
        return [nameOfRelease(document), table.title, ...parts, line.at(-2)!, line.at(-1)!]
      }),
  )
  return stringify([head, ...lines], { bom: true, escape_formulas: true })
}

/** Every code of a release once, by dimension. */
export function codesOf(document: ReleaseDocument): { dimension: string; code: string; total: string }[] {
  const found = new Map<string, { dimension: string; code: string; total: string }>()
  for (const { dimensions } of document.tables)
    for (const { id, codes, total } of dimensions)
      for (const code of codes) found.set(`${id} ${code}`, { dimension: id, code, total })
  return [...found.values()].sort((a, b) =>
    a.dimension < b.dimension ? -1 : a.dimension > b.dimension ? 1 : 0,
  )
}

/**
 * A workbook: a sheet that says what the release is, then one for each table, and where any code is mapped to IC-TIP one
 * with all codes. The same release gives the same bytes.
 * @param icTipOf IC-TIP codes as they stood when the release was frozen
 */
export function releaseXlsx(
  document: ReleaseDocument,
  about: readonly (readonly [string, string])[],
  nameOf: NameOf,
  icTipOf: (dimension: string, code: string) => string | undefined = () => undefined,
): Buffer {
  const book = utils.book_new()
  utils.book_append_sheet(book, utils.aoa_to_sheet(about.map(line => [...line])), 'about')
  document.tables.forEach((table, i) => {
    utils.book_append_sheet(book, sheetOf(table, document.threshold, nameOf), `table ${i + 1}`)
  })
  const codes = codesOf(document).map(({ dimension, code }) => [
    dimension,
    code,
    nameOf(dimension, code),
    icTipOf(dimension, code) ?? '',
  ])
  if (codes.some(line => line[3] !== ''))
    utils.book_append_sheet(
      book,
      utils.aoa_to_sheet([['field', 'code', 'name', 'IC-TIP code'], ...codes]),
      'codes',
    )
  book.Props = { CreatedDate: new Date(document.moment.at), ModifiedDate: new Date(document.moment.at) }
  return write(book, { type: 'buffer', bookType: 'xlsx', compression: true }) as Buffer
}

function sheetOf(table: ReleasedTable, threshold: number, nameOf: NameOf): WorkSheet {
  const lines = releasedLines(table, threshold, nameOf).map((line, n) => {
    const count = n === 0 ? undefined : table.cells[n - 1]!.count
    return line.map((field, i) => (i === line.length - 2 && count !== undefined ? count : field))
  })
  return utils.aoa_to_sheet(lines)
}

export const nameOfRelease = ({ number, revision }: Pick<ReleaseDocument, 'number' | 'revision'>): string =>
  revision === 1 ? number : `${number} rev. ${revision}`
