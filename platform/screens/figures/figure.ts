import type { Formats } from '#kernel/language/format.ts'

/** A column of figures: `share` is 0 to 1, a null figure is one that is withheld. */
export type FigureColumn = { key: string; label: string; kind: 'text' | 'number' | 'share' }
export type FigureRow = Record<string, string | number | null>
export type Figures = { columns: readonly FigureColumn[]; rows: readonly FigureRow[] }

/** One figure as the reader sees it. */
export function writeFigure(
  value: string | number | null | undefined,
  column: FigureColumn,
  write: Formats,
  withheld: string,
): string {
  if (value === null || value === undefined) return column.kind === 'text' ? '' : withheld
  if (column.kind === 'text' || typeof value === 'string') return String(value)
  return column.kind === 'share' ? write.share(value) : write.number(value)
}

/** One row as a sentence: `2024: 132 women, 87 men`. */
export function sayRow(row: FigureRow, { columns }: Figures, write: Formats, withheld: string): string {
  const [first, ...rest] = columns
  const said = rest.map(column => `${column.label} ${writeFigure(row[column.key], column, write, withheld)}`)
  return `${first ? writeFigure(row[first.key], first, write, withheld) : ''}: ${said.join(', ')}`
}

/**
 * The figures as CSV (RFC 4180), numbers as machines read them; a withheld figure is an empty cell. Texts that
 * a spreadsheet would take for a formula are made harmless.
 */
export function figuresAsCsv({ columns, rows }: Figures): string {
  const lines = [
    columns.map(column => cell(column.label)),
    ...rows.map(row => columns.map(({ key }) => cell(row[key]))),
  ]
  return `\ufeff${lines.map(line => line.join(',')).join('\r\n')}\r\n`
}

function cell(value: string | number | null | undefined): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'number') return String(value)
  const harmless = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}
