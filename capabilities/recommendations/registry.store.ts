import { sql } from 'kysely'
import type { Read } from '#platform/database/transaction.ts'
import type { Meeting, ReportDocument } from './recommendations.entity.ts'
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
