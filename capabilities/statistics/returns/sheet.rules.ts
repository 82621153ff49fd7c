import { type Block, cellKey, type ReturnContent, type TableDefinition, total } from './return.entity.ts'
import { gridOf } from './table.rules.ts'

/** A cell of a sheet: a text, a number, or nothing. */
export type SheetCell = string | number | null

/** Names of codes and of the fixed words of a sheet, in the reader's language. */
export interface SheetWords {
  nameOf(dimension: string, code: string): string
  say(key: SheetWord): string
}

export const sheetWords = [
  'form',
  'table',
  'agency',
  'period',
  'articles',
  'source',
  'note',
  'currency',
  'block',
  'total',
  'unknown',
  'not-collected',
  'explanation',
  'add-rows',
  'help-cells',
  'help-totals',
  'help-format',
] as const
export type SheetWord = (typeof sheetWords)[number]

/** First cell of every sheet of a return, by which it is known. */
export const sheetMark = 'palermo-return'
/** Empty lines for rows that the agency adds. */
export const openLines = 20

/** For which return a sheet is. */
export interface SheetOf {
  tableId: string
  version: number
  agencyId: string
  agency: string
  period: string
}

/**
 * A return as lines of a sheet. Column A says what a line is or which code its row has, column B its name; values follow.
 * Reading it back gives the same content, whatever the language of the names.
 */
export function sheetOf(
  definition: TableDefinition,
  of: SheetOf,
  content: ReturnContent,
  title: string,
  blockTitle: (block: Block) => string,
  words: SheetWords,
): SheetCell[][] {
  const lines: SheetCell[][] = [
    [sheetMark, words.say('form'), 1],
    ['table', words.say('table'), `${of.tableId} ${of.version}`, title],
    ['agency', words.say('agency'), of.agencyId, of.agency],
    ['period', words.say('period'), of.period],
    ['articles', words.say('articles'), content.articles],
    ['source', words.say('source'), content.source],
    ['note', words.say('note'), content.note],
  ]
  if (definition.measure === 'amount') lines.push(['currency', words.say('currency'), content.currency ?? ''])
  for (const block of definition.blocks)
    lines.push([], ...blockLines(block, content, blockTitle(block), words))
  for (const [id, text] of Object.entries(content.explanations))
    lines.push(['explanation', words.say('explanation'), id, text])
  return lines
}

function blockLines(block: Block, content: ReturnContent, title: string, words: SheetWords): SheetCell[][] {
  const grid = gridOf(block, content)
  const columns = [...grid.columns, total]
  const name = (dimension: string | undefined, code: string) =>
    code === total ? words.say('total') : words.nameOf(dimension ?? '', code)
  const written = (row: string): SheetCell[] =>
    columns.map(column => {
      const value = content.cells[cellKey(block.id, row, column)]
      return value === undefined ? null : typeof value === 'number' ? value : words.say(value)
    })
  const added = new Set(block.rows.open ? (content.rows[block.id] ?? []) : [])
  const fixed = grid.rows.filter(row => !added.has(row))
  const line = (row: string): SheetCell[] => [row, name(block.rows.dimension, row), ...written(row)]
  const empty = block.rows.open
    ? Array.from({ length: Math.max(1, openLines - added.size) }, () => ['new', ''])
    : []
  return [
    ['block', title, block.id],
    ['codes', '', ...columns],
    [
      '',
      block.rows.open ? words.say('add-rows') : '',
      ...columns.map(c => name(block.columns?.dimension, c)),
    ],
    ...[...added].map(row => ['new', row, ...written(row)]),
    ...empty,
    ...fixed.map(line),
    [total, words.say('total'), ...written(total)],
  ]
}
