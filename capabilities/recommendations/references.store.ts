import { sql } from 'kysely'
import type { Read } from '#platform/database/transaction.ts'
import type { Direction, Meeting, Paragraph, ReportDocument } from './recommendations.entity.ts'
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

/** A paragraph of a report. */
export interface Key {
  report_id: string
  ordinal: number
}

export interface PlaceRow extends Omit<Parameters<typeof documentOf>[0], 'meeting' | 'kind'> {
  report: string
  address: string
  number: number
  kind: Paragraph['kind']
  citation: string
  text: string
  report_kind: ReportDocument['kind']
  report_meeting: Meeting | null
}
export const placeColumns = sql.raw(`r.slug as report, p.address, p.number, p.kind, p.citation, p.text,
  r.symbol, r.title, r.byline, r.kind as report_kind, r.dated_on, r.meeting as report_meeting`)
export const placeOf = (row: PlaceRow): Place => ({
  report: row.report,
  address: row.address,
  number: row.number,
  kind: row.kind,
  citation: row.citation,
  text: row.text,
  document: documentOf({ ...row, kind: row.report_kind, meeting: row.report_meeting }),
})

/** The recommendation wherever it is printed, the first print first. */
export async function membersOf(
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
export async function referencesOf(tx: Read, at: Key, members: readonly (Key & PlaceRow)[]) {
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
