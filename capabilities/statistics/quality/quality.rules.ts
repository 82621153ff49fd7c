import { protectList } from '../disclosure/protect.ts'
import type { ReturnedCount } from '../returns/returned-counts.store.ts'
import {
  type AgencyAnswers,
  type FieldAnswers,
  type QualityField,
  qualityFields,
  type RoundedShare,
  type ShownCases,
} from './quality.entity.ts'

/** Facts of one kind of agency, and of how many each field is answered, or said to be unknown. */
export interface CountedAnswers {
  agencyKind: string
  facts: number
  filled: Readonly<Partial<Record<QualityField, number>>>
  unknown: Readonly<Partial<Record<QualityField, number>>>
}

/** Agencies of no kind that is known: counted where kinds are protected, never told. */
export const noKind = ''

const steps = [1, 2, 5, 10, 20, 25, 50]
/** So many thresholds of persons stand in one step: half a step, by which a share is rounded, then exceeds one. */
const stepThresholds = 3

/**
 * Shares of each field by kind of agency, and of all that are shown together.
 *
 * How many facts a kind has is published, so an exact share would be an exact count. Shares are rounded until a step
 * stands for three thresholds of persons: no count follows from one, alone or beside a table that it completes. Kinds that
 * the figures by kind withhold, and those too small for any step, are named without shares; the total is made from the
 * rounded shares alone and says nothing that they do not.
 */
export function completeness(counted: readonly CountedAnswers[], countMin: number): AgencyAnswers[] {
  const { withheld } = protectList(
    {
      axis: { dimension: 'agencyKind', codes: counted.map(c => c.agencyKind), multiple: false },
      counts: Float64Array.from(counted, c => c.facts),
      total: sum(counted.map(c => c.facts)),
    },
    countMin,
  )
  const kinds = counted.flatMap((c, i) => {
    if (c.agencyKind === noKind) return []
    const step = withheld[i] ? undefined : stepOf(c.facts, countMin)
    const answers = step === undefined ? null : sharesOf(c, step)
    return [{ agencyKind: c.agencyKind, facts: c.facts, step: step ?? null, answers }]
  })
  const shown = kinds.filter(kind => kind.answers !== null) as Rounded[]
  return [
    ...(shown.length > 1 ? [together(shown)] : []),
    ...kinds.map(({ agencyKind, step, answers }) => ({ agencyKind, step, answers })),
  ]
}

interface Rounded {
  facts: number
  step: number
  answers: FieldAnswers[]
}

const stepOf = (facts: number, countMin: number) =>
  steps.find(step => (step * facts) / 100 >= stepThresholds * countMin)

const parts = ['filled', 'unknown', 'empty'] as const

function sharesOf({ facts, filled, unknown }: CountedAnswers, step: number): FieldAnswers[] {
  return qualityFields.map(field => {
    const answered = filled[field] ?? 0
    const said = Math.min(unknown[field] ?? 0, facts - answered)
    const [a, b, c] = roundedShares([answered, said, facts - answered - said], step)
    return { field, filled: a!, unknown: b!, empty: c! }
  })
}

/** The mean of the rounded shares, by the facts of each kind. */
function together(shown: readonly Rounded[]): AgencyAnswers {
  const facts = sum(shown.map(kind => kind.facts))
  const coarse = sum(shown.map(kind => kind.facts * kind.step)) / facts
  const step = steps.find(one => one >= coarse) ?? steps.at(-1)!
  const answers = qualityFields.map((field, i) => {
    const weights = parts.map(part => sum(shown.map(kind => kind.facts * (kind.answers[i]![part] ?? 0))))
    const [filled, unknown, empty] = roundedShares(weights, step).map((share, p) =>
      share === 0 && shown.some(kind => kind.answers[i]![parts[p]!] === null) ? null : share,
    )
    return { field, filled: filled!, unknown: unknown!, empty: empty! }
  })
  return { agencyKind: null, step, answers }
}

/**
 * Shares of 100 in multiples of a step that add to 100: the largest remainders are rounded up. What is there and comes to
 * nothing is null, never 0.
 */
export function roundedShares(counts: readonly number[], step: number): RoundedShare[] {
  const all = sum(counts)
  if (all === 0) return counts.map(() => 0)
  const exact = counts.map(count => (100 / step) * (count / all))
  const whole = exact.map(Math.floor)
  const byRemainder = exact
    .map((share, i) => ({ i, rest: share - whole[i]! }))
    .sort((a, b) => b.rest - a.rest || a.i - b.i)
  for (const { i } of byRemainder.slice(0, Math.round(100 / step) - sum(whole))) whole[i]!++
  return whole.map((share, i) => (share === 0 && counts[i]! > 0 ? null : share * step))
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
