import { createHash, createHmac, createSecretKey } from 'node:crypto'
import { type CaseFile, caseDescriptions } from '../cases.entity.ts'

/** What makes keys of rows; one per file that is read. */
export interface RowKeys {
  /**
   * The keys of a row. A case with an external reference is known by it. A case without one is known by all that it
   * says, and by how many equal cases stood before it in the file: two equal anonymous rows are two persons.
   */
  of(file: CaseFile): { rowKey: string; contentKey: string }
}

/**
 * @param scope who imports, so that two agencies may use the same reference numbers, e.g. the agency's id
 * @param secret makes the keys HMAC-SHA-256; without it they are SHA-256, by which somebody who knows a whole case could
 *   find out that it is here. Stored keys need the secret.
 */
export function rowKeys(scope: string, secret?: Uint8Array): RowKeys {
  const seen = new Map<string, number>()
  const key = secret && createSecretKey(secret)
  const digest = (...parts: string[]) => {
    const hash = key ? createHmac('sha256', key) : createHash('sha256')
    return hash.update(parts.join('\u0000')).digest('base64url')
  }
  return {
    of(file) {
      const contentKey = digest('content', scope, canonical(file))
      const reference = file.case.externalReference
      if (reference) return { rowKey: digest('reference', scope, reference), contentKey }
      const occurrence = (seen.get(contentKey) ?? 0) + 1
      seen.set(contentKey, occurrence)
      return { rowKey: digest('row', contentKey, String(occurrence)), contentKey }
    },
  }
}

/**
 * Key of one row by itself.
 * @param occurrence which of several equal rows of the file, from 1
 */
export function rowKey(file: CaseFile, scope: string, occurrence = 1, secret?: Uint8Array): string {
  const keys = rowKeys(scope, secret)
  for (let i = 1; i < occurrence; i++) keys.of(file)
  return keys.of(file).rowKey
}

const fieldNames = Object.entries(caseDescriptions).map(([name, d]) => [name, Object.keys(d.fields)] as const)

/** The same text for the same case, whatever the order in which it was put together; what is absent leaves no trace. */
export function canonical(file: CaseFile): string {
  const said: unknown[] = []
  for (const [description, fields] of fieldNames) {
    const value = file[description as keyof CaseFile] as Part | Part[]
    const parts = Array.isArray(value) ? value : [value]
    for (let place = 0; place < parts.length; place++) {
      const part = parts[place]!
      const from = said.length
      for (const field of fields) {
        if (part[field] !== undefined) said.push(field, part[field])
        else if (part.missing?.[field]) said.push(field, { missing: part.missing[field] })
      }
      if (said.length > from) said.push(description, place)
    }
  }
  return JSON.stringify(said)
}

type Part = Record<string, unknown> & { missing?: Record<string, string> }
