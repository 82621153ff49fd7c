import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Codelists } from '#kernel/entity/codelist.ts'
import type { Plain } from '#kernel/entity/describe.ts'
import type { Caller } from '#kernel/policy/caller.ts'
import { authorise } from '#kernel/policy/policy.ts'
import type { Database } from '#platform/database/open.ts'
import type { Read, Write } from '#platform/database/transaction.ts'
import { act, defineAct } from '#platform/ledger/act.ts'
import type { NodeKeys } from '#platform/vault/node-keys.ts'
import { casePolicies } from './cases.policy.ts'
import { type CaseContent, emptyContent, repeatedParts, singleParts } from './cases.rules.ts'
import { type CaseRecord, findCases } from './cases.store.ts'
import { exportHtcds } from './export/export-htcds.ts'
import { type OpenedParts, openSealedOfMany } from './identity.store.ts'

/** A table of cases was written: how many, in which form, and whether identity went along. */
export const exportCasesAct = defineAct<{ cases: number; format: string; identity: boolean }>('case.export', {
  subject: 'export',
  policy: casePolicies['case.export'],
  project: async () => {},
})

export interface ExportOrder {
  format: 'xlsx' | 'ods' | 'csv'
  values?: 'codes' | 'labels'
  /** Opens identity, which every case's history then shows with the caller's purpose. */
  identity: boolean
  /** Only these cases; all of the agency when absent. */
  caseIds?: readonly string[]
  progress?: (done: number, total: number) => void
}

const batchCases = 200

/**
 * Writes the cases in which the caller's agency takes part as a table of the HTCDS.
 * @returns the bytes of the file and the number of cases
 * @throws Refused
 */
export async function exportCases(
  node: { database: Database; keys: NodeKeys; codelists: Codelists },
  caller: Caller,
  order: ExportOrder,
): Promise<{ bytes: Uint8Array; cases: number }> {
  authorise(caller, 'case.export', casePolicies['case.export'], undefined)
  const { database, keys, codelists } = node
  const ids = order.caseIds ?? (await database.read(caller, allCaseIds))
  const contents: CaseContent[] = []
  for (let from = 0; from < ids.length; from += batchCases) {
    const batch = ids.slice(from, from + batchCases)
    const read = order.identity
      ? await database.write(caller, tx => contentsWithIdentity(tx, keys, batch))
      : await database.read(caller, tx => contentsAsShown(tx, batch))
    contents.push(...read)
    order.progress?.(Math.min(from + batchCases, ids.length), ids.length)
  }
  const bytes = exportHtcds(contents, codelists, {
    format: order.format,
    ...(order.values && { values: order.values }),
  })
  await database.write(caller, tx =>
    act(tx, exportCasesAct, {
      id: randomUUID(),
      subjectId: randomUUID(),
      about: undefined,
      payload: { cases: contents.length, format: order.format, identity: order.identity },
    }),
  )
  return { bytes, cases: contents.length }
}

async function allCaseIds(tx: Read): Promise<string[]> {
  const { rows } = await sql<{ case_id: string }>`select case_id from cases.listed
    where agency_id = (select access.agency()) order by opened_on, case_id`.execute(tx.db)
  return rows.map(r => r.case_id)
}

async function contentsAsShown(tx: Read, ids: readonly string[]): Promise<CaseContent[]> {
  const records = await findCases(tx, ids)
  return ids.flatMap(id => {
    const record = records.get(id)
    return record ? [contentOf(record)] : []
  })
}

async function contentsWithIdentity(
  tx: Write,
  keys: NodeKeys,
  ids: readonly string[],
): Promise<CaseContent[]> {
  const records = await findCases(tx, ids)
  // Of an erased person there is nothing to open; her coded facts are exported as they stand.
  const open = [...records.values()].filter(r => !r.erased && r.sealedParts.length > 0)
  const opened =
    open.length === 0
      ? new Map<string, OpenedParts>()
      : await openSealedOfMany(
          tx,
          keys,
          open.map(record => ({ record, actId: randomUUID() })),
          [...new Set(open.flatMap(r => r.sealedParts))],
        )
  return ids.flatMap(id => {
    const record = records.get(id)
    return record ? [contentOf(record, opened.get(id))] : []
  })
}

/** A case put together again from what is readable and what was opened. */
export function contentOf(record: CaseRecord, opened: OpenedParts = {}): CaseContent {
  const content = emptyContent() as unknown as Record<string, Plain | Plain[]>
  for (const part of singleParts) content[part] = { ...record.single[part], ...opened[part] }
  for (const part of repeatedParts)
    content[part] = record.repeated[part].map(row => ({
      ...row.value,
      ...(opened[part]?.[row.id] as Plain | undefined),
    }))
  return content as unknown as CaseContent
}
