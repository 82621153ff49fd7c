import { sql } from 'kysely'
import type { Database } from '#platform/database/open.ts'
import type { NodeKeys } from '#platform/vault/node-keys.ts'
import { type Checkpoint, leafBytes, merkleRoot, statement } from './checkpoint.ts'
import { hashHex, noHash, preimageSql } from './entry.ts'

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

/** An entry as verification needs it; hashes in hexadecimal. */
interface Row {
  position: number
  id: string
  subject: string
  version: number
  previousHash: string
  hash: string
}
interface Stored {
  position: number
  hash: string
  preimage: string
}
type Heads = Map<string, { version: number; hash: string }>

const query = `select position, encode(hash, 'hex') as hash, ${preimageSql} as preimage from ledger.entry order by position`
const noHashHex = noHash.toString('hex')

/** Takes the fields that stand before the payload out of the text that was hashed. */
function rowFrom({ position, hash, preimage }: Stored): Row {
  const fields = preimage.split('|', 11)
  return {
    position,
    hash,
    id: fields[0]!,
    subject: fields[2]!,
    version: Number(fields[3]),
    previousHash: fields[10]!,
  }
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
  const heads: Heads = new Map()
  const seal = new Seal(await checkpointsOf(database), keys)
  const result: Verification = { entries: 0, checkpoints: seal.count, unsealed: 0 }
  const bad = seal.checkSignatures()
  if (bad) return { ...result, finding: bad }
  for await (const stored of database.stream<Stored>(query)) {
    for (const entry of stored) {
      const row = rowFrom(entry)
      const finding = checkEntry(entry, row, heads.get(row.subject)) ?? seal.take(row)
      if (finding) return { ...result, finding }
      keep(heads, row)
      result.entries++
    }
    progress(result.entries)
  }
  result.unsealed = seal.unsealed
  const finding = seal.end() ?? (await checkHeads(database, heads))
  return finding ? { ...result, finding } : result
}

/** A part of a text keeps the whole text alive, so a new subject's name is copied out of it. */
function keep(heads: Heads, { subject, version, hash }: Row) {
  heads.set(heads.has(subject) ? subject : Buffer.from(subject).toString(), { version, hash })
}

function checkEntry(
  stored: Stored,
  row: Row,
  head: { version: number; hash: string } | undefined,
): Finding | undefined {
  const at = { position: row.position, entryId: row.id, subjectId: row.subject }
  if (hashHex(stored.preimage) !== row.hash)
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
      what: `Of the subject ${row.subject}, version ${expected} was removed: version ${row.version} stands at position ${row.position} after version ${expected - 1}.`,
    }
  if (row.version < expected)
    return {
      kind: 'reordered',
      ...at,
      what: `Entry ${row.id} at position ${row.position} was reordered: version ${row.version} comes after version ${expected - 1}.`,
    }
  if (row.previousHash !== (head?.hash ?? noHashHex))
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
  /** The current checkpoint's leaves in hexadecimal. */
  private leaves = ''

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
    const leaf = row.id.replaceAll('-', '') + row.hash
    this.leaves ||= c.leaves.toString('hex')
    if (!this.leaves.startsWith(leaf, this.leaf * leafBytes * 2)) return this.explain(c, row)
    this.leaf++
    if (this.leaf * leafBytes >= c.leaves.length) {
      this.index++
      this.leaf = 0
      this.leaves = ''
    }
    return undefined
  }

  private explain(c: Checkpoint, row: Row): Finding {
    const sealedId = idOf(c.leaves.subarray(this.leaf * leafBytes))
    const at = { position: row.position, entryId: row.id, subjectId: row.subject }
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

async function checkHeads(database: Database, seen: Heads): Promise<Finding | undefined> {
  let count = 0
  for await (const rows of database.stream<{ subject_id: string; version: number; hash: string }>(
    "select subject_id, version, encode(hash, 'hex') as hash from ledger.head",
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
      if (last.version > head.version || last.hash !== head.hash)
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
