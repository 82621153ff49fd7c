import type { FastifyError } from 'fastify'
import { datePattern, type JsonSchema } from '#kernel/entity/readers.ts'
import type { Problem } from '#kernel/result/result.ts'

/** What a route says that it takes: schemas by part of the request. */
export type Declared = Partial<Record<'body' | 'querystring' | 'params' | 'headers', unknown>>

const problemsMax = 200

/**
 * What does not fit the declared shape of a request: where and which rule, never the value.
 * @param declared the schemas of the route, in which the labels of described fields stand
 */
export function shapeProblems(error: Partial<FastifyError>, declared: Declared): Problem[] {
  const part = error.validationContext === 'querystring' ? 'query' : error.validationContext
  const place = part === 'body' ? '' : `${part}.`
  const schema = declared[error.validationContext as keyof Declared]
  return (error.validation ?? []).slice(0, problemsMax).map(v => {
    const params = v.params as Record<string, unknown>
    const inside = v.instancePath.slice(1).replaceAll('/', '.').replaceAll('~1', '/').replaceAll('~0', '~')
    const named = params.missingProperty ?? params.additionalProperty
    const where = [inside, typeof named === 'string' ? named.slice(0, 100) : ''].filter(Boolean).join('.')
    const labelKey = labelIn(schema, v.schemaPath, params.missingProperty)
    return {
      where: `${place}${where}` || 'body',
      code: `shape.${v.keyword}`,
      ...sentences(v.keyword, params),
      ...(labelKey !== undefined && { labelKey }),
    }
  })
}

/**
 * The label of the described field that a rule is about.
 * @param rule JSON pointer to the rule within the schema, such as #/properties/action/properties/title/maxLength
 * @param missing the property that a rule `required` misses
 */
function labelIn(schema: unknown, rule: string, missing: unknown): string | undefined {
  const steps = rule.slice(2).split('/').map(unescaped)
  const path = typeof missing === 'string' ? [...steps.slice(0, -1), 'properties', missing] : steps
  let at = schema
  let label: string | undefined
  for (const step of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, step)) break
    at = (at as JsonSchema)[step]
    const own = (at as JsonSchema | null)?.['x-label']
    if (typeof own === 'string') label = own
  }
  return label
}

/** A step of a JSON pointer in the fragment of an address (RFC 6901, section 6). */
function unescaped(step: string): string {
  try {
    return decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~')
  } catch {
    return step
  }
}

type Sentences = Pick<Problem, 'what' | 'remedy' | 'values'> & { code?: string }

const noFit = { what: 'This does not fit the description of the request.', remedy: 'See /api/docs.' }
/** As a form says it of a date that has the form of one and is none. */
const noDate = {
  code: 'date',
  what: 'This is not a date of the calendar.',
  remedy: 'Write it as 2024-05-17, 2024-05 or 2024.',
}

/** Types of JSON Schema as people call them. */
const typeNames: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'yes or no',
  array: 'a list',
  object: 'an object',
  null: 'an empty value',
}
const formatRemedies: Readonly<Record<string, string>> = {
  date: 'Write a day as 2024-05-17',
  'date-time': 'Write a moment as 2024-05-17T09:30:00Z',
}

function sentences(keyword: string, params: Record<string, unknown>): Sentences {
  const limit = Number(params.limit)
  const figure = limit.toLocaleString('en-GB')
  switch (keyword) {
    case 'required':
      return { what: 'This is missing.', remedy: 'Give it.' }
    case 'additionalProperties':
      return { what: 'There is no such field.', remedy: 'Leave it out or correct its name.' }
    case 'type': {
      const type = String(params.type)
      return {
        what: 'This has the wrong type.',
        remedy: `Send ${typeNames[type] ?? 'a value of the type in the description'}.`,
        values: { type },
      }
    }
    case 'enum':
      return {
        what: 'This is not one of the values that are known.',
        remedy: 'Choose one of those in the description.',
      }
    case 'format': {
      const format = String(params.format)
      return {
        what: 'This is not written in the right form.',
        remedy: `${formatRemedies[format] ?? 'Write it as the description says'}.`,
        values: { format: format === 'date-time' ? 'time' : format },
      }
    }
    case 'pattern':
      return params.pattern === datePattern ? noDate : noFit
    case 'maxLength':
      return {
        what: 'This text is too long.',
        remedy: `Shorten it to ${figure} characters.`,
        values: { limit },
      }
    case 'minLength':
      return {
        what: 'This text is too short.',
        remedy: `Write at least ${figure} characters.`,
        values: { limit },
      }
    case 'minimum':
      return {
        what: 'This number is too small.',
        remedy: `Write a number of at least ${figure}.`,
        values: { limit },
      }
    case 'maximum':
      return {
        what: 'This number is too large.',
        remedy: `Write a number of at most ${figure}.`,
        values: { limit },
      }
    case 'maxItems':
      return { what: 'There are too many items.', remedy: `Send at most ${figure}.`, values: { limit } }
    default:
      return noFit
  }
}
