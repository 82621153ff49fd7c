import { sql } from 'kysely'
import type { Read } from '#platform/database/transaction.ts'
import { blocksOf, type CompiledBlock } from './documents/compilation.ts'
import type {
  Atom,
  CitationKind,
  CitedRelation,
  Direction,
  Meeting,
  Note,
  Paragraph,
  ReportDocument,
  Topic,
} from './recommendations.entity.ts'
import { type CitableReport, citationOf, citedReport } from './recommendations.rules.ts'
import { documentOf } from './reports.store.ts'

/** Where a recommendation stands in the registry. */
export interface Place {
  report: string
  address: string
  number: number
  kind: Paragraph['kind']
  citation: string
  text: string
  document: ReportDocument
}

/** A printed cross-reference, or the way back that is not printed. */
export interface ShownReference {
  origin: 'printed' | 'derived'
  /** As printed: before or after, in the document that prints it. */
  direction: Direction | null
  fromSub: string | null
  toSub: string | null
  /** The words in parentheses; null for what is derived. */
  literal: string | null
  scope: 'paragraph' | 'sub-item' | 'open' | null
  scopeInDoubt: boolean
  /** The other end: what is referred to, or what refers here. In its first print where that is known. */
  other: Place | null
  /** The number as printed at the other end, in the document that prints the reference. */
  otherNumber: number
  /** The document that prints the reference, where that is another one than the reader looks at. */
  printedIn: Omit<Place, 'text'> | null
}

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
  language: string
  meeting: Meeting | null
  topics: Topic[]
  theme: string
  because: string[]
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
  theme: string
  because: string[]
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
    select p.report_id, p.ordinal, ${placeColumns}, p.language, p.theme, p.because, p.reading,
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
  const { references, referredBy } = await referencesOf(tx, row, members)
  const reports = await citableReports(tx)
  return {
    reportId: row.report_id,
    ordinal: row.ordinal,
    ...placeOf(row),
    language: row.language,
    meeting: reading.meeting,
    topics: reading.topics,
    theme: row.theme,
    because: row.because,
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

interface Key {
  report_id: string
  ordinal: number
}

interface PlaceRow extends Omit<Parameters<typeof documentOf>[0], 'meeting' | 'kind'> {
  report: string
  address: string
  number: number
  kind: Paragraph['kind']
  citation: string
  text: string
  report_kind: ReportDocument['kind']
  report_meeting: Meeting | null
}
const placeColumns = sql.raw(`r.slug as report, p.address, p.number, p.kind, p.citation, p.text,
  r.symbol, r.title, r.byline, r.kind as report_kind, r.dated_on, r.meeting as report_meeting`)
const placeOf = (row: PlaceRow): Place => ({
  report: row.report,
  address: row.address,
  number: row.number,
  kind: row.kind,
  citation: row.citation,
  text: row.text,
  document: documentOf({ ...row, kind: row.report_kind, meeting: row.report_meeting }),
})

/** The recommendation wherever it is printed, the first print first. */
async function membersOf(
  tx: Read,
  at: Key,
): Promise<(Key & PlaceRow & { likeness: number; first: boolean })[]> {
  const { rows } = await sql<Key & PlaceRow & { likeness: number; first: boolean }>`
    with root as (
      select coalesce(e.of_report_id, k.report_id) as report_id, coalesce(e.of_ordinal, k.ordinal) as ordinal
      from (select ${at.report_id}::uuid as report_id, ${at.ordinal}::int as ordinal) k
      left join recommendations.expression e on e.report_id = k.report_id and e.ordinal = k.ordinal),
    member as (
      select report_id, ordinal, 1::float8 as likeness, true as first from root
      union
      select e.report_id, e.ordinal, e.likeness, false from recommendations.expression e
      join root on e.of_report_id = root.report_id and e.of_ordinal = root.ordinal)
    select m.report_id, m.ordinal, m.likeness, m.first, ${placeColumns}
    from member m
    join recommendations.paragraph p on p.report_id = m.report_id and p.ordinal = m.ordinal
    join recommendations.report r on r.id = m.report_id
    order by m.first desc, r.dated_on, r.slug`.execute(tx.db)
  return rows
}

const withoutText = ({ text: _, ...place }: Place): Omit<Place, 'text'> => place

interface ReferenceRow {
  report_id: string
  origin: 'printed' | 'derived'
  direction: Direction | null
  from_ordinal: number | null
  from_sub: string | null
  from_para: number
  to_ordinal: number | null
  to_sub: string | null
  to_para: number
  literal: string | null
  reading: { scope?: ShownReference['scope']; scopeInDoubt?: boolean }
  mine: 'from' | 'to'
}

/** What the recommendation refers to and what refers to it, wherever one of its prints says so. */
async function referencesOf(tx: Read, at: Key, members: readonly (Key & PlaceRow)[]) {
  const keys = JSON.stringify(members.map(({ report_id, ordinal }) => ({ report_id, ordinal })))
  const { rows } = await sql<ReferenceRow & { place: number }>`
    with mine as (select * from jsonb_to_recordset(${keys}::jsonb) as k(report_id uuid, ordinal int))
    select c.*, 'from' as mine from recommendations.cross_reference c
      join mine m on m.report_id = c.report_id and m.ordinal = c.from_ordinal
    union all
    select c.*, 'to' as mine from recommendations.cross_reference c
      join mine m on m.report_id = c.report_id and m.ordinal = c.to_ordinal and c.origin = 'printed'
    order by place`.execute(tx.db)
  const others = await firstPrints(
    tx,
    rows.map(row => ({
      report_id: row.report_id,
      ordinal: row.mine === 'from' ? row.to_ordinal : row.from_ordinal,
    })),
    at.report_id,
  )
  const shown = rows.map(row => {
    const otherOrdinal = row.mine === 'from' ? row.to_ordinal : row.from_ordinal
    const printer = members.find(
      m =>
        m.report_id === row.report_id &&
        m.ordinal === (row.mine === 'from' ? row.from_ordinal : row.to_ordinal),
    )
    return {
      mine: row.mine,
      reference: {
        origin: row.origin,
        direction: row.direction,
        fromSub: row.from_sub,
        toSub: row.to_sub,
        literal: row.literal,
        scope: row.reading.scope ?? null,
        scopeInDoubt: row.reading.scopeInDoubt ?? false,
        other: others.get(`${row.report_id} ${otherOrdinal}`) ?? null,
        otherNumber: row.mine === 'from' ? row.to_para : row.from_para,
        printedIn: printer && row.report_id !== at.report_id ? withoutText(placeOf(printer)) : null,
      } satisfies ShownReference,
    }
  })
  return {
    references: shown.filter(s => s.mine === 'from').map(s => s.reference),
    referredBy: shown.filter(s => s.mine === 'to').map(s => s.reference),
  }
}

/** For paragraphs of a report: where a reader of another report finds them, which is their first print. */
async function firstPrints(
  tx: Read,
  wanted: readonly { report_id: string; ordinal: number | null }[],
  readingIn: string,
): Promise<Map<string, Place>> {
  const keys = JSON.stringify(wanted.filter(k => k.ordinal !== null))
  const { rows } = await sql<PlaceRow & { key: string }>`
    select distinct on (k.report_id, k.ordinal) k.report_id || ' ' || k.ordinal as key, ${placeColumns}
    from jsonb_to_recordset(${keys}::jsonb) as k(report_id uuid, ordinal int)
    left join recommendations.expression e
      on e.report_id = k.report_id and e.ordinal = k.ordinal and k.report_id <> ${readingIn}::uuid
    join recommendations.paragraph p
      on p.report_id = coalesce(e.of_report_id, k.report_id) and p.ordinal = coalesce(e.of_ordinal, k.ordinal)
    join recommendations.report r on r.id = p.report_id`.execute(tx.db)
  return new Map(rows.map(row => [row.key, placeOf(row)]))
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

async function citableReports(tx: Read): Promise<CitableReport[]> {
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
