/** Why a file could not be opened, and what to do, in one sentence each. */
export function sentenceFor(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : ''
  if (code === 'ENOENT') return 'There is no such file. Check the path.'
  if (code === 'EISDIR') return 'This is a folder. Name the report in it.'
  if (code === 'EACCES') return 'The file may not be read by this user. Change its permissions or copy it.'
  return 'The file could not be opened. Copy it to this machine and try again.'
}
