import { createHash } from 'node:crypto'
import { decodeText } from '../reading/decode.ts'
import { flag } from '../reading/flags.ts'
import { readReport } from '../reading/read-report.ts'
import type { Report, ReportProblem } from '../recommendations.entity.ts'
import { idOf } from '../stable-id.ts'
import { type FileText, textOfFile } from './file-text.ts'

/** A file that was read as a report, ready to be entered. */
export interface ReadFile {
  id: string
  fileHash: string
  fileBytes: number
  /** What the file is; its text is what was taken out of it. */
  fileKind: FileText['from']
  /** Pages of a PDF, null where the file has none. */
  pages: number | null
  textHash: string
  text: string
  report: Report
}

export type FileReading = { ok: true; file: ReadFile } | { ok: false; problem: ReportProblem }

/** Reads a file of plain text as a report; nothing is written. The same text always has the same id. */
export function readFile(bytes: Uint8Array): FileReading {
  return readTaken(bytes, { text: decodeText(bytes), from: 'text', pages: null, trackedChanges: false })
}

/**
 * Reads a file as a report, be it PDF, Word or plain text; nothing is written. A file that holds no report comes back
 * as a problem with one sentence.
 */
export async function readReportFile(bytes: Uint8Array): Promise<FileReading> {
  const taken = await textOfFile(bytes)
  return taken.ok ? readTaken(bytes, taken) : taken
}

function readTaken(bytes: Uint8Array, taken: FileText): FileReading {
  // The database cannot hold a NUL; it becomes the sign for what cannot be read.
  const text = taken.text.toWellFormed().replaceAll('\0', '\ufffd')
  const reading = readReport(text)
  if (!reading.ok) return reading
  const { report } = reading
  if (taken.trackedChanges) {
    const nowhere = { line: 1, para: null, sub: null, source: { start: 0, end: 0 } }
    report.flags.unshift(flag('changes-recorded', nowhere, ''))
  }
  const textHash = sha256(text)
  return {
    ok: true,
    file: {
      id: idOf('report', textHash),
      fileHash: sha256(bytes),
      fileBytes: bytes.byteLength,
      fileKind: taken.from,
      pages: taken.pages,
      textHash,
      text,
      report,
    },
  }
}

const sha256 = (what: string | Uint8Array) => createHash('sha256').update(what).digest('hex')
