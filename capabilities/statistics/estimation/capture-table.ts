/** One row of overlap counts: on which lists, and how many persons had exactly that history. */
export interface CaptureHistory {
  /** 1 at each list the persons were on, 0 at the others; as long as there are lists. */
  on: readonly number[]
  count: number
}

/** Overlap counts of several lists; histories that are not given count zero. No name and no person is in it. */
export interface CaptureTable {
  lists: readonly string[]
  histories: readonly CaptureHistory[]
}

/** Why no estimate is given: a code for the screens, its values, and one sentence in English. */
export class CannotEstimate extends Error {
  override readonly name = 'CannotEstimate'
  readonly code: EstimateProblem
  readonly values: Readonly<Record<string, string | number>>
  constructor(code: EstimateProblem, values: Record<string, string | number> = {}) {
    super(sentences[code](values))
    this.code = code
    this.values = values
  }
}

export const estimateProblems = [
  'too-large',
  'empty',
  'not-csv',
  'no-counts',
  'ragged',
  'same-name',
  'not-a-mark',
  'not-a-number',
  'negative',
  'not-whole',
  'seen-on-none',
  'repeated',
  'too-few-lists',
  'too-many-lists',
  'nobody',
  'empty-list',
  'no-overlap',
  'not-finite',
  'threshold',
] as const
export type EstimateProblem = (typeof estimateProblems)[number]

export const bytesMax = 1_000_000
const listsMin = 3
export const listsMax = 10
const countMax = 1e9

type Values = Record<string, string | number>
const sentences: Record<EstimateProblem, (v: Values) => string> = {
  'too-large': v =>
    `The file has ${v.bytes} bytes; a table of overlaps has at most ${bytesMax}. Give one row per history, not one per person.`,
  empty: () =>
    'The file holds no rows: give a header with the lists and a last column of counts, then one row per history.',
  'not-csv': () => 'The file is not a CSV table: save it as CSV with commas, in UTF-8.',
  'no-counts': v =>
    `The last column, “${v.column}”, holds only 0 and 1, so it is a list and not counts: add a last column that says how many persons had each history.`,
  ragged: v => `Row ${v.row} has ${v.found} values where the header has ${v.expected}: correct the row.`,
  'same-name': v => `Two columns are called “${v.column}”: give every list a name of its own.`,
  'not-a-mark': v =>
    `Row ${v.row}, column “${v.column}” says “${v.value}”: write 1 for on the list and 0 for not on it.`,
  'not-a-number': v =>
    `Row ${v.row}, column “${v.column}” says “${v.value}”, which is not a number: write how many persons had this history.`,
  negative: v => `Row ${v.row} counts ${v.value} persons: a count cannot be negative.`,
  'not-whole': v => `Row ${v.row} counts ${v.value} persons: write a whole number up to ${countMax}.`,
  'seen-on-none': v =>
    `Row ${v.row} counts persons who are on no list: nobody can have counted them, so leave the row out.`,
  repeated: v =>
    `Row ${v.row} repeats the history of row ${v.first}: give each history once, with its whole count.`,
  'too-few-lists': v =>
    `There are ${v.lists} lists; an estimate needs at least ${listsMin}, since with fewer nothing shows whether being on one list makes another likelier.`,
  'too-many-lists': v =>
    `There are ${v.lists} lists; at most ${listsMax} can be handled: merge lists of like agencies.`,
  nobody: () => 'All counts are zero: there is nobody to estimate from.',
  'empty-list': v => `Nobody is on list “${v.list}”: leave it out.`,
  'no-overlap': v =>
    `List “${v.list}” shares nobody with any other list, so nothing says how much it misses: leave it out or check how persons were matched.`,
  'not-finite': () =>
    'The lists overlap too little for an estimate: the best-fitting number of unseen persons would be without limit or anything at all. Merge or leave out lists.',
  threshold: v => `The threshold for adding an effect is ${v.value}: it is a probability between 0 and 1.`,
}

const countNames = new Set([
  'count',
  'counts',
  'n',
  'total',
  'freq',
  'frequency',
  'number',
  'persons',
  'cases',
  'victims',
])

/**
 * Reads rows of text, header first: one column per list with 0 and 1, and a last column of counts.
 * @throws CannotEstimate with what, where and what to do
 */
export function readCaptureTable(rows: readonly (readonly string[])[]): CaptureTable {
  const [header, ...body] = rows
  if (!header || body.length === 0) throw new CannotEstimate('empty')
  const names = header.map((name, i) => name.trim() || `${i + 1}`)
  const twice = names.find((name, i) => names.indexOf(name) !== i)
  if (twice !== undefined) throw new CannotEstimate('same-name', { column: twice })
  const lists = names.slice(0, -1)
  const countColumn = names.at(-1)!
  body.forEach((row, i) => {
    if (row.length !== names.length)
      throw new CannotEstimate('ragged', { row: i + 2, found: row.length, expected: names.length })
  })
  const marksOnly = body.every(row => isMark(row.at(-1)!.trim()))
  if (marksOnly && !countNames.has(countColumn.toLowerCase()))
    throw new CannotEstimate('no-counts', { column: countColumn })
  const table = {
    lists,
    histories: body.map((row, i) => ({
      on: lists.map((list, j) => markOf(row[j]!.trim(), i + 2, list)),
      count: countOf(row.at(-1)!.trim(), i + 2, countColumn),
    })),
  }
  checkCaptureTable(table, 2)
  return table
}

const isMark = (value: string) => value === '0' || value === '1'

function markOf(value: string, row: number, column: string): number {
  if (!isMark(value)) throw new CannotEstimate('not-a-mark', { row, column, value: value.slice(0, 40) })
  return Number(value)
}

function countOf(value: string, row: number, column: string): number {
  const count = value === '' ? Number.NaN : Number(value)
  if (Number.isNaN(count))
    throw new CannotEstimate('not-a-number', { row, column, value: value.slice(0, 40) })
  return count
}

/**
 * Checks what an estimate stands on.
 * @param firstRow the number of the first history as its writer counts rows
 * @throws CannotEstimate
 */
export function checkCaptureTable({ lists, histories }: CaptureTable, firstRow = 1): void {
  if (lists.length < listsMin) throw new CannotEstimate('too-few-lists', { lists: lists.length })
  if (lists.length > listsMax) throw new CannotEstimate('too-many-lists', { lists: lists.length })
  const seen = new Map<string, number>()
  histories.forEach(({ on, count }, i) => {
    const row = firstRow + i
    if (count < 0) throw new CannotEstimate('negative', { row, value: count })
    if (!Number.isInteger(count) || count > countMax)
      throw new CannotEstimate('not-whole', { row, value: count })
    if (!on.includes(1)) throw new CannotEstimate('seen-on-none', { row })
    const first = seen.get(on.join())
    if (first !== undefined) throw new CannotEstimate('repeated', { row, first })
    seen.set(on.join(), row)
  })
  if (histories.every(h => h.count === 0)) throw new CannotEstimate('nobody')
  for (const [j, list] of lists.entries()) {
    const on = histories.filter(h => h.on[j] === 1 && h.count > 0)
    if (on.length === 0) throw new CannotEstimate('empty-list', { list })
    if (on.every(h => sizeOf(h.on) === 1)) throw new CannotEstimate('no-overlap', { list })
  }
}

export const sizeOf = (on: readonly number[]): number => on.reduce((a, b) => a + b, 0)
export const totalOf = ({ histories }: CaptureTable): number => histories.reduce((a, h) => a + h.count, 0)
