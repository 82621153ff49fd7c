import { stringify } from 'csv-stringify/sync'

/** The columns of the Global Synthetic Dataset of 2025 and 2026, in its order. */
export const ctdcColumns = [
  'yearOfRegistration',
  'gender',
  'ageBroad',
  'citizenship',
  'CountryOfExploitation',
  'traffickMonths',
  'meansDebtBondageEarnings',
  'meansThreats',
  'meansAbusePsyPhySex',
  'meansFalsePromises',
  'meansDrugsAlcohol',
  'meansDenyBasicNeeds',
  'meansExcessiveWorkHours',
  'meansWithholdDocs',
  'isForcedLabour',
  'isSexualExploit',
  'isOtherExploit',
  'sectorOfLabourAgriculture',
  'sectorOfLabourConstruction',
  'sectorOfLabourDomesticWork',
  'sectorOfLabourHospitality',
  'sectorOfSexProstitution',
  'sectorOfSexPornography',
  'recruiterRelationIntimatePartner',
  'recruiterRelationFriend',
  'recruiterRelationFamily',
  'recruiterRelationOther',
] as const
type CtdcColumn = (typeof ctdcColumns)[number]

/** A row as the synthetic release has it, by column; blank is “not recorded”. */
export type SyntheticRow = Readonly<Record<string, string>>

const genders: Record<string, string> = {
  female: 'Woman',
  male: 'Man',
  other: 'Trans/Transgender/NonConforming',
}
/** A child or an adult of whom no more is known has no age band there. */
const ageOf = (band: string) =>
  /^\d+-\d+$/.test(band) && band !== '0-17' ? band.replace('-', '--') : band === '48+' ? band : ''

/** Means that a column stands for; a composite one cannot be told apart again. */
const means: Partial<Record<CtdcColumn, readonly string[]>> = {
  meansDebtBondageEarnings: ['DebtBondage', 'TakesEarnings', 'DebtBondageOrEarnings'],
  meansThreats: [
    'PhysicalThreats',
    'ThreatsLawEnforcement',
    'ThreatensChildrenFamily',
    'UsesChildren',
    'Threats',
  ],
  meansAbusePsyPhySex: [
    'PsychologicalAbuse',
    'PhysicalAbuse',
    'SexualAbuse',
    'AbusePsychologicalPhysicalSexual',
  ],
  meansFalsePromises: ['FalsePromises'],
  meansDrugsAlcohol: ['PsychoactiveSubstance'],
  meansDenyBasicNeeds: [
    'RestrictsFinancialAccess',
    'RestrictsMovement',
    'RestrictsMedicalCare',
    'WithholdsNecessities',
    'DenyBasicNeeds',
  ],
  meansExcessiveWorkHours: ['ExcessiveWorkingHours'],
  meansWithholdDocs: ['WithholdsDocuments'],
}
const forms: Partial<Record<CtdcColumn, (form: string) => boolean>> = {
  isForcedLabour: form => ['ForcedLabour', 'ChildLabour', 'Servitude'].includes(form),
  isSexualExploit: form => form === 'SexualExploitation',
  // Who was exploited in several ways: which ones, the row does not say.
  isOtherExploit: form =>
    !['', 'several', 'ForcedLabour', 'ChildLabour', 'Servitude', 'SexualExploitation'].includes(form),
}
const sectors: Partial<Record<CtdcColumn, RegExp>> = {
  sectorOfLabourAgriculture: /^(Agriculture|A_)/,
  sectorOfLabourConstruction: /^(Construction|F_)/,
  sectorOfLabourDomesticWork: /^(DomesticWork|T_)/,
  sectorOfLabourHospitality: /^(Hospitality|I_)/,
}

/**
 * A synthetic row in the columns of CTDC. A flag is `1` or blank; blank is “not recorded”, never “no”. What facts do not
 * carry (duration, kinds of sexual exploitation, who recruited) stays blank.
 */
export function ctdcRow(row: SyntheticRow): Record<CtdcColumn, string> {
  const text = (name: string) => row[name] ?? ''
  const country = (name: string) => (/^[A-Z]{3}$/.test(text(name)) ? text(name) : '')
  const plain: Partial<Record<CtdcColumn, string>> = {
    yearOfRegistration: text('year'),
    gender: genders[text('sex')] ?? '',
    ageBroad: ageOf(text('ageBand')),
    citizenship: country('citizenship'),
    CountryOfExploitation: country('countryOfExploitation'),
  }
  const flag = (is: boolean | undefined) => (is ? '1' : '')
  return Object.fromEntries(
    ctdcColumns.map(column => [
      column,
      plain[column] ??
        flag(
          means[column]?.some(code => text(`means.${code}`) === '1') ??
            forms[column]?.(text('exploitation')) ??
            sectors[column]?.test(text('industry')),
        ),
    ]),
  ) as Record<CtdcColumn, string>
}

/** Synthetic rows as the CSV file of CTDC. */
export const ctdcCsv = (rows: readonly SyntheticRow[]): string =>
  stringify(
    rows.map(row => Object.values(ctdcRow(row))),
    { header: true, columns: ctdcColumns.map(key => key), record_delimiter: '\r\n' },
  )
