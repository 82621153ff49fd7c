/**
 * One wrong part of what was sent; `where` is the field, column or path as programs know it, `label` the field as people
 * do. Sentences and label are in the reader's language.
 */
export type ProblemPart = {
  where: string
  code: string
  what: string
  remedy: string
  value?: string
  label?: string
}

/** Names of fields as programs write them: "title", "evidence.3.url"; never a cell such as "B12". */
const fieldPath = /^[a-z]\w*(?:\.\w+)*$/
/** Sentences that fit any field, so that without its name nobody could tell which one is meant. */
const fitsAnyField = /^(?:missing|shape|field|text|number|date|boolean|code|yesNo)(?:\.|$)|\.missing$/

/**
 * Where a wrong part is, as far as it tells a person something: a field by its label, a row, a cell, a file, or the
 * how-manieth of a list. The name that a field has in the API is the last resort, and left out where the sentence itself
 * says what is meant.
 */
export function placeForReaders({
  where,
  code,
  label,
}: Pick<ProblemPart, 'where' | 'code' | 'label'>): string | undefined {
  if (where === '') return label
  if (!fieldPath.test(where)) return where
  const index = /\.(\d+)(?:\.|$)/.exec(where)?.[1]
  const place = index === undefined ? undefined : String(Number(index) + 1)
  if (label !== undefined) return place === undefined ? label : `${label} (${place})`
  return fitsAnyField.test(code) ? where : place
}

/** Problem details as the server writes them (RFC 9457), with Palermo's additions. */
export type ProblemDetails = {
  type: string
  title: string
  status: number
  /** What to do; already in the reader's language when the server wrote it. */
  detail?: string
  /** Names this answer, so that it can be found in the server's log. */
  instance?: string
  /** Stable name of the kind of problem; there is none when the server did not answer. */
  code?: string
  problems?: readonly ProblemPart[]
  /** 409: version the caller had and version that stands. */
  expectedVersion?: number
  currentVersion?: number
  /** 429: when to try again, seconds. */
  retryAfterSeconds?: number
}

export type ProblemKind =
  | 'offline'
  | 'signInNeeded'
  | 'notAllowed'
  | 'notFound'
  | 'conflict'
  | 'invalid'
  | 'tooMany'
  | 'tooLarge'
  | 'server'

/** An answer of the server other than success, or no answer at all (`kind` = offline, status 0). */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem'
  readonly details: ProblemDetails
  readonly kind: ProblemKind
  constructor(details: ProblemDetails) {
    super(details.title)
    this.details = details
    this.kind = kindOf(details.status)
  }
}

/** Which of the kinds of trouble a status stands for; 0 is no answer. */
export function kindOf(status: number): ProblemKind {
  if (status === 0) return 'offline'
  if (status === 401) return 'signInNeeded'
  if (status === 403) return 'notAllowed'
  if (status === 404 || status === 410) return 'notFound'
  if (status === 409 || status === 412) return 'conflict'
  if (status === 413) return 'tooLarge'
  if (status === 429) return 'tooMany'
  if (status >= 400 && status < 500) return 'invalid'
  return 'server'
}

export function asProblem(error: unknown): ApiProblem {
  if (error instanceof ApiProblem) return error
  return new ApiProblem({ type: 'about:blank', title: 'Unexpected error', status: 500 })
}
