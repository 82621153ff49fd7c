import { sql } from 'kysely'
import type { Read } from '#platform/database/transaction.ts'

/** Whether this very act was recorded before: a retry is harmless, also where what it did now stands in its way. */
export async function wasDone(tx: Read, actId: string): Promise<boolean> {
  const { rows } =
    await sql`select from ledger.entry where id = ${actId} and actor_id = ${tx.caller.userId}`.execute(tx.db)
  return rows.length > 0
}
