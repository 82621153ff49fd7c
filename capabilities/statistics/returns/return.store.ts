import { sql } from 'kysely'
import type { Language } from '#kernel/entity/codelist.ts'
import type { Problem } from '#kernel/result/result.ts'
import type { Read, Write } from '#platform/database/transaction.ts'
import { found, Invalid } from '#platform/http/refusals.ts'
import { act, VersionConflict } from '#platform/ledger/act.ts'
import { type Check, type Compared, checkReturn, unexplained } from './checks.rules.ts'
import { sentence } from './checks.words.ts'
import { endOf, periodBefore, readPeriod } from './period.rules.ts'
import { wasDone } from './retry.store.ts'
import { decideReturn, type ReturnPlace, saveReturn, sendReturn } from './return.acts.ts'
import type { DecisionKind, ReturnContent, ReturnState, TableDefinition } from './return.entity.ts'
import type { ReturnBearers } from './return.policy.ts'
import { returnId } from './return-id.ts'
import { readTables, type TableBook } from './tables.store.ts'

/** One revision of a return, as it was sent. */
export interface Revision {
  revision: number
  tableVersion: number
  content: ReturnContent
  warnings: Check[]
  reason: string | null
  sentBy: string
  sentByName: string | null
  sentAtMs: number
  decision: DecisionKind | null
  words: string | null
  decidedBy: string | null
  decidedByName: string | null
  decidedAtMs: number | null
}

/** What is filled in and not yet sent. */
export interface Draft {
  version: number
  tableVersion: number
  content: ReturnContent
  savedBy: string
  savedAtMs: number
}

export interface WholeReturn extends ReturnPlace {
  id: string
  agency: string
  agencyKind: string
  /** Of the newest entry; 0 where there is none. */
  version: number
  state: ReturnState
  draft: Draft | null
  /** The newest first. */
  revisions: Revision[]
}

/** The id of a return, whether or not it was begun. */
export const idOfReturn = ({ agencyId, tableId, period }: ReturnPlace): string =>
  returnId('return', agencyId.toLowerCase(), tableId, period)

/** A return with all its revisions, also one that was not begun. @throws NotFound where there is no such agency */
export async function getReturn(tx: Read, place: ReturnPlace): Promise<WholeReturn> {
  const id = idOfReturn(place)
  const { rows: agencies } = await sql<{ name: string; kind: string }>`
    select name, kind from access.agency_directory where id = ${place.agencyId}`.execute(tx.db)
  const agency = found(agencies[0])
  const { rows: revisions } = await sql<Revision & { version: number; decidedVersion: number | null }>`
    select v.revision, v.version, v.table_version as "tableVersion", v.content, v.warnings, v.reason,
      v.sent_by as "sentBy", s.name as "sentByName", v.sent_at_ms as "sentAtMs", c.decision, c.words,
      c.decided_by as "decidedBy", p.name as "decidedByName", c.decided_at_ms as "decidedAtMs",
      c.version as "decidedVersion"
    from statistics.return_revision v
    left join statistics.return_decision c on c.return_id = v.return_id and c.revision = v.revision
    left join accounts."user" s on s.id = v.sent_by
    left join accounts."user" p on p.id = c.decided_by
    where v.return_id = ${id} order by v.revision desc`.execute(tx.db)
  const { rows: drafts } = await sql<Draft>`select version, table_version as "tableVersion", content,
      saved_by as "savedBy", saved_at_ms as "savedAtMs"
    from statistics.return_draft where return_id = ${id}`.execute(tx.db)
  const draft = drafts[0] ?? null
  return {
    ...place,
    id,
    agency: agency.name,
    agencyKind: agency.kind,
    version: Math.max(0, draft?.version ?? 0, ...revisions.flatMap(r => [r.version, r.decidedVersion ?? 0])),
    state: stateOf(revisions[0], draft !== null),
    draft,
    revisions: revisions.map(({ version: _, decidedVersion: __, ...revision }) => ({
      ...revision,
      sentAtMs: Number(revision.sentAtMs),
      decidedAtMs: revision.decidedAtMs === null ? null : Number(revision.decidedAtMs),
    })),
  }
}

/** Where a return stands. */
export function stateOf(
  newest: { decision: DecisionKind | null } | undefined,
  hasDraft: boolean,
): ReturnState {
  if (!newest) return hasDraft ? 'draft' : 'none'
  return newest.decision ?? 'sent'
}

/** What the policies look at in a return. */
export const bearersOf = (of: WholeReturn, book: TableBook): ReturnBearers => ({
  agencyId: of.agencyId,
  owes: book.at(of.tableId, of.period)?.owedBy.some(kind => kind === of.agencyKind) ?? false,
  waiting: of.state === 'sent',
})

/** The definition under which a return is filled in now. @throws NotFound, Invalid */
export function definitionFor(book: TableBook, { tableId, period }: ReturnPlace): TableDefinition {
  const read = readPeriod(period)
  const definition = found(book.at(tableId, period))
  if (read?.kind !== definition.period)
    throw new Invalid([
      {
        where: 'period',
        code: 'returns.period',
        what: `“${period}” is no period of this table, which is by ${definition.period}.`,
        remedy: 'Write periods as 2025, 2025-S1 or 2025-Q3.',
      },
    ])
  return definition
}

/** What a return is compared with: the agency's period before, and its other tables for the same period. */
export async function comparedWith(tx: Read, place: ReturnPlace, book: TableBook) {
  const before = periodBefore(place.period)
  const { rows } = await sql<{
    tableId: string
    period: string
    tableVersion: number
    content: ReturnContent
  }>`
    select distinct on (r.id) r.table_id as "tableId", r.period, v.table_version as "tableVersion", v.content
    from statistics.agency_return r join statistics.return_revision v on v.return_id = r.id
    where r.agency_id = ${place.agencyId}
      and (r.table_id = ${place.tableId} and r.period = ${before ?? ''}
        or r.table_id <> ${place.tableId} and r.period = ${place.period})
    order by r.id, v.revision desc`.execute(tx.db)
  const compared = rows.map((row): Compared & { tableId: string } => ({
    tableId: row.tableId,
    definition: book.version(row.tableId, row.tableVersion),
    content: row.content,
    period: row.period,
  }))
  return {
    before: compared.find(c => c.tableId === place.tableId),
    beside: new Map(compared.filter(c => c.tableId !== place.tableId).map(c => [c.tableId, c])),
  }
}

/** Everything that is wrong or unlikely in what is filled in. */
export async function checksOf(tx: Read, place: ReturnPlace, content: ReturnContent): Promise<Check[]> {
  const book = await readTables(tx)
  const definition = definitionFor(book, place)
  const { before, beside } = await comparedWith(tx, place, book)
  return checkReturn(definition, content, before, beside)
}

export interface Writing extends ReturnPlace {
  content: ReturnContent
  /** The version that was seen. */
  expectedVersion: number | undefined
  actId: string
  /** When it was done, if that is not now: for what is entered afterwards. Never from a request. */
  occurredAtMs?: number
}

/** Keeps what is filled in, whatever is wrong with it. @throws Refused, VersionConflict, Invalid, NotFound */
export async function save(
  tx: Write,
  { content, expectedVersion, actId, occurredAtMs, ...place }: Writing,
): Promise<void> {
  const book = await readTables(tx)
  const definition = definitionFor(book, place)
  const standing = await getReturn(tx, place)
  await act(tx, saveReturn, {
    id: actId,
    subjectId: standing.id,
    about: bearersOf(standing, book),
    expectedVersion: expectedVersion ?? standing.version,
    ...(occurredAtMs !== undefined && { occurredAtMs }),
    payload: { ...place, tableVersion: definition.version, content },
  })
}

/**
 * Sends a return; what was sent before stays as it was.
 * @param reason why it is sent again; needed from the second time on
 * @param language in which is said what stands in the way
 * @throws Refused, VersionConflict, NotFound, Invalid where something is wrong or a warning has no explanation
 */
export async function send(
  tx: Write,
  { content, expectedVersion, actId, occurredAtMs, ...place }: Writing,
  reason: string | null,
  language: Language = 'en',
): Promise<number> {
  const book = await readTables(tx)
  const definition = definitionFor(book, place)
  const standing = await getReturn(tx, place)
  if (await wasDone(tx, actId)) return standing.revisions[0]?.revision ?? 0
  const { before, beside } = await comparedWith(tx, place, book)
  const checks = checkReturn(definition, content, before, beside)
  const revision = (standing.revisions[0]?.revision ?? 0) + 1
  const standsInTheWay: Problem[] = [
    ...checks.filter(c => c.severity === 'error'),
    ...unexplained(checks, content),
  ].map(check => sentence(check, definition, language, titleIn(book, language)))
  if (revision > 1 && !reason?.trim())
    standsInTheWay.push({
      where: 'reason',
      code: 'returns.reason',
      what: 'This was sent before, and no reason is given for sending it again.',
      remedy: 'Say what changed and why; both revisions are kept.',
    })
  if (endOf(place.period) > new Date(occurredAtMs ?? tx.now.getTime()).toISOString().slice(0, 10))
    standsInTheWay.push({
      where: 'period',
      code: 'returns.period-open',
      what: `The period ${place.period} is not over yet.`,
      remedy: 'Keep what is filled in as a draft, and send it when the period is over.',
    })
  if (standsInTheWay.length > 0) throw new Invalid(standsInTheWay)
  await act(tx, sendReturn, {
    id: actId,
    subjectId: standing.id,
    about: bearersOf(standing, book),
    expectedVersion: expectedVersion ?? standing.version,
    ...(occurredAtMs !== undefined && { occurredAtMs }),
    payload: {
      ...place,
      tableVersion: definition.version,
      content,
      revision,
      reason: revision > 1 ? reason!.trim() : null,
      warnings: checks.filter(c => c.severity === 'warning'),
    },
  })
  return revision
}

const titleIn = (book: TableBook, language: Language) => (tableId: string) => {
  const title = book.newest.find(({ id }) => id === tableId)?.title
  return title?.[language] ?? title?.en ?? tableId
}

/** Accepts the newest revision, or sends it back with a question. @throws Refused, Invalid, NotFound */
export async function decide(
  tx: Write,
  place: ReturnPlace,
  decision: { revision: number; decision: DecisionKind; words: string | null },
  actId: string,
  occurredAtMs?: number,
): Promise<void> {
  const book = await readTables(tx)
  const standing = await getReturn(tx, place)
  if (await wasDone(tx, actId)) return
  const newest = found(standing.revisions[0])
  if (newest.revision !== decision.revision)
    throw new VersionConflict(standing.id, decision.revision, newest.revision)
  if (decision.decision === 'asked' && !decision.words?.trim())
    throw new Invalid([
      {
        where: 'words',
        code: 'returns.question',
        what: 'The return cannot be sent back without a question.',
        remedy: 'Say what the agency should look at.',
      },
    ])
  await act(tx, decideReturn, {
    id: actId,
    subjectId: standing.id,
    about: bearersOf(standing, book),
    // That of the ledger: whoever decides sees no draft, and a draft stands in the way of no decision.
    expectedVersion: await headOf(tx, standing.id),
    ...(occurredAtMs !== undefined && { occurredAtMs }),
    payload: { ...decision, words: decision.words?.trim() || null },
  })
}

/** The version that the ledger is at, drafts included. */
async function headOf(tx: Read, id: string): Promise<number> {
  const { rows } = await sql<{ version: number }>`
    select version from ledger.head where subject_id = ${id}`.execute(tx.db)
  return rows[0]?.version ?? 0
}
