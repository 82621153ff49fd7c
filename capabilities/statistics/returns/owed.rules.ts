import { daysBetween, dueOn, endOf, periodsOf } from './period.rules.ts'
import type { ReminderStage } from './return.acts.ts'
import type { DecisionKind, ReturnState } from './return.entity.ts'
import type { TableBook } from './tables.store.ts'

export interface OwingAgency {
  id: string
  name: string
  kind: string
}

/** One return that an agency owes, for a period that is over. */
export interface Owed {
  agencyId: string
  agency: string
  agencyKind: string
  tableId: string
  tableVersion: number
  period: string
  dueOn: string
}

/** What is known of a return that was begun. */
export interface Begun {
  agencyId: string
  tableId: string
  period: string
  hasDraft: boolean
  revision: number | null
  decision: DecisionKind | null
  firstSentOn: string | null
}

/** One return that is owed, with where it stands. */
export interface OwedStanding extends Owed {
  state: ReturnState
  hasDraft: boolean
  revision: number
  /** Days since it was due, while nothing was ever sent; 0 where it is not late. */
  lateDays: number
  /** Days by which the first revision came after the day it was due; null where none came. */
  sentLateDays: number | null
}

/** Every return that is owed for periods that are over on a day, the newest period first. */
export function owedOn(today: string, book: TableBook, agencies: readonly OwingAgency[]): Owed[] {
  const lastYear = Number(today.slice(0, 4))
  const owed: Owed[] = []
  for (const { id: tableId } of book.newest)
    for (let year = lastYear; ; year--) {
      const definition = book.at(tableId, String(year))
      if (!definition) break
      for (const period of periodsOf(definition.period, year).reverse()) {
        if (endOf(period) > today) continue
        for (const agency of agencies)
          if (definition.owedBy.some(kind => kind === agency.kind))
            owed.push({
              agencyId: agency.id,
              agency: agency.name,
              agencyKind: agency.kind,
              tableId,
              tableVersion: definition.version,
              period,
              dueOn: dueOn(period, definition.dueMonths),
            })
      }
    }
  return owed.sort((a, b) => (a.period < b.period ? 1 : a.period > b.period ? -1 : 0))
}

/** Each return that is owed, with where it stands on a day. */
export function standingsOn(today: string, owed: readonly Owed[], begun: readonly Begun[]): OwedStanding[] {
  const known = new Map(begun.map(b => [keyOf(b), b]))
  return owed.map(one => {
    const found = known.get(keyOf(one))
    const sent = found?.revision != null
    const state: ReturnState = sent ? (found.decision ?? 'sent') : found?.hasDraft ? 'draft' : 'none'
    return {
      ...one,
      state,
      hasDraft: found?.hasDraft ?? false,
      revision: found?.revision ?? 0,
      lateDays: sent ? 0 : Math.max(0, daysBetween(one.dueOn, today)),
      sentLateDays: found?.firstSentOn ? Math.max(0, daysBetween(one.dueOn, found.firstSentOn)) : null,
    }
  })
}

const keyOf = (of: { agencyId: string; tableId: string; period: string }) =>
  `${of.agencyId}|${of.tableId}|${of.period}`

/** Days from the day something is due, at which is reminded; only the latest that was reached. */
const stages: [ReminderStage, number][] = [
  ['before-30', -30],
  ['before-7', -7],
  ['after-1', 1],
  ['after-30', 30],
]

/** The stage of reminding that a day has reached, or none. */
export function reminderStageOn(due: string, today: string): ReminderStage | undefined {
  const passed = daysBetween(due, today)
  return stages.findLast(([, days]) => passed >= days)?.[0]
}
