import { sql } from 'kysely'
import type { Read, Write } from '#platform/database/transaction.ts'
import { act } from '#platform/ledger/act.ts'
import { type Decision, settleFlag } from './recommendations.acts.ts'
import type { FlagPlace, Meeting, ReportDocument } from './recommendations.entity.ts'
import { documentOf } from './reports.store.ts'

/** An atom as a person may read it otherwise. */
export interface CorrectableAtom {
  place: number
  sub: string | null
  addressee: string
  deontic: string
  text: string
}

/** A doubtful place with the source around it. */
export interface FlagRecord {
  id: string
  version: number
  report: string
  document: ReportDocument
  /** Address of the recommendation it stands in; null elsewhere in the report. */
  address: string | null
  code: string
  literal: string
  /** In English; `named` are the values for the sentences in other languages. */
  what: string
  remedy: string
  named: string[]
  line: number
  /** Page of the file; null where the file has none. */
  page: number | null
  para: number | null
  sub: string | null
  compared: boolean
  /** The printed text around it, and the number of its first line. */
  source: { before: string; found: string; after: string; firstLine: number; firstPage: number | null }
  /** What was read in its paragraph. */
  atoms: CorrectableAtom[]
  /** Whether an erratum can be attached: the place stands in a numbered paragraph. */
  inParagraph: boolean
  settled: { decision: Decision; remark: string; by: string; atMs: number } | null
}

interface FlagRow {
  flag_id: string
  version: number
  report: string
  symbol: string | null
  title: string | null
  byline: string | null
  kind: ReportDocument['kind']
  dated_on: string | null
  meeting: Meeting | null
  text: string
  pages: number | null
  address: string | null
  code: string
  literal: string
  what: string
  remedy: string
  named: string[]
  reading: FlagPlace
  compared: boolean
  ordinal: number | null
  atoms: CorrectableAtom[]
  decision: Decision | null
  remark: string | null
  settled_by: string | null
  settled_at_ms: number | null
}

/** Doubtful places: those still open first, then as they stand in the reports. */
export async function listFlags(
  tx: Read,
  which: { report?: string; open?: boolean; id?: string; limit?: number },
): Promise<FlagRecord[]> {
  const { rows } = await sql<FlagRow>`
    select f.id as flag_id, f.version, r.slug as report, r.symbol, r.title, r.byline, r.kind, r.dated_on, r.meeting,
      r.text, r.pages, case when p.role = 'recommendation' then p.address end as address,
      f.code, f.literal, f.what, f.remedy, f.named, f.reading, f.compared, f.ordinal,
      coalesce((select jsonb_agg(jsonb_build_object('place', a.place, 'sub', a.sub, 'addressee', a.addressee,
          'deontic', a.deontic, 'text', a.text) order by a.place)
        from recommendations.atom a where a.report_id = f.report_id and a.ordinal = f.ordinal and not a.suggestion), '[]') as atoms,
      f.decision, f.remark, u.name as settled_by, f.settled_at_ms
    from recommendations.flag f join recommendations.report r on r.id = f.report_id
    left join recommendations.paragraph p on p.report_id = f.report_id and p.ordinal = f.ordinal
    left join accounts."user" u on u.id = f.settled_by
    where ${which.report === undefined ? sql`true` : sql`r.slug = ${which.report}`}
      and ${which.open === undefined ? sql`true` : sql`(f.decision is null) = ${which.open}`}
      and ${which.id === undefined ? sql`true` : sql`f.id = ${which.id}`}
    order by f.decision is not null, coalesce(r.meeting->>'from', r.dated_on, '') desc, r.slug, f.place
    limit ${which.limit ?? 500}`.execute(tx.db)
  return rows.map(row => ({
    id: row.flag_id,
    version: row.version,
    report: row.report,
    document: documentOf(row),
    address: row.address,
    code: row.code,
    literal: row.literal,
    what: row.what,
    remedy: row.remedy,
    named: row.named,
    line: row.reading.line,
    page: row.pages === null ? null : pageAt(row.text, row.reading.source.start),
    para: row.reading.para,
    sub: row.reading.sub,
    compared: row.compared,
    source: surroundings(row.text, row.reading, row.pages !== null),
    atoms: row.atoms,
    inParagraph: row.ordinal !== null,
    settled:
      row.decision === null
        ? null
        : {
            decision: row.decision,
            remark: row.remark ?? '',
            by: row.settled_by ?? '',
            atMs: row.settled_at_ms!,
          },
  }))
}

const aroundLetters = 420

/** The text around a place in whole lines, or cut at a blank where a line is very long. */
function surroundings(
  text: string,
  { line, source: { start, end } }: FlagPlace,
  paged: boolean,
): FlagRecord['source'] {
  const from = Math.max(0, start - aroundLetters)
  const to = Math.min(text.length, Math.max(start, end) + aroundLetters)
  const cutBefore = from === 0 ? 0 : text.slice(from, start).search(/\s/) + 1 + from
  const last = text.slice(end, to).search(/\s\S*$/)
  const cutAfter = to === text.length || last < 0 ? to : end + last
  const before = text.slice(cutBefore, start)
  return {
    before,
    found: text.slice(start, end),
    after: text.slice(end, cutAfter),
    firstLine: line - lineBreaks(before),
    firstPage: paged ? pageAt(text, cutBefore) : null,
  }
}

const lineBreaks = (text: string): number => text.match(/\r\n|\n|\r|\f|\u2028|\u2029/g)?.length ?? 0

/** Form feeds part the pages. */
function pageAt(text: string, at: number): number {
  let page = 1
  for (let feed = text.indexOf('\f'); feed >= 0 && feed < at; feed = text.indexOf('\f', feed + 1)) page++
  return page
}

/** How many doubtful places nobody has settled. */
export async function countOpenFlags(tx: Read): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from recommendations.flag where decision is null`.execute(tx.db)
  return rows[0]!.count
}

/** The paragraph a doubtful place stands in. */
export async function findFlagged(
  tx: Read,
  flagId: string,
): Promise<
  { reportId: string; ordinal: number | null; sub: string | null; text: string | null } | undefined
> {
  const { rows } = await sql<{
    reportId: string
    ordinal: number | null
    sub: string | null
    text: string | null
  }>`
    select f.report_id as "reportId", f.ordinal, f.reading->>'sub' as sub, p.text from recommendations.flag f
    left join recommendations.paragraph p on p.report_id = f.report_id and p.ordinal = f.ordinal
    where f.id = ${flagId}`.execute(tx.db)
  return rows[0]
}

/**
 * Settles a doubtful place; the text stays as it was read. Settling again replaces what was said, the ledger keeps both.
 * @returns true when the same act had been recorded before
 * @throws Refused, VersionConflict
 */
export async function settle(
  tx: Write,
  flagId: string,
  settlement: { decision: Decision; remark: string },
  actId: string,
  expectedVersion?: number,
): Promise<boolean> {
  const { repeated } = await act(tx, settleFlag, {
    id: actId,
    subjectId: flagId,
    about: undefined,
    ...(expectedVersion === undefined ? {} : { expectedVersion }),
    payload: settlement,
  })
  return repeated
}
