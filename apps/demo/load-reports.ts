import { readFileSync } from 'node:fs'
import { tie } from '#capabilities/recommendations/evidence.store.ts'
import { SAMPLE_EVIDENCE, SAMPLE_REPORTS } from '#capabilities/recommendations/public.ts'
import { proposeForReport } from '#capabilities/recommendations/relations/relating.store.ts'
import { enterFile, type ReadFile, readFile } from '#capabilities/recommendations/reports.store.ts'
import type { Caller, Role } from '#kernel/policy/caller.ts'
import { purposesOfRole } from '#platform/access/purposes.ts'
import type { Database } from '#platform/database/open.ts'
import { chanceFrom } from './chance.ts'
import type { Demonstration } from './generate.ts'

const folder = new URL('../../capabilities/recommendations/', import.meta.url)

/**
 * Enters the sample reports into the registry, by the ministry, has links proposed between them, and ties two
 * recommendations to live figures, by the rapporteur. What stands there already is not entered again.
 */
export async function loadReports(
  database: Database,
  demonstration: Demonstration,
  progress: (done: number, of: number) => void,
): Promise<void> {
  const chance = chanceFrom(demonstration.seed, 'reports')
  const entered = new Map<string, ReadFile>()
  for (const { file, symbol } of SAMPLE_REPORTS) {
    const read = readFile(readFileSync(new URL(file, folder)))
    if (!read.ok) throw new Error(`The sample report ${file} cannot be read. Restore it from the project.`)
    await database.write(callerIn(demonstration, 'ministry'), tx =>
      enterFile(tx, read.file, chance.fork(symbol).uuid()),
    )
    entered.set(symbol, read.file)
    progress(entered.size, SAMPLE_REPORTS.length)
  }
  for (const [symbol, { id }] of entered)
    await database.write(callerIn(demonstration, 'ministry'), tx =>
      proposeForReport(tx, id, chance.fork(`links of ${symbol}`).uuid()),
    )
  for (const { symbol, kind, number, figure } of SAMPLE_EVIDENCE) {
    const { id, report } = entered.get(symbol)!
    const ordinal = report.paragraphs.findIndex(p => p.kind === kind && p.number === number)
    if (ordinal < 0) throw new Error(`The sample report ${symbol} has no ${kind} ${number}.`)
    await database.write(callerIn(demonstration, 'rapporteur'), tx =>
      tie(
        tx,
        { reportId: id, ordinal, sub: null, indicator: figure },
        [],
        chance.fork(`${symbol} ${number}`).uuid(),
      ),
    )
  }
}

/** The first account of a role, for its own purpose. */
export function callerIn({ accounts, agencies }: Demonstration, role: Role): Caller {
  const account = accounts.find(a => a.role === role)!
  return {
    userId: account.id,
    agencyId: account.agencyId,
    agencyKind: agencies.find(a => a.id === account.agencyId)!.kind,
    roles: [role],
    purpose: purposesOfRole[role][0],
    strong: true,
  }
}
