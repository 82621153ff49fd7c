import { sql } from 'kysely'
import type { Read } from '#platform/database/transaction.ts'

/**
 * The combinations of requests and of topics by their numbers. A number is a hash of the combination and never means
 * another one, so what was read once is kept for all callers.
 */
export interface Sets {
  asks(tx: Read, ids: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>>
  concepts(tx: Read, ids: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>>
}

const keptMax = 200_000

export function createSets(): Sets {
  const keep = (table: 'asked' | 'topic_set', column: 'asks' | 'concepts') => {
    let kept = new Map<string, readonly string[]>()
    return async (tx: Read, ids: readonly string[]) => {
      const missing = ids.filter(id => !kept.has(id)).length
      if (kept.size + missing > keptMax) kept = new Map()
      // Who asks meanwhile may begin anew; what is answered here stays whole.
      const known = kept
      if (missing === 0) return known
      const { rows } = await sql<{ id: string; members: string[] }>`
        select id::text as id, to_jsonb(${sql.ref(column)}) as members from ${sql.table(`recommendations.${table}`)}
        where id = any(${ids.filter(id => !known.has(id))}::bigint[])`.execute(tx.db)
      for (const { id, members } of rows) known.set(id, members)
      return known
    }
  }
  return { asks: keep('asked', 'asks'), concepts: keep('topic_set', 'concepts') }
}
