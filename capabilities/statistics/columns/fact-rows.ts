import {
  type DuckDBConnection,
  DuckDBDataChunk,
  type DuckDBType,
  DuckDBUUIDValue,
  type DuckDBValue,
  ENUM,
  UINTEGER,
  USMALLINT,
  UTINYINT,
  UUID,
  VARCHAR,
} from '@duckdb/node-api'
import { type FactColumn, type FactKind, factColumns, factKinds } from '../statistics.entity.ts'
import type { Width } from './dictionary.ts'
import { sqlColumns, sqlName } from './question.sql.ts'

/** A fact whose values are numbers of the dictionaries, in the order of `factColumns`. */
export interface NumberedFact {
  id: string
  kind: FactKind
  numbers: number[]
}

export type Widths = ReadonlyMap<FactColumn, Width>

const rowsPerChunk = 2048
const types: Record<Width, DuckDBType> = { utinyint: UTINYINT, usmallint: USMALLINT, uinteger: UINTEGER }

/** The table that holds the facts of one kind, so that no count looks at another. */
export const tableOf = (kind: FactKind) => `facts_${kind}`

/** The statement that makes an empty table of facts, of one kind or, with `kind`, of several. */
export const factTableSql = (name: string, widths: Widths, kind = '') =>
  `create table ${name} (id uuid not null, ${kind}${factColumns
    .map(column => `${sqlName(column)} ${widths.get(column)} not null`)
    .join(', ')})`

/** The statement that shows the tables of all kinds as the one table that questions name. */
export const factViewSql = `create or replace view facts as ${factKinds
  .map(kind => `select id, '${kind}' as kind, ${sqlColumns.join(', ')} from ${tableOf(kind)}`)
  .join(' union all ')}`

/** Facts of several kinds, before they are parted. */
export const mixedTableSql = (name: string, widths: Widths) =>
  factTableSql(name, widths, `kind enum(${factKinds.map(kind => `'${kind}'`).join(', ')}) not null, `)

/** Appends facts, a batch at a time, to a table whose columns are wide enough. @param mixed the table says their kind */
export async function appendFacts(
  writer: DuckDBConnection,
  table: string,
  widths: Widths,
  batches: AsyncIterable<readonly NumberedFact[]> | Iterable<readonly NumberedFact[]>,
  mixed = false,
): Promise<number> {
  const chunkTypes = [
    UUID,
    ...(mixed ? [ENUM([...factKinds])] : []),
    ...factColumns.map(column => types[widths.get(column)!]),
  ]
  let count = 0
  await append(
    writer,
    table,
    chunkTypes,
    (async function* () {
      for await (const facts of batches) {
        count += facts.length
        yield [
          facts.map(fact => DuckDBUUIDValue.fromUint128(BigInt(`0x${fact.id.replaceAll('-', '')}`))),
          ...(mixed ? [facts.map(fact => fact.kind)] : []),
          ...factColumns.map((_, at) => facts.map(fact => fact.numbers[at]!)),
        ]
      }
    })(),
  )
  return count
}

/** Appends rows to `codes`. */
export function appendCodes(
  writer: DuckDBConnection,
  rows: readonly (readonly [dimension: string, number: number, code: string])[],
): Promise<void> {
  return append(
    writer,
    'codes',
    [VARCHAR, UINTEGER, VARCHAR],
    [[rows.map(row => row[0]), rows.map(row => row[1]), rows.map(row => row[2])]],
  )
}

async function append(
  writer: DuckDBConnection,
  table: string,
  chunkTypes: DuckDBType[],
  batches: AsyncIterable<DuckDBValue[][]> | Iterable<DuckDBValue[][]>,
): Promise<void> {
  const appender = await writer.createAppender(table)
  try {
    for await (const batch of batches)
      for (let at = 0; at < batch[0]!.length; at += rowsPerChunk) {
        const columns = batch.map((values: DuckDBValue[]) => values.slice(at, at + rowsPerChunk))
        const chunk = DuckDBDataChunk.create(chunkTypes, columns[0]!.length)
        columns.forEach((values: DuckDBValue[], i: number) => {
          chunk.setColumnValues(i, values)
        })
        appender.appendDataChunk(chunk)
      }
    appender.flushSync()
  } finally {
    appender.closeSync()
  }
}
