import { randomUUID } from 'node:crypto'
import type { Database } from '#platform/database/open.ts'
import type { ReturnContent } from '../../returns/return.entity.ts'
import { aSuspectedReturn, column, grid } from '../../returns/return.examples.ts'
import { decide, send } from '../../returns/return.store.ts'
import { staff } from '../../returns/return.testing.ts'

/** The police sends its table of persons suspected, and the rapporteur accepts it. */
export async function returned(
  database: Database,
  { period, revision, content }: { period: string; revision: number; content?: ReturnContent },
): Promise<void> {
  const place = { agencyId: staff.police.agencyId!, tableId: 'persons-suspected', period }
  const sent = {
    ...place,
    content: content ?? aSuspectedReturn(),
    expectedVersion: undefined,
    actId: randomUUID(),
  }
  await database.write(staff.police, tx => send(tx, sent, revision === 1 ? null : 'A person was left out.'))
  const decision = { revision, decision: 'accepted', words: null } as const
  await database.write(staff.rapporteur, tx => decide(tx, place, decision, randomUUID()))
}

/** The example with one man more, whom the register had left out. */
export function aCorrectedReturn(more: Partial<ReturnContent> = {}): ReturnContent {
  const first = aSuspectedReturn(more)
  return {
    ...first,
    cells: {
      ...first.cells,
      ...grid('sex-age', { M: { Y0T17: 2, Y_GE18: 20, _U: 0 } }),
      'sex-age|_T|_T': 31,
      ...column('citizenship', { FRA: 21, ROU: 8, _U: 2 }),
      ...column('form', { SexualExploitation: 15 }),
      ...column('article', { 'Penal Code, art. 120': 31 }),
    },
  }
}
