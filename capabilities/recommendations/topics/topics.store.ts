import { sql } from 'kysely'
import type { Read, Write } from '#platform/database/transaction.ts'
import { act, actMany } from '#platform/ledger/act.ts'
import { idOf } from '../stable-id.ts'
import { broaderOf, narrowerOf } from './hierarchy.rules.ts'
import { holdsTopic } from './holds-topic.ts'
import { startingSource, startingThesaurus } from './starting-thesaurus.ts'
import { proposeTopics, type ReadParagraph } from './topic.rules.ts'
import {
  adoptConcept,
  amendConcept,
  beginConcept,
  mergeConcept,
  type ProposedForReport,
  proposeConcept,
  proposeForReport,
  retireConcept,
  type SettledTopic,
  settleTopic,
} from './topics.acts.ts'
import type { Concept, ConceptContent, TopicDecision, TopicOrigin } from './topics.entity.ts'
import { findThesaurus } from './topics.projection.ts'

export { findThesaurus }

export const idOfConcept = (key: string): string => idOf('concept', key)

/** A concept with its version and with how many recommendations have it, or one narrower than it, as a topic. */
export interface CountedConcept extends Concept {
  version: number
  recommendations: number
}

/** All concepts with their counts; later prints are not counted. */
export async function listConcepts(tx: Read): Promise<CountedConcept[]> {
  const thesaurus = await findThesaurus(tx)
  const { rows } = await sql<{ concepts: string[]; count: number }>`
    select s.concepts, count(*)::int as count from recommendations.listed l
    join recommendations.topic_set s on s.id = l.topics where not l.reissue group by s.id`.execute(tx.db)
  const versions = await sql<{
    key: string
    version: number
  }>`select key, version from recommendations.concept`.execute(tx.db)
  const versionOf = new Map(versions.rows.map(row => [row.key, row.version]))
  const wider = new Map(thesaurus.map(({ key }) => [key, broaderOf(key, thesaurus)]))
  const counts = new Map<string, number>()
  for (const { concepts, count } of rows)
    for (const key of new Set(concepts.flatMap(one => [one, ...(wider.get(one) ?? [])])))
      counts.set(key, (counts.get(key) ?? 0) + count)
  return thesaurus.map(concept => ({
    ...concept,
    version: versionOf.get(concept.key) ?? 0,
    recommendations: counts.get(concept.key) ?? 0,
  }))
}

/** Which concepts are within which, for narrowing and counting a list. */
export interface Hierarchy {
  /** Each concept with all that are narrower. */
  widen: (keys: readonly string[]) => string[]
  widerOf: (key: string) => readonly string[]
}

/** @param needed nothing is looked up when no topic is asked for */
export async function hierarchyOf(tx: Read, needed: readonly string[] | undefined): Promise<Hierarchy> {
  const thesaurus = needed === undefined ? [] : await findPlaces(tx)
  const wider = new Map<string, readonly string[]>()
  return {
    widen: keys => [...new Set(keys.flatMap(key => [key, ...narrowerOf(key, thesaurus)]))],
    widerOf: key => {
      const known = wider.get(key) ?? broaderOf(key, thesaurus)
      wider.set(key, known)
      return known
    },
  }
}

/** Which concepts lie within which, without anything else of them: lists are counted at every keystroke. */
async function findPlaces(tx: Read): Promise<Pick<Concept, 'key' | 'broader'>[]> {
  const { rows } = await sql<Pick<Concept, 'key' | 'broader'>>`
    select key, content -> 'broader' as broader from recommendations.concept`.execute(tx.db)
  return rows
}

/** One line of a concept's history: what was done, when, by whom and why. */
export interface ConceptEntry {
  act: string
  version: number
  atMs: number
  by: string | null
  agency: string | null
  reason: string
  into: string | null
}

/** The history of a concept, the newest first. */
export async function findConceptHistory(tx: Read, key: string): Promise<ConceptEntry[]> {
  const { rows } = await sql<{
    act: string
    version: number
    recorded_at_ms: number
    by: string | null
    agency: string | null
    payload: string
  }>`select e.act, e.version, e.recorded_at_ms, u.name as by, a.name as agency, e.payload
    from ledger.entry e left join accounts."user" u on u.id = e.actor_id
    left join access.agency_directory a on a.id = e.agency_id
    where e.subject_id = ${idOfConcept(key)} and e.subject_kind = 'concept' order by e.version desc limit 200`.execute(
    tx.db,
  )
  return rows.map(({ recorded_at_ms, payload, ...row }) => {
    const told = JSON.parse(payload) as { reason?: string; into?: string }
    return { ...row, atMs: recorded_at_ms, reason: told.reason ?? '', into: told.into ?? null }
  })
}

/**
 * Enters the starting thesaurus where this node has none yet.
 * @param actId the ids of the single acts are made of it
 * @returns how many concepts were entered
 * @throws Refused
 */
export async function beginThesaurus(tx: Write, actId: string): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtext('recommendations.concept'))`.execute(tx.db)
  const { rows } = await sql`select from recommendations.concept limit 1`.execute(tx.db)
  if (rows.length > 0) return 0
  await actMany(
    tx,
    beginConcept,
    startingThesaurus.map(({ key, status: _, replacedBy: __, ...content }, place) => ({
      id: idOf(actId, key),
      subjectId: idOfConcept(key),
      about: undefined,
      expectedVersion: 0,
      payload: { key, place, content, reason: startingSource },
    })),
  )
  return startingThesaurus.length
}

/** A place free for a new concept: after all others. */
async function nextPlace(tx: Read): Promise<number> {
  const { rows } = await sql<{
    place: number
  }>`select coalesce(max(place), -1) + 1 as place from recommendations.concept`.execute(tx.db)
  return rows[0]!.place
}

/** @throws Refused, VersionConflict when the key is taken */
export async function propose(
  tx: Write,
  concept: { key: string; content: ConceptContent; reason: string },
  actId: string,
): Promise<void> {
  await act(tx, proposeConcept, {
    id: actId,
    subjectId: idOfConcept(concept.key),
    about: undefined,
    expectedVersion: 0,
    payload: { ...concept, place: await nextPlace(tx) },
  })
}

/** What a person decides about a concept. */
export type ConceptDecision =
  | { kind: 'adopt' | 'retire'; reason: string }
  | { kind: 'amend'; content: ConceptContent; reason: string }
  | { kind: 'merge'; into: string; reason: string }

/** @throws Refused, VersionConflict */
export async function decideConcept(
  tx: Write,
  key: string,
  decision: ConceptDecision,
  actId: string,
  expectedVersion?: number,
): Promise<void> {
  const input = {
    id: actId,
    subjectId: idOfConcept(key),
    about: undefined,
    ...(expectedVersion === undefined ? {} : { expectedVersion }),
  }
  const { kind, ...payload } = decision
  if (kind === 'amend') await act(tx, amendConcept, { ...input, payload: payload as never })
  else if (kind === 'merge') await act(tx, mergeConcept, { ...input, payload: payload as never })
  else await act(tx, kind === 'adopt' ? adoptConcept : retireConcept, { ...input, payload: payload as never })
}

/** A report whose topics the rule proposes; `paragraphs` in the order of their positions. */
export interface ReportToPropose {
  id: string
  paragraphs: readonly (ReadParagraph & { role: string })[]
}

/**
 * Proposes topics for a report by the node's thesaurus. Where nothing would change, nothing is written.
 * @returns true when something was
 * @throws Refused
 */
export async function proposeForOne(tx: Write, report: ReportToPropose, actId: string): Promise<boolean> {
  const thesaurus = await findThesaurus(tx)
  const { rows } = await sql<{ ordinal: number; told: string }>`
    select ordinal, string_agg(concept || ' ' || leads || ' ' || array_to_string(because, ','), ';' order by concept) as told
    from recommendations.topic where report_id = ${report.id} and proposed group by ordinal`.execute(tx.db)
  const known = new Map(rows.map(row => [row.ordinal, row.told]))
  const proposals: ProposedForReport['proposals'] = []
  report.paragraphs.forEach((paragraph, ordinal) => {
    if (paragraph.role !== 'recommendation') return
    const proposed = proposeTopics(paragraph, thesaurus)
    const told = [...proposed.topics]
      .sort((a, b) => (a.concept < b.concept ? -1 : 1))
      .map(one => `${one.concept} ${one.concept === proposed.theme} ${one.because.join(',')}`)
      .join(';')
    if (told !== (known.get(ordinal) ?? '')) proposals.push({ ordinal, ...proposed })
  })
  if (proposals.length === 0) return false
  await act(tx, proposeForReport, {
    id: actId,
    subjectId: idOf('topics', report.id),
    about: undefined,
    payload: { reportId: report.id, proposals },
  })
  return true
}

/** Ids of all reports, for proposing anew after the thesaurus has grown. */
export async function idsOfReports(tx: Read): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from recommendations.report order by id`.execute(tx.db)
  return rows.map(row => row.id)
}

/**
 * Proposes topics for every report in this one transaction; what would not change is left alone.
 * @param actId the ids of the single acts are made of it
 * @throws Refused
 */
export async function proposeForAll(tx: Write, actId: string): Promise<void> {
  for (const id of await idsOfReports(tx))
    await proposeForOne(tx, await findToPropose(tx, id), idOf(actId, id))
}

/** What the rule reads of a report of the registry. */
export async function findToPropose(tx: Read, reportId: string): Promise<ReportToPropose> {
  const { rows } = await sql<{
    ordinal: number
    text: string
    role: string
    topics: ReadParagraph['topics']
  }>`
    select ordinal, text, role, reading->'topics' as topics from recommendations.paragraph
    where report_id = ${reportId} order by ordinal`.execute(tx.db)
  return { id: reportId, paragraphs: rows }
}

/** A topic of a recommendation with what speaks for it and what was decided. */
export interface ShownTopic {
  concept: string
  origin: TopicOrigin
  proposed: boolean
  because: string[]
  decision: TopicDecision | null
  /** The theme under which it is listed comes from this one. */
  main: boolean
  reason: string | null
  by: string | null
  atMs: number | null
  version: number
}

/** Topics of a recommendation: those that hold first, then those that were rejected. */
export async function findTopics(tx: Read, reportId: string, ordinal: number): Promise<ShownTopic[]> {
  const { rows } = await sql<Omit<ShownTopic, 'atMs'> & { at_ms: number | null; holds: boolean }>`
    select t.concept, t.origin, t.proposed, t.because, t.decision, t.reason, u.name as by, t.decided_at_ms as at_ms,
      t.version, ${holdsTopic} as holds,
      row_number() over (order by ${holdsTopic} desc, t.main desc, t.leads desc, t.weight desc, t.concept) = 1
        and ${holdsTopic} as main
    from recommendations.topic t left join accounts."user" u on u.id = t.decided_by
    where t.report_id = ${reportId} and t.ordinal = ${ordinal} and (t.proposed or t.decision is not null)
      and exists (select from recommendations.concept k where k.key = t.concept and k.status = 'adopted')
    order by holds desc, main desc, t.weight desc, t.concept`.execute(tx.db)
  return rows.map(({ at_ms, holds: _, ...row }) => ({ ...row, atMs: at_ms }))
}

export const idOfTopic = ({
  reportId,
  ordinal,
  concept,
}: Omit<SettledTopic, 'decision' | 'main' | 'reason'>) => idOf('topic', reportId, String(ordinal), concept)

/** Accepts, rejects or adds a topic. @throws Refused, VersionConflict */
export async function settle(
  tx: Write,
  settled: SettledTopic,
  actId: string,
  expectedVersion?: number,
): Promise<void> {
  await act(tx, settleTopic, {
    id: actId,
    subjectId: idOfTopic(settled),
    about: undefined,
    ...(expectedVersion === undefined ? {} : { expectedVersion }),
    payload: settled,
  })
}
