import { sql } from 'kysely'
import type { Read, Write } from '#platform/database/transaction.ts'
import { act, VersionConflict } from '#platform/ledger/act.ts'
import {
  type CorrectedField,
  correctReading,
  type RecordedErratum,
  recordErratum,
  restoreReading,
  withdrawErratum,
} from './doubts.acts.ts'
import type { CorrectableAtom } from './doubts.store.ts'
import { idOf } from './stable-id.ts'

/** A paragraph of a report, by its position. */
export interface ParagraphKey {
  reportId: string
  ordinal: number
}

/** What a person reads otherwise than the machine, whose reading is kept. */
export interface Correction {
  id: string
  version: number
  place: number
  sub: string | null
  field: CorrectedField
  read: string
  said: string
  remark: string
  by: string
  atMs: number
}

/** What is wrong in print, and what is meant. */
export interface Erratum {
  id: string
  version: number
  /** Address of the paragraph in its report, and its number and kind as printed. */
  address: string
  number: number
  kind: 'paragraph' | 'Recommendation'
  sub: string | null
  printed: string
  meant: string
  remark: string
  by: string
  atMs: number
}

/** A numbered paragraph with what may be said beside it. */
export interface PrintedParagraph extends ParagraphKey {
  text: string
  /** Letters of its sub-items. */
  letters: string[]
  atoms: CorrectableAtom[]
}

/** Where a report prints a paragraph; any numbered one, be it a recommendation or not. */
export async function findParagraph(
  tx: Read,
  report: string,
  address: string,
): Promise<PrintedParagraph | undefined> {
  const { rows } = await sql<PrintedParagraph>`
    select p.report_id as "reportId", p.ordinal, p.text,
      jsonb_path_query_array(p.reading, '$.items[*].letter ? (@ != null)') as letters,
      coalesce((select jsonb_agg(jsonb_build_object('place', a.place, 'sub', a.sub, 'addressee', a.addressee,
          'deontic', a.deontic, 'text', a.text) order by a.place)
        from recommendations.atom a where a.report_id = p.report_id and a.ordinal = p.ordinal and not a.suggestion), '[]') as atoms
    from recommendations.paragraph p join recommendations.report r on r.id = p.report_id
    where r.slug = ${report} and p.address = ${address}`.execute(tx.db)
  return rows[0]
}

/** The corrections that hold in a paragraph. */
export async function findCorrections(tx: Read, at: ParagraphKey): Promise<Correction[]> {
  const { rows } = await sql<Correction>`
    select c.id, c.version, c.place, a.sub, c.field, c.read, c.said, c.remark, coalesce(u.name, '') as by,
      c.corrected_at_ms as "atMs"
    from recommendations.correction c
    join recommendations.atom a on a.report_id = c.report_id and a.place = c.place
    left join accounts."user" u on u.id = c.corrected_by
    where c.report_id = ${at.reportId} and c.ordinal = ${at.ordinal} and c.restored_at_ms is null
    order by c.place, c.field`.execute(tx.db)
  return rows
}

/** The errata that stand, of a report or of one of its paragraphs. */
export async function findErrata(tx: Read, reportId: string, ordinal?: number): Promise<Erratum[]> {
  const { rows } = await sql<Erratum>`
    select e.id, e.version, p.address, p.number, p.kind, e.sub, e.printed, e.meant, e.remark,
      coalesce(u.name, '') as by, e.recorded_at_ms as "atMs"
    from recommendations.erratum e
    join recommendations.paragraph p on p.report_id = e.report_id and p.ordinal = e.ordinal
    left join accounts."user" u on u.id = e.recorded_by
    where e.report_id = ${reportId} and e.withdrawn_at_ms is null
      and ${ordinal === undefined ? sql`true` : sql`e.ordinal = ${ordinal}`}
    order by e.ordinal, e.recorded_at_ms, e.id`.execute(tx.db)
  return rows
}

/** A dissent that a note of the recommendation leads to, with the words of the paragraph that records it. */
export interface Reservation {
  /** The note's words, as printed. */
  literal: string
  note: string | null
  report: string
  address: string
  number: number
  text: string
}

/**
 * Reservations printed for a recommendation: a note such as "see paragraph 109 below" leads to a paragraph of the same
 * report. A later print that drops the note keeps the reservation of the first.
 */
export async function findReservations(tx: Read, at: ParagraphKey): Promise<Reservation[]> {
  const { rows } = await sql<Reservation>`
    select c.literal, c.reading->>'note' as note, r.slug as report, t.address, t.number, t.text
    from recommendations.citation c
    join recommendations.report r on r.id = c.report_id
    join recommendations.paragraph t on t.report_id = c.report_id and t.kind = 'paragraph'
      and t.number = substring(c.target from '\\d+')::int
    where c.relation = 'reservation' and c.target ~ '^paragraphs? \\d{1,6}' and (c.report_id, c.ordinal) in (
      select ${at.reportId}::uuid, ${at.ordinal}::int
      union select of_report_id, of_ordinal from recommendations.expression
        where report_id = ${at.reportId} and ordinal = ${at.ordinal})
    order by r.slug, c.place`.execute(tx.db)
  return rows
}

/** What a person says instead, for one field of one atom. */
export interface WantedCorrection {
  place: number
  field: CorrectedField
  /** What stood on the page when she said it; a colleague may have said otherwise since. */
  seen: string
  said: string
}

const idOfCorrection = (reportId: string, place: number, field: CorrectedField) =>
  idOf('correction', reportId, String(place), field)

/**
 * Reads atoms otherwise. What is said already, and what the machine had read, is not corrected but left or restored.
 * @param atoms as they stand now
 * @param actId each act has an id made of it
 * @throws Refused, VersionConflict when a colleague corrected the same meanwhile
 */
export async function correct(
  tx: Write,
  at: ParagraphKey,
  atoms: readonly CorrectableAtom[],
  wanted: readonly WantedCorrection[],
  said: { remark: string; flagId: string | null },
  actId: string,
): Promise<void> {
  const standing = await findCorrections(tx, at)
  const versions = await correctionVersions(tx, at)
  for (const { place, field, said: value } of wanted) {
    const atom = atoms.find(one => one.place === place)
    if (!atom || atom[field] === value) continue
    const known = standing.find(one => one.place === place && one.field === field)
    if (known?.read === value) {
      await restore(tx, at, known, idOf(actId, 'restore', String(place), field), known.version)
      continue
    }
    await act(tx, correctReading, {
      id: idOf(actId, 'correct', String(place), field),
      subjectId: idOfCorrection(at.reportId, place, field),
      about: undefined,
      expectedVersion: versions(place, field),
      payload: { ...at, place, field, read: known?.read ?? atom[field], said: value, ...said },
    })
  }
}

/**
 * Whoever corrects must have seen what stands there.
 * @param atoms as they stand now
 * @throws VersionConflict when something else does
 */
export async function mustHaveSeen(
  tx: Read,
  at: ParagraphKey,
  atoms: readonly CorrectableAtom[],
  wanted: readonly WantedCorrection[],
): Promise<void> {
  const versions = await correctionVersions(tx, at)
  for (const { place, field, seen } of wanted) {
    const atom = atoms.find(one => one.place === place)
    if (!atom || atom[field] === seen) continue
    const version = versions(place, field)
    // A value names no version; whatever she saw came before this one.
    throw new VersionConflict(idOfCorrection(at.reportId, place, field), Math.max(0, version - 1), version)
  }
}

/** How often each reading was corrected or restored. */
async function correctionVersions(
  tx: Read,
  at: ParagraphKey,
): Promise<(place: number, field: CorrectedField) => number> {
  const { rows } = await sql<{ place: number; field: CorrectedField; version: number }>`
    select place, field, version from recommendations.correction
    where report_id = ${at.reportId} and ordinal = ${at.ordinal}`.execute(tx.db)
  return (place, field) => rows.find(row => row.place === place && row.field === field)?.version ?? 0
}

/** The machine's reading holds again. @throws Refused, VersionConflict */
export async function restore(
  tx: Write,
  at: ParagraphKey,
  correction: Correction,
  actId: string,
  expectedVersion?: number,
): Promise<void> {
  const { place, field, read } = correction
  await act(tx, restoreReading, {
    id: actId,
    subjectId: idOfCorrection(at.reportId, place, field),
    about: undefined,
    ...(expectedVersion === undefined ? {} : { expectedVersion }),
    payload: { reportId: at.reportId, ordinal: at.ordinal, place, field, read },
  })
}

/** Attaches an erratum; the source stays as printed. @throws Refused */
export async function addErratum(tx: Write, erratum: RecordedErratum, actId: string): Promise<void> {
  await act(tx, recordErratum, {
    id: actId,
    subjectId: idOf('erratum', actId),
    about: undefined,
    expectedVersion: 0,
    payload: erratum,
  })
}

/** Whether there is such an erratum, be it withdrawn since: a retry of withdrawing must find it. */
export async function hasErratum(tx: Read, id: string): Promise<boolean> {
  const { rows } = await sql`select from recommendations.erratum where id = ${id}`.execute(tx.db)
  return rows.length > 0
}

/** Takes an erratum back; the ledger keeps it. @throws Refused, VersionConflict */
export async function removeErratum(
  tx: Write,
  id: string,
  actId: string,
  expectedVersion?: number,
): Promise<void> {
  await act(tx, withdrawErratum, {
    id: actId,
    subjectId: id,
    about: undefined,
    ...(expectedVersion === undefined ? {} : { expectedVersion }),
    payload: {},
  })
}

/** Takes back what an earlier settling of a doubtful place had brought: corrections and errata. @throws Refused */
export async function undoSettlement(tx: Write, flagId: string, actId: string): Promise<void> {
  const { rows: corrections } = await sql<Correction & ParagraphKey>`
    select id, version, place, null as sub, field, read, said, remark, '' as by, corrected_at_ms as "atMs",
      report_id as "reportId", ordinal
    from recommendations.correction where flag_id = ${flagId} and restored_at_ms is null order by place, field`.execute(
    tx.db,
  )
  for (const one of corrections) await restore(tx, one, one, idOf(actId, 'undo', one.id))
  const { rows: errata } = await sql<{ id: string }>`
    select id from recommendations.erratum where flag_id = ${flagId} and withdrawn_at_ms is null order by id`.execute(
    tx.db,
  )
  for (const { id } of errata) await removeErratum(tx, id, idOf(actId, 'undo', id))
}
