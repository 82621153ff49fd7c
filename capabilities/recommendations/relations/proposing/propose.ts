import type { CitedRelation } from '../../recommendations.entity.ts'
import type { Candidate, Comparable, RelationType, Similar } from '../relations.entity.ts'
import { type CorpusIndex, isContinuation, vectorOf } from './corpus-index.ts'
import { reasonsFor, sameWords, sameWordsMin } from './reasons.ts'
import { likenessOf, likenessTo } from './similarity.ts'

/** Neighbours by which it is judged how alike a recommendation is to everything (Conneau et al. 2018, section 2.3). */
const neighbours = 10
/** How sharply the best of several candidates stands out: a difference of cosines at which belief falls to a third. */
const sharpness = 0.05
/** How much of the likeness to everything is taken off. */
const crowdingShare = 0.25
const citedScoreMin = 0.9
/** A recommendation that goes on from another shares this much of the other's belief. */
const continued = 0.75

export interface ProposeOptions {
  /** Whether a pair may be proposed at all; all pairs of different recommendations may when left out. */
  may?: (from: Comparable, to: Comparable) => boolean
  /** At most so many for each recommendation; 5 when left out. */
  best?: number
  /** Weaker candidates are left out. */
  scoreMin?: number
}

/**
 * Candidates for relations from some recommendations of an index to all others, best first.
 *
 * Likeness is the cosine of weighed terms, matters and headings, the closest pair of sub-items counting. From it is
 * taken how alike the other one is to everything (cross-domain similarity local scaling), and each recommendation shares
 * one belief out among its best candidates and none of them, so that scores of different recommendations can be
 * compared. A citation in words stands above all likeness.
 * @param keys of the recommendations to propose for; unknown ones are left out
 */
export function proposeRelations(
  index: CorpusIndex,
  keys: readonly string[],
  options: ProposeOptions = {},
): Candidate[] {
  const { may = () => true, best = 5, scoreMin = 0 } = options
  const positions = [...new Set(keys)].flatMap(key => index.positions.get(key) ?? [])
  const rows = positions.map(position => {
    const likeness = likenessOf(index, position)
    const from = index.comparables[position]!
    for (let at = 0; at < index.comparables.length; at++)
      if (at === position || !may(from, index.comparables[at]!)) likeness.scores[at] = -1
    return { position, ...likeness }
  })
  const crowding = crowdingOf(rows.map(row => row.scores))
  const nearest = rows.map(row => neighboursOf(row.scores, crowding))
  const none = likenessOfNone(nearest)
  const believed = new Map<number, Map<number, number>>()
  const candidates = rows.flatMap((row, n) => {
    const from = index.comparables[row.position]!
    const belief = beliefIn(nearest[n]!, none)
    shareOfThePrevious(index, row.position, belief, believed)
    believed.set(row.position, belief)
    const cited = citedPositions(index, from)
    const scores = new Map([...belief].map(([at, share]) => [at, citedScoreMin * share]))
    for (const at of cited.keys())
      if (row.scores[at]! >= 0) scores.set(at, citedScoreMin + (1 - citedScoreMin) * (belief.get(at) ?? 0))
    return [...scores]
      .filter(([, score]) => score >= scoreMin)
      .sort(([one, a], [other, b]) => b - a || one - other)
      .slice(0, best)
      .map(([at, score]): Candidate => {
        const to = index.comparables[at]!
        const citation = cited.get(at)
        const sub = (unit: number | undefined) =>
          unit === undefined || unit < 0 ? null : index.units[unit]!.sub
        return {
          from: { key: from.key, sub: citation ? citation.sub : sub(row.own[at]) },
          to: { key: to.key, sub: citation ? null : sub(row.units[at]) },
          type: typeOf(from, to, citation?.relation),
          score: Math.round(score * 1e4) / 1e4,
          reasons: reasonsFor(index, row.position, at),
        }
      })
  })
  return candidates.sort((one, other) => other.score - one.score)
}

/**
 * The recommendations of an index that are most like a text that is still being written.
 * @param draft the text alone, or with the headings it stands under
 */
export function similarTo(
  draft: string | { text: string; headings?: readonly string[] },
  index: CorpusIndex,
  n: number,
): Similar[] {
  const given = typeof draft === 'string' ? { text: draft } : draft
  const { scores, units } = likenessTo(index, vectorOf(index, given))
  return strongest(scores, n).map(at => ({
    key: index.comparables[at]!.key,
    sub: index.units[units[at]!]!.sub,
    score: Math.round(scores[at]! * 1e4) / 1e4,
    reasons: reasonsFor(index, { text: given.text, headings: given.headings ?? [] }, at),
  }))
}

/** Positions of the highest scores above 0, best first; of equal ones the earlier. */
function strongest(scores: Float32Array, n: number): number[] {
  const top: number[] = []
  for (let at = 0; at < scores.length; at++) {
    const score = scores[at]!
    if (score <= 0 || (top.length === n && score <= scores[top.at(-1)!]!)) continue
    const place = top.findIndex(other => scores[other]! < score)
    top.splice(place < 0 ? top.length : place, 0, at)
    if (top.length > n) top.pop()
  }
  return top
}

/** For each recommendation: its mean likeness to those of the rows that are closest to it. */
function crowdingOf(rows: readonly Float32Array[]): Float32Array {
  const crowding = new Float32Array(rows[0]?.length ?? 0)
  // The highest of a column, falling.
  const highest = new Float32Array(neighbours)
  for (let at = 0; at < crowding.length; at++) {
    let count = 0
    for (const row of rows) {
      const score = row[at]!
      if (score < 0 || (count === neighbours && score <= highest[neighbours - 1]!)) continue
      let place = count < neighbours ? count++ : neighbours - 1
      while (place > 0 && highest[place - 1]! < score) {
        highest[place] = highest[place - 1]!
        place--
      }
      highest[place] = score
    }
    let sum = 0
    for (let n = 0; n < count; n++) sum += highest[n]!
    crowding[at] = count === 0 ? 0 : sum / count
  }
  return crowding
}

/** The best candidates of a recommendation by position, best first, with their likeness less what is taken off. */
interface Neighbours {
  best: number[]
  scaled: number[]
}

function neighboursOf(scores: Float32Array, crowding: Float32Array): Neighbours {
  const scaled = new Float32Array(scores.length)
  let lowest = 0
  for (let at = 0; at < scores.length; at++) {
    scaled[at] = scores[at]! < 0 ? -1 : scores[at]! - crowding[at]! * crowdingShare
    lowest = Math.min(lowest, scaled[at]!)
  }
  const open = new Float32Array(scores.length)
  for (let at = 0; at < scores.length; at++) if (scores[at]! >= 0) open[at] = scaled[at]! - lowest + 1e-6
  const best = strongest(open, neighbours)
  return { best, scaled: best.map(at => scaled[at]!) }
}

/** How alike neighbours are on the average: what "none of them" has to be weighed against. */
function likenessOfNone(rows: readonly Neighbours[]): number {
  return meanOf(rows.filter(row => row.best.length > 0).map(row => meanOf(row.scaled)))
}

const meanOf = (values: readonly number[]) =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length

/**
 * How far a recommendation's one belief goes to each of its best candidates, and the rest of it to none of them (as the
 * dustbin of Sarlin et al. 2020, section 3.2).
 */
function beliefIn({ best, scaled }: Neighbours, none: number): Map<number, number> {
  const highest = Math.max(none, ...scaled)
  const weights = scaled.map(value => Math.exp((value - highest) / sharpness))
  const sum = weights.reduce((total, weight) => total + weight, Math.exp((none - highest) / sharpness))
  return new Map(best.map((at, n) => [at, weights[n]! / sum]))
}

function shareOfThePrevious(
  index: CorpusIndex,
  position: number,
  belief: Map<number, number>,
  believed: ReadonlyMap<number, ReadonlyMap<number, number>>,
): void {
  const previous = believed.get(position - 1)
  const [one, before] = [index.comparables[position]!, index.comparables[position - 1]]
  if (!previous || before?.report !== one.report || !isContinuation(one.text)) return
  for (const [at, score] of previous)
    if (belief.has(at) && at !== position) belief.set(at, Math.max(belief.get(at)!, continued * score))
}

function citedPositions(index: CorpusIndex, from: Comparable): Map<number, Comparable['cites'][number]> {
  return new Map(
    from.cites.flatMap(citation => {
      const at = index.positions.get(citation.key)
      return at === undefined ? [] : [[at, citation] as const]
    }),
  )
}

const typeOfCitation: Readonly<Record<CitedRelation, RelationType>> = {
  recalls: 'recalls',
  'builds on': 'builds on',
  reaffirms: 'repeats',
  reservation: 'related',
  cites: 'recalls',
}

/** What kind of relation it looks like; the person who accepts it may say otherwise. */
function typeOf(from: Comparable, to: Comparable, cited: CitedRelation | undefined): RelationType {
  if (cited) return typeOfCitation[cited]
  return sameWords(from.text, to.text) >= sameWordsMin ? 'repeats' : 'related'
}
