import type { Paragraph, Span } from '../recommendations.entity.ts'

/** A word that differs by one letter from the word usual at its place. */
export interface NearMiss {
  paragraph: Paragraph
  at: Span
  word: string
  usual: string
}

interface Use {
  count: number
  paragraph: Paragraph
  at: Span
}

const WORD = /[A-Za-z]+(?:-[A-Za-z]+)*/g

/**
 * Finds capitalised words that stand once after two words which elsewhere, at least three times, lead to a word
 * one letter away. Plurals and endings in -d are left alone.
 */
export function findNearMisses(paragraphs: readonly Paragraph[]): NearMiss[] {
  const byContext = new Map<string, Map<string, Use>>()
  for (const paragraph of paragraphs) {
    let two = ''
    let one = ''
    for (const found of paragraph.text.matchAll(WORD)) {
      const word = found[0]
      if (word.length >= 5 && /^[A-Z]/.test(word) && two !== '') {
        const words = byContext.get(`${two} ${one}`) ?? new Map<string, Use>()
        const use = words.get(word)
        if (use) use.count++
        else
          words.set(word, { count: 1, paragraph, at: { start: found.index, end: found.index + word.length } })
        byContext.set(`${two} ${one}`, words)
      }
      two = one
      one = word
    }
  }
  const misses: NearMiss[] = []
  for (const words of byContext.values()) {
    if (words.size < 2 || words.size > 50) continue
    const usual = [...words].filter(([, use]) => use.count >= 3).map(([word]) => word)
    for (const [word, use] of words) {
      const meant = use.count === 1 ? usual.find(candidate => isOneLetterAway(word, candidate)) : undefined
      if (meant) misses.push({ paragraph: use.paragraph, at: use.at, word, usual: meant })
    }
  }
  return misses
}

function isOneLetterAway(one: string, other: string): boolean {
  if (Math.abs(one.length - other.length) > 1 || one === other) return false
  let start = 0
  while (start < one.length && start < other.length && one[start] === other[start]) start++
  const restOne = one.slice(start)
  const restOther = other.slice(start)
  if (restOne === 's' || restOther === 's' || restOne === 'd' || restOther === 'd') return false
  return (
    restOne.slice(1) === restOther ||
    restOne === restOther.slice(1) ||
    (restOne !== '' && restOne.slice(1) === restOther.slice(1))
  )
}
