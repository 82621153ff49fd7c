import { sql } from 'kysely'
import type { Plain } from '#kernel/entity/describe.ts'
import { insertRows } from '#platform/database/insert-rows.ts'
import type { Write } from '#platform/database/transaction.ts'
import { type ActEntry, defineAct } from '#platform/ledger/act.ts'
import { type CaseStanding, casePolicies } from './cases.policy.ts'
import { inTurns, replaceParts, replaceRows, rowOf, sealedBytes, touch } from './cases.projection.ts'
import { type PartName, type RepeatedPart, repeatedParts, singleParts } from './cases.rules.ts'
import { openColumns, tableOf } from './cases.tables.ts'
import { recordFactsOfAmended, recordFactsOfOpened } from './facts.store.ts'
import { listAmended, listJoined, listOpened } from './list.store.ts'

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
      ['agency_id', 'case_id', 'role', 'since_ms'],
      entries.map(e => ({
        agency_id: e.agencyId,
        case_id: e.subjectId,
        role: 'owner',
        since_ms: e.occurredAtMs,
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
    await listOpened(tx, entries)
    await recordFactsOfOpened(tx, entries)
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
    for (const turn of inTurns(entries)) await applyAmendments(tx, turn)
  },
})

async function applyAmendments(tx: Write, entries: readonly ActEntry<AmendedCase>[]) {
  for (const part of singleParts)
    await replaceParts(
      tx,
      part,
      entries.flatMap(e => {
        const stored = e.content.parts[part]
        return stored ? [{ caseId: e.subjectId, stored }] : []
      }),
    )
  for (const part of repeatedParts)
    await replaceRows(
      tx,
      part,
      entries.flatMap(e => (e.content.parts[part] ?? []).map(stored => ({ caseId: e.subjectId, stored }))),
    )
  for (const { subjectId, content } of entries)
    if (content.removed)
      await sql`delete from ${sql.table(tableOf(content.removed.part))}
        where case_id = ${subjectId} and id = any(${content.removed.ids}::uuid[])`.execute(tx.db)
  await listAmended(tx, entries)
  await recordFactsOfAmended(tx, entries)
  await touch(tx, entries)
}

/** A look: identity or another sealed part was opened, for the purpose of the entry. Changes nothing but the history. */
export const openIdentity = defineAct<OpenedIdentity, CaseStanding>('identity.open', {
  subject: 'case',
  policy: casePolicies['identity.open'],
  topics: entries => entries.map(e => `case:${e.subjectId}`),
  project: async (tx, entries) => {
    for (const turn of inTurns(entries)) await touch(tx, turn)
  },
})

/** Why somebody looked, in her own words, sealed under the person's key so that it goes when she is erased (base64). */
export const explainLook = defineAct<{ note: string }, CaseStanding>('identity.explain', {
  subject: 'case',
  policy: casePolicies['identity.open'],
  project: async (tx, entries) => {
    for (const turn of inTurns(entries)) await touch(tx, turn)
  },
})

export const joinCase = defineAct<JoinedAgency, CaseStanding>('case.join', {
  subject: 'case',
  policy: casePolicies['case.join'],
  topics: topicsOfCases,
  project: async (tx, entries) => {
    for (const turn of inTurns(entries)) {
      const rows = turn.map(e => ({
        case_id: e.subjectId,
        agency_id: e.content.agencyId,
        at: e.occurredAtMs,
      }))
      await sql`insert into cases.participant (agency_id, case_id, role, since_ms)
        select n.agency_id, c.id, 'participant', n.at
        from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n(case_id uuid, agency_id uuid, at bigint)
        join cases.case c on c.id = n.case_id and c.id = any(${rows.map(r => r.case_id)}::uuid[])
        on conflict do nothing`.execute(tx.db)
      await listJoined(tx, rows)
      await touch(tx, turn)
    }
  },
})

/** The person is erased: her key is destroyed outside the projection, since a key cannot be made again. */
export const erasePerson = defineAct<{ personId: string }, CaseStanding>('person.erase', {
  subject: 'case',
  policy: casePolicies['person.erase'],
  topics: topicsOfCases,
  project: async (tx, entries) => {
    for (const turn of inTurns(entries)) {
      await sql`update cases.case set erased = true where id = any(${turn.map(e => e.subjectId)}::uuid[])`.execute(
        tx.db,
      )
      await touch(tx, turn)
    }
  },
})

/** Somebody looked for a person by name or number: the account's history says so, and how many were found. */
export const searchPerson = defineAct<{ found: number }>('person.search', {
  subject: 'account',
  policy: casePolicies['person.search'],
  project: async () => {},
})
