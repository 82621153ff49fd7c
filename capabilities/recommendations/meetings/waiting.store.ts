import { sql } from 'kysely'
import type { HomeItem } from '#platform/access/home.ts'
import type { Read } from '#platform/database/transaction.ts'
import type { DraftState, MeetingState } from './meetings.entity.ts'
import { allowed } from './permitted.ts'

interface WaitingDraft {
  id: string
  meetingId: string
  meeting: MeetingState
  lastDay: string
  draft: DraftState
  suggestions: number
  /** The caller's State has said what it holds of it. */
  held: boolean
}

/**
 * What waits for the caller at meetings that are not over: drafts on which her State has taken no position, texts that
 * the Chair has not ruled on, suggestions to take up or decline. Each by the last day of the meeting.
 */
export async function waitingAtMeetings(tx: Read): Promise<HomeItem[]> {
  const { rows } = await sql<WaitingDraft>`
    select d.id, d.meeting_id as "meetingId", m.state as meeting, m.to_on as "lastDay", d.state as draft,
      (select count(*)::int from meetings.suggestion s where s.draft_id = d.id and s.state = 'open') as suggestions,
      exists (select from meetings.position p where p.draft_id = d.id and p.agency_id = ${tx.caller.agencyId}) as held
    from meetings.draft d join meetings.meeting m on m.id = d.meeting_id
    where d.state in ('drafting', 'tabled') and m.state <> 'closed'
    order by m.to_on, d.place, d.id`.execute(tx.db)
  const mayDo = (act: 'position.take' | 'draft.adopt' | 'suggestion.rule') => (one: WaitingDraft) =>
    allowed(tx.caller, [act], { state: one.meeting, draft: one.draft, agencyId: tx.caller.agencyId }).length >
    0
  const suggested = rows.filter(one => one.suggestions > 0).filter(mayDo('suggestion.rule'))
  return [
    item('positions', rows.filter(one => !one.held).filter(mayDo('position.take'))),
    item('rulings', rows.filter(mayDo('draft.adopt'))),
    item(
      'suggestions',
      suggested,
      suggested.reduce((sum, one) => sum + one.suggestions, 0),
    ),
  ]
}

/** One draft is opened at once; several are chosen from at their meeting, or from all meetings. */
function item(kind: string, drafts: readonly WaitingDraft[], count = drafts.length): HomeItem {
  const [first] = drafts
  const oneMeeting = drafts.every(one => one.meetingId === first?.meetingId)
  return {
    titleKey: `meetings.nav.${kind}.waiting`,
    to:
      !first || !oneMeeting
        ? '/meetings'
        : `/meetings/${first.meetingId}${drafts.length > 1 ? '' : `/drafts/${first.id}`}`,
    count,
    ...(first ? { due: first.lastDay } : {}),
  }
}
