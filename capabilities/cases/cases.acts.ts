import { sql } from 'kysely'
import type { Plain } from '#kernel/entity/describe.ts'
import { bytes, insertRows } from '#platform/database/insert-rows.ts'
import type { Write } from '#platform/database/transaction.ts'
import { type ActEntry, defineAct } from '#platform/ledger/act.ts'
import { type CaseStanding, casePolicies } from './cases.policy.ts'
import { type PartName, type RepeatedPart, repeatedParts } from './cases.rules.ts'
import { columnOf, openColumns, tableOf } from './cases.tables.ts'

/** A part as the ledger keeps it: codes in clear, the rest sealed (base64). */
export interface StoredPart {
  open: Plain
  sealed?: string
}
export interface StoredRow extends StoredPart {
  id: string
}

export type StoredParts = {
  case?: StoredPart
  person?: StoredPart
  consent?: StoredPart
  victimContext?: StoredPart
} & { [K in RepeatedPart]?: StoredRow[] }

export interface OpenedCase {
  reference: string
  personId: string
  /** The import it came from, when it did. */
  importId?: string
  /** Keyed hash of the row it came from. */
  contentKey?: string
  parts: StoredParts
}

export interface AmendedCase {
  /** Each part named replaces the one before it; rows of repeated parts replace the row of the same id or are added. */
  parts: StoredParts
  removed?: { part: RepeatedPart; ids: string[] }
  /** Names of the fields that changed, for the history; never their values. */
  changed: { [part: string]: string[] }
}

export interface OpenedIdentity {
  /** What was read, or 'seal' when the key was only used to seal something new. */
  parts: readonly (PartName | 'seal')[]
}

export interface JoinedAgency {
  agencyId: string
}

const topicsOfCases = (entries: readonly ActEntry<unknown>[]) => [
  'cases',
  'facts',
  ...(entries.length <= 20 ? entries.map(e => `case:${e.subjectId}`) : []),
]

export const openCase = defineAct<OpenedCase>('case.open', {
  subject: 'case',
  policy: casePolicies['case.open'],
  topics: topicsOfCases,
  project: async (tx, entries) => {
    await insertRows(
      tx,
      'cases.participant',
      ['agency_id', 'case_id', 'role', 'since_ms', 'opened_on'],
      entries.map(e => ({
        agency_id: e.agencyId,
        case_id: e.subjectId,
        role: 'owner',
        since_ms: e.recordedAtMs,
        opened_on: openedOn(e),
      })),
    )
    await insertRows(
      tx,
      'cases.case',
      [
        'id',
        'reference',
        'person_id',
        'version',
        'changed_at_ms',
        'erased',
        'import_id',
        'import_key',
        ...openColumns('case'),
        'missing',
        'sealed',
      ],
      entries.map(e => ({
        id: e.subjectId,
        reference: e.content.reference,
        person_id: e.content.personId,
        version: e.version,
        changed_at_ms: e.recordedAtMs,
        erased: false,
        import_id: e.content.importId,
        import_key: e.content.contentKey,
        ...rowOf('case', e.content.parts.case),
      })),
    )
    for (const part of ['person', 'consent', 'victimContext'] as const)
      await insertRows(
        tx,
        tableOf(part),
        ['case_id', ...openColumns(part), 'missing', ...(part === 'person' ? [] : ['sealed'])],
        entries.map(e => ({ case_id: e.subjectId, ...rowOf(part, e.content.parts[part]) })),
      )
    await insertRows(
      tx,
      'vault.identity',
      ['person_id', 'case_id', 'sealed'],
      entries
        .filter(e => e.content.parts.person?.sealed)
        .map(e => ({
          person_id: e.content.personId,
          case_id: e.subjectId,
          sealed: sealedBytes(e.content.parts.person!),
        })),
    )
    for (const part of repeatedParts)
      await insertRows(
        tx,
        tableOf(part),
        ['case_id', 'id', 'ordinal', ...openColumns(part), 'missing', 'sealed'],
        entries.flatMap(e =>
          (e.content.parts[part] ?? []).map((row, i) => ({
            case_id: e.subjectId,
            id: row.id,
            ordinal: i,
            ...rowOf(part, row),
          })),
        ),
      )
  },
})

/** What an amendment needs to know of the case beside its payload. */
export interface AmendStanding extends CaseStanding {
  personId: string
}

export const amendCase = defineAct<AmendedCase, CaseStanding>('case.amend', {
  subject: 'case',
  policy: casePolicies['case.amend'],
  topics: topicsOfCases,
  project: async (tx, entries) => {
    for (const entry of entries) {
      const { parts, removed } = entry.content
      for (const part of ['case', 'person', 'consent', 'victimContext'] as const)
        if (parts[part]) await replacePart(tx, entry.subjectId, part, parts[part])
      for (const part of repeatedParts)
        for (const row of parts[part] ?? []) await replaceRow(tx, entry.subjectId, part, row)
      if (removed)
        await sql`delete from ${sql.table(tableOf(removed.part))} where case_id = ${entry.subjectId} and id = any(${removed.ids}::uuid[])`.execute(
          tx.db,
        )
      const day = parts.case?.open.openedOn
      if (typeof day === 'string')
        await sql`update cases.participant set opened_on = ${day} where case_id = ${entry.subjectId}`.execute(
          tx.db,
        )
      await touch(tx, entry)
    }
  },
})

/** A look: identity or another sealed part was opened, for the purpose of the entry. Changes nothing but the history. */
export const openIdentity = defineAct<OpenedIdentity, CaseStanding>('identity.open', {
  subject: 'case',
  policy: casePolicies['identity.open'],
  topics: entries => entries.map(e => `case:${e.subjectId}`),
  project: async (tx, entries) => {
    for (const entry of entries) await touch(tx, entry)
  },
})

export const joinCase = defineAct<JoinedAgency, CaseStanding>('case.join', {
  subject: 'case',
  policy: casePolicies['case.join'],
  topics: topicsOfCases,
  project: async (tx, entries) => {
    for (const entry of entries) {
      await sql`insert into cases.participant (agency_id, case_id, role, since_ms, opened_on)
        select ${entry.content.agencyId}, id, 'participant', ${entry.recordedAtMs}, coalesce(opened_on, '') from cases.case where id = ${entry.subjectId}
        on conflict do nothing`.execute(tx.db)
      await touch(tx, entry)
    }
  },
})

/** The person is erased: her key is destroyed outside the projection, since a key cannot be made again. */
export const erasePerson = defineAct<{ personId: string }, CaseStanding>('person.erase', {
  subject: 'case',
  policy: casePolicies['person.erase'],
  topics: topicsOfCases,
  project: async (tx, entries) => {
    for (const entry of entries) {
      await sql`update cases.case set erased = true where id = ${entry.subjectId}`.execute(tx.db)
      await touch(tx, entry)
    }
  },
})

/** Somebody looked for a person by name or number: the account's history says so, and how many were found. */
export const searchPerson = defineAct<{ found: number }>('person.search', {
  subject: 'account',
  policy: casePolicies['person.search'],
  project: async () => {},
})

const openedOn = (e: ActEntry<OpenedCase>): string =>
  (e.content.parts.case?.open.openedOn as string | undefined) ?? ''

async function touch(tx: Write, entry: ActEntry<unknown>) {
  await sql`update cases.case set version = ${entry.version}, changed_at_ms = ${entry.recordedAtMs} where id = ${entry.subjectId}`.execute(
    tx.db,
  )
}

const sealedBytes = (part: StoredPart) =>
  part.sealed === undefined ? null : bytes(Buffer.from(part.sealed, 'base64'))

/** A stored part as the columns of its table. */
function rowOf(part: PartName, stored: StoredPart | undefined): Record<string, unknown> {
  const row: Record<string, unknown> = {}
  if (!stored) return row
  for (const name in stored.open) row[columnOf(name)] = stored.open[name]
  if (part !== 'person' && stored.sealed !== undefined) row.sealed = sealedBytes(stored)
  return row
}

async function replacePart(
  tx: Write,
  caseId: string,
  part: 'case' | 'person' | 'consent' | 'victimContext',
  stored: StoredPart,
) {
  const columns = [
    ...openColumns(part),
    'missing',
    ...(part !== 'person' && stored.sealed !== undefined ? ['sealed'] : []),
  ]
  const list = sql.join(columns.map(c => sql.ref(c)))
  const from = sql.join(columns.map(c => sql.ref(`n.${c}`)))
  await sql`update ${sql.table(tableOf(part))} t set (${list}) = (select ${from}
      from jsonb_populate_record(null::${sql.table(tableOf(part))}, ${JSON.stringify(rowOf(part, stored))}::jsonb) n)
    where t.${sql.ref(part === 'case' ? 'id' : 'case_id')} = ${caseId}`.execute(tx.db)
  if (part === 'person' && stored.sealed !== undefined)
    await sql`insert into vault.identity (person_id, case_id, sealed)
      select person_id, id, ${Buffer.from(stored.sealed, 'base64')} from cases.case where id = ${caseId}
      on conflict (person_id) do update set sealed = excluded.sealed`.execute(tx.db)
}

async function replaceRow(tx: Write, caseId: string, part: RepeatedPart, stored: StoredRow) {
  const table = sql.table(tableOf(part))
  const { rows } = await sql<{ ordinal: number; sealed: Buffer | null }>`
    delete from ${table} where case_id = ${caseId} and id = ${stored.id} returning ordinal, sealed`.execute(
    tx.db,
  )
  const next =
    rows[0]?.ordinal ??
    (
      await sql<{
        n: number
      }>`select coalesce(max(ordinal) + 1, 0) as n from ${table} where case_id = ${caseId}`.execute(tx.db)
    ).rows[0]!.n
  const row: Record<string, unknown> = {
    case_id: caseId,
    id: stored.id,
    ordinal: next,
    ...rowOf(part, stored),
  }
  if (row.sealed === undefined && rows[0]?.sealed) row.sealed = bytes(rows[0].sealed)
  await insertRows(
    tx,
    tableOf(part),
    ['case_id', 'id', 'ordinal', ...openColumns(part), 'missing', 'sealed'],
    [row],
  )
}
