import type { CodedTable, Domain } from './coded-table.ts'

const flags = (names: string) => names.split(' ').map(name => ({ name, values: ['', '1'], ordered: false }))

/** The 27 columns of the published case tables, with domains as they are public: blank is “not recorded”. */
export const caseDomains: readonly Domain[] = [
  { name: 'yearOfRegistration', values: Array.from({ length: 12 }, (_, i) => `${2012 + i}`), ordered: true },
  { name: 'gender', values: ['', 'Woman', 'Man', 'Trans/Transgender/NonConforming'], ordered: false },
  {
    name: 'ageBroad',
    values: ['', '0--8', '9--17', '18--20', '21--23', '24--26', '27--29', '30--38', '39--47', '48+'],
    ordered: false,
  },
  { name: 'citizenship', values: ['', ...invented('C', 30)], ordered: false },
  { name: 'CountryOfExploitation', values: ['', ...invented('E', 20)], ordered: false },
  {
    name: 'traffickMonths',
    values: ['', '0--12 (0-1 yr)', '13--24 (1-2 yrs)', '25+ (2+ yrs)'],
    ordered: false,
  },
  ...flags('meansDebtBondageEarnings meansThreats meansAbusePsyPhySex meansFalsePromises meansDrugsAlcohol'),
  ...flags('meansDenyBasicNeeds meansExcessiveWorkHours meansWithholdDocs'),
  ...flags('isForcedLabour isSexualExploit isOtherExploit'),
  ...flags('sectorOfLabourAgriculture sectorOfLabourConstruction sectorOfLabourDomesticWork'),
  ...flags('sectorOfLabourHospitality sectorOfSexProstitution sectorOfSexPornography'),
  ...flags(
    'recruiterRelationIntimatePartner recruiterRelationFriend recruiterRelationFamily recruiterRelationOther',
  ),
]

function invented(letter: string, size: number): string[] {
  return Array.from({ length: size }, (_, i) => `${letter}${`${i + 1}`.padStart(2, '0')}`)
}

const profiles = 12

/**
 * Invents a case table: each row follows one of a dozen profiles in which some values are frequent, so that columns hang
 * together as they do in real cases.
 * @param random whole numbers from 0 to bound - 1, each equally likely
 */
export function inventCases(
  rows: number,
  random: { below(bound: number): number },
  domains: readonly Domain[] = caseDomains,
): CodedTable {
  const draw = () => random.below(2 ** 32) / 2 ** 32
  const profileWeights = cumulated(Array.from({ length: profiles }, (_, k) => 1 / (k + 1)))
  const weights = Array.from({ length: profiles }, () =>
    domains.map(({ values }) => {
      // A steep order of values, another for each profile; what is blank stays frequent.
      const order = values.map(() => draw())
      return cumulated(values.map((v, i) => (v === '' ? 0.6 : 1) * Math.exp(-5 * order[i]!)))
    }),
  )
  const pick = (upTo: readonly number[]) => {
    const at = draw() * upTo.at(-1)!
    const found = upTo.findIndex(sum => at < sum)
    return found < 0 ? upTo.length - 1 : found
  }
  const codes = domains.map(() => new Uint16Array(rows))
  for (let i = 0; i < rows; i++) {
    const profile = weights[pick(profileWeights)]!
    for (const [c, column] of codes.entries()) column[i] = pick(profile[c]!)
  }
  return { domains, rows, codes }
}

function cumulated(weights: readonly number[]): number[] {
  let sum = 0
  return weights.map(w => {
    sum += w
    return sum
  })
}
