import { sql } from 'kysely'
import { nodeCaller } from '#kernel/policy/caller.ts'
import type { Database } from '#platform/database/open.ts'
import type { Read, Write } from '#platform/database/transaction.ts'
import { act } from '#platform/ledger/act.ts'
import { idOf } from '../reports.projection.ts'
import { putNoticeAside, type RaisedNotice, raiseNotice } from './plan.acts.ts'
import type { Action, Stage } from './plan.entity.ts'
import { dayOf, duesOf, stageOn } from './plan.rules.ts'
import { findActions } from './plan.store.ts'

const node = nodeCaller('administration')

/**
 * Raises what has to be reminded of today: one notice for each focal point, thing due and stage. Running it again, or in
 * two processes at once, raises nothing twice.
 * @returns how many notices are new
 */
export async function raiseReminders(database: Database): Promise<number> {
  const { wanted, known } = await database.read(node, async tx => {
    const today = dayOf(tx.now)
    const wanted = (await findActions(tx)).flatMap(action => noticesFor(action, today))
    const { rows } = await sql<{ id: string }>`select plan.raised() as id`.execute(tx.db)
    return { wanted, known: new Set(rows.map(r => r.id)) }
  })
  let raised = 0
  for (const notice of wanted) {
    const id = noticeId(notice)
    if (known.has(id)) continue
    await database.write(node, tx =>
      act(tx, raiseNotice, { id: idOf('raised', id), subjectId: id, about: undefined, payload: notice }),
    )
    raised++
  }
  return raised
}

/** The same notice has the same id, so that it is raised once. */
const noticeId = (n: RaisedNotice): string =>
  idOf(
    'notice',
    n.actionId,
    n.milestoneId ?? '',
    n.dueOn,
    n.stage,
    n.recipientUserId ?? `${n.recipientAgencyId} ${n.recipientRole}`,
  )

/** Notices that an action calls for on a day, for its focal point and her alternate. */
export function noticesFor(action: Action, today: string): RaisedNotice[] {
  const recipients = recipientsOf(action)
  return duesOf(action).flatMap(({ actionId, milestoneId, dueOn }) => {
    const stage = stageOn(dueOn, today)
    return stage === undefined
      ? []
      : recipients.map(recipient => ({ actionId, milestoneId, dueOn, stage, ...recipient }))
  })
}

type Recipient = Pick<RaisedNotice, 'recipientUserId' | 'recipientRole' | 'recipientAgencyId'>

/** Where the institution is not on this node, those who make the plan are reminded. */
function recipientsOf(action: Action): Recipient[] {
  const { institutionId } = action
  if (institutionId === null)
    return ['ministry', 'coordinator'].map(role => ({
      recipientUserId: null,
      recipientRole: role,
      recipientAgencyId: action.madeByAgencyId,
    }))
  const to = (userId: string | null, role: string | null): Recipient[] =>
    userId === null && role === null
      ? []
      : [
          {
            recipientUserId: userId,
            recipientRole: userId === null ? role : null,
            recipientAgencyId: institutionId,
          },
        ]
  return [...to(action.focalUserId, action.focalRole), ...to(action.alternateUserId, action.alternateRole)]
}

export interface ShownNotice {
  id: string
  version: number
  actionId: string
  action: string
  milestone: string | null
  stage: Stage
  dueOn: string
  raisedAtMs: number
  recipientUserId: string | null
  recipientRole: string | null
  recipientAgencyId: string
}

/**
 * Open reminders of the caller, what is due first on top. What was done meanwhile is no longer reminded of, and of each
 * thing only the last reminder stands.
 */
export async function findNotices(tx: Read): Promise<ShownNotice[]> {
  const { rows } = await sql<ShownNotice>`
    select distinct on (n.due_on, n.action_id, n.milestone_id) n.id, n.version, n.action_id as "actionId",
      a.title as action, m.title as milestone, n.stage, n.due_on::text as "dueOn", n.raised_at_ms as "raisedAtMs",
      n.recipient_user_id as "recipientUserId", n.recipient_role as "recipientRole",
      n.recipient_agency_id as "recipientAgencyId"
    from plan.notice n
    join plan.action a on a.id = n.action_id and a.withdrawn_at_ms is null
    left join plan.milestone m on m.action_id = n.action_id and m.id = n.milestone_id
    where n.seen_at_ms is null
      and (n.milestone_id is null and a.due_on = n.due_on or m.done_on is null and m.due_on = n.due_on)
      and not exists (select from plan.progress p where p.action_id = a.id and p.decision is distinct from 'returned'
        and p.status in ('implemented', 'no-longer-relevant')
        and not exists (select from plan.progress q where q.action_id = a.id and q.version > p.version
          and q.decision is distinct from 'returned'))
      -- What was put aside at a later stage stays so.
      and not exists (select from plan.notice o where o.action_id = n.action_id
        and o.milestone_id is not distinct from n.milestone_id and o.due_on = n.due_on
        and o.recipient_user_id is not distinct from n.recipient_user_id and o.raised_at_ms > n.raised_at_ms)
    order by n.due_on, n.action_id, n.milestone_id, n.raised_at_ms desc`.execute(tx.db)
  return rows
}

/** Puts a reminder aside; the next stage is raised all the same. @throws Refused, VersionConflict */
export async function putAside(tx: Write, notice: ShownNotice, actId: string): Promise<void> {
  await act(tx, putNoticeAside, {
    id: actId,
    subjectId: notice.id,
    about: notice,
    expectedVersion: notice.version,
    payload: {},
  })
}

/** Reports that wait for the caller's decision as validating authority. */
export async function countAwaiting(tx: Read): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from plan.progress p
    join plan.action a on a.id = p.action_id and a.withdrawn_at_ms is null
    where p.decision is null and plan.validates(a.id) and p.reported_by <> (select access.member())
      and not exists (select from plan.progress q where q.action_id = p.action_id and q.version > p.version)`.execute(
    tx.db,
  )
  return rows[0]?.count ?? 0
}
