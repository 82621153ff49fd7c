import type { Budget, Rho } from './budget.rules.ts'
import type { CodedTable } from './coded-table.ts'
import { GraphicalModel, type Measurement } from './graphical-model.ts'
import { type Grouping, groupedCodes, groupValues, sumOf, ungroup } from './grouping.ts'
import { type NoisyCounts, PaidTable } from './paid-table.ts'
import type { Randomness } from './randomness.ts'
import { drawRows, matchTargets, type Target } from './rows.ts'
import { budgetParts, type Candidate, choosePairs, fitIntoModel, pairCells } from './selecting.ts'

/** How the budget is divided; the same for every table. Parts of the whole. */
export const shares = {
  columns: 0.12,
  /** Each round asks where the model errs, then measures there. */
  rounds: [
    { distances: 0.03, pairs: 0.25, spanning: true, steps: 150 },
    { distances: 0.04, pairs: 0.3, spanning: false, steps: 150 },
    { distances: 0.04, pairs: 0.2, spanning: false, steps: 400 },
  ],
  report: 0.02,
} as const
/** Cells of the model's cliques at most: what a computer can fit in a minute. */
const cellsMax = 120_000
const sweeps = 12

export interface Generated {
  /** Rows as codes of the table's own domains. */
  codes: Uint16Array[]
  rows: number
  measured: NoisyCounts[]
}

/** Told how far it is, from 0 to 1. */
export type Progress = (part: number) => void | Promise<void>

/**
 * Select, measure, generate: rows of a table that nobody is in, made from noisy counts alone.
 * @param records how many rows there are, where that is public; otherwise the noisy counts say it
 * @see McKenna, Mullins, Sheldon, Miklau 2022, AIM, arXiv:2201.12677; Zhang et al. 2021, PrivSyn
 */
export async function generate(
  table: CodedTable,
  budget: Budget,
  random: Randomness,
  { records, progress = () => {} }: { records?: number; progress?: Progress } = {},
): Promise<Generated> {
  const paid = new PaidTable(table, budget, random)
  const whole = budget.left
  const part = (share: number): Rho => Math.floor(whole * share)
  const columns = table.domains.map((_, c) => [c])
  const single = paid.measure('columns', columns, budgetParts(paid.sizes), part(shares.columns))
  const total = Math.max(1, Math.round(records ?? totalOf(single)))
  const groupings = single.map(({ counts, variance }, c) =>
    groupValues(table.domains[c]!, counts, Math.sqrt(variance)),
  )
  paid.group(
    t => groupedCodes(t, groupings),
    groupings.map(g => g.groups),
  )
  const { sizes } = paid
  const measured: Counted[] = single.map((one, c) => grouped(one, groupings[c]!))
  const inModel: Measurement[] = measured.map(asMeasurement)
  const onlyMatched: NoisyCounts[] = []
  let model = new GraphicalModel(sizes, total, inModel)
  model.fit(200)
  const taken = new Set<string>()
  for (const [round, { distances, pairs, spanning, steps }] of shares.rounds.entries()) {
    await progress((round + 1) / (shares.rounds.length + 2))
    const open = allPairs(sizes.length).filter(pair => !taken.has(pair.join()))
    if (open.length === 0) break
    const estimates = open.map(pair => ({ columns: pair, estimate: model.marginal(pair) }))
    const { noisy } = paid.distances(`errors ${round + 1}`, estimates, part(distances))
    const candidates = open.map(
      (pair, i): Candidate => ({ columns: pair, cells: pairCells(sizes, pair), error: noisy[i]! }),
    )
    const price = part(pairs)
    const chosen = choosePairs(candidates, price / 1e12, spanning)
    if (chosen.length === 0) continue
    const choices = fitIntoModel(
      sizes,
      inModel.map(m => m.columns),
      chosen,
      cellsMax,
    )
    const counts = paid.measure(
      `pairs ${round + 1}`,
      choices.map(c => c.candidate.columns),
      choices.map(c => c.part),
      price,
    )
    for (const [i, one] of counts.entries()) {
      taken.add(one.columns.join())
      measured.push(one)
      if (choices[i]!.inModel) inModel.push(asMeasurement(one))
      else onlyMatched.push(one)
    }
    const larger = new GraphicalModel(sizes, total, inModel)
    larger.learnFrom(model)
    larger.fit(steps)
    model = larger
  }
  await progress((shares.rounds.length + 1) / (shares.rounds.length + 2))
  const codes = drawRows(model, total, random)
  const targets: Target[] = [
    ...inModel.map(({ columns }) => ({ columns, counts: model.marginalWithin(columns)!, weight: 1 })),
    ...onlyMatched.map(({ columns, counts }) => ({
      columns,
      counts: nearestCounts(counts, total),
      weight: 0.5,
    })),
  ]
  matchTargets(codes, sizes, targets, sweeps, random)
  await progress(1)
  return {
    codes: codes.map((values, c) => ungroup(values, groupings[c]!, random)),
    rows: total,
    measured,
  }
}

/** How many rows there are, from counts that each add up to that: the least noisy mean. */
function totalOf(single: readonly NoisyCounts[]): number {
  let sum = 0
  let weights = 0
  for (const { counts, variance } of single) {
    const weight = 1 / (variance * counts.length)
    sum += weight * sumOf(counts)
    weights += weight
  }
  return sum / weights
}

/** Noisy counts, and of how many measured values each is the sum; one where nothing is said. */
type Counted = NoisyCounts & { values?: Uint16Array }

function grouped({ columns, counts, variance }: NoisyCounts, { groupOf, groups }: Grouping): Counted {
  const sums = new Float64Array(groups)
  const values = new Uint16Array(groups)
  for (const [v, group] of groupOf.entries()) {
    sums[group]! += counts[v]!
    values[group]!++
  }
  return { columns, counts: sums, variance, values }
}

const asMeasurement = ({ columns, counts, variance, values }: Counted): Measurement => ({
  columns,
  counts,
  weights: Float64Array.from(counts, (_, i) => 1 / (variance * (values?.[i] ?? 1))),
})

const allPairs = (size: number): [number, number][] =>
  Array.from({ length: size }, (_, a) =>
    Array.from({ length: size - a - 1 }, (_, k): [number, number] => [a, a + 1 + k]),
  ).flat()

/** The counts of zero or more with this total that are nearest to noisy ones. */
export function nearestCounts(noisy: Float64Array, total: number): Float64Array {
  const sorted = Float64Array.from(noisy).sort().reverse()
  let sum = 0
  let shift = 0
  for (let k = 0; k < sorted.length; k++) {
    sum += sorted[k]!
    const trial = (sum - total) / (k + 1)
    if (trial >= sorted[k]!) break
    shift = trial
  }
  return noisy.map(count => Math.max(0, count - shift))
}
