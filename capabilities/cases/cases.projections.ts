import { sql } from 'kysely'
import type { Database } from '#platform/database/open.ts'
import type { Projections } from '#platform/ledger/rebuild.ts'
import { amendCase, erasePerson, explainLook, joinCase, openCase, openIdentity } from './cases.acts.ts'
import { type PartName, partDescriptions } from './cases.rules.ts'
import { tableOf } from './cases.tables.ts'
import { beginImport, finishImport } from './imports.acts.ts'
import { removeViewAct, saveViewAct } from './views.store.ts'

/** Every table that the acts of cases fill, and those acts; with the facts that cases are counted by. */
export const caseProjections: Projections = {
  tables: [
    ...(Object.keys(partDescriptions) as PartName[]).map(tableOf),
    'cases.participant',
    'cases.listed',
    'cases.import',
    'cases.view',
    'vault.identity',
    'statistics.fact',
    'statistics.fact_origin',
    'statistics.course',
  ],
  acts: [
    openCase,
    amendCase,
    openIdentity,
    explainLook,
    joinCase,
    erasePerson,
    beginImport,
    finishImport,
    saveViewAct,
    removeViewAct,
  ].map(kind => kind.name),
}

/**
 * Tells the database how much there is after many cases came in at once: until it knows, it takes detours of tens of
 * milliseconds for a single case. The embedded database never looks by itself.
 */
export async function countTables(database: Database): Promise<void> {
  const tables = [
    ...caseProjections.tables,
    'vault.person_key',
    'vault.search_token',
    'ledger.entry',
    'ledger.head',
  ]
  await database.maintain(async db => {
    // A sample of 9,000 rows of each table; the usual one of 30,000 tells the same and takes three times as long.
    await sql`set local default_statistics_target = 30`.execute(db)
    await sql.raw(`analyze ${tables.join(', ')}`).execute(db)
  })
}
