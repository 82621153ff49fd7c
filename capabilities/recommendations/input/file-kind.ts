/** What a file is, told by its first bytes and never by its name. */
export type FileKind =
  | 'text'
  | 'pdf'
  | 'word'
  | 'table'
  | 'presentation'
  | 'open document'
  | 'archive'
  | 'locked word'
  | 'old word'
  | 'rich text'
  | 'picture'
  | 'web page'

const starts = (bytes: Uint8Array, ...codes: number[]) => codes.every((code, at) => bytes[at] === code)
const asLetters = (bytes: Uint8Array) => new TextDecoder('latin1').decode(bytes)

/** Tells what a file is. A ZIP archive is looked into: Word, a spreadsheet, and slides are all archives. */
export function kindOf(bytes: Uint8Array): FileKind {
  const head = asLetters(bytes.subarray(0, 1024))
  if (head.includes('%PDF-')) return 'pdf'
  if (starts(bytes, 0x50, 0x4b, 3, 4) || starts(bytes, 0x50, 0x4b, 5, 6)) return archiveKind(bytes)
  if (starts(bytes, 0xd0, 0xcf, 0x11, 0xe0)) return oldOfficeKind(bytes)
  if (head.startsWith('{\\rtf')) return 'rich text'
  if (isPicture(bytes, head)) return 'picture'
  if (/^(?:\ufeff|ï»¿)?\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype html|html)\b/i.test(head)) return 'web page'
  return 'text'
}

/** The names of an archive's parts stand in it unpacked. */
function archiveKind(bytes: Uint8Array): FileKind {
  const has = (name: string) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(name)
  if (has('word/document')) return 'word'
  if (has('xl/workbook') || has('opendocument.spreadsheet')) return 'table'
  if (has('ppt/presentation')) return 'presentation'
  if (has('opendocument.text')) return 'open document'
  return 'archive'
}

/** An encrypted Word file lies in the container of the old formats; its stream is named in UTF-16. */
function oldOfficeKind(bytes: Uint8Array): FileKind {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const has = (name: string) => file.includes(Buffer.from(name, 'utf16le'))
  if (has('EncryptedPackage')) return 'locked word'
  if (has('Workbook')) return 'table'
  return 'old word'
}

function isPicture(bytes: Uint8Array, head: string): boolean {
  return (
    starts(bytes, 0x89, 0x50, 0x4e, 0x47) ||
    starts(bytes, 0xff, 0xd8, 0xff) ||
    /^(?:GIF8|II\*\0|MM\0\*|BM.{4}\0{4})/s.test(head) ||
    /^RIFF.{4}WEBP/s.test(head)
  )
}
