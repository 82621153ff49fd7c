import { strFromU8, strToU8, unzipSync, type Zippable, zipSync } from 'fflate'

const ZIP_TIME = new Date('2000-01-01T00:00:00Z')
const PROPERTIES = 'docProps/core.xml'

/**
 * Sets the dates inside a Word document to a given instant, so that equal content gives equal bytes.
 * @param issuedAt ISO 8601
 */
export function stampDocument(bytes: Uint8Array, issuedAt: string): Uint8Array {
  const files = unzipSync(bytes)
  const stamped: Zippable = {}
  for (const name of Object.keys(files).sort()) {
    const content = files[name]!
    stamped[name] = [name === PROPERTIES ? withDates(content, issuedAt) : content, { mtime: ZIP_TIME }]
  }
  return zipSync(stamped)
}

function withDates(properties: Uint8Array, issuedAt: string): Uint8Array {
  return strToU8(
    strFromU8(properties).replace(
      /(<dcterms:(?:created|modified)[^>]*>)[^<]*/g,
      (_, opening: string) => opening + new Date(issuedAt).toISOString(),
    ),
  )
}
