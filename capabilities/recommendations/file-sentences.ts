import { readFile, stat } from 'node:fs/promises'
import { tooBig } from './input/file-text.ts'
import { FILE_BYTES_MAX } from './reading/problems.ts'

/** Why a file could not be opened, and what to do, in one sentence each. */
export function sentenceFor(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : ''
  if (code === 'ENOENT') return 'There is no such file. Check the path.'
  if (code === 'EISDIR') return 'This is a folder. Name the report in it.'
  if (code === 'EACCES') return 'The file may not be read by this user. Change its permissions or copy it.'
  return 'The file could not be opened. Copy it to this machine and try again.'
}

/** The bytes of a file named at the command line; one that is larger than any report is not even opened. */
export async function bytesOfFile(
  file: string,
): Promise<Uint8Array | { problem: { code: string; sentence: string } }> {
  try {
    if ((await stat(file)).size > FILE_BYTES_MAX) return { problem: tooBig() }
    return await readFile(file)
  } catch (error) {
    return { problem: { code: 'unreadable', sentence: sentenceFor(error) } }
  }
}
