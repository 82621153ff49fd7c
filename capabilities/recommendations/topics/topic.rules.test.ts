import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { languages } from '#kernel/entity/codelist.ts'
import { realReport } from '../reading/real-reports.testing.ts'
import { keyOf, problemsOf, tidied } from './concept.rules.ts'
import { broaderOf, narrowerOf, themeOfConcept } from './hierarchy.rules.ts'
import { startingThesaurus } from './starting-thesaurus.ts'
import { generalTheme, proposeTopics, themeOf, themesOf } from './topic.rules.ts'
import { placesOfWords } from './topic-words.ts'
import type { Concept, ConceptContent } from './topics.entity.ts'

const seed = 48_2026
const headed = (text: string, ...titles: string[]) => ({
  text,
  topics: titles.map(title => ({ level: 'section' as const, numeral: null, title, line: 1 })),
})
const keysOf = (text: string, ...titles: string[]) =>
  proposeTopics(headed(text, ...titles)).topics.map(topic => topic.concept)

describe('the starting thesaurus', () => {
  it('names every concept in six languages, the unreviewed ones marked', () => {
    for (const { labels, drafts } of startingThesaurus) {
      for (const language of languages) expect(labels[language]?.trim()).toBeTruthy()
      expect([...drafts].sort()).toEqual(['ar', 'es', 'fr', 'ru', 'zh'])
    }
  })

  it('keeps the rules that it asks of others', () => {
    for (const concept of startingThesaurus) {
      expect(problemsOf(concept.key, concept, startingThesaurus)).toEqual([])
      expect(tidied(concept)).toMatchObject({ words: concept.words, goals: concept.goals })
    }
  })

  it('is a forest: every concept has one theme', () => {
    const themes = new Set(themesOf().map(theme => theme.id))
    for (const { key } of startingThesaurus) expect(themes).toContain(themeOfConcept(key, startingThesaurus))
    expect(themes.size).toBe(21)
  })
})

describe('proposing topics', () => {
  it('lets the nearest heading weigh most', () => {
    expect(themeOf(headed('Victims should be heard.', 'Compensation'))).toBe('compensation')
    expect(themeOf(headed('Victims should be heard.'))).toBe('protection')
  })

  it('shows the words that say so', () => {
    const { topics } = proposeTopics(headed('States should open Shelters and run financial investigations.'))
    expect(topics.find(topic => topic.concept === 'shelter')?.because).toEqual(['shelters'])
    expect(topics.find(topic => topic.concept === 'proceeds')?.because).toEqual(['financial investigations'])
  })

  it('lets the words of a merged concept tell the one that took its place, and those of a retired one nothing', () => {
    const gone = (replaced: Record<string, string | null>) =>
      startingThesaurus.map(one =>
        one.key in replaced
          ? { ...one, status: 'retired' as const, replacedBy: replaced[one.key] ?? null }
          : one,
      )
    const toldBy = (thesaurus: readonly Concept[]) =>
      [...placesOfWords('States should open shelters.', thesaurus).keys()].filter(key => key !== 'protection')
    expect(toldBy(startingThesaurus)).toEqual(['shelter'])
    expect(toldBy(gone({ shelter: 'legal-aid' }))).toEqual(['legal-aid'])
    expect(toldBy(gone({ shelter: 'legal-aid', 'legal-aid': 'compensation' }))).toEqual(['compensation'])
    expect(toldBy(gone({ shelter: 'legal-aid', 'legal-aid': null }))).toEqual([])
    expect(toldBy(gone({ shelter: null }))).toEqual([])
  })

  it('says nothing of assistance to victims where technical assistance is meant', () => {
    expect(keysOf('States should provide technical assistance.')).toEqual(['technical-assistance'])
    expect(keysOf('States should provide assistance.')).toEqual(['protection'])
    expect(keysOf('States should afford mutual legal assistance.')).toContain('mutual-legal-assistance')
    expect(keysOf('States should afford mutual legal assistance.')).not.toContain('legal-aid')
  })

  it('takes an asterisk for any ending and nothing else for a part of a word', () => {
    const thesaurus = startingThesaurus.filter(one => ['extradition', 'data'].includes(one.key))
    expect([...placesOfWords('They extradite; database is no data point.', thesaurus).keys()].sort()).toEqual(
      ['data', 'extradition'],
    )
    expect([...placesOfWords('They keep databases.', thesaurus).keys()]).toEqual([])
  })

  it('falls back on the general theme', () => {
    expect(proposeTopics(headed('They should do it.'))).toEqual({ theme: generalTheme, topics: [] })
  })

  it('proposes for all but one of the 120 real recommendations, at most six topics each', () => {
    const all = (['000', '001', '002'] as const).flatMap(name =>
      realReport(name).paragraphs.filter(p => p.role === 'recommendation'),
    )
    const proposed = all.map(paragraph => proposeTopics(paragraph))
    expect(all).toHaveLength(120)
    expect(proposed.filter(({ topics }) => topics.length === 0)).toHaveLength(1)
    expect(Math.max(...proposed.map(({ topics }) => topics.length))).toBeLessThanOrEqual(6)
    for (const { theme, topics } of proposed)
      if (topics.length > 0) expect(topics.map(topic => topic.concept)).toContain(theme)
  })

  it('gives the same for the same text, and never fails', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.array(fc.string(), { maxLength: 3 }),
        (text, titles) => {
          const once = proposeTopics(headed(text, ...titles))
          expect(proposeTopics(headed(text, ...titles))).toEqual(once)
          expect(startingThesaurus.some(one => one.key === once.theme)).toBe(true)
        },
      ),
      { seed, numRuns: 200 },
    )
  })
})

const concept = (key: string, more: Partial<Concept> = {}): Concept => ({
  key,
  labels: { en: key },
  drafts: [],
  otherLabels: {},
  scopeNotes: {},
  broader: [],
  related: [],
  words: [],
  goals: [],
  articles: [],
  status: 'adopted',
  replacedBy: null,
  ...more,
})

describe('a concept', () => {
  const thesaurus = [concept('a'), concept('b', { broader: ['a'] }), concept('c', { broader: ['b'] })]
  const problems = (key: string, more: Partial<ConceptContent>) =>
    problemsOf(key, { ...concept(key), ...more }, thesaurus).map(one => one.code)

  it('has a key of letters, digits and hyphens', () => {
    expect(keyOf('  Travail forcé & dettes (2024) ')).toBe('travail-force-dettes-2024')
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), label => {
        expect(keyOf(label)).toMatch(/^(?:[a-z0-9]+(?:-[a-z0-9]+)*)?$/)
      }),
      { seed, numRuns: 300 },
    )
  })

  it('is never broader than itself', () => {
    expect(problems('a', { broader: ['c'] })).toEqual(['concept.circle'])
    expect(problems('a', { broader: ['a'] })).toContain('concept.circle')
    expect(problems('c', { broader: ['a'] })).toEqual([])
    expect(broaderOf('c', thesaurus)).toEqual(['b', 'a'])
    expect(narrowerOf('a', thesaurus)).toEqual(['b', 'c'])
  })

  it('is not related to what lies above or beneath it (SKOS, condition S27)', () => {
    expect(problems('c', { broader: ['b'], related: ['a'] })).toEqual(['concept.related-within'])
    expect(problems('d', { labels: { en: 'd' }, broader: ['a'], related: ['c'] })).toEqual([])
  })

  it('has a name that no other one has, in any language', () => {
    expect(problems('d', { labels: { en: 'D', fr: 'x' } })).toEqual([])
    expect(problems('d', { labels: { en: 'A' } })).toEqual(['concept.label-taken'])
    expect(problems('d', { labels: { en: ' '.trim() } })).toEqual(['concept.label'])
  })

  it.each([
    ['words', ['ok*', 'ba*d word'], 'concept.word'],
    ['words', ['(?:x)+'], 'concept.word'],
    ['goals', ['8.7', '18.1'], 'concept.goal'],
    ['articles', ['20', '21'], 'concept.article'],
    ['broader', ['nowhere'], 'concept.unknown'],
  ] as const)('names what is wrong with %s %j', (field, values, code) => {
    expect(problems('d', { labels: { en: 'd' }, [field]: [...values] })).toEqual([code])
  })
})
