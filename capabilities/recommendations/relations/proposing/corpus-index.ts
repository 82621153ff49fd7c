import type { Comparable } from '../relations.entity.ts'
import { type Terms, termsOf } from './terms.ts'

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

/** Which units have a term, all terms in one row: those of term `id` stand from `from[id]` to `from[id + 1]`. */
export interface Postings {
  from: Int32Array
  units: Int32Array
  weights: Float32Array
}

/** Numbers of terms. A pair is known by the numbers of its two stems. */
export interface Vocabulary {
  single: Map<string, number>
  pairs: Map<number, number>
  size: number
}

/** Recommendations made ready for comparison. Plain data and pure functions; made once, asked often. */
export interface CorpusIndex {
  readonly comparables: readonly Comparable[]
  readonly positions: ReadonlyMap<string, number>
  readonly units: readonly Unit[]
  /** Units of the comparable at a position; the whole comes first. */
  readonly unitsOf: readonly (readonly number[])[]
  /** By term id: the units that have it, and how much it counts there. */
  readonly postings: Postings
  readonly vocabulary: Vocabulary
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
  const vocabulary: Vocabulary = { single: new Map(), pairs: new Map(), size: 0 }
  const items = comparables.map(itemsOf)
  const repeated = createRepeats()
  const read = (text: string) => {
    const terms = termsOf(text)
    repeated.see(terms)
    return terms
  }
  const terms = {
    whole: comparables.map(one => read(one.text)),
    items: items.map(list => list.map(item => read(item.text))),
    background: background.map(read),
  }
  const counted = (of: Terms) => countsOf(of, vocabulary, repeated.has)
  const whole = terms.whole.map(counted)
  const frequency = frequencies([...whole, ...terms.background.map(counted)], vocabulary)
  const headings = new Map<string, Counts>()
  for (const heading of comparables.flatMap(one => one.headings))
    if (!headings.has(heading)) headings.set(heading, counted(termsOf(heading)))
  const itemCounts = terms.items.map(list => list.map(counted))
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
    items[at]!.forEach(({ sub }, n) => {
      own.push({ sub, vector: weigh(itemCounts[at]![n]!) })
    })
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
    const counts = knownCounts(termsOf(text), vocabulary)
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

/** More words than this are never told apart in one index. */
const stemsMax = 2 ** 24

/** Counts terms; new ones get a number. A pair is worth one only where others may have it too. */
function countsOf(
  { single, pairs }: Terms,
  vocabulary: Vocabulary,
  isRepeated: (pair: Terms['pairs'][number]) => boolean,
): Counts {
  const found = new Map<number, number>()
  let length = 0
  const count = (id: number, weight: number) => {
    found.set(id, (found.get(id) ?? 0) + weight)
    length += weight
  }
  const numberOf = <K>(known: Map<K, number>, term: K): number => {
    const id = known.get(term)
    if (id !== undefined) return id
    known.set(term, vocabulary.size)
    return vocabulary.size++
  }
  for (const [term, weight] of single) count(numberOf(vocabulary.single, term), weight)
  for (const pair of pairs) {
    if (!isRepeated(pair)) continue
    const key = pairKey(vocabulary, pair)
    if (key !== undefined) count(numberOf(vocabulary.pairs, key), pair.weight)
  }
  return { ids: Int32Array.from(found.keys()), counts: Float32Array.from(found.values()), length }
}

/** Counts the terms that an index knows. */
function knownCounts({ single, pairs }: Terms, vocabulary: Vocabulary): Counts {
  const known = [
    ...[...single].map(([term, weight]) => [vocabulary.single.get(term), weight] as const),
    ...pairs.map(pair => [vocabulary.pairs.get(pairKey(vocabulary, pair) ?? -1), pair.weight] as const),
  ]
  const found = new Map<number, number>()
  for (const [id, weight] of known) if (id !== undefined) found.set(id, (found.get(id) ?? 0) + weight)
  return {
    ids: Int32Array.from(found.keys()),
    counts: Float32Array.from(found.values()),
    length: [...found.values()].reduce((sum, weight) => sum + weight, 0),
  }
}

function pairKey({ single }: Vocabulary, { first, second }: Terms['pairs'][number]): number | undefined {
  const [one, other] = [single.get(first), single.get(second)]
  return one === undefined || other === undefined ? undefined : one * stemsMax + other
}

/**
 * Tells pairs of words that come at least twice from those that come once and can be in common with nothing. By hash:
 * now and then a pair that comes once is kept too, which costs room and changes no likeness.
 */
function createRepeats() {
  const seen = new Uint8Array(2 ** 22)
  const hashOf = ({ first, second }: Terms['pairs'][number]) => {
    let hash = 0x811c9dc5
    for (let n = 0; n < first.length; n++) hash = Math.imul(hash ^ first.charCodeAt(n), 0x01000193)
    hash = Math.imul(hash ^ 32, 0x01000193)
    for (let n = 0; n < second.length; n++) hash = Math.imul(hash ^ second.charCodeAt(n), 0x01000193)
    return hash & (seen.length - 1)
  }
  return {
    see: ({ pairs }: Terms): void => {
      for (const pair of pairs) {
        const hash = hashOf(pair)
        if (seen[hash]! < 2) seen[hash]!++
      }
    },
    has: (pair: Terms['pairs'][number]): boolean => seen[hashOf(pair)]! > 1,
  }
}

/** Lettered sub-items with their lead-in; a single one is the whole. */
function itemsOf({ text, items }: Comparable): { sub: string; text: string }[] {
  if (items.length < 2) return []
  const leadIn = text.slice(0, items[0]!.start)
  return items.map(({ letter, start, end }) => ({ sub: letter, text: `${leadIn} ${text.slice(start, end)}` }))
}

function frequencies(texts: readonly Counts[], vocabulary: Vocabulary): Int32Array {
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

function postingsOf(units: readonly Unit[], terms: number): Postings {
  const from = new Int32Array(terms + 1)
  for (const { vector } of units) for (const id of vector.ids) from[id + 1]!++
  for (let id = 0; id < terms; id++) from[id + 1]! += from[id]!
  const postings = { from, units: new Int32Array(from[terms]!), weights: new Float32Array(from[terms]!) }
  const next = from.slice()
  units.forEach(({ vector: { ids, weights } }, unit) => {
    for (let n = 0; n < ids.length; n++) {
      const at = next[ids[n]!]!++
      postings.units[at] = unit
      postings.weights[at] = weights[n]!
    }
  })
  return postings
}
