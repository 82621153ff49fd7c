import type { Language } from '#kernel/entity/codelist.ts'

export const conceptStatuses = ['proposed', 'adopted', 'retired'] as const
export type ConceptStatus = (typeof conceptStatuses)[number]

/** What a concept of the thesaurus says of itself (SKOS terms; W3C Recommendation of 18 August 2009). */
export interface ConceptContent {
  /** skos:prefLabel: one in each language that has one; English always. */
  labels: { en: string } & Partial<Record<Language, string>>
  /** Languages whose label no speaker has reviewed. */
  drafts: Language[]
  /** skos:altLabel. */
  otherLabels: Partial<Record<Language, string[]>>
  /** skos:scopeNote: what is meant, and what is not. */
  scopeNotes: Partial<Record<Language, string>>
  /** Keys of the wider concepts, at most three; none for a theme. skos:narrower is the way back. */
  broader: string[]
  /** skos:related, said once and true both ways. */
  related: string[]
  /** English words by which texts are recognised; a word may end in `*`. Several words follow each other. */
  words: string[]
  /** Targets of the Sustainable Development Goals: '5.2', '16.a'. */
  goals: string[]
  /** Articles of the Protocol: '6'. */
  articles: string[]
}

/** A concept as people deal with it. */
export interface Concept extends ConceptContent {
  /** Never changes: 'recovery-reflection'. The last part of its address. */
  key: string
  status: ConceptStatus
  /** The concept that took its place. */
  replacedBy: string | null
}

/** All concepts, in the order in which they are listed. */
export type Thesaurus = readonly Concept[]

/** What has been decided about a topic that a rule proposed or a person added. */
export type TopicDecision = 'accepted' | 'rejected'
export type TopicOrigin = 'rule' | 'person'
