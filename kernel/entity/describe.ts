import type { Field } from './field.ts'

export type Fields = Record<string, Field>

export interface Description<F extends Fields = Fields> {
  name: string
  fields: F
}

/** Why a value is absent, where absence was said rather than left open. */
export type Missing = 'unknown' | 'refused'

/** The value a description stands for: every field may be absent (not asked) or said to be missing. */
export type Value<D extends Description> = {
  [K in keyof D['fields']]?: D['fields'][K] extends Field<infer T> ? T : never
} & { missing?: { [K in keyof D['fields']]?: Missing } }

/** A record of any description, for code that works on all of them. */
export type Plain = Record<string, unknown> & { missing?: Record<string, Missing> }

/**
 * Describes an entity once. Validators, JSON Schema, forms, columns and the code book are read from it.
 * @param name singular, in the glossary's words
 * @param fields one entry per field, in the order in which people meet them
 */
export function describe<const F extends Fields>(name: string, fields: F): Description<F> {
  if ('missing' in fields) throw new Error(`${name}: 'missing' is reserved.`)
  return { name, fields }
}

/** Names of the fields that identify a person and are therefore sealed. */
export function identifyingFields(description: Description): string[] {
  return fieldNames(description).filter(name => description.fields[name]!.disclosure === 'identifying')
}

export function fieldNames(description: Description): string[] {
  return Object.keys(description.fields)
}
