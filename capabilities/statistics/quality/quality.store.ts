import { sql } from 'kysely'
import type { Read, Statistics } from '#platform/database/transaction.ts'
import { sqlName } from '../columns/question.sql.ts'
import {
  type ContradictionCount,
  type ContradictionKind,
  contradictionKinds,
  type QualityField,
  qualityFields,
  type RecordingDays,
} from './quality.entity.ts'
import { type CountedAnswers, noKind, shownCases } from './quality.rules.ts'

/** How the facts of victims are answered, by kind of the agency that opened the case. */
export async function countAnswers(tx: Statistics): Promise<CountedAnswers[]> {
  const filled = sql.join(
    qualityFields.map(field => sql`count(${sql.ref(sqlName(field))})::int as ${sql.ref(field)}`),
  )
  const { rows } = await sql<
    { agencyKind: string; facts: number } & Record<QualityField, number>
  >`select coalesce(agency_kind, ${noKind}) as "agencyKind", count(*)::int as facts, ${filled}
    from statistics.fact where kind = 'victim' and not withdrawn group by agency_kind order by agency_kind`.execute(
    tx.db,
  )
  const { rows: said } = await sql<{ agencyKind: string; field: QualityField; said: number }>`
    select agency_kind as "agencyKind", field, said::int from statistics.unknown_said()`.execute(tx.db)
  return rows.map(({ agencyKind, facts, ...counts }) => ({
    agencyKind,
    facts,
    filled: counts,
    unknown: Object.fromEntries(said.filter(s => s.agencyKind === agencyKind).map(s => [s.field, s.said])),
  }))
}

/** How many cases contradict themselves, by kind of contradiction and of agency. @param countMin fewer are not numbered */
export async function countContradictions(tx: Statistics, countMin: number): Promise<ContradictionCount[]> {
  const { rows } = await sql<{ kind: ContradictionKind; agencyKind: string; cases: number }>`
    select kind, agency_kind as "agencyKind", cases::int from statistics.contradictions()`.execute(tx.db)
  return rows
    .map(row => ({ ...row, cases: shownCases(row.cases, countMin) }))
    .sort(
      (a, b) =>
        contradictionKinds.indexOf(a.kind) - contradictionKinds.indexOf(b.kind) ||
        a.agencyKind.localeCompare(b.agencyKind),
    )
}

/**
 * Days from event to entry over the acts recorded since a moment.
 * @param countMin so many acts have to stand on each side of what is told
 */
export async function recordingDays(
  tx: Statistics,
  sinceMs: number,
  countMin: number,
): Promise<RecordingDays[]> {
  const { rows } = await sql<{ agencyKind: string; acts: number; median: number; most: number }>`
    select agency_kind as "agencyKind", acts::int, median_days as median, most_days as most
    from statistics.recording_days(${sinceMs}) order by agency_kind`.execute(tx.db)
  return rows.map(({ agencyKind, acts, median, most }) => ({
    agencyKind,
    medianDays: acts < 2 * countMin ? null : Math.round(median),
    mostDays: acts < 10 * countMin ? null : Math.round(most),
  }))
}

/** A case that contradicts itself, for whoever takes part in it. */
export interface ContradictingCase {
  kind: ContradictionKind
  caseId: string
  reference: string
}

/** The cases in which the caller's agency takes part and that contradict themselves; at most so many. */
export async function contradictingCases(tx: Read, most: number): Promise<ContradictingCase[]> {
  const { rows } = await sql<ContradictingCase>`
    select kind, case_id as "caseId", reference from cases.contradicting() order by kind, reference limit ${most}`.execute(
    tx.db,
  )
  return rows
}
