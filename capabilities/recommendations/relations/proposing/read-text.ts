import { type Terms, termsOf } from './terms.ts'

/** A text as an index counts it: its terms by the numbers of a reader's lexicon, and how much each counts. */
export interface ReadText {
  single: Int32Array
  weights: Float64Array
  /** Neighbouring stems, one after the other, and a hash of the two words that is the same in every lexicon. */
  pairs: { first: Int32Array; second: Int32Array; weights: Float64Array; hashes: Int32Array }
}

/**
 * Reads texts and keeps what it read. What is kept follows from the text alone, so it can never be out of date: an index
 * made with it is the same as one made without.
 */
export interface Reader {
  /** Numbers of words and matters; a number never changes its word. */
  readonly lexicon: ReadonlyMap<string, number>
  read(text: string): ReadText
  /** Forgets what was not read since the last time but one. */
  turn(): void
}

const lexiconMax = 2 ** 20
export const pairHashes = 2 ** 22

/** A reader that has read nothing yet. */
export function createReader(): Reader {
  let lexicon = new Map<string, number>()
  let kept = new Map<string, ReadText>()
  let before = new Map<string, ReadText>()
  const numberOf = (term: string): number => {
    const known = lexicon.get(term)
    if (known !== undefined) return known
    lexicon.set(term, lexicon.size)
    return lexicon.size - 1
  }
  const numbered = ({ single, pairs }: Terms): ReadText => {
    const read: ReadText = {
      single: new Int32Array(single.size),
      weights: new Float64Array(single.size),
      pairs: {
        first: new Int32Array(pairs.length),
        second: new Int32Array(pairs.length),
        weights: new Float64Array(pairs.length),
        hashes: new Int32Array(pairs.length),
      },
    }
    let at = 0
    for (const [term, weight] of single) {
      read.single[at] = numberOf(term)
      read.weights[at++] = weight
    }
    for (const [n, pair] of pairs.entries()) {
      read.pairs.first[n] = numberOf(pair.first)
      read.pairs.second[n] = numberOf(pair.second)
      read.pairs.weights[n] = pair.weight
      read.pairs.hashes[n] = hashOfPair(pair)
    }
    return read
  }
  return {
    get lexicon() {
      return lexicon
    },
    read(text) {
      const known = kept.get(text) ?? before.get(text) ?? numbered(termsOf(text))
      kept.set(text, known)
      return known
    },
    turn() {
      before = kept
      kept = new Map()
      if (lexicon.size <= lexiconMax) return
      // Indexes that were made hold the lexicon they were made with.
      lexicon = new Map()
      before = new Map()
    },
  }
}

function hashOfPair({ first, second }: Terms['pairs'][number]): number {
  let hash = 0x811c9dc5
  for (let n = 0; n < first.length; n++) hash = Math.imul(hash ^ first.charCodeAt(n), 0x01000193)
  hash = Math.imul(hash ^ 32, 0x01000193)
  for (let n = 0; n < second.length; n++) hash = Math.imul(hash ^ second.charCodeAt(n), 0x01000193)
  return hash & (pairHashes - 1)
}
