import { type CaseContent, emptyContent } from './cases.rules.ts'

/** Named, invented, sober cases: documentation, screens, demonstration and tests use the same ones. */
export const seasonalWorker: CaseContent = {
  ...emptyContent(),
  case: { openedOn: '2025-03-14', status: 'Active', source: 'Typed in', caseOwner: 'Officer on duty' },
  person: {
    firstName: 'Example',
    secondName: 'Person-One',
    birthdate: '1998-07',
    gender: 'Masculine',
    citizenship: ['PHL'],
    primaryLanguage: 'tgl',
    mobilePhone: '+00 000 0001',
  },
  consent: { given: true },
  victimContext: {
    traffickingStatus: 'PossibleVictimOfTrafficking',
    typeOfExploitation: ['ForcedLabour'],
    forcedLabourIndustry: ['A_AgricultureForestryAndFishing'],
    methodsOfControl: ['DebtBondage', 'WithholdsDocuments'],
    countryOfExploitation: ['AUT'],
  },
  service: [{ type: 'Shelter', from: '2025-03-15' }],
  caseComment: [{ comment: 'Asked for help with papers.' }],
}

export const domesticWorker: CaseContent = {
  ...emptyContent(),
  case: { openedOn: '2024-11-02', status: 'FollowUp', source: 'Typed in' },
  person: {
    firstName: 'Example',
    secondName: 'Person-Two',
    birthdate: '2009',
    gender: 'Feminine',
    citizenship: ['NPL'],
  },
  victimContext: {
    traffickingStatus: 'ActualVictimOfTrafficking',
    typeOfExploitation: ['ForcedLabour', 'Servitude'],
    forcedLabourIndustry: ['T_ActivitiesOfHouseholdsAsEmployers'],
    methodsOfControl: ['TakesEarnings'],
    countryOfExploitation: ['AUT'],
    missing: { relationshipToTrafficker: 'refused' },
  },
  proceeding: [{ stage: 'Investigated', date: '2024-11' }],
}
