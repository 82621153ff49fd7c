import { findIndicator, type IndicatorReading } from '../evidence.entity.ts'
import { themesOf } from '../topics/topic.rules.ts'
import { type Action, type Capacity, capacities, type Status, statuses } from './plan.entity.ts'
import { type GapKind, gapKinds, gapTests, type Standings } from './plan.gaps.rules.ts'
import {
  dayOf,
  differenceMatrix,
  type Freshness,
  type Standing,
  standingFinding,
  standingOf,
  standingReport,
} from './plan.rules.ts'

/** A recommendation to States that no action answers, as the report lists it. */
export interface ListedUnanswered {
  citation: string
  text: string
  language: string
}

export interface SaidStatus {
  status: Status
  reason: string
  day: string
  by: string
}

/** What proves a report or a finding: a figure of a day, a passage, or a file that has a title alone. */
export interface ReportedEvidence {
  kind: string
  title: string
  by: string
  figure: { value: number; unit: string | null; onDay: string | null; source: string | null } | null
  passage: { words: string; place: string | null; url: string | null } | null
}

/** An action as the yearly report tells it. */
export interface ReportedAction {
  id: string
  title: string
  institution: string
  theme: string
  startsOn: string
  dueOn: string
  citations: string[]
  reported: (SaidStatus & { done: string | null; decision: 'accepted' | 'returned' | null }) | null
  found: (SaidStatus & { capacity: Capacity })[]
  differs: Capacity[]
  evidence: ReportedEvidence[]
  budget: number | null
  spent: number | null
  currency: string | null
  overdueDays: number
  milestonesReached: number
  milestones: number
}

/** An indicator with its series, as far as it may be said. */
export interface ReportedIndicator {
  action: string
  kind: 'live' | 'hand'
  /** Id of a live figure; its words stand in the locale files. */
  live: string | null
  name: string | null
  unit: string | null
  baseline: number | null
  target: number | null
  share: boolean
  columns: string[]
  /** One line for each year, or for each day measured; null is withheld. */
  rows: { when: string; values: (number | null)[]; source: string | null }[]
  withheld: number
  threshold: number
  freshness: Freshness
  lastOn: string | null
}

export interface YearlyReport {
  node: string
  year: number
  /** Nothing that happened after this day is in it. */
  asOf: string
  /** What is not public is in it too. */
  internal: boolean
  actions: number
  asked: number
  unanswered: number
  reported: { status: Status | null; count: number }[]
  found: { capacity: Capacity; status: Status | null; count: number }[]
  budgets: { currency: string; planned: number; spent: number }[]
  themes: { theme: string; actions: ReportedAction[] }[]
  matrices: { capacity: Capacity; cells: { reported: Status; found: Status; count: number }[] }[]
  gaps: { kind: GapKind; actions: { title: string; institution: string }[] }[]
  unansweredListed: ListedUnanswered[]
  indicators: ReportedIndicator[]
}

/** An action as it stood at the end of a day: what was said and measured later is left out. */
export function actionAsOf(action: Action, day: string): Action {
  const until = <T extends { atMs: number }>(list: readonly T[]) => list.filter(one => dayOf(one.atMs) <= day)
  return {
    ...action,
    milestones: action.milestones.map(m => ({
      ...m,
      doneOn: m.doneOn !== null && m.doneOn <= day ? m.doneOn : null,
    })),
    progress: until(action.progress).map(p =>
      p.decidedAtMs !== null && dayOf(p.decidedAtMs) > day
        ? { ...p, decision: null, decidedBecause: null, decidedAtMs: null }
        : p,
    ),
    findings: until(action.findings),
    measurements: action.measurements.filter(m => m.onDay <= day),
  }
}

/** An action with what is public alone; undefined when it is not public itself. */
export function publicPartsOf(action: Action): Action | undefined {
  if (!action.public) return undefined
  const shown = <T extends { public: boolean; evidence: { public: boolean }[] }>(list: readonly T[]) =>
    list.filter(one => one.public).map(one => ({ ...one, evidence: one.evidence.filter(e => e.public) }))
  return {
    ...action,
    inside: false,
    progress: shown(action.progress) as Action['progress'],
    findings: shown(action.findings) as Action['findings'],
  }
}

/** What the report of a year is drafted from. */
export interface YearlySource {
  node: string
  year: number
  today: string
  internal: boolean
  actions: readonly Action[]
  live: ReadonlyMap<string, IndicatorReading>
  liveDay: (id: string | null) => string | undefined
  asked: number
  unanswered: { total: number; recommendations: readonly ListedUnanswered[] }
  /** Names of agencies, by id. */
  names: ReadonlyMap<string, string>
}

/** The day that the report of a year tells of: its last one, or today while it is not over. Days are ISO 8601. */
export const asOfYear = (year: number, today: string): string => {
  const end = `${year}-12-31`
  return end < today ? end : today
}

/**
 * Drafts the rapporteur's report of a year: where every action stood at its end, or stands today in the year that is
 * not over.
 */
export function draftYearly(source: YearlySource): YearlyReport {
  const asOf = asOfYear(source.year, source.today)
  const actions = source.actions
    .flatMap(a => (source.internal ? [a] : (publicPartsOf(a) ?? [])))
    .filter(a => a.startsOn <= asOf)
    .map(a => actionAsOf(a, asOf))
  const standings = actions.map(
    (action): Standings => ({
      action,
      standing: standingOf(action, asOf, earlier(source.liveDay(action.indicatorLive), asOf)),
    }),
  )
  const told = standings.map(one => tell(one, source.names))
  const order = themesOf().map(({ id }) => id)
  return {
    node: source.node,
    year: source.year,
    asOf,
    internal: source.internal,
    actions: actions.length,
    asked: source.asked,
    unanswered: source.unanswered.total,
    reported: tally(standings.map(s => s.standing.reported)),
    found: capacities.flatMap(capacity =>
      tally(standings.map(s => s.standing.found[capacity])).map(line => ({ capacity, ...line })),
    ),
    budgets: sumBudgets(told),
    themes: order.flatMap(theme => {
      const own = told.filter(a => a.theme === theme)
      return own.length === 0 ? [] : [{ theme, actions: own }]
    }),
    matrices: capacities.flatMap(capacity => {
      const cells = differenceMatrix(
        standings.map(s => s.standing),
        capacity,
      )
      return cells.length === 0 ? [] : [{ capacity, cells }]
    }),
    gaps: gapKinds.flatMap(kind => {
      const own = standings.filter(gapTests[kind])
      return own.length === 0 || kind === 'differs'
        ? []
        : [{ kind, actions: own.map(({ action: { title, institution } }) => ({ title, institution })) }]
    }),
    unansweredListed: [...source.unanswered.recommendations],
    indicators: standings.flatMap(one => tellIndicator(one, source, asOf)),
  }
}

const earlier = (a: string | undefined, b: string): string | undefined =>
  a === undefined ? undefined : a < b ? a : b

function tally(values: readonly (Status | null)[]): { status: Status | null; count: number }[] {
  return [...statuses, null].flatMap(status => {
    const count = values.filter(v => v === status).length
    return count === 0 ? [] : [{ status, count }]
  })
}

function sumBudgets(actions: readonly ReportedAction[]): YearlyReport['budgets'] {
  const sums = new Map<string, { currency: string; planned: number; spent: number }>()
  for (const { currency, budget, spent } of actions) {
    if (currency === null) continue
    const sum = sums.get(currency) ?? { currency, planned: 0, spent: 0 }
    sum.planned += budget ?? 0
    sum.spent += spent ?? 0
    sums.set(currency, sum)
  }
  return [...sums.values()].sort((a, b) => a.currency.localeCompare(b.currency))
}

function tell(
  { action, standing }: { action: Action; standing: Standing },
  names: ReadonlyMap<string, string>,
): ReportedAction {
  const report = standingReport(action.progress)
  const nameOf = (id: string) => names.get(id) ?? ''
  return {
    id: action.id,
    title: action.title,
    institution: action.institution,
    theme: action.theme,
    startsOn: action.startsOn,
    dueOn: action.dueOn,
    citations: action.answers.map(a => (a.body === null ? a.citation : `${a.body}, ${a.citation}`)),
    reported: report
      ? {
          status: report.status,
          reason: report.reason,
          day: dayOf(report.atMs),
          by: action.institution,
          done: report.done,
          decision: report.decision,
        }
      : null,
    found: capacities.flatMap(capacity => {
      const finding = standingFinding(action.findings, capacity)
      return finding
        ? [
            {
              capacity,
              status: finding.status,
              reason: finding.reason,
              day: dayOf(finding.atMs),
              by: nameOf(finding.agencyId),
            },
          ]
        : []
    }),
    differs: standing.differs,
    evidence: [...action.progress, ...action.findings].flatMap(said =>
      said.evidence.map(e => ({
        kind: e.kind,
        title: e.title,
        by: nameOf(e.agencyId),
        figure: e.value === null ? null : { value: e.value, unit: e.unit, onDay: e.onDay, source: e.source },
        passage: e.passage === null ? null : { words: e.passage, place: e.passageAt, url: e.url },
      })),
    ),
    budget: action.budget,
    spent: standing.spent,
    currency: action.currency,
    overdueDays: standing.overdueDays,
    milestones: action.milestones.length,
    milestonesReached: action.milestones.filter(m => m.doneOn !== null).length,
  }
}

function tellIndicator(
  { action, standing }: Standings,
  source: YearlySource,
  asOf: string,
): ReportedIndicator[] {
  const shared = {
    action: action.title,
    baseline: action.indicatorBaseline,
    target: action.indicatorTarget,
    freshness: standing.freshness,
  }
  if (action.indicatorKind === 'hand')
    return [
      {
        ...shared,
        kind: 'hand',
        live: null,
        name: action.indicatorName,
        unit: action.indicatorUnit,
        share: false,
        columns: [],
        rows: action.measurements.map(m => ({ when: m.onDay, values: [m.value], source: m.source })),
        withheld: 0,
        threshold: 0,
        lastOn: action.measurements.at(-1)?.onDay ?? null,
      },
    ]
  const reading = action.indicatorLive === null ? undefined : source.live.get(action.indicatorLive)
  if (action.indicatorKind !== 'live' || !reading) return []
  const kept = reading.years.flatMap((year, index) => (year <= source.year ? [{ year, index }] : []))
  const rows = kept.map(({ year, index }) => ({
    when: String(year),
    values: reading.lines.map(line => line.values[index] ?? null),
    source: null,
  }))
  return [
    {
      ...shared,
      kind: 'live',
      live: action.indicatorLive,
      name: null,
      unit: null,
      share: findIndicator(action.indicatorLive!)?.per != null,
      columns: reading.lines.map(line => line.label ?? ''),
      rows,
      withheld: rows.flatMap(r => r.values).filter(v => v === null).length,
      threshold: reading.threshold,
      lastOn: earlier(source.liveDay(action.indicatorLive), asOf) ?? null,
    },
  ]
}
