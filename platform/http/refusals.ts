import type { Problem } from '#kernel/result/result.ts'

/** There is nothing here, or the caller may not know that there is: the two look the same from outside. */
export class NotFound extends Error {
  override readonly name = 'NotFound'
  constructor() {
    super('There is nothing here that you may see.')
  }
}

/** What was sent breaks a rule; every problem found, not just the first. */
export class Invalid extends Error {
  override readonly name = 'Invalid'
  readonly problems: readonly Problem[]
  constructor(problems: readonly Problem[]) {
    super('What was sent needs correction.')
    this.problems = problems
  }
}

/** Nobody is signed in, or the session has lapsed. */
export class NotSignedIn extends Error {
  override readonly name = 'NotSignedIn'
}

/** Too much at once; the caller may come back after so many seconds. */
export class TooMany extends Error {
  override readonly name = 'TooMany'
  readonly retryAfterSeconds: number
  readonly code: string
  constructor(retryAfterSeconds: number, code = 'too-many') {
    super('Too many requests.')
    this.retryAfterSeconds = Math.max(1, Math.ceil(retryAfterSeconds))
    this.code = code
  }
}

/** Something this node needs is not there at the moment. */
export class Unavailable extends Error {
  override readonly name = 'Unavailable'
}

/** A request that is not taken: its status, and a code under which the locale files explain it. */
export class Rejected extends Error {
  override readonly name = 'Rejected'
  readonly status: number
  readonly code: string
  constructor(status: number, code: string) {
    super(code)
    this.status = status
    this.code = code
  }
}

/**
 * The value that was found.
 * @throws NotFound when there is none
 */
export function found<T>(value: T | undefined | null): T {
  if (value === undefined || value === null) throw new NotFound()
  return value
}

/**
 * The value of a checked input.
 * @throws Invalid with every problem
 */
export function valid<T>(result: { ok: true; value: T } | { ok: false; problems: Problem[] }): T {
  if (!result.ok) throw new Invalid(result.problems)
  return result.value
}
