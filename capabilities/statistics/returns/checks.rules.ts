import { countsOf, marginOf } from './counts.rules.ts'
import { type Block, cellKey, type ReturnContent, type TableDefinition, total } from './return.entity.ts'
import { type Grid, gridOf, partsOf, sum, wholly } from './table.rules.ts'

/** An error stands in the way of sending; a warning wants an explanation, which is kept. */
export type Severity = 'error' | 'warning'

export type CheckCode =
  | 'negative'
  | 'decimals'
  | 'too-large'
  | 'sum'
  | 'part-greater'
  | 'total-said-unknown'
  | 'blocks-differ'
  | 'empty'
  | 'articles'
  | 'source'
  | 'currency'
  | 'not-in-table'
  | 'jump'
  | 'pair'

/** One thing that a return does not say well: where, and the numbers that show it. */
export interface Check {
  /** The same for the same finding; with the number in question, so that an explanation goes with that number. */
  id: string
  severity: Severity
  code: CheckCode
  /** Cells it is about, by their keys; empty where it is about the return as a whole. */
  cells: string[]
  values: Record<string, number | string>
}

/** A return of the same agency that this one is compared with. */
export interface Compared {
  definition: TableDefinition
  content: ReturnContent
  period: string
}

/** Largest number that a cell takes: more persons than any State has, more money than any court confiscates. */
export const valueMax = { count: 2_000_000_000, amount: 1_000_000_000_000_000 }
/** A count jumped when it is at least so many times the other … */
export const jumpFactor = 1.5
/** … and chance alone would not do it: distance of 2√(n + 3/8), of which 4 is passed once in 200 (Anscombe 1948). */
export const jumpSpread = 4
/** An amount jumped when it is at least so many times the other. */
export const amountJumpFactor = 3

/** From which factor on a number of a table jumped: what its definition says, else what the house does. */
export const jumpFactorOf = ({
  jumpFactor: own,
  measure,
}: Pick<TableDefinition, 'jumpFactor' | 'measure'>): number =>
  own ?? (measure === 'amount' ? amountJumpFactor : jumpFactor)

/**
 * Everything that is wrong with a return or looks unlikely, in the order of the table.
 * @param before the return for the period before, by the same agency
 * @param beside other tables of the same agency for the same period, by table
 */
export function checkReturn(
  definition: TableDefinition,
  content: ReturnContent,
  before?: Compared,
  beside: ReadonlyMap<string, Compared> = new Map(),
): Check[] {
  const grids = definition.blocks.map(block => gridOf(block, content))
  return [
    ...unplaced(grids, content),
    ...grids.flatMap(grid => [
      ...numbers(grid, definition, content),
      ...sums(grid),
      ...empties(grid, definition),
    ]),
    ...shared(grids),
    ...about(definition, content),
    ...(before ? jumps(definition, grids, before) : []),
    ...pairs(definition, content, beside),
  ]
}

/** Warnings that have no explanation yet. */
export const unexplained = (
  checks: readonly Check[],
  content: Pick<ReturnContent, 'explanations'>,
): Check[] => checks.filter(c => c.severity === 'warning' && !content.explanations[c.id]?.trim())

const error = (code: CheckCode, cells: string[], values: Check['values'] = {}): Check => ({
  id: `${code}|${cells[0] ?? ''}`,
  severity: 'error',
  code,
  cells,
  values,
})

function unplaced(grids: readonly Grid[], { cells }: ReturnContent): Check[] {
  const known = new Set(
    grids.flatMap(grid =>
      [...grid.rows, total].flatMap(row =>
        [...grid.columns, total].map(column => cellKey(grid.block.id, row, column)),
      ),
    ),
  )
  return Object.keys(cells)
    .filter(key => !known.has(key))
    .map(key => error('not-in-table', [key]))
}

function numbers({ block }: Grid, { measure }: TableDefinition, { cells }: ReturnContent): Check[] {
  const max = measure === 'amount' ? valueMax.amount : valueMax.count
  const found: Check[] = []
  for (const [key, value] of Object.entries(cells)) {
    if (!key.startsWith(`${block.id}|`) || typeof value !== 'number') continue
    if (value < 0) found.push(error('negative', [key], { value }))
    else if (!Number.isFinite(value) || value > max) found.push(error('too-large', [key], { value, max }))
    else if (measure !== 'amount' && !Number.isInteger(value)) found.push(error('decimals', [key], { value }))
    else if (Math.abs(value * 100 - Math.round(value * 100)) > 1e-6 * Math.max(1, value))
      found.push(error('decimals', [key], { value }))
  }
  return found
}

function sums(grid: Grid): Check[] {
  const { block, rows, columns } = grid
  if (wholly(grid)) return []
  const found: Check[] = []
  const check = (row: string, column: string, parts: [string, string][]) => {
    const said = grid.typed(row, column)
    const values = parts.map(([r, c]) => grid.value(r, c))
    const counted = values.filter(v => typeof v === 'number')
    if (said === undefined || parts.length === 0) return
    const added = sum(counted)
    const cells = [
      cellKey(block.id, row, column),
      ...parts.filter((_, i) => typeof values[i] === 'number').map(([r, c]) => cellKey(block.id, r, c)),
    ]
    const whole = counted.length === parts.length
    if (typeof said !== 'number') {
      if (whole) found.push(error('total-said-unknown', cells, { sum: added }))
    } else if (whole && added !== sum([said])) found.push(error('sum', cells, { sum: added, total: said }))
    else if (!whole && added > said) found.push(error('part-greater', cells, { sum: added, total: said }))
  }
  if (columns.length > 0) {
    for (const row of [...rows, total])
      check(
        row,
        total,
        columns.map((c): [string, string] => [row, c]),
      )
  }
  for (const column of [...columns, total])
    check(
      total,
      column,
      rows.map((r): [string, string] => [r, column]),
    )
  return unique(found)
}

function empties(grid: Grid, { measure }: TableDefinition): Check[] {
  if (wholly(grid)) return []
  const open = partsOf(grid).filter(([row, column]) => grid.typed(row, column) === undefined)
  const bare = partsOf(grid).length === 0 && grid.typed(total, total) === undefined
  if (open.length === 0 && !bare) return []
  const cells = bare
    ? [cellKey(grid.block.id, total, total)]
    : open.map(([row, column]) => cellKey(grid.block.id, row, column))
  return [
    {
      ...error('empty', cells, { count: cells.length, measure }),
      id: `empty|${grid.block.id}`,
    },
  ]
}

/** Totals that several blocks state: the grand total, and the parts by a dimension that more than one carries. */
function shared(grids: readonly Grid[]): Check[] {
  const first = new Map<string, { key: string; value: number }>()
  const found: Check[] = []
  const state = (grid: Grid, name: string, row: string, column: string) => {
    const value = grid.value(row, column)
    if (typeof value !== 'number') return
    const key = cellKey(grid.block.id, row, column)
    const known = first.get(name)
    if (!known) first.set(name, { key, value })
    else if (sum([known.value]) !== sum([value]))
      found.push(error('blocks-differ', [key, known.key], { total: value, other: known.value }))
  }
  for (const grid of grids) {
    const { block, rows, columns } = grid
    if (block.apart) continue
    state(grid, total, total, total)
    for (const row of rows) state(grid, `${block.rows.dimension}|${row}`, row, total)
    for (const column of columns) state(grid, `${block.columns!.dimension}|${column}`, total, column)
  }
  return found
}

function about({ measure }: TableDefinition, { articles, source, currency }: ReturnContent): Check[] {
  return [
    ...(articles.trim() ? [] : [error('articles', [])]),
    ...(source.trim() ? [] : [error('source', [])]),
    ...(measure === 'amount' && !/^[A-Z]{3}$/.test(currency ?? '') ? [error('currency', [])] : []),
  ]
}

/** A jump of the total stands for those of its parts; parts are told where the total did not jump. */
function jumps(definition: TableDefinition, grids: readonly Grid[], before: Compared): Check[] {
  const found: Check[] = []
  const blocksBefore = new Map(
    before.definition.blocks.map(block => [block.id, gridOf(block, before.content)]),
  )
  let jumped = false
  for (const grid of grids) {
    const old = blocksBefore.get(grid.block.id)
    if (!old || !sameSides(grid.block, old.block)) continue
    const look = (row: string, column: string) => {
      const [now, then] = [grid.value(row, column), old.value(row, column)]
      if (typeof now !== 'number' || typeof then !== 'number') return false
      if (!isJump(now, then, definition.measure === 'amount', jumpFactorOf(definition))) return false
      const key = cellKey(grid.block.id, row, column)
      found.push({
        id: `jump|${key}|${now}|${then}`,
        severity: 'warning',
        code: 'jump',
        cells: [key],
        values: { now, before: then, period: before.period },
      })
      return true
    }
    if (!jumped || grid.block.apart) {
      const whole = look(total, total)
      if (!grid.block.apart) jumped ||= whole
      if (whole) continue
    }
    if (jumped && !grid.block.apart) continue
    for (const row of grid.rows) look(row, total)
    for (const column of grid.columns) look(total, column)
  }
  return unique(found)
}

const sameSides = (a: Block, b: Block) =>
  a.rows.dimension === b.rows.dimension && a.columns?.dimension === b.columns?.dimension

/**
 * Whether a number is so far from the one before that somebody should say why.
 * @param factor how many times the one has to be the other; counts also have to be farther apart than chance goes
 */
export function isJump(
  now: number,
  then: number,
  amount: boolean,
  factor: number = amount ? amountJumpFactor : jumpFactor,
): boolean {
  const [low, high] = now < then ? [now, then] : [then, now]
  if (amount) return low > 0 ? high >= factor * low : false
  if (low > 0 && high < factor * low) return false
  return 2 * (Math.sqrt(high + 3 / 8) - Math.sqrt(low + 3 / 8)) > jumpSpread
}

/** Counts of one step beside the step it follows from, in the same period. */
function pairs(
  definition: TableDefinition,
  content: ReturnContent,
  beside: ReadonlyMap<string, Compared>,
): Check[] {
  const own = countsOf(definition, content)
  const found: Check[] = []
  for (const tableId of definition.atMost) {
    const other = beside.get(tableId)
    if (!other || other.definition.measure !== definition.measure) continue
    const theirs = countsOf(other.definition, other.content)
    for (const sex of [undefined, 'F', 'M']) {
      const [count, limit] = [own, theirs].map(c => marginOf(c, sex === undefined ? undefined : 'sex', sex))
      if (count === undefined || limit === undefined || count <= limit) continue
      found.push({
        id: `pair|${tableId}|${sex ?? total}|${count}|${limit}`,
        severity: 'warning',
        code: 'pair',
        cells: [],
        values: { table: tableId, sex: sex ?? total, count, limit },
      })
      break
    }
  }
  return found
}

const unique = (checks: readonly Check[]): Check[] => [...new Map(checks.map(c => [c.id, c])).values()]
