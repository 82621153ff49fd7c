import type { Codelists, Language } from './codelist.ts'
import type { Description } from './describe.ts'
import type { Field, FieldKind } from './field.ts'

/** A JSON Schema object (draft 2020-12), as far as descriptions need it. */
export type JsonSchema = { [key: string]: unknown }

/**
 * JSON Schema of a described record, as used by routes and OpenAPI 3.1.
 * @param lists when given, codes are spelled out as enumerations
 */
export function jsonSchema(description: Description, lists?: Codelists): JsonSchema {
  const properties: Record<string, JsonSchema> = {}
  for (const [name, field] of Object.entries(description.fields))
    properties[name] = { ...fieldSchema(field, lists), 'x-label': labelKey(description, name) }
  properties.missing = {
    type: 'object',
    additionalProperties: { enum: ['unknown', 'refused'] },
    description: 'Fields that were asked and are not known, or that the person refused to answer.',
  }
  return { type: 'object', title: description.name, additionalProperties: false, properties }
}

/** The form of a date that may be partly known; whether the calendar has it says `validate()`. */
export const datePattern = '^\\d{4}(-\\d{2}(-\\d{2})?)?$'

function fieldSchema(field: Field, lists?: Codelists): JsonSchema {
  const codes = field.list && lists ? { enum: lists.get(field.list).codes.map(c => c.code) } : {}
  const shapes: Record<FieldKind, JsonSchema> = {
    text: { type: 'string', maxLength: field.lengthMax },
    longText: { type: 'string', maxLength: field.lengthMax },
    date: { type: 'string', pattern: datePattern },
    number: {
      type: 'number',
      ...(field.min === undefined ? {} : { minimum: field.min }),
      ...(field.max === undefined ? {} : { maximum: field.max }),
    },
    yesNo: { type: 'boolean' },
    code: { type: 'string', ...codes },
    codes: { type: 'array', items: { type: 'string', ...codes }, uniqueItems: true },
  }
  return {
    ...shapes[field.kind],
    'x-disclosure': field.disclosure,
    ...(field.list ? { 'x-codelist': field.list } : {}),
    ...(field.deprecated ? { deprecated: true } : {}),
  }
}

export interface FormField {
  name: string
  labelKey: string
  kind: FieldKind
  required: boolean
  identifying: boolean
  list?: string
}

/** The fields a person may fill in, in order; withdrawn fields are left out. */
export function formFields(description: Description): FormField[] {
  return Object.entries(description.fields)
    .filter(([, f]) => !f.deprecated)
    .map(([name, f]) => ({
      name,
      labelKey: labelKey(description, name),
      kind: f.kind,
      required: f.required ?? false,
      identifying: f.disclosure === 'identifying',
      ...(f.list ? { list: f.list } : {}),
    }))
}

/** Key of a field's label in the locale files. */
export const labelKey = (description: Description, field: string): string =>
  description.fields[field]?.labelKey ?? `field.${description.name}.${field}`

/** Column names for tables on paper and in spreadsheets: the standard's name where it has one. */
export function columns(description: Description): { field: string; header: string }[] {
  return Object.entries(description.fields).map(([field, f]) => ({
    field,
    header: f.htcds ?? `${description.name}.${field}`,
  }))
}

export interface CodeBookEntry {
  field: string
  standard: string
  kind: FieldKind
  disclosure: string
  statistics: string
  exchange: string
  list?: string
  listVersion?: string
  codes?: { code: string; label: string; extension: boolean; icTip: string }[]
}

/** The code book of a description: every field with its rules, every code with its label. */
export function codeBook(description: Description, lists: Codelists, language: Language): CodeBookEntry[] {
  return Object.entries(description.fields).map(([field, f]) => {
    const list = f.list ? lists.get(f.list) : undefined
    return {
      field,
      standard: f.htcds ?? '',
      kind: f.kind,
      disclosure: f.disclosure,
      statistics: f.statistics,
      exchange: f.exchange,
      ...(list && {
        list: list.id,
        listVersion: list.version,
        codes: list.codes.map(c => ({
          code: c.code,
          label: c.labels[language],
          extension: c.extension ?? false,
          icTip: c.icTip ?? '',
        })),
      }),
    }
  })
}
