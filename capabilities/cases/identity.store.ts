import { sql } from 'kysely'
import type { Read, Write } from '#platform/database/transaction.ts'
import { act, actMany } from '#platform/ledger/act.ts'
import type { NodeKeys } from '#platform/vault/node-keys.ts'
import {
  destroyPersonKey,
  findPersonKeys,
  openFor,
  type PersonKey,
  sealFor,
  searchParts,
  searchTokens,
} from '#platform/vault/person.ts'
import { erasePerson, explainLook, openIdentity, searchPerson } from './cases.acts.ts'
import { type PartName, repeatedParts } from './cases.rules.ts'
import type { CaseRecord } from './cases.store.ts'
import { tableOf } from './cases.tables.ts'

/** Fields that identify, by part; those of repeated parts by the row's id. */
export type OpenedParts = Partial<Record<PartName, Record<string, unknown>>>

/**
 * Opens what is sealed in a case. The look is an act with the caller's purpose: it stands in the history before the key
 * leaves the vault.
 * @returns nothing when the person was erased
 * @throws Refused
 */
export async function openSealed(
  tx: Write,
  keys: NodeKeys,
  record: CaseRecord,
  parts: readonly PartName[],
  actId: string,
): Promise<OpenedParts> {
  await act(tx, openIdentity, {
    id: actId,
    subjectId: record.id,
    about: record,
    payload: { parts: [...parts] },
  })
  return (await openParts(tx, keys, [record], parts)).get(record.id) ?? {}
}

/** Keeps why somebody looked, in her own words; call it after `openSealed` in the same transaction. */
export async function keepNote(
  tx: Write,
  keys: NodeKeys,
  record: CaseRecord,
  text: string,
  actId: string,
): Promise<void> {
  const person = (await findPersonKeys(tx, keys, [record.personId])).get(record.personId)
  if (!person) return
  const note = sealFor(person, `note ${actId}`, text).toString('base64')
  await act(tx, explainLook, { id: actId, subjectId: record.id, about: record, payload: { note } })
}

/** The reasons that were given in words for earlier looks, the newest first; for a transaction that has looked itself. */
export async function findNotes(
  tx: Write,
  keys: NodeKeys,
  record: CaseRecord,
): Promise<{ atMs: number; text: string }[]> {
  const person = (await findPersonKeys(tx, keys, [record.personId])).get(record.personId)
  if (!person) return []
  const { rows } = await sql<{ id: string; at: number; payload: string }>`
    select id, recorded_at_ms as at, payload from ledger.entry
    where subject_id = ${record.id} and act = ${explainLook.name} order by version desc limit 50`.execute(
    tx.db,
  )
  return rows.map(r => {
    const { note } = JSON.parse(r.payload) as { note: string }
    return { atMs: r.at, text: String(openFor(person, `note ${r.id}`, Buffer.from(note, 'base64'))) }
  })
}

/**
 * Opens what is sealed in many cases at once, e.g. to export them; each look stands in that case's history.
 * @param looks the cases, each with the id of its act
 * @returns by case id
 * @throws Refused when the caller may not open one of them
 */
export async function openSealedOfMany(
  tx: Write,
  keys: NodeKeys,
  looks: readonly { record: CaseRecord; actId: string }[],
  parts: readonly PartName[],
): Promise<Map<string, OpenedParts>> {
  await actMany(
    tx,
    openIdentity,
    looks.map(({ record, actId }) => ({
      id: actId,
      subjectId: record.id,
      about: record,
      payload: { parts: [...parts] },
    })),
  )
  return openParts(
    tx,
    keys,
    looks.map(l => l.record),
    parts,
  )
}

async function openParts(
  tx: Read,
  keys: NodeKeys,
  records: readonly CaseRecord[],
  parts: readonly PartName[],
): Promise<Map<string, OpenedParts>> {
  const people = await findPersonKeys(
    tx,
    keys,
    records.map(r => r.personId),
  )
  const known = new Map(
    records.flatMap(r => {
      const person = people.get(r.personId)
      return person ? [[r.id, person] as const] : []
    }),
  )
  const opened = new Map<string, OpenedParts>([...known.keys()].map(id => [id, {}]))
  for (const part of parts)
    for (const [id, fields] of await openPart(tx, known, part)) opened.get(id)![part] = fields
  return opened
}

/**
 * What is sealed in one part of some cases; the keys were taken out under an entry before.
 * @returns by case id; for repeated parts by the row's id within
 */
export async function openPart(
  tx: Read,
  people: ReadonlyMap<string, PersonKey>,
  part: PartName,
): Promise<Map<string, Record<string, unknown>>> {
  const ids = [...people.keys()]
  const opened = new Map<string, Record<string, unknown>>(ids.map(id => [id, {}]))
  const { rows } =
    part === 'person'
      ? await sql<Sealed>`select case_id, case_id as id, sealed from vault.identity where case_id = any(${ids}::uuid[])`.execute(
          tx.db,
        )
      : part === 'case'
        ? await sql<Sealed>`select id as case_id, id, sealed from cases.case where id = any(${ids}::uuid[])
            and sealed is not null`.execute(tx.db)
        : await sql<Sealed>`select * from ${sql.table(tableOf(part))} where case_id = any(${ids}::uuid[])
            and sealed is not null`.execute(tx.db)
  const isRepeated = (repeatedParts as readonly string[]).includes(part)
  for (const row of rows) {
    const fields = openFor(people.get(row.case_id)!, isRepeated ? row.id : part, row.sealed)
    if (isRepeated) opened.get(row.case_id)![row.id] = fields
    else opened.set(row.case_id, fields as Record<string, unknown>)
  }
  return opened
}

interface Sealed {
  case_id: string
  id: string
  sealed: Buffer
}

/** Erases the person of a case: the key is destroyed, the coded facts stay. Cannot be undone. */
export async function erase(tx: Write, record: CaseRecord, actId: string): Promise<void> {
  await act(tx, erasePerson, {
    id: actId,
    subjectId: record.id,
    about: record,
    payload: { personId: record.personId },
  })
  await destroyPersonKey(tx, record.personId)
}

/** By what a person may be looked for. */
export const identityKinds = ['name', 'phone', 'email', 'number'] as const
export type IdentityKind = (typeof identityKinds)[number]

/**
 * Looks for persons by all parts of a name or by a number, among the cases in which the caller's agency takes part.
 * The search is recorded with the caller.
 * @returns ids of the cases, at most 50
 */
export async function findByIdentity(
  tx: Write,
  keys: NodeKeys,
  kind: IdentityKind,
  text: string,
  actId: string,
): Promise<string[]> {
  const tokens = searchTokens(keys, searchParts(kind, text))
  const { rows } =
    tokens.length === 0
      ? { rows: [] }
      : await sql<{ case_id: string }>`
    select case_id from vault.search_token where token = any(${tokens}::bytea[])
    group by case_id having count(distinct token) = ${tokens.length} limit 50`.execute(tx.db)
  await act(tx, searchPerson, {
    id: actId,
    subjectId: tx.caller.userId,
    about: undefined,
    payload: { found: rows.length },
  })
  return rows.map(r => r.case_id)
}
