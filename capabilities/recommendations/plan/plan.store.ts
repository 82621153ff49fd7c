import { sql } from 'kysely'
import type { Read, Write } from '#platform/database/transaction.ts'
import { act } from '#platform/ledger/act.ts'
import type { Meeting, ParagraphKind, ReportDocument } from '../recommendations.entity.ts'
import { citationOf } from '../recommendations.rules.ts'
import { documentOf } from '../reports.store.ts'
import {
  type AmendedAction,
  amendAction,
  assessAction,
  type DecidedReport,
  decideReport,
  type MadeAssessment,
  type MeasuredValue,
  measureIndicator,
  openAction,
  type PlannedAction,
  type ReportedProgress,
  reportProgress,
  withdrawAction,
} from './plan.acts.ts'
import type {
  Action,
  Answered,
  Finding,
  Measurement,
  MilestoneContent,
  Progress,
  Serves,
  ShownEvidence,
} from './plan.entity.ts'
import type { ActionBearers } from './plan.policy.ts'

/** Most actions that one plan holds; a plan of a State has some hundreds. */
export const actionsMax = 2_000

type ActionRow = Omit<Action, 'answers' | 'milestones' | 'progress' | 'findings' | 'measurements'>

/**
 * The actions of the plan with everything that the caller may see of them, by the day on which they are due.
 * @param which one action, or all; withdrawn ones only when asked for one
 */
export async function findActions(tx: Read, which: { id?: string } = {}): Promise<Action[]> {
  const { rows } = await sql<ActionRow>`
    select a.id, h.version, a.public, a.title, a.what, a.theme,
      a.institution_id as "institutionId", a.institution_name as "institutionName",
      coalesce(i.name, a.institution_name) as institution,
      a.focal_user_id as "focalUserId", a.focal_role as "focalRole",
      a.alternate_user_id as "alternateUserId", a.alternate_role as "alternateRole",
      a.validating_id as "validatingId", v.name as validating,
      a.starts_on::text as "startsOn", a.due_on::text as "dueOn",
      a.budget::float8 as budget, a.currency, a.funds,
      a.indicator_kind as "indicatorKind", a.indicator_live as "indicatorLive", a.indicator_name as "indicatorName",
      a.indicator_unit as "indicatorUnit", a.indicator_baseline::float8 as "indicatorBaseline",
      a.indicator_target::float8 as "indicatorTarget", a.indicator_months as "indicatorMonths",
      a.made_by_agency_id as "madeByAgencyId", a.made_at_ms as "madeAtMs", a.changed_at_ms as "changedAtMs",
      a.withdrawn_at_ms as "withdrawnAtMs", a.withdrawn_because as "withdrawnBecause", plan.inside(a.id) as inside
    from plan.action a
    join ledger.head h on h.subject_id = a.id
    left join access.agency_directory i on i.id = a.institution_id
    join access.agency_directory v on v.id = a.validating_id
    where ${which.id === undefined ? sql`a.withdrawn_at_ms is null` : sql`a.id = ${which.id}`}
    order by a.due_on, a.made_at_ms, a.id limit ${actionsMax}`.execute(tx.db)
  if (rows.length === 0) return []
  const ids = rows.map(r => r.id)
  const answers = await answersOf(tx, ids)
  const milestones = await milestonesOf(tx, ids)
  const evidence = await evidenceOf(tx, ids)
  const progress = await progressOf(tx, ids, evidence)
  const findings = await findingsOf(tx, ids, evidence)
  const measurements = await measurementsOf(tx, ids)
  return rows.map(row => ({
    ...row,
    answers: answers.get(row.id) ?? [],
    milestones: milestones.get(row.id) ?? [],
    progress: progress.get(row.id) ?? [],
    findings: findings.get(row.id) ?? [],
    measurements: measurements.get(row.id) ?? [],
  }))
}

/** One action, withdrawn or not, as the caller may see it. */
export const findAction = async (tx: Read, id: string): Promise<Action | undefined> =>
  (await findActions(tx, { id }))[0]

function byAction<T>(rows: readonly { actionId: string }[]): Map<string, T[]> {
  const grouped = new Map<string, T[]>()
  for (const { actionId, ...rest } of rows) {
    const list = grouped.get(actionId) ?? []
    list.push(rest as T)
    grouped.set(actionId, list)
  }
  return grouped
}

interface AnswerRow {
  actionId: string
  reportId: string | null
  body: string | null
  citation: string | null
  wording: string | null
  url: string | null
  sub: string | null
  ask: number | null
  report: string | null
  address: string | null
  number: number | null
  kind: ParagraphKind | null
  text: string | null
  language: string | null
  symbol: string | null
  title: string | null
  byline: string | null
  report_kind: ReportDocument['kind'] | null
  dated_on: string | null
  report_meeting: Meeting | null
  items: { letter: string | null; text: string }[] | null
}

async function answersOf(tx: Read, ids: readonly string[]): Promise<Map<string, Answered[]>> {
  const { rows } = await sql<AnswerRow>`
    select s.action_id as "actionId", s.report_id as "reportId", s.body, s.citation, s.wording, s.url, s.sub, s.ask,
      r.slug as report, p.address, p.number, p.kind, p.text, p.language, r.symbol, r.title, r.byline,
      r.kind as report_kind, r.dated_on, r.meeting as report_meeting, p.reading -> 'items' as items
    from plan.serves s
    left join recommendations.paragraph p on p.report_id = s.report_id and p.ordinal = s.ordinal
    left join recommendations.report r on r.id = s.report_id
    where s.action_id = any(${ids}::uuid[]) order by s.action_id, s.place`.execute(tx.db)
  return byAction(rows.map(row => ({ actionId: row.actionId, ...answeredOf(row) })))
}

function answeredOf(row: AnswerRow): Answered {
  if (row.reportId === null)
    return {
      kind: 'external',
      report: null,
      address: null,
      sub: null,
      ask: null,
      citation: row.citation!,
      body: row.body,
      wording: row.wording!,
      language: null,
      url: row.url,
      year: null,
    }
  const document = documentOf({
    symbol: row.symbol,
    title: row.title,
    byline: row.byline,
    dated_on: row.dated_on,
    kind: row.report_kind!,
    meeting: row.report_meeting,
  })
  return {
    kind: 'registry',
    report: row.report,
    address: row.address,
    sub: row.sub,
    ask: row.ask,
    citation: citationOf(document, row.kind!, row.number!, row.sub),
    body: null,
    wording: row.items?.find(item => item.letter === row.sub && row.sub !== null)?.text ?? row.text!,
    language: row.language,
    url: null,
    year: document.meeting?.year ?? null,
  }
}

async function milestonesOf(tx: Read, ids: readonly string[]): Promise<Map<string, MilestoneContent[]>> {
  const { rows } = await sql<MilestoneContent & { actionId: string }>`
    select action_id as "actionId", id, title, due_on::text as "dueOn", done_on::text as "doneOn"
    from plan.milestone where action_id = any(${ids}::uuid[]) order by action_id, due_on, place`.execute(
    tx.db,
  )
  return byAction(rows)
}

async function evidenceOf(tx: Read, ids: readonly string[]): Promise<Map<string, ShownEvidence[]>> {
  const { rows } = await sql<ShownEvidence & { ofId: string }>`
    select of_id as "ofId", id, kind, public, title, file_id as "fileId", value::float8 as value, unit,
      on_day::text as "onDay", source, url, passage, passage_at as "passageAt", agency_id as "agencyId"
    from plan.evidence where action_id = any(${ids}::uuid[]) order by of_id, place`.execute(tx.db)
  return byAction(rows.map(({ ofId, ...rest }) => ({ actionId: ofId, ...rest })))
}

async function progressOf(tx: Read, ids: readonly string[], evidence: ReadonlyMap<string, ShownEvidence[]>) {
  const { rows } = await sql<Omit<Progress, 'evidence'> & { actionId: string }>`
    select action_id as "actionId", id, version, public, status, reason, done, spent::float8 as spent,
      agency_id as "agencyId", reported_by as "authorUserId", reported_at_ms as "atMs", decision,
      decided_because as "decidedBecause", decided_at_ms as "decidedAtMs"
    from plan.progress where action_id = any(${ids}::uuid[]) order by action_id, version`.execute(tx.db)
  return byAction<Progress>(rows.map(row => ({ ...row, evidence: evidence.get(row.id) ?? [] })))
}

async function findingsOf(tx: Read, ids: readonly string[], evidence: ReadonlyMap<string, ShownEvidence[]>) {
  const { rows } = await sql<Omit<Finding, 'evidence'> & { actionId: string }>`
    select action_id as "actionId", id, version, public, capacity, status, reason, agency_id as "agencyId",
      assessed_by as "authorUserId", assessed_at_ms as "atMs"
    from plan.assessment where action_id = any(${ids}::uuid[]) order by action_id, version`.execute(tx.db)
  return byAction<Finding>(rows.map(row => ({ ...row, evidence: evidence.get(row.id) ?? [] })))
}

async function measurementsOf(tx: Read, ids: readonly string[]): Promise<Map<string, Measurement[]>> {
  const { rows } = await sql<Measurement & { actionId: string }>`
    select action_id as "actionId", id, on_day::text as "onDay", value::float8 as value, source, measured_at_ms as "atMs"
    from plan.measurement where action_id = any(${ids}::uuid[]) order by action_id, on_day, version`.execute(
    tx.db,
  )
  return byAction(rows)
}

/** What an action answers, as it is kept, for amending it. */
export async function findServes(tx: Read, actionId: string): Promise<Serves[]> {
  const { rows } = await sql<{
    report_id: string | null
    ordinal: number | null
    sub: string | null
    ask: number | null
    body: string | null
    citation: string | null
    wording: string | null
    url: string | null
  }>`select report_id, ordinal, sub, ask, body, citation, wording, url from plan.serves
    where action_id = ${actionId} order by place`.execute(tx.db)
  return rows.map(r =>
    r.report_id === null
      ? { kind: 'external', body: r.body!, citation: r.citation!, wording: r.wording!, url: r.url }
      : { kind: 'registry', reportId: r.report_id, ordinal: r.ordinal!, sub: r.sub, ask: r.ask },
  )
}

/** What policies look at. */
export const bearersOf = (action: Action): ActionBearers => ({
  institutionAgencyId: action.institutionId,
  focalUserId: action.focalUserId,
  focalRole: action.focalRole,
  alternateUserId: action.alternateUserId,
  alternateRole: action.alternateRole,
  validatingAgencyId: action.validatingId,
  withdrawn: action.withdrawnAtMs !== null,
})

/** The client's id of the act, and the version that she saw. */
export interface Saying {
  actId: string
  expectedVersion?: number | undefined
  /** When it happened, milliseconds since 1970, if that is not now. */
  occurredAtMs?: number | undefined
}

const seen = ({ expectedVersion, occurredAtMs }: Saying) => ({
  ...(expectedVersion === undefined ? {} : { expectedVersion }),
  ...(occurredAtMs === undefined ? {} : { occurredAtMs }),
})

/** Puts an action into the plan. @throws Refused, VersionConflict when the id is taken */
export async function open(tx: Write, id: string, planned: PlannedAction, saying: Saying): Promise<void> {
  await act(tx, openAction, {
    id: saying.actId,
    subjectId: id,
    about: undefined,
    ...seen(saying),
    expectedVersion: 0,
    payload: planned,
  })
}

/** Changes the plan of an action. @throws Refused, VersionConflict */
export async function amend(
  tx: Write,
  action: Action,
  payload: AmendedAction,
  saying: Saying,
): Promise<void> {
  await act(tx, amendAction, {
    id: saying.actId,
    subjectId: action.id,
    about: bearersOf(action),
    ...seen(saying),
    payload,
  })
}

/** Takes an action out of the plan, with the reason; what was said of it stays in the ledger. @throws Refused, VersionConflict */
export async function withdraw(tx: Write, action: Action, because: string, saying: Saying): Promise<void> {
  await act(tx, withdrawAction, {
    id: saying.actId,
    subjectId: action.id,
    about: bearersOf(action),
    ...seen(saying),
    payload: { because },
  })
}

/** Records what the institution reports. @throws Refused, VersionConflict */
export async function report(
  tx: Write,
  action: Action,
  payload: ReportedProgress,
  saying: Saying,
): Promise<void> {
  await act(tx, reportProgress, {
    id: saying.actId,
    subjectId: action.id,
    about: bearersOf(action),
    ...seen(saying),
    payload,
  })
}

/** Records what the validating authority decides of a report. @throws Refused, VersionConflict */
export async function decide(
  tx: Write,
  action: Action,
  progress: Progress,
  payload: DecidedReport,
  saying: Saying,
): Promise<void> {
  await act(tx, decideReport, {
    id: saying.actId,
    subjectId: action.id,
    about: { ...bearersOf(action), authorUserId: progress.authorUserId },
    ...seen(saying),
    payload,
  })
}

/** Records what somebody independent finds. @throws Refused, VersionConflict */
export async function assess(
  tx: Write,
  action: Action,
  payload: MadeAssessment,
  saying: Saying,
): Promise<void> {
  await act(tx, assessAction, {
    id: saying.actId,
    subjectId: action.id,
    about: bearersOf(action),
    ...seen(saying),
    payload,
  })
}

/** Records a value of an indicator kept by hand. @throws Refused, VersionConflict */
export async function measure(
  tx: Write,
  action: Action,
  payload: MeasuredValue,
  saying: Saying,
): Promise<void> {
  await act(tx, measureIndicator, {
    id: saying.actId,
    subjectId: action.id,
    about: bearersOf(action),
    ...seen(saying),
    payload,
  })
}
