import { sql } from 'kysely'
import { insertRows } from '#platform/database/insert-rows.ts'
import type { Write } from '#platform/database/transaction.ts'
import type { ActEntry } from '#platform/ledger/act.ts'
import { keepListing } from './finding/listing.store.ts'
import type { EnteredReport } from './recommendations.acts.ts'
import type { Atom, Flag } from './recommendations.entity.ts'
import {
  addressesOf,
  asksOf,
  citationOf,
  endsOf,
  headingOf,
  paragraphOfAtom,
} from './recommendations.rules.ts'
import { idOf } from './stable-id.ts'
import { type LaterFound, moveToFirstPrints } from './topics/topics.projection.ts'

export { idOf }

/** Writes one entered report into the tables. */
export async function projectReport(tx: Write, entry: ActEntry<EnteredReport>): Promise<void> {
  const { subjectId: id, content } = entry
  await insertReport(tx, entry)
  await insertParagraphs(tx, id, content)
  await insertAtoms(tx, id, content)
  await insertReferences(tx, id, content)
  await insertNotes(tx, id, content)
  await insertFlags(tx, id, content)
  const again = await insertExpressions(tx, content)
  for (const reportId of new Set([id, ...again])) await keepListing(tx, reportId)
}

async function insertReport(
  tx: Write,
  { subjectId, version, agencyId, actorId, recordedAtMs, content }: ActEntry<EnteredReport>,
) {
  const { document, chapters } = content.report
  const row = {
    id: subjectId,
    version,
    slug: content.slug,
    language: content.language,
    symbol: document.symbol,
    title: document.title,
    byline: document.byline,
    kind: document.kind,
    dated_on: document.date,
    meeting: document.meeting,
    meeting_year: document.meeting?.year ?? null,
    chapters,
    file_hash: content.fileHash,
    file_bytes: content.fileBytes,
    file_kind: content.fileKind ?? 'text',
    pages: content.pages ?? null,
    text_hash: content.textHash,
    text: content.text,
    agency_id: agencyId,
    entered_by: actorId,
    entered_at_ms: recordedAtMs,
  }
  await insertRows(tx, 'recommendations.report', Object.keys(row), [row])
}

async function insertParagraphs(tx: Write, id: string, { report, language }: EnteredReport) {
  const addresses = addressesOf(report.paragraphs)
  const asks = asksOf(report)
  const rows = report.paragraphs.map((paragraph, ordinal) => {
    const { number, kind, role, text, ...reading } = paragraph
    return {
      report_id: id,
      ordinal,
      number,
      kind,
      role,
      address: addresses[ordinal],
      citation: citationOf(report.document, kind, number),
      language,
      meeting_from: paragraph.meeting?.from ?? null,
      asks: asks.get(ordinal) ?? [],
      heading: headingOf(paragraph),
      text,
      reading,
      reissue: false,
    }
  })
  await insertRows(tx, 'recommendations.paragraph', Object.keys(rows[0] ?? {}), rows)
}

async function insertAtoms(tx: Write, id: string, { report }: EnteredReport) {
  const rowOf = (atom: Atom, suggestion: boolean) => {
    const ordinal = paragraphOfAtom(report.paragraphs, atom)
    const { para: _, kind: __, sub, sentence, addressee, addresseeOrigin, deontic, text, ...reading } = atom
    return {
      report_id: id,
      ordinal,
      suggestion,
      sub,
      sentence,
      addressee,
      origin: addresseeOrigin,
      deontic,
      text,
      reading,
    }
  }
  const rows = [
    ...report.atoms.map(atom => rowOf(atom, false)),
    ...report.suggestions.map(atom => rowOf(atom, true)),
  ].map((row, place) => ({ ...row, place }))
  await insertRows(tx, 'recommendations.atom', Object.keys(rows[0] ?? {}), rows)
}

async function insertReferences(tx: Write, id: string, { report }: EnteredReport) {
  const { paragraphs } = report
  const references = [...report.crossReferences, ...report.derivedReferences].map((reference, place) => {
    const { fromPara, fromSub, toPara, toSub, direction, origin, ...reading } = reference
    const { from, to } = endsOf(paragraphs, reference)
    return {
      report_id: id,
      place,
      origin,
      from_ordinal: from,
      from_para: fromPara,
      from_sub: fromSub,
      to_ordinal: to,
      to_para: toPara,
      to_sub: toSub,
      direction,
      literal: 'literal' in reference ? reference.literal : null,
      reading,
    }
  })
  await insertRows(tx, 'recommendations.cross_reference', Object.keys(references[0] ?? {}), references)
  const citations = report.citations.map((citation, place) => {
    const { kind, relation, target, of, literal, sub, ...reading } = citation
    const at = paragraphs.findIndex(p => p.number === citation.para && p.kind === citation.paraKind)
    return {
      report_id: id,
      place,
      ordinal: at < 0 ? null : at,
      sub,
      kind,
      relation,
      target,
      cited_of: of,
      literal,
      reading,
    }
  })
  await insertRows(tx, 'recommendations.citation', Object.keys(citations[0] ?? {}), citations)
}

async function insertNotes(tx: Write, id: string, { report }: EnteredReport) {
  const rows = report.notes.map(({ label, literal, text, resolved, ...reading }, place) => ({
    report_id: id,
    place,
    label,
    literal,
    text,
    resolved,
    reading,
  }))
  await insertRows(tx, 'recommendations.note', Object.keys(rows[0] ?? {}), rows)
}

async function insertFlags(tx: Write, id: string, { report, compared }: EnteredReport) {
  const rowOf = (flag: Flag, isCompared: boolean) => {
    const { code, literal, what, remedy, where, values = [] } = flag
    const { source } = where
    const at = report.paragraphs.findIndex(p => p.source.start <= source.start && source.end <= p.source.end)
    const named = report.paragraphs.findIndex(p => p.number === where.para)
    const ordinal = at >= 0 ? at : named
    return {
      code,
      literal,
      what,
      remedy,
      named: values,
      ordinal: ordinal < 0 ? null : ordinal,
      reading: where,
      compared: isCompared,
    }
  }
  const rows = [...report.flags.map(f => rowOf(f, false)), ...compared.map(f => rowOf(f, true))].map(
    (row, place) => ({
      ...row,
      id: idOf(id, 'flag', String(place)),
      report_id: id,
      place,
      version: 0,
    }),
  )
  await insertRows(tx, 'recommendations.flag', Object.keys(rows[0] ?? {}), rows)
}

/** @returns the reports that print something again, as far as that is found out now */
async function insertExpressions(tx: Write, { expressions }: EnteredReport): Promise<string[]> {
  if (expressions.length === 0) return []
  const rows = expressions.map(e => ({
    report_id: e.reportId,
    ordinal: e.ordinal,
    of_report_id: e.ofReportId,
    of_ordinal: e.ofOrdinal,
    likeness: e.likeness,
  }))
  await sql`insert into recommendations.expression (report_id, ordinal, of_report_id, of_ordinal, likeness)
    select report_id, ordinal, of_report_id, of_ordinal, likeness from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as n(report_id uuid, ordinal integer, of_report_id uuid, of_ordinal integer, likeness double precision)
    on conflict (report_id, ordinal) do update set of_report_id = excluded.of_report_id,
      of_ordinal = excluded.of_ordinal, likeness = excluded.likeness`.execute(tx.db)
  await sql`update recommendations.paragraph p set reissue = true
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n(report_id uuid, ordinal integer)
    where p.report_id = n.report_id and p.ordinal = n.ordinal`.execute(tx.db)
  const followed = await followToFirstPrints(tx, [...new Set(rows.map(row => row.report_id))])
  await moveToFirstPrints(tx, [...rows, ...followed])
  return [...rows, ...followed].map(row => row.report_id)
}

/**
 * Lets later prints of these reports, and of what these print again, name the first print where an entry names one in
 * between; what is alike by two steps counts as the lesser of them.
 */
async function followToFirstPrints(tx: Write, reportIds: readonly string[]): Promise<LaterFound[]> {
  const followed: LaterFound[] = []
  for (let step = 0; step < 20; step++) {
    const { rows } = await sql<LaterFound>`update recommendations.expression e
      set of_report_id = o.of_report_id, of_ordinal = o.of_ordinal, likeness = least(e.likeness, o.likeness)
      from recommendations.expression o
      where o.report_id = e.of_report_id and o.ordinal = e.of_ordinal
        and (e.report_id = any(${reportIds}::uuid[]) or e.of_report_id = any(${reportIds}::uuid[]))
        and (o.of_report_id, o.of_ordinal) <> (e.report_id, e.ordinal)
      returning e.report_id, e.ordinal, e.of_report_id, e.of_ordinal`.execute(tx.db)
    if (rows.length === 0) break
    followed.push(...rows)
  }
  return followed
}
