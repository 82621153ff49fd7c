import type { Action } from './plan.entity.ts'
import { isSettled, type Standing, standingReport } from './plan.rules.ts'

/** An action with where it stands. */
export interface Standings {
  action: Action
  standing: Standing
}

/** What a plan lacks; each a list that should be empty. */
export const gapKinds = [
  'without-evidence',
  'without-report',
  'overdue',
  'stale-indicator',
  'awaits-validation',
  'differs',
] as const
export type GapKind = (typeof gapKinds)[number]

/** Whether an action falls into a gap. */
export const gapTests: Record<GapKind, (one: Standings) => boolean> = {
  'without-evidence': ({ action, standing }) =>
    standing.evidence === 0 && (standingReport(action.progress)?.status ?? 'not-started') !== 'not-started',
  'without-report': ({ action }) => action.progress.length === 0,
  overdue: ({ standing }) => standing.overdueDays > 0 || standing.milestonesLate > 0,
  'stale-indicator': ({ standing }) =>
    !isSettled(standing.reported) && (standing.freshness === 'stale' || standing.freshness === 'missing'),
  'awaits-validation': ({ standing }) => standing.awaitsValidation,
  differs: ({ standing }) => standing.differs.length > 0,
}

export const gapsOf = (one: Standings): GapKind[] => gapKinds.filter(kind => gapTests[kind](one))

/** Addressees that are States, as the reports name them. What is asked of anybody else is not for a national plan. */
export const stateAddressees = [
  'States parties',
  'States',
  'States (not yet parties)',
  'Member States',
  'States parties and international organizations',
] as const
