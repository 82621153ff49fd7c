import { sql } from 'kysely'
import type { Write } from '#platform/database/transaction.ts'
import { defineAct } from '#platform/ledger/act.ts'
import { refreshListed } from './finding/listing.store.ts'
import { recommendationPolicies as may } from './recommendations.policy.ts'
import { asksSeparator } from './recommendations.rules.ts'

const topics = () => ['recommendations']

/** What of an atom a person may read otherwise than the machine: whom, or how strongly. */
export const correctedFields = ['addressee', 'deontic'] as const
export type CorrectedField = (typeof correctedFields)[number]

export interface CorrectedReading {
  reportId: string
  ordinal: number
  /** Position of the atom in its report. */
  place: number
  field: CorrectedField
  /** What the machine had read; it stays in the table of corrections. */
  read: string
  said: string
  remark: string
  /** The doubtful place that led to it, if one did. */
  flagId: string | null
}

export const correctReading = defineAct<CorrectedReading>('reading.correct', {
  subject: 'correction',
  policy: may['reading.correct'],
  topics,
  project: async (tx, entries) => {
    for (const { subjectId, version, agencyId, actorId, recordedAtMs, content: c } of entries) {
      await sql`insert into recommendations.correction
          (id, version, report_id, ordinal, place, field, read, said, remark, flag_id, agency_id, corrected_by, corrected_at_ms)
        values (${subjectId}, ${version}, ${c.reportId}, ${c.ordinal}, ${c.place}, ${c.field}, ${c.read}, ${c.said},
          ${c.remark}, ${c.flagId}, ${agencyId}, ${actorId}, ${recordedAtMs})
        on conflict (id) do update set version = excluded.version, said = excluded.said, remark = excluded.remark,
          flag_id = excluded.flag_id, agency_id = excluded.agency_id, corrected_by = excluded.corrected_by,
          corrected_at_ms = excluded.corrected_at_ms, restored_at_ms = null`.execute(tx.db)
      await writeAtom(tx, c, c.said)
    }
  },
})

/** The machine's reading holds again. */
export const restoreReading = defineAct<
  Pick<CorrectedReading, 'reportId' | 'ordinal' | 'place' | 'field' | 'read'>
>('reading.restore', {
  subject: 'correction',
  policy: may['reading.restore'],
  topics,
  project: async (tx, entries) => {
    for (const { subjectId, version, recordedAtMs, content } of entries) {
      await sql`update recommendations.correction set version = ${version}, restored_at_ms = ${recordedAtMs}
          where id = ${subjectId}`.execute(tx.db)
      await writeAtom(tx, content, content.read)
    }
  },
})

type AtomField = Pick<CorrectedReading, 'reportId' | 'ordinal' | 'place' | 'field'>

/** The atom says what holds, and its recommendation is listed by it. */
async function writeAtom(
  tx: Write,
  { reportId, ordinal, place, field }: AtomField,
  value: string,
): Promise<void> {
  await sql`update recommendations.atom set ${sql.ref(field)} = ${value}
    where report_id = ${reportId} and place = ${place}`.execute(tx.db)
  await sql`update recommendations.paragraph p set asks = array(
      select a.addressee || ${asksSeparator} || a.deontic from recommendations.atom a
      where a.report_id = p.report_id and a.ordinal = p.ordinal and not a.suggestion
      group by 1 order by min(a.place))
    where p.report_id = ${reportId} and p.ordinal = ${ordinal}`.execute(tx.db)
  await refreshListed(tx, sql`p.report_id = ${reportId} and p.ordinal = ${ordinal}`)
}

export interface RecordedErratum {
  reportId: string
  ordinal: number
  sub: string | null
  /** The words as printed; they stay. */
  printed: string
  meant: string
  remark: string
  flagId: string | null
}

export const recordErratum = defineAct<RecordedErratum>('erratum.record', {
  subject: 'erratum',
  policy: may['erratum.record'],
  topics,
  project: async (tx, entries) => {
    for (const { subjectId, version, agencyId, actorId, recordedAtMs, content: c } of entries)
      await sql`insert into recommendations.erratum
          (id, version, report_id, ordinal, sub, printed, meant, remark, flag_id, agency_id, recorded_by, recorded_at_ms)
        values (${subjectId}, ${version}, ${c.reportId}, ${c.ordinal}, ${c.sub}, ${c.printed}, ${c.meant}, ${c.remark},
          ${c.flagId}, ${agencyId}, ${actorId}, ${recordedAtMs})`.execute(tx.db)
  },
})

export const withdrawErratum = defineAct<Record<string, never>>('erratum.withdraw', {
  subject: 'erratum',
  policy: may['erratum.withdraw'],
  topics,
  project: async (tx, entries) => {
    for (const { subjectId, version, recordedAtMs } of entries)
      await sql`update recommendations.erratum set version = ${version}, withdrawn_at_ms = ${recordedAtMs}
        where id = ${subjectId}`.execute(tx.db)
  },
})
