import { open, stat } from 'node:fs/promises'
import { parse } from 'csv-parse/sync'
import { CannotSynthesize } from './cannot-synthesize.ts'
import type { CodedTable, Domain } from './coded-table.ts'
import { codeTable, columnsMax } from './domains.ts'
import type { Randomness } from './randomness.ts'

/** A file is held in memory about six times over while it is read. */
const bytesMax = 400_000_000

/** Rows of text, header first. */
export interface TextTable {
  header: string[]
  rows: string[][]
}

/** @throws CannotSynthesize, or an Error in one sentence when the file cannot be read */
export async function readTableFile(file: string): Promise<TextTable> {
  return readTable(await readSmallFile(file))
}

/** @throws CannotSynthesize when it is too large, or an Error in one sentence when it cannot be read */
export async function readSmallFile(file: string): Promise<string> {
  try {
    const { size } = await stat(file)
    if (size > bytesMax) throw new CannotSynthesize('too-large', { bytes: size, max: bytesMax })
    const handle = await open(file)
    return await handle.readFile('utf8').finally(() => handle.close())
  } catch (error) {
    if (error instanceof CannotSynthesize) throw error
    throw new Error(`${file} cannot be read: give the path of a file that is there and that you may read.`)
  }
}

/** Rows of a CSV text; separated by commas, or by semicolons where the header has no comma. */
export function readTable(text: string): TextTable {
  const firstLine = text.slice(0, text.search(/[\r\n]|$/))
  let read: string[][]
  try {
    read = parse(text, {
      bom: true,
      delimiter: firstLine.includes(',') || !firstLine.includes(';') ? ',' : ';',
      relax_column_count: true,
      skip_empty_lines: true,
    })
  } catch {
    throw new CannotSynthesize('not-csv')
  }
  const [header, ...rows] = read
  if (!header || rows.length === 0) throw new CannotSynthesize('empty')
  for (const [i, row] of rows.entries())
    if (row.length !== header.length)
      throw new CannotSynthesize('ragged', { row: i + 2, found: row.length, expected: header.length })
  return { header: header.map(name => name.trim()), rows }
}

/** What of a table is to be taken. */
export interface Wanted {
  /** Names; when none are named, all columns for which there is a domain, or all where domains are found. */
  columns?: readonly string[]
  /** The column that says whose row it is; without it every row is another person's. */
  person?: string
}

/** The columns that are wanted, with at most one row per person: which one of hers is drawn by lot. */
export interface TakenColumns {
  header: readonly string[]
  rows: readonly string[][]
  names: readonly string[]
}

/** @throws CannotSynthesize */
export function takeRows(
  { header, rows }: TextTable,
  { columns, person }: Wanted,
  random: Randomness,
): TakenColumns {
  const names = columns ?? header.filter(name => name !== person)
  const shown = `${header.slice(0, 30).join(', ')}${header.length > 30 ? ' …' : ''}`
  for (const name of [...names, ...(person === undefined ? [] : [person])])
    if (!header.includes(name)) throw new CannotSynthesize('unknown-column', { column: name, columns: shown })
  const twice = names.find((name, i) => names.indexOf(name) !== i)
  if (twice !== undefined) throw new CannotSynthesize('column-twice', { column: twice })
  if (names.length < 2) throw new CannotSynthesize('few-columns')
  if (names.length > columnsMax)
    throw new CannotSynthesize('many-columns', { columns: names.length, max: columnsMax })
  return {
    header,
    names,
    rows: person === undefined ? rows : onePerPerson(rows, header.indexOf(person), random),
  }
}

/**
 * The coded columns of a table with public domains.
 * @throws CannotSynthesize
 */
export function takeColumns(
  table: TextTable,
  domains: ReadonlyMap<string, Domain>,
  wanted: Wanted,
  random: Randomness,
): CodedTable {
  const columns = wanted.columns ?? table.header.filter(name => domains.has(name) && name !== wanted.person)
  const { header, rows, names } = takeRows(table, { ...wanted, columns }, random)
  const taken = names.map(name => {
    const domain = domains.get(name)
    if (!domain) throw new CannotSynthesize('domain-missing', { column: name })
    return domain
  })
  return codeTable(header, rows, taken)
}

function onePerPerson(rows: readonly string[][], at: number, random: Randomness): string[][] {
  const kept = new Map<string, { row: string[]; seen: number }>()
  for (const row of rows) {
    const who = row[at]!.trim()
    const before = kept.get(who)
    if (!before) kept.set(who, { row, seen: 1 })
    else {
      before.seen++
      // Each of her rows stays with the same chance.
      if (random.below(before.seen) === 0) before.row = row
    }
  }
  return [...kept.values()].map(one => one.row)
}

/** Rows as CSV lines, header first, in stretches that fit into memory. */
export function* csvLines({ domains, rows, codes }: CodedTable): Generator<string> {
  yield `${domains.map(d => quoted(d.name)).join(',')}\n`
  const texts = domains.map(d => d.values.map(quoted))
  for (let i = 0; i < rows; ) {
    let stretch = ''
    for (const end = Math.min(rows, i + 5_000); i < end; i++)
      stretch += `${texts.map((values, c) => values[codes[c]![i]!]!).join(',')}\n`
    yield stretch
  }
}

const quoted = (value: string) => (/[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value)
