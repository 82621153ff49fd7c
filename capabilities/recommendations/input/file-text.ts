import { decodeText } from '../reading/decode.ts'
import { FILE_BYTES_MAX, problem } from '../reading/problems.ts'
import type { ReportProblem } from '../recommendations.entity.ts'
import { type FileKind, kindOf } from './file-kind.ts'
import { extractInThread } from './read-in-thread.ts'

/** How a text came out of its file. */
export interface FileText {
  text: string
  from: 'text' | 'pdf' | 'word'
  /** Pages of a PDF; form feeds in the text part them. Null where the file has none. */
  pages: number | null
  /** Whether a Word file has recorded changes; they were read as accepted. */
  trackedChanges: boolean
}

export type FileTextReading = ({ ok: true } & FileText) | { ok: false; problem: ReportProblem }

/**
 * Takes the text out of a file: plain text, PDF or Word. What cannot be read comes back as a problem with one sentence.
 * PDF and Word are unpacked in a thread of their own that is stopped when it takes too long or grows too large.
 */
export async function textOfFile(bytes: Uint8Array): Promise<FileTextReading> {
  if (bytes.byteLength === 0) return refused('empty')
  if (bytes.byteLength > FILE_BYTES_MAX) return { ok: false, problem: tooBig() }
  const kind = kindOf(bytes)
  if (kind === 'text')
    return { ok: true, text: decodeText(bytes), from: 'text', pages: null, trackedChanges: false }
  if (kind !== 'pdf' && kind !== 'word') return refused(codeOf[kind])
  const extracted = await extractInThread(kind, bytes)
  return 'why' in extracted ? refused(codeOf[extracted.why]) : { ok: true, from: kind, ...extracted }
}

/** The sentence for a file that is larger than any report. */
export function tooBig(): ReportProblem {
  return problem('too big', [String(Math.floor(FILE_BYTES_MAX / 1e6))])
}

const refused = (code: ReportProblem['code']): FileTextReading => ({ ok: false, problem: problem(code) })

/** Why a thread gave up a PDF or a Word file. */
export type ExtractionFailure =
  | 'damaged pdf'
  | 'locked pdf'
  | 'scan'
  | 'too many pages'
  | 'damaged word'
  | 'locked word'
  | 'too much'
  | 'too slow'

const codeOf: Record<Exclude<FileKind, 'text' | 'pdf' | 'word'> | ExtractionFailure, ReportProblem['code']> =
  {
    table: 'table',
    presentation: 'other format',
    'open document': 'other format',
    archive: 'other format',
    'rich text': 'other format',
    'web page': 'other format',
    'old word': 'old word',
    picture: 'picture',
    scan: 'scan',
    'damaged pdf': 'damaged pdf',
    'damaged word': 'damaged word',
    'locked pdf': 'locked',
    'locked word': 'locked',
    'too many pages': 'too long',
    'too much': 'unpacks too large',
    'too slow': 'too slow',
  }
