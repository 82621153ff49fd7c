import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Plain } from '#kernel/entity/describe.ts'
import { bytes, insertRows } from '#platform/database/insert-rows.ts'
import type { Read, Write } from '#platform/database/transaction.ts'
import { act } from '#platform/ledger/act.ts'
import type { NodeKeys } from '#platform/vault/node-keys.ts'
import {
  destroyPersonKey,
  findPersonKey,
  openFor,
  type PersonKey,
  sealFor,
  searchParts,
  searchTokens,
} from '#platform/vault/person.ts'
import {
  type AmendedCase,
  amendCase,
  erasePerson,
  joinCase,
  openIdentity,
  type StoredPart,
  searchPerson,
} from './cases.acts.ts'
import type { Person } from './cases.entity.ts'
import type { CaseStanding } from './cases.policy.ts'
import {
  type PartName,
  partDescriptions,
  type RepeatedPart,
  repeatedParts,
  type singleParts,
  split,
} from './cases.rules.ts'
import { fieldsFromRow, tableOf } from './cases.tables.ts'
import { tokensOf } from './opening.store.ts'

/** A case as its participants see it before anything sealed is opened. */
export interface CaseRecord extends CaseStanding {
  id: string
  reference: string
  personId: string
  version: number
  changedAtMs: number
  participantsSince: { agencyId: string; role: 'owner' | 'participant'; sinceMs: number }[]
  /** Coded values of each single part. */
  single: Record<(typeof singleParts)[number], Plain>
  repeated: Record<RepeatedPart, { id: string; value: Plain; sealed: boolean }[]>
  /** Parts of which something is sealed. */
  sealedParts: PartName[]
}

/** @returns undefined when there is no such case, or the caller's agency takes no part in it: the two look the same */
export async function findCase(tx: Read, id: string): Promise<CaseRecord | undefined> {
  const { rows } = await sql<Record<string, unknown>>`select c.*, c.sealed is not null as has_sealed,
      (select count(*) from vault.identity where case_id = c.id) as identities from cases.case c where id = ${id}`.execute(
    tx.db,
  )
  const row = rows[0]
  if (!row) return undefined
  const { rows: agencies } = await sql<{
    agency_id: string
    role: 'owner' | 'participant'
    since_ms: number
  }>`
    select agency_id, role, since_ms from cases.participant where case_id = ${id} order by role, since_ms`.execute(
    tx.db,
  )
  const sealedParts = new Set<PartName>()
  if (row.has_sealed) sealedParts.add('case')
  if (Number(row.identities) > 0) sealedParts.add('person')
  const single = { case: fieldsFromRow('case', row) } as CaseRecord['single']
  for (const part of ['person', 'consent', 'victimContext'] as const) {
    const found =
      (
        await sql<
          Record<string, unknown>
        >`select * from ${sql.table(tableOf(part))} where case_id = ${id}`.execute(tx.db)
      ).rows[0] ?? {}
    if (found.sealed) sealedParts.add(part)
    single[part] = fieldsFromRow(part, found)
  }
  const repeated = {} as CaseRecord['repeated']
  for (const part of repeatedParts) {
    const found = (
      await sql<
        Record<string, unknown>
      >`select * from ${sql.table(tableOf(part))} where case_id = ${id} order by ordinal`.execute(tx.db)
    ).rows
    if (found.some(r => r.sealed)) sealedParts.add(part)
    repeated[part] = found.map(r => ({
      id: r.id as string,
      value: fieldsFromRow(part, r),
      sealed: r.sealed !== null,
    }))
  }
  return {
    id,
    reference: row.reference as string,
    personId: row.person_id as string,
    version: row.version as number,
    changedAtMs: row.changed_at_ms as number,
    erased: row.erased as boolean,
    participants: agencies.map(a => a.agency_id),
    participantsSince: agencies.map(a => ({ agencyId: a.agency_id, role: a.role, sinceMs: a.since_ms })),
    single,
    repeated,
    sealedParts: [...sealedParts],
  }
}

/**
 * Opens what is sealed in a case. The look is an act with the caller's purpose: it stands in the history before the key
 * leaves the vault.
 * @returns per part the fields that identify; for repeated parts by the row's id
 * @throws Refused
 */
export async function openSealed(
  tx: Write,
  keys: NodeKeys,
  record: CaseRecord,
  parts: readonly PartName[],
  actId: string,
): Promise<Partial<Record<PartName, Record<string, unknown>>>> {
  await act(tx, openIdentity, {
    id: actId,
    subjectId: record.id,
    about: record,
    payload: { parts: [...parts] },
  })
  const person = await findPersonKey(tx, keys, record.personId)
  if (!person) return {}
  const opened: Partial<Record<PartName, Record<string, unknown>>> = {}
  for (const part of parts) opened[part] = await openPart(tx, person, record.id, part)
  return opened
}

async function openPart(
  tx: Read,
  person: PersonKey,
  caseId: string,
  part: PartName,
): Promise<Record<string, unknown>> {
  if (part === 'person') {
    const { rows } = await sql<{
      sealed: Buffer
    }>`select sealed from vault.identity where person_id = ${person.personId}`.execute(tx.db)
    return rows[0] ? (openFor(person, 'person', rows[0].sealed) as Record<string, unknown>) : {}
  }
  const single = part === 'case' || part === 'consent' || part === 'victimContext'
  const key = sql.ref(part === 'case' ? 'id' : 'case_id')
  const { rows } = await sql<{ id: string; sealed: Buffer }>`
    select * from ${sql.table(tableOf(part))} where ${key} = ${caseId} and sealed is not null`.execute(tx.db)
  if (single) return rows[0] ? (openFor(person, part, rows[0].sealed) as Record<string, unknown>) : {}
  return Object.fromEntries(rows.map(r => [r.id, openFor(person, r.id, r.sealed)]))
}

export interface Amendment {
  actId: string
  expectedVersion: number
  part: PartName
  /** Id of the row, for repeated parts; a new one adds a row. */
  rowId?: string
  /** The part's whole new value; undefined removes the row of a repeated part. */
  value?: Plain
}

/**
 * Changes one part of a case. Fields that identify are merged into what is sealed; for that the key is taken out, which
 * the history shows.
 * @returns the new version
 * @throws Refused, VersionConflict
 */
export async function amend(
  tx: Write,
  keys: NodeKeys,
  record: CaseRecord,
  amendment: Amendment,
): Promise<number> {
  const { part, rowId, actId } = amendment
  const recorded = await recordedVersion(tx, actId)
  if (recorded !== undefined) return recorded
  let expectedVersion = amendment.expectedVersion
  const amended = async (payload: AmendedCase) =>
    (await act(tx, amendCase, { id: actId, subjectId: record.id, about: record, expectedVersion, payload }))
      .entry.version
  const repeatedPart = (repeatedParts as readonly string[]).includes(part)
    ? (part as RepeatedPart)
    : undefined
  if (amendment.value === undefined)
    return amended({
      parts: {},
      removed: { part: repeatedPart!, ids: [rowId!] },
      changed: { [part]: ['removed'] },
    })
  const { open, identifying } = split(partDescriptions[part], amendment.value)
  const stored: StoredPart = { open }
  if (Object.keys(identifying).length > 0)
    stored.sealed = await sealAgain(tx, keys, record, expectedVersion++, part, rowId, identifying)
  const before = repeatedPart
    ? record.repeated[repeatedPart].find(r => r.id === rowId)?.value
    : record.single[part as 'case']
  const changed = { [part]: [...changedFields(before ?? {}, open), ...Object.keys(identifying)] }
  return amended({
    parts: repeatedPart ? { [repeatedPart]: [{ id: rowId!, ...stored }] } : { [part]: stored },
    changed,
  })
}

async function sealAgain(
  tx: Write,
  keys: NodeKeys,
  record: CaseRecord,
  expectedVersion: number,
  part: PartName,
  rowId: string | undefined,
  identifying: Record<string, unknown>,
) {
  await act(tx, openIdentity, {
    id: randomUUID(),
    subjectId: record.id,
    about: record,
    expectedVersion,
    payload: { parts: ['seal'] },
  })
  const person = await findPersonKey(tx, keys, record.personId)
  if (!person) throw new Error('The key of this person cannot be read.')
  const known = await openPart(tx, person, record.id, part)
  const before = rowId === undefined ? known : ((known[rowId] as Record<string, unknown> | undefined) ?? {})
  const after = { ...before, ...identifying }
  if (part === 'person')
    await insertRows(
      tx,
      'vault.search_token',
      ['token', 'person_id', 'case_id'],
      tokensOf(keys, after as Person).map(token => ({
        token: bytes(token),
        person_id: record.personId,
        case_id: record.id,
      })),
      'nothing',
    )
  return sealFor(person, rowId ?? part, after).toString('base64')
}

const changedFields = (before: Plain, after: Plain): string[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    name => JSON.stringify(before[name]) !== JSON.stringify(after[name]),
  )

async function recordedVersion(tx: Read, actId: string): Promise<number | undefined> {
  const { rows } = await sql<{
    version: number
  }>`select version from ledger.entry where id = ${actId}`.execute(tx.db)
  return rows[0]?.version
}

/** Lets another agency take part in a case from now on. */
export async function addParticipant(
  tx: Write,
  record: CaseRecord,
  agencyId: string,
  actId: string,
): Promise<void> {
  await act(tx, joinCase, { id: actId, subjectId: record.id, about: record, payload: { agencyId } })
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

/**
 * Looks for persons by all parts of a name or by a number, among the cases in which the caller's agency takes part.
 * The search is recorded with the caller.
 * @returns ids of the cases, at most 50
 */
export async function findByIdentity(
  tx: Write,
  keys: NodeKeys,
  kind: 'name' | 'phone' | 'email' | 'number',
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
