import { sql } from 'kysely'
import type { Read, Write } from '#platform/database/transaction.ts'
import { act } from '#platform/ledger/act.ts'
import { expressionsOf, otherReports } from './expressions/expressions.store.ts'
import type { ReadFile } from './input/read-file.ts'
import { compareCitations } from './reading/compare.ts'
import { type EnteredReport, enterReport } from './recommendations.acts.ts'
import type {
  Atom,
  CrossReference,
  DerivedReference,
  Flag,
  Meeting,
  Note,
  Paragraph,
  Report,
  ReportDocument,
} from './recommendations.entity.ts'
import { documentLabel, freeSlug, type RegisteredReport, slugOf } from './recommendations.rules.ts'
import { idOf } from './stable-id.ts'
import { beginThesaurus, proposeForAll, proposeForOne } from './topics/topics.store.ts'

export { type ReadFile, readFile, readReportFile } from './input/read-file.ts'

/**
 * Enters a report into the registry. A text that is there already changes nothing.
 * @param actId made by the client; the same again is harmless
 * @returns where the report stands, and whether it was new
 * @throws Refused
 */
export async function enterFile(
  tx: Write,
  file: ReadFile,
  actId: string,
): Promise<{ slug: string; entered: boolean }> {
  // Two people who enter the same text at once meet here, and the second finds it entered.
  await sql`select pg_advisory_xact_lock(hashtext('recommendations.report'))`.execute(tx.db)
  const known = await findEntered(tx, file.id)
  if (known) return { slug: known, entered: false }
  const others = await otherReports(tx)
  const report = registered(file.report)
  const payload: EnteredReport = {
    slug: freeSlug(slugOf(report.document, file.textHash), slug => others.some(o => o.slug === slug)),
    language: 'en',
    fileHash: file.fileHash,
    fileBytes: file.fileBytes,
    fileKind: file.fileKind,
    pages: file.pages,
    textHash: file.textHash,
    text: file.text,
    report,
    compared: await comparedFlags(tx, file.id, report),
    expressions: await expressionsOf(tx, file.id, report, others),
  }
  await act(tx, enterReport, { id: actId, subjectId: file.id, about: undefined, expectedVersion: 0, payload })
  const topicsId = idOf(actId, 'topics')
  // Reports that were entered before there was a thesaurus get their topics with it.
  if ((await beginThesaurus(tx, actId)) > 0) await proposeForAll(tx, topicsId)
  else await proposeForOne(tx, { id: file.id, paragraphs: report.paragraphs }, topicsId)
  return { slug: payload.slug, entered: true }
}

/** Without the parts, and with every text as the database can keep it. */
function registered({ parts: _, ...report }: Report): RegisteredReport {
  const kept = JSON.stringify(report, (_, value: unknown) =>
    typeof value === 'string' ? value.toWellFormed() : value,
  )
  return JSON.parse(kept) as RegisteredReport
}

async function findEntered(tx: Read, id: string): Promise<string | undefined> {
  const { rows } = await sql<{
    slug: string
  }>`select slug from recommendations.report where id = ${id}`.execute(tx.db)
  return rows[0]?.slug
}

/** Doubts about a new report that come up only beside the others: the same instrument cited with another volume. */
async function comparedFlags(tx: Read, id: string, report: RegisteredReport): Promise<Flag[]> {
  const citing = report.citations.some(citation => citation.kind === 'treaty series')
  if (!citing) return []
  const { rows } = await sql<{ report_id: string }>`
    select distinct report_id from recommendations.citation where kind = 'treaty series'`.execute(tx.db)
  const others = await findReports(
    tx,
    rows.map(r => r.report_id),
  )
  const flags = compareCitations([
    { name: id, report: withParts(report) },
    ...others.map(other => ({ name: documentLabel(other.report.document), report: withParts(other.report) })),
  ])
  return flags.get(id) ?? []
}

const withParts = (report: RegisteredReport): Report => ({ ...report, parts: [] })

/** A report of the registry with the reading that was entered. */
export interface RegistryReport {
  id: string
  slug: string
  report: RegisteredReport
}

/**
 * Reports with all that was read, in the order of their meetings.
 * @param wanted ids; all when left out
 * @param options.withoutReissues leaves out reports of which another one printed every recommendation first
 */
export async function findReports(
  tx: Read,
  wanted?: readonly string[],
  options: { withoutReissues?: boolean } = {},
): Promise<RegistryReport[]> {
  const conditions = [
    wanted ? sql`id = any(${wanted}::uuid[])` : sql`true`,
    options.withoutReissues
      ? sql`exists (select from recommendations.paragraph p where p.report_id = report.id and p.role = 'recommendation' and not p.reissue)`
      : sql`true`,
  ]
  const { rows } =
    await sql<ReportRow>`select id, slug, symbol, title, byline, kind, dated_on, meeting, chapters
    from recommendations.report where ${sql.join(conditions, sql` and `)}
    order by coalesce(meeting->>'from', dated_on, ''), slug`.execute(tx.db)
  if (rows.length === 0) return []
  const ids = rows.map(row => row.id)
  const of = <Row>(table: string, order: string) => rowsOf<Row>(tx, table, order, ids)
  const paragraphs = await of<ParagraphRow>('paragraph', 'ordinal')
  const atoms = await of<AtomRow>('atom', 'place')
  const references = await of<ReferenceRow>('cross_reference', 'place')
  const notes = await of<NoteRow>('note', 'place')
  const citations = await of<CitationRow>('citation', 'place')
  const flags = await of<FlagRow>('flag', 'place')
  return rows.map(row => {
    const own = paragraphs.get(row.id) ?? []
    const atomOf = ({
      ordinal,
      sub,
      sentence,
      addressee,
      origin,
      deontic,
      text,
      reading,
    }: AtomRow): Atom => ({
      para: own[ordinal]!.number,
      kind: own[ordinal]!.kind,
      sub,
      sentence,
      addressee,
      addresseeOrigin: origin,
      deontic,
      text,
      ...reading,
    })
    const printed = (references.get(row.id) ?? []).filter(r => r.origin === 'printed')
    const derived = (references.get(row.id) ?? []).filter(r => r.origin === 'derived')
    return {
      id: row.id,
      slug: row.slug,
      report: {
        document: documentOf(row),
        chapters: row.chapters,
        paragraphs: own.map(({ number, kind, role, text, reading }) => ({
          number,
          kind,
          role,
          text,
          ...reading,
        })),
        atoms: (atoms.get(row.id) ?? []).filter(a => !a.suggestion).map(atomOf),
        suggestions: (atoms.get(row.id) ?? []).filter(a => a.suggestion).map(atomOf),
        crossReferences: printed.map(
          r =>
            ({ ...sidesOf(r), literal: r.literal ?? '', origin: 'printed', ...r.reading }) as CrossReference,
        ),
        derivedReferences: derived.map(r => ({ ...sidesOf(r), origin: 'derived' }) as DerivedReference),
        citations: (citations.get(row.id) ?? []).map(
          ({ kind, relation, target, cited_of, literal, sub, reading }) => ({
            kind,
            literal,
            target,
            of: cited_of,
            relation,
            sub,
            ...reading,
          }),
        ),
        notes: (notes.get(row.id) ?? []).map(({ label, literal, text, resolved, reading }) => ({
          label,
          literal,
          text,
          resolved,
          ...reading,
        })),
        flags: (flags.get(row.id) ?? [])
          .filter(flag => !flag.compared)
          .map(({ code, literal, what, remedy, named, reading }) => ({
            code,
            where: reading,
            literal,
            what,
            remedy,
            values: named,
          })),
      },
    }
  })
}

const sidesOf = (r: ReferenceRow) => ({
  fromPara: r.from_para,
  fromSub: r.from_sub,
  toPara: r.to_para,
  toSub: r.to_sub,
  direction: r.direction,
})

async function rowsOf<Row>(
  tx: Read,
  table: string,
  order: string,
  ids: readonly string[],
): Promise<Map<string, Row[]>> {
  const columns =
    table === 'paragraph' ? sql.raw('report_id, number, kind, role, text, reading') : sql.raw('*')
  const { rows } = await sql<Row & { report_id: string }>`
    select ${columns} from ${sql.table(`recommendations.${table}`)} where report_id = any(${ids}::uuid[])
    order by report_id, ${sql.ref(order)}`.execute(tx.db)
  const byReport = new Map<string, Row[]>()
  for (const row of rows) {
    const own = byReport.get(row.report_id)
    if (own) own.push(row)
    else byReport.set(row.report_id, [row])
  }
  return byReport
}

type Rest<T, Keys extends keyof T> = Omit<T, Keys>
interface ReportRow {
  id: string
  slug: string
  symbol: string | null
  title: string | null
  byline: string | null
  kind: ReportDocument['kind']
  dated_on: string | null
  meeting: Meeting | null
  chapters: Report['chapters']
}
interface ParagraphRow {
  number: number
  kind: Paragraph['kind']
  role: Paragraph['role']
  text: string
  reading: Rest<Paragraph, 'number' | 'kind' | 'role' | 'text'>
}
interface AtomRow {
  ordinal: number
  suggestion: boolean
  sub: string | null
  sentence: number
  addressee: string
  origin: Atom['addresseeOrigin']
  deontic: string
  text: string
  reading: Rest<
    Atom,
    'para' | 'kind' | 'sub' | 'sentence' | 'addressee' | 'addresseeOrigin' | 'deontic' | 'text'
  >
}
interface ReferenceRow {
  origin: 'printed' | 'derived'
  from_para: number
  from_sub: string | null
  to_para: number
  to_sub: string | null
  direction: CrossReference['direction']
  literal: string | null
  reading: object
}
interface NoteRow {
  label: string
  literal: string
  text: string
  resolved: string | null
  reading: Rest<Note, 'label' | 'literal' | 'text' | 'resolved'>
}
type Citation = Report['citations'][number]
interface CitationRow {
  kind: Citation['kind']
  relation: Citation['relation']
  target: string
  cited_of: string | null
  literal: string
  sub: string | null
  reading: Rest<Citation, 'kind' | 'relation' | 'target' | 'of' | 'literal' | 'sub'>
}
interface FlagRow {
  code: string
  literal: string
  what: string
  remedy: string
  named: string[]
  reading: Flag['where']
  compared: boolean
}

/** The document of a row of reports. */
export const documentOf = (row: Omit<ReportRow, 'id' | 'slug' | 'chapters'>): ReportDocument => ({
  symbol: row.symbol,
  date: row.dated_on,
  title: row.title,
  byline: row.byline,
  kind: row.kind,
  meeting: row.meeting,
})
