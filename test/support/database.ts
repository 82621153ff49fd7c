import { randomBytes } from 'node:crypto'
import { type Caller, nodeCaller } from '#kernel/policy/caller.ts'
import { type Database, open } from '#platform/database/open.ts'
import { type NodeKeys, nodeKeysFrom } from '#platform/vault/node-keys.ts'

/** A database of its own in memory, with a clock that moves a second at each look, and fresh keys. */
export async function openTestDatabase(url?: string): Promise<{ database: Database; keys: NodeKeys }> {
  let now = Date.UTC(2026, 0, 1)
  const clock = () => {
    now += 1000
    return new Date(now)
  }
  return {
    database: await open(url ? { url, clock } : { folder: 'memory', clock }),
    keys: nodeKeysFrom(randomBytes(32)),
  }
}

/** A caller of an agency, for tests. */
export const callerOf = (agencyId: string | null, more: Partial<Caller> = {}): Caller => ({
  ...nodeCaller('assistance', agencyId),
  userId: '11111111-1111-4111-8111-111111111111',
  roles: ['caseworker'],
  agencyKind: 'shelter',
  ...more,
})
