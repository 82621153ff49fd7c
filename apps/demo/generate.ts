import type { DemoCase } from './act-plan.ts'
import { type AgencyKey, type DemoAccount, type DemoAgency, makeAccounts, makeAgencies } from './agencies.ts'
import { casesByYear, course } from './assumptions.ts'
import { type Chance, chanceFrom } from './chance.ts'
import { openingContent } from './content.ts'
import { planCourse } from './course.ts'
import { History, lastDay } from './history.ts'
import { inventedTowns } from './names.ts'
import { makeProfile } from './profile.ts'

export const defaultSeed = 2000

/** A fictitious State's ten years: who works there, and everything that happened to every case. */
export interface Demonstration {
  seed: number
  agencies: DemoAgency[]
  accounts: DemoAccount[]
  /** In the order in which they were opened. */
  cases: DemoCase[]
}

/**
 * Makes the demonstration from its seed and nothing else: the same seed makes the same everywhere.
 * @param seed a whole number from 0 to 4,294,967,295
 * @param scale share of the cases of each year; 1 makes all 3,000
 * @throws Error in one sentence when the seed is none
 */
export function generate(seed: number = defaultSeed, scale = 1): Demonstration {
  if (!Number.isInteger(seed) || seed < 0 || seed > 4_294_967_295)
    throw new Error(`The seed ${seed} is not a whole number from 0 to 4294967295. Choose another one.`)
  const chance = chanceFrom(seed)
  const agencies = makeAgencies(chance.fork('agencies'))
  const accounts = makeAccounts(chance.fork('accounts'), agencies)
  const towns = inventedTowns(chance.fork('towns'), 12)
  const office: Office = {
    agencies: new Map(agencies.map(a => [a.key, a])),
    staff: new Map(agencies.map(a => [a.key, accounts.filter(b => b.agencyKey === a.key)])),
  }
  const cases = Object.entries(casesByYear).flatMap(([year, count]) =>
    Array.from({ length: Math.round(count * scale) }, (_, i) =>
      makeCase(chance.fork(`case ${year} ${i + 1}`), Number(year), i + 1, office, agencies, towns),
    ),
  )
  erase(chance.fork('erasure'), cases, office)
  return {
    seed,
    agencies,
    accounts,
    cases: cases
      .map(h => h.finished())
      .sort((a, b) => a.acts[0]!.occurredAtMs - b.acts[0]!.occurredAtMs || (a.id < b.id ? -1 : 1)),
  }
}

interface Office {
  agencies: ReadonlyMap<AgencyKey, DemoAgency>
  staff: ReadonlyMap<AgencyKey, readonly DemoAccount[]>
}

const openerRoles = {
  police: ['first-responder', 'investigator'],
  border: ['first-responder'],
  labour: ['first-responder'],
  prosecution: ['investigator'],
  shelter: ['caseworker'],
  counselling: ['first-responder', 'caseworker'],
  referral: ['coordinator'],
  court: [],
  rapporteur: [],
} as const satisfies Record<AgencyKey, readonly string[]>

function makeCase(
  chance: Chance,
  year: number,
  number: number,
  office: Office,
  agencies: readonly DemoAgency[],
  towns: readonly string[],
): History {
  const profile = makeProfile(chance.fork('profile'), year)
  const own = chance.fork('history')
  const roles: readonly string[] = openerRoles[profile.opener]
  const account = own.pick(office.staff.get(profile.opener)!.filter(a => roles.includes(a.role)))
  const agency = office.agencies.get(profile.opener)!
  const content = openingContent(
    chance.fork('content'),
    number,
    profile,
    { account, agency },
    agencies,
    towns,
  )
  const history = new History(
    own.uuid(),
    own,
    office.agencies,
    office.staff,
    account,
    profile.openedDay,
    content,
  )
  for (const step of planCourse(chance.fork('course'), profile)) step.run(history, step.day)
  return history
}

/** A few persons asked to be erased after their case was closed. */
function erase(chance: Chance, cases: readonly History[], office: Office) {
  const closed = cases.filter(
    h => h.content.case.status === 'Closed' && h.participants.includes('shelter') && h.acts.length > 0,
  )
  const supervisor = office.staff.get('shelter')!.find(a => a.role === 'supervisor')!
  for (let i = 0; i < Math.min(course.erasedCount, closed.length); i++) {
    const [history] = closed.splice(chance.whole(0, closed.length - 1), 1)
    history!.erase(supervisor, Math.min(lastDay - 5, history!.acts.at(-1)!.occurredAtMs / 86_400_000 + 60))
  }
}
