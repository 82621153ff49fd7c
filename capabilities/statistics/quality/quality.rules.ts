import type { ReturnedCount } from '../returns/returned-counts.store.ts'
import {
  type AgencyAnswers,
  type FieldAnswers,
  type QualityField,
  qualityFields,
  type ShownCases,
} from './quality.entity.ts'

/** Facts of one kind of agency, and of how many each field is answered, or said to be unknown. */
export interface CountedAnswers {
  agencyKind: string
  facts: number
  filled: Readonly<Partial<Record<QualityField, number>>>
  unknown: Readonly<Partial<Record<QualityField, number>>>
}

/**
 * Shares of each field by kind of agency, and of all that are shown together. Kinds with fewer facts than the threshold
 * are named without shares, and left out of the total, so that it does not give them away.
 */
export function completeness(counted: readonly CountedAnswers[], countMin: number): AgencyAnswers[] {
  const shown = counted.filter(c => c.facts >= countMin)
  const all: CountedAnswers = {
    agencyKind: '',
    facts: sum(shown.map(c => c.facts)),
    filled: added(shown.map(c => c.filled)),
    unknown: added(shown.map(c => c.unknown)),
  }
  return [
    ...(shown.length > 1 ? [{ agencyKind: null, answers: sharesOf(all) }] : []),
    ...counted.map(c => ({
      agencyKind: c.agencyKind,
      answers: c.facts >= countMin ? sharesOf(c) : null,
    })),
  ]
}

function sharesOf({ facts, filled, unknown }: CountedAnswers): FieldAnswers[] {
  return qualityFields.map(field => {
    const answered = filled[field] ?? 0
    const said = Math.min(unknown[field] ?? 0, facts - answered)
    const [a, b, c] = wholeShares([answered, said, facts - answered - said])
    return { field, filled: a!, unknown: b!, empty: c! }
  })
}

/** Whole hundredths that add to 100: the largest remainders are rounded up; what is there is never shown as all or nothing. */
export function wholeShares(parts: readonly number[]): number[] {
  const all = sum(parts)
  if (all === 0) return parts.map(() => 0)
  const exact = parts.map(part => (100 * part) / all)
  const whole = exact.map(Math.floor)
  const byRemainder = exact
    .map((share, i) => ({ i, rest: share - whole[i]! }))
    .sort((a, b) => b.rest - a.rest || a.i - b.i)
  for (const { i } of byRemainder.slice(0, 100 - sum(whole))) whole[i]!++
  // One in a thousand is no zero: it takes a hundredth from the largest.
  for (const [i, part] of parts.entries())
    if (part > 0 && whole[i] === 0) {
      whole[i] = 1
      whole[whole.indexOf(Math.max(...whole))]!--
    }
  return whole
}

/** A number of cases as it may be shown to whoever may not see them. */
export const shownCases = (count: number, countMin: number): ShownCases =>
  count > 0 && count < countMin ? 'few' : count

/** Years in which a later step of the response counts more persons than the one that it follows from. */
export interface StepContradiction {
  year: number
  step: string
  count: number
  before: string
  limit: number
}

const order = ['suspected', 'investigated', 'prosecuted', 'convicted', 'sentenced'] as const

/**
 * Contradictions between returns of different agencies: looked for in totals of persons, over the steps that follow from
 * one another. Steps of which an agency's return is missing are left out, since a part is no whole.
 */
export function stepContradictions(counts: readonly ReturnedCount[]): StepContradiction[] {
  const totals = counts.filter(
    c => c.measure === 'persons' && [c.sex, c.age, c.citizenship, c.form].every(code => code === '_T'),
  )
  const found: StepContradiction[] = []
  for (const [year, all] of Map.groupBy(totals, c => c.year)) {
    let before: { step: string; count: number } | undefined
    for (const step of order) {
      const of = all.filter(c => c.step === step)
      if (of.length === 0) continue
      if (of.some(c => c.agencies < c.agenciesOwing)) {
        before = undefined
        continue
      }
      const count = sum(of.map(c => c.count))
      if (before && count > before.count)
        found.push({ year, step, count, before: before.step, limit: before.count })
      before = { step, count }
    }
  }
  return found.sort((a, b) => b.year - a.year)
}

const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0)

const added = (parts: readonly Readonly<Partial<Record<QualityField, number>>>[]) =>
  Object.fromEntries(qualityFields.map(field => [field, sum(parts.map(part => part[field] ?? 0))]))
