import { sql } from 'kysely'
import { authorise, type Policy } from '#kernel/policy/policy.ts'
import { bytes, insertRows } from '#platform/database/insert-rows.ts'
import type { Write } from '#platform/database/transaction.ts'
import { type Entry, hashOf, noHash, preimage } from './entry.ts'

/** An entry with its payload read back, as projections receive it. */
export interface ActEntry<P> extends Entry {
  content: P
}

/** A kind of change: who may do it, and what it does to the tables. */
export interface ActKind<P, S> {
  name: string
  subject: string
  policy: Policy<S>
  /** Applies entries to the projection tables; called in the same transaction, and again when they are rebuilt. */
  project: (tx: Write, entries: readonly ActEntry<P>[]) => Promise<void>
  /** Topics that live watchers are told about, e.g. 'case:ID'. They carry no identity. */
  topics: (entries: readonly ActEntry<P>[]) => string[]
}

const kinds = new Map<string, ActKind<never, never>>()

/**
 * Declares a kind of act. Projections are found by its name when they are rebuilt.
 * @throws Error when the name is taken
 */
export function defineAct<P, S = undefined>(
  name: string,
  kind: {
    subject: string
    policy: Policy<S>
    project: ActKind<P, S>['project']
    topics?: ActKind<P, S>['topics']
  },
): ActKind<P, S> {
  if (kinds.has(name)) throw new Error(`The act ${name} is defined twice.`)
  const defined: ActKind<P, S> = { name, topics: () => [], ...kind }
  kinds.set(name, defined as ActKind<never, never>)
  return defined
}

/** Every kind of act that was declared, for rebuilding and for the permission table. */
export const definedActs = (): ReadonlyMap<string, ActKind<never, never>> => kinds

export interface ActInput<P, S> {
  /** Made by the client, so that a retry is harmless. */
  id: string
  subjectId: string
  /** What the policy looks at. */
  about: S
  /** The version the caller saw; 0 for a new subject; undefined where order does not matter. */
  expectedVersion?: number
  /** When it happened, if that is not now. */
  occurredAtMs?: number
  payload: P
}

/** Somebody else changed the subject meanwhile. */
export class VersionConflict extends Error {
  readonly subjectId: string
  readonly expected: number
  readonly actual: number
  constructor(subjectId: string, expected: number, actual: number) {
    super(`This was changed by somebody else: you saw version ${expected}, it is now version ${actual}.`)
    this.name = 'VersionConflict'
    this.subjectId = subjectId
    this.expected = expected
    this.actual = actual
  }
}

/** A client-made id came back with another content. */
export class IdReused extends Error {
  constructor(id: string) {
    super(`The id ${id} was already used for something else. Make a new one for each act.`)
    this.name = 'IdReused'
  }
}

/**
 * The only way to write: checks the policy, appends an entry, applies it, all in the caller's transaction.
 * @returns the entry; `repeated` when the same act had been recorded before, and nothing was done again
 * @throws Refused, VersionConflict, IdReused
 */
export async function act<P, S>(
  tx: Write,
  kind: ActKind<P, S>,
  input: ActInput<P, S>,
): Promise<{ entry: ActEntry<P>; repeated: boolean }> {
  const { entries, repeated } = await actMany(tx, kind, [input])
  return entries[0] ? { entry: entries[0], repeated: false } : { entry: repeated[0]!, repeated: true }
}

/**
 * Many acts of one kind at once, e.g. the rows of an import. Subjects must differ within the call.
 * @returns the entries written, and those that had been recorded before
 * @throws Refused, VersionConflict, IdReused
 */
export async function actMany<P, S>(
  tx: Write,
  kind: ActKind<P, S>,
  inputs: readonly ActInput<P, S>[],
): Promise<{ entries: ActEntry<P>[]; repeated: ActEntry<P>[] }> {
  for (const input of inputs) authorise(tx.caller, kind.name, kind.policy, input.about)
  // Shared by all writers, taken alone for an instant by a checkpoint: positions up to it are then complete.
  await sql`select pg_advisory_xact_lock_shared(hashtext('palermo.checkpoint'))`.execute(tx.db)
  const repeated = await findRepeated(tx, kind, inputs)
  const fresh = repeated.size === 0 ? inputs : inputs.filter(i => !repeated.has(i.id))
  const heads = await lockHeads(tx, fresh)
  // The id of a case is no id of an erratum: an entry of another kind would part the case from its table.
  for (const head of heads.values()) if (head.kind !== kind.subject) throw new IdReused(head.subjectId)
  const entries = fresh.map(input => {
    const head = heads.get(input.subjectId)
    const version = head?.version ?? 0
    if (input.expectedVersion !== undefined && input.expectedVersion !== version)
      throw new VersionConflict(input.subjectId, input.expectedVersion, version)
    return entryOf(tx, kind, input, version + 1, head?.hash ?? noHash)
  })
  if (entries.length > 0) {
    await append(tx, entries)
    await kind.project(tx, entries)
    const topics = [...new Set(kind.topics(entries))]
    if (topics.length > 0) await notify(tx, topics)
  }
  return { entries, repeated: [...repeated.values()] }
}

function entryOf<P, S>(
  tx: Write,
  kind: ActKind<P, S>,
  input: ActInput<P, S>,
  version: number,
  previousHash: Buffer,
): ActEntry<P> {
  const recordedAtMs = tx.now.getTime()
  const open = {
    id: input.id.toLowerCase(),
    subjectKind: kind.subject,
    subjectId: input.subjectId.toLowerCase(),
    version,
    act: kind.name,
    actorId: tx.caller.userId,
    agencyId: tx.caller.agencyId,
    purpose: tx.caller.purpose,
    occurredAtMs: input.occurredAtMs ?? recordedAtMs,
    recordedAtMs,
    payload: JSON.stringify(input.payload),
    previousHash,
  }
  return { ...open, position: 0, hash: hashOf(preimage(open)), content: input.payload }
}

async function findRepeated<P, S>(
  tx: Write,
  kind: ActKind<P, S>,
  inputs: readonly ActInput<P, S>[],
): Promise<Map<string, ActEntry<P>>> {
  const wanted = new Map(inputs.map(i => [i.id, i]))
  const { rows } =
    await sql<EntryRow>`select * from ledger.entry where id = any(${[...wanted.keys()]}::uuid[])`.execute(
      tx.db,
    )
  const found = new Map<string, ActEntry<P>>()
  for (const row of rows) {
    const entry = entryFromRow(row)
    const input = wanted.get(entry.id)!
    // Sealed bytes differ at every sealing, so a repeat is known by act, subject and author.
    if (entry.act !== kind.name || entry.subjectId !== input.subjectId || entry.actorId !== tx.caller.userId)
      throw new IdReused(entry.id)
    found.set(entry.id, { ...entry, content: JSON.parse(entry.payload) as P })
  }
  return found
}

async function lockHeads(
  tx: Write,
  inputs: readonly ActInput<never, never>[] | readonly { subjectId: string }[],
) {
  const ids = inputs.map(i => i.subjectId)
  const { rows } = await sql<{ subject_id: string; subject_kind: string; version: number; hash: Buffer }>`
    select subject_id, subject_kind, version, hash from ledger.head where subject_id = any(${ids}::uuid[]) order by subject_id for update`.execute(
    tx.db,
  )
  return new Map(
    rows.map(r => [
      r.subject_id,
      { subjectId: r.subject_id, kind: r.subject_kind, version: r.version, hash: r.hash },
    ]),
  )
}

const entryColumns = [
  'id',
  'subject_kind',
  'subject_id',
  'version',
  'act',
  'actor_id',
  'agency_id',
  'purpose',
  'occurred_at_ms',
  'recorded_at_ms',
  'payload',
  'previous_hash',
  'hash',
] as const

async function append(tx: Write, entries: readonly ActEntry<unknown>[]) {
  const rows = entries.map(e => ({
    id: e.id,
    subject_kind: e.subjectKind,
    subject_id: e.subjectId,
    version: e.version,
    act: e.act,
    actor_id: e.actorId,
    agency_id: e.agencyId,
    purpose: e.purpose,
    occurred_at_ms: e.occurredAtMs,
    recorded_at_ms: e.recordedAtMs,
    payload: e.payload,
    previous_hash: bytes(e.previousHash),
    hash: bytes(e.hash),
  }))
  try {
    await insertRows(tx, 'ledger.entry', entryColumns, rows)
  } catch (error) {
    // An entry with this id exists that this caller may not see.
    if ((error as { constraint?: string }).constraint === 'entry_id_key') throw new IdReused(entries[0]!.id)
    // Two writers began the same new subject: neither could lock a head that did not exist yet.
    if ((error as { constraint?: string }).constraint === 'entry_subject_version_key')
      throw new VersionConflict(entries[0]!.subjectId, entries[0]!.version - 1, entries[0]!.version)
    throw error
  }
  const heads = JSON.stringify(
    rows.map(r => ({
      subject_id: r.subject_id,
      subject_kind: r.subject_kind,
      version: r.version,
      hash: r.hash,
    })),
  )
  await sql`insert into ledger.head select * from jsonb_populate_recordset(null::ledger.head, ${heads}::jsonb)
    on conflict (subject_id) do update set version = excluded.version, hash = excluded.hash`.execute(tx.db)
  await sql`select set_config('palermo.entry', ${entries[0]!.id}, true)`.execute(tx.db)
}

/** One notification carries at most 8,000 bytes; many topics become the one that means "look again". */
async function notify(tx: Write, topics: string[]) {
  const text = JSON.stringify(topics)
  await sql`select pg_notify('palermo_live', ${text.length < 7000 ? text : '["*"]'})`.execute(tx.db)
}

export interface EntryRow {
  position: number
  id: string
  subject_kind: string
  subject_id: string
  version: number
  act: string
  actor_id: string
  agency_id: string | null
  purpose: string
  occurred_at_ms: number
  recorded_at_ms: number
  payload: string
  previous_hash: Buffer
  hash: Buffer
}

export const entryFromRow = (r: EntryRow): Entry => ({
  position: r.position,
  id: r.id,
  subjectKind: r.subject_kind,
  subjectId: r.subject_id,
  version: r.version,
  act: r.act,
  actorId: r.actor_id,
  agencyId: r.agency_id,
  purpose: r.purpose,
  occurredAtMs: r.occurred_at_ms,
  recordedAtMs: r.recorded_at_ms,
  payload: r.payload,
  previousHash: r.previous_hash,
  hash: r.hash,
})
