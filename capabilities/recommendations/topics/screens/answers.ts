import type { Concept, TopicDecision, TopicOrigin } from '../topics.entity.ts'

/** What the server of topics answers, as its shapes say. */

export interface ConceptAnswer extends Concept {
  version: number
  recommendations: number
}

export interface ConceptEntryAnswer {
  act: string
  version: number
  at: string
  by: string | null
  agency: string | null
  reason: string
  into: string | null
}

export interface OneConceptAnswer extends ConceptAnswer {
  history: ConceptEntryAnswer[]
}

export interface TopicAnswer {
  concept: string
  origin: TopicOrigin
  proposed: boolean
  because: string[]
  decision: TopicDecision | null
  main: boolean
  reason: string | null
  by: string | null
  at: string | null
  version: number
}
