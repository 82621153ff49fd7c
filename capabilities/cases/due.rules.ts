import type { Plain } from '#kernel/entity/describe.ts'

/** Something that a case waits for: the key of a sentence, and the day by which, where there is one. */
export interface Due {
  key: 'plan-overdue' | 'plan-due' | 'status-undecided' | 'consent-missing'
  on?: string
}

/** What must be known of a case to say what is due. */
export interface DueStanding {
  erased: boolean
  single: { case: Plain; consent: Plain; victimContext: Plain }
  repeated: { supportPlan: readonly { value: Plain }[] }
}

/** A plan is announced so many days before its end. */
const planNoticeDays = 14

/**
 * What is due in a case, the most pressing first. A closed case waits for nothing.
 * @param today YYYY-MM-DD
 */
export function dueOf(record: DueStanding, today: string): Due[] {
  const { status } = record.single.case
  if (record.erased || status === 'Closed' || status === 'ClosedReferred') return []
  const open = record.repeated.supportPlan
    .filter(p => p.value.actualEndDate === undefined && typeof p.value.plannedEndDate === 'string')
    .map(p => p.value.plannedEndDate as string)
    .sort()
  const soon = daysAfter(today, planNoticeDays)
  return [
    ...open.filter(on => isOver(on, today)).map((on): Due => ({ key: 'plan-overdue', on })),
    ...open.filter(on => !isOver(on, today) && on <= soon).map((on): Due => ({ key: 'plan-due', on })),
    ...(record.single.consent.given === undefined && record.single.consent.missing?.given === undefined
      ? [{ key: 'consent-missing' } as const]
      : []),
    ...(record.single.victimContext.traffickingStatus === 'PossibleVictimOfTrafficking' ||
    record.single.victimContext.traffickingStatus === undefined
      ? [{ key: 'status-undecided' } as const]
      : []),
  ]
}

/** A partly known day is over when the whole month or year is. */
const isOver = (on: string, today: string) => on < today.slice(0, on.length)

const daysAfter = (day: string, days: number) =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
