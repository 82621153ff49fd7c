import { createSecretKey, type KeyObject, randomFillSync } from 'node:crypto'
import { sql } from 'kysely'
import type { Read, Write } from '#platform/database/transaction.ts'
import type { NodeKeys } from './node-keys.ts'
import { open, seal } from './seal.ts'

/** A person's own key, in memory for as long as a request lasts. */
export interface PersonKey {
  personId: string
  key: Uint8Array
  /** The same as an object that sealing takes; made when it is first needed. */
  keyObject?: KeyObject
}

const keyBytes = 32
const pool = Buffer.alloc(keyBytes * 128)
let used = pool.length

/** A fresh random key. Many are drawn at once, since each call to the system costs; none is left in the pool. */
export function newPersonKey(personId: string): PersonKey {
  if (used === pool.length) {
    randomFillSync(pool)
    used = 0
  }
  const key = Buffer.from(pool.subarray(used, used + keyBytes))
  pool.fill(0, used, used + keyBytes)
  used += keyBytes
  return { personId, key }
}

/** Seals a value that identifies a person; `part` says which record it belongs to. */
export function sealFor(person: PersonKey, part: string, value: unknown): Buffer {
  person.keyObject ??= createSecretKey(person.key)
  return seal(person.keyObject, Buffer.from(JSON.stringify(value)), `${person.personId} ${part}`)
}

/** @throws Error when the bytes are another person's or part's, or were altered */
export const openFor = (person: PersonKey, part: string, sealed: Uint8Array): unknown =>
  JSON.parse(open(person.key, sealed, `${person.personId} ${part}`).toString())

export const wrappedKey = (keys: NodeKeys, person: PersonKey): Buffer =>
  keys.wrap(person.key, `person ${person.personId}`)

/**
 * Takes a person's key out of the vault. The database shows it only to a transaction that has an entry in the ledger
 * about her case.
 * @returns undefined when the key was destroyed (the person was erased) or may not be seen
 */
export async function findPersonKey(
  tx: Read,
  keys: NodeKeys,
  personId: string,
): Promise<PersonKey | undefined> {
  return (await findPersonKeys(tx, keys, [personId])).get(personId)
}

/** Takes the keys of many persons out of the vault, under the same rule. @returns by the person's id */
export async function findPersonKeys(
  tx: Read,
  keys: NodeKeys,
  personIds: readonly string[],
): Promise<Map<string, PersonKey>> {
  const { rows } = await sql<{ person_id: string; wrapped_key: Buffer }>`select person_id, wrapped_key
    from vault.person_key where person_id = any(${personIds}::uuid[])`.execute(tx.db)
  return new Map(
    rows.map(r => [
      r.person_id,
      { personId: r.person_id, key: keys.unwrap(r.wrapped_key, `person ${r.person_id}`) },
    ]),
  )
}

/** Destroys a person's key: everything sealed under it, backups included, can never be read again. */
export async function destroyPersonKey(tx: Write, personId: string): Promise<void> {
  await sql`delete from vault.person_key where person_id = ${personId}`.execute(tx.db)
  await sql`delete from vault.search_token where person_id = ${personId}`.execute(tx.db)
}

/**
 * The normalised parts of names and numbers: lower case, without accents or punctuation, each word on its own.
 * @param kind 'name', 'phone', 'email' or 'number'; parts of different kinds never match each other
 */
export function searchParts(kind: 'name' | 'phone' | 'email' | 'number', text: string): string[] {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  switch (kind) {
    case 'name':
      return plain
        .split(/[^\p{L}\p{N}]+/u)
        .filter(Boolean)
        .map(part => `name ${part}`)
    case 'phone': {
      const digits = plain.replace(/\D/g, '').replace(/^00/, '')
      return digits.length >= 5 ? [`phone ${digits}`] : []
    }
    case 'email':
      return plain.trim() ? [`email ${plain.trim()}`] : []
    case 'number': {
      const kept = plain.replace(/[^\p{L}\p{N}]/gu, '')
      return kept ? [`number ${kept}`] : []
    }
  }
}

/** Keyed hashes of the parts, without repeats. */
export const searchTokens = (keys: NodeKeys, parts: readonly string[]): Buffer[] =>
  [...new Set(parts)].map(part => keys.searchHash(part))
