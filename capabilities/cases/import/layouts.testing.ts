import { codelists } from '#standards/codelists.ts'
import type { CaseFile } from '../cases.entity.ts'
import { dryRun, openCaseTable, readCases } from './dry-run.ts'
import type { ImportMapping } from './import-mapping.ts'

/** Rows as the bytes of a CSV file. */
export const csv = (rows: (string | number)[][]) =>
  new TextEncoder().encode(
    rows
      .map(r => r.map(c => (/[",\n]/.test(String(c)) ? `"${String(c).replaceAll('"', '""')}"` : c)).join(','))
      .join('\n'),
  )

/** Opens, maps and reads a table as an import does, and says all that comes of it. */
export async function open(
  rows: (string | number)[][],
  change: (mapping: ImportMapping) => ImportMapping = m => m,
) {
  const { table, proposal } = await openCaseTable({ name: 'table.csv', bytes: csv(rows) }, codelists)
  const mapping = change(proposal.mapping)
  const outcomes = []
  for await (const batch of readCases(table, mapping, codelists, { scope: 's' }))
    outcomes.push(...batch.outcomes)
  return {
    table,
    proposal,
    outcomes,
    files: outcomes.flatMap(o => (o.draft ? [o.draft.file] : [])) as CaseFile[],
    targets: Object.fromEntries(proposal.mapping.columns.map(c => [c.header, c.target])),
    dry: await dryRun(table, mapping, codelists, { scope: 's' }),
  }
}
