import type { Comparable } from '../relations.entity.ts'
import { termsOf } from './terms.ts'

/** A weighed set of terms: ids in no order, and the weight of each. Its length is 1 unless it is empty. */
export interface Vector {
  ids: Int32Array
  weights: Float32Array
}

/** What is compared: a recommendation, or a lettered sub-item with its lead-in, in its surroundings. */
export interface Unit {
  of: number
  sub: string | null
  vector: Vector
}

/** Recommendations made ready for comparison. Plain data and pure functions; made once, asked often. */
export interface CorpusIndex {
  readonly comparables: readonly Comparable[]
  readonly positions: ReadonlyMap<string, number>
  readonly units: readonly Unit[]
  /** Units of the comparable at a position; the whole comes first. */
  readonly unitsOf: readonly (readonly number[])[]
  /** By term id: the units that have it, and how much it counts there. */
  readonly postings: readonly { units: Int32Array; weights: Float32Array }[]
  readonly vocabulary: ReadonlyMap<string, number>
  readonly rarity: Float64Array
  readonly lengthMean: number
}

/** Chosen on other reports than those of the benchmark; see the README. */
const saturation = 3
const lengthShare = 0.5
const rarityPower = 0.75
const nearestHeading = 0.35
const outerHeadings = 0.175
const sectionWeight = 0.25
const previousWeight = 0.5
/** A section is known by its strongest terms; the rest would only make every comparison longer. */
const sectionTermsMax = 60

/** Words with which a recommendation goes on from the one before it. */
const goesOn =
  /^(?:(?:To|In order to) (?:support|facilitate|assist|complement)\b[^,]{0,30}\b(?:this|that|these|those|such)\b|In addition|Such\b|In (?:this|that) (?:regard|respect|connection)|In doing so|To that end|Furthermore|Moreover|They\b|These\b|This\b|Those\b)/

/** Whether a recommendation must be read with the one before it. */
export const isContinuation = (text: string): boolean => goesOn.test(text)

/**
 * Makes recommendations ready for comparison, in the order of print within each report.
 * @param comparables their keys differ
 * @param background other texts of the same reports, from which it is learnt how common words are
 * @throws Error when a key comes twice
 */
export function indexCorpus(
  comparables: readonly Comparable[],
  background: readonly string[] = [],
): CorpusIndex {
  const positions = new Map(comparables.map((one, at) => [one.key, at]))
  if (positions.size < comparables.length) throw new Error('Two recommendations have the same key.')
  const vocabulary = new Map<string, number>()
  const counted = (text: string) => countsOf(text, vocabulary)
  const whole = comparables.map(one => counted(one.text))
  const frequency = frequencies([...whole, ...background.map(counted)], vocabulary)
  const headings = new Map<string, Counts>()
  for (const heading of comparables.flatMap(one => one.headings))
    if (!headings.has(heading)) headings.set(heading, counted(heading))
  const items = comparables
    .map(itemsOf)
    .map(list => list.map(({ sub, text }) => ({ sub, counts: counted(text) })))
  const rarity = rarityOf(frequency, vocabulary.size, whole.length + background.length)
  const lengthMean = whole.reduce((sum, { length }) => sum + length, 0) / Math.max(1, whole.length)
  const mixer = createMixer(vocabulary.size)
  const weigh = (counts: Counts, flat = false) => weighed(counts, rarity, flat ? counts.length : lengthMean)
  const texts = whole.map(counts => weigh(counts))
  const headingVectors = new Map([...headings].map(([heading, counts]) => [heading, weigh(counts, true)]))
  const sections = sectionVectors(comparables, texts, mixer)
  const units: Unit[] = []
  const unitsOf = comparables.map((one, at) => {
    const { headings: above } = one
    const before =
      isContinuation(one.text) && comparables[at - 1]?.report === one.report ? texts[at - 1] : undefined
    const inPlace = (vector: Vector) => {
      mixer.add(vector, 1)
      above.forEach((heading, n) => {
        const last = n === above.length - 1
        mixer.add(
          headingVectors.get(heading)!,
          last ? nearestHeading : outerHeadings / Math.max(1, above.length - 1),
        )
      })
      if (above.length > 0) mixer.add(sections.get(sectionOf(one))!, sectionWeight)
      if (before) mixer.add(before, previousWeight)
      return mixer.take()
    }
    const own = [{ sub: null as string | null, vector: texts[at]! }]
    for (const { sub, counts } of items[at]!) own.push({ sub, vector: weigh(counts) })
    return own.map(({ sub, vector }) => units.push({ of: at, sub, vector: inPlace(vector) }) - 1)
  })
  return {
    comparables,
    positions,
    units,
    unitsOf,
    postings: postingsOf(units, vocabulary.size),
    vocabulary,
    rarity,
    lengthMean,
  }
}

/** The vector of a text that is not in the index; words that no text of the index has are left out. */
export function vectorOf(
  { vocabulary, rarity, lengthMean }: CorpusIndex,
  draft: { text: string; headings?: readonly string[] },
): Vector {
  const mixer = createMixer(rarity.length)
  const vector = (text: string, flat: boolean) => {
    const counts = knownCounts(text, vocabulary)
    return weighed(counts, rarity, flat ? counts.length : lengthMean)
  }
  mixer.add(vector(draft.text, false), 1)
  const headings = draft.headings ?? []
  headings.forEach((heading, n) => {
    mixer.add(vector(heading, true), n === headings.length - 1 ? nearestHeading : outerHeadings)
  })
  return mixer.take()
}

/** Recommendations of one report under the same headings. */
export const sectionOf = (one: Comparable): string => `${one.report}\n${one.headings.join('\n')}`

interface Counts {
  ids: Int32Array
  counts: Float32Array
  length: number
}

function countsOf(text: string, vocabulary: Map<string, number>): Counts {
  const terms = termsOf(text)
  const ids = new Int32Array(terms.size)
  const counts = new Float32Array(terms.size)
  let n = 0
  let length = 0
  for (const [term, count] of terms) {
    let id = vocabulary.get(term)
    if (id === undefined) {
      id = vocabulary.size
      vocabulary.set(term, id)
    }
    ids[n] = id
    counts[n++] = count
    length += count
  }
  return { ids, counts, length }
}

function knownCounts(text: string, vocabulary: ReadonlyMap<string, number>): Counts {
  const known = [...termsOf(text)].flatMap(([term, count]) => {
    const id = vocabulary.get(term)
    return id === undefined ? [] : [[id, count] as const]
  })
  return {
    ids: Int32Array.from(known, ([id]) => id),
    counts: Float32Array.from(known, ([, count]) => count),
    length: known.reduce((sum, [, count]) => sum + count, 0),
  }
}

/** Lettered sub-items with their lead-in; a single one is the whole. */
function itemsOf({ text, items }: Comparable): { sub: string; text: string }[] {
  if (items.length < 2) return []
  const leadIn = text.slice(0, items[0]!.start)
  return items.map(({ letter, start, end }) => ({ sub: letter, text: `${leadIn} ${text.slice(start, end)}` }))
}

function frequencies(texts: readonly Counts[], vocabulary: ReadonlyMap<string, number>): Int32Array {
  const frequency = new Int32Array(vocabulary.size)
  for (const { ids } of texts) for (const id of ids) frequency[id]!++
  return frequency
}

/** How much a term says, by the number of texts that have it (Robertson and Zaragoza 2009, section 3.4.2), dampened. */
function rarityOf(frequency: Int32Array, terms: number, texts: number): Float64Array {
  const rarity = new Float64Array(terms)
  for (let id = 0; id < terms; id++) {
    const having = frequency[id] ?? 0
    rarity[id] = Math.log(1 + (texts - having + 0.5) / (having + 0.5)) ** rarityPower
  }
  return rarity
}

/** Rarity times saturated count, as in BM25, made to length 1. */
function weighed({ ids, counts, length }: Counts, rarity: Float64Array, lengthMean: number): Vector {
  const norm = saturation * (1 - lengthShare + (lengthShare * length) / (lengthMean || 1))
  const weights = counts.map((count, n) => (rarity[ids[n]!]! * count) / (count + norm))
  return { ids, weights: toLengthOne(weights) }
}

function toLengthOne(weights: Float32Array): Float32Array {
  let sum = 0
  for (const weight of weights) sum += weight * weight
  const length = Math.sqrt(sum) || 1
  return weights.map(weight => weight / length)
}

/** Adds vectors up in one reused field of numbers. */
function createMixer(terms: number) {
  const field = new Float64Array(terms)
  let touched: number[] = []
  return {
    add({ ids, weights }: Vector, share: number): void {
      for (let n = 0; n < ids.length; n++) {
        const id = ids[n]!
        if (field[id] === 0) touched.push(id)
        field[id]! += share * weights[n]!
      }
    },
    /** The sum, made to length 1; of its strongest terms when they are limited. */
    take(termsMax = Number.POSITIVE_INFINITY): Vector {
      let ids = touched
      if (ids.length > termsMax) ids = ids.sort((a, b) => field[b]! - field[a]! || a - b).slice(0, termsMax)
      const vector = {
        ids: Int32Array.from(ids),
        weights: toLengthOne(Float32Array.from(ids, id => field[id]!)),
      }
      for (const id of touched) field[id] = 0
      touched = []
      return vector
    },
  }
}

function sectionVectors(
  comparables: readonly Comparable[],
  texts: readonly Vector[],
  mixer: ReturnType<typeof createMixer>,
): Map<string, Vector> {
  const members = new Map<string, Vector[]>()
  comparables.forEach((one, at) => {
    const section = sectionOf(one)
    const known = members.get(section)
    if (known) known.push(texts[at]!)
    else members.set(section, [texts[at]!])
  })
  return new Map(
    [...members].map(([section, vectors]) => {
      for (const vector of vectors) mixer.add(vector, 1)
      return [section, mixer.take(sectionTermsMax)]
    }),
  )
}

function postingsOf(units: readonly Unit[], terms: number): CorpusIndex['postings'] {
  const counts = new Int32Array(terms)
  for (const { vector } of units) for (const id of vector.ids) counts[id]!++
  const postings = Array.from(counts, count => ({
    units: new Int32Array(count),
    weights: new Float32Array(count),
  }))
  counts.fill(0)
  units.forEach(({ vector: { ids, weights } }, unit) => {
    for (let n = 0; n < ids.length; n++) {
      const id = ids[n]!
      const at = counts[id]!++
      postings[id]!.units[at] = unit
      postings[id]!.weights[at] = weights[n]!
    }
  })
  return postings
}
