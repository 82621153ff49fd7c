import type { Read, Write } from '#platform/database/transaction.ts'
import { Invalid } from '#platform/http/refusals.ts'
import { act } from '#platform/ledger/act.ts'
import type { PrintedReport } from '../documents/report-document.ts'
import { printReportAsText } from '../documents/report-text.ts'
import { enterFile, readFile } from '../reports.store.ts'
import { idOf } from '../stable-id.ts'
import { assembleReport, inSections, type ReportInput } from './assemble.ts'
import { listPositions } from './discussion.store.ts'
import { listDrafts } from './drafting.store.ts'
import { linkReport } from './meetings.acts.ts'
import { listParts, type MeetingRecord } from './meetings.store.ts'
import { listAttendance, listDocuments, listStatements } from './papers.store.ts'

/** Everything that the report of a meeting is made of, as it stands now. */
export async function reportInput(tx: Read, meeting: MeetingRecord): Promise<ReportInput> {
  const drafts = (await listDrafts(tx, meeting.id)).filter(draft => draft.state === 'adopted')
  const positions = await listPositions(
    tx,
    drafts.map(d => d.id),
  )
  return {
    meeting,
    documents: await listDocuments(tx, meeting.id),
    attendance: await listAttendance(tx, meeting.id),
    statements: await listStatements(tx, meeting.id),
    adopted: inSections(
      drafts.map(draft => ({
        section: draft.section,
        text: draft.adoptedText!,
        amended: draft.adoptedText !== draft.tabledText,
        reservations: positions
          .filter(p => p.draftId === draft.id && p.stance === 'reservation')
          .map(p => ({ speaker: p.agency, reason: p.reason })),
      })),
    ),
    parts: new Map((await listParts(tx, meeting.id)).map(({ part, text }) => [part, text])),
  }
}

export async function printedReport(tx: Read, meeting: MeetingRecord): Promise<PrintedReport> {
  return assembleReport(await reportInput(tx, meeting))
}

/**
 * Enters the adopted report into the registry by the registry's own way: what is printed is read again, and what the
 * reader finds is what stands there. Entered already, it changes nothing.
 * @returns where it stands
 * @throws Invalid when the print holds nothing that can be read as a report, Refused
 */
export async function enterReport(tx: Write, meeting: MeetingRecord, actId: string): Promise<string> {
  const reading = readFile(Buffer.from(printReportAsText(await printedReport(tx, meeting))))
  if (!reading.ok)
    throw new Invalid([
      {
        where: 'report',
        code: 'meeting.report-unread',
        what: reading.problem.sentence,
        remedy: 'Look at the preview of the report.',
      },
    ])
  const { slug } = await enterFile(tx, reading.file, idOf('enter', actId))
  if (meeting.reportSlug !== slug)
    await act(tx, linkReport, {
      id: actId,
      subjectId: meeting.id,
      about: { adopted: meeting.adoptedOn !== null },
      payload: { slug },
    })
  return slug
}
