import type { Caller } from '#kernel/policy/caller.ts'
import type { Policy } from '#kernel/policy/policy.ts'
import type { IndicatorReading } from '../evidence.entity.ts'
import { findIndicator } from '../evidence.entity.ts'
import type { Action, Finding, Progress, Serves } from './plan.entity.ts'
import { gapsOf } from './plan.gaps.rules.ts'
import { type Live, liveDay } from './plan.live.ts'
import { planPolicies } from './plan.policy.ts'
import { answersOfAction } from './plan.reading.ts'
import { dayOf, standingFinding, standingOf, standingReport } from './plan.rules.ts'
import { bearersOf } from './plan.store.ts'

/** Rows of the plan as they are answered: the only way from a row to the reader. */

/** Where an action stands, with the gaps that it falls into. */
export function standingWith(action: Action, today: string, live: Live) {
  const standing = standingOf(action, today, liveDay(live.get(action.indicatorLive ?? '')))
  return { standing, gaps: gapsOf({ action, standing }) }
}

export function presentListed(action: Action, today: string, live: Live) {
  return {
    ...headOf(action, today, live),
    milestones: action.milestones.map(({ title, dueOn, doneOn }) => ({ title, dueOn, doneOn })),
    reportedReason: standingReport(action.progress)?.reason ?? null,
    foundReason: {
      rapporteur: standingFinding(action.findings, 'rapporteur')?.reason ?? null,
      'civil-society': standingFinding(action.findings, 'civil-society')?.reason ?? null,
    },
  }
}

const headOf = (action: Action, today: string, live: Live) => ({
  id: action.id,
  title: action.title,
  theme: action.theme,
  institution: action.institution,
  startsOn: action.startsOn,
  dueOn: action.dueOn,
  public: action.public,
  answers: action.answers,
  ...standingWith(action, today, live),
})

/** What is known beside the action itself. */
export interface Around {
  today: string
  live: Live
  /** Names of agencies and accounts, by id. */
  names: ReadonlyMap<string, string>
  serves: Serves[]
}

export function presentAction(action: Action, caller: Caller, around: Around) {
  const { today, live, names } = around
  const reading = live.get(action.indicatorLive ?? '')
  const may = mayOf(action, caller)
  return {
    ...headOf(action, today, live),
    version: action.version,
    today,
    what: action.what,
    validating: action.validating,
    focal: bearerOf(action, action.focalUserId, action.focalRole, names),
    alternate: bearerOf(action, action.alternateUserId, action.alternateRole, names),
    budget: action.budget,
    currency: action.currency,
    funds: action.funds,
    milestones: action.milestones,
    indicator: {
      kind: action.indicatorKind,
      live: reading && action.indicatorLive ? presentReading(action.indicatorLive, reading) : null,
      name: action.indicatorName,
      unit: action.indicatorUnit,
      baseline: action.indicatorBaseline,
      target: action.indicatorTarget,
      months: action.indicatorMonths,
      lastOn: action.indicatorKind === 'live' ? (liveDay(reading) ?? null) : lastOf(action),
      measurements: action.measurements.map(({ atMs, ...m }) => ({ ...m, at: instantOf(atMs) })),
    },
    progress: action.progress.map(p => ({
      ...saidOf(p, caller, names),
      done: p.done,
      spent: p.spent,
      decision: p.decision,
      decidedBecause: p.decidedBecause,
      decidedAt: p.decidedAtMs === null ? null : instantOf(p.decidedAtMs),
    })),
    findings: action.findings.map(f => ({ ...saidOf(f, caller, names), capacity: f.capacity })),
    withdrawn:
      action.withdrawnAtMs === null
        ? null
        : { at: instantOf(action.withdrawnAtMs), because: action.withdrawnBecause ?? '' },
    inside: action.inside,
    may,
    planned: may.includes('plan.amend')
      ? {
          action: Object.fromEntries(Object.entries(answersOfAction(action)).filter(([, v]) => v !== null)),
          serves: around.serves.map((s, index) =>
            s.kind === 'external'
              ? s
              : {
                  kind: 'registry',
                  report: action.answers[index]?.report,
                  address: action.answers[index]?.address,
                  sub: s.sub,
                  ask: s.ask,
                  citation: action.answers[index]?.citation,
                },
          ),
          milestones: action.milestones,
        }
      : null,
  }
}

const lastOf = (action: Action) =>
  action.measurements
    .map(m => m.onDay)
    .sort()
    .at(-1) ?? null
const instantOf = (ms: number) => new Date(ms).toISOString()

/** Who answers for an action is told to those who work on it. */
function bearerOf(
  action: Action,
  userId: string | null,
  role: string | null,
  names: ReadonlyMap<string, string>,
) {
  if (!action.inside || (userId === null && role === null)) return null
  return { name: userId === null ? null : (names.get(userId) ?? null), role: role as never }
}

/** A colleague's name is told in her own agency; of others the agency alone. */
function saidOf(said: Progress | Finding, caller: Caller, names: ReadonlyMap<string, string>) {
  return {
    id: said.id,
    public: said.public,
    status: said.status,
    reason: said.reason,
    agency: names.get(said.agencyId) ?? '',
    who: said.agencyId === caller.agencyId ? (names.get(said.authorUserId) ?? null) : null,
    at: instantOf(said.atMs),
    evidence: said.evidence.map(({ fileId, agencyId, ...e }) => ({
      ...e,
      hasFile: fileId !== null,
      by: names.get(agencyId) ?? '',
    })),
  }
}

export function presentReading(id: string, { facts, ...reading }: IndicatorReading) {
  const indicator = findIndicator(id)!
  return { id, facts: indicator.facts, share: indicator.per !== null, total: facts, ...reading }
}

/** Ids of every agency and account that an action names. */
export const idsIn = (actions: readonly Action[]): string[] => [
  ...new Set(
    actions
      .flatMap(a => [
        a.focalUserId ?? [],
        a.alternateUserId ?? [],
        ...[...a.progress, ...a.findings].flatMap(s => [
          s.agencyId,
          s.authorUserId,
          ...s.evidence.map(e => e.agencyId),
        ]),
      ])
      .flat(),
  ),
]

/** What the caller may do to this action now. */
export function mayOf(action: Action, caller: Caller): string[] {
  const bearers = bearersOf(action)
  const allowed = (policy: Policy<never>, about: unknown) => policy(caller, about as never).allowed
  const acts = (['plan.amend', 'plan.withdraw', 'plan.report', 'plan.assess'] as const).filter(name =>
    allowed(planPolicies[name], bearers),
  ) as string[]
  if (action.indicatorKind === 'hand' && allowed(planPolicies['plan.measure'], bearers))
    acts.push('plan.measure')
  const last = action.progress.at(-1)
  if (
    last?.decision === null &&
    allowed(planPolicies['plan.validate'], { ...bearers, authorUserId: last.authorUserId })
  )
    acts.push('plan.validate')
  return acts
}

export const todayOf = (tx: { now: Date }): string => dayOf(tx.now)
