import { sql } from 'kysely'
import type { Problem } from '#kernel/result/result.ts'
import type { Read, Write } from '#platform/database/transaction.ts'
import { Invalid } from '#platform/http/refusals.ts'
import { act } from '#platform/ledger/act.ts'
import { findIndicator } from './evidence.entity.ts'
import { tieEvidence, untieEvidence } from './recommendations.acts.ts'
import { idOf } from './reports.projection.ts'

/** What is tied to what. */
export interface Tie {
  reportId: string
  ordinal: number
  /** Letter of a sub-item, or null for the whole recommendation. */
  sub: string | null
  indicator: string
}

/**
 * Ties a recommendation to an indicator. Tied already, it stays so.
 * @param letters the sub-items that the recommendation has
 * @param actId made by the client; the same again is harmless
 * @returns id of the tie
 * @throws Invalid, Refused
 */
export async function tie(tx: Write, given: Tie, letters: readonly string[], actId: string): Promise<string> {
  const problems: Problem[] = []
  if (!findIndicator(given.indicator))
    problems.push({
      where: 'indicator',
      code: 'evidence.indicator',
      what: 'There is no such indicator.',
      remedy: 'Choose one of those that /api/recommendations/indicators names.',
    })
  if (given.sub !== null && !letters.includes(given.sub))
    problems.push({
      where: 'sub',
      code: 'evidence.sub',
      what: 'The recommendation has no such sub-item.',
      remedy: 'Name one of its letters, or none for the whole recommendation.',
    })
  if (problems.length > 0) throw new Invalid(problems)
  const tied = await findTie(tx, given)
  if (tied) return tied
  const id = idOf('evidence', actId.toLowerCase())
  await act(tx, tieEvidence, {
    id: actId,
    subjectId: id,
    about: undefined,
    expectedVersion: 0,
    payload: given,
  })
  return id
}

async function findTie(tx: Read, { reportId, ordinal, sub, indicator }: Tie): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`select id from recommendations.evidence
    where report_id = ${reportId} and ordinal = ${ordinal} and sub is not distinct from ${sub}
      and indicator = ${indicator} and untied_at_ms is null`.execute(tx.db)
  return rows[0]?.id
}

/** A tie that holds, or undefined. */
export async function findEvidence(
  tx: Read,
  id: string,
): Promise<{ id: string; version: number } | undefined> {
  const { rows } = await sql<{ id: string; version: number }>`
    select id, version from recommendations.evidence where id = ${id} and untied_at_ms is null`.execute(tx.db)
  return rows[0]
}

/**
 * Unties; that it was tied once stays in the ledger.
 * @throws Refused, VersionConflict
 */
export async function untie(tx: Write, id: string, actId: string, expectedVersion?: number): Promise<void> {
  await act(tx, untieEvidence, {
    id: actId,
    subjectId: id,
    about: undefined,
    ...(expectedVersion === undefined ? {} : { expectedVersion }),
    payload: {},
  })
}
