import type { CorpusIndex } from './corpus-index.ts'
import type { Vector } from './vectors.ts'

/** How alike something is to each recommendation of an index, and by which of its units. */
export interface Likeness {
  /** Cosine, 0 to 1, by position of the recommendation. */
  scores: Float32Array
  /** The unit that is closest, by position; -1 where nothing is shared. */
  units: Int32Array
}

/** Likeness of one vector to everything in the index. */
export function likenessTo(index: CorpusIndex, { ids, weights }: Vector): Likeness {
  const { from, units, weights: theirs } = index.postings
  const perUnit = new Float32Array(index.units.length)
  for (let n = 0; n < ids.length; n++) {
    const weight = weights[n]!
    const end = from[ids[n]! + 1]!
    for (let at = from[ids[n]!]!; at < end; at++) perUnit[units[at]!]! += weight * theirs[at]!
  }
  const scores = new Float32Array(index.comparables.length)
  const best = new Int32Array(index.comparables.length).fill(-1)
  for (let unit = 0; unit < perUnit.length; unit++) {
    const score = perUnit[unit]!
    if (score <= 0) continue
    const { of } = index.units[unit]!
    if (score > scores[of]!) {
      scores[of] = Math.min(1, score)
      best[of] = unit
    }
  }
  return { scores, units: best }
}

/** Likeness of a recommendation of the index to all others, the closest of its units and theirs. */
export function likenessOf(index: CorpusIndex, position: number): Likeness & { own: Int32Array } {
  const scores = new Float32Array(index.comparables.length)
  const units = new Int32Array(index.comparables.length).fill(-1)
  const own = new Int32Array(index.comparables.length).fill(-1)
  for (const unit of index.unitsOf[position]!) {
    const found = likenessTo(index, index.units[unit]!.vector)
    for (let at = 0; at < scores.length; at++) {
      if (found.scores[at]! <= scores[at]!) continue
      scores[at] = found.scores[at]!
      units[at] = found.units[at]!
      own[at] = unit
    }
  }
  const asked = index.circles[position]!
  if (asked !== 0)
    for (let at = 0; at < scores.length; at++) {
      const theirs = index.circles[at]!
      if (theirs !== 0 && (theirs & asked) === 0) scores[at]! *= otherAddressee
    }
  scores[position] = 0
  return { scores, units, own }
}

/** Recommendations to others on the same matter are a little further away. */
const otherAddressee = 0.8
