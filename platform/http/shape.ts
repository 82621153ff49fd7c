import type { Codelists } from '#kernel/entity/codelist.ts'
import type { Description, Value } from '#kernel/entity/describe.ts'
import { type JsonSchema, jsonSchema } from '#kernel/entity/readers.ts'

/** What a request or an answer looks like: JSON Schema for the machine, a type for the compiler. */
export interface Shape<T = unknown> {
  readonly schema: JsonSchema
  readonly optional?: boolean
  /** For the compiler only. */
  readonly valueType?: T
}
export type Shapes = Record<string, Shape>
export type OptionalShape<T = unknown> = Shape<T> & { readonly optional: true }

export type ValueOf<S> = S extends Shape<infer T> ? T : never
type OptionalNames<P> = { [K in keyof P]: P[K] extends { optional: true } ? K : never }[keyof P]
export type ObjectOf<P extends Shapes> = { [K in Exclude<keyof P, OptionalNames<P>>]: ValueOf<P[K]> } & {
  [K in OptionalNames<P>]?: ValueOf<P[K]>
}

/** Any JSON Schema literal (draft 2020-12), with the type that it stands for. */
export const schema = <T = unknown>(literal: JsonSchema): Shape<T> => ({ schema: literal })

/** One text, at most 500 characters unless told otherwise. */
export const text = (more: { max?: number; min?: number; pattern?: string } = {}): Shape<string> =>
  schema({
    type: 'string',
    maxLength: more.max ?? 500,
    ...(more.min === undefined ? {} : { minLength: more.min }),
    ...(more.pattern === undefined ? {} : { pattern: more.pattern }),
  })
export const uuid: Shape<string> = schema({ type: 'string', format: 'uuid' })
/** A calendar date, YYYY-MM-DD. */
export const day: Shape<string> = schema({ type: 'string', format: 'date' })
/** A moment, as ISO 8601 with zone. */
export const instant: Shape<string> = schema({ type: 'string', format: 'date-time' })
export const yesNo: Shape<boolean> = schema({ type: 'boolean' })
export const number = (more: { min?: number; max?: number } = {}): Shape<number> =>
  schema({ type: 'number', ...range(more) })
export const integer = (more: { min?: number; max?: number } = {}): Shape<number> =>
  schema({ type: 'integer', ...range(more) })
export const oneOf = <const C extends string>(codes: readonly C[]): Shape<C> =>
  schema({ type: 'string', enum: [...codes] })
/** A list, at most 1,000 items unless told otherwise. */
export const list = <T>(item: Shape<T>, max = 1000): Shape<T[]> =>
  schema({ type: 'array', items: item.schema, maxItems: max })
export const record = <T>(value: Shape<T>): Shape<Record<string, T>> =>
  schema({ type: 'object', additionalProperties: value.schema })
/** Whatever JSON can say: for answers whose form is said elsewhere. */
export const anything: Shape<unknown> = schema({})
export const nullable = <T>(shape: Shape<T>): Shape<T | null> =>
  schema({ anyOf: [shape.schema, { type: 'null' }] })
export const optional = <T>(shape: Shape<T>): OptionalShape<T> => ({ ...shape, optional: true })

/** An object with these fields and no others; those not marked optional are required. */
export function object<const P extends Shapes>(fields: P): Shape<ObjectOf<P>> {
  const required = Object.keys(fields).filter(name => !fields[name]!.optional)
  return schema({
    type: 'object',
    additionalProperties: false,
    properties: Object.fromEntries(Object.entries(fields).map(([name, s]) => [name, s.schema])),
    ...(required.length > 0 ? { required } : {}),
  })
}

/** A described record; what it means is checked by `validate()`, which also reads labels and aliases of codes. */
export const described = <D extends Description>(description: D, lists?: Codelists): Shape<Value<D>> =>
  schema(jsonSchema(description, lists))

const range = (more: { min?: number; max?: number }) => ({
  ...(more.min === undefined ? {} : { minimum: more.min }),
  ...(more.max === undefined ? {} : { maximum: more.max }),
})
