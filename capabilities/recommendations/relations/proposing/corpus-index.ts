import type { Comparable } from '../relations.entity.ts'
import { circlesOf } from './circles.ts'
import { createReader, pairHashes, type Reader, type ReadText } from './read-text.ts'
import { type Terms, termsOf } from './terms.ts'
import {
  addVector,
  type Counts,
  createSums,
  type Sums,
  toLengthOne,
  type Vector,
  vectorOfSums,
} from './vectors.ts'

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
  /** The number of a stem or matter; undefined where no text has it. */
  numberOf(term: string): number | undefined
  numberOfPair(first: string, second: string): number | undefined
}

/** Recommendations made ready for comparison; made once, asked often, never changed. */
export interface CorpusIndex {
  readonly comparables: readonly Comparable[]
  readonly positions: ReadonlyMap<string, number>
  readonly units: readonly Unit[]
  /** Units of the comparable at a position; the whole comes first. */
  readonly unitsOf: readonly (readonly number[])[]
  /** Who is asked, by position: one bit for each circle of addressees. */
  readonly circles: Uint8Array
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
 * @param reader what it kept of earlier texts spares reading them again and changes nothing else
 * @throws Error when a key comes twice
 */
export function indexCorpus(
  comparables: readonly Comparable[],
  background: readonly string[] = [],
  reader: Reader = createReader(),
): CorpusIndex {
  const positions = new Map(comparables.map((one, at) => [one.key, at]))
  if (positions.size < comparables.length) throw new Error('Two recommendations have the same key.')
  const items = comparables.map(itemsOf)
  const texts = {
    whole: comparables.map(one => reader.read(one.text)),
    items: items.map(list => list.map(item => reader.read(item.text))),
    background: background.map(text => reader.read(text)),
  }
  const headings = new Map<string, ReadText>()
  for (const { headings: above } of comparables)
    for (const heading of above) if (!headings.has(heading)) headings.set(heading, reader.read(heading))
  const counter = createCounter(reader.lexicon, repeatedIn([texts.whole, ...texts.items, texts.background]))
  const whole = texts.whole.map(counter.count)
  const frequency = frequencies([...whole, ...texts.background.map(counter.count)])
  const headingCounts = new Map([...headings].map(([heading, text]) => [heading, counter.count(text)]))
  const itemCounts = texts.items.map(list => list.map(counter.count))
  reader.turn()
  const rarity = rarityOf(frequency, counter.size(), whole.length + background.length)
  const lengthMean = whole.reduce((sum, { length }) => sum + length, 0) / Math.max(1, whole.length)
  const sums = createSums(rarity.length)
  const weigh = (counts: Counts, flat = false) => weighed(counts, rarity, flat ? counts.length : lengthMean)
  const own = whole.map(counts => weigh(counts))
  const headingVectors = new Map(
    [...headingCounts].map(([heading, counts]) => [heading, weigh(counts, true)]),
  )
  const sections = sectionVectors(comparables, own, sums)
  const units: Unit[] = []
  const unitsOf = comparables.map((one, at) => {
    const { headings: above } = one
    const before =
      isContinuation(one.text) && comparables[at - 1]?.report === one.report ? own[at - 1] : undefined
    const inPlace = (vector: Vector) => {
      addVector(sums, vector, 1)
      above.forEach((heading, n) => {
        const last = n === above.length - 1
        const share = last ? nearestHeading : outerHeadings / Math.max(1, above.length - 1)
        addVector(sums, headingVectors.get(heading)!, share)
      })
      if (above.length > 0) addVector(sums, sections.get(sectionOf(one))!, sectionWeight)
      if (before) addVector(sums, before, previousWeight)
      return vectorOfSums(sums.take())
    }
    const vectors = [{ sub: null as string | null, vector: own[at]! }]
    items[at]!.forEach(({ sub }, n) => {
      vectors.push({ sub, vector: weigh(itemCounts[at]![n]!) })
    })
    return vectors.map(({ sub, vector }) => units.push({ of: at, sub, vector: inPlace(vector) }) - 1)
  })
  return {
    comparables,
    positions,
    units,
    unitsOf,
    circles: Uint8Array.from(comparables, one => circlesOf(one.addressees)),
    postings: postingsOf(units, rarity.length),
    vocabulary: counter.vocabulary(),
    rarity,
    lengthMean,
  }
}

/** The vector of a text that is not in the index; words that no text of the index has are left out. */
export function vectorOf(
  { vocabulary, rarity, lengthMean }: CorpusIndex,
  draft: { text: string; headings?: readonly string[] },
): Vector {
  const sums = createSums(rarity.length)
  const vector = (text: string, flat: boolean) => {
    const counts = knownCounts(termsOf(text), vocabulary)
    return weighed(counts, rarity, flat ? counts.length : lengthMean)
  }
  addVector(sums, vector(draft.text, false), 1)
  const headings = draft.headings ?? []
  headings.forEach((heading, n) => {
    const share = n === headings.length - 1 ? nearestHeading : outerHeadings
    addVector(sums, vector(heading, true), share)
  })
  return vectorOfSums(sums.take())
}

/** Recommendations of one report under the same headings. */
export const sectionOf = (one: Comparable): string => `${one.report}\n${one.headings.join('\n')}`

/** More words than this are never told apart in one index. */
const stemsMax = 2 ** 24

/**
 * Counts the terms of texts. A term gets its number of the index when it is counted first; a pair gets one only where
 * others may have it too.
 */
function createCounter(lexicon: Reader['lexicon'], isRepeated: (pairHash: number) => boolean) {
  const single = new Int32Array(lexicon.size).fill(-1)
  const pairs = new Map<number, number>()
  let size = 0
  const sums = createSums(lexicon.size)
  return {
    size: () => size,
    count({ single: terms, weights, pairs: beside }: ReadText): Counts {
      let length = 0
      for (let n = 0; n < terms.length; n++) {
        const term = terms[n]!
        if (single[term]! < 0) single[term] = size++
        sums.add(single[term]!, weights[n]!)
        length += weights[n]!
      }
      for (let n = 0; n < beside.hashes.length; n++) {
        if (!isRepeated(beside.hashes[n]!)) continue
        const key = single[beside.first[n]!]! * stemsMax + single[beside.second[n]!]!
        let id = pairs.get(key)
        if (id === undefined) {
          id = size++
          pairs.set(key, id)
        }
        sums.add(id, beside.weights[n]!)
        length += beside.weights[n]!
      }
      const { ids, sums: counts } = sums.take()
      return { ids, counts, length }
    },
    vocabulary(): Vocabulary {
      const numberOf = (term: string) => {
        const id = single[lexicon.get(term) ?? -1] ?? -1
        return id < 0 ? undefined : id
      }
      return {
        numberOf,
        numberOfPair(first, second) {
          const [one, other] = [numberOf(first), numberOf(second)]
          return one === undefined || other === undefined ? undefined : pairs.get(one * stemsMax + other)
        },
      }
    },
  }
}

/**
 * Tells pairs of words that come at least twice from those that come once and can be in common with nothing. By hash:
 * now and then a pair that comes once is kept too, which costs room and hardly changes a likeness.
 */
function repeatedIn(texts: readonly (readonly ReadText[])[]): (pairHash: number) => boolean {
  const seen = new Uint8Array(pairHashes)
  for (const list of texts)
    for (const { pairs } of list) for (const hash of pairs.hashes) if (seen[hash]! < 2) seen[hash]!++
  return hash => seen[hash]! > 1
}

/** Counts the terms that an index knows. */
function knownCounts({ single, pairs }: Terms, vocabulary: Vocabulary): Counts {
  const known = [
    ...[...single].map(([term, weight]) => [vocabulary.numberOf(term), weight] as const),
    ...pairs.map(({ first, second, weight }) => [vocabulary.numberOfPair(first, second), weight] as const),
  ]
  const found = new Map<number, number>()
  for (const [id, weight] of known) if (id !== undefined) found.set(id, (found.get(id) ?? 0) + weight)
  return {
    ids: Int32Array.from(found.keys()),
    counts: Float32Array.from(found.values()),
    length: [...found.values()].reduce((sum, weight) => sum + weight, 0),
  }
}

/** Lettered sub-items with their lead-in; a single one is the whole. */
function itemsOf({ text, items }: Comparable): { sub: string; text: string }[] {
  if (items.length < 2) return []
  const leadIn = text.slice(0, items[0]!.start)
  return items.map(({ letter, start, end }) => ({ sub: letter, text: `${leadIn} ${text.slice(start, end)}` }))
}

function frequencies(texts: readonly Counts[]): Int32Array {
  let last = -1
  for (const { ids } of texts) for (const id of ids) if (id > last) last = id
  const frequency = new Int32Array(last + 1)
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
  const weights = new Float32Array(ids.length)
  for (let n = 0; n < ids.length; n++) weights[n] = (rarity[ids[n]!]! * counts[n]!) / (counts[n]! + norm)
  return { ids, weights: toLengthOne(weights) }
}

function sectionVectors(
  comparables: readonly Comparable[],
  texts: readonly Vector[],
  sums: Sums,
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
      for (const vector of vectors) addVector(sums, vector, 1)
      return [section, vectorOfSums(sums.takeHighest(sectionTermsMax))]
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
