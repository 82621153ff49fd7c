import { sql } from 'kysely'
import type { Read, Write } from '#platform/database/transaction.ts'
import { act } from '#platform/ledger/act.ts'
import { idOf } from '../stable-id.ts'
import { createCorpus, type LoadCorpus } from './corpus.store.ts'
import { proposeRelations } from './proposing/propose.ts'
import { proposeRelationsAct, type RelationEnd } from './relations.acts.ts'
import type { Candidate, Comparable } from './relations.entity.ts'
import { laterOf, mayBeProposed, pairOf } from './relations.rules.ts'

/** At most so many proposals for each recommendation, so that a reviewer sees the likely ones. */
const bestOfEach = 3
/** Weaker candidates are not shown to anybody; on the judged links of the README every second one above it is right. */
const scoreMin = 0.2
/** The registry as this process read it last. */
const corpus = createCorpus()

/**
 * Pairs of a report's recommendations that need no proposal: proposed before, whatever became of it, added by hand, or
 * linked in print; by whichever print it was. By either end.
 */
async function knownPairs(tx: Read, reportId: string): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const { rows } = await sql<{ one: string; other: string }>`
    with print as materialized (
      select ${reportId}::uuid as id union
      select e.report_id from recommendations.expression e where e.of_report_id = ${reportId}),
    related as (
      select l.* from print join recommendations.relation l on l.from_report_id = print.id
      union all
      select l.* from print join recommendations.relation l on l.to_report_id = print.id)
    select coalesce(f.of_report_id, l.from_report_id) || ' ' || coalesce(f.of_ordinal, l.from_ordinal) as one,
        coalesce(t.of_report_id, l.to_report_id) || ' ' || coalesce(t.of_ordinal, l.to_ordinal) as other
      from related l
      left join recommendations.expression f on f.report_id = l.from_report_id and f.ordinal = l.from_ordinal
      left join recommendations.expression t on t.report_id = l.to_report_id and t.ordinal = l.to_ordinal
    union all
    select coalesce(f.of_report_id, c.report_id) || ' ' || coalesce(f.of_ordinal, c.from_ordinal),
        coalesce(t.of_report_id, c.report_id) || ' ' || coalesce(t.of_ordinal, c.to_ordinal)
      from recommendations.cross_reference c
      left join recommendations.expression f on f.report_id = c.report_id and f.ordinal = c.from_ordinal
      left join recommendations.expression t on t.report_id = c.report_id and t.ordinal = c.to_ordinal
      where c.origin = 'printed' and c.from_ordinal is not null and c.to_ordinal is not null
        and c.report_id in (select id from print)`.execute(tx.db)
  const known = new Map<string, Set<string>>()
  const add = (one: string, other: string) => {
    const others = known.get(one)
    if (others) others.add(other)
    else known.set(one, new Set([other]))
  }
  for (const { one, other } of rows) {
    add(one, other)
    add(other, one)
  }
  return known
}

/** What was looked for and found; nothing is written yet. */
export interface Found {
  compared: number
  candidates: Candidate[]
}

/**
 * Looks for relations of one report's recommendations to all others. Pairs that are known already are left out.
 * @param load the registry as this process keeps it, when left out
 */
export async function findCandidates(tx: Read, reportId: string, load: LoadCorpus = corpus): Promise<Found> {
  const index = await load(tx)
  const { comparables } = index
  const known = await knownPairs(tx, reportId)
  const keys = comparables.filter(one => one.report === reportId).map(one => one.key)
  const candidates = proposeRelations(index, keys, {
    may: (from, to) => mayBeProposed(from, to) && !known.get(from.key)?.has(to.key),
    best: bestOfEach,
    scoreMin,
  })
  const at = (key: string) => comparables[index.positions.get(key)!]!
  return { compared: comparables.length, candidates: oneOfEachPair(candidates.map(c => fromLater(c, at))) }
}

/** The later recommendation refers to the earlier one, whichever of the two was looked for. */
function fromLater(candidate: Candidate, at: (key: string) => Comparable): Candidate {
  const { from, to } = candidate
  if (laterOf(at(from.key), at(to.key)).key === from.key) return candidate
  return {
    ...candidate,
    from: to,
    to: from,
    reasons: candidate.reasons.map(reason =>
      reason.kind === 'concept' || reason.kind === 'headings'
        ? { ...reason, from: reason.to, to: reason.from }
        : reason,
    ),
  }
}

/** Two recommendations of one report may have found each other; the better find stays. */
function oneOfEachPair(candidates: readonly Candidate[]): Candidate[] {
  const seen = new Set<string>()
  return candidates.filter(({ from, to }) => {
    const pair = pairOf(from.key, to.key)
    if (seen.has(pair)) return false
    seen.add(pair)
    return true
  })
}

/**
 * Proposes relations for the recommendations of a report. Looking again proposes only what is new.
 * @param actId the same again is harmless
 * @param load the registry as this process keeps it, when left out
 * @returns how many were proposed
 * @throws Refused
 */
export async function proposeForReport(
  tx: Write,
  reportId: string,
  actId: string,
  load: LoadCorpus = corpus,
): Promise<number> {
  // Two lookers would propose the same pairs.
  await sql`select pg_advisory_xact_lock(hashtext('recommendations.relation'))`.execute(tx.db)
  // Whoever looked meanwhile has recorded this act already, with pairs that are not found any more.
  const { rows: recorded } = await sql`select from ledger.entry where id = ${actId}
    and act = ${proposeRelationsAct.name} and actor_id = ${tx.caller.userId}`.execute(tx.db)
  if (recorded.length > 0) return 0
  const { candidates } = await findCandidates(tx, reportId, load)
  const relations = candidates.map(({ from, to, type, score, reasons }) => ({
    id: idOf('relation', from.key, to.key),
    from: endOf(from),
    to: endOf(to),
    type,
    score,
    reasons,
  }))
  const { repeated } = await act(tx, proposeRelationsAct, {
    id: actId,
    subjectId: idOf('relating', reportId),
    about: undefined,
    payload: { reportId, relations },
  })
  return repeated ? 0 : relations.length
}

function endOf({ key, sub }: Candidate['from']): RelationEnd {
  const [reportId, ordinal] = key.split(' ')
  return { reportId: reportId!, ordinal: Number(ordinal), sub }
}

/** Reports with recommendations for which nobody has looked for relations yet, oldest first. */
export async function reportsToRelate(tx: Read): Promise<{ id: string; slug: string }[]> {
  const { rows } = await sql<{ id: string; slug: string }>`
    select r.id, r.slug from recommendations.report r
    where not exists (select from recommendations.relating l where l.report_id = r.id)
      and exists (select from recommendations.paragraph p
        where p.report_id = r.id and p.role = 'recommendation' and not p.reissue)
    order by r.entered_at_ms, r.id`.execute(tx.db)
  return rows
}
