import type { Figures } from './figure.ts'

/** What a workbook says of its figures, line by line: what stands on the left, and what it is. */
export type AboutFigures = readonly (readonly [name: string, value: string])[]

/**
 * A workbook (XLSX) of figures: a sheet of numbers as numbers and withheld figures as words, and a sheet that says what
 * they are, where from, of which moment, and what was withheld.
 * @param names of the two sheets, at most 31 characters each
 * @param withheld what stands where a figure is withheld
 */
export async function figuresAsWorkbook(
  { columns, rows }: Figures,
  about: AboutFigures,
  names: { figures: string; about: string },
  withheld: string,
): Promise<Uint8Array> {
  const { utils, write } = await import('@e965/xlsx')
  const book = utils.book_new()
  const sheet = utils.aoa_to_sheet([
    columns.map(({ label }) => label),
    ...rows.map(row =>
      columns.map(({ key, kind }) => {
        const value = row[key]
        return value === null || value === undefined ? (kind === 'text' ? '' : withheld) : value
      }),
    ),
  ])
  columns.forEach(({ kind }, column) => {
    if (kind !== 'share') return
    rows.forEach((_, row) => {
      const cell = sheet[utils.encode_cell({ r: row + 1, c: column })] as
        | { t: string; z?: string }
        | undefined
      if (cell?.t === 'n') cell.z = '0.0%'
    })
  })
  sheet['!cols'] = columns.map(({ label }, i) => ({
    wch: Math.min(60, Math.max(10, label.length, i === 0 ? 28 : 0)),
  }))
  const told = utils.aoa_to_sheet(about.map(line => [...line]))
  told['!cols'] = [{ wch: 22 }, { wch: 100 }]
  utils.book_append_sheet(book, sheet, sheetName(names.figures))
  utils.book_append_sheet(book, told, sheetName(names.about))
  if (document.documentElement.dir === 'rtl') book.Workbook = { Views: [{ RTL: true }] }
  return new Uint8Array(write(book, { type: 'array', bookType: 'xlsx', compression: true }) as ArrayBuffer)
}

/** Spreadsheets refuse longer names and some signs. */
const sheetName = (name: string) => name.replace(/[\\/?*[\]:]/g, ' ').slice(0, 31)
