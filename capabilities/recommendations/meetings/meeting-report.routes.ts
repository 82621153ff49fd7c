import type { Read } from '#platform/database/transaction.ts'
import { Invalid } from '#platform/http/refusals.ts'
import type { RouteServer } from '#platform/http/route.ts'
import { day, object, text } from '#platform/http/shape.ts'
import { writeAkn } from '../akoma-ntoso/write-akn.ts'
import { printReportAsText } from '../documents/report-text.ts'
import { printReportAsWord } from '../documents/report-word.ts'
import { readReport } from '../reading/read-report.ts'
import { assembleReport } from './assemble.ts'
import { enterReport, printedReport, reportInput } from './meeting-report.store.ts'
import { ofMeeting, previewShape } from './meetings.shapes.ts'
import { adoptWhole, getMeeting, listParts, type MeetingRecord, savePart } from './meetings.store.ts'
import { allowed, mayRead } from './permitted.ts'

const wordMediaType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
const partName = text({ max: 40, pattern: '^(introduction|opening|deliberations:[0-9]{1,3})$' })

/** The report of a meeting: its parts, how it reads, its files, its adoption, its way into the registry. */
export function reportRoutes(server: RouteServer): void {
  server.read(
    'GET',
    '/api/meetings/:meetingId/report',
    {
      summary: 'The report as it stands, with its parts and what reading it finds',
      caller: 'signed-in',
      extendsSession: false,
      cost: 5,
      params: ofMeeting,
      answer: previewShape,
    },
    async ({ caller, params, read }) => {
      mayRead(caller)
      return read(async tx => preview(tx, await getMeeting(tx, params.meetingId)))
    },
  )
  server.write(
    'PUT',
    '/api/meetings/:meetingId/report/parts/:part',
    {
      summary:
        'Write one part of the report: paragraphs parted by an empty line; empty takes the standard text',
      caller: 'signed-in',
      params: { ...ofMeeting, part: partName },
      body: object({ text: text({ max: 60_000 }) }),
      answer: 'nothing',
    },
    ({ params, body, write, actId, expectedVersion }) =>
      write(async tx => {
        const meeting = await getMeeting(tx, params.meetingId)
        await savePart(tx, { meeting, actId, expectedVersion }, params.part, body.text)
      }),
  )
  fileRoutes(server)
  server.write(
    'PUT',
    '/api/meetings/:meetingId/report/adoption',
    {
      summary: 'Adopt the report as a whole',
      caller: 'signed-in',
      params: ofMeeting,
      body: object({ on: day }),
      answer: 'nothing',
    },
    ({ params, body, write, actId, expectedVersion }) =>
      write(async tx =>
        adoptWhole(tx, { meeting: await getMeeting(tx, params.meetingId), actId, expectedVersion }, body.on),
      ),
  )
  server.write(
    'POST',
    '/api/meetings/:meetingId/report/registry',
    {
      summary: 'Enter the adopted report into the registry, without retyping',
      caller: 'signed-in',
      cost: 10,
      params: ofMeeting,
      answer: object({ slug: text({ max: 80 }) }),
    },
    async ({ params, write, actId }) => ({
      slug: await write(async tx => enterReport(tx, await getMeeting(tx, params.meetingId), actId)),
    }),
  )
}

function fileRoutes(server: RouteServer): void {
  const printed = (meetingId: string) => async (tx: Read) => {
    const meeting = await getMeeting(tx, meetingId)
    return { name: fileNameOf(meeting), report: await printedReport(tx, meeting), now: tx.now }
  }
  server.read(
    'GET',
    '/api/meetings/:meetingId/report.txt',
    { summary: 'The report as plain text', caller: 'signed-in', cost: 5, params: ofMeeting, answer: 'file' },
    async ({ caller, params, read }) => {
      mayRead(caller)
      const { name, report } = await read(printed(params.meetingId))
      return {
        fileName: `${name}.txt`,
        mediaType: 'text/plain; charset=utf-8',
        body: printReportAsText(report),
      }
    },
  )
  server.read(
    'GET',
    '/api/meetings/:meetingId/report.docx',
    {
      summary: 'The report as a Word document',
      caller: 'signed-in',
      cost: 50,
      params: ofMeeting,
      answer: 'file',
    },
    async ({ caller, params, read }) => {
      mayRead(caller)
      const { name, report, now } = await read(printed(params.meetingId))
      const bytes = await printReportAsWord(report, { issuedAt: now.toISOString() })
      return { fileName: `${name}.docx`, mediaType: wordMediaType, body: Buffer.from(bytes) }
    },
  )
  server.read(
    'GET',
    '/api/meetings/:meetingId/report.xml',
    {
      summary: 'The report as Akoma Ntoso',
      caller: 'signed-in',
      cost: 20,
      params: ofMeeting,
      answer: 'file',
    },
    async ({ caller, params, read }) => {
      mayRead(caller)
      const { name, report, now } = await read(printed(params.meetingId))
      const text = printReportAsText(report)
      const reading = readReport(text)
      if (!reading.ok)
        throw new Invalid([
          {
            where: 'report',
            code: 'meeting.report-unread',
            what: reading.problem.sentence,
            remedy: 'Look at the preview of the report.',
          },
        ])
      const body = writeAkn(reading.report, text, now.toISOString().slice(0, 10))
      return { fileName: `${name}.xml`, mediaType: 'application/akn+xml; charset=utf-8', body }
    },
  )
}

const fileNameOf = ({ symbol, from }: MeetingRecord) =>
  symbol ? symbol.replace(/[^A-Za-z0-9.-]+/g, '-') : `report-${from}`

async function preview(tx: Read, meeting: MeetingRecord) {
  const input = await reportInput(tx, meeting)
  const printed = assembleReport(input)
  const reading = readReport(printReportAsText(printed))
  const written = await listParts(tx, meeting.id)
  const names = ['introduction', 'opening', ...meeting.agenda.map(item => `deliberations:${item.number}`)]
  return {
    front: printed.front,
    blocks: printed.blocks,
    notes: printed.notes,
    parts: names.map(part => {
      const known = written.find(w => w.part === part)
      return {
        part,
        version: known?.version ?? 0,
        text: known?.text ?? '',
        standard: (known?.text ?? '') === '',
      }
    }),
    read: reading.ok
      ? {
          recommendations: reading.report.paragraphs.filter(p => p.role === 'recommendation').length,
          atoms: reading.report.atoms.length,
          // A report without recommendations is no doubt while they are still being drafted.
          doubts: (input.adopted.length === 0 ? [] : reading.report.flags)
            .slice(0, 100)
            .map(({ where, what, remedy }) => ({
              where: where.para === null ? '' : String(where.para),
              what: `${what} ${remedy}`,
            })),
        }
      : { recommendations: 0, atoms: 0, doubts: [{ where: '', what: reading.problem.sentence }] },
    may: allowed(
      tx.caller,
      ['report-part.write', 'meeting-report.adopt', 'meeting-report.enter', 'meeting.move'],
      { state: meeting.state, adopted: meeting.adoptedOn !== null },
    ),
  }
}
