import { sql } from 'kysely'
import { insertRows } from '#platform/database/insert-rows.ts'
import { defineAct } from '#platform/ledger/act.ts'
import type { ProposedTopics } from './topic.rules.ts'
import type { ConceptContent, TopicDecision } from './topics.entity.ts'
import { topicPolicies as may } from './topics.policy.ts'
import { handOver, projectProposals, projectSettled, refreshTopicsOf } from './topics.projection.ts'

const subject = 'concept'
const topics = () => ['thesaurus', 'recommendations']

export interface BegunConcept {
  key: string
  place: number
  content: ConceptContent
  /** Where it comes from, or why it is proposed. */
  reason: string
}

/** A concept of the starting thesaurus: adopted as it comes. */
export const beginConcept = defineAct<BegunConcept>('concept.begin', {
  subject,
  policy: may['concept.begin'],
  topics,
  project: async (tx, entries) =>
    insertRows(
      tx,
      'recommendations.concept',
      ['id', 'version', 'key', 'place', 'status', 'content'],
      entries.map(({ subjectId, version, content }) => ({
        id: subjectId,
        version,
        key: content.key,
        place: content.place,
        status: 'adopted',
        content: content.content,
      })),
    ),
})

export const proposeConcept = defineAct<BegunConcept>('concept.propose', {
  subject,
  policy: may['concept.propose'],
  topics,
  project: async (tx, entries) =>
    insertRows(
      tx,
      'recommendations.concept',
      ['id', 'version', 'key', 'place', 'status', 'content'],
      entries.map(({ subjectId, version, content }) => ({
        id: subjectId,
        version,
        key: content.key,
        place: content.place,
        status: 'proposed',
        content: content.content,
      })),
    ),
})

export interface AmendedConcept {
  content: ConceptContent
  reason: string
}

export const amendConcept = defineAct<AmendedConcept>('concept.amend', {
  subject,
  policy: may['concept.amend'],
  topics,
  project: async (tx, entries) => {
    for (const { subjectId, version, content } of entries) {
      await sql`update recommendations.concept set version = ${version}, content = ${JSON.stringify(content.content)}::jsonb
        where id = ${subjectId}`.execute(tx.db)
      await refreshTopicsOf(tx, subjectId)
    }
  },
})

export interface DecidedConcept {
  reason: string
}

export const adoptConcept = defineAct<DecidedConcept>('concept.adopt', {
  subject,
  policy: may['concept.adopt'],
  topics,
  project: async (tx, entries) => {
    for (const { subjectId, version } of entries) {
      await sql`update recommendations.concept set version = ${version}, status = 'adopted', replaced_by = null
        where id = ${subjectId}`.execute(tx.db)
      await refreshTopicsOf(tx, subjectId)
    }
  },
})

export const retireConcept = defineAct<DecidedConcept>('concept.retire', {
  subject,
  policy: may['concept.retire'],
  topics,
  project: async (tx, entries) => {
    for (const { subjectId, version } of entries) {
      await sql`update recommendations.concept set version = ${version}, status = 'retired', replaced_by = null
        where id = ${subjectId}`.execute(tx.db)
      await refreshTopicsOf(tx, subjectId)
    }
  },
})

export interface MergedConcept {
  /** Key of the concept that takes its place. */
  into: string
  reason: string
}

/** The concept is retired, and its recommendations pass to another one. */
export const mergeConcept = defineAct<MergedConcept>('concept.merge', {
  subject,
  policy: may['concept.merge'],
  topics,
  project: async (tx, entries) => {
    for (const { subjectId, version, content } of entries) {
      await sql`update recommendations.concept set version = ${version}, status = 'retired', replaced_by = ${content.into}
        where id = ${subjectId}`.execute(tx.db)
      await handOver(tx, subjectId, content.into)
    }
  },
})

export interface ProposedForReport {
  reportId: string
  /** For each recommendation by its position: what the rule proposes now. */
  proposals: ({ ordinal: number } & ProposedTopics)[]
}

/** What the rule proposes for a report replaces what it proposed before; what people settled stays. */
export const proposeForReport = defineAct<ProposedForReport>('topic.propose', {
  subject: 'topics',
  policy: may['topic.propose'],
  topics,
  project: async (tx, entries) => {
    for (const { content } of entries) await projectProposals(tx, content)
  },
})

export interface SettledTopic {
  reportId: string
  ordinal: number
  concept: string
  decision: TopicDecision
  /** It becomes the main topic, whose theme orders the index. */
  main: boolean
  reason: string | null
}

export const settleTopic = defineAct<SettledTopic>('topic.settle', {
  subject: 'topic',
  policy: may['topic.settle'],
  topics,
  project: async (tx, entries) => {
    for (const entry of entries) await projectSettled(tx, entry)
  },
})
