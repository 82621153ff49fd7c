import { type RawBuilder, sql } from 'kysely'
import type { Problem } from '#kernel/result/result.ts'
import type { Read, Write } from '#platform/database/transaction.ts'
import { Invalid } from '#platform/http/refusals.ts'
import { act } from '#platform/ledger/act.ts'
import { type Key, type Place, type PlaceRow, placeOf } from '../references.store.ts'
import { idOf } from '../stable-id.ts'
import {
  type AcceptedRelation,
  acceptRelation,
  addRelation,
  type RelationEnd,
  rejectRelation,
  withdrawRelation,
} from './relations.acts.ts'
import type { Reason, RelationLevel, RelationOrigin, RelationType } from './relations.entity.ts'
import { levelOf, mayTake, originOf, type RelationState, type RelationStep } from './relations.rules.ts'

/** One end of a relation as a page shows it. */
export interface ShownEnd extends Place {
  sub: string | null
  headings: string[]
  /** Letters that may be named instead of the whole. */
  letters: string[]
}

/** A relation with both texts. */
export interface RelationRecord {
  id: string
  version: number
  type: RelationType
  origin: RelationOrigin
  state: RelationState
  level: RelationLevel
  score: number | null
  reasons: Reason[]
  from: ShownEnd
  to: ShownEnd
  begunAtMs: number
  decided: { by: string; atMs: number } | null
  remark: string
}

interface EndRow extends PlaceRow {
  headings: string[]
  letters: string[]
}

interface Row {
  id: string
  version: number
  type: RelationType
  origin: 'proposed' | 'by hand'
  state: RelationState
  score: number | null
  reasons: Reason[]
  from_sub: string | null
  to_sub: string | null
  begun_at_ms: number
  decided_at_ms: number | null
  decided_name: string | null
  remark: string
  from_end: EndRow
  to_end: EndRow
}

const endOf = (alias: string) =>
  sql.raw(`(select to_jsonb(e) from (select r.slug as report, p.address, p.number, p.kind, p.citation, p.text, r.symbol,
    r.title, r.byline, r.kind as report_kind, r.dated_on, r.meeting as report_meeting,
    jsonb_path_query_array(p.reading, '$.topics[*] ? (@.level != "chapter").title') as headings,
    jsonb_path_query_array(p.reading, '$.items[*].letter ? (@ != null)') as letters
    from recommendations.paragraph p join recommendations.report r on r.id = p.report_id
    where p.report_id = l.${alias}_report_id and p.ordinal = l.${alias}_ordinal) e) as ${alias}_end`)

async function findRows(
  tx: Read,
  condition: RawBuilder<unknown>,
  order: RawBuilder<unknown>,
  page: { limit: number; offset: number },
): Promise<RelationRecord[]> {
  const { rows } = await sql<Row>`
    select l.id, l.version, l.type, l.origin, l.state, l.score, l.reasons, l.from_sub, l.to_sub, l.begun_at_ms,
      l.decided_at_ms, l.remark, u.name as decided_name, ${endOf('from')}, ${endOf('to')}
    from (select l.* from recommendations.relation l where ${condition} order by ${order}
      limit ${page.limit} offset ${page.offset}) l
    left join accounts."user" u on u.id = l.decided_by
    order by ${order}`.execute(tx.db)
  return rows.map(row => ({
    id: row.id,
    version: row.version,
    type: row.type,
    origin: originOf(row.origin, row.state),
    state: row.state,
    level: levelOf(row.from_sub, row.to_sub),
    score: row.score,
    reasons: row.reasons,
    from: shownEnd(row.from_end, row.from_sub),
    to: shownEnd(row.to_end, row.to_sub),
    begunAtMs: row.begun_at_ms,
    decided: row.decided_at_ms === null ? null : { by: row.decided_name ?? '', atMs: row.decided_at_ms },
    remark: row.remark,
  }))
}

const shownEnd = ({ headings, letters, ...row }: EndRow, sub: string | null): ShownEnd => ({
  ...placeOf(row),
  sub,
  headings,
  letters,
})

const best = sql`l.score desc nulls last, l.id`
const lastDecided = sql`l.decided_at_ms desc, l.id`

/** One page of the queue: proposals with the strongest first, what was decided with the latest first. */
export async function listRelations(
  tx: Read,
  which: { state: RelationState; report?: string },
  page: { limit: number; offset: number },
): Promise<RelationRecord[]> {
  return findRows(tx, conditionOf(which), which.state === 'proposed' ? best : lastDecided, page)
}

function conditionOf({ state, report }: { state?: RelationState; report?: string }): RawBuilder<unknown> {
  const inReport =
    report === undefined
      ? sql`true`
      : sql`(select id from recommendations.report where slug = ${report}) in (l.from_report_id, l.to_report_id)`
  return state === undefined ? inReport : sql`l.state = ${sql.lit(state)} and ${inReport}`
}

/** How many relations there are of each state. @param report slug; all reports when left out */
export async function countRelations(tx: Read, report?: string): Promise<Record<RelationState, number>> {
  const { rows } = await sql<{ state: RelationState; count: number }>`
    select l.state, count(*)::int as count from recommendations.relation l
    where ${conditionOf(report === undefined ? {} : { report })} group by l.state`.execute(tx.db)
  const count = (state: RelationState) => rows.find(row => row.state === state)?.count ?? 0
  return {
    proposed: count('proposed'),
    accepted: count('accepted'),
    rejected: count('rejected'),
    withdrawn: count('withdrawn'),
  }
}

/** A relation by its id, or undefined. */
export async function findRelation(tx: Read, id: string): Promise<RelationRecord | undefined> {
  return (await findRows(tx, sql`l.id = ${id}`, best, { limit: 1, offset: 0 }))[0]
}

const shownMax = 500

/** What holds of a recommendation, or is proposed for it, wherever it is printed: what holds comes first. */
export async function relationsOf(tx: Read, members: readonly Key[]): Promise<RelationRecord[]> {
  // Arrays tell the planner how many there are; of a document it believes a hundred, and it calls for other processes.
  const mine = sql`unnest(${members.map(one => one.report_id)}::uuid[], ${members.map(one => one.ordinal)}::int[])
    as k(report_id, ordinal)`
  return findRows(
    tx,
    sql`l.state in ('accepted', 'proposed') and l.id in (
      select f.id from ${mine} join recommendations.relation f on f.from_report_id = k.report_id and f.from_ordinal = k.ordinal
      union all
      select t.id from ${mine} join recommendations.relation t on t.to_report_id = k.report_id and t.to_ordinal = k.ordinal)`,
    sql`l.state, l.score desc nulls last, l.id`,
    { limit: shownMax, offset: 0 },
  )
}

/** A step of a relation's history, as the ledger has it. */
export interface RelationEvent {
  act: string
  by: string
  atMs: number
  type: RelationType | null
  reason: string
}

/** What people did with a relation, the first act first. */
export async function historyOf(tx: Read, id: string): Promise<RelationEvent[]> {
  const { rows } = await sql<{ act: string; name: string | null; recorded_at_ms: number; payload: string }>`
    select e.act, u.name, e.recorded_at_ms, e.payload from ledger.entry e
    left join accounts."user" u on u.id = e.actor_id
    where e.subject_id = ${id} and e.subject_kind = 'relation' order by e.version limit 500`.execute(tx.db)
  return rows.map(({ act: name, name: by, recorded_at_ms, payload }) => {
    const content = JSON.parse(payload) as { type?: RelationType; remark?: string; reason?: string }
    return {
      act: name,
      by: by ?? '',
      atMs: recorded_at_ms,
      type: content.type ?? null,
      reason: content.reason ?? content.remark ?? '',
    }
  })
}

/**
 * Says that a proposed relation holds, as proposed or otherwise.
 * @throws Invalid, Refused, VersionConflict
 */
export async function accept(
  tx: Write,
  relation: RelationRecord,
  said: AcceptedRelation,
  actId: string,
  expectedVersion?: number,
): Promise<void> {
  refuseUnless(relation, 'accept')
  const problems = [
    ...letterProblem('fromSub', said.fromSub, relation.from.letters),
    ...letterProblem('toSub', said.toSub, relation.to.letters),
  ]
  if (problems.length > 0) throw new Invalid(problems)
  await refuseSecond(tx, relation, said)
  await act(tx, acceptRelation, { ...asked(relation, actId, expectedVersion), payload: said })
}

/** A relation that was withdrawn may have been added again meanwhile. @throws Invalid when the same holds already */
async function refuseSecond(
  tx: Write,
  { id, origin }: RelationRecord,
  said: AcceptedRelation,
): Promise<void> {
  if (origin !== 'by hand') return
  await sql`select pg_advisory_xact_lock(hashtext('recommendations.relation'))`.execute(tx.db)
  const { rows } = await sql`select from recommendations.relation l join recommendations.relation s
      on (s.from_report_id, s.from_ordinal, s.to_report_id, s.to_ordinal)
        = (l.from_report_id, l.from_ordinal, l.to_report_id, l.to_ordinal)
    where l.id = ${id} and s.id <> l.id and s.state = 'accepted' and s.type = ${said.type}
      and s.from_sub is not distinct from ${said.fromSub} and s.to_sub is not distinct from ${said.toSub}`.execute(
    tx.db,
  )
  if (rows.length === 0) return
  throw new Invalid([
    {
      where: 'type',
      code: 'relation.known',
      what: 'The same relation holds already.',
      remedy: 'Leave this one withdrawn, or accept it as another relation.',
    },
  ])
}

/** Says that a proposal is none; it is not proposed again. @throws Invalid, Refused, VersionConflict */
export async function reject(
  tx: Write,
  relation: RelationRecord,
  reason: string,
  actId: string,
  expectedVersion?: number,
): Promise<void> {
  refuseUnless(relation, 'reject')
  await act(tx, rejectRelation, { ...asked(relation, actId, expectedVersion), payload: { reason } })
}

/** Takes back what was accepted or added. @throws Invalid when no reason is given, Refused, VersionConflict */
export async function withdraw(
  tx: Write,
  relation: RelationRecord,
  reason: string,
  actId: string,
  expectedVersion?: number,
): Promise<void> {
  refuseUnless(relation, 'withdraw')
  if (reason === '')
    throw new Invalid([
      {
        where: 'reason',
        code: 'relation.reason',
        what: 'It is not said why the relation is withdrawn.',
        remedy: 'Write one sentence; whoever relied on it will read it.',
      },
    ])
  await act(tx, withdrawRelation, { ...asked(relation, actId, expectedVersion), payload: { reason } })
}

const asked = ({ id }: RelationRecord, actId: string, expectedVersion: number | undefined) => ({
  id: actId,
  subjectId: id,
  about: undefined,
  ...(expectedVersion === undefined ? {} : { expectedVersion }),
})

function refuseUnless({ state }: RelationRecord, step: RelationStep): void {
  if (mayTake(state, step)) return
  throw new Invalid([
    {
      where: 'state',
      code: 'relation.state',
      what: `This relation is ${state} already.`,
      remedy: 'Load the page again to see what became of it.',
    },
  ])
}

function letterProblem(where: string, sub: string | null, letters: readonly string[]): Problem[] {
  if (sub === null || letters.includes(sub)) return []
  return [
    {
      where,
      code: 'relation.sub',
      what: `The recommendation has no sub-item (${sub}).`,
      remedy: 'Name one of its letters, or none for the whole recommendation.',
    },
  ]
}

/** What a person adds of her own accord. */
export interface GivenRelation {
  from: RelationEnd & { letters: readonly string[] }
  to: RelationEnd & { letters: readonly string[] }
  type: RelationType
  remark: string
}

/**
 * Adds a relation by hand. The same one again changes nothing.
 * @returns its id
 * @throws Invalid, Refused
 */
export async function add(tx: Write, given: GivenRelation, actId: string): Promise<string> {
  const { from, to, type, remark } = given
  const problems = [
    ...letterProblem('from.sub', from.sub, from.letters),
    ...letterProblem('to.sub', to.sub, to.letters),
  ]
  if (from.reportId === to.reportId && from.ordinal === to.ordinal)
    problems.push({
      where: 'to',
      code: 'relation.itself',
      what: 'A recommendation cannot be related to itself.',
      remedy: 'Name another recommendation.',
    })
  if (problems.length > 0) throw new Invalid(problems)
  await sql`select pg_advisory_xact_lock(hashtext('recommendations.relation'))`.execute(tx.db)
  const known = await findSame(tx, given)
  if (known) return known
  const id = idOf('relation', actId.toLowerCase())
  const end = ({ reportId, ordinal, sub }: RelationEnd): RelationEnd => ({ reportId, ordinal, sub })
  await act(tx, addRelation, {
    id: actId,
    subjectId: id,
    about: undefined,
    payload: { from: end(from), to: end(to), type, remark },
  })
  return id
}

async function findSame(tx: Read, { from, to, type }: GivenRelation): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`select id from recommendations.relation
    where from_report_id = ${from.reportId} and from_ordinal = ${from.ordinal} and from_sub is not distinct from ${from.sub}
      and to_report_id = ${to.reportId} and to_ordinal = ${to.ordinal} and to_sub is not distinct from ${to.sub}
      and type = ${type} and state = 'accepted'`.execute(tx.db)
  return rows[0]?.id
}
