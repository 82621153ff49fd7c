import { sql } from 'kysely'
import type { Read } from '#platform/database/transaction.ts'
import type {
  AmendedAction,
  DecidedReport,
  MadeAssessment,
  MeasuredValue,
  ReportedProgress,
} from './plan.acts.ts'
import type { Status } from './plan.entity.ts'

/** One line of an action's history, as the ledger has it. */
export interface HistoryLine {
  id: string
  version: number
  act: string
  atMs: number
  agency: string | null
  /** The colleague's name where she is of the reader's own agency; of others only the agency is told. */
  who: string | null
  status: Status | null
  /** The reason that was given. */
  reason: string | null
  decision: 'accepted' | 'returned' | null
  /** Names of what an amendment changed. */
  changed: string[]
  value: number | null
}

interface Row {
  id: string
  version: number
  act: string
  occurred_at_ms: number
  agency: string | null
  who: string | null
  payload: string
}

/**
 * The history of an action from the ledger, the newest first. Outsiders have no sight of these entries, which also hold
 * what is not public; to them an action's reports and findings tell its history.
 */
export async function findHistory(tx: Read, actionId: string): Promise<HistoryLine[]> {
  const { rows } =
    await sql<Row>`select e.id, e.version, e.act, e.occurred_at_ms, a.name as agency, u.name as who, e.payload
    from ledger.entry e left join access.agency_directory a on a.id = e.agency_id
    left join accounts."user" u on u.id = e.actor_id and e.agency_id = (select access.agency())
    where e.subject_id = ${actionId} and e.subject_kind = 'plan-action'
    order by e.version desc limit 500`.execute(tx.db)
  return rows.map(({ occurred_at_ms, payload, ...row }) => ({
    ...row,
    atMs: occurred_at_ms,
    ...told(row.act, JSON.parse(payload)),
  }))
}

type Told = Pick<HistoryLine, 'status' | 'reason' | 'decision' | 'changed' | 'value'>
const nothing: Told = { status: null, reason: null, decision: null, changed: [], value: null }

function told(act: string, payload: unknown): Told {
  switch (act) {
    case 'plan.report': {
      const { status, reason } = payload as ReportedProgress
      return { ...nothing, status, reason }
    }
    case 'plan.assess': {
      const { status, reason } = payload as MadeAssessment
      return { ...nothing, status, reason }
    }
    case 'plan.validate': {
      const { decision, because } = payload as DecidedReport
      return { ...nothing, decision, reason: because || null }
    }
    case 'plan.withdraw':
      return { ...nothing, reason: (payload as { because: string }).because }
    case 'plan.amend':
      return { ...nothing, changed: (payload as AmendedAction).changed }
    case 'plan.measure': {
      const { value, source } = payload as MeasuredValue
      return { ...nothing, value, reason: source }
    }
    default:
      return nothing
  }
}
