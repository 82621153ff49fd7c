import { sql } from 'kysely'
import type { Statistics, Write } from '#platform/database/transaction.ts'
import type { Standing } from './columns/folder.ts'
import { sqlName } from './columns/question.sql.ts'
import { type Fact, type FactValue, factColumns } from './statistics.entity.ts'

/** What a subject (a case) is to be counted by: all of its facts, or none any more. */
export interface SubjectFacts {
  subjectId: string
  facts: readonly FactValue[]
}

interface FactRow {
  id: string
  kind: string
  withdrawn: boolean
}

declare module '#platform/database/tables.ts' {
  interface StatisticsTables {
    'statistics.fact': FactRow
  }
}

const columns = factColumns.map(field => [field, sqlName(field)] as const)

/**
 * Replaces the facts of subjects, in the transaction of the act that changed them. Which fact belongs to which subject
 * is kept where statistics cannot read it.
 * @param subjects each subject once, with all of its facts; a subject without facts is no longer counted
 */
export async function recordFacts(tx: Write, subjects: readonly SubjectFacts[]): Promise<void> {
  if (subjects.length === 0) return
  const ids = subjects.map(s => s.subjectId)
  await sql`select statistics.record_facts(${ids}::uuid[], ${JSON.stringify(rowsOf(subjects))}::jsonb)`.execute(
    tx.db,
  )
}

/**
 * Records the facts of subjects that have none yet: the fast way for what was just opened.
 * @throws Error of the database when a subject has facts
 */
export async function recordNewFacts(tx: Write, subjects: readonly SubjectFacts[]): Promise<void> {
  const rows = rowsOf(subjects)
  if (rows.length > 0)
    await sql`select statistics.record_new_facts(${JSON.stringify(rows)}::json)`.execute(tx.db)
}

const rowsOf = (subjects: readonly SubjectFacts[]): Record<string, unknown>[] =>
  subjects.flatMap(({ subjectId, facts }) => {
    const ordinals = new Map<string, number>()
    return facts.map(fact => {
      const ordinal = ordinals.get(fact.kind!) ?? 0
      ordinals.set(fact.kind!, ordinal + 1)
      const row: Record<string, unknown> = { subject_id: subjectId, kind: fact.kind, ordinal }
      for (const [field, column] of columns) {
        const value = fact[field]
        if (Array.isArray(value)) row[column] = value.length > 0 ? [...new Set(value)].sort() : null
        else if (value !== undefined) row[column] = value
      }
      return row
    })
  })

/** A fact as it stands after it was written. */
export interface WrittenFact {
  fact: Fact
  withdrawn: boolean
  /** Different for every writing of a fact. */
  stamp: string
}

/** What was written since a standing, and the standing with which to ask the next time. */
export interface FactChanges {
  written: WrittenFact[]
  standing: Standing
}

const pageRows = 20_000

/**
 * The facts that were written since a standing, also those withdrawn. What a transaction had not yet committed when the
 * standing was made comes with a later call; what is told twice is the same.
 * @returns undefined when the table is no longer the one of that standing, so that all facts are to be read
 */
export async function findChanges(tx: Statistics, since: Standing): Promise<FactChanges | undefined> {
  const standing = await presentStanding(tx)
  if (standing.origin !== since.origin) return undefined
  const { rows } = await sql<StoredFact>`
    select * from statistics.fact where written_by >= ${since.mark}::xid8`.execute(tx.db)
  const written = rows.map(row => ({
    fact: factOf(row),
    withdrawn: row.withdrawn,
    stamp: `${row.id} ${row.written_by}`,
  }))
  return { written, standing }
}

/** Where the facts stand now: whatever is written later, or is being written, is found by asking with it. */
export async function presentStanding(tx: Statistics): Promise<Standing> {
  const { rows } = await sql<{
    origin: string
    mark: string
    ledger_position: number
    ledger_hash: string
  }>`select * from statistics.standing()`.execute(tx.db)
  const { origin, mark, ledger_position, ledger_hash } = rows[0]!
  return { origin, mark, ledgerPosition: Number(ledger_position), ledgerHash: ledger_hash }
}

/**
 * Whether a standing, kept outside of the database, is one of its past: same server, database and table, a ledger that
 * holds the entry it ended with, and a mark that is not ahead. A restored or copied database has another past.
 */
export async function isOfThePast(tx: Statistics, kept: Standing): Promise<boolean> {
  const present = await presentStanding(tx)
  if (kept.origin !== present.origin || BigInt(kept.mark) > BigInt(present.mark)) return false
  const { rows } = await sql<{ holds: boolean }>`
    select statistics.ledger_holds(${kept.ledgerPosition}::bigint, ${kept.ledgerHash}) as holds`.execute(
    tx.db,
  )
  return rows[0]!.holds
}

/** All facts, page by page in the order of their random ids, in bounded memory. */
export async function* readFacts(tx: Statistics): AsyncGenerator<Fact> {
  let after = '00000000-0000-0000-0000-000000000000'
  for (;;) {
    const { rows } = await sql<StoredFact>`
      select * from statistics.fact where id > ${after}::uuid order by id limit ${pageRows}`.execute(tx.db)
    for (const row of rows) if (!row.withdrawn) yield factOf(row)
    if (rows.length < pageRows) return
    after = rows.at(-1)!.id
  }
}

type StoredFact = FactRow & Record<string, unknown>

function factOf(row: StoredFact): Fact {
  const fact: Record<string, unknown> = { id: row.id, kind: row.kind }
  for (const [field, column] of columns) {
    const value = row[column]
    if (value !== null && value !== undefined) fact[field] = value
  }
  return fact as Fact
}
