import type { Caller, Role } from './caller.ts'

/** Yes, or no with a reason that can be shown: the key `refusal.<reason>` of the locale files. */
export type Decision = { allowed: true } | { allowed: false; reason: string }

/** A sentence about who may do something to something. Pure; anything not said is refused. */
export type Policy<Subject = undefined> = (caller: Caller, subject: Subject) => Decision

export const yes: Decision = { allowed: true }
export const no = (reason: string): Decision => ({ allowed: false, reason })

/** True only if every part is; the first refusal gives the reason. */
export const all = (...decisions: Decision[]): Decision => decisions.find(d => !d.allowed) ?? yes
/** True if one part is; otherwise the last refusal gives the reason. */
export const any = (...decisions: Decision[]): Decision =>
  decisions.find(d => d.allowed) ?? decisions.at(-1) ?? no('nothing-allowed')

export const holds = (caller: Caller, ...wanted: Role[]): Decision =>
  wanted.some(role => caller.roles.includes(role)) ? yes : no('role')
export const belongsTo = (caller: Caller, agencyId: string | null | undefined): Decision =>
  agencyId != null && caller.agencyId === agencyId ? yes : no('agency')
export const hasAgency = (caller: Caller): Decision => (caller.agencyId === null ? no('no-agency') : yes)
export const when = (condition: boolean, reason: string): Decision => (condition ? yes : no(reason))

/** The policies of one capability, by act name; printed whole into test/permissions.txt. */
export type Policies = Record<string, Policy<never>>

/** A caller may not do what she asked. Routes answer 403, or 404 where she may not know that the thing exists. */
export class Refused extends Error {
  readonly act: string
  readonly reason: string
  constructor(act: string, reason: string) {
    super(`Not allowed: ${act} (${reason}).`)
    this.name = 'Refused'
    this.act = act
    this.reason = reason
  }
}

/**
 * Goes on only when the policy allows it.
 * @throws Refused with the policy's reason
 */
export function authorise<S>(caller: Caller, act: string, policy: Policy<S>, subject: S): void {
  const decision = policy(caller, subject)
  if (!decision.allowed) throw new Refused(act, decision.reason)
}
