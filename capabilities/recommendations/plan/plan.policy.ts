import type { Caller } from '#kernel/policy/caller.ts'
import { all, any, belongsTo, holds, type Policies, when } from '#kernel/policy/policy.ts'

/** What policies look at: who answers for an action, and whether it still stands. */
export interface ActionBearers {
  institutionAgencyId: string | null
  focalUserId: string | null
  focalRole: string | null
  alternateUserId: string | null
  alternateRole: string | null
  validatingAgencyId: string
  withdrawn: boolean
}

/** A report that is to be decided upon. */
export interface ReportBearers extends ActionBearers {
  authorUserId: string
}

/** To whom a reminder was sent. */
export interface NoticeBearers {
  recipientUserId: string | null
  recipientRole: string | null
  recipientAgencyId: string
}

const isSignedIn = (caller: Caller) => when(caller.userId !== '', 'role')
const makesThePlan = (caller: Caller) => holds(caller, 'ministry', 'coordinator')
const stands = (action: ActionBearers) => when(!action.withdrawn, 'withdrawn')
const isFocalPoint = (caller: Caller, action: ActionBearers) =>
  all(
    belongsTo(caller, action.institutionAgencyId),
    when(
      caller.userId === action.focalUserId ||
        caller.userId === action.alternateUserId ||
        caller.roles.some(role => role === action.focalRole || role === action.alternateRole),
      'focal-point',
    ),
  )
/** Where the institution is not on this node, those who make the plan enter what it reports. */
const speaksForInstitution = (caller: Caller, action: ActionBearers) =>
  action.institutionAgencyId === null ? makesThePlan(caller) : isFocalPoint(caller, action)
const isCivilSociety = (caller: Caller) =>
  when(caller.agencyKind === 'ngo' || caller.agencyKind === 'shelter', 'role')
const comesFromOutside = (caller: Caller, action: ActionBearers) =>
  when(action.institutionAgencyId === null || caller.agencyId !== action.institutionAgencyId, 'independent')
const receives = (caller: Caller, notice: NoticeBearers) =>
  notice.recipientUserId === null
    ? all(
        belongsTo(caller, notice.recipientAgencyId),
        when(
          caller.roles.some(role => role === notice.recipientRole),
          'role',
        ),
      )
    : when(caller.userId === notice.recipientUserId, 'owner')

/**
 * Who may do what to the plan of action. The ministry makes it, the institution's focal point reports, the validating
 * authority validates, the rapporteur and civil society assess; whoever is signed in reads what is public.
 */
export const planPolicies = {
  'plan.read': (caller: Caller, _: undefined) => isSignedIn(caller),
  'plan.open': (caller: Caller, _: undefined) => makesThePlan(caller),
  'plan.amend': (caller: Caller, action: ActionBearers) => all(makesThePlan(caller), stands(action)),
  'plan.withdraw': (caller: Caller, action: ActionBearers) => all(makesThePlan(caller), stands(action)),
  'plan.report': (caller: Caller, action: ActionBearers) =>
    all(stands(action), speaksForInstitution(caller, action)),
  'plan.validate': (caller: Caller, report: ReportBearers) =>
    all(
      stands(report),
      when(caller.agencyId === report.validatingAgencyId, 'validating-authority'),
      holds(caller, 'supervisor', 'ministry', 'coordinator'),
      when(caller.userId !== report.authorUserId, 'own-report'),
    ),
  'plan.assess': (caller: Caller, action: ActionBearers) =>
    all(
      any(holds(caller, 'rapporteur'), isCivilSociety(caller)),
      stands(action),
      comesFromOutside(caller, action),
    ),
  'plan.measure': (caller: Caller, action: ActionBearers) =>
    all(
      stands(action),
      any(holds(caller, 'rapporteur', 'ministry', 'coordinator'), speaksForInstitution(caller, action)),
    ),
  'plan.remind': (caller: Caller, _: undefined) =>
    when(caller.userId === '00000000-0000-0000-0000-000000000000', 'node-only'),
  'plan.put-aside': (caller: Caller, notice: NoticeBearers) => receives(caller, notice),
} satisfies Policies
