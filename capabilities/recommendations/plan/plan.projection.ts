import { sql } from 'kysely'
import type { Write } from '#platform/database/transaction.ts'
import type { ActEntry } from '#platform/ledger/act.ts'
import type {
  AmendedAction,
  DecidedReport,
  MadeAssessment,
  MeasuredValue,
  PlannedAction,
  RaisedNotice,
  ReportedProgress,
} from './plan.acts.ts'
import type { EvidenceContent } from './plan.entity.ts'

/** How each act changes the tables of the plan. Called with the act, and again when they are rebuilt from the ledger. */

type Entries<P> = readonly ActEntry<P>[]

export async function projectAction(tx: Write, entries: Entries<PlannedAction>): Promise<void> {
  for (const { subjectId, version, agencyId, recordedAtMs, content } of entries) {
    const a = content.action
    await sql`insert into plan.action (id, version, public, title, what, theme, institution_id, institution_name,
        focal_user_id, focal_role, alternate_user_id, alternate_role, validating_id, starts_on, due_on, budget, currency,
        funds, indicator_kind, indicator_live, indicator_name, indicator_unit, indicator_baseline, indicator_target,
        indicator_months, made_by_agency_id, made_at_ms, changed_at_ms)
      values (${subjectId}, ${version}, ${a.public}, ${a.title}, ${a.what}, ${a.theme}, ${a.institutionId},
        ${a.institutionName}, ${a.focalUserId}, ${a.focalRole}, ${a.alternateUserId}, ${a.alternateRole},
        ${a.validatingId}, ${a.startsOn}::date, ${a.dueOn}::date, ${a.budget}, ${a.currency}, ${a.funds},
        ${a.indicatorKind}, ${a.indicatorLive}, ${a.indicatorName}, ${a.indicatorUnit}, ${a.indicatorBaseline},
        ${a.indicatorTarget}, ${a.indicatorMonths}, ${agencyId}, ${recordedAtMs}, ${recordedAtMs})`.execute(
      tx.db,
    )
    await insertParts(tx, subjectId, content)
  }
}

export async function projectAmendment(tx: Write, entries: Entries<AmendedAction>): Promise<void> {
  for (const { subjectId, version, recordedAtMs, content } of entries) {
    const a = content.action
    await sql`update plan.action set version = ${version}, public = ${a.public}, title = ${a.title}, what = ${a.what},
        theme = ${a.theme}, institution_id = ${a.institutionId}, institution_name = ${a.institutionName},
        focal_user_id = ${a.focalUserId}, focal_role = ${a.focalRole}, alternate_user_id = ${a.alternateUserId},
        alternate_role = ${a.alternateRole}, validating_id = ${a.validatingId}, starts_on = ${a.startsOn}::date,
        due_on = ${a.dueOn}::date, budget = ${a.budget}, currency = ${a.currency}, funds = ${a.funds},
        indicator_kind = ${a.indicatorKind}, indicator_live = ${a.indicatorLive}, indicator_name = ${a.indicatorName},
        indicator_unit = ${a.indicatorUnit}, indicator_baseline = ${a.indicatorBaseline},
        indicator_target = ${a.indicatorTarget}, indicator_months = ${a.indicatorMonths}, changed_at_ms = ${recordedAtMs}
      where id = ${subjectId}`.execute(tx.db)
    await sql`delete from plan.serves where action_id = ${subjectId}`.execute(tx.db)
    await sql`delete from plan.milestone where action_id = ${subjectId}`.execute(tx.db)
    await insertParts(tx, subjectId, content)
  }
}

async function insertParts(tx: Write, actionId: string, { serves, milestones }: PlannedAction) {
  for (const [place, s] of serves.entries()) {
    const r = s.kind === 'registry' ? s : undefined
    const e = s.kind === 'external' ? s : undefined
    await sql`insert into plan.serves (action_id, place, report_id, ordinal, sub, ask, body, citation, wording, url)
      values (${actionId}, ${place}, ${r?.reportId ?? null}, ${r?.ordinal ?? null}, ${r?.sub ?? null}, ${r?.ask ?? null},
        ${e?.body ?? null}, ${e?.citation ?? null}, ${e?.wording ?? null}, ${e?.url ?? null})`.execute(tx.db)
  }
  for (const [place, m] of milestones.entries())
    await sql`insert into plan.milestone (action_id, id, place, title, due_on, done_on)
      values (${actionId}, ${m.id}, ${place}, ${m.title}, ${m.dueOn}::date, ${m.doneOn}::date)`.execute(tx.db)
}

export async function projectWithdrawal(tx: Write, entries: Entries<{ because: string }>): Promise<void> {
  for (const { subjectId, version, recordedAtMs, content } of entries)
    await sql`update plan.action set version = ${version}, withdrawn_at_ms = ${recordedAtMs},
      withdrawn_because = ${content.because}, changed_at_ms = ${recordedAtMs} where id = ${subjectId}`.execute(
      tx.db,
    )
}

export async function projectProgress(tx: Write, entries: Entries<ReportedProgress>): Promise<void> {
  for (const { id, subjectId, version, actorId, agencyId, occurredAtMs, content: c } of entries) {
    await sql`insert into plan.progress (id, action_id, version, public, status, reason, done, spent, agency_id,
        reported_by, reported_at_ms)
      values (${id}, ${subjectId}, ${version}, ${c.public}, ${c.status}, ${c.reason}, ${c.done}, ${c.spent},
        ${agencyId}, ${actorId}, ${occurredAtMs})`.execute(tx.db)
    await insertEvidence(tx, subjectId, id, agencyId, c.evidence)
    for (const { milestoneId, doneOn } of c.reached)
      await sql`update plan.milestone set done_on = ${doneOn}::date
        where action_id = ${subjectId} and id = ${milestoneId}`.execute(tx.db)
  }
}

async function insertEvidence(
  tx: Write,
  actionId: string,
  ofId: string,
  agencyId: string | null,
  evidence: readonly EvidenceContent[],
) {
  for (const [place, e] of evidence.entries())
    await sql`insert into plan.evidence (id, action_id, of_id, place, kind, public, title, file_id, value, unit, on_day,
        source, url, passage, passage_at, agency_id)
      values (${placedId(ofId, place)}, ${actionId}, ${ofId}, ${place}, ${e.kind}, ${e.public}, ${e.title}, ${e.fileId},
        ${e.value}, ${e.unit}, ${e.onDay}::date, ${e.source}, ${e.url}, ${e.passage}, ${e.passageAt}, ${agencyId})`.execute(
      tx.db,
    )
}

/** The id of a part of an entry: the entry's own with its last digits moved by its place, the same at every rebuilding. */
function placedId(id: string, place: number): string {
  const last = (BigInt(`0x${id.slice(-12)}`) + BigInt(place + 1)) % (1n << 48n)
  return `${id.slice(0, -12)}${last.toString(16).padStart(12, '0')}`
}

export async function projectDecision(tx: Write, entries: Entries<DecidedReport>): Promise<void> {
  for (const { actorId, agencyId, occurredAtMs, content: c } of entries)
    await sql`update plan.progress set decision = ${c.decision}, decided_because = ${c.because}, decided_by = ${actorId},
      decided_agency = ${agencyId}, decided_at_ms = ${occurredAtMs} where id = ${c.progressId}`.execute(tx.db)
}

export async function projectAssessment(tx: Write, entries: Entries<MadeAssessment>): Promise<void> {
  for (const { id, subjectId, version, actorId, agencyId, occurredAtMs, content: c } of entries) {
    await sql`insert into plan.assessment (id, action_id, version, public, capacity, status, reason, agency_id,
        assessed_by, assessed_at_ms)
      values (${id}, ${subjectId}, ${version}, ${c.public}, ${c.capacity}, ${c.status}, ${c.reason}, ${agencyId},
        ${actorId}, ${occurredAtMs})`.execute(tx.db)
    await insertEvidence(tx, subjectId, id, agencyId, c.evidence)
  }
}

export async function projectMeasurement(tx: Write, entries: Entries<MeasuredValue>): Promise<void> {
  for (const { id, subjectId, version, actorId, agencyId, occurredAtMs, content: c } of entries)
    await sql`insert into plan.measurement (id, action_id, version, on_day, value, source, agency_id, measured_by,
        measured_at_ms)
      values (${id}, ${subjectId}, ${version}, ${c.onDay}::date, ${c.value}, ${c.source}, ${agencyId}, ${actorId},
        ${occurredAtMs})`.execute(tx.db)
}

export async function projectNotice(tx: Write, entries: Entries<RaisedNotice>): Promise<void> {
  for (const { subjectId, version, recordedAtMs, content: c } of entries)
    await sql`insert into plan.notice (id, version, action_id, milestone_id, stage, due_on, recipient_user_id,
        recipient_role, recipient_agency_id, raised_at_ms)
      values (${subjectId}, ${version}, ${c.actionId}, ${c.milestoneId}, ${c.stage}, ${c.dueOn}::date,
        ${c.recipientUserId}, ${c.recipientRole}, ${c.recipientAgencyId}, ${recordedAtMs})`.execute(tx.db)
}

export async function projectSeen(tx: Write, entries: Entries<Record<string, never>>): Promise<void> {
  for (const { subjectId, version, recordedAtMs } of entries)
    await sql`update plan.notice set version = ${version}, seen_at_ms = ${recordedAtMs} where id = ${subjectId}`.execute(
      tx.db,
    )
}

/** What is built anew from the ledger. */
export const planProjections = {
  tables: [
    'plan.action',
    'plan.serves',
    'plan.milestone',
    'plan.progress',
    'plan.assessment',
    'plan.evidence',
    'plan.measurement',
    'plan.notice',
  ],
  acts: [
    'plan.open',
    'plan.amend',
    'plan.withdraw',
    'plan.report',
    'plan.validate',
    'plan.assess',
    'plan.measure',
    'plan.remind',
    'plan.put-aside',
  ],
} as const
