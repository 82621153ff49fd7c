import type { FastifyError } from 'fastify'
import { Refused } from '#kernel/policy/policy.ts'
import type { Problem } from '#kernel/result/result.ts'
import { TooLarge } from '#platform/files/sealed-file.ts'
import { IdReused, VersionConflict } from '#platform/ledger/act.ts'
import { Invalid, NotFound, NotSignedIn, Rejected, TooMany, Unavailable } from './refusals.ts'
import { problemIn, textFor } from './texts.ts'

/** An error as the API answers it (RFC 9457), with Palermo's additions. It holds nothing that was sent. */
export interface ProblemDetails {
  type: string
  title: string
  status: number
  detail: string
  /** Names this answer, so that it can be found in the log. */
  instance: string
  /** Stable: the key of the translated sentence. */
  code: string
  problems?: readonly Problem[]
  expectedVersion?: number
  currentVersion?: number
  retryAfterSeconds?: number
}

export const problemSchema = {
  type: 'object',
  title: 'problem',
  required: ['type', 'title', 'status', 'code'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    instance: { type: 'string' },
    code: { type: 'string' },
    problems: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          where: { type: 'string' },
          code: { type: 'string' },
          what: { type: 'string' },
          remedy: { type: 'string' },
          value: { type: 'string' },
        },
      },
    },
    expectedVersion: { type: 'integer' },
    currentVersion: { type: 'integer' },
    retryAfterSeconds: { type: 'integer' },
  },
} as const

type Known = Pick<ProblemDetails, 'status' | 'code'> & Partial<ProblemDetails> & { unexpected?: true }

/**
 * What an error is called outside. What is not known here becomes a plain 500.
 * @returns the answer, and whether the error is a surprise that belongs into the log
 */
export function problemOf(
  error: unknown,
  requestId: string,
  language: string,
): { details: ProblemDetails; unexpected: boolean } {
  const { unexpected, ...known } = recognise(error)
  const reason = error instanceof Refused ? textFor(language, `refusal.${error.reason}`) : undefined
  const sentence = (part: 'title' | 'detail') =>
    textFor(language, `problem.${known.code}.${part}`) ??
    textFor(language, `problem.${known.code.split('.')[0]}.${part}`) ??
    textFor(language, `problem.${known.status}.${part}`) ??
    ''
  return {
    unexpected: unexpected ?? false,
    details: {
      type: `urn:palermo:problem:${known.code}`,
      title: sentence('title'),
      detail: reason ?? sentence('detail'),
      instance: `urn:palermo:request:${requestId}`,
      ...known,
      ...(known.problems && { problems: known.problems.map(problem => problemIn(language, problem)) }),
    },
  }
}

function recognise(error: unknown): Known {
  if (error instanceof Invalid)
    return { status: 422, code: 'invalid', problems: error.problems.slice(0, problemsMax) }
  if (error instanceof NotFound) return { status: 404, code: 'not-found' }
  if (error instanceof NotSignedIn) return { status: 401, code: 'not-signed-in' }
  if (error instanceof Refused)
    return error.reason === 'not-there'
      ? { status: 404, code: 'not-found' }
      : { status: 403, code: `refused.${error.reason}` }
  if (error instanceof VersionConflict)
    return {
      status: 409,
      code: 'version-conflict',
      expectedVersion: error.expected,
      currentVersion: error.actual,
    }
  if (error instanceof IdReused) return { status: 409, code: 'id-reused' }
  if (error instanceof TooMany)
    return { status: 429, code: error.code, retryAfterSeconds: error.retryAfterSeconds }
  if (error instanceof TooLarge) return { status: 413, code: 'too-large' }
  if (error instanceof Unavailable) return { status: 503, code: 'unavailable' }
  if (error instanceof Rejected) return { status: error.status, code: error.code }
  return fromFramework(error as Partial<FastifyError>)
}

const problemsMax = 200

const frameworkCodes: Record<string, Known> = {
  FST_ERR_CTP_BODY_TOO_LARGE: { status: 413, code: 'too-large' },
  FST_REQ_FILE_TOO_LARGE: { status: 413, code: 'too-large' },
  FST_FILES_LIMIT: { status: 413, code: 'too-large' },
  FST_FIELDS_LIMIT: { status: 413, code: 'too-large' },
  FST_PARTS_LIMIT: { status: 413, code: 'too-large' },
  FST_ERR_CTP_INVALID_MEDIA_TYPE: { status: 415, code: 'media-type' },
  FST_INVALID_MULTIPART_CONTENT_TYPE: { status: 415, code: 'media-type' },
  FST_ERR_CTP_INVALID_JSON_BODY: { status: 400, code: 'json' },
  FST_ERR_CTP_EMPTY_JSON_BODY: { status: 400, code: 'json' },
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: { status: 400, code: 'json' },
  FST_ERR_BAD_URL: { status: 400, code: 'address' },
  FST_ERR_MAX_PARAM_LENGTH: { status: 404, code: 'not-found' },
  ECONNREFUSED: { status: 503, code: 'unavailable', unexpected: true },
  // PostgreSQL: starting, shutting down, too many connections; two writers that waited for each other.
  '57P01': { status: 503, code: 'unavailable', unexpected: true },
  '57P03': { status: 503, code: 'unavailable', unexpected: true },
  '53300': { status: 503, code: 'unavailable', unexpected: true },
  '40001': { status: 409, code: 'collision' },
  '40P01': { status: 409, code: 'collision' },
}

function fromFramework(error: Partial<FastifyError>): Known {
  const known = frameworkCodes[error?.code ?? '']
  if (known) return known
  if (Array.isArray(error?.validation))
    return { status: 400, code: 'malformed', problems: schemaProblems(error) }
  return { status: 500, code: 'unexpected', unexpected: true }
}

/** What does not fit the declared shape: where and which rule, never the value. */
function schemaProblems(error: Partial<FastifyError>): Problem[] {
  const part = error.validationContext === 'querystring' ? 'query' : error.validationContext
  const place = part === 'body' ? '' : `${part}.`
  return (error.validation ?? []).slice(0, problemsMax).map(v => {
    const params = v.params as Record<string, unknown>
    const inside = v.instancePath.slice(1).replaceAll('/', '.').replaceAll('~1', '/').replaceAll('~0', '~')
    const named = params.missingProperty ?? params.additionalProperty
    const where = [inside, typeof named === 'string' ? named.slice(0, 100) : ''].filter(Boolean).join('.')
    return {
      where: `${place}${where}` || 'body',
      code: `shape.${v.keyword}`,
      ...sentences(v.keyword, params),
    }
  })
}

function sentences(keyword: string, params: Record<string, unknown>): { what: string; remedy: string } {
  const limit = String(params.limit)
  switch (keyword) {
    case 'required':
      return { what: 'This is missing.', remedy: 'Give it.' }
    case 'additionalProperties':
      return { what: 'There is no such field.', remedy: 'Leave it out or correct its name.' }
    case 'type':
      return { what: 'This has the wrong type.', remedy: `Send it as ${String(params.type)}.` }
    case 'enum':
      return {
        what: 'This is not one of the values that are known.',
        remedy: 'Choose one of those in the description.',
      }
    case 'format':
      return {
        what: 'This is not written in the right form.',
        remedy: `Write it as ${String(params.format)}.`,
      }
    case 'maxLength':
      return { what: 'This text is too long.', remedy: `Shorten it to ${limit} characters.` }
    case 'minLength':
      return { what: 'This text is too short.', remedy: `Write at least ${limit} characters.` }
    case 'minimum':
    case 'maximum':
      return {
        what: 'This number is out of range.',
        remedy: `It must be ${String(params.comparison)} ${limit}.`,
      }
    case 'maxItems':
      return { what: 'There are too many items.', remedy: `Send at most ${limit}.` }
    default:
      return { what: 'This does not fit the description of the request.', remedy: 'See /api/docs.' }
  }
}
