import { sql } from 'kysely'
import type { Read, Write } from '#platform/database/transaction.ts'
import { act } from '#platform/ledger/act.ts'
import { type Decision, settleFlag } from './recommendations.acts.ts'
import type { FlagPlace, Meeting, ReportDocument } from './recommendations.entity.ts'
import { documentOf } from './reports.store.ts'

/** A report as a list of reports shows it. */
export interface ReportSummary {
  id: string
  slug: string
  language: string
  document: ReportDocument
  enteredAtMs: number
  /** Numbered paragraphs that recommend something; `withSubItems` of them have lettered or marked sub-items. */
  recommendations: number
  withSubItems: number
  subItems: number
  /** Pairs of addressee and obligation. */
  atoms: number
  suggestions: number
  /** Cross-references as printed, pair by pair, and ways back that are not printed. */
  crossReferences: number
  derivedReferences: number
  flags: number
  openFlags: number
  /** How many of its recommendations another document of the registry printed first. */
  reissued: number
}

interface SummaryRow {
  id: string
  slug: string
  language: string
  symbol: string | null
  title: string | null
  byline: string | null
  kind: ReportDocument['kind']
  dated_on: string | null
  meeting: Meeting | null
  entered_at_ms: number
  recommendations: number
  with_sub_items: number
  sub_items: number
  atoms: number
  suggestions: number
  printed: number
  derived: number
  flags: number
  open_flags: number
  reissued: number
}

/** The reports of the registry, the newest meeting first. @param slug only this one */
export async function listReports(tx: Read, slug?: string): Promise<ReportSummary[]> {
  const { rows } = await sql<SummaryRow>`
    select r.id, r.slug, r.language, r.symbol, r.title, r.byline, r.kind, r.dated_on, r.meeting, r.entered_at_ms,
      p.recommendations, p.with_sub_items, p.sub_items, p.reissued, a.atoms, a.suggestions, c.printed, c.derived, f.flags, f.open_flags
    from recommendations.report r
    cross join lateral (select
        count(*)::int as recommendations,
        count(*) filter (where jsonb_array_length(reading->'items') > 0)::int as with_sub_items,
        coalesce(sum(jsonb_array_length(reading->'items')), 0)::int as sub_items,
        count(*) filter (where reissue)::int as reissued
      from recommendations.paragraph where report_id = r.id and role = 'recommendation') p
    cross join lateral (select count(*) filter (where not suggestion)::int as atoms, count(*) filter (where suggestion)::int as suggestions
      from recommendations.atom where report_id = r.id) a
    cross join lateral (select count(*) filter (where origin = 'printed')::int as printed, count(*) filter (where origin = 'derived')::int as derived
      from recommendations.cross_reference where report_id = r.id) c
    cross join lateral (select count(*)::int as flags, count(*) filter (where decision is null)::int as open_flags
      from recommendations.flag where report_id = r.id) f
    where ${slug === undefined ? sql`true` : sql`r.slug = ${slug}`}
    order by coalesce(r.meeting->>'from', r.dated_on, '') desc, r.slug`.execute(tx.db)
  return rows.map(row => ({
    id: row.id,
    slug: row.slug,
    language: row.language,
    document: documentOf(row),
    enteredAtMs: row.entered_at_ms,
    recommendations: row.recommendations,
    withSubItems: row.with_sub_items,
    subItems: row.sub_items,
    atoms: row.atoms,
    suggestions: row.suggestions,
    crossReferences: row.printed,
    derivedReferences: row.derived,
    flags: row.flags,
    openFlags: row.open_flags,
    reissued: row.reissued,
  }))
}

/** Ids of reports; a slug that no report has is left out. */
export async function idsOfSlugs(tx: Read, slugs: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{
    id: string
  }>`select id from recommendations.report where slug = any(${slugs}::text[])`.execute(tx.db)
  return rows.map(row => row.id)
}

/** The literal text of a report. */
export async function findText(tx: Read, slug: string): Promise<string | undefined> {
  const { rows } = await sql<{
    text: string
  }>`select text from recommendations.report where slug = ${slug}`.execute(tx.db)
  return rows[0]?.text
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
  what: string
  remedy: string
  line: number
  para: number | null
  sub: string | null
  compared: boolean
  /** The printed text around it. */
  source: { before: string; found: string; after: string }
  settled: { decision: Decision; remark: string; by: string; atMs: number } | null
}

interface FlagRow extends Omit<SummaryRow, 'id'> {
  flag_id: string
  version: number
  report: string
  text: string
  address: string | null
  code: string
  literal: string
  what: string
  remedy: string
  reading: FlagPlace
  compared: boolean
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
    select f.id as flag_id, f.version, r.slug as report, r.symbol, r.title, r.byline, r.kind, r.dated_on, r.meeting, r.text,
      case when p.role = 'recommendation' then p.address end as address,
      f.code, f.literal, f.what, f.remedy, f.reading, f.compared, f.decision, f.remark, u.name as settled_by, f.settled_at_ms
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
    line: row.reading.line,
    para: row.reading.para,
    sub: row.reading.sub,
    compared: row.compared,
    source: surroundings(row.text, row.reading.source),
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

/** The text around a place, cut at ends of lines or blanks. */
function surroundings(text: string, { start, end }: { start: number; end: number }): FlagRecord['source'] {
  const from = Math.max(0, start - aroundLetters)
  const to = Math.min(text.length, Math.max(start, end) + aroundLetters)
  const cutBefore = from === 0 ? 0 : text.slice(from, start).search(/\s/) + 1 + from
  const last = text.slice(end, to).search(/\s\S*$/)
  const cutAfter = to === text.length || last < 0 ? to : end + last
  return {
    before: text.slice(cutBefore, start),
    found: text.slice(start, end),
    after: text.slice(end, cutAfter),
  }
}

/** How many doubtful places nobody has settled. */
export async function countOpenFlags(tx: Read): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from recommendations.flag where decision is null`.execute(tx.db)
  return rows[0]!.count
}

/**
 * Settles a doubtful place; the text stays as it was read. Settling again replaces what was said, the ledger keeps both.
 * @throws Refused, VersionConflict
 */
export async function settle(
  tx: Write,
  flagId: string,
  settlement: { decision: Decision; remark: string },
  actId: string,
  expectedVersion?: number,
): Promise<void> {
  await act(tx, settleFlag, {
    id: actId,
    subjectId: flagId,
    about: undefined,
    ...(expectedVersion === undefined ? {} : { expectedVersion }),
    payload: settlement,
  })
}
