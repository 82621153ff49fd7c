import { sql } from 'kysely'
import type { Read, Write } from '#platform/database/transaction.ts'
import { Invalid, NotFound, valid } from '#platform/http/refusals.ts'
import { act } from '#platform/ledger/act.ts'
import shipped from '#standards/returns/tables.json' with { type: 'json' }
import { defineTable } from './return.acts.ts'
import type { TableDefinition } from './return.entity.ts'
import { returnId } from './return-id.ts'
import { readDefinition } from './table-definition.rules.ts'

/** The tables that Palermo ships, as data with version and source. */
export const shippedTables = shipped.tables as unknown as readonly TableDefinition[]

/** Every version of every table: those shipped, and those that this node made. */
export interface TableBook {
  /** The newest version of each, in the order of the response. */
  newest: readonly TableDefinition[]
  /** The version that a period is filled in under; undefined where the table did not exist yet. */
  at(tableId: string, period: string): TableDefinition | undefined
  /** @throws NotFound */
  version(tableId: string, version: number): TableDefinition
}

/** All tables that agencies owe. */
export async function readTables(tx: Read): Promise<TableBook> {
  const { rows } = await sql<{ definition: TableDefinition }>`
    select definition from statistics.return_table order by table_id, version`.execute(tx.db)
  return bookOf([...shippedTables, ...rows.map(r => r.definition)])
}

/** A book of these definitions. */
export function bookOf(definitions: readonly TableDefinition[]): TableBook {
  const byId = Map.groupBy(definitions, d => d.id)
  const versions = new Map([...byId].map(([id, all]) => [id, [...all].sort((a, b) => a.version - b.version)]))
  return {
    newest: [...versions.values()].map(all => all.at(-1)!),
    at: (tableId, period) => versions.get(tableId)?.findLast(d => d.from <= period.slice(0, 4)),
    version(tableId, version) {
      const found = versions.get(tableId)?.find(d => d.version === version)
      if (!found) throw new NotFound()
      return found
    },
  }
}

/**
 * Makes a table, or the next version of one; returns that were sent keep the version they were sent under.
 * @param wish the whole definition; its version is given here
 * @throws Invalid, Refused
 */
export async function addTableVersion(tx: Write, wish: unknown, actId: string): Promise<TableDefinition> {
  const definition = valid(readDefinition(wish))
  const book = await readTables(tx)
  const last = book.newest.find(d => d.id === definition.id)
  if (last && definition.from < last.from)
    throw new Invalid([
      {
        where: 'from',
        code: 'returns.version-order',
        what: `Version ${last.version} of this table is for ${last.from} and later.`,
        remedy: `Let the new version begin with ${last.from} or later.`,
      },
    ])
  const next = { ...definition, version: (last?.version ?? 0) + 1 }
  await act(tx, defineTable, {
    id: actId,
    subjectId: returnId('table', next.id, String(next.version)),
    about: undefined,
    expectedVersion: 0,
    payload: next,
  })
  return next
}
