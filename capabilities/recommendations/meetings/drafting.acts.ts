import { defineAct } from '#platform/ledger/act.ts'
import * as project from './drafting.projection.ts'
import type { Stance } from './meetings.entity.ts'
import { meetingPolicies as may } from './meetings.policy.ts'

/** What can happen to a draft recommendation. Words travel as updates of its shared text (base64). */

const topics = () => ['meetings']

export interface ProposedDraft {
  meetingId: string
  section: string
  /** The hand that wrote the first words, and the update that holds them. */
  hand: number
  update: string
}
export const proposeDraft = defineAct('draft.propose', {
  subject: 'draft',
  policy: may['draft.propose'],
  topics,
  project: project.draftProposed,
})

export interface WrittenDraft {
  hand: number
  update: string
}
/** Its own topic: whoever has the text open hears of every stroke, lists do not. */
export const writeDraft = defineAct('draft.write', {
  subject: 'draft',
  policy: may['draft.write'],
  topics: () => ['drafting'],
  project: project.draftWritten,
})
export const placeDraft = defineAct('draft.place', {
  subject: 'draft',
  policy: may['draft.place'],
  topics,
  project: project.draftPlaced,
})
/** Drafting ends; the text stands before the meeting. */
export const tableDraft = defineAct('draft.table', {
  subject: 'draft',
  policy: may['draft.table'],
  topics,
  project: project.draftTabled,
})
export const reopenDraft = defineAct('draft.reopen', {
  subject: 'draft',
  policy: may['draft.reopen'],
  topics,
  project: project.draftReopened,
})
export const withdrawDraft = defineAct('draft.withdraw', {
  subject: 'draft',
  policy: may['draft.withdraw'],
  topics,
  project: project.draftWithdrawn,
})
/** As orally amended: the final text. What stood before the meeting is kept beside it. */
export const adoptDraft = defineAct('draft.adopt', {
  subject: 'draft',
  policy: may['draft.adopt'],
  topics,
  project: project.draftAdopted,
})

export interface MadeSuggestion extends WrittenDraft {
  draftId: string
  baseText: string
  text: string
  note: string
}
export const makeSuggestion = defineAct('suggestion.make', {
  subject: 'suggestion',
  policy: may['suggestion.make'],
  topics,
  project: project.suggestionMade,
})
export const ruleOnSuggestion = defineAct('suggestion.rule', {
  subject: 'suggestion',
  policy: may['suggestion.rule'],
  topics,
  project: project.suggestionRuled,
})
export const withdrawSuggestion = defineAct('suggestion.withdraw', {
  subject: 'suggestion',
  policy: may['suggestion.withdraw'],
  topics,
  project: project.suggestionWithdrawn,
})

export const writeComment = defineAct('comment.write', {
  subject: 'comment',
  policy: may['comment.write'],
  topics,
  project: project.commentWritten,
})

export interface TakenPosition {
  draftId: string
  stance: Stance
  /** A word of reason. */
  reason: string
}
/** The subject is the position itself: one for each paragraph and delegation. */
export const takePosition = defineAct('position.take', {
  subject: 'position',
  policy: may['position.take'],
  topics,
  project: project.positionTaken,
})
