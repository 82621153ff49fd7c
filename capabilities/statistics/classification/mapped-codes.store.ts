import { sql } from 'kysely'
import type { Read } from '#platform/database/transaction.ts'
import type { CodeMapping, IcTipCodes } from './classification.entity.ts'

/**
 * The IC-TIP codes that stand, or stood at a moment.
 * @param atMs milliseconds since 1970; now when undefined
 */
export async function icTipCodes(tx: Pick<Read, 'db'>, atMs?: number): Promise<IcTipCodes> {
  const { rows } = await sql<CodeMapping>`
    select distinct on (list, code) list, code, ic_tip as "icTip" from statistics.ic_tip_code
    where ${atMs === undefined ? sql`true` : sql`entered_at_ms <= ${atMs}`}
    order by list, code, version desc`.execute(tx.db)
  const codes = new Map<string, Map<string, string>>()
  for (const { list, code, icTip } of rows) {
    if (icTip === null) continue
    const of = codes.get(list) ?? new Map<string, string>()
    codes.set(list, of.set(code, icTip))
  }
  return codes
}
