import { sql } from 'kysely'
import type { Database } from '#platform/database/open.ts'
import type { Fact, FactValue } from '../statistics.entity.ts'

/** An entry of the ledger as facts are drawn from it: codes in clear, what is sealed stays sealed. */
export interface HistoryEntry {
  act: string
  agencyId: string | null
  content: unknown
}

/** How the facts of a capability follow from the ledger alone. */
export interface FactHistory {
  /** The acts that change facts. */
  acts: readonly string[]
  /**
   * The facts of one subject after its entries, which stand in their order.
   * @param agencyKind kind of an agency
   */
  factsOf(
    entries: readonly HistoryEntry[],
    agencyKind: (id: string | null) => string | undefined,
  ): FactValue[]
}

interface EntryRow {
  subject_id: string
  act: string
  agency_id: string | null
  payload: string
}

/** Which time of an entry counts: when the node learned of it, or when it happened. */
export type By = 'recorded' | 'happened'

/**
 * The facts as of a moment, drawn from the ledger alone: from all that was recorded (or had happened) until then,
 * whatever was corrected later. Subject by subject, in bounded memory. Ids are counted up and say nothing.
 */
export async function* factsAsOf(
  database: Database,
  moment: Date,
  histories: readonly FactHistory[],
  by: By = 'recorded',
): AsyncGenerator<Fact> {
  const { rows: agencies } = await database.maintain(db =>
    sql<{ id: string; kind: string }>`select id, kind from access.agency_directory`.execute(db),
  )
  const kinds = new Map(agencies.map(agency => [agency.id, agency.kind]))
  const agencyKind = (id: string | null) => (id === null ? undefined : kinds.get(id))
  let number = 0
  for (const { acts, factsOf } of histories) {
    let subject = ''
    let entries: HistoryEntry[] = []
    const facts = function* (): Generator<Fact> {
      if (entries.length > 0)
        for (const fact of factsOf(entries, agencyKind)) yield { ...fact, id: countedId(number++) }
    }
    for await (const page of database.stream<EntryRow>(entriesSql(acts, moment, by)))
      for (const row of page) {
        if (row.subject_id !== subject) {
          yield* facts()
          subject = row.subject_id
          entries = []
        }
        entries.push({ act: row.act, agencyId: row.agency_id, content: JSON.parse(row.payload) })
      }
    yield* facts()
  }
}

function entriesSql(acts: readonly string[], moment: Date, by: By): string {
  for (const act of acts) if (!/^[a-z.-]+$/.test(act)) throw new Error(`${act} is no name of an act.`)
  return `select subject_id, act, agency_id, payload from ledger.entry
    where act in (${acts.map(act => `'${act}'`).join(', ')}) and ${by === 'recorded' ? 'recorded_at_ms' : 'occurred_at_ms'} <= ${moment.getTime()}
    order by subject_id, version`
}

const countedId = (n: number) => `00000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`
