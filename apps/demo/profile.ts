import { type AgencyKey, stateCode } from './agencies.ts'
import {
  ageQuantiles,
  exploitedAbroadShare,
  type Form,
  farCitizenships,
  formShares,
  type Group,
  genderOtherShare,
  genderUnknownShare,
  groupShares,
  neighbourShares,
  openerShares,
  originShares,
  yearFirst,
  yearLast,
} from './assumptions.ts'
import { dayNumber, workingDay } from './calendar.ts'
import type { Chance } from './chance.ts'

/** What is settled about a case before its fields are filled in. */
export interface Profile {
  year: number
  /** Day of opening, in days since 1970. */
  openedDay: number
  form: Form
  group: Group
  child: boolean
  gender: string
  /** Years, with a fraction. */
  age: number
  origin: 'own' | 'neighbour' | 'far' | 'unknown'
  citizenship: string[]
  countryOfExploitation: string[]
  opener: AgencyKey
}

export function makeProfile(chance: Chance, year: number): Profile {
  const form = chance.weighted(formSharesOf(year))
  const group = chance.weighted(groupShares[form])
  const origin = chance.weighted(originShares[form === 'labour' ? 'labour' : 'any'])
  const citizenship = citizenshipOf(chance, origin)
  return {
    year,
    openedDay: workingDay(chance.whole(dayNumber(year, 1, 2), dayNumber(year, 12, 28))),
    form,
    group,
    child: group === 'girls' || group === 'boys',
    gender: genderOf(chance, group),
    age: chance.between(ageQuantiles[group][form] ?? ageQuantiles[group].any!),
    origin,
    citizenship,
    countryOfExploitation: exploitationOf(chance, origin),
    opener: chance.weighted(openerShares[form === 'labour' || form === 'servitude' ? 'labour' : 'any']),
  }
}

/** Weights of the forms in a year, along a straight line from the first year to the last. */
export function formSharesOf(year: number): Record<Form, number> {
  const way = (year - yearFirst) / (yearLast - yearFirst)
  return Object.fromEntries(
    Object.entries(formShares).map(([form, [first, last]]) => [form, first + (last - first) * way]),
  ) as Record<Form, number>
}

function genderOf(chance: Chance, group: Group): string {
  if (chance.happens(genderUnknownShare)) return 'NonSpecifiedUnknown'
  if (chance.happens(genderOtherShare))
    return chance.pick(['TransgenderFeminine', 'TransgenderMasculine', 'NonConforming'])
  return group === 'women' || group === 'girls' ? 'Feminine' : 'Masculine'
}

function citizenshipOf(chance: Chance, origin: Profile['origin']): string[] {
  switch (origin) {
    case 'own':
      return chance.happens(0.02) ? [stateCode, chance.weighted(neighbourShares)] : [stateCode]
    case 'neighbour':
      return [chance.weighted(neighbourShares)]
    case 'far':
      return [chance.pick(farCitizenships)]
    case 'unknown':
      return []
  }
}

/** Exploitation is placed in invented States only. */
function exploitationOf(chance: Chance, origin: Profile['origin']): string[] {
  if (origin === 'own' && chance.happens(exploitedAbroadShare)) return [chance.weighted(neighbourShares)]
  if (origin === 'neighbour' && chance.happens(0.03)) return [stateCode, chance.weighted(neighbourShares)]
  return origin !== 'far' && chance.happens(0.02) ? [] : [stateCode]
}
