import { sql } from 'kysely'
import type { Write } from './transaction.ts'

/**
 * Inserts many rows in one statement, whatever their number: the fast way for imports and rebuilding.
 * Every column that is not named becomes NULL or its default; bytes are given through {@link bytes}.
 * @param table name with schema; a constant of the code, never input
 * @param columns the columns to fill
 */
export async function insertRows(
  tx: Write,
  table: string,
  columns: readonly string[],
  rows: readonly object[],
  conflict: 'fail' | 'nothing' = 'fail',
): Promise<void> {
  if (rows.length === 0) return
  const list = sql.join(columns.map(c => sql.ref(c)))
  await sql`insert into ${sql.table(table)} (${list})
    select ${list} from json_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(rows)}::json)
    ${conflict === 'nothing' ? sql`on conflict do nothing` : sql``}`.execute(tx.db)
}

/** Bytes as PostgreSQL writes them in text. */
export const bytes = (value: Uint8Array): string =>
  `\\x${Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('hex')}`
