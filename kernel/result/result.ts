/** Either a value or what is wrong with the input; never an exception for what a person typed. */
export type Result<T, E = Problem[]> = { ok: true; value: T } | { ok: false; problems: E }

/** One thing that is wrong: where, what, and what to do about it. */
export interface Problem {
  /** Field, column or path, as the reader knows it. */
  where: string
  /** Stable code, e.g. 'code.unknown'; the key of the translated sentence `problem.<code>`. */
  code: string
  /** One plain English sentence: what is wrong. */
  what: string
  /** One plain English sentence: what to do. */
  remedy: string
  /** The offending value as read; absent when the field is identifying. */
  value?: string
  /** Key of the label by which people know the field, where it is a described one; said instead of its name in `where`. */
  labelKey?: string
  /** What the sentence names beside the value, for its translations: limits and kinds, never anything that was sent. */
  values?: Readonly<Record<string, string | number>>
}

export const ok = <T>(value: T): { ok: true; value: T } => ({ ok: true, value })
export const refused = (...problems: Problem[]): { ok: false; problems: Problem[] } => ({
  ok: false,
  problems,
})

/**
 * Asserts that a case of a union cannot occur; the compiler complains when one is added.
 * @throws Error naming the unexpected value's type, never the value
 */
export function impossible(value: never): never {
  throw new Error(`Unexpected case of type ${typeof value}.`)
}
