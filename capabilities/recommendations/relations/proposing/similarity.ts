import type { Comparable } from '../relations.entity.ts'
import type { CorpusIndex, Vector } from './corpus-index.ts'

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
  perUnit.forEach((score, unit) => {
    const { of } = index.units[unit]!
    if (score > scores[of]!) {
      scores[of] = Math.min(1, score)
      best[of] = unit
    }
  })
  return { scores, units: best }
}

/** Likeness of a recommendation of the index to all others, the closest of its units and theirs. */
export function likenessOf(index: CorpusIndex, position: number): Likeness & { own: Int32Array } {
  const scores = new Float32Array(index.comparables.length)
  const units = new Int32Array(index.comparables.length).fill(-1)
  const own = new Int32Array(index.comparables.length).fill(-1)
  for (const unit of index.unitsOf[position]!) {
    const found = likenessTo(index, index.units[unit]!.vector)
    found.scores.forEach((score, at) => {
      if (score <= scores[at]!) return
      scores[at] = score
      units[at] = found.units[at]!
      own[at] = unit
    })
  }
  const { addressees } = index.comparables[position]!
  const asked = circlesOf(addressees)
  for (let at = 0; at < scores.length; at++)
    if (scores[at]! > 0 && !sharesOne(asked, circlesOf(index.comparables[at]!.addressees)))
      scores[at]! *= otherAddressee
  scores[position] = 0
  return { scores, units, own }
}

/** Recommendations to others on the same matter are a little further away. */
const otherAddressee = 0.8

/** Whom an addressee stands for: UNODC is the Conference's secretariat; States in all their names are one. */
const circleOf = (addressee: string): string =>
  /secretariat|unodc|office on drugs/i.test(addressee)
    ? 'secretariat'
    : /conference/i.test(addressee)
      ? 'conference'
      : /working group/i.test(addressee)
        ? 'working group'
        : 'states'

const circles = new WeakMap<readonly string[], ReadonlySet<string>>()
export function circlesOf(addressees: Comparable['addressees']): ReadonlySet<string> {
  const known = circles.get(addressees)
  if (known) return known
  const made = new Set(addressees.map(circleOf))
  circles.set(addressees, made)
  return made
}

const sharesOne = (one: ReadonlySet<string>, other: ReadonlySet<string>): boolean => {
  if (one.size === 0 || other.size === 0) return true
  for (const circle of one) if (other.has(circle)) return true
  return false
}
