import type { Caller } from '#kernel/policy/caller.ts'

/** What the platform knows about whoever sent a request. */
export interface SignedIn {
  sessionId: string
  caller: Caller
  /** When the session ends if nothing more is asked, milliseconds since 1970. */
  lapsesAtMs: number
}

/** Finds who is asking from the headers of a request. */
export interface Sessions {
  /**
   * @param options.extend false for requests that a screen sends by itself: they do not keep a session alive
   * @returns nobody when there is no session or it has lapsed
   * @throws Refused when the purpose that was named is not among those of her roles
   */
  find(
    headers: Record<string, string | string[] | undefined>,
    options: { extend: boolean },
  ): Promise<SignedIn | undefined>
}

/** Who asks without signing in: no user, no agency, no role. */
export const visitor: Caller = {
  userId: '',
  agencyId: null,
  agencyKind: null,
  roles: [],
  purpose: 'statistics',
  strong: false,
}
