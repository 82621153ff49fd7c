import { textOf } from './engine.ts'
import type { FactColumns } from './fact-columns.ts'
import { codesSql, sqlColumns } from './question.sql.ts'

/** Every fact of the columns as one line of codes, sorted: equal for equal multisets of facts. */
export async function linesOf(columns: FactColumns): Promise<string[]> {
  const codes = new Map<string, string[]>()
  const [names = [], numbers = [], texts = []] = await columns.engine.columns(codesSql)
  names.forEach((name, i) => {
    const key = `${name} ${numbers[i]}`
    codes.set(key, [...(codes.get(key) ?? []), texts[i] as string])
  })
  const rows = await columns.engine.columns(`select kind::varchar, ${sqlColumns.join(', ')} from facts`)
  return (rows[0] ?? [])
    .map((kind, n) =>
      [kind, ...sqlColumns.map((name, i) => codes.get(`${name} ${rows[i + 1]![n]}`)!.join('|'))].join(' '),
    )
    .sort()
}

/** What a Parquet file is made of, by its own description. */
export async function fieldsOf(columns: FactColumns, path: string): Promise<string[]> {
  const [names = []] = await columns.engine.columns(
    `select name from parquet_schema(${textOf(path)}) where num_children is null`,
  )
  return names as string[]
}
