import { hash } from 'node:crypto'

/** One entry of the ledger: who did what to which subject, for which agency, why, when it happened and was recorded. */
export interface Entry {
  position: number
  id: string
  subjectKind: string
  subjectId: string
  /** 1 for the first entry of a subject, then without gaps. */
  version: number
  act: string
  actorId: string
  agencyId: string | null
  purpose: string
  /** Milliseconds since 1970, UTC: when it happened. */
  occurredAtMs: number
  /** Milliseconds since 1970, UTC: when it was written down. */
  recordedAtMs: number
  /** JSON text, exactly as it was hashed. Holds codes, references and sealed bytes; never plain identity. */
  payload: string
  previousHash: Buffer
  hash: Buffer
}

export const noHash = Buffer.alloc(32)

/**
 * The text whose SHA-256 is an entry's hash: fields in fixed order, separated by '|', the payload last.
 * No field before the payload can contain the separator.
 */
export function preimage(e: Omit<Entry, 'position' | 'hash'>): string {
  return `${e.id}|${e.subjectKind}|${e.subjectId}|${e.version}|${e.act}|${e.actorId}|${e.agencyId ?? ''}|${e.purpose}|${e.occurredAtMs}|${e.recordedAtMs}|${e.previousHash.toString('hex')}|${e.payload}`
}

/** The same text, built by the database from its columns; a test holds the two together. */
export const preimageSql = `concat_ws('|', id, subject_kind, subject_id, version, act, actor_id, coalesce(agency_id::text, ''), purpose,
  occurred_at_ms, recorded_at_ms, encode(previous_hash, 'hex'), payload)`

export const hashOf = (text: string): Buffer => hash('sha256', text, 'buffer')
export const hashHex = (text: string): string => hash('sha256', text, 'hex')
