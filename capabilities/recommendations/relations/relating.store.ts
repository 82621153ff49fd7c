import { sql } from 'kysely'
import type { Read, Write } from '#platform/database/transaction.ts'
import { act } from '#platform/ledger/act.ts'
import { citableReports } from '../recommendation.store.ts'
import type { Citation, Item, ParagraphKind, Topic } from '../recommendations.entity.ts'
import { asksSeparator, type CitableReport, citedReport } from '../recommendations.rules.ts'
import { idOf } from '../stable-id.ts'
import { instrumentsOf, keyOf, letteredItems } from './proposing/comparables.ts'
import { indexCorpus } from './proposing/corpus-index.ts'
import { proposeRelations } from './proposing/propose.ts'
import { proposeRelationsAct, type RelationEnd } from './relations.acts.ts'
import type { Candidate, Comparable } from './relations.entity.ts'
import { laterOf, mayBeProposed, pairOf } from './relations.rules.ts'

/** At most so many proposals for each recommendation, so that a reviewer sees the likely ones. */
const bestOfEach = 3
/** Weaker candidates are not shown to anybody; on the judged links of the README every second one above it is right. */
const scoreMin = 0.11
/** Texts that are no recommendations teach how common words are; more of them teach nothing new. */
const backgroundMax = 1_000

interface ParagraphRow {
  report_id: string
  ordinal: number
  number: number
  kind: ParagraphKind
  text: string
  meeting_from: string | null
  asks: string[]
  items: Item[]
  topics: Topic[]
}

interface CitationRow extends Pick<Citation, 'kind' | 'relation' | 'target' | 'literal' | 'sub'> {
  report_id: string
  ordinal: number
  cited_of: string | null
}

/** Every recommendation of the registry in its first print, ready to be compared, in the order of print. */
export async function loadComparables(tx: Read): Promise<Comparable[]> {
  const { rows } = await sql<ParagraphRow>`
    select p.report_id, p.ordinal, p.number, p.kind, p.text, p.meeting_from, p.asks,
      p.reading->'items' as items, p.reading->'topics' as topics
    from recommendations.paragraph p
    where p.role = 'recommendation' and not p.reissue order by p.report_id, p.ordinal`.execute(tx.db)
  const reports = await citableReports(tx)
  const citations = await citationsByPlace(tx)
  const delegates = await delegatesByPlace(tx)
  const ordinals = new Map<string, number | null>()
  for (const { report_id, ordinal, number } of rows) {
    const place = `${report_id} no. ${number}`
    ordinals.set(place, ordinals.has(place) ? null : ordinal)
  }
  const citing = new Map<string, CitableReport | undefined>()
  const reportCited = (words: string, id: string) => {
    const known = `${id} ${words}`
    if (!citing.has(known)) citing.set(known, citedReport(words, reports, id))
    return citing.get(known)
  }
  return rows.map(row => {
    const key = keyOf(row.report_id, row.ordinal)
    const own = citations.get(key) ?? []
    return {
      key,
      report: row.report_id,
      meeting: row.meeting_from,
      number: row.number,
      kind: row.kind,
      text: row.text,
      items: letteredItems(row.items),
      headings: row.topics.filter(topic => topic.level !== 'chapter').map(topic => topic.title),
      addressees: [
        ...new Set([...row.asks.map(ask => ask.split(asksSeparator)[0]!), ...(delegates.get(key) ?? [])]),
      ],
      cites: own.flatMap(({ kind, relation, target, cited_of, literal, sub }) => {
        if (kind !== 'earlier recommendation') return []
        const report = reportCited(cited_of ?? '', row.report_id)
        const ordinal = report && ordinals.get(`${report.id} no. ${Number(target)}`)
        return typeof ordinal === 'number'
          ? [{ key: keyOf(report!.id, ordinal), relation, literal, sub }]
          : []
      }),
      instruments: instrumentsOf(own.map(({ cited_of, ...citation }) => ({ ...citation, of: cited_of }))),
    }
  })
}

async function citationsByPlace(tx: Read): Promise<Map<string, CitationRow[]>> {
  const { rows } =
    await sql<CitationRow>`select report_id, ordinal, kind, relation, target, cited_of, literal, sub
    from recommendations.citation where ordinal is not null order by report_id, place`.execute(tx.db)
  return grouped(rows)
}

async function delegatesByPlace(tx: Read): Promise<Map<string, string[]>> {
  const { rows } = await sql<{ report_id: string; ordinal: number; delegate: string }>`
    select report_id, ordinal, reading->>'delegate' as delegate from recommendations.atom
    where not suggestion and reading->>'delegate' is not null order by report_id, place`.execute(tx.db)
  return new Map([...grouped(rows)].map(([key, list]) => [key, list.map(row => row.delegate)]))
}

function grouped<Row extends { report_id: string; ordinal: number }>(
  rows: readonly Row[],
): Map<string, Row[]> {
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    const key = keyOf(row.report_id, row.ordinal)
    const group = groups.get(key)
    if (group) group.push(row)
    else groups.set(key, [row])
  }
  return groups
}

async function backgroundTexts(tx: Read): Promise<string[]> {
  const { rows } = await sql<{ text: string }>`select text from recommendations.paragraph
    where role <> 'recommendation' order by report_id, ordinal limit ${backgroundMax}`.execute(tx.db)
  return rows.map(row => row.text)
}

/** Pairs that need no proposal: proposed before, whatever became of it, added by hand, or linked in print. */
async function knownPairs(tx: Read): Promise<Set<string>> {
  const { rows } = await sql<{ one: string; other: string }>`
    select from_report_id || ' ' || from_ordinal as one, to_report_id || ' ' || to_ordinal as other
      from recommendations.relation
    union all
    select coalesce(f.of_report_id, c.report_id) || ' ' || coalesce(f.of_ordinal, c.from_ordinal),
        coalesce(t.of_report_id, c.report_id) || ' ' || coalesce(t.of_ordinal, c.to_ordinal)
      from recommendations.cross_reference c
      left join recommendations.expression f on f.report_id = c.report_id and f.ordinal = c.from_ordinal
      left join recommendations.expression t on t.report_id = c.report_id and t.ordinal = c.to_ordinal
      where c.origin = 'printed' and c.from_ordinal is not null and c.to_ordinal is not null`.execute(tx.db)
  return new Set(rows.map(({ one, other }) => pairOf(one, other)))
}

/** What was looked for and found; nothing is written yet. */
export interface Found {
  compared: number
  candidates: Candidate[]
}

/** Looks for relations of one report's recommendations to all others. Pairs that are known already are left out. */
export async function findCandidates(tx: Read, reportId: string): Promise<Found> {
  const comparables = await loadComparables(tx)
  const known = await knownPairs(tx)
  const index = indexCorpus(comparables, await backgroundTexts(tx))
  const keys = comparables.filter(one => one.report === reportId).map(one => one.key)
  const candidates = proposeRelations(index, keys, {
    may: (from, to) => mayBeProposed(from, to) && !known.has(pairOf(from.key, to.key)),
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
 * @returns how many were proposed
 * @throws Refused
 */
export async function proposeForReport(tx: Write, reportId: string, actId: string): Promise<number> {
  // Two lookers would propose the same pairs.
  await sql`select pg_advisory_xact_lock(hashtext('recommendations.relation'))`.execute(tx.db)
  // Whoever looked meanwhile has recorded this act already, with pairs that are not found any more.
  const { rows: recorded } = await sql`select from ledger.entry where id = ${actId}
    and act = ${proposeRelationsAct.name} and actor_id = ${tx.caller.userId}`.execute(tx.db)
  if (recorded.length > 0) return 0
  const { candidates } = await findCandidates(tx, reportId)
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
