import type { AgencyKind, Role } from '#kernel/policy/caller.ts'
import { inventedStates } from '#standards/invented-states.ts'
import type { Chance } from './chance.ts'
import { inventedPerson } from './names.ts'

export interface DemoAgency {
  id: string
  /** Short key of this file, e.g. 'police'. */
  key: AgencyKey
  name: string
  kind: AgencyKind
  country: string
}

export interface DemoAccount {
  id: string
  agencyKey: AgencyKey
  agencyId: string
  name: string
  email: string
  /** For the demonstration only; anybody may know it. */
  password: string
  role: Role
}

export type AgencyKey =
  | 'police'
  | 'border'
  | 'labour'
  | 'prosecution'
  | 'shelter'
  | 'counselling'
  | 'referral'
  | 'rapporteur'
  | 'court'

/** The State of the demonstration and its neighbours: see docs/decisions/0005. */
export const stateCode = 'XPA'
export const neighbourCodes = ['XPB', 'XPC', 'XPD'] as const
export const stateName = inventedStates.codes.find(c => c.code === stateCode)!.labels.en.replace(/ \(.*/, '')

interface Plan {
  kind: AgencyKind
  name: string
  staff: readonly [Role, number][]
}

/** Nine agencies of nine kinds, 41 accounts. */
const plans: Record<AgencyKey, Plan> = {
  police: {
    kind: 'police',
    name: `National Police of ${stateName}, Unit on Trafficking in Persons`,
    staff: [
      ['first-responder', 3],
      ['investigator', 4],
      ['supervisor', 1],
    ],
  },
  border: {
    kind: 'border',
    name: `Border and Coast Guard of ${stateName}`,
    staff: [
      ['first-responder', 4],
      ['supervisor', 1],
    ],
  },
  labour: {
    kind: 'labour-inspectorate',
    name: `Labour Inspectorate of ${stateName}`,
    staff: [
      ['first-responder', 3],
      ['supervisor', 1],
    ],
  },
  prosecution: {
    kind: 'prosecution',
    name: `Office of the Prosecutor General of ${stateName}`,
    staff: [
      ['investigator', 3],
      ['supervisor', 1],
    ],
  },
  shelter: {
    kind: 'shelter',
    name: `Shelter Service of ${stateName}`,
    staff: [
      ['caseworker', 6],
      ['supervisor', 1],
    ],
  },
  counselling: {
    kind: 'ngo',
    name: `Counselling Association of ${stateName}`,
    staff: [
      ['first-responder', 1],
      ['caseworker', 4],
      ['supervisor', 1],
    ],
  },
  referral: {
    kind: 'national-referral-mechanism',
    name: `Coordination Office of the National Referral Mechanism of ${stateName}`,
    staff: [
      ['coordinator', 2],
      ['ministry', 1],
      ['administrator', 1],
    ],
  },
  rapporteur: {
    kind: 'national-rapporteur',
    name: `National Rapporteur of ${stateName}`,
    staff: [['rapporteur', 2]],
  },
  court: {
    kind: 'court',
    name: `Council of the Courts of ${stateName}`,
    staff: [['supervisor', 1]],
  },
}

export function makeAgencies(chance: Chance): DemoAgency[] {
  return (Object.keys(plans) as AgencyKey[]).map(key => ({
    id: chance.fork(key).uuid(),
    key,
    name: plans[key].name,
    kind: plans[key].kind,
    country: stateCode,
  }))
}

/**
 * Accounts with addresses in a domain that can never exist (RFC 2606) and passwords that come from the seed, so that
 * the terminal and the sign-in page of a demonstration node can show them again at any time.
 */
export function makeAccounts(chance: Chance, agencies: readonly DemoAgency[]): DemoAccount[] {
  const names = new Set<string>()
  return agencies.flatMap(agency =>
    plans[agency.key].staff.flatMap(([role, count]) =>
      Array.from({ length: count }, (_, i) => {
        const own = chance.fork(`${agency.key} ${role} ${i + 1}`)
        let person = inventedPerson(own)
        while (names.has(`${person.given} ${person.family}`)) person = inventedPerson(own)
        names.add(`${person.given} ${person.family}`)
        return {
          id: own.uuid(),
          agencyKey: agency.key,
          agencyId: agency.id,
          name: `${person.given} ${person.family}`,
          email: `${role}${count > 1 ? i + 1 : ''}@${agency.key}.example`,
          password: passwordFrom(own),
          role,
        }
      }),
    ),
  )
}

const words = ['amber', 'basil', 'cedar', 'delta', 'ember', 'fjord', 'grove', 'heron', 'indigo', 'juniper']
/** A password that can be read out, from a stream of chance. */
export const passwordFrom = (chance: Chance) =>
  `${chance.pick(words)}-${chance.pick(words)}-${chance.pick(words)}-${chance.whole(1000, 9999)}`
