import type { Codelists } from '#kernel/entity/codelist.ts'
import type { Missing } from '#kernel/entity/describe.ts'
import { type CaseFile, caseDescriptions, repeatedDescriptions } from '../cases.entity.ts'
import { emptyCaseFile, type RowOutcome } from './case-draft.ts'
import { type CellReading, cellReader } from './cell-reader.ts'
import type { ImportMapping } from './import-mapping.ts'
import { columnLetters, type ImportProblem } from './import-problem.ts'
import type { DateOrder } from './read-dates.ts'
import type { Table, TableRow } from './read-table.ts'
import type { RowKeys } from './row-key.ts'
import {
  cellProblem,
  naProblem,
  notes,
  type ReadColumn,
  repeatedReference,
  rowProblems,
} from './row-problems.ts'
import { readTarget, type Target } from './target.ts'

/** Reads rows into drafts; one per file, since it knows which references it has seen. */
export interface DraftReader {
  /** @returns undefined for a row in which no column that is read holds anything */
  read(row: TableRow): RowOutcome | undefined
  /** Dates that showed by themselves which part stands first; helps a person to choose. */
  dateOrders: Record<DateOrder, number>
}

type Part = Record<string, unknown> & { missing?: Record<string, Missing> }
type Parts = Record<string, Part[]>

const repeated = new Set<string>(repeatedDescriptions)

/**
 * Checks that a mapping can be used.
 * @returns what is wrong with it; nothing when it is sound
 */
export function checkMapping(mapping: ImportMapping, lists: Codelists): ImportProblem[] {
  const problems: ImportProblem[] = []
  const wrong = (where: string, what: string, remedy: string) =>
    problems.push({ severity: 'file', where, code: 'mapping', what, remedy })
  const taken = new Map<string, number>()
  for (const { column, target } of mapping.columns) {
    if (target === null) continue
    const where = columnLetters(column)
    const read = readTarget(target)
    const allowed = read?.definition.list
      ? new Set(lists.get(read.definition.list).codes.map(c => c.code))
      : undefined
    if (!read || (read.codes && !read.codes.every(code => allowed?.has(code))))
      wrong(where, `There is no field “${target.slice(0, 100)}”.`, 'Choose a field of the case.')
    else if (!read.codes && taken.has(target))
      wrong(
        where,
        `Column ${columnLetters(taken.get(target)!)} already goes to the same field.`,
        'Choose another field for one of the two.',
      )
    else taken.set(target, column)
  }
  if (taken.size === 0)
    wrong('columns', 'No column goes to a field.', 'Choose a field for at least one column.')
  for (const [target, text] of Object.entries(mapping.defaults ?? {})) {
    const read = readTarget(target)
    const cell = read && cellReader(lists, mapping.dateOrder, false).read(read, text)
    if (!read || !cell || 'problem' in cell)
      wrong(`default of ${target.slice(0, 100)}`, 'This default cannot be used.', 'Correct it or remove it.')
  }
  return problems
}

/**
 * Makes the reader of a table's rows. A row with a problem of severity 'row' gives no draft; all other rows do.
 * @param mapping sound by `checkMapping`
 * @throws Error when it is not
 */
export function draftReader(
  table: Pick<Table, 'format' | 'since1904'>,
  mapping: ImportMapping,
  lists: Codelists,
  keys: RowKeys,
): DraftReader {
  const [unsound] = checkMapping(mapping, lists)
  if (unsound) throw new Error(`${unsound.what} ${unsound.remedy}`)
  const cells = cellReader(lists, mapping.dateOrder, table.since1904)
  const columns = mapping.columns.flatMap((c): ReadColumn[] =>
    c.target === null ? [] : [{ ...c, letters: columnLetters(c.column), target: readTarget(c.target)! }],
  )
  const defaults = Object.entries(mapping.defaults ?? {}).map(([name, text]) => {
    const target = readTarget(name)!
    return { target, reading: cells.read(target, text.trim()) }
  })
  const notRecorded = new Set(mapping.notRecorded)
  const width = Math.max(0, ...mapping.columns.map(c => c.column + 1))
  const firstRowOf = new Map<string, number>()
  const dateOrders: Record<DateOrder, number> = { dmy: 0, mdy: 0 }

  function read(row: TableRow): RowOutcome | undefined {
    const parts: Parts = {}
    const problems: ImportProblem[] = []
    let filled = false
    for (const c of columns) {
      const raw = row.cells[c.column]
      if (!raw) continue
      const text = raw.trim()
      if (!text) continue
      filled = true
      if (notRecorded.has(text)) {
        if (text === 'NA' && c.target.definition.list === 'countries')
          problems.push(
            cellProblem('notice', row, c, naProblem('“NA” was read as not recorded, not as Namibia.')),
          )
        continue
      }
      const reading = cells.read(c.target, text)
      if (!reading) continue
      if ('problem' in reading) problems.push(cellProblem('row', row, c, reading.problem))
      else {
        put(parts, c.target, reading)
        if ('order' in reading && reading.order) dateOrders[reading.order]++
        if ('note' in reading && reading.note)
          problems.push(cellProblem('notice', row, c, notes[reading.note](text)))
      }
    }
    if (!filled) return undefined
    problems.push(...rowProblems(row, width, table.format))
    for (const { target, reading } of defaults)
      if (reading && !('problem' in reading) && isAbsent(parts, target)) put(parts, target, reading)
    const file = caseFile(parts, lists)
    if (problems.some(p => p.severity === 'row')) return { row: row.number, problems }
    const { rowKey, contentKey } = keys.of(file)
    if (file.case.externalReference) {
      const first = firstRowOf.get(rowKey)
      if (first !== undefined)
        return {
          row: row.number,
          problems: [...problems, repeatedReference(row, columns, first, file.case.externalReference)],
        }
      firstRowOf.set(rowKey, row.number)
    }
    return { row: row.number, draft: { row: row.number, rowKey, contentKey, file }, problems }
  }
  return { read, dateOrders }
}

function put(parts: Parts, target: Target, reading: NonNullable<CellReading>): void {
  parts[target.description] ??= []
  const places = parts[target.description]!
  places[target.place - 1] ??= {}
  const part = places[target.place - 1]!
  if ('missing' in reading) {
    part.missing ??= {}
    part.missing[target.field] = reading.missing
  } else if ('value' in reading) {
    const known = part[target.field]
    part[target.field] =
      Array.isArray(known) && Array.isArray(reading.value) ? [...known, ...reading.value] : reading.value
  }
}

function isAbsent(parts: Parts, target: Target): boolean {
  const part = parts[target.description]?.[target.place - 1]
  return part?.[target.field] === undefined && part?.missing?.[target.field] === undefined
}

function caseFile(parts: Parts, lists: Codelists): CaseFile {
  const file = emptyCaseFile() as unknown as Record<string, Part | Part[]>
  for (const [description, places] of Object.entries(parts)) {
    const fields = caseDescriptions[description as keyof typeof caseDescriptions].fields
    const tidy = places.filter(Boolean).map(part => inOrder(part, fields, lists))
    file[description] = repeated.has(description) ? tidy : tidy[0]!
  }
  return file as unknown as CaseFile
}

/** Fields in the description's order and codes in the list's, as the kernel's validator gives them. */
function inOrder(
  part: Part,
  fields: Record<string, { kind: string; list?: string }>,
  lists: Codelists,
): Part {
  const tidy: Part = {}
  for (const name in fields) {
    const value = part[name]
    if (value === undefined) continue
    tidy[name] =
      Array.isArray(value) && value.length > 1 ? listOrder(value, lists, fields[name]!.list!) : value
  }
  const missing = Object.entries(part.missing ?? {}).filter(([name]) => tidy[name] === undefined)
  if (missing.length > 0) tidy.missing = Object.fromEntries(missing)
  return tidy
}

const orders = new WeakMap<object, Map<string, number>>()
function listOrder(codes: string[], lists: Codelists, id: string): string[] {
  const list = lists.get(id)
  let order = orders.get(list)
  if (!order) {
    order = new Map(list.codes.map((c, i) => [c.code, i]))
    orders.set(list, order)
  }
  return [...new Set(codes)].sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0))
}
