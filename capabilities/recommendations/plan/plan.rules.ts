import {
  type Action,
  type Capacity,
  type Finding,
  type IndicatorKind,
  type Progress,
  type Stage,
  type Status,
  stages,
} from './plan.entity.ts'

/** Days are YYYY-MM-DD of the calendar, without zone; they compare as texts. */

const dayMs = 86_400_000
const numberOf = (day: string) => Date.parse(`${day}T00:00:00Z`) / dayMs

/** Days from one day to another; negative when the second is earlier. */
export const daysBetween = (from: string, to: string): number => numberOf(to) - numberOf(from)

export const addDays = (day: string, days: number): string =>
  new Date((numberOf(day) + days) * dayMs).toISOString().slice(0, 10)

/** The same day so many months later, or the last day of a shorter month. */
export function addMonths(day: string, months: number): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number]
  const first = new Date(Date.UTC(year, month - 1 + months, 1))
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate()
  return new Date(first.getTime() + (Math.min(date, last) - 1) * dayMs).toISOString().slice(0, 10)
}

export const dayOf = (instant: Date | number): string => new Date(instant).toISOString().slice(0, 10)

/** True when nothing more is expected to happen. */
export const isSettled = (status: Status | null): boolean =>
  status === 'implemented' || status === 'no-longer-relevant'

/** The report that counts: the newest that the validating authority has not returned. */
export const standingReport = (progress: readonly Progress[]): Progress | undefined =>
  progress.findLast(p => p.decision !== 'returned')

/** The newest finding in a capacity. */
export const standingFinding = (findings: readonly Finding[], capacity: Capacity): Finding | undefined =>
  findings.findLast(f => f.capacity === capacity)

/**
 * What holds of an action's indicator.
 * - none: it has none, and none is expected
 * - missing: it has no value yet
 * - stale: the last value is older than it may be
 */
export type Freshness = 'fresh' | 'stale' | 'missing' | 'none'

/**
 * Whether an indicator's last value is still good: values are expected every so many months, and the day on which the
 * next is expected still counts.
 * @param lastOn day of the last value; undefined while there is none
 */
export function freshnessOf(
  indicator: { kind: IndicatorKind; months: number | null },
  lastOn: string | undefined,
  today: string,
): Freshness {
  if (indicator.kind === 'none') return 'none'
  if (lastOn === undefined) return 'missing'
  if (indicator.months === null) return 'fresh'
  return addMonths(lastOn, indicator.months) < today ? 'stale' : 'fresh'
}

/** Where an action stands, for lists, gaps, differences and the yearly report. */
export interface Standing {
  reported: Status | null
  /** The report was not decided upon yet. */
  awaitsValidation: boolean
  found: Record<Capacity, Status | null>
  /** In which capacities something else is found than the institution reports. */
  differs: Capacity[]
  overdueDays: number
  /** Milestones whose day has passed and that are not reached. */
  milestonesLate: number
  evidence: number
  freshness: Freshness
  /** The next day on which something is due: a milestone, or the action itself; null once it is settled. */
  nextDueOn: string | null
  spent: number | null
}

/**
 * Where an action stands on a day.
 * @param liveOn day of the last live figure, for actions whose indicator is live
 */
export function standingOf(action: Action, today: string, liveOn?: string): Standing {
  const report = standingReport(action.progress)
  const reported = report?.status ?? null
  const found = {
    rapporteur: standingFinding(action.findings, 'rapporteur')?.status ?? null,
    'civil-society': standingFinding(action.findings, 'civil-society')?.status ?? null,
  }
  const open = action.milestones.filter(m => m.doneOn === null)
  const settled = isSettled(reported)
  const lastOn =
    action.indicatorKind === 'live'
      ? liveOn
      : action.measurements.map(m => m.onDay).reduce(laterOf, undefined)
  return {
    reported,
    awaitsValidation: action.progress.at(-1)?.decision === null,
    found,
    differs: (['rapporteur', 'civil-society'] as const).filter(c => differ(reported, found[c])),
    overdueDays: settled ? 0 : Math.max(0, daysBetween(action.dueOn, today)),
    milestonesLate: settled ? 0 : open.filter(m => m.dueOn < today).length,
    evidence:
      action.progress.reduce((sum, p) => sum + p.evidence.length, 0) +
      action.findings.reduce((sum, f) => sum + f.evidence.length, 0),
    freshness: settled
      ? freshnessWhenSettled(action.indicatorKind, lastOn)
      : freshnessOf({ kind: action.indicatorKind, months: action.indicatorMonths }, lastOn, today),
    nextDueOn: settled ? null : [...open.map(m => m.dueOn), action.dueOn].sort()[0]!,
    spent: action.progress.findLast(p => p.decision !== 'returned' && p.spent !== null)?.spent ?? null,
  }
}

/** Nobody waits for new values of what is settled. */
const freshnessWhenSettled = (kind: IndicatorKind, lastOn: string | undefined): Freshness =>
  kind === 'none' ? 'none' : lastOn === undefined ? 'missing' : 'fresh'

const laterOf = (a: string | undefined, b: string): string => (a === undefined || b > a ? b : a)

/** Two words about one action differ when both are said and are not the same; silence contradicts nobody. */
export const differ = (reported: Status | null, found: Status | null): boolean =>
  reported !== null && found !== null && reported !== found

/** How often each pair of words occurs: what the institutions report by row, what is found by column. */
export function differenceMatrix(
  standings: readonly Standing[],
  capacity: Capacity,
): { reported: Status; found: Status; count: number }[] {
  const cells = new Map<string, { reported: Status; found: Status; count: number }>()
  for (const { reported, found } of standings) {
    const other = found[capacity]
    if (reported === null || other === null) continue
    const key = `${reported} ${other}`
    const cell = cells.get(key) ?? { reported, found: other, count: 0 }
    cell.count++
    cells.set(key, cell)
  }
  return [...cells.values()]
}

/** What is due on a day and may be reminded of. */
export interface Due {
  actionId: string
  milestoneId: string | null
  dueOn: string
}

/** Days on which something of an action is due and not done. */
export function duesOf(action: Action): Due[] {
  if (action.withdrawnAtMs !== null || isSettled(standingReport(action.progress)?.status ?? null)) return []
  return [
    ...action.milestones
      .filter(m => m.doneOn === null)
      .map(m => ({ actionId: action.id, milestoneId: m.id, dueOn: m.dueOn })),
    { actionId: action.id, milestoneId: null, dueOn: action.dueOn },
  ]
}

/**
 * The stage of reminding that a day has reached, or none: 30 and 7 days before, the day after, 30 days after. Only the
 * latest is raised, so that a plan entered late does not fill an inbox.
 */
export function stageOn(dueOn: string, today: string): Stage | undefined {
  const passed = daysBetween(dueOn, today)
  const reached = (Object.entries(stages) as [Stage, number][]).filter(([, days]) => passed >= days)
  // On the due day itself the reminder of a week before still stands; nothing new is raised.
  return reached.at(-1)?.[0]
}
