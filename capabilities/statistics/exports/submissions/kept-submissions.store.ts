import { sql } from 'kysely'
import type { Read } from '#platform/database/transaction.ts'
import { found } from '#platform/http/refusals.ts'
import type { KeptStory } from '../kept-story.ts'
import type { UnodcCollection } from '../unodc-workbook.ts'
import type { Submission } from './submission.entity.ts'

/** A submission with all that later ones of the same year are held against. */
export interface KeptSubmission {
  id: string
  revision: number
  collection: UnodcCollection
  stories: KeptStory[]
}

const columns = sql`s.id, s.year, s.revision, s.reason, s.code, s.workbook_hash as "workbookHash", a.name as agency,
  s.submitted_at_ms as "submittedAtMs"`
const from = sql`statistics.unodc_submission s left join access.agency_directory a on a.id = s.agency_id`

type Row = Omit<Submission, 'submittedAtMs'> & { submittedAtMs: number | string }
const fromRow = (row: Row): Submission => ({ ...row, submittedAtMs: Number(row.submittedAtMs) })

/** All submissions, the newest year and revision first. */
export async function listSubmissions(tx: Read): Promise<Submission[]> {
  const { rows } = await sql<Row>`select ${columns} from ${from}
    order by s.year desc, s.revision desc limit 1000`.execute(tx.db)
  return rows.map(fromRow)
}

/** What was submitted, as it was told. @throws NotFound */
export async function getSubmission(
  tx: Read,
  id: string,
): Promise<Submission & { collection: UnodcCollection }> {
  const { rows } = await sql<Row & { collection: string }>`select ${columns}, s.collection from ${from}
    where s.id = ${id}`.execute(tx.db)
  const { collection, ...row } = found(rows[0])
  return { ...fromRow(row), collection: JSON.parse(collection) as UnodcCollection }
}

/** The file as it was submitted, byte for byte. @throws NotFound */
export async function getWorkbook(tx: Read, id: string): Promise<Buffer> {
  const { rows } = await sql<{ workbook: Uint8Array }>`select workbook from statistics.unodc_submission
    where id = ${id}`.execute(tx.db)
  return Buffer.from(found(rows[0]).workbook)
}

/** Every submission of a year, the first one first: what was sent once is known for good. */
export async function keptSubmissions(tx: Read, year: number): Promise<KeptSubmission[]> {
  const { rows } = await sql<{ id: string; revision: number; collection: string; stories: string | null }>`
    select s.id, s.revision, s.collection, i.stories
    from statistics.unodc_submission s left join statistics.unodc_submission_inside i on i.submission_id = s.id
    where s.year = ${year} order by s.revision`.execute(tx.db)
  return rows.map(({ collection, stories, ...row }) => ({
    ...row,
    collection: JSON.parse(collection) as UnodcCollection,
    // What cannot be looked at cannot be passed over either.
    stories: JSON.parse(found(stories)) as KeptStory[],
  }))
}
