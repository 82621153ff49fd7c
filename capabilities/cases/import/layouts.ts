import type { Codelists } from '#kernel/entity/codelist.ts'
import { ctdc27, ctdc2020 } from './ctdc-headers.ts'
import type { ImportMapping, LayoutId, MappedColumn } from './import-mapping.ts'
import { columnLetters, type ImportProblem } from './import-problem.ts'
import { folded, targetOfSystemName, targetsOfLabel } from './known-headers.ts'
import { proposeColumns } from './propose-columns.ts'
import type { Table, TableRow } from './read-table.ts'
import { readTarget, type TargetName } from './target.ts'

/** What was recognised, and what a person should look at before it is used. */
export interface LayoutProposal {
  mapping: ImportMapping
  notices: ImportProblem[]
  /** False when a person must go through the columns first: the table is not of a known layout. */
  certain: boolean
}

/** Rows from which a layout is recognised. */
const headRows = 60
/** A header may stand below a title, but not far below. */
const headerSearchRows = 10

/** The first rows of a table. */
export async function headOfTable(table: Table, count = headRows): Promise<TableRow[]> {
  const rows: TableRow[] = []
  for await (const batch of table.batches()) {
    rows.push(...batch)
    if (rows.length >= count) break
  }
  return rows.slice(0, count)
}

/**
 * Recognises how a table is laid out and proposes where each column goes: the published HTCDS spreadsheet and every
 * table with the standard's names or labels, the case tables of the CTDC (27 columns in both spellings, and 2020), or an
 * unknown table, for which it proposes and a person decides.
 * @param head the table's first rows
 */
export function recogniseLayout(head: TableRow[], lists: Codelists): LayoutProposal {
  return readCtdc(head) ?? readStandard(head) ?? readUnknown(head, lists)
}

const tables = (
  [
    ['ctdc-27', ctdc27],
    ['ctdc-2020', ctdc2020],
  ] as [LayoutId, Record<string, TargetName | null>][]
).map(([layout, columns]) => ({
  layout,
  columns: new Map(Object.entries(columns).map(([name, target]) => [folded(name), target])),
}))

const notRecorded: Record<LayoutId, string[]> = {
  htcds: [],
  unknown: [],
  'ctdc-27': ['-99', 'NULL', 'Null', 'null', 'NA', 'NaN', 'nan', 'None'],
  // Countries have two letters here, so that NA is Namibia; a nought says that a flag is not set, not that it is denied.
  'ctdc-2020': ['-99', '-99.0', '0', '0.0', '00000', 'NULL', 'Null', 'null', 'NaN', 'nan', 'None'],
}

function readCtdc(head: TableRow[]): LayoutProposal | undefined {
  for (const [r, row] of head.slice(0, headerSearchRows).entries()) {
    const headers = row.cells.map(folded)
    const filled = headers.filter(Boolean).length
    const best = tables
      .map(t => ({ ...t, count: headers.filter(h => t.columns.has(h)).length }))
      .reduce((a, b) => (b.count > a.count ? b : a))
    if (best.count < 8 || best.count < filled * 0.6) continue
    const columns = row.cells.map((header, column): MappedColumn => {
      const target = best.columns.get(headers[column]!)
      return target === undefined
        ? { column, header, target: null, reason: header.trim() ? 'unknown' : 'noHeader' }
        : { column, header, target, reason: target === null ? 'repeats' : 'systemName' }
    })
    const source =
      best.layout === 'ctdc-27'
        ? 'CTDC Global Synthetic Dataset'
        : columns.some(c => c.target === 'case.source')
          ? undefined
          : 'CTDC Global Dataset'
    yearInFirstColumn(columns, head.slice(r + 1))
    return finish(best.layout, r + 1, columns, head.slice(r + 1), source ? { 'case.source': source } : {})
  }
  return undefined
}

/** In the table of 2020 a sentence of terms stands where a header should. */
function yearInFirstColumn(columns: MappedColumn[], data: TableRow[]): void {
  const first = columns[0]
  if (!first || first.target !== null || columns.some(c => c.target === 'case.openedOn')) return
  const cells = data.map(row => row.cells[0]?.trim()).filter(Boolean)
  if (cells.length > 0 && cells.every(c => /^((19|20)\d\d(\.0)?|-99(\.0)?)$/.test(c!)))
    columns[0] = { ...first, target: 'case.openedOn', reason: 'values' }
}

function readStandard(head: TableRow[]): LayoutProposal | undefined {
  for (const [r, row] of head.slice(0, headerSearchRows).entries()) {
    const filled = row.cells.filter(c => c.trim()).length
    if (filled === 0) continue
    const named = row.cells.filter(c => targetOfSystemName(c)).length
    if (named >= 3 && named >= filled / 2) {
      const below = head[r + 1]
      const labels = below && isLabelRow(below) ? below.cells : undefined
      const width = Math.max(row.cells.length, labels?.length ?? 0)
      const columns = Array.from({ length: width }, (_, column) =>
        standardColumn(column, row.cells[column] ?? '', labels?.[column] ?? ''),
      )
      const first = r + (labels ? 2 : 1)
      return finish('htcds', first, columns, head.slice(first))
    }
    const labelled = row.cells.filter(c => targetsOfLabel(c).length > 0).length
    if (labelled >= 3 && labelled >= filled * 0.8 && row.cells.every(c => targetsOfLabel(c).length < 2)) {
      const columns = row.cells.map((header, column) => standardColumn(column, '', header))
      return finish('htcds', r + 1, columns, head.slice(r + 1))
    }
  }
  return undefined
}

function isLabelRow(row: TableRow): boolean {
  const filled = row.cells.filter(c => c.trim())
  const known = filled.filter(c => targetsOfLabel(c).length > 0).length
  return known >= 3 && known >= filled.length / 2
}

function standardColumn(column: number, name: string, label: string): MappedColumn {
  const byName = targetOfSystemName(name)
  const byLabel = targetsOfLabel(label)
  const header = label.trim() || name.trim()
  if (byName && (byLabel.length === 0 || byLabel.includes(byName)))
    return { column, header, target: byName, reason: 'systemName' }
  const only = byLabel.length === 1 ? byLabel[0]! : undefined
  if (only) return { column, header, target: only, reason: byName ? 'labelOverName' : 'label' }
  return {
    column,
    header,
    target: byName ?? null,
    reason: byName ? 'systemName' : header ? 'unknown' : 'noHeader',
  }
}

function readUnknown(head: TableRow[], lists: Codelists): LayoutProposal {
  const r = Math.max(
    head.slice(0, headerSearchRows).findIndex(row => row.cells.filter(c => c.trim()).length >= 2),
    0,
  )
  const data = head.slice(r + 1)
  const columns = proposeColumns(head[r]?.cells ?? [], data, lists)
  return { ...finish('unknown', r + 1, columns, data), certain: false }
}

function finish(
  layout: LayoutId,
  headerRows: number,
  columns: MappedColumn[],
  data: TableRow[],
  defaults: Record<TargetName, string> = {},
): LayoutProposal {
  const notices: ImportProblem[] = []
  const taken = new Map<TargetName, MappedColumn>()
  const notice = (c: MappedColumn, code: string, what: string, remedy: string) =>
    notices.push({
      severity: 'notice',
      where: `column ${columnLetters(c.column)}`,
      code,
      what,
      remedy,
      column: columnLetters(c.column),
      ...(c.header ? { header: c.header } : {}),
    })
  for (const c of columns) {
    const holder = c.target === null ? undefined : taken.get(c.target)
    if (holder && !readTarget(c.target!)?.codes) {
      notice(
        c,
        'column.taken',
        `Column ${columnLetters(c.column)} stands for the same field as column ${columnLetters(holder.column)} and is not read.`,
        'Choose which of the two is right.',
      )
      c.target = null
      c.reason = 'taken'
    } else if (c.target !== null) taken.set(c.target, c)
    if (c.reason === 'labelOverName')
      notice(
        c,
        'column.labelOverName',
        `In column ${columnLetters(c.column)} the label “${c.header}” and the system name above it differ; the label was followed.`,
        'Check one row, and choose another field if the name is right.',
      )
    if (c.target === null && (c.reason === 'noHeader' || c.reason === 'unknown')) {
      const cells = data.map(row => row.cells[c.column]?.trim() ?? '')
      if (isCounting(cells)) c.reason = 'rowNumbers'
      else if (cells.some(Boolean) && layout !== 'unknown')
        notice(
          c,
          'column.notRead',
          c.header
            ? `No field is known for column ${columnLetters(c.column)}; it is not read.`
            : `Column ${columnLetters(c.column)} has no header; it is not read.`,
          'Choose a field for it if it matters.',
        )
    }
  }
  return {
    mapping: {
      layout,
      headerRows,
      columns,
      ...(Object.keys(defaults).length > 0 ? { defaults } : {}),
      notRecorded: notRecorded[layout],
    },
    notices,
    certain: true,
  }
}

/** True for row numbers: 1, 2, 3 … */
function isCounting(cells: string[]): boolean {
  const numbers = cells.filter(Boolean).map(Number)
  return numbers.length > 1 && numbers.every((n, i) => Number.isInteger(n) && n === numbers[0]! + i)
}
