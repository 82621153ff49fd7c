import { type CaseContent, complete, emptyContent } from '#capabilities/cases/cases.rules.ts'
import { type DemoAccount, type DemoAgency, neighbourCodes, stateCode } from './agencies.ts'
import {
  ageUnknownShare,
  birthdatePartlyKnownShare,
  type Form,
  industryShares,
  industryUnknownShare,
  meansNotRecordedShares,
  meansShares,
  monthsShares,
  monthsUnknownShare,
  sexualTypeShares,
} from './assumptions.ts'
import { isoDay } from './calendar.ts'
import type { Chance } from './chance.ts'
import { inventedName, inventedPerson } from './names.ts'
import type { Profile } from './profile.ts'

/** First language by citizenship; those of the invented States are chosen among the widely spoken. */
export const languageOf: Readonly<Record<string, string>> = {
  XPA: 'eng',
  XPB: 'fra',
  XPC: 'spa',
  XPD: 'por',
  NGA: 'eng',
  ETH: 'amh',
  EGY: 'ara',
  COD: 'fra',
  TZA: 'swa',
  USA: 'eng',
  BRA: 'por',
  MEX: 'spa',
  COL: 'spa',
  ARG: 'spa',
  IND: 'hin',
  CHN: 'zho',
  IDN: 'ind',
  PAK: 'urd',
  BGD: 'ben',
  RUS: 'rus',
  DEU: 'deu',
  GBR: 'eng',
  FRA: 'fra',
  ITA: 'ita',
}

/** The case as it is written down on the day it is opened; more becomes known later. */
export function openingContent(
  chance: Chance,
  number: number,
  profile: Profile,
  opener: { account: DemoAccount; agency: DemoAgency },
  others: readonly DemoAgency[],
  towns: readonly string[],
): CaseContent {
  const who = person(chance.fork('person'), number, profile)
  return complete({
    ...emptyContent(),
    case: {
      externalReference: `${stateCode}-${profile.year}-${String(number).padStart(4, '0')}`,
      source: 'Demonstration',
      openedOn: isoDay(profile.openedDay),
      status: 'Active',
      caseOwner: opener.account.name,
    },
    person: who,
    consent: chance.happens(0.93) ? { given: chance.happens(0.9) } : {},
    victimContext: withAge(victimContext(chance.fork('context'), profile, towns), who.birthdate, profile),
    traffickingEvent: events(chance.fork('events'), profile, towns),
    perpetratorContext: perpetrators(chance.fork('perpetrators')),
    incomingReferral: incoming(chance.fork('incoming'), profile, opener.agency, others),
  })
}

function person(chance: Chance, number: number, profile: Profile): CaseContent['person'] {
  const name = inventedPerson(chance)
  const adult = !profile.child
  const birthdate = birthdateOf(chance, profile)
  return {
    firstName: name.given,
    ...(chance.happens(0.96) && { secondName: name.family }),
    ...(birthdate && { birthdate }),
    gender: profile.gender,
    ...(chance.happens(0.7) && {
      maritalStatus: adult
        ? chance.weighted({ Single: 0.56, Married: 0.27, Separated: 0.07, Divorced: 0.07, Widowed: 0.03 })
        : 'Single',
    }),
    ...(adult && chance.happens(0.6) && { numberOfChildren: Math.floor(chance.between([0, 0, 1, 2, 3, 6])) }),
    ...(profile.citizenship[0] && { primaryLanguage: languageOf[profile.citizenship[0]]! }),
    ...(adult &&
      chance.happens(0.5) && {
        highestLevelOfEducation: chance.weighted({
          PrimaryEducation: 0.26,
          LowerSecondaryEducation: 0.33,
          UpperSecondaryEducation: 0.27,
          PostSecondaryNonTertiaryEducation: 0.06,
          BachelorsOrEquivalentLevel: 0.08,
        }),
      }),
    ...(profile.citizenship.length > 0 && { citizenship: profile.citizenship }),
    ...(chance.happens(0.35) && { identityNumber: `DEMO-${String(number).padStart(6, '0')}` }),
    ...(adult && chance.happens(0.55) && { mobilePhone: phone(chance) }),
    ...(profile.origin === 'unknown' && {
      missing: { citizenship: chance.pick(['unknown', 'refused'] as const) },
    }),
  }
}

/** The country code 00 belongs to nobody. */
export const phone = (chance: Chance): string => `+00 ${chance.whole(100, 999)} ${chance.whole(1000, 9999)}`

/** The age is written down where it cannot be worked out from the birthdate. */
function withAge(
  context: CaseContent['victimContext'],
  birthdate: string | undefined,
  profile: Profile,
): CaseContent['victimContext'] {
  if (birthdate?.length === 10) return context
  return birthdate
    ? { ...context, ageAtRegistration: Math.floor(profile.age) }
    : { ...context, missing: { ...context.missing, ageBand: 'unknown' } }
}

function birthdateOf(chance: Chance, profile: Profile): string | undefined {
  if (chance.happens(ageUnknownShare)) return undefined
  const day = isoDay(Math.floor(profile.openedDay - profile.age * 365.25))
  return chance.happens(birthdatePartlyKnownShare) ? day.slice(0, chance.pick([4, 7])) : day
}

const forms: Readonly<Record<Form, readonly string[]>> = {
  sexual: ['SexualExploitation'],
  labour: ['ForcedLabour'],
  criminality: ['ForcedCriminalActivity'],
  mixed: ['ForcedLabour', 'SexualExploitation'],
  begging: ['ForcedBegging'],
  marriage: ['ForcedMarriage'],
  servitude: ['Servitude'],
  organ: ['OrganRemoval'],
  adoption: ['ForcedAdoption'],
  other: ['Other'],
}

function victimContext(
  chance: Chance,
  profile: Profile,
  towns: readonly string[],
): CaseContent['victimContext'] {
  const { form, child, age } = profile
  const labour = form === 'labour' || form === 'mixed'
  const sexual = form === 'sexual' || form === 'mixed'
  const types = [
    ...forms[form],
    ...(child && form === 'labour' && chance.happens(0.6) ? ['ChildLabour'] : []),
  ]
  const means = meansOf(chance, profile)
  const months = chance.happens(monthsUnknownShare) ? undefined : chance.weighted(monthsShares)
  const years = months === '25+' ? 3 : months === '13--24' ? 1.5 : 0.5
  const foreign = profile.origin === 'neighbour' || profile.origin === 'far'
  return {
    traffickingStatus: chance.happens(0.1) ? 'ActualVictimOfTrafficking' : 'PossibleVictimOfTrafficking',
    ...(chance.happens(0.75) && {
      relationshipToTrafficker: chance.weighted({ Familial: 0.14, Acquainted: 0.38, Unaquainted: 0.48 }),
    }),
    ...(chance.happens(0.6) && {
      recruiterRelation: [chance.weighted({ Other: 0.5, Friend: 0.24, IntimatePartner: 0.14, Family: 0.12 })],
    }),
    ...(chance.happens(0.7) && { ageWhenTrafficked: Math.max(0, Math.floor(age - years)) }),
    ...(foreign &&
      chance.happens(0.7) && {
        migrantType: chance.weighted({
          LabourMigrant: labour ? 0.6 : 0.34,
          IrregularMigrant: 0.28,
          VisitorTouristMigrant: 0.2,
          FamilyMigrant: 0.08,
          StudentMigrant: 0.04,
        }),
      }),
    ...(foreign &&
      chance.happens(0.16) && {
        internationalProtection: chance.weighted({ AsylumSeeker: 0.8, Refugee: 0.2 }),
      }),
    ...(child && foreign && chance.happens(0.3) && { migrationSituation: ['SeparatedOrUnaccompaniedChild'] }),
    ...(chance.happens(0.7) && {
      methodOfRecruitment: [
        chance.weighted({
          ThroughFriendsOrSocialEvents: 0.3,
          ThroughAnOnlineAdvertisement: 0.16,
          ThroughOnlineSocialNetworks: 0.16,
          ThroughFamilyOrFamilyEvents: 0.12,
          AtWork: 0.1,
          AtAPlaceOfBusiness: 0.06,
          Other: 0.1,
        }),
      ],
    }),
    ...(chance.happens(0.3) && { locationOfRecruitment: chance.pick(towns) }),
    ...(means.length > 0 && { methodsOfControl: means }),
    typeOfExploitation: types,
    ...(labour &&
      !chance.happens(industryUnknownShare) && { forcedLabourIndustry: [chance.weighted(industryShares)] }),
    ...(form === 'servitude' && { forcedLabourIndustry: ['T_ActivitiesOfHouseholdsAsEmployers'] }),
    ...(sexual &&
      !child &&
      chance.happens(0.8) && { typeOfSexExploitation: [chance.weighted(sexualTypeShares)] }),
    ...(profile.countryOfExploitation.length > 0 && { countryOfExploitation: profile.countryOfExploitation }),
    ...(chance.happens(0.4) && { locationOfExploitation: chance.pick(towns) }),
    ...(months && { monthsTrafficked: months }),
    ...(!months && { missing: { monthsTrafficked: 'unknown' as const } }),
  }
}

function meansOf(chance: Chance, { form, child }: Profile): string[] {
  if (chance.happens(meansNotRecordedShares[child ? 'children' : 'adults'])) return []
  const found = chance.each<string>(
    form === 'labour' || form === 'servitude'
      ? meansShares.labour
      : form === 'sexual' || form === 'mixed'
        ? meansShares.sexual
        : meansShares.other,
  )
  return found.length > 0 ? found : ['FalsePromises']
}

/** Mostly through the first neighbour that is neither where she is from nor where she was exploited. */
function transit(chance: Chance, { citizenship, countryOfExploitation }: Profile, day: number) {
  const others = neighbourCodes.filter(
    code => !citizenship.includes(code) && !countryOfExploitation.includes(code),
  )
  return {
    type: 'Transit',
    date: isoDay(day).slice(0, 7),
    country: chance.happens(0.7) ? others[0]! : chance.pick(others),
  }
}

/** Stations are placed in invented States only. */
function events(chance: Chance, profile: Profile, towns: readonly string[]): CaseContent['traffickingEvent'] {
  if (chance.happens(0.45)) return []
  const ended = profile.openedDay - Math.floor(chance.between([2, 20, 60, 150, 400]))
  const began = ended - Math.floor(chance.between([20, 90, 200, 400, 900]))
  const from = profile.citizenship.find(code => code.startsWith('XP'))
  const country = profile.countryOfExploitation[0]
  return [
    {
      type: 'Recruitment',
      date: isoDay(began).slice(0, 7),
      ...(from && { country: from, city: inventedName(chance, 'place') }),
    },
    ...(chance.happens(0.2) ? [transit(chance.fork('transit'), profile, began + 10)] : []),
    {
      type: 'Exploitation',
      date: isoDay(ended).slice(0, 7),
      ...(country && { country, city: chance.pick(towns) }),
    },
  ]
}

function perpetrators(chance: Chance): CaseContent['perpetratorContext'] {
  const count = chance.weighted({ 0: 0.35, 1: 0.4, 2: 0.18, 3: 0.07 })
  const roles = ['RecruiterOrIntermediary', 'Exploiter', 'Transporter', 'BrokerTravelAgent']
  return Array.from({ length: Number(count) }, (_, i) => ({
    roleInProcess: [roles[(i + (chance.happens(0.6) ? 0 : 1)) % roles.length]!],
  }))
}

function incoming(
  chance: Chance,
  profile: Profile,
  agency: DemoAgency,
  others: readonly DemoAgency[],
): CaseContent['incomingReferral'] {
  const serves = agency.key === 'shelter' || agency.key === 'counselling' || agency.key === 'referral'
  if (!serves || !chance.happens(0.5)) return []
  const from = chance.pick(others.filter(o => o.key !== agency.key && o.key !== 'rapporteur'))
  return [
    {
      referringOrganisation: from.name,
      incomingReferralDate: isoDay(profile.openedDay),
      reasonForIncomingReferral: chance.weighted({
        AdditionalServicesRequired: 0.8,
        MigrationOrChangeOfLocation: 0.12,
        Other: 0.08,
      }),
    },
  ]
}
