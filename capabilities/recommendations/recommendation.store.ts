import { sql } from 'kysely'
import type { Read } from '#platform/database/transaction.ts'
import { blocksOf, type CompiledBlock } from './documents/compilation.ts'
import type {
  Atom,
  CitationKind,
  CitedRelation,
  Meeting,
  Note,
  Paragraph,
  Topic,
} from './recommendations.entity.ts'
import { type CitableReport, citationOf, citedReport } from './recommendations.rules.ts'
import {
  type Key,
  membersOf,
  type Place,
  type PlaceRow,
  placeColumns,
  placeOf,
  referencesOf,
  type ShownReference,
} from './references.store.ts'
import { generalTheme } from './topics/topic.rules.ts'
import { findTopics, type ShownTopic } from './topics/topics.store.ts'

export interface ShownCitation {
  kind: CitationKind
  relation: CitedRelation
  target: string
  of: string | null
  literal: string
  sub: string | null
  /** The recommendation of the registry that is meant, where only one can be. */
  leadsTo: Place | null
}

export interface ShownEvidence {
  id: string
  version: number
  sub: string | null
  indicator: string
  tiedAtMs: number
}

/** A recommendation with everything that its page says. */
export interface RecommendationRecord extends Place {
  reportId: string
  ordinal: number
  /** Where it was printed first: topics and decisions belong there. */
  firstPrint: { reportId: string; ordinal: number }
  language: string
  meeting: Meeting | null
  topics: Topic[]
  theme: string
  /** What it is about: topics of the thesaurus, of its first print. */
  about: ShownTopic[]
  blocks: CompiledBlock[]
  items: { letter: string; text: string; citation: string }[]
  atoms: Pick<
    Atom,
    | 'sub'
    | 'addressee'
    | 'addresseeOrigin'
    | 'deontic'
    | 'deonticLiteral'
    | 'text'
    | 'leadIn'
    | 'issuer'
    | 'delegate'
    | 'qualifiers'
  >[]
  references: ShownReference[]
  referredBy: ShownReference[]
  citations: ShownCitation[]
  citedBy: (Place & { relation: CitedRelation; literal: string })[]
  expressions: (Place & { likeness: number; first: boolean })[]
  evidence: ShownEvidence[]
  openFlags: number
  before: string | null
  after: string | null
}

interface Row extends PlaceRow, Key {
  language: string
  theme: string | null
  reading: Omit<Paragraph, 'number' | 'kind' | 'role' | 'text'>
  open_flags: number
  before: string | null
  after: string | null
}

/**
 * Finds a recommendation by its address.
 * @param report slug of the report, or a year in which only one meeting reported
 * @param address '13', 'R9', …
 */
export async function findRecommendation(
  tx: Read,
  report: string,
  address: string,
): Promise<RecommendationRecord | undefined> {
  const { rows } = await sql<Row>`
    select p.report_id, p.ordinal, ${placeColumns}, p.language, p.theme, p.reading,
      (select count(*)::int from recommendations.flag f
        where f.report_id = p.report_id and f.ordinal = p.ordinal and f.decision is null) as open_flags,
      (select b.address from recommendations.paragraph b where b.report_id = p.report_id and b.role = 'recommendation'
        and b.ordinal < p.ordinal order by b.ordinal desc limit 1) as before,
      (select b.address from recommendations.paragraph b where b.report_id = p.report_id and b.role = 'recommendation'
        and b.ordinal > p.ordinal order by b.ordinal limit 1) as after
    from recommendations.paragraph p join recommendations.report r on r.id = p.report_id
    where r.slug = ${await fullSlug(tx, report)} and p.address = ${address} and p.role = 'recommendation'`.execute(
    tx.db,
  )
  const row = rows[0]
  if (!row) return undefined
  const { reading } = row
  const paragraph: Paragraph = {
    number: row.number,
    kind: row.kind,
    role: 'recommendation',
    text: row.text,
    ...reading,
  }
  const { document } = placeOf(row)
  const members = await membersOf(tx, row)
  const first = members[0] ?? row
  const { references, referredBy } = await referencesOf(tx, row, members)
  const reports = await citableReports(tx)
  return {
    reportId: row.report_id,
    ordinal: row.ordinal,
    ...placeOf(row),
    language: row.language,
    meeting: reading.meeting,
    topics: reading.topics,
    theme: row.theme ?? generalTheme,
    about: await findTopics(tx, first.report_id, first.ordinal),
    firstPrint: { reportId: first.report_id, ordinal: first.ordinal },
    blocks: blocksOf(paragraph, await notesOf(tx, row.report_id)),
    items: reading.items.flatMap(({ letter, text }) =>
      letter === null ? [] : [{ letter, text, citation: citationOf(document, row.kind, row.number, letter) }],
    ),
    atoms: await atomsOf(tx, row),
    references,
    referredBy,
    citations: await citationsOf(tx, row, reports),
    citedBy: await citedBy(tx, row, reports),
    expressions: members
      .filter(m => !(m.report_id === row.report_id && m.ordinal === row.ordinal))
      .map(m => ({ ...placeOf(m), likeness: m.likeness, first: m.first })),
    evidence: await evidenceOf(tx, row),
    openFlags: row.open_flags,
    before: row.before,
    after: row.after,
  }
}

/** The slug that is meant; a year stands for the only meeting of that year. */
export async function fullSlug(tx: Read, slug: string): Promise<string> {
  if (!/^\d{4}$/.test(slug)) return slug
  const { rows } = await sql<{ slug: string }>`select slug from recommendations.report
    where kind = 'meeting report' and meeting_year = ${Number(slug)} limit 2`.execute(tx.db)
  return rows.length === 1 ? rows[0]!.slug : slug
}

async function notesOf(tx: Read, reportId: string): Promise<Note[]> {
  const { rows } = await sql<{
    label: string
    literal: string
    text: string
    resolved: string | null
    reading: Pick<Note, 'sameAs' | 'source' | 'lines'>
  }>`
    select label, literal, text, resolved, reading from recommendations.note where report_id = ${reportId} order by place`.execute(
    tx.db,
  )
  return rows.map(({ reading, ...note }) => ({ ...note, ...reading }))
}

async function atomsOf(tx: Read, at: Key): Promise<RecommendationRecord['atoms']> {
  const { rows } = await sql<{
    sub: string | null
    addressee: string
    origin: Atom['addresseeOrigin']
    deontic: string
    text: string
    reading: Atom
  }>`
    select sub, addressee, origin, deontic, text, reading from recommendations.atom
    where report_id = ${at.report_id} and ordinal = ${at.ordinal} and not suggestion order by place`.execute(
    tx.db,
  )
  return rows.map(({ origin, reading, ...atom }) => ({
    ...atom,
    addresseeOrigin: origin,
    deonticLiteral: reading.deonticLiteral,
    leadIn: reading.leadIn,
    issuer: reading.issuer,
    delegate: reading.delegate,
    qualifiers: reading.qualifiers,
  }))
}

/** Every report of the registry, as a citation may name it. */
export async function citableReports(tx: Read): Promise<CitableReport[]> {
  const { rows } =
    await sql<CitableReport>`select id, slug, symbol, title, kind, meeting from recommendations.report`.execute(
      tx.db,
    )
  return rows
}

interface CitationRow {
  kind: CitationKind
  relation: CitedRelation
  target: string
  cited_of: string | null
  literal: string
  sub: string | null
}

async function citationsOf(tx: Read, at: Key, reports: readonly CitableReport[]): Promise<ShownCitation[]> {
  const { rows } = await sql<CitationRow>`select kind, relation, target, cited_of, literal, sub
    from recommendations.citation where report_id = ${at.report_id} and ordinal = ${at.ordinal} order by place`.execute(
    tx.db,
  )
  const shown: ShownCitation[] = []
  for (const { cited_of, ...citation } of rows) {
    const report =
      citation.kind === 'earlier recommendation'
        ? citedReport(cited_of ?? '', reports, at.report_id)
        : undefined
    const leadsTo = report ? await findPlace(tx, report.id, Number(citation.target)) : undefined
    shown.push({ ...citation, of: cited_of, leadsTo: leadsTo ?? null })
  }
  return shown
}

async function findPlace(tx: Read, reportId: string, number: number): Promise<Place | undefined> {
  const { rows } = await sql<PlaceRow>`select ${placeColumns} from recommendations.paragraph p
    join recommendations.report r on r.id = p.report_id
    where p.report_id = ${reportId} and p.number = ${number} and p.role = 'recommendation'`.execute(tx.db)
  return rows.length === 1 ? placeOf(rows[0]!) : undefined
}

/** The recommendations whose words name this one. */
async function citedBy(
  tx: Read,
  row: Row,
  reports: readonly CitableReport[],
): Promise<RecommendationRecord['citedBy']> {
  const { rows } = await sql<
    PlaceRow & { citing: string; relation: CitedRelation; cited_of: string | null; literal: string }
  >`
    select ${placeColumns}, c.report_id as citing, c.relation, c.cited_of, c.literal from recommendations.citation c
    join recommendations.paragraph p on p.report_id = c.report_id and p.ordinal = c.ordinal and not p.reissue
    join recommendations.report r on r.id = c.report_id
    where c.kind = 'earlier recommendation' and c.target = ${String(row.number)} order by r.dated_on, c.place`.execute(
    tx.db,
  )
  return rows
    .filter(({ cited_of, citing }) => citedReport(cited_of ?? '', reports, citing)?.id === row.report_id)
    .map(place => ({ ...placeOf(place), relation: place.relation, literal: place.literal }))
}

async function evidenceOf(tx: Read, at: Key): Promise<ShownEvidence[]> {
  const { rows } = await sql<{
    id: string
    version: number
    sub: string | null
    indicator: string
    tied_at_ms: number
  }>`
    select id, version, sub, indicator, tied_at_ms from recommendations.evidence
    where report_id = ${at.report_id} and ordinal = ${at.ordinal} and untied_at_ms is null order by tied_at_ms, id`.execute(
    tx.db,
  )
  return rows.map(({ tied_at_ms, ...tie }) => ({ ...tie, tiedAtMs: tied_at_ms }))
}
