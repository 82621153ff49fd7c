import { CannotEstimate, type CaptureTable, checkCaptureTable, totalOf } from './capture-table.ts'
import { checkExistence } from './existence.ts'
import {
  buildModel,
  countsByCode,
  type Fit,
  fitPoisson,
  hasPair,
  type Model,
  overlapOf,
  type Pair,
} from './log-linear.ts'
import { normalQuantile, poissonPValue } from './poisson.rules.ts'

/** A two-list effect that the search added, in the order in which it was added. */
export interface Effect {
  lists: readonly [string, string]
  /** Persons on both lists. */
  overlap: number
  /** How many the model without this effect expected on both. */
  expected: number
  /** How likely an overlap as far from that was, one-sided. */
  pValue: number
  /** Log of how much likelier being on both is than apart; null where the lists share nobody: minus infinity. */
  coefficient: number | null
}

/** How many persons there are in all, seen and unseen. */
export interface PopulationEstimate {
  /** Persons on at least one list. */
  observed: number
  /** Persons in all, to the nearest whole person, as are the bounds of the 95 % interval. */
  estimate: number
  lower: number
  upper: number
  lists: string[]
  /** Two-list effects as 'A:B'; empty when the lists behave as if they were independent. */
  terms: string[]
  effects: Effect[]
  pThreshold: number
  /** How far the model's expected counts are from those seen. */
  deviance: number
  degreesOfFreedom: number
}

export const pThresholdDefault = 0.02
const coverage = 0.95

/**
 * Estimates how many persons there are from overlapping lists, by a Poisson log-linear model to which two-list effects
 * are added one by one, the most surprising overlap first, while its p-value is under the threshold and the estimate
 * still exists. The interval is normal on the scale of the log of the unseen, as in the published estimates.
 * @param table counts of persons by the lists they are on
 * @param pThreshold 0 for main effects only
 * @throws CannotEstimate when the table breaks a rule or the overlap does not carry an estimate
 * @see Chan, Silverman, Vincent 2021, arXiv:1902.05156, sections 2 and 3
 */
export async function estimatePopulation(
  table: CaptureTable,
  pThreshold: number = pThresholdDefault,
): Promise<PopulationEstimate> {
  if (!(pThreshold >= 0 && pThreshold <= 1)) throw new CannotEstimate('threshold', { value: pThreshold })
  checkCaptureTable(table)
  const counts = countsByCode(table)
  const found = await searchModel(table.lists.length, counts, pThreshold)
  const { model, fit } = found
  const observed = totalOf(table)
  const at = (z: number) => observed + Math.exp(fit.coefficients[0]! + z * fit.interceptError)
  const z = normalQuantile((1 + coverage) / 2)
  if (!Number.isFinite(at(z)) || at(z) > 1e12) throw new CannotEstimate('not-finite')
  const nameOf = ([a, b]: Pair) => [table.lists[a]!, table.lists[b]!] as const
  return {
    observed,
    estimate: Math.round(at(0)),
    lower: Math.round(at(-z)),
    upper: Math.round(at(z)),
    lists: [...table.lists],
    terms: found.added.map(({ pair }) => nameOf(pair).join(':')),
    effects: found.added.map(({ pair, expected, pValue }) => {
      const column = model.finite.findIndex(([a, b]) => a === pair[0] && b === pair[1])
      return {
        lists: nameOf(pair),
        overlap: overlapOf(counts, pair),
        expected,
        pValue,
        coefficient: column < 0 ? null : fit.coefficients[1 + table.lists.length + column]!,
      }
    }),
    pThreshold,
    deviance: fit.deviance,
    degreesOfFreedom: model.design.length - model.design[0]!.length,
  }
}

interface Added {
  pair: Pair
  expected: number
  pValue: number
}

async function searchModel(lists: number, counts: Float64Array, pThreshold: number) {
  const added: Added[] = []
  let model = buildModel(lists, counts, [])
  let fit = await fitIfExists(model)
  if (!fit) throw new CannotEstimate('not-finite')
  let candidates = pairsOf(lists)
  for (;;) {
    const next = await bestAddition(lists, counts, model, fit, candidates, added, pThreshold)
    if (!next) return { model, fit, added }
    added.push(next.added)
    model = next.model
    fit = next.fit
    candidates = candidates.filter(pair => pair !== next.added.pair)
  }
}

/** The most surprising overlap whose effect the data can carry; undefined when none is under the threshold. */
async function bestAddition(
  lists: number,
  counts: Float64Array,
  model: Model,
  fit: Fit,
  candidates: readonly Pair[],
  added: readonly Added[],
  pThreshold: number,
) {
  const surprising = candidates
    .map(pair => {
      const expected = model.codes.reduce(
        (sum, code, i) => (hasPair(code, pair) ? sum + fit.expected[i]! : sum),
        0,
      )
      return { pair, expected, pValue: expected > 0 ? poissonPValue(overlapOf(counts, pair), expected) : 1 }
    })
    .filter(one => one.pValue < pThreshold)
    .sort((a, b) => a.pValue - b.pValue)
  for (const one of surprising) {
    const larger = buildModel(lists, counts, [...added.map(a => a.pair), one.pair])
    const fitted = await fitIfExists(larger)
    if (fitted) return { added: one, model: larger, fit: fitted }
  }
  return undefined
}

async function fitIfExists(model: Model): Promise<Fit | undefined> {
  const { finite, identifiable } = await checkExistence(model)
  return finite && identifiable ? fitPoisson(model) : undefined
}

const pairsOf = (lists: number): Pair[] =>
  Array.from({ length: lists }, (_, a) =>
    Array.from({ length: lists - a - 1 }, (_, k) => [a, a + 1 + k] as const),
  ).flat()
