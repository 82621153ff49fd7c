import { Budget, type Payment, type PrivacyPromise, rhoUnit } from './budget.rules.ts'
import { CannotSynthesize } from './cannot-synthesize.ts'
import type { CodedTable } from './coded-table.ts'
import { generate, type Progress, shares } from './generator.ts'
import { domainsPayment } from './paid-domains.ts'
import { compareForPrice, type LengthQuality, type PairDistance } from './quality.ts'
import type { Randomness } from './randomness.ts'

/** What stands beside synthetic rows, and may be published with them: all of it was paid for. */
export interface SyntheticReport {
  epsilon: number
  delta: number
  /** The same promise in the concentrated measure (zCDP), and what was spent of it. */
  rho: number
  rhoSpent: number
  payments: { what: string; rho: number }[]
  /** Rows made; as many as the noisy counts say there are persons, or as is public. */
  records: number
  recordsPublic: boolean
  /** False when the values that columns may hold were themselves found for part of the budget. */
  domainsPublic: boolean
  columns: string[]
  /** At most so many rows of the real table are one person's. */
  rowsPerPerson: 1
  /** False when the noise was drawn from a seed: whoever knows it can take the noise away. */
  forRelease: boolean
  /** From 0 to 1,000 over all pairs of columns, each value by itself; with the standard deviation of its noise. */
  kMarginal: { score: number; deviation: number }
  lengths: LengthReport[]
}

export interface LengthReport {
  length: number
  /** Combinations that the rows show, and how far their counts are from the real ones on average. */
  combinations: number
  meanError: number
  /** The same with the persons in combinations that no row shows counted as missed. */
  meanErrorWithheldAsZero: number
  /** Of 100 persons' combinations, how many no row shows. */
  withheldPercent: number
  /** Of 100 combinations that at least ten rows show, how many no person has; null where the noise is larger than that. */
  fabricatedPercent: number | null
  /** Standard deviations of the noise in the three lines above. */
  deviations: { meanError: number; withheldPercent: number; fabricatedPercent: number }
}

export interface SyntheticRelease {
  rows: CodedTable
  report: SyntheticReport
}

export const epsilonMax = 20
const deltaMax = 0.01

/** @throws CannotSynthesize when a promise protects nobody or buys nothing */
export function checkPromise({ epsilon, delta }: PrivacyPromise): void {
  if (!(epsilon > 0)) throw new CannotSynthesize('budget-zero', { value: epsilon })
  if (epsilon > epsilonMax) throw new CannotSynthesize('budget-large', { value: epsilon })
  if (!(delta > 0 && delta < deltaMax)) throw new CannotSynthesize('delta', { value: delta })
}

/**
 * Makes rows that nobody is in, and the report that goes with them, within a promise.
 * @param table at most one row per person
 * @param records where their number is public
 * @throws CannotSynthesize
 */
export async function synthesize(
  table: CodedTable,
  promise: PrivacyPromise,
  random: Randomness,
  options: SynthesisOptions = {},
): Promise<SyntheticRelease> {
  checkPromise(promise)
  return synthesizeWithin(table, new Budget(promise), random, options)
}

export interface SynthesisOptions {
  /** How many records there are, where that is public. */
  records?: number
  progress?: Progress
}

/** The same with a budget of which a part may be spent already, on the domains of the table. */
export async function synthesizeWithin(
  table: CodedTable,
  budget: Budget,
  random: Randomness,
  { records, progress }: SynthesisOptions = {},
): Promise<SyntheticRelease> {
  if (table.domains.length < 2) throw new CannotSynthesize('few-columns')
  if (records !== undefined && !(Number.isSafeInteger(records) && records > 0))
    throw new CannotSynthesize('records', { value: records })
  const { promise } = budget
  const whole = budget.left
  const generated = await generate(table, budget, random, {
    ...(records === undefined ? {} : { records }),
    ...(progress ? { progress } : {}),
  })
  const rows = { domains: table.domains, rows: generated.rows, codes: generated.codes }
  const quality = compareForPrice(table, rows, Math.floor(whole * shares.report), budget, random)
  return {
    rows,
    report: {
      epsilon: promise.epsilon,
      delta: promise.delta,
      rho: budget.total / rhoUnit,
      rhoSpent: budget.spent / rhoUnit,
      payments: budget.payments.map(({ what, rho }: Payment) => ({ what, rho: rho / rhoUnit })),
      records: generated.rows,
      recordsPublic: records !== undefined,
      domainsPublic: !budget.payments.some(p => p.what === domainsPayment),
      columns: table.domains.map(d => d.name),
      rowsPerPerson: 1,
      forRelease: random.secret,
      kMarginal: kMarginalOf(quality.pairs, generated.rows),
      lengths: quality.lengths.map(describeLength),
    },
  }
}

/** From the paid distance over all pairs of columns. */
function kMarginalOf({ distance, sets, noise }: PairDistance, records: number) {
  const scale = 500 / (sets * records)
  return { score: Math.max(0, Math.min(1_000, 1_000 - distance * scale)), deviation: noise * scale }
}

/** A share is told when its noise is at most this part of the whole. */
const tellableMax = 0.1

function describeLength(q: LengthQuality): LengthReport {
  const persons = Math.max(1, q.persons)
  const shown = Math.max(1, q.shown)
  const often = Math.max(1, q.shownOften)
  const percent = (part: number, whole: number) => Math.min(100, (100 * part) / whole)
  return {
    length: q.length,
    combinations: q.shown,
    meanError: q.distance / shown,
    meanErrorWithheldAsZero: (q.distance + q.withheld) / shown,
    withheldPercent: percent(q.withheld, persons),
    fabricatedPercent: q.noise > tellableMax * often ? null : percent(q.fabricated, often),
    deviations: {
      meanError: q.noise / shown,
      withheldPercent: (100 * q.noise) / persons,
      fabricatedPercent: (100 * q.noise) / often,
    },
  }
}
