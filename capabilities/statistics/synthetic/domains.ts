import { CannotSynthesize } from './cannot-synthesize.ts'
import { type CodedTable, type Domain, domainValuesMax } from './coded-table.ts'
import { other } from './paid-domains.ts'

export const columnsMax = 100

/**
 * Reads public domains from JSON: for each column its values, or the least and greatest of whole numbers.
 * `{"sex": ["F", "M", ""], "age": {"min": 0, "max": 99, "also": ["unknown"]}}`; the empty text is “not recorded”. An
 * `"ordered": true` says that neighbouring values are alike; ranges always are.
 * @throws CannotSynthesize
 */
export function readDomains(text: string): Map<string, Domain> {
  let read: unknown
  try {
    read = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    throw new CannotSynthesize('domain-form')
  }
  const outer = asObject(read)
  const inner = outer?.columns === undefined ? undefined : asObject(outer.columns)
  const columns = inner ?? outer
  if (!columns) throw new CannotSynthesize('domain-form')
  return new Map(Object.entries(columns).map(([name, said]) => [name, domainOf(name, said)]))
}

function asObject(value: unknown): Record<string, unknown> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined
}

function domainOf(name: string, said: unknown): Domain {
  const object = asObject(said)
  const listed = Array.isArray(said) ? said : object?.values
  const values = Array.isArray(listed) ? textsOf(listed) : asObject(listed) && Object.keys(asObject(listed)!)
  const range = object && rangeOf(object)
  const all = [...(range ?? []), ...(values ?? []), ...(textsOf(object?.also) ?? [])]
  if (!range && !values) throw new CannotSynthesize('domain-form', { column: name })
  const unique = [...new Set(all)]
  if (unique.length === 0 || unique.length > domainValuesMax)
    throw new CannotSynthesize('domain-size', { column: name, size: unique.length, max: domainValuesMax })
  return { name, values: unique, ordered: range !== undefined || object?.ordered === true }
}

function textsOf(list: unknown): string[] | undefined {
  if (!Array.isArray(list)) return undefined
  return list.map(value => (value === null ? '' : String(value).trim()))
}

function rangeOf({ min, max }: Record<string, unknown>): string[] | undefined {
  if (!Number.isSafeInteger(min) || !Number.isSafeInteger(max)) return undefined
  const [from, to] = [min as number, max as number]
  if (to < from || to - from >= domainValuesMax) return undefined
  return Array.from({ length: to - from + 1 }, (_, i) => `${from + i}`)
}

/**
 * Turns rows of text into codes.
 * @param header names of all columns of the rows
 * @param columns the domains to take, in this order
 * @throws CannotSynthesize naming the first value outside its domain
 */
export function codeTable(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  columns: readonly Domain[],
): CodedTable {
  const codes = columns.map(({ name, values }) => {
    const at = header.indexOf(name)
    const codeOf = new Map(values.map((value, code) => [value, code]))
    return Uint16Array.from(rows, (row, i) => {
      const value = row[at]!.trim()
      const code = codeOf.get(value) ?? codeOf.get(plainNumber(value)) ?? codeOf.get(other)
      if (code === undefined)
        throw new CannotSynthesize('outside-domain', { row: i + 2, column: name, value: value.slice(0, 40) })
      return code
    })
  })
  return { domains: columns, rows: rows.length, codes }
}

/** “007” and “7.0” mean 7. */
const plainNumber = (value: string) =>
  value !== '' && Number.isFinite(Number(value)) ? `${Number(value)}` : value

/** The code of “not recorded” in each column; -1 where there is none. */
export const blanksOf = ({ domains }: Pick<CodedTable, 'domains'>): number[] =>
  domains.map(d => d.values.indexOf(''))
