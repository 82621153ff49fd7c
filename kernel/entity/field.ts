/**
 * Who may come to see a field's value.
 * - public: could be printed; internal: everybody who works on the case;
 * - restricted: sensitive personal data without identity; identifying: sealed in the vault.
 */
export type Disclosure = 'public' | 'internal' | 'restricted' | 'identifying'
/** Whether coded facts may carry the field: never, as a dimension to count by, or as a measure to add up. */
export type Statistics = 'never' | 'dimension' | 'measure'
/** Whether the field may travel to another node: never, only counted, or sealed to a recipient. */
export type Exchange = 'never' | 'aggregate' | 'sealed'

/** What must be said of every field; the first three have no default on purpose. */
export interface Facets {
  disclosure: Disclosure
  statistics: Statistics
  exchange: Exchange
  /** Name of the field in the Human Trafficking Case Data Standard 2.0, with prefix. */
  htcds?: string
  required?: boolean
  /** The standard withdrew it: read and kept, not offered for new entries. */
  deprecated?: boolean
  /** Key of its label where the locale files name the same thing already; `field.<description>.<field>` when left out. */
  labelKey?: string
}

export type FieldKind = 'text' | 'longText' | 'date' | 'number' | 'yesNo' | 'code' | 'codes'

export interface Field<T = unknown> extends Facets {
  kind: FieldKind
  /** Codelist id, for kinds 'code' and 'codes'. */
  list?: string
  lengthMax?: number
  min?: number
  max?: number
  /** For kind 'date': a season may stand in place of a month. */
  seasons?: boolean
  /** For the compiler only: the type of the value. */
  readonly valueType?: T
}

type More = { lengthMax?: number; min?: number; max?: number }

/** One line of text, at most 500 characters unless told otherwise. */
export const text = (f: Facets & More): Field<string> => ({ lengthMax: 500, ...f, kind: 'text' })
/** Text of several lines, at most 20,000 characters unless told otherwise. */
export const longText = (f: Facets & More): Field<string> => ({ lengthMax: 20_000, ...f, kind: 'longText' })
/**
 * A date that may be partly known: 'YYYY', 'YYYY-MM' or 'YYYY-MM-DD' (ISO 8601); where people remember by seasons also
 * 'YYYY-21' (spring) to 'YYYY-24' (winter, ISO 8601-2).
 */
export const date = (f: Facets & { seasons?: boolean }): Field<string> => ({ ...f, kind: 'date' })
/** A finite number. */
export const number = (f: Facets & More): Field<number> => ({ ...f, kind: 'number' })
/** Yes or no; leaving it out means that nobody asked. */
export const yesNo = (f: Facets): Field<boolean> => ({ ...f, kind: 'yesNo' })
/** One code of a list. */
export const code = (list: string, f: Facets): Field<string> => ({ ...f, kind: 'code', list })
/** Any number of codes of a list, kept in the list's order without repeats. */
export const codes = (list: string, f: Facets): Field<string[]> => ({ ...f, kind: 'codes', list })
