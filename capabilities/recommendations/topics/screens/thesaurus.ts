import { useQuery } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import { useIntl } from 'react-intl'
import type { Language } from '#kernel/entity/codelist.ts'
import { api } from '#platform/screens/api.ts'
import type { Concept } from '../topics.entity.ts'
import type { ConceptAnswer } from './answers.ts'

export const thesaurusQuery = {
  queryKey: ['thesaurus'],
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    api.get<{ concepts: ConceptAnswer[] }>('/api/recommendations/topics', { signal }),
  staleTime: 60_000,
}

export const useThesaurus = () => useQuery(thesaurusQuery)

/** The label of a concept in the reader's language, else in English; of an unknown one nothing but its key. */
export const labelOf = (concept: Pick<Concept, 'key' | 'labels'>, language: string): string =>
  concept.labels[language.slice(0, 2) as Language] ?? concept.labels.en ?? concept.key

/** Names of topics in the reader's language; empty until the thesaurus is here. */
export function useTopicName(): (key: string) => string {
  const { locale } = useIntl()
  const { data } = useThesaurus()
  const names = useMemo(
    () => data && new Map(data.concepts.map(concept => [concept.key, labelOf(concept, locale)])),
    [data, locale],
  )
  return useCallback(key => (names ? (names.get(key) ?? key) : '\u2026'), [names])
}

/** Those directly beneath a concept, in the order of the thesaurus. */
export const beneath = (concepts: readonly ConceptAnswer[], key: string): ConceptAnswer[] =>
  concepts.filter(one => one.broader.includes(key))

/** Whether what was typed stands in a label of any language or in a word of the concept. */
export function holdsTyped(concept: ConceptAnswer, typed: string): boolean {
  const wanted = typed.trim().toLocaleLowerCase()
  const told = [
    concept.key,
    ...Object.values(concept.labels),
    ...Object.values(concept.otherLabels).flat(),
    ...concept.words,
    ...concept.goals,
  ]
  return told.some(text => text.toLocaleLowerCase().includes(wanted))
}
