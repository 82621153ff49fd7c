import type { TargetName } from './target.ts'

/** Columns of the published case tables of the Counter Trafficking Data Collaborative, and where each goes. */
const flag = (field: string, ...codes: string[]): TargetName => `victimContext.${field}=${codes.join('+')}`

const recruiter = Object.fromEntries(
  ['IntimatePartner', 'Friend', 'Family', 'Other'].map(code => [
    `recruiterRelation${code}`,
    flag('recruiterRelation', code),
  ]),
)

const common: Record<string, TargetName> = {
  yearOfRegistration: 'case.openedOn',
  gender: 'person.gender',
  ageBroad: 'victimContext.ageBand',
  citizenship: 'person.citizenship',
  CountryOfExploitation: 'victimContext.countryOfExploitation',
  isForcedLabour: flag('typeOfExploitation', 'ForcedLabour'),
  isSexualExploit: flag('typeOfExploitation', 'SexualExploitation'),
  isOtherExploit: flag('typeOfExploitation', 'Other'),
  ...recruiter,
}

/** 27 columns, as published since 2025; the sectors occur under two names. */
export const ctdc27: Record<string, TargetName> = {
  ...common,
  traffickMonths: 'victimContext.monthsTrafficked',
  // Joined in the source, and kept joined: nobody can say which of the parts was meant.
  meansDebtBondageEarnings: flag('meansAsPublished', 'DebtBondageOrEarnings'),
  meansThreats: flag('meansAsPublished', 'Threats'),
  meansAbusePsyPhySex: flag('meansAsPublished', 'AbusePsychologicalPhysicalSexual'),
  meansDenyBasicNeeds: flag('meansAsPublished', 'DenyBasicNeeds'),
  meansFalsePromises: flag('methodsOfControl', 'FalsePromises'),
  meansDrugsAlcohol: flag('methodsOfControl', 'PsychoactiveSubstance'),
  meansExcessiveWorkHours: flag('methodsOfControl', 'ExcessiveWorkingHours'),
  meansWithholdDocs: flag('methodsOfControl', 'WithholdsDocuments'),
  ...sectors('sectorOf'),
  ...sectors('typeOf'),
}

function sectors(spelling: 'sectorOf' | 'typeOf'): Record<string, TargetName> {
  return Object.fromEntries([
    ...['Agriculture', 'Construction', 'DomesticWork', 'Hospitality'].map(code => [
      `${spelling}Labour${code}`,
      flag('labourAsPublished', code),
    ]),
    ...['Prostitution', 'Pornography'].map(code => [
      `${spelling}Sex${code}`,
      flag('typeOfSexExploitation', code),
    ]),
  ])
}

const control: Record<string, string> = {
  DebtBondage: 'DebtBondage',
  TakesEarnings: 'TakesEarnings',
  RestrictsFinancialAccess: 'RestrictsFinancialAccess',
  Threats: 'PhysicalThreats',
  PsychologicalAbuse: 'PsychologicalAbuse',
  PhysicalAbuse: 'PhysicalAbuse',
  SexualAbuse: 'SexualAbuse',
  FalsePromises: 'FalsePromises',
  PsychoactiveSubstances: 'PsychoactiveSubstance',
  RestrictsMovement: 'RestrictsMovement',
  RestrictsMedicalCare: 'RestrictsMedicalCare',
  ExcessiveWorkingHours: 'ExcessiveWorkingHours',
  UsesChildren: 'UsesChildren',
  ThreatOfLawEnforcement: 'ThreatsLawEnforcement',
  WithholdsNecessities: 'WithholdsNecessities',
  WithholdsDocuments: 'WithholdsDocuments',
  Other: 'Other',
}

const labour = [
  'Agriculture',
  'Aquafarming',
  'Begging',
  'Construction',
  'DomesticWork',
  'Hospitality',
  'IllicitActivities',
  'Manufacturing',
  'MiningOrDrilling',
  'Peddling',
  'Transportation',
  'Other',
  'NotSpecified',
]

/** The table of April 2020 (codebook 6): 62 variables behind a first column whose header is a sentence of terms. */
export const ctdc2020: Record<string, TargetName | null> = {
  ...common,
  Datasource: 'case.source',
  majorityStatus: 'victimContext.majority',
  majorityStatusAtExploit: 'victimContext.majorityAtExploitation',
  majorityEntry: 'victimContext.majorityAtEntry',
  ...Object.fromEntries(
    Object.entries(control).map(([name, code]) => [`meansOfControl${name}`, flag('methodsOfControl', code)]),
  ),
  meansOfControlNotSpecified: flag('meansAsPublished', 'NotSpecified'),
  isSexAndLabour: flag('typeOfExploitation', 'ForcedLabour', 'SexualExploitation'),
  isForcedMarriage: flag('typeOfExploitation', 'ForcedMarriage'),
  isForcedMilitary: flag('exploitationAsPublished', 'ForcedMilitary'),
  isOrganRemoval: flag('typeOfExploitation', 'OrganRemoval'),
  isSlaveryAndPractices: flag('exploitationAsPublished', 'SlaveryAndPractices'),
  ...Object.fromEntries(labour.map(code => [`typeOfLabour${code}`, flag('labourAsPublished', code)])),
  ...Object.fromEntries(
    ['Prostitution', 'Pornography', 'RemoteInteractiveServices', 'PrivateSexualServices'].map(code => [
      `typeOfSex${code}`,
      flag('typeOfSexExploitation', code),
    ]),
  ),
  isAbduction: 'victimContext.abducted',
  recruiterRelationUnknown: flag('recruiterRelation', 'Unknown'),
  // Columns that only repeat the flags.
  meansOfControlConcatenated: null,
  typeOfExploitConcatenated: null,
  typeOfLabourConcatenated: null,
  typeOfSexConcatenated: null,
  RecruiterRelationship: null,
}
