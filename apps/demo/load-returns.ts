import { raiseReturnReminders } from '#capabilities/statistics/returns/overview.store.ts'
import { emptyContent, type ReturnContent } from '#capabilities/statistics/returns/return.entity.ts'
import { checksOf, decide, getReturn, save, send } from '#capabilities/statistics/returns/return.store.ts'
import type { Caller } from '#kernel/policy/caller.ts'
import { purposesOfRole } from '#platform/access/purposes.ts'
import type { Database } from '#platform/database/open.ts'
import type { AgencyKey } from './agencies.ts'
import { type Chance, chanceFrom } from './chance.ts'
import type { Demonstration } from './generate.ts'
import { callerIn } from './load-reports.ts'
import { type DemoReturn, demoReturns } from './returns.ts'

/**
 * Loads the returns of the demonstration, each sent by its agency and decided upon by the rapporteur. What stands there
 * is not loaded again.
 */
export async function loadReturns(database: Database, demonstration: Demonstration): Promise<void> {
  const chance = chanceFrom(demonstration.seed, 'returns')
  const rapporteur = callerIn(demonstration, 'rapporteur')
  for (const one of demoReturns(chance)) {
    const own = chance.fork(`acts ${one.tableId} ${one.agency} ${one.year}`)
    await loadReturn(database, one, supervisorOf(demonstration, one.agency), rapporteur, own)
  }
  await beginDraft(database, supervisorOf(demonstration, 'labour'), chance)
  await raiseReturnReminders(database)
}

async function loadReturn(
  database: Database,
  one: DemoReturn,
  sender: Caller,
  rapporteur: Caller,
  chance: Chance,
): Promise<void> {
  const place = { agencyId: sender.agencyId!, tableId: one.tableId, period: String(one.year) }
  // A day that has not come yet on this node is now.
  const at = (day: string) => Math.min(Date.parse(`${day}T10:00:00Z`), database.clock().getTime())
  const sends = (content: ReturnContent, reason: string | null, day: string) =>
    database.write(sender, async tx => {
      const warnings = (await checksOf(tx, place, content)).filter(c => c.severity === 'warning')
      const explanations = Object.fromEntries(
        warnings.map(w => [w.id, one.explanation ?? 'Looked at again: the number is right.']),
      )
      await send(
        tx,
        {
          ...place,
          content: { ...content, explanations },
          expectedVersion: undefined,
          actId: chance.fork(`send ${reason ?? ''}`).uuid(),
          occurredAtMs: at(day),
        },
        reason,
      )
    })
  const decides = (revision: number, accepted: boolean, words: string | null, day: string) =>
    database.write(rapporteur, tx =>
      decide(
        tx,
        place,
        { revision, decision: accepted ? 'accepted' : 'asked', words },
        chance.fork(`decide ${revision}`).uuid(),
        at(day),
      ),
    )
  const known = (await database.read(sender, tx => getReturn(tx, place))).revisions
  if (known.length === 0) await sends(one.content, null, one.sentOn)
  if (one.decision && !known.some(r => r.revision === 1 && r.decision))
    await decides(1, one.decision.accepted, one.decision.words, later(one.sentOn, 9))
  if (!one.revision || known.some(r => r.revision === 2 && r.decision)) return
  if (known.length < 2) await sends(one.revision.content, one.revision.reason, one.revision.sentOn)
  await decides(2, true, null, later(one.revision.sentOn, 6))
}

/** One return is begun and not sent. */
async function beginDraft(database: Database, sender: Caller, chance: Chance): Promise<void> {
  const place = { agencyId: sender.agencyId!, tableId: 'persons-suspected', period: '2025' }
  if ((await database.read(sender, tx => getReturn(tx, place))).version > 0) return
  await database.write(sender, tx =>
    save(tx, {
      ...place,
      content: {
        ...emptyContent(),
        source: 'Register of inspections',
        cells: { 'sex-age|F|Y0T17': 0, 'sex-age|F|Y_GE18': 9, 'sex-age|F|_U': 'unknown' },
      },
      expectedVersion: 0,
      actId: chance.fork('draft').uuid(),
    }),
  )
}

function supervisorOf({ accounts, agencies }: Demonstration, key: AgencyKey): Caller {
  const account = accounts.find(a => a.agencyKey === key && a.role === 'supervisor')!
  return {
    userId: account.id,
    agencyId: account.agencyId,
    agencyKind: agencies.find(a => a.key === key)!.kind,
    roles: ['supervisor'],
    purpose: purposesOfRole.supervisor[0],
    strong: true,
  }
}

const later = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10)
