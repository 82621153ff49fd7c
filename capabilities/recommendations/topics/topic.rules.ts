import type { Paragraph } from '../recommendations.entity.ts'
import { broaderOf, narrowerOf } from './hierarchy.rules.ts'
import { startingThesaurus } from './starting-thesaurus.ts'
import { placesOfWords } from './topic-words.ts'
import type { Thesaurus } from './topics.entity.ts'

/** The theme of what fits no other one. */
export const generalTheme = 'general'

/** A theme is a concept without a wider one: what an index is ordered by. */
export interface Theme {
  id: string
  title: string
}

/** What the rule proposes for a recommendation. */
export interface ProposedTopics {
  /** Key of the theme under which it is listed. */
  theme: string
  /** Strongest first. */
  topics: ProposedTopic[]
}

export interface ProposedTopic {
  concept: string
  /** The words that say so, in small letters, as printed. */
  because: string[]
  weight: number
}

const headingWeight = 4
/** A long heading names a whole field; the words of the recommendation say more. */
const longHeadingWeight = 1.5
const headingWordsMax = 8
const parentHeadingWeight = 1
const textWeightMax = 3
const topicsMax = 5

/** What a recommendation is told by: its headings and its words. */
export type ReadParagraph = Pick<Paragraph, 'topics' | 'text'>

/** The themes of a thesaurus, in its order; the title in English. */
export const themesOf = (thesaurus: Thesaurus = startingThesaurus): Theme[] =>
  thesaurus
    .filter(one => one.broader.length === 0 && one.status !== 'retired')
    .map(({ key, labels }) => ({ id: key, title: labels.en }))

/**
 * The theme of a recommendation by rule alone: from its headings and its words, the nearest heading weighing most.
 * What people have settled stands in the registry.
 * @returns the key of a theme, {@link generalTheme} where nothing points to another
 */
export const themeOf = (paragraph: ReadParagraph, thesaurus: Thesaurus = startingThesaurus): string =>
  proposeTopics(paragraph, thesaurus).theme

/**
 * Proposes topics for a recommendation. Of words that stand within longer ones only the longer count, so that
 * "technical assistance" says nothing of assistance to victims.
 */
export function proposeTopics(
  paragraph: ReadParagraph,
  thesaurus: Thesaurus = startingThesaurus,
): ProposedTopics {
  const headings = paragraph.topics.filter(topic => topic.level !== 'chapter').map(topic => topic.title)
  const nearest = headings.at(-1) ?? ''
  const heading = nearest.split(/\s+/).length > headingWordsMax ? longHeadingWeight : headingWeight
  const inNearest = placesOfWords(nearest, thesaurus)
  const inParents = placesOfWords(headings.slice(0, -1).join(' '), thesaurus)
  const inText = placesOfWords(paragraph.text, thesaurus)
  const weigh = (key: string, narrower: readonly string[] = []) => {
    const words = (found: ReadonlyMap<string, Map<string, number>>, keys: readonly string[]) =>
      new Set(keys.flatMap(one => [...(found.get(one)?.keys() ?? [])]))
    const all = [key, ...narrower]
    const [near, parents, own, text] = [
      words(inNearest, all),
      words(inParents, all),
      words(inText, [key]),
      words(inText, all),
    ]
    const firsts = all.flatMap(one => [...(inNearest.get(one)?.values() ?? [])])
    return {
      concept: key,
      isTold: near.size + text.size > 0,
      because: [...new Set([...near, ...text, ...(near.size + text.size === 0 ? parents : [])])],
      weight:
        (near.size > 0 ? heading : 0) +
        (parents.size > 0 ? parentHeadingWeight : 0) +
        Math.min(own.size, textWeightMax),
      narrower: text.size - own.size,
      first: Math.min(nearest.length, ...firsts),
    }
  }
  const proposable = thesaurus.filter(one => one.status === 'adopted' && one.key !== generalTheme)
  const strongest = (one: Weighed, other: Weighed) => other.weight - one.weight || one.first - other.first
  const themes = proposable
    .filter(one => one.broader.length === 0)
    .map(({ key }) => weigh(key, narrowerOf(key, proposable)))
    .filter(one => one.weight + one.narrower > 0)
    .sort(strongest)
  const theme = themes[0]?.concept ?? generalTheme
  const own = proposable
    .map(({ key }) => weigh(key))
    .filter(one => one.isTold)
    .sort(strongest)
  // A narrower topic says more than the wider one that it belongs to.
  const said = new Set(own.flatMap(({ concept }) => broaderOf(concept, proposable)))
  const topics = own.filter(({ concept }) => concept === theme || !said.has(concept)).slice(0, topicsMax)
  if (themes[0] && !topics.some(({ concept }) => concept === theme)) topics.push(themes[0])
  return { theme, topics: topics.map(({ concept, because, weight }) => ({ concept, because, weight })) }
}

interface Weighed {
  weight: number
  /** Where the nearest heading names it first. */
  first: number
  /** Words that point to a narrower concept only: they tell between equals. */
  narrower: number
}
