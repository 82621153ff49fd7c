import type { DuckDBConnection } from '@duckdb/node-api'
import { type FactKind, factColumns } from '../statistics.entity.ts'
import { textOf } from './engine.ts'
import type { FactColumns, TouchedPart } from './fact-columns.ts'
import {
  type ColumnFolder,
  type FactFile,
  type KeptFile,
  type Manifest,
  UnreadableColumns,
} from './folder.ts'
import { sqlColumns, sqlName } from './question.sql.ts'

/** What every kind of engine reads: plain 32-bit numbers, packed by their dictionary; texts; no nested types. */
const parquet = '(format parquet, compression zstd)'
const plainColumns = sqlColumns.map(name => `${name}::integer as ${name}`).join(', ')

/** A part of the facts with how many there are. */
export interface SizedPart extends TouchedPart {
  rows: number
}

/** The parts that facts fall into, as a connection sees them. */
export async function partsOf(connection: DuckDBConnection): Promise<SizedPart[]> {
  const result = await connection.runAndReadAll(
    'select kind::varchar, year, count(*)::integer from facts group by kind, year order by kind, year',
  )
  return result
    .getRows()
    .map(([kind, year, rows]) => ({ kind: kind as FactKind, year: Number(year), rows: Number(rows) }))
}

/**
 * Writes one part of the facts. Inside the node a fact carries its random id, by which it is found when it changes;
 * what is taken out carries none. No column is named but those of the allow-list.
 */
export async function writePart(
  connection: DuckDBConnection,
  folder: ColumnFolder,
  part: SizedPart,
  year: string,
  { suffix, ids, order }: { suffix: string; ids: boolean; order: string },
): Promise<FactFile> {
  const id = ids ? "unhex(replace(id::varchar, '-', '')) as id, " : ''
  const kept = await folder.write(`${part.kind}-${year}${suffix}.parquet`, part.rows, path =>
    connection.run(`copy (select ${id}kind::varchar as kind, ${plainColumns} from facts
      where kind = '${part.kind}' and year = ${part.year}
      order by ${order}) to ${textOf(path)} ${parquet}`),
  )
  return { ...kept, kind: part.kind, year }
}

/** Writes what the numbers stand for. */
export async function writeCodesFile(
  connection: DuckDBConnection,
  folder: ColumnFolder,
  suffix: string,
): Promise<KeptFile> {
  const rows = Number(
    (await connection.runAndReadAll('select count(*)::integer from codes')).getRows()[0]![0],
  )
  return folder.write(`codes${suffix}.parquet`, rows, path =>
    connection.run(
      `copy (select dimension, number::integer as number, code from codes order by dimension, number, code)
        to ${textOf(path)} ${parquet}`,
    ),
  )
}

/**
 * Fills empty columns from the files of a manifest.
 * @throws UnreadableColumns when they do not hold what they should
 */
export async function loadColumns(
  columns: FactColumns,
  folder: ColumnFolder,
  manifest: Manifest,
): Promise<void> {
  if (manifest.columns.join() !== sqlColumns.join()) throw new UnreadableColumns('columns.others')
  const pathOf = ({ file }: KeptFile) => textOf(`${folder.path}/${file}`)
  try {
    const [names = [], numbers = [], codes = []] = await columns.engine.columns(
      `select dimension, number, code from read_parquet(${pathOf(manifest.codes)}) order by dimension, number, code`,
    )
    const told = new Map<string, string[][]>()
    names.forEach((name, i) => {
      const values = told.get(name as string) ?? []
      told.set(name as string, values)
      const of = values[numbers[i] as number] ?? []
      values[numbers[i] as number] = of
      of.push(codes[i] as string)
    })
    for (const column of factColumns) columns.learn(column, told.get(sqlName(column)) ?? [])
    const files = manifest.facts.map(pathOf).join(', ')
    await columns.replaceByQuery(
      files === ''
        ? 'select * from facts'
        : `select hex(id)::uuid, kind, ${sqlColumns.join(', ')} from read_parquet([${files}])`,
    )
    const sizes = Object.values(await columns.sizes())
    if (sum(sizes) !== sum(manifest.facts.map(file => file.rows)))
      throw new UnreadableColumns('content.foreign')
  } catch (error) {
    if (error instanceof UnreadableColumns) throw error
    throw new UnreadableColumns('content.foreign')
  }
}

const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0)
