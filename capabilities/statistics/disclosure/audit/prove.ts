import type { Program } from './program.ts'
import { near, type Witnesses } from './witnesses.ts'

const roundsMax = 10
const openMax = 40

/**
 * Looks for witnesses for many cells at once: all of them pushed up, all down, then in changing patterns, none further
 * than it must go; then each by itself.
 */
export function prove(
  program: Program,
  seen: Witnesses,
  targets: readonly number[],
  truth: Float64Array,
  lower: Float64Array,
  upper: Float64Array,
): void {
  const weights = new Float64Array(truth.length)
  let open = targets.filter(i => !seen.isProved(i))
  for (let round = 0; round < roundsMax && open.length > 2; round++) {
    weights.fill(0)
    for (const i of open) weights[i] = round === 0 ? 1 : round === 1 ? -1 : signOf(i, round)
    boxed(program, open, seen, truth, lower, upper, () => {
      const values = program.maximise(weights)
      if (values && values !== 'unbounded') seen.record(values)
    })
    const before = open.length
    open = open.filter(i => !seen.isProved(i))
    if (seen.isReal && round >= 3 && open.length === before) break
  }
  // A large table that leaves so much open fails as it is; one by one would take hours.
  if (seen.isReal && open.length > openMax) return
  for (const i of open) if (!seen.isProved(i)) reachEnds(program, i, seen, truth, lower, upper)
}

/** Pushes one cell down and up as far as its range goes, and notes where linear programming says it must stop. */
export function reachEnds(
  program: Program,
  i: number,
  seen: Witnesses,
  truth: Float64Array,
  lower: Float64Array,
  upper: Float64Array,
): void {
  const weights = new Float64Array(truth.length)
  boxed(program, [i], seen, truth, lower, upper, () => {
    const ends = ([-1, 1] as const).map(sign => {
      weights[i] = sign
      const values = program.maximise(weights)
      if (values === undefined || values === 'unbounded') return undefined
      seen.record(values)
      return values[i]!
    })
    const [low, high] = ends
    const { range } = seen.needOf(i)
    // Within the box the ends are those of the box unless something else stops them.
    if (low !== undefined && high !== undefined && high - low < range - near) seen.bound(i, low, high)
  })
}

/** Keeps cells within reach of their range for as long as `work` takes, so that no programme runs off to infinity. */
function boxed(
  program: Program,
  cells: readonly number[],
  seen: Witnesses,
  truth: Float64Array,
  lower: Float64Array,
  upper: Float64Array,
  work: () => void,
): void {
  const sorted = [...cells].sort((a, b) => a - b)
  const far = (i: number) => Math.max(seen.needOf(i).range, seen.needOf(i).reach)
  program.bound(
    sorted,
    sorted.map(i => Math.max(lower[i]!, truth[i]! - far(i))),
    sorted.map(i => Math.min(upper[i]!, truth[i]! + far(i))),
  )
  work()
  program.bound(
    sorted,
    sorted.map(i => lower[i]!),
    sorted.map(i => upper[i]!),
  )
}

/** A sign that changes from round to round and from cell to cell, without pattern and without chance. */
function signOf(i: number, round: number): 1 | -1 {
  let mixed = Math.imul(i + 1, 0x9e3779b1) ^ Math.imul(round + 1, 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0xc2b2ae35)
  return (mixed >>> 16) & 1 ? 1 : -1
}
