import { randomUUID } from 'node:crypto'
import type { Plain } from '#kernel/entity/describe.ts'
import { bytes, insertRows } from '#platform/database/insert-rows.ts'
import type { Write } from '#platform/database/transaction.ts'
import { actMany } from '#platform/ledger/act.ts'
import type { NodeKeys } from '#platform/vault/node-keys.ts'
import {
  newPersonKey,
  type PersonKey,
  sealFor,
  searchParts,
  searchTokens,
  wrappedKey,
} from '#platform/vault/person.ts'
import { type OpenedCase, openCase, type StoredPart, type StoredParts } from './cases.acts.ts'
import {
  type CaseContent,
  complete,
  type PartName,
  partDescriptions,
  referenceOf,
  repeatedParts,
  singleParts,
  split,
} from './cases.rules.ts'

export interface NewCase {
  /** Id of the case, made by the client. */
  id: string
  /** Id of the act, made by the client; the same again is harmless. */
  actId: string
  content: CaseContent
  occurredAtMs?: number
  /** The import that it comes from, and the keyed hash of its row there. */
  imported?: { importId: string; contentKey: string }
}

/** A new case with its identity sealed, ready to be written; the work of the processor is done. */
export interface PreparedCase {
  id: string
  actId: string
  occurredAtMs?: number
  payload: OpenedCase
  personId: string
  wrappedKey: Buffer
  tokens: Buffer[]
}

/** Seals a new case: identity under a fresh key of that person's own, everything coded stays readable. */
export function prepareCase(keys: NodeKeys, given: NewCase): PreparedCase {
  const person = newPersonKey(randomUUID())
  const content = complete(given.content)
  return {
    id: given.id,
    actId: given.actId,
    ...(given.occurredAtMs !== undefined && { occurredAtMs: given.occurredAtMs }),
    payload: {
      reference: referenceOf(given.id),
      personId: person.personId,
      ...given.imported,
      parts: storedParts(person, content),
    },
    personId: person.personId,
    wrappedKey: wrappedKey(keys, person),
    tokens: tokensOf(keys, content.person),
  }
}

/**
 * Opens cases that were prepared.
 * @returns how many were new; the others had been opened by the same acts before
 * @throws Refused, VersionConflict, IdReused
 */
export async function openPrepared(
  tx: Write,
  cases: readonly PreparedCase[],
): Promise<{ opened: number; repeated: number }> {
  const { entries, repeated } = await actMany(
    tx,
    openCase,
    cases.map(c => ({
      id: c.actId,
      subjectId: c.id,
      about: undefined,
      expectedVersion: 0,
      payload: c.payload,
      ...(c.occurredAtMs !== undefined && { occurredAtMs: c.occurredAtMs }),
    })),
  )
  const written = new Set(entries.map(e => e.id))
  const opened = repeated.length === 0 ? cases : cases.filter(c => written.has(c.actId.toLowerCase()))
  await insertRows(
    tx,
    'vault.person_key',
    ['person_id', 'case_id', 'wrapped_key'],
    opened.map(c => ({ person_id: c.personId, case_id: c.id, wrapped_key: bytes(c.wrappedKey) })),
  )
  await insertRows(
    tx,
    'vault.search_token',
    ['token', 'person_id', 'case_id'],
    opened.flatMap(c =>
      c.tokens.map(token => ({ token: bytes(token), person_id: c.personId, case_id: c.id })),
    ),
  )
  return { opened: entries.length, repeated: repeated.length }
}

/** Prepares cases and opens them. @see prepareCase, openPrepared */
export const openCases = (tx: Write, keys: NodeKeys, cases: readonly NewCase[]) =>
  openPrepared(
    tx,
    cases.map(c => prepareCase(keys, c)),
  )

function storedParts(person: PersonKey, content: CaseContent): StoredParts {
  const parts: StoredParts = {}
  for (const part of singleParts) {
    const stored = storedPart(person, part, part, content[part])
    if (Object.keys(stored.open).length > 0 || stored.sealed) parts[part] = stored
  }
  for (const part of repeatedParts)
    if (content[part].length > 0)
      parts[part] = content[part].map(value => {
        const id = randomUUID()
        return { id, ...storedPart(person, part, id, value) }
      })
  return parts
}

/** A part as it is kept; `context` binds what is sealed to its place. */
function storedPart(person: PersonKey, part: PartName, context: string, value: Plain): StoredPart {
  const { open, identifying } = split(partDescriptions[part], value)
  return {
    open,
    ...(Object.keys(identifying).length > 0 && {
      sealed: sealFor(person, context, identifying).toString('base64'),
    }),
  }
}

/** Keyed hashes of the names and numbers by which a person may be searched. */
export function tokensOf(keys: NodeKeys, person: CaseContent['person']): Buffer[] {
  return searchTokens(keys, [
    ...[person.firstName, person.middleName, person.secondName].flatMap(name =>
      name ? searchParts('name', name) : [],
    ),
    ...[person.mobilePhone, person.homePhone].flatMap(phone => (phone ? searchParts('phone', phone) : [])),
    ...(person.email ? searchParts('email', person.email) : []),
    ...(person.identityNumber ? searchParts('number', person.identityNumber) : []),
  ])
}
