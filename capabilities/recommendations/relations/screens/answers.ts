import type { Place } from '../../screens/answers.ts'
import type { Reason, RelationLevel, RelationOrigin, RelationType } from '../relations.entity.ts'
import type { RelationState } from '../relations.rules.ts'

/** What the server answers about relations, as its shapes say. */

export interface EndAnswer extends Place {
  sub: string | null
  headings: string[]
  letters: string[]
}

export interface RelationAnswer {
  id: string
  version: number
  type: RelationType
  origin: RelationOrigin
  state: RelationState
  level: RelationLevel
  score: number | null
  reasons: Reason[]
  from: EndAnswer
  to: EndAnswer
  begunAt: string
  decided: { by: string; at: string } | null
  remark: string
}

export interface QueueAnswer {
  counts: Record<RelationState, number>
  page: number
  pages: number
  relations: RelationAnswer[]
}

export interface HistoryAnswer {
  events: { act: string; by: string; at: string; type: RelationType | null; reason: string }[]
}

/** Names of types in the locale files. */
export const typeKeys: Readonly<Record<RelationType, string>> = {
  recalls: 'recalls',
  'builds on': 'buildsOn',
  repeats: 'repeats',
  narrows: 'narrows',
  supersedes: 'supersedes',
  related: 'related',
}
