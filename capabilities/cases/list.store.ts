import { type RawBuilder, sql } from 'kysely'
import type { Plain } from '#kernel/entity/describe.ts'
import { insertRows } from '#platform/database/insert-rows.ts'
import type { Read, Write } from '#platform/database/transaction.ts'
import type { ActEntry } from '#platform/ledger/act.ts'
import type { AmendedCase, OpenedCase } from './cases.acts.ts'
import type { CaseFilter } from './list.entity.ts'

/** One line of the list: what one decides by, none of it identity. */
export interface ListedCase {
  id: string
  reference: string
  externalReference?: string
  openedOn?: string
  status?: string
  gender?: string
  ageBand?: string
  citizenship?: string[]
  countryOfExploitation?: string[]
  exploitation?: string[]
  traffickingStatus?: string
  changedAtMs: number
  erased: boolean
}

export interface CaseList {
  cases: ListedCase[]
  /** Where the next page begins; absent on the last. */
  next?: string
}

/** Cases of the caller's agency that pass the filter, the newest first. @param after `next` of the page before */
export async function listCases(
  tx: Read,
  filter: CaseFilter,
  page: { limit: number; after?: string },
): Promise<CaseList> {
  const from = page.after === undefined ? undefined : readCursor(page.after)
  const conditions = [
    ...conditionsOf(filter, todayOf(tx)),
    ...(from ? [sql`(l.opened_on, l.case_id) < (${from.openedOn}, ${from.id}::uuid)`] : []),
  ]
  const { rows } = await sql<Row>`
    with page as materialized (
      select * from cases.listed l where ${sql.join(conditions, sql` and `)}
      order by l.opened_on desc, l.case_id desc limit ${page.limit + 1})
    select page.*, c.changed_at_ms, c.erased from page join cases.case c on c.id = page.case_id
    order by page.opened_on desc, page.case_id desc`.execute(tx.db)
  const cases = rows.slice(0, page.limit).map(listedCase)
  const last = rows[page.limit - 1]
  return {
    cases,
    ...(rows.length > page.limit && last && { next: cursorOf(last.opened_on, last.case_id) }),
  }
}

/** The first page with the counts of all that pass; where nothing passes, the cases are not looked through again. */
export async function firstPage(tx: Read, filter: CaseFilter, limit: number): Promise<CaseList & CaseCounts> {
  const counts = await countCases(tx, filter)
  return { ...(counts.total === 0 ? { cases: [] } : await listCases(tx, filter, { limit })), ...counts }
}

/**
 * Open cases of the caller's agency whose support plan has passed its planned end.
 * @returns how many, and the planned end of the oldest
 */
export async function countOverduePlans(tx: Read): Promise<{ count: number; due?: string }> {
  const { rows } = await sql<{ n: number; due: string | null }>`
    select count(*) as n, min(l.plan_due_on) as due from cases.listed l
    where l.agency_id = (select access.agency()) and ${planIsOver(todayOf(tx))}`.execute(tx.db)
  const row = rows[0]!
  return { count: Number(row.n), ...(row.due !== null && { due: row.due }) }
}

/** How many cases pass a filter, in all and by status; cases without a status count under ''. */
export interface CaseCounts {
  total: number
  byStatus: Record<string, number>
}

async function countCases(tx: Read, filter: CaseFilter): Promise<CaseCounts> {
  const { rows } = await sql<{
    status: string
    n: number
  }>`select coalesce(l.status, '') as status, count(*) as n
    from cases.listed l where ${sql.join(conditionsOf(filter, todayOf(tx)), sql` and `)} group by 1`.execute(
    tx.db,
  )
  return {
    total: rows.reduce((sum, r) => sum + Number(r.n), 0),
    byStatus: Object.fromEntries(rows.map(r => [r.status, Number(r.n)])),
  }
}

/** Ids of all cases that pass the filter, the oldest first. */
export async function findCaseIds(tx: Read, filter: CaseFilter): Promise<string[]> {
  const { rows } = await sql<{ case_id: string }>`select l.case_id from cases.listed l
    where ${sql.join(conditionsOf(filter, todayOf(tx)), sql` and `)} order by l.opened_on, l.case_id`.execute(
    tx.db,
  )
  return rows.map(r => r.case_id)
}

/** The lines of some cases, in the order of the list; those that the caller may not see are left out. */
export async function findListed(tx: Read, ids: readonly string[]): Promise<ListedCase[]> {
  const { rows } = await sql<Row>`select l.*, c.changed_at_ms, c.erased from cases.listed l
    join cases.case c on c.id = l.case_id
    where l.agency_id = (select access.agency()) and l.case_id = any(${ids}::uuid[])
    order by l.opened_on desc, l.case_id desc`.execute(tx.db)
  return rows.map(listedCase)
}

/** A partly known day is over when the whole month or year is. @param today YYYY-MM-DD */
const planIsOver = (today: string) =>
  sql`l.plan_due_on < left(${today}, length(l.plan_due_on)) and l.status in ('Active', 'FollowUp')`

const todayOf = (tx: Read) => tx.now.toISOString().slice(0, 10)

function conditionsOf(filter: CaseFilter, today: string): RawBuilder<unknown>[] {
  const conditions: RawBuilder<unknown>[] = [sql`l.agency_id = (select access.agency())`]
  const any = (column: string, values: readonly string[] | undefined) => {
    if (values?.length) conditions.push(sql`l.${sql.ref(column)} = any(${[...values]}::text[])`)
  }
  const overlaps = (column: string, values: readonly string[] | undefined) => {
    if (values?.length) conditions.push(sql`l.${sql.ref(column)} && ${[...values]}::text[]`)
  }
  any('status', filter.status)
  any('gender', filter.gender)
  any('age_band', filter.ageBand)
  any('trafficking_status', filter.traffickingStatus)
  overlaps('citizenship', filter.citizenship)
  overlaps('country_of_exploitation', filter.countryOfExploitation)
  overlaps('type_of_exploitation', filter.exploitation)
  if (filter.yearFrom !== undefined) conditions.push(sql`l.opened_on >= ${String(filter.yearFrom)}`)
  if (filter.yearTo !== undefined)
    conditions.push(sql`l.opened_on < ${String(filter.yearTo + 1)} and l.opened_on <> ''`)
  if (filter.planOverdue) conditions.push(planIsOver(today))
  const search = filter.search?.trim()
  if (search)
    conditions.push(
      sql`(l.reference like ${`${escaped(asReference(search))}%`} or l.external_reference ilike ${`${escaped(search)}%`})`,
    )
  return conditions
}

/** References are typed in any case, with or without their dash, and with the letters that they avoid. */
function asReference(text: string): string {
  const plain = text
    .toUpperCase()
    .replace(/[\s-]/g, '')
    .replace(/[IL]/g, '1')
    .replace(/O/g, '0')
    .replace(/U/g, 'V')
  return plain.length > 5 ? `${plain.slice(0, 5)}-${plain.slice(5)}` : plain
}
const escaped = (text: string) => text.replace(/[\\%_]/g, sign => `\\${sign}`)

const cursorOf = (openedOn: string, id: string) => Buffer.from(`${openedOn} ${id}`).toString('base64url')
function readCursor(text: string): { openedOn: string; id: string } | undefined {
  const [, openedOn, id] =
    /^([\d-]{0,10}) ([0-9a-f-]{36})$/.exec(Buffer.from(text, 'base64url').toString()) ?? []
  return openedOn === undefined || id === undefined ? undefined : { openedOn, id }
}

interface Row {
  case_id: string
  reference: string
  external_reference: string | null
  opened_on: string
  status: string | null
  gender: string | null
  age_band: string | null
  citizenship: string[] | null
  country_of_exploitation: string[] | null
  type_of_exploitation: string[] | null
  trafficking_status: string | null
  changed_at_ms: number
  erased: boolean
}

const listedCase = (r: Row): ListedCase => ({
  id: r.case_id,
  reference: r.reference,
  changedAtMs: r.changed_at_ms,
  erased: r.erased,
  ...(r.external_reference !== null && { externalReference: r.external_reference }),
  ...(r.opened_on !== '' && { openedOn: r.opened_on }),
  ...(r.status !== null && { status: r.status }),
  ...(r.gender !== null && { gender: r.gender }),
  ...(r.age_band !== null && { ageBand: r.age_band }),
  ...(r.citizenship !== null && { citizenship: r.citizenship }),
  ...(r.country_of_exploitation !== null && { countryOfExploitation: r.country_of_exploitation }),
  ...(r.type_of_exploitation !== null && { exploitation: r.type_of_exploitation }),
  ...(r.trafficking_status !== null && { traffickingStatus: r.trafficking_status }),
})

const copied = [
  'opened_on',
  'reference',
  'external_reference',
  'status',
  'gender',
  'age_band',
  'citizenship',
  'country_of_exploitation',
  'type_of_exploitation',
  'trafficking_status',
  'plan_due_on',
]

/** Puts cases that were just opened into the list of the agency that opened them. */
export function listOpened(tx: Write, entries: readonly ActEntry<OpenedCase>[]): Promise<void> {
  return insertRows(
    tx,
    'cases.listed',
    ['agency_id', 'case_id', ...copied],
    entries.map(({ agencyId, subjectId, content: { reference, parts } }) => {
      const context = parts.victimContext?.open ?? {}
      const person = parts.person?.open ?? {}
      return {
        agency_id: agencyId,
        case_id: subjectId,
        reference,
        opened_on: parts.case?.open.openedOn ?? '',
        external_reference: parts.case?.open.externalReference,
        status: parts.case?.open.status,
        gender: person.gender,
        citizenship: person.citizenship,
        age_band: context.ageBand,
        country_of_exploitation: context.countryOfExploitation,
        type_of_exploitation: context.typeOfExploitation,
        trafficking_status: context.traffickingStatus,
        plan_due_on: firstPlanEnd(parts.supportPlan),
      }
    }),
  )
}

const firstPlanEnd = (plans: readonly { open: Plain }[] | undefined): string | undefined =>
  (plans ?? [])
    .flatMap(({ open }) =>
      typeof open.plannedEndDate === 'string' && open.actualEndDate === undefined
        ? [open.plannedEndDate]
        : [],
    )
    .sort()[0]

const listedParts = ['case', 'person', 'victimContext', 'supportPlan'] as const

/** Brings the lists up to date with amendments that were just applied. */
export async function listAmended(tx: Write, entries: readonly ActEntry<AmendedCase>[]): Promise<void> {
  const ids = entries.filter(e => listedParts.some(part => e.content.parts[part])).map(e => e.subjectId)
  if (ids.length === 0) return
  await sql`update cases.listed l set ${sql.join(copied.map(c => sql`${sql.ref(c)} = ${source(c)}`))}
    from ${current(ids)} where l.case_id = c.id and l.case_id = any(${ids}::uuid[])`.execute(tx.db)
}

/** Puts cases into the lists of agencies that have just joined them. */
export async function listJoined(
  tx: Write,
  joined: readonly { case_id: string; agency_id: string }[],
): Promise<void> {
  const ids = joined.map(j => j.case_id)
  await sql`insert into cases.listed (agency_id, case_id, ${sql.join(copied.map(c => sql.ref(c)))})
    select n.agency_id, c.id, ${sql.join(copied.map(source))} from ${current(ids)}
    join jsonb_to_recordset(${JSON.stringify(joined)}::jsonb) as n(case_id uuid, agency_id uuid) on n.case_id = c.id
    on conflict do nothing`.execute(tx.db)
}

const current = (
  ids: readonly string[],
) => sql`(select c.id, coalesce(c.opened_on, '') as opened_on, c.reference,
    c.external_reference, c.status, s.gender, s.citizenship, v.age_band, v.country_of_exploitation,
    v.type_of_exploitation, v.trafficking_status,
    (select min(planned_end_date) from cases.support_plan p
      where p.case_id = c.id and p.actual_end_date is null) as plan_due_on
  from cases.case c left join cases.person s on s.case_id = c.id left join cases.victim_context v on v.case_id = c.id
  where c.id = any(${ids}::uuid[])) c`
const source = (column: string) => sql.ref(`c.${column}`)
