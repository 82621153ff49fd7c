import { sql } from 'kysely'
import { migrations } from './migrate.ts'
import type { Database } from './open.ts'

/**
 * Looks whether the database answers and has every migration of this program.
 * @throws Error when it does not
 */
export async function databaseIsReady(database: Pick<Database, 'ownerPool'>): Promise<void> {
  const { rows } = await sql<{ name: string }>`select name from platform.migration`.execute(
    database.ownerPool,
  )
  const applied = new Set(rows.map(r => r.name))
  if (migrations().some(m => !applied.has(m.name))) throw new Error('A migration is missing.')
}
