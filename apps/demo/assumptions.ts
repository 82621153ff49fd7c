/**
 * The proportions of the demonstration, in one place. README.md says for each whether it follows the order of magnitude
 * of something published or is an assumption of ours. Shares are of 1; lists of numbers given to `between` are quantiles.
 */

export const yearFirst = 2016
export const yearLast = 2025

/** Cases opened in each year; 3,000 in all. */
export const casesByYear: Readonly<Record<number, number>> = {
  2016: 210,
  2017: 232,
  2018: 258,
  2019: 280,
  2020: 248,
  2021: 280,
  2022: 350,
  2023: 366,
  2024: 384,
  2025: 392,
}

export type Form =
  | 'sexual'
  | 'labour'
  | 'criminality'
  | 'mixed'
  | 'begging'
  | 'marriage'
  | 'servitude'
  | 'organ'
  | 'adoption'
  | 'other'

/** Share of each form in the first and the last year; in between along a straight line. */
export const formShares: Readonly<Record<Form, readonly [number, number]>> = {
  sexual: [0.5, 0.34],
  labour: [0.34, 0.42],
  criminality: [0.04, 0.09],
  mixed: [0.05, 0.06],
  begging: [0.025, 0.02],
  marriage: [0.015, 0.02],
  servitude: [0.02, 0.03],
  organ: [0.001, 0.003],
  adoption: [0.002, 0.002],
  other: [0.007, 0.015],
}

export type Group = 'women' | 'men' | 'girls' | 'boys'

export const groupShares: Readonly<Record<Form, Record<Group, number>>> = {
  sexual: { women: 0.6, girls: 0.32, men: 0.04, boys: 0.04 },
  labour: { women: 0.24, girls: 0.11, men: 0.47, boys: 0.18 },
  criminality: { women: 0.15, girls: 0.1, men: 0.33, boys: 0.42 },
  mixed: { women: 0.62, girls: 0.2, men: 0.12, boys: 0.06 },
  begging: { women: 0.22, girls: 0.25, men: 0.23, boys: 0.3 },
  marriage: { women: 0.45, girls: 0.55, men: 0, boys: 0 },
  servitude: { women: 0.7, girls: 0.15, men: 0.1, boys: 0.05 },
  organ: { women: 0.2, girls: 0, men: 0.8, boys: 0 },
  adoption: { women: 0, girls: 0.5, men: 0, boys: 0.5 },
  other: { women: 0.4, girls: 0.1, men: 0.4, boys: 0.1 },
}

/** Age in years when the case is opened. */
export const ageQuantiles: Readonly<
  Record<Group, Readonly<Partial<Record<Form | 'any', readonly number[]>>>>
> = {
  women: { any: [18, 20, 23, 26, 30, 36, 60], labour: [18, 22, 27, 32, 38, 45, 63] },
  men: { any: [18, 21, 25, 30, 36, 43, 64], criminality: [18, 19, 21, 24, 28, 34, 50] },
  girls: { any: [6, 12, 14, 15, 16, 17, 17.9], adoption: [0.2, 0.6, 1, 2, 3, 5, 7] },
  boys: { any: [6, 11, 13, 15, 16, 17, 17.9], adoption: [0.2, 0.6, 1, 2, 3, 5, 7] },
}

/** Where the person is a citizen, by how far that is; the rest is not recorded. */
export const originShares: Readonly<
  Record<'labour' | 'any', Record<'own' | 'neighbour' | 'far' | 'unknown', number>>
> = {
  labour: { own: 0.22, neighbour: 0.44, far: 0.32, unknown: 0.02 },
  any: { own: 0.5, neighbour: 0.29, far: 0.19, unknown: 0.02 },
}
export const neighbourShares = { XPB: 0.5, XPC: 0.32, XPD: 0.18 } as const

/**
 * Farther citizenships: by rule the five most populous States of Africa, the Americas, Asia and Europe, all as often
 * as each other, so that no State stands out.
 */
export const farCitizenships = [
  'NGA',
  'ETH',
  'EGY',
  'COD',
  'TZA',
  'USA',
  'BRA',
  'MEX',
  'COL',
  'ARG',
  'IND',
  'CHN',
  'IDN',
  'PAK',
  'BGD',
  'RUS',
  'DEU',
  'GBR',
  'FRA',
  'ITA',
] as const

/** Of the State's own citizens, how many were exploited in a neighbouring State and came back. */
export const exploitedAbroadShare = 0.2

/** Industries of forced labour: sections and divisions of ISIC. */
export const industryShares = {
  A_AgricultureForestryAndFishing: 0.15,
  A_03: 0.09,
  F_Construction: 0.18,
  T_ActivitiesOfHouseholdsAsEmployers: 0.2,
  C_Manufacturing: 0.07,
  C_10: 0.04,
  I_AccommodationAndFoodServiceActivities: 0.12,
  N_81: 0.05,
  H_TransportationAndStorage: 0.03,
  S_OtherServiceActivities: 0.04,
  G_WholesaleAndRetailTradeRepairOfMotorVehicles: 0.03,
} as const
export const industryUnknownShare = 0.06

export const sexualTypeShares = {
  Prostitution: 0.84,
  PrivateSexualServices: 0.12,
  RemoteInteractiveServices: 0.08,
} as const

/** Means of control, each on its own; several go together. */
export const meansShares = {
  labour: {
    TakesEarnings: 0.54,
    FalsePromises: 0.5,
    ExcessiveWorkingHours: 0.48,
    PsychologicalAbuse: 0.36,
    WithholdsDocuments: 0.34,
    DebtBondage: 0.33,
    RestrictsMovement: 0.32,
    PhysicalThreats: 0.2,
    WithholdsNecessities: 0.19,
    RestrictsFinancialAccess: 0.16,
    ThreatsLawEnforcement: 0.15,
    PhysicalAbuse: 0.13,
    RestrictsMedicalCare: 0.08,
  },
  sexual: {
    PsychologicalAbuse: 0.54,
    RestrictsMovement: 0.45,
    TakesEarnings: 0.42,
    FalsePromises: 0.4,
    PhysicalThreats: 0.36,
    PhysicalAbuse: 0.32,
    SexualAbuse: 0.24,
    DebtBondage: 0.2,
    PsychoactiveSubstance: 0.15,
    WithholdsDocuments: 0.14,
    ThreatensChildrenFamily: 0.13,
    RestrictsFinancialAccess: 0.12,
  },
  other: {
    PsychologicalAbuse: 0.45,
    TakesEarnings: 0.4,
    FalsePromises: 0.36,
    PhysicalThreats: 0.33,
    RestrictsMovement: 0.3,
    DebtBondage: 0.2,
    ThreatensChildrenFamily: 0.15,
    UsesChildren: 0.05,
  },
} as const
/** Where nothing was recorded: among adults, and among children, for whom no means need be shown. */
export const meansNotRecordedShares = { adults: 0.06, children: 0.3 } as const

export const monthsShares = { '0--12': 0.6, '13--24': 0.19, '25+': 0.21 } as const
export const monthsUnknownShare = 0.12

/** Which agency opens the case, by its key. */
export const openerShares = {
  labour: {
    police: 0.18,
    border: 0.1,
    labour: 0.34,
    prosecution: 0.02,
    shelter: 0.08,
    counselling: 0.22,
    referral: 0.06,
  },
  any: {
    police: 0.36,
    border: 0.12,
    labour: 0.02,
    prosecution: 0.05,
    shelter: 0.15,
    counselling: 0.23,
    referral: 0.07,
  },
} as const

/** Share of cases in which, and days after which. */
export const course = {
  /** The coordination office takes part. */
  referred: { share: 0.9, days: [0, 1, 2, 4, 7, 14] },
  /** A service provider takes part, where it did not open the case. */
  provider: { share: 0.86, days: [0, 1, 3, 6, 10, 21] },
  /** The formal decision on identification; later than the longest of these it is pending. */
  decision: { share: 0.92, days: [6, 20, 35, 50, 80, 150, 320] },
  decidedNotVictimShare: 0.09,
  /** Further facts become known. */
  amended: { share: 0.45, again: 0.2, days: [3, 14, 30, 60, 120, 260] },
  identityCorrected: { share: 0.08, days: [1, 10, 30, 90] },
  followUp: { share: 0.8, days: [60, 110, 160, 210, 280, 420] },
  /** Of support plans whose services ended, the share whose end was written down. */
  planReviewedShare: 0.93,
  closed: { share: 0.99, days: [90, 190, 280, 380, 520, 760, 1100] },
  closedReferredShare: 0.14,
  looks: [0, 0, 0, 1, 1, 2],
  erasedCount: 3,
} as const

/** Services, by the share of recognised persons who receive them. */
export const serviceShares = {
  Shelter: { women: 0.68, girls: 0.78, boys: 0.7, men: 0.42 },
  MedicalCare: { women: 0.5, girls: 0.55, boys: 0.45, men: 0.36 },
  PsychologicalSupport: { women: 0.6, girls: 0.72, boys: 0.58, men: 0.36 },
  LegalAid: { women: 0.5, girls: 0.48, boys: 0.44, men: 0.52 },
  MaterialAssistance: { women: 0.45, girls: 0.4, boys: 0.4, men: 0.46 },
  EducationAndTraining: { women: 0.2, girls: 0.5, boys: 0.5, men: 0.16 },
  EmploymentSupport: { women: 0.26, girls: 0.02, boys: 0.03, men: 0.32 },
  ReturnAssistance: { women: 0.14, girls: 0.12, boys: 0.12, men: 0.2 },
  ReintegrationSupport: { women: 0.24, girls: 0.26, boys: 0.22, men: 0.2 },
} as const
/** Interpretation goes to those who do not speak the language of the State. */
export const interpretationShare = 0.7

/** Days that a service lasts. */
export const serviceDays = {
  Shelter: [3, 30, 70, 110, 170, 260, 420],
  any: [1, 14, 40, 80, 150, 300],
} as const

/** The way through criminal justice: share of the stage before, and days after it. */
export const justice = {
  investigated: { share: 0.6, days: [1, 6, 14, 30, 70, 150] },
  prosecuted: { share: 0.44, days: [60, 150, 240, 330, 460, 800] },
  /** Of those prosecuted, once decided. */
  outcomes: { Convicted: 0.64, Acquitted: 0.14, Discontinued: 0.22 },
  outcomeDays: [90, 210, 320, 430, 600, 1000],
  /** Of those investigated and not prosecuted. */
  discontinuedShare: 0.35,
  /** Courts decided fewer cases in 2020: a share of outcomes of that year comes 200 days later. */
  delayedIn2020Share: 0.5,
} as const

export const genderOtherShare = 0.008
export const genderUnknownShare = 0.006
export const birthdatePartlyKnownShare = 0.12
export const ageUnknownShare = 0.02
