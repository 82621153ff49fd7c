import { ARTICLES, CONCEPTS } from './concepts.ts'
import { tokensOf, type Word } from './words.ts'

/** A matter found in a text, and the words that name it there. */
export interface FoundConcept {
  concept: string
  start: number
  end: number
}

interface Phrase {
  concept: string
  parts: { stem: string; word: string | null }[]
}

const phrases = new Map<string, Phrase[]>()
for (const { id, words } of CONCEPTS)
  for (const phrase of words) {
    const parts = tokensOf(phrase).map(({ stem, word, start }) => ({
      stem,
      word: phrase[start - 1] === '=' ? word : null,
    }))
    const first = parts[0]?.stem
    if (first === undefined) continue
    phrases.set(first, [...(phrases.get(first) ?? []), { concept: id, parts }])
  }
for (const list of phrases.values()) list.sort((one, other) => other.parts.length - one.parts.length)
const within = new Map(CONCEPTS.map(concept => [concept.id, concept.within]))

const isPart = ({ stem, word }: Phrase['parts'][number], token: Word | undefined): boolean =>
  token !== undefined && (word === null ? token.stem === stem : token.word === word)

const article = /\barticles? (\d{1,2})\b[^.;]{0,60}? of the (?:[\p{L}-]+ ){0,5}?(Protocol|Convention)\b/gu

/** The matters that a text names, or names by an article; the longest name of a matter counts where it begins. */
export function conceptsOf(text: string, tokens: readonly Word[] = tokensOf(text)): FoundConcept[] {
  const cited = [...text.matchAll(article)].flatMap(match => {
    const concept = ARTICLES[match[2] as 'Protocol' | 'Convention'][Number(match[1])]
    return concept ? [{ concept, start: match.index, end: match.index + match[0].length }] : []
  })
  const named: FoundConcept[] = []
  tokens.forEach((word, at) => {
    const before = named.length
    for (const { concept, parts } of phrases.get(word.stem) ?? []) {
      if (named.some((found, n) => n >= before && found.concept === concept)) continue
      if (!parts.every((part, n) => isPart(part, tokens[at + n]))) continue
      named.push({ concept, start: word.start, end: tokens[at + parts.length - 1]!.end })
    }
  })
  return [...named, ...cited]
}

/** How much each kind of term counts. Chosen on other reports than those of the benchmark; see the README. */
const conceptWeight = 1
const widerWeight = 0.5
const pairWeight = 0.5
/** What stands after "including", "in order to" and the like says less of what is asked. */
const asideWeight = 0.75
const aside =
  /,? (?:including|such as|inter alia|taking into account|bearing in mind|in accordance with|in line with|with a view to|in order to|with the aim of|while)\b[^.;]*/gi

/** What a text speaks of, each with its weight. */
export interface Terms {
  /** Stems, matters ("c:shelter") and the wider matters that they belong to. */
  single: Map<string, number>
  /** Neighbouring stems, one after the other. */
  pairs: { first: string; second: string; weight: number }[]
}

/** What a text speaks of: its words, its pairs of words, its matters. */
export function termsOf(text: string): Terms {
  const tokens = tokensOf(text)
  const words = tokens.filter(word => !word.silent)
  const asides = [...text.matchAll(aside)]
    .filter(match => match.index > 0)
    .map(match => [match.index, match.index + match[0].length] as const)
  const weightAt = (at: number) => {
    for (const [start, end] of asides) if (at >= start && at < end) return asideWeight
    return 1
  }
  const single = new Map<string, number>()
  const pairs: Terms['pairs'] = []
  const add = (term: string, weight: number) => single.set(term, (single.get(term) ?? 0) + weight)
  words.forEach(({ stem, start }, n) => {
    const weight = weightAt(start)
    add(stem, weight)
    const next = words[n + 1]
    if (next) pairs.push({ first: stem, second: next.stem, weight: pairWeight * weight })
  })
  for (const { concept, start } of conceptsOf(text, tokens)) {
    add(`c:${concept}`, conceptWeight * weightAt(start))
    for (const wider of within.get(concept)!) add(`c:${wider}`, widerWeight * weightAt(start))
  }
  return { single, pairs }
}
