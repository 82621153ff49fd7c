import { sql } from 'kysely'
import { defineAct } from '#platform/ledger/act.ts'
import type { Reason, RelationType } from './relations.entity.ts'
import { relationPolicies as may } from './relations.policy.ts'
import { projectAdded, projectDecision, projectProposed } from './relations.projection.ts'

const topics = () => ['recommendations', 'relations']

/** One end of a relation. */
export interface RelationEnd {
  reportId: string
  ordinal: number
  sub: string | null
}

/** What the proposer found for one report, with the reasons of that day. */
export interface ProposedRelations {
  reportId: string
  relations: {
    id: string
    from: RelationEnd
    to: RelationEnd
    type: RelationType
    score: number
    reasons: Reason[]
  }[]
}

export const proposeRelationsAct = defineAct<ProposedRelations>('relation.propose', {
  subject: 'relating',
  policy: may['relation.propose'],
  topics,
  project: projectProposed,
})

export interface AcceptedRelation {
  type: RelationType
  fromSub: string | null
  toSub: string | null
  remark: string
}

export const acceptRelation = defineAct<AcceptedRelation>('relation.accept', {
  subject: 'relation',
  policy: may['relation.accept'],
  topics,
  project: async (tx, entries) => {
    for (const entry of entries) {
      // What is said of it before that it holds: as it was, another one may hold by now.
      const { type, fromSub, toSub } = entry.content
      await sql`update recommendations.relation set type = ${type}, from_sub = ${fromSub}, to_sub = ${toSub}
        where id = ${entry.subjectId}`.execute(tx.db)
      await projectDecision(tx, entry, 'accepted', entry.content.remark)
    }
  },
})

export interface DecidedRelation {
  reason: string
}

export const rejectRelation = defineAct<DecidedRelation>('relation.reject', {
  subject: 'relation',
  policy: may['relation.reject'],
  topics,
  project: async (tx, entries) => {
    for (const entry of entries) await projectDecision(tx, entry, 'rejected', entry.content.reason)
  },
})

export const withdrawRelation = defineAct<DecidedRelation>('relation.withdraw', {
  subject: 'relation',
  policy: may['relation.withdraw'],
  topics,
  project: async (tx, entries) => {
    for (const entry of entries) await projectDecision(tx, entry, 'withdrawn', entry.content.reason)
  },
})

export interface AddedRelation {
  from: RelationEnd
  to: RelationEnd
  type: RelationType
  remark: string
}

export const addRelation = defineAct<AddedRelation>('relation.add', {
  subject: 'relation',
  policy: may['relation.add'],
  topics,
  project: async (tx, entries) => {
    for (const entry of entries) await projectAdded(tx, entry)
  },
})
