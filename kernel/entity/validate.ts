import { ok, type Problem, type Result } from '../result/result.ts'
import { isPartialDate, isSeason } from '../time/partial-date.ts'
import { type Codelists, findCode } from './codelist.ts'
import type { Description, Missing, Plain, Value } from './describe.ts'
import type { Field } from './field.ts'
import { labelKey } from './readers.ts'

/**
 * Checks an unknown value against a description. Codes are matched by code, alias or label and come back in the
 * list's own spelling; texts are trimmed; empty texts and null count as absent.
 * @param options.partial leave required fields unchecked, for amendments
 * @returns the value with known fields only, or every problem found (not just the first)
 */
export function validate<D extends Description>(
  description: D,
  input: unknown,
  lists: Codelists,
  options: { partial?: boolean } = {},
): Result<Value<D>> {
  const problems: Problem[] = []
  if (typeof input !== 'object' || input === null || Array.isArray(input))
    return {
      ok: false,
      problems: [
        problem(description.name, 'shape', 'This is not a record.', 'Send an object with named fields.'),
      ],
    }
  const given = input as Record<string, unknown>
  const value: Plain = {}
  const missing = readMissing(description, given.missing, problems)
  for (const name of Object.keys(given))
    if (name !== 'missing' && !Object.hasOwn(description.fields, name))
      problems.push(
        problem(name, 'field.unknown', 'There is no such field.', 'Remove it or correct its name.'),
      )
  for (const [name, field] of Object.entries(description.fields)) {
    const raw = given[name]
    const read =
      raw === undefined || raw === null || raw === '' ? ok(undefined) : readField(name, field, raw, lists)
    const named = (one: Problem) => ({ ...one, labelKey: labelKey(description, name) })
    if (!read.ok) problems.push(...read.problems.map(named))
    else if (read.value !== undefined) {
      value[name] = read.value
      delete missing[name]
    } else if (field.required && !options.partial && !(name in missing))
      problems.push(
        named(
          problem(name, 'required', 'This is missing.', 'Give it, or say that it is unknown or refused.'),
        ),
      )
  }
  if (Object.keys(missing).length > 0) value.missing = missing
  return problems.length > 0 ? { ok: false, problems } : ok(value as Value<D>)
}

/**
 * Checks one value against one field.
 * @returns the normalised value, undefined when it is empty, or what is wrong
 */
export function readField(name: string, field: Field, raw: unknown, lists: Codelists): Result<unknown> {
  const isSecret = field.disclosure === 'identifying'
  const wrong = (
    what: string,
    remedy: string,
    rule: string,
    values?: Problem['values'],
    given: unknown = raw,
  ): Result<unknown> => ({
    ok: false,
    problems: [
      {
        ...problem(name, rule, what, remedy),
        ...(isSecret ? {} : { value: shown(given) }),
        ...(values && { values }),
      },
    ],
  })
  const notInList = (given: unknown) =>
    wrong(
      `“${isSecret ? '…' : shown(given)}” is not in the list of this field.`,
      'Choose from the list.',
      'code.unknown',
      undefined,
      given,
    )
  switch (field.kind) {
    case 'text':
    case 'longText': {
      if (typeof raw !== 'string' && typeof raw !== 'number')
        return wrong('This is not a text.', 'Write it as text.', 'text')
      const text = String(raw).normalize('NFC').trim()
      if (text.includes('\u0000'))
        return wrong('The text contains a null character.', 'Remove it.', 'text.null')
      const max = field.lengthMax ?? 500
      if (text.length > max)
        return wrong(
          `The text has ${figure(text.length)} characters.`,
          `Shorten it to ${figure(max)} characters.`,
          'text.long',
          { length: text.length, max },
        )
      return ok(text || undefined)
    }
    case 'date': {
      const text = written(raw).trim()
      return isPartialDate(text) || (field.seasons === true && isSeason(text))
        ? ok(text)
        : wrong('This is not a date of the calendar.', 'Write it as 2024-05-17, 2024-05 or 2024.', 'date')
    }
    case 'number': {
      const value =
        typeof raw === 'number' ? raw : /^-?\d+(\.\d+)?$/.test(written(raw).trim()) ? Number(raw) : Number.NaN
      if (!Number.isFinite(value)) return wrong('This is not a number.', 'Write digits only.', 'number')
      if (field.min !== undefined && value < field.min)
        return wrong(`The number is under ${figure(field.min)}.`, 'Check it.', 'number.small', {
          min: field.min,
        })
      if (field.max !== undefined && value > field.max)
        return wrong(`The number is over ${figure(field.max)}.`, 'Check it.', 'number.large', {
          max: field.max,
        })
      return ok(value)
    }
    case 'yesNo':
      return typeof raw === 'boolean'
        ? ok(raw)
        : wrong('This is neither yes nor no.', 'Answer yes or no.', 'yesNo')
    case 'code': {
      const found = typeof raw === 'string' ? findCode(lists.get(field.list!), raw) : undefined
      return found ? ok(found) : notInList(raw)
    }
    case 'codes': {
      const parts = Array.isArray(raw) ? raw : [raw]
      const list = lists.get(field.list!)
      const found = new Set<string>()
      for (const part of parts) {
        const match = typeof part === 'string' ? findCode(list, part) : undefined
        if (!match) return notInList(part)
        found.add(match)
      }
      return ok(found.size > 0 ? list.codes.map(c => c.code).filter(c => found.has(c)) : undefined)
    }
  }
}

function readMissing(description: Description, raw: unknown, problems: Problem[]): Record<string, Missing> {
  const missing: Record<string, Missing> = {}
  if (raw === undefined || raw === null) return missing
  for (const [name, why] of Object.entries(raw as Record<string, unknown>)) {
    const isKnown = Object.hasOwn(description.fields, name)
    if (isKnown && (why === 'unknown' || why === 'refused')) missing[name] = why
    else
      problems.push({
        ...problem(
          `missing.${name}`,
          'missing',
          'This does not say why a known field is missing.',
          'Use “unknown” or “refused”.',
        ),
        ...(isKnown && { labelKey: labelKey(description, name) }),
      })
  }
  return missing
}

/** As much of what was given as a person needs to find it. */
const shown = (given: unknown) => written(given).slice(0, 200)
/** As text; an object of whoever asks may have no text of its own. */
const written = (given: unknown) => (typeof given === 'object' ? JSON.stringify(given) : String(given))
/** A limit as it is written in English; translations write it their own way. */
const figure = (limit: number) => limit.toLocaleString('en-GB')

const problem = (where: string, code: string, what: string, remedy: string): Problem => ({
  where,
  code,
  what,
  remedy,
})
