import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { identifyingFields, type Plain } from '#kernel/entity/describe.ts'
import { bytes, insertRows } from '#platform/database/insert-rows.ts'
import type { Read, Write } from '#platform/database/transaction.ts'
import { act } from '#platform/ledger/act.ts'
import type { NodeKeys } from '#platform/vault/node-keys.ts'
import { findPersonKey, sealFor } from '#platform/vault/person.ts'
import { type AmendedCase, amendCase, joinCase, openIdentity, type StoredPart } from './cases.acts.ts'
import type { Person } from './cases.entity.ts'
import { type PartName, partDescriptions, type RepeatedPart, repeatedParts, split } from './cases.rules.ts'
import type { CaseRecord } from './cases.store.ts'
import { openPart } from './identity.store.ts'
import { tokensOf } from './opening.store.ts'

export interface Amendment {
  actId: string
  expectedVersion: number
  part: PartName
  /** Id of the row, for repeated parts; a new one adds a row. */
  rowId?: string
  /** The part's whole new value; undefined removes the row of a repeated part. What identifies and is left out, stays. */
  value?: Plain
  /** Fields that identify and are taken away. */
  cleared?: readonly string[]
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
  const { part, rowId, actId, cleared = [] } = amendment
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
  const standing = repeatedPart
    ? record.repeated[repeatedPart].find(r => r.id === rowId)?.value
    : record.single[part as 'case']
  keepMissing(part, standing, open, [...Object.keys(identifying), ...cleared])
  const stored: StoredPart = { open }
  if (Object.keys(identifying).length + cleared.length > 0)
    stored.sealed = await sealAgain(tx, keys, record, {
      expectedVersion: expectedVersion++,
      part,
      rowId,
      identifying,
      cleared,
    })
  const changed = {
    [part]: [...changedFields(standing ?? {}, open), ...Object.keys(identifying), ...cleared],
  }
  return amended({
    parts: repeatedPart ? { [repeatedPart]: [{ id: rowId!, ...stored }] } : { [part]: stored },
    changed,
  })
}

/** That she did not want to give her name stands until somebody says otherwise, though the name was not asked for now. */
function keepMissing(part: PartName, before: Plain | undefined, after: Plain, told: readonly string[]) {
  for (const name of identifyingFields(partDescriptions[part])) {
    const why = before?.missing?.[name]
    if (why && !told.includes(name)) after.missing = { [name]: why, ...after.missing }
  }
}

async function sealAgain(
  tx: Write,
  keys: NodeKeys,
  record: CaseRecord,
  change: {
    expectedVersion: number
    part: PartName
    rowId: string | undefined
    identifying: Record<string, unknown>
    cleared: readonly string[]
  },
) {
  const { expectedVersion, part, rowId } = change
  await act(tx, openIdentity, {
    id: randomUUID(),
    subjectId: record.id,
    about: record,
    expectedVersion,
    payload: { parts: ['seal'] },
  })
  const person = await findPersonKey(tx, keys, record.personId)
  if (!person) throw new Error('The key of this person cannot be read.')
  const known = (await openPart(tx, new Map([[record.id, person]]), part)).get(record.id) ?? {}
  const before = rowId === undefined ? known : ((known[rowId] as Record<string, unknown> | undefined) ?? {})
  const after: Record<string, unknown> = { ...before, ...change.identifying }
  for (const name of change.cleared) delete after[name]
  if (part === 'person') await replaceTokens(tx, keys, record, after as Person)
  return sealFor(person, rowId ?? part, after).toString('base64')
}

async function replaceTokens(tx: Write, keys: NodeKeys, record: CaseRecord, person: Person) {
  await sql`delete from vault.search_token where person_id = ${record.personId}`.execute(tx.db)
  await insertRows(
    tx,
    'vault.search_token',
    ['token', 'person_id', 'case_id'],
    tokensOf(keys, person).map(token => ({
      token: bytes(token),
      person_id: record.personId,
      case_id: record.id,
    })),
  )
}

const changedFields = (before: Plain, after: Plain): string[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter(name => name !== 'missing' && JSON.stringify(before[name]) !== JSON.stringify(after[name]))
    .concat(changedMissing(before, after))

const changedMissing = (before: Plain, after: Plain): string[] =>
  [...new Set([...Object.keys(before.missing ?? {}), ...Object.keys(after.missing ?? {})])].filter(
    name =>
      before.missing?.[name] !== after.missing?.[name] &&
      before[name] === undefined &&
      after[name] === undefined,
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
