import { type FactColumn, type FactKind, factColumns, factKinds } from '../statistics.entity.ts'

/**
 * Every statement by which facts are counted. Two tables are all they name:
 * - `facts`: `kind` as text, and for every column of a fact the number of its value or combination of values;
 * - `codes`: for every dimension and number the codes that it stands for, `unknown` where nothing is known.
 * They keep to what DuckDB, DataFusion, Spark and Trino read alike; test/conformance runs them on more than one.
 */

/** Which codes a fact must carry in a dimension, one of them at least. */
export interface FilterText {
  dimension: string
  column: FactColumn
  codes: readonly string[]
}

/** Name of a column in tables and files: 'ageBand' is age_band. */
export const sqlName = (column: string) => column.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`)

/** The columns of `facts` beside `kind`, in their order. */
export const sqlColumns = factColumns.map(sqlName)

/** How many facts there are of each kind. */
export const sizesSql = 'select kind, cast(count(*) as integer) as facts from facts group by kind'

/** What every number stands for, in the order of numbers. */
export const codesSql = 'select dimension, number, code from codes order by dimension, number, code'

/** How many facts carry each combination of the columns' numbers. */
export function countSql(
  columns: readonly FactColumn[],
  kind: FactKind,
  filters: readonly FilterText[] = [],
): string {
  const names = columns.map(sqlName).join(', ')
  return `select ${names}, cast(count(*) as integer) as facts from facts where ${conditionSql(kind, filters)} group by ${names}`
}

function conditionSql(kind: FactKind, filters: readonly FilterText[]): string {
  if (!factKinds.includes(kind)) throw new Error('There are no facts of that kind.')
  return [
    `kind = '${kind}'`,
    ...filters.map(
      ({ dimension, column, codes }) =>
        `${sqlName(column)} in (select number from codes where dimension = '${sqlName(dimension)}' and code in (${codes.map(quoted).join(', ')}))`,
    ),
  ].join(' and ')
}

/** A code as a text of SQL. What could end the text, or mean something else to another engine, is refused. */
function quoted(code: string): string {
  if (!/^[\p{L}\p{N} ._+()/&:,-]{1,100}$/u.test(code)) throw new Error('A code holds what no code may hold.')
  return `'${code}'`
}
