import type { FastifyError } from 'fastify'
import { Refused } from '#kernel/policy/policy.ts'
import type { Problem } from '#kernel/result/result.ts'
import { TooLarge } from '#platform/files/sealed-file.ts'
import { IdReused, VersionConflict } from '#platform/ledger/act.ts'
import { Invalid, NotFound, NotSignedIn, Rejected, TooMany, Unavailable } from './refusals.ts'
import { type Declared, shapeProblems } from './shape-problems.ts'
import { problemIn, type SaidProblem, textFor } from './texts.ts'

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
  problems?: readonly SaidProblem[]
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
          label: { type: 'string', description: 'The field, as people know it, in the language asked for.' },
        },
      },
    },
    expectedVersion: { type: 'integer' },
    currentVersion: { type: 'integer' },
    retryAfterSeconds: { type: 'integer' },
  },
} as const

type Known = Pick<ProblemDetails, 'status' | 'code'> &
  Partial<Omit<ProblemDetails, 'problems'>> & { problems?: readonly Problem[]; unexpected?: true }

/**
 * What an error is called outside. What is not known here becomes a plain 500.
 * @param declared the schemas of the route, in which the labels of described fields stand
 * @returns the answer, and whether the error is a surprise that belongs into the log
 */
export function problemOf(
  error: unknown,
  requestId: string,
  language: string,
  declared: Declared = {},
): { details: ProblemDetails; unexpected: boolean } {
  const { unexpected, problems, ...known } = recognise(error, declared)
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
      ...(problems && { problems: problems.map(problem => problemIn(language, problem)) }),
    },
  }
}

function recognise(error: unknown, declared: Declared): Known {
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
  return fromFramework(error as Partial<FastifyError>, declared)
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
  // A character that no text may hold, such as U+0000; as JSON, also half a pair of surrogates.
  '22021': { status: 400, code: 'characters' },
  '22P05': { status: 400, code: 'characters' },
  '40P01': { status: 409, code: 'collision' },
}

function fromFramework(error: Partial<FastifyError>, declared: Declared): Known {
  const known = frameworkCodes[error?.code ?? '']
  if (known) return known
  if (Array.isArray(error?.validation))
    return { status: 400, code: 'malformed', problems: shapeProblems(error, declared) }
  return { status: 500, code: 'unexpected', unexpected: true }
}
