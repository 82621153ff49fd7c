import { hash } from 'node:crypto'
import { sql, type Transaction } from 'kysely'
import type { Database } from '#platform/database/open.ts'
import type { Tables } from '#platform/database/tables.ts'
import type { NodeKeys } from '#platform/vault/node-keys.ts'
import { noHash } from './entry.ts'

/** Bytes of one leaf as stored: the entry's id (16) and hash (32). */
export const leafBytes = 48

export interface Checkpoint {
  number: number
  position_first: number
  position_last: number
  sealed_at_ms: number
  leaves: Buffer
  root: Buffer
  previous_root: Buffer
  key_id: string
  signature: Buffer
}

/**
 * Seals everything written since the last checkpoint under one signed Merkle root.
 * @returns the number of entries sealed; 0 when there was nothing new
 */
export async function sealCheckpoint(database: Database, keys: NodeKeys): Promise<number> {
  return database.maintain(async db => {
    // Waits for writers under way and holds new ones back for the one statement below.
    await sql`select pg_advisory_xact_lock(hashtext('palermo.checkpoint'))`.execute(db)
    const last = await lastCheckpoint(db)
    const { rows } = await sql<{ position: number; id: string; hash: Buffer }>`
      select position, id, hash from ledger.entry where position > ${last?.position_last ?? 0} order by position`.execute(
      db,
    )
    if (rows.length === 0) return 0
    const leaves = Buffer.concat(rows.map(r => leafOf(r.id, r.hash)))
    const sealed = {
      number: (last?.number ?? 0) + 1,
      position_first: rows[0]!.position,
      position_last: rows.at(-1)!.position,
      sealed_at_ms: database.clock().getTime(),
      leaves,
      root: merkleRoot(leaves),
      previous_root: last ? last.root : noHash,
      key_id: keys.signingKeyId,
    }
    const signature = keys.sign(statement(sealed))
    await sql`insert into ledger.checkpoint (number, position_first, position_last, sealed_at_ms, leaves, root, previous_root, key_id, signature)
      values (${sealed.number}, ${sealed.position_first}, ${sealed.position_last}, ${sealed.sealed_at_ms}, ${sealed.leaves},
        ${sealed.root}, ${sealed.previous_root}, ${sealed.key_id}, ${signature})`.execute(db)
    return rows.length
  })
}

async function lastCheckpoint(db: Transaction<Tables>) {
  const { rows } =
    await sql<Checkpoint>`select * from ledger.checkpoint order by number desc limit 1`.execute(db)
  return rows[0]
}

export const leafOf = (id: string, hash: Uint8Array): Buffer =>
  Buffer.concat([Buffer.from(id.replaceAll('-', ''), 'hex'), hash])

/** The bytes that a checkpoint's signature covers. */
export const statement = (c: Omit<Checkpoint, 'signature' | 'leaves'>): Buffer =>
  Buffer.from(
    `palermo checkpoint ${c.number} ${c.position_first}-${c.position_last} at ${c.sealed_at_ms} root ${c.root.toString('hex')} after ${c.previous_root.toString('hex')} key ${c.key_id}`,
  )

/**
 * Merkle root of leaves of {@link leafBytes} bytes each; leaf and node hashes are told apart by a prefix byte.
 * @see RFC 6962, section 2.1
 */
export function merkleRoot(leaves: Uint8Array): Buffer {
  if (leaves.length === 0) return hash('sha256', leaves, 'buffer')
  const prefixed = Buffer.alloc(1 + leafBytes)
  const hashes: Buffer[] = []
  for (let i = 0; i < leaves.length; i += leafBytes) {
    prefixed.set(leaves.subarray(i, i + leafBytes), 1)
    hashes.push(hash('sha256', prefixed, 'buffer'))
  }
  return rootOf(hashes, 0, hashes.length, Buffer.alloc(65, 1))
}

/** Root over hashes[from, to); `node` is room for a prefix and two hashes, used again at every level. */
function rootOf(hashes: readonly Buffer[], from: number, to: number, node: Buffer): Buffer {
  if (to - from === 1) return hashes[from]!
  const split = from + 2 ** Math.floor(Math.log2(to - from - 1))
  const left = rootOf(hashes, from, split, node)
  const right = rootOf(hashes, split, to, node)
  node.set(left, 1)
  node.set(right, 33)
  return hash('sha256', node, 'buffer')
}
