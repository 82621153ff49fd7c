import { sql } from 'kysely'
import type { Read } from '#platform/database/transaction.ts'
import type { AmendedCase, JoinedAgency, OpenedIdentity } from './cases.acts.ts'

/** One line of a case's history: what was done, when, by whom and why. Field names, never values. */
export interface HistoryLine {
  id: string
  version: number
  act: string
  purpose: string
  /** When it happened, and when it was written down, milliseconds since 1970. */
  occurredAtMs: number
  recordedAtMs: number
  agency: { id: string; name: string } | null
  /** The colleague's name where she is of the reader's own agency; of others only the agency is told. */
  who: string | null
  /** 'part.field' of what changed; 'part' alone where a row was removed. */
  changed: string[]
  /** Parts of which sealed values were looked at. */
  opened: string[]
  joinedAgency: { id: string; name: string } | null
  imported: boolean
}

/** The history of a case, the newest first. @param before only entries under this version, to page on */
export async function findHistory(
  tx: Read,
  caseId: string,
  page: { limit: number; before?: number },
): Promise<HistoryLine[]> {
  const { rows } =
    await sql<Row>`select e.id, e.version, e.act, e.purpose, e.occurred_at_ms, e.recorded_at_ms,
      e.agency_id, a.name as agency_name, u.name as who,
      case e.act
        when 'case.open' then jsonb_build_object('importId', e.payload::jsonb -> 'importId')
        when 'case.amend' then jsonb_build_object('changed', e.payload::jsonb -> 'changed')
        else e.payload::jsonb end as told
    from ledger.entry e
    left join access.agency_directory a on a.id = e.agency_id
    left join accounts."user" u on u.id = e.actor_id and e.agency_id = (select access.agency())
    where e.subject_id = ${caseId} and e.subject_kind = 'case' and e.version < ${page.before ?? 2_147_483_647}
    order by e.version desc limit ${page.limit}`.execute(tx.db)
  const names = await agencyNames(
    tx,
    rows.flatMap(r => (r.act === 'case.join' ? [(r.told as unknown as JoinedAgency).agencyId] : [])),
  )
  return rows.map(r => lineOf(r, names))
}

interface Row {
  id: string
  version: number
  act: string
  purpose: string
  occurred_at_ms: number
  recorded_at_ms: number
  agency_id: string | null
  agency_name: string | null
  who: string | null
  told: Partial<AmendedCase & OpenedIdentity & JoinedAgency & { importId: string | null }>
}

function lineOf(r: Row, names: ReadonlyMap<string, string>): HistoryLine {
  const { changed = {}, parts, agencyId, importId } = r.told
  return {
    id: r.id,
    version: r.version,
    act: r.act,
    purpose: r.purpose,
    occurredAtMs: r.occurred_at_ms,
    recordedAtMs: r.recorded_at_ms,
    agency: r.agency_id === null ? null : { id: r.agency_id, name: r.agency_name ?? '' },
    who: r.who,
    changed: Object.entries(changed).flatMap(([part, fields]) =>
      fields.map(field => (field === 'removed' ? part : `${part}.${field}`)),
    ),
    opened: r.act === 'identity.open' && Array.isArray(parts) ? [...parts] : [],
    joinedAgency:
      r.act === 'case.join' && agencyId ? { id: agencyId, name: names.get(agencyId) ?? '' } : null,
    imported: Boolean(importId),
  }
}

/** Names of agencies, by id. */
export async function agencyNames(tx: Read, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<{ id: string; name: string }>`select id, name from access.agency_directory
    where id = any(${[...new Set(ids)]}::uuid[])`.execute(tx.db)
  return new Map(rows.map(r => [r.id, r.name]))
}
