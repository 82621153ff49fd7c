import { sql } from 'kysely'
import type { Database } from '#platform/database/open.ts'
import type { NodeKeys } from '#platform/vault/node-keys.ts'
import { type Checkpoint, leafBytes, leafOf, merkleRoot, statement } from './checkpoint.ts'
import { hashOf, noHash, preimageSql } from './entry.ts'

export type Finding =
  | {
      kind: 'altered' | 'removed' | 'reordered' | 'inserted'
      position: number | null
      entryId: string | null
      subjectId: string | null
      what: string
    }
  | { kind: 'checkpoint'; number: number; what: string }

export interface Verification {
  entries: number
  checkpoints: number
  /** Entries written after the last checkpoint: chained, not yet sealed. */
  unsealed: number
  /** The first thing that is wrong, or nothing. */
  finding?: Finding
}

interface Row {
  position: number
  id: string
  subject_id: string
  version: number
  previous_hash: Buffer
  hash: Buffer
  preimage: string
}

/**
 * Walks the whole ledger: every hash, every chain, every checkpoint and its signature, and the head of each subject.
 * @returns counts and the first entry that was altered, removed, reordered or slipped in
 */
export async function verifyLedger(
  database: Database,
  keys: Pick<NodeKeys, 'verify'>,
  progress: (entries: number) => void = () => {},
): Promise<Verification> {
  const heads = new Map<string, { version: number; hash: Buffer }>()
  const seal = new Seal(await checkpointsOf(database), keys)
  const result: Verification = { entries: 0, checkpoints: seal.count, unsealed: 0 }
  const bad = seal.checkSignatures()
  if (bad) return { ...result, finding: bad }
  const query = `select position, id, subject_id, version, previous_hash, hash, ${preimageSql} as preimage from ledger.entry order by position`
  for await (const rows of database.stream<Row>(query)) {
    for (const row of rows) {
      const finding = checkEntry(row, heads) ?? seal.take(row)
      if (finding) return { ...result, finding }
      heads.set(row.subject_id, { version: row.version, hash: row.hash })
      result.entries++
    }
    progress(result.entries)
  }
  result.unsealed = seal.unsealed
  const finding = seal.end() ?? (await checkHeads(database, heads))
  return finding ? { ...result, finding } : result
}

function checkEntry(row: Row, heads: Map<string, { version: number; hash: Buffer }>): Finding | undefined {
  const head = heads.get(row.subject_id)
  const at = { position: row.position, entryId: row.id, subjectId: row.subject_id }
  if (!hashOf(row.preimage).equals(row.hash))
    return {
      kind: 'altered',
      ...at,
      what: `Entry ${row.id} at position ${row.position} was altered: its content does not match its hash.`,
    }
  const expected = (head?.version ?? 0) + 1
  if (row.version > expected)
    return {
      kind: 'removed',
      ...at,
      entryId: null,
      what: `Of the subject ${row.subject_id}, version ${expected} was removed: version ${row.version} stands at position ${row.position} after version ${expected - 1}.`,
    }
  if (row.version < expected)
    return {
      kind: 'reordered',
      ...at,
      what: `Entry ${row.id} at position ${row.position} was reordered: version ${row.version} comes after version ${expected - 1}.`,
    }
  if (!row.previous_hash.equals(head?.hash ?? noHash))
    return {
      kind: 'altered',
      ...at,
      what: `Entry ${row.id} at position ${row.position} does not follow the entry before it: one of the two was replaced.`,
    }
  return undefined
}

async function checkpointsOf(database: Database): Promise<Checkpoint[]> {
  return database.maintain(
    async db => (await sql<Checkpoint>`select * from ledger.checkpoint order by number`.execute(db)).rows,
  )
}

/** Follows the entries through the checkpoints that sealed them. */
class Seal {
  readonly count: number
  unsealed = 0
  private readonly checkpoints: Checkpoint[]
  private readonly keys: Pick<NodeKeys, 'verify'>
  private index = 0
  private leaf = 0

  constructor(checkpoints: Checkpoint[], keys: Pick<NodeKeys, 'verify'>) {
    this.checkpoints = checkpoints
    this.keys = keys
    this.count = checkpoints.length
  }

  checkSignatures(): Finding | undefined {
    let previous: Buffer = noHash
    for (const [i, c] of this.checkpoints.entries()) {
      const wrong = (what: string): Finding => ({ kind: 'checkpoint', number: c.number, what })
      if (c.number !== i + 1) return wrong(`Checkpoint ${i + 1} was removed.`)
      if (!this.keys.verify(statement(c), c.signature, c.key_id))
        return wrong(`The signature of checkpoint ${c.number} is not valid.`)
      if (!previous.equals(c.previous_root))
        return wrong(`Checkpoint ${c.number} does not follow checkpoint ${i}.`)
      if (!merkleRoot(c.leaves).equals(c.root))
        return wrong(`The leaves of checkpoint ${c.number} were altered.`)
      previous = c.root
    }
    return undefined
  }

  take(row: Row): Finding | undefined {
    const c = this.checkpoints[this.index]
    if (!c) {
      this.unsealed++
      return undefined
    }
    const leaf = leafOf(row.id, row.hash)
    if (!leaf.equals(c.leaves.subarray(this.leaf * leafBytes, (this.leaf + 1) * leafBytes)))
      return this.explain(c, row)
    this.leaf++
    if (this.leaf * leafBytes >= c.leaves.length) {
      this.index++
      this.leaf = 0
    }
    return undefined
  }

  private explain(c: Checkpoint, row: Row): Finding {
    const sealedId = idOf(c.leaves.subarray(this.leaf * leafBytes))
    const at = { position: row.position, entryId: row.id, subjectId: row.subject_id }
    if (sealedId === row.id)
      return {
        kind: 'altered',
        ...at,
        what: `Entry ${row.id} at position ${row.position} was replaced after checkpoint ${c.number} had sealed it.`,
      }
    if (row.position <= c.position_last && !this.holds(c, row.id))
      return {
        kind: 'inserted',
        ...at,
        what: `Entry ${row.id} at position ${row.position} was slipped in after checkpoint ${c.number} had been sealed.`,
      }
    return {
      kind: 'removed',
      position: null,
      entryId: sealedId,
      subjectId: null,
      what: `Entry ${sealedId} was removed or moved: checkpoint ${c.number} had sealed it before position ${row.position}.`,
    }
  }

  end(): Finding | undefined {
    const c = this.checkpoints[this.index]
    if (!c) return undefined
    const id = idOf(c.leaves.subarray(this.leaf * leafBytes))
    return {
      kind: 'removed',
      position: null,
      entryId: id,
      subjectId: null,
      what: `Entry ${id} was removed: checkpoint ${c.number} had sealed it.`,
    }
  }

  private holds(c: Checkpoint, id: string): boolean {
    for (let i = this.leaf * leafBytes; i < c.leaves.length; i += leafBytes)
      if (idOf(c.leaves.subarray(i)) === id) return true
    return false
  }
}

const idOf = (leaf: Uint8Array) =>
  Buffer.from(leaf.subarray(0, 16))
    .toString('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')

async function checkHeads(
  database: Database,
  seen: Map<string, { version: number; hash: Buffer }>,
): Promise<Finding | undefined> {
  let count = 0
  for await (const rows of database.stream<{ subject_id: string; version: number; hash: Buffer }>(
    'select subject_id, version, hash from ledger.head',
  ))
    for (const head of rows) {
      count++
      const last = seen.get(head.subject_id)
      if (!last || last.version < head.version)
        return {
          kind: 'removed',
          position: null,
          entryId: null,
          subjectId: head.subject_id,
          what: `Of the subject ${head.subject_id}, version ${(last?.version ?? 0) + 1} was removed: it was the newest.`,
        }
      if (last.version > head.version || !last.hash.equals(head.hash))
        return {
          kind: 'altered',
          position: null,
          entryId: null,
          subjectId: head.subject_id,
          what: `The newest entry of the subject ${head.subject_id} is not the one that was written.`,
        }
    }
  if (count < seen.size)
    return {
      kind: 'altered',
      position: null,
      entryId: null,
      subjectId: null,
      what: `${seen.size - count} subjects have entries but no head.`,
    }
  return undefined
}
