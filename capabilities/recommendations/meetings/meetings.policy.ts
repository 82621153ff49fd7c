import type { AgencyKind, Caller } from '#kernel/policy/caller.ts'
import { all, any, belongsTo, hasAgency, holds, type Policies, when, yes } from '#kernel/policy/policy.ts'
import type { DraftState, MeetingState } from './meetings.entity.ts'

/** What a policy looks at: the meeting's state, whose the thing is, and how far the paragraph has come. */
export interface OfMeeting {
  state: MeetingState
}
/** A meeting that is to be opened, closed or taken back; nothing reopens it once its report is adopted. */
export interface OfMove extends OfMeeting {
  adopted: boolean
  to?: MeetingState
}
export interface OfAgency extends OfMeeting {
  agencyId: string
}
/** A change to a statement: to what the speaker said, to what is recorded of it, or to both. */
export interface OfStatement extends OfAgency {
  words?: boolean
  record?: boolean
}
export interface OfDraft extends OfMeeting {
  draft: DraftState
}
export interface OfOwnDraft extends OfDraft {
  agencyId: string
}

const isSignedIn = (caller: Caller) => when(caller.userId !== '', 'role')
/** Acting for an agency of the kind: a role alone, held in another one, does not count at a meeting. */
const actsFor = (caller: Caller, kind: AgencyKind) =>
  all(hasAgency(caller), when(caller.agencyKind === kind, 'role'))
/** A secretariat's staff, who run the meeting; its Chairs belong to it while they chair. */
const runs = (caller: Caller) => all(holds(caller, 'secretariat', 'chair'), actsFor(caller, 'secretariat'))
const isSecretariat = (caller: Caller) => all(holds(caller, 'secretariat'), actsFor(caller, 'secretariat'))
const isChair = (caller: Caller) => all(holds(caller, 'chair'), actsFor(caller, 'secretariat'))
const isDelegation = (caller: Caller) => all(holds(caller, 'delegate'), actsFor(caller, 'delegation'))
const takesPart = (caller: Caller) => any(isDelegation(caller), runs(caller))
const forItself = (caller: Caller, { agencyId }: { agencyId: string }) =>
  any(all(isDelegation(caller), belongsTo(caller, agencyId)), isSecretariat(caller))

const notOver = ({ state }: OfMeeting) => when(state !== 'closed', 'meeting-over')
const inDrafting = ({ draft }: OfDraft) => when(draft === 'drafting', 'draft-closed')
const notRuled = ({ draft }: OfDraft) => when(draft === 'drafting' || draft === 'tabled', 'draft-closed')

/**
 * Who may do what at a meeting: the secretariat runs it, delegations propose, write, suggest and take positions for
 * their own State, the Chair rules on adoption, others read.
 */
export const meetingPolicies = {
  'meeting.read': (caller: Caller) => isSignedIn(caller),
  'meeting.convene': (caller: Caller) => isSecretariat(caller),
  'meeting.amend': (caller: Caller, meeting: OfMeeting) => all(isSecretariat(caller), notOver(meeting)),
  'meeting.move': (caller: Caller, { adopted, to }: OfMove) =>
    all(runs(caller), when(!adopted || to === 'closed', 'report-adopted')),
  'agenda.set': (caller: Caller, meeting: OfMeeting) => all(isSecretariat(caller), notOver(meeting)),
  'meeting-document.add': (caller: Caller, meeting: OfMeeting) => all(takesPart(caller), notOver(meeting)),
  'meeting-document.remove': (caller: Caller, document: OfAgency) =>
    all(forItself(caller, document), notOver(document)),
  'attendance.record': (caller: Caller, one: OfAgency) => all(forItself(caller, one), notOver(one)),
  'attendance.remove': (caller: Caller, one: OfAgency) => all(forItself(caller, one), notOver(one)),
  'statement.inscribe': (caller: Caller, one: OfAgency) => all(forItself(caller, one), notOver(one)),
  'statement.amend': (caller: Caller, one: OfStatement) =>
    all(
      forItself(caller, one),
      one.words ? belongsTo(caller, one.agencyId) : yes,
      one.record ? runs(caller) : yes,
      notOver(one),
    ),
  'statement.order': (caller: Caller, one: OfMeeting) => all(runs(caller), notOver(one)),
  'meeting-topic.propose': (caller: Caller) => takesPart(caller),
  'meeting-topic.import': (caller: Caller) => isSecretariat(caller),
  'meeting-topic.support': (caller: Caller) => isDelegation(caller),
  'meeting-topic.withdraw': (caller: Caller, topic: { agencyId: string }) => forItself(caller, topic),
  'meeting-topic.choose': (caller: Caller, _: OfMeeting) => runs(caller),
  'draft.propose': (caller: Caller, meeting: OfMeeting) => all(takesPart(caller), notOver(meeting)),
  'draft.write': (caller: Caller, draft: OfDraft) =>
    all(takesPart(caller), notOver(draft), inDrafting(draft)),
  'draft.place': (caller: Caller, draft: OfDraft) => all(isSecretariat(caller), notOver(draft)),
  'draft.table': (caller: Caller, draft: OfDraft) => all(runs(caller), notOver(draft), inDrafting(draft)),
  'draft.reopen': (caller: Caller, draft: OfDraft) =>
    all(runs(caller), notOver(draft), when(draft.draft !== 'drafting', 'draft-open')),
  'draft.withdraw': (caller: Caller, draft: OfOwnDraft) =>
    all(
      any(all(isDelegation(caller), belongsTo(caller, draft.agencyId)), runs(caller)),
      notOver(draft),
      notRuled(draft),
    ),
  'draft.adopt': (caller: Caller, draft: OfDraft) =>
    all(isChair(caller), notOver(draft), when(draft.draft === 'tabled', 'draft-not-tabled')),
  'suggestion.make': (caller: Caller, draft: OfDraft) =>
    all(takesPart(caller), notOver(draft), inDrafting(draft)),
  'suggestion.rule': (caller: Caller, draft: OfDraft) => all(runs(caller), notOver(draft), inDrafting(draft)),
  'suggestion.withdraw': (caller: Caller, one: OfOwnDraft) =>
    all(takesPart(caller), belongsTo(caller, one.agencyId), notOver(one)),
  'comment.write': (caller: Caller, draft: OfDraft) => all(takesPart(caller), notOver(draft)),
  'position.take': (caller: Caller, one: OfOwnDraft) =>
    all(
      isDelegation(caller),
      belongsTo(caller, one.agencyId),
      notOver(one),
      when(one.draft !== 'withdrawn', 'draft-closed'),
    ),
  'report-part.write': (caller: Caller, meeting: OfMeeting) => all(isSecretariat(caller), notOver(meeting)),
  'meeting-report.adopt': (caller: Caller, meeting: OfMeeting & { adopted: boolean }) =>
    all(isChair(caller), notOver(meeting), when(!meeting.adopted, 'report-adopted')),
  'meeting-report.enter': (caller: Caller, meeting: { adopted: boolean }) =>
    all(isSecretariat(caller), when(meeting.adopted, 'report-not-adopted')),
} satisfies Policies
