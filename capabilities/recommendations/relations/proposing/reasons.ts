import type { Comparable, Reason } from '../relations.entity.ts'
import { circlesOf } from './circles.ts'
import { type CorpusIndex, isContinuation } from './corpus-index.ts'
import { conceptsOf } from './terms.ts'
import { tokensOf, wordsOf } from './words.ts'

const conceptsMax = 4
const wordsMax = 5
const headingsMin = 0.3
/** From which share of common words on two recommendations say the same. */
export const sameWordsMin = 0.6

type Given = Pick<Comparable, 'text' | 'headings'> & Partial<Comparable>

/**
 * Why a recommendation, or a draft, is close to one of the index: what is strongest first.
 * @param from position in the index, or a text that is not in it
 * @param to position in the index
 */
export function reasonsFor(index: CorpusIndex, from: number | Given, to: number): Reason[] {
  const one: Given = typeof from === 'number' ? index.comparables[from]! : from
  const other = index.comparables[to]!
  const before = typeof from === 'number' ? index.comparables[from - 1] : undefined
  const share = sameWords(one.text, other.text)
  return [
    ...(one.cites ?? [])
      .filter(citation => citation.key === other.key)
      .map(({ relation, literal }): Reason => ({ kind: 'cited', relation, literal })),
    ...(share >= sameWordsMin ? [{ kind: 'same-words', share: Math.round(share * 100) / 100 } as const] : []),
    ...(before && before.report === one.report && before.key !== other.key && isContinuation(one.text)
      ? [{ kind: 'continues', key: before.key } as const]
      : []),
    ...contentReasons(index, one, other),
    ...headingReason(index, one, other),
    ...shared(one.instruments ?? [], other.instruments, instruments => ({ kind: 'instrument', instruments })),
    ...addresseeReason(one.addressees ?? [], other.addressees),
  ]
}

/** Matters and words that both texts have; what is rare among all recommendations comes first. */
function contentReasons(index: CorpusIndex, one: Given, other: Comparable): Reason[] {
  const rarityOf = (term: string) => index.rarity[index.vocabulary.numberOf(term) ?? -1] ?? 0
  const [own, their] = [one, other].map(({ text, headings }) => named(`${text}\n${headings.at(-1) ?? ''}`))
  const concepts = [...own!.concepts.keys()]
    .filter(concept => their!.concepts.has(concept))
    .sort((a, b) => rarityOf(`c:${b}`) - rarityOf(`c:${a}`))
    .slice(0, conceptsMax)
  const told = new Set<string>()
  const reasons = concepts.flatMap((concept): Reason[] => {
    const [from, to] = [own!.concepts.get(concept)!, their!.concepts.get(concept)!]
    // The words of one matter may name another one too; once is enough.
    if (told.has(`${from}|${to}`)) return []
    told.add(`${from}|${to}`)
    return [{ kind: 'concept', concept, from, to }]
  })
  const covered = new Set(
    reasons
      .flatMap(reason => (reason.kind === 'concept' ? wordsOf(`${reason.from} ${reason.to}`) : []))
      .map(w => w.stem),
  )
  const words = [...own!.words]
    .filter(([stem]) => their!.words.has(stem) && !covered.has(stem))
    .sort(([a], [b]) => rarityOf(b) - rarityOf(a))
    .slice(0, wordsMax)
    .map(([, word]) => word)
  return words.length === 0 ? reasons : [...reasons, { kind: 'words', words }]
}

/** The matters and words of a text with the first way in which each is printed. */
function named(text: string): { concepts: Map<string, string>; words: Map<string, string> } {
  const tokens = tokensOf(text)
  const found = tokens.filter(word => !word.silent)
  const concepts = new Map<string, string>()
  for (const { concept, start, end } of conceptsOf(text, tokens))
    if (!concepts.has(concept)) concepts.set(concept, text.slice(start, end))
  const words = new Map<string, string>()
  for (const { stem, start, end } of found)
    if (!words.has(stem)) words.set(stem, text.slice(start, end).toLowerCase())
  return { concepts, words }
}

function headingReason(index: CorpusIndex, one: Given, other: Comparable): Reason[] {
  const [from, to] = [one.headings.at(-1), other.headings.at(-1)]
  if (!from || !to) return []
  const weigh = (heading: string) => {
    const stems = [...new Set(wordsOf(heading).map(word => word.stem))]
    return new Map(stems.map(stem => [stem, index.rarity[index.vocabulary.numberOf(stem) ?? -1] ?? 0]))
  }
  const [own, their] = [weigh(from), weigh(to)]
  const sum = (weights: Iterable<number>) => [...weights].reduce((total, weight) => total + weight, 0)
  const common = sum([...own].filter(([stem]) => their.has(stem)).map(([, weight]) => weight))
  const all = sum(own.values()) + sum(their.values()) - common
  return all > 0 && common / all >= headingsMin ? [{ kind: 'headings', from, to }] : []
}

function addresseeReason(one: readonly string[], other: readonly string[]): Reason[] {
  const theirs = circlesOf(other)
  const same = one.filter(addressee => (circlesOf([addressee]) & theirs) !== 0)
  return same.length === 0 ? [] : [{ kind: 'addressee', addressees: same }]
}

function shared(one: readonly string[], other: readonly string[], say: (both: string[]) => Reason): Reason[] {
  const both = one.filter(word => other.includes(word))
  return both.length === 0 ? [] : [say(both)]
}

/** Share of words that two texts have in common, 0 to 1 (Dice). */
export function sameWords(one: string, other: string): number {
  const count = (text: string) => {
    const counts = new Map<string, number>()
    for (const word of text.toLowerCase().match(/\p{L}+/gu) ?? [])
      counts.set(word, (counts.get(word) ?? 0) + 1)
    return counts
  }
  const [own, their] = [count(one), count(other)]
  let common = 0
  let all = 0
  for (const [word, times] of own) {
    common += Math.min(times, their.get(word) ?? 0)
    all += times
  }
  for (const times of their.values()) all += times
  return all === 0 ? 0 : (2 * common) / all
}
