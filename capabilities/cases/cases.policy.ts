import type { Caller } from '#kernel/policy/caller.ts'
import { all, any, belongsTo, hasAgency, holds, type Policies, when } from '#kernel/policy/policy.ts'

/** What a policy looks at in a case: never its content. */
export interface CaseStanding {
  /** Agencies that take part, the owner first. */
  participants: readonly string[]
  erased: boolean
}

const worksOnCases = (caller: Caller) =>
  holds(caller, 'caseworker', 'first-responder', 'investigator', 'coordinator', 'supervisor')
const takesPart = (caller: Caller, standing: CaseStanding) =>
  any(...standing.participants.map(agency => belongsTo(caller, agency)))

/** Who may do what to a case. */
export const casePolicies = {
  'case.list': (caller: Caller) => all(hasAgency(caller), worksOnCases(caller)),
  'case-view.save': (caller: Caller, _: undefined) => all(hasAgency(caller), worksOnCases(caller)),
  'case.open': (caller: Caller, _: undefined) => all(hasAgency(caller), worksOnCases(caller)),
  'case.import': (caller: Caller, _: undefined) =>
    all(hasAgency(caller), holds(caller, 'caseworker', 'coordinator', 'supervisor')),
  'case.export': (caller: Caller, _: undefined) =>
    all(hasAgency(caller), holds(caller, 'caseworker', 'coordinator', 'supervisor')),
  'case.read': (caller: Caller, standing: CaseStanding) =>
    all(worksOnCases(caller), takesPart(caller, standing)),
  'case.amend': (caller: Caller, standing: CaseStanding) =>
    all(worksOnCases(caller), takesPart(caller, standing), when(!standing.erased, 'erased')),
  'case.join': (caller: Caller, standing: CaseStanding) =>
    all(holds(caller, 'caseworker', 'coordinator', 'supervisor'), takesPart(caller, standing)),
  'identity.open': (caller: Caller, standing: CaseStanding) =>
    all(worksOnCases(caller), takesPart(caller, standing), when(!standing.erased, 'erased')),
  'person.search': (caller: Caller, _: undefined) => all(hasAgency(caller), worksOnCases(caller)),
  'person.erase': (caller: Caller, standing: CaseStanding) =>
    all(holds(caller, 'supervisor'), takesPart(caller, standing)),
} satisfies Policies
