import { sql } from 'kysely'
import type { Read } from '#platform/database/transaction.ts'

/**
 * Combinations of requests, or of topics. The database numbers each by a hash that never means another one, so that what
 * was read once is kept for all callers, at a place of its own.
 */
export interface Sets {
  readonly members: readonly (readonly string[])[]
  /** Reads what is not known yet. @returns where each is among the members */
  placesOf(tx: Read, ids: readonly string[]): Promise<ReadonlyMap<string, number>>
}

export function createSets(table: 'asked' | 'topic_set', column: 'asks' | 'concepts'): Sets {
  const members: (readonly string[])[] = []
  const places = new Map<string, number>()
  return {
    members,
    placesOf: async (tx, ids) => {
      const missing = [...new Set(ids)].filter(id => !places.has(id))
      if (missing.length === 0) return places
      const { rows } = await sql<{ id: string; members: string[] }>`
        select id::text as id, to_jsonb(${sql.ref(column)}) as members from ${sql.table(`recommendations.${table}`)}
        where id = any(${missing}::bigint[])`.execute(tx.db)
      // Somebody else may have read the same meanwhile.
      for (const row of rows) if (!places.has(row.id)) places.set(row.id, members.push(row.members) - 1)
      return places
    },
  }
}
