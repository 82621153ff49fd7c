import { ok, type Problem, type Result } from '../result/result.ts'
import { isPartialDate } from '../time/partial-date.ts'
import { type Codelists, findCode } from './codelist.ts'
import type { Description, Missing, Plain, Value } from './describe.ts'
import type { Field } from './field.ts'

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
    if (name !== 'missing' && !(name in description.fields))
      problems.push(
        problem(
          name,
          'field.unknown',
          `There is no field “${name}” in ${description.name}.`,
          'Remove it or correct its name.',
        ),
      )
  for (const [name, field] of Object.entries(description.fields)) {
    const raw = given[name]
    const read =
      raw === undefined || raw === null || raw === '' ? ok(undefined) : readField(name, field, raw, lists)
    if (!read.ok) problems.push(...read.problems)
    else if (read.value !== undefined) {
      value[name] = read.value
      delete missing[name]
    } else if (field.required && !options.partial && !(name in missing))
      problems.push(
        problem(name, 'required', `“${name}” is missing.`, 'Give it, or say that it is unknown or refused.'),
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
  const wrong = (what: string, remedy: string, rule: string): Result<unknown> => ({
    ok: false,
    problems: [
      {
        ...problem(name, rule, what, remedy),
        ...(field.disclosure === 'identifying' ? {} : { value: String(raw).slice(0, 200) }),
      },
    ],
  })
  switch (field.kind) {
    case 'text':
    case 'longText': {
      if (typeof raw !== 'string' && typeof raw !== 'number')
        return wrong('This is not a text.', 'Write it as text.', 'text')
      const text = String(raw).normalize('NFC').trim()
      if (text.includes('\u0000'))
        return wrong('The text contains a null character.', 'Remove it.', 'text.null')
      if (text.length > (field.lengthMax ?? 500))
        return wrong(
          `The text has ${text.length} characters.`,
          `Shorten it to ${field.lengthMax ?? 500} characters.`,
          'text.long',
        )
      return ok(text || undefined)
    }
    case 'date': {
      const text = String(raw).trim()
      return isPartialDate(text)
        ? ok(text)
        : wrong('This is not a date of the calendar.', 'Write it as 2024-05-17, 2024-05 or 2024.', 'date')
    }
    case 'number': {
      const value =
        typeof raw === 'number' ? raw : /^-?\d+(\.\d+)?$/.test(String(raw).trim()) ? Number(raw) : Number.NaN
      if (!Number.isFinite(value)) return wrong('This is not a number.', 'Write digits only.', 'number')
      if (field.min !== undefined && value < field.min)
        return wrong(`The number is under ${field.min}.`, 'Check it.', 'number.small')
      if (field.max !== undefined && value > field.max)
        return wrong(`The number is over ${field.max}.`, 'Check it.', 'number.large')
      return ok(value)
    }
    case 'yesNo':
      return typeof raw === 'boolean'
        ? ok(raw)
        : wrong('This is neither yes nor no.', 'Answer yes or no.', 'yesNo')
    case 'code': {
      const found = typeof raw === 'string' ? findCode(lists.get(field.list!), raw) : undefined
      return found
        ? ok(found)
        : wrong(`This is not in the list ${field.list}.`, 'Choose a value of the list.', 'code.unknown')
    }
    case 'codes': {
      const parts = Array.isArray(raw) ? raw : [raw]
      const list = lists.get(field.list!)
      const found = new Set<string>()
      for (const part of parts) {
        const match = typeof part === 'string' ? findCode(list, part) : undefined
        if (!match)
          return wrong(
            `“${field.disclosure === 'identifying' ? '…' : String(part).slice(0, 80)}” is not in the list ${field.list}.`,
            'Choose values of the list.',
            'code.unknown',
          )
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
    if (name in description.fields && (why === 'unknown' || why === 'refused')) missing[name] = why
    else
      problems.push(
        problem(
          `missing.${name}`,
          'missing',
          'This does not say why a known field is missing.',
          'Use “unknown” or “refused”.',
        ),
      )
  }
  return missing
}

const problem = (where: string, code: string, what: string, remedy: string): Problem => ({
  where,
  code,
  what,
  remedy,
})
