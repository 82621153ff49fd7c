import { themeOfConcept } from './hierarchy.rules.ts'
import type { Thesaurus } from './topics.entity.ts'

interface Pattern {
  concept: string
  /** Each in small letters; `open` where any ending will do. */
  words: { text: string; open: boolean }[]
}

interface Patterns {
  /** By the first word, or by its first letters where the first word is open. */
  exact: Map<string, Pattern[]>
  open: Map<string, Pattern[]>
  /** The theme of each concept. */
  themes: Map<string, string>
}

const keyLetters = 3
const wordForm = /[\p{L}\p{N}]+(?:[-'\u2019][\p{L}\p{N}]+)*/gu
const known = new WeakMap<Thesaurus, Patterns>()

/** What a concept may be told by: one to eight words, each of letters, digits and hyphens, `*` only at an end. */
export const wordsForm =
  /^[\p{L}\p{N}][\p{L}\p{N}'\u2019-]*\*?(?: [\p{L}\p{N}][\p{L}\p{N}'\u2019-]*\*?){0,7}$/u

/**
 * Where the words of concepts stand in a text; not within a longer find of another theme.
 * @returns by concept: the words as printed, in small letters, with their first place (UTF-16 units)
 */
export function placesOfWords(text: string, thesaurus: Thesaurus): Map<string, Map<string, number>> {
  const patterns = patternsOf(thesaurus)
  const low = text.toLowerCase()
  const words = [...low.matchAll(wordForm)].map(match => ({ text: match[0], at: match.index }))
  const found: { concept: string; from: number; to: number }[] = []
  words.forEach(({ text: first }, from) => {
    const candidates = [
      ...(patterns.exact.get(first) ?? []),
      ...(patterns.open.get(first.slice(0, keyLetters)) ?? []),
    ]
    for (const { concept, words: wanted } of candidates)
      if (
        wanted.every(({ text, open }, n) => {
          const word = words[from + n]?.text
          return word !== undefined && (open ? word.startsWith(text) : word === text)
        })
      )
        found.push({ concept, from, to: from + wanted.length })
  })
  const places = new Map<string, Map<string, number>>()
  for (const { concept, from, to } of found) {
    const isWithin = found.some(
      other =>
        other.from <= from &&
        other.to >= to &&
        other.to - other.from > to - from &&
        (other.concept === concept || patterns.themes.get(other.concept) !== patterns.themes.get(concept)),
    )
    if (isWithin) continue
    const last = words[to - 1]!
    const printed = low.slice(words[from]!.at, last.at + last.text.length).replace(/\s+/g, ' ')
    const own = places.get(concept) ?? new Map<string, number>()
    if (!own.has(printed)) own.set(printed, words[from]!.at)
    places.set(concept, own)
  }
  return places
}

/** The adopted concept that words of a concept tell: itself, or the one that took its place; none where all are gone. */
function standingFor(key: string, thesaurus: Thesaurus): string | undefined {
  const passed = new Set<string>()
  for (let next: string | null | undefined = key; next && !passed.has(next); ) {
    const concept = thesaurus.find(one => one.key === next)
    if (concept?.status === 'adopted') return next
    passed.add(next)
    next = concept?.status === 'retired' ? concept.replacedBy : undefined
  }
  return undefined
}

function patternsOf(thesaurus: Thesaurus): Patterns {
  const made = known.get(thesaurus)
  if (made) return made
  const patterns: Patterns = {
    exact: new Map(),
    open: new Map(),
    themes: new Map(thesaurus.map(({ key }) => [key, themeOfConcept(key, thesaurus)])),
  }
  for (const { key: own, words, labels, otherLabels } of thesaurus) {
    const key = standingFor(own, thesaurus)
    if (key === undefined) continue
    const told = new Set([...words, labels.en, ...(otherLabels.en ?? [])].map(one => one.toLowerCase()))
    for (const one of told) {
      const parts = (one.match(/[\p{L}\p{N}]+(?:[-'\u2019][\p{L}\p{N}]+)*\*?/gu) ?? []).map(part => ({
        text: part.replace('*', ''),
        open: part.endsWith('*'),
      }))
      const [first] = parts
      if (!first) continue
      const into = first.open && first.text.length >= keyLetters ? patterns.open : patterns.exact
      const under = into === patterns.open ? first.text.slice(0, keyLetters) : first.text
      into.set(under, [...(into.get(under) ?? []), { concept: key, words: parts }])
    }
  }
  known.set(thesaurus, patterns)
  return patterns
}
