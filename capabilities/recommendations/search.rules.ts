import { beginningOf } from './recommendations.rules.ts'

/** What is looked for: words by their stem, and phrases exactly as written. */
export interface Wanted {
  /** As `websearch_to_tsquery` reads it; empty when nothing is looked for by stem. */
  words: string
  /** In lower case with straight quotes; each must stand in the text or its citation. */
  phrases: string[]
}

const lengthMax = 400

/** Lower case, straight quotes, single blanks: as the registry's `folded` column is compared. */
export const folded = (text: string): string =>
  text
    .replace(/[\u2018\u2019]/g, "'")
    .replace(/[\u201c\u201d]/g, '"')
    .replace(/\s+/g, ' ')
    .toLowerCase()

/**
 * Reads what was typed: words are found by their stem, what stands in quotes exactly as written, whatever its case.
 * A quote that is not closed goes on to the end. A symbol with slashes is taken literally, since it has no stem.
 */
export function readWanted(typed: string): Wanted {
  const phrases: string[] = []
  const text = typed
    .slice(0, lengthMax)
    // The database takes no text that holds U+0000, nor is anybody looking for the others.
    .replace(/\p{Cc}/gu, ' ')
    .replace(/[\u201c\u201d\u00ab\u00bb\u201e]/g, '"')
  const words = text
    .replace(/"([^"]*)("|$)/g, (_, phrase: string) => {
      if (phrase.trim() !== '') phrases.push(folded(phrase.trim()))
      return ' '
    })
    .split(/\s+/)
    .flatMap(word => (/\p{Script=Han}/u.test(word) ? wordsOfChinese(word) : [word]))
    .filter(word => {
      // A symbol has no stem, and a single character of Chinese is within many words.
      if (!/[\p{L}\p{N}]\/[\p{L}\p{N}]|^\p{Script=Han}$/u.test(word)) return word !== ''
      phrases.push(folded(word))
      return false
    })
  return { words: words.join(' '), phrases }
}

/** Chinese is typed without blanks between words. */
function wordsOfChinese(typed: string): string[] {
  return [...new Intl.Segmenter('zh', { granularity: 'word' }).segment(typed)]
    .filter(({ isWordLike }) => isWordLike)
    .map(({ segment }) => segment)
}

/** One stretch of a text; `found` where it is what was looked for. */
export interface Stretch {
  text: string
  found: boolean
}

export const foundOpens = '\u0002'
export const foundCloses = '\u0003'

/** Reads a text in which finds stand between {@link foundOpens} and {@link foundCloses}. */
export function stretchesOf(marked: string): Stretch[] {
  return marked
    .split(foundOpens)
    .flatMap((part, index) => {
      if (index === 0) return [{ text: part, found: false }]
      const [found = '', ...rest] = part.split(foundCloses)
      return [
        { text: found, found: true },
        { text: rest.join(''), found: false },
      ]
    })
    .filter(stretch => stretch.text !== '')
}

const aroundLetters = 90

/** The neighbourhood of the first phrase in a text, or its beginning. */
export function excerptOf(text: string, phrases: readonly string[], lettersMax = 260): Stretch[] {
  // Folding keeps the length as long as blanks are single, as in the texts that were read.
  const low = folded(text)
  const phrase = low.length === text.length ? phrases.find(one => low.includes(one)) : undefined
  if (phrase === undefined) return [{ text: beginningOf(text, lettersMax), found: false }]
  const at = low.indexOf(phrase)
  const from = at <= aroundLetters ? 0 : text.indexOf(' ', at - aroundLetters) + 1
  const to = at + phrase.length
  return [
    { text: `${from > 0 ? '… ' : ''}${text.slice(from, at)}`, found: false },
    { text: text.slice(at, to), found: true },
    { text: beginningOf(text.slice(to), Math.max(40, lettersMax - (to - from))), found: false },
  ].filter(stretch => stretch.text !== '')
}
