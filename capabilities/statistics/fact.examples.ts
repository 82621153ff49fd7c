import { seeded } from './disclosure/disclosure.examples.ts'
import type { Fact } from './statistics.entity.ts'

const forms = [
  'ForcedLabour',
  'SexualExploitation',
  'ForcedBegging',
  'ForcedCriminalActivity',
  'ForcedMarriage',
  'Servitude',
  'OrganRemoval',
  'Other',
]
const industries = [
  'A_AgricultureForestryAndFishing',
  'F_Construction',
  'T_ActivitiesOfHouseholdsAsEmployers',
  'I_AccommodationAndFoodServiceActivities',
  'C_Manufacturing',
]
const meansCodes = [
  'PhysicalThreats',
  'DebtBondage',
  'FalsePromises',
  'PhysicalAbuse',
  'TakesEarnings',
  'RestrictsFinancialAccess',
  'RestrictsMedicalCare',
  'WithholdsNecessities',
  'PsychologicalAbuse',
  'PsychoactiveSubstance',
  'ExcessiveWorkingHours',
  'WithholdsDocuments',
  'RestrictsMovement',
  'UsesChildren',
]
const bands = ['0-8', '9-17', '18-20', '21-23', '24-26', '27-29', '30-38', '39-47', '48+', '18+', '0-17']
const agencies = ['police', 'shelter', 'ngo', 'immigration', 'health']
const countries =
  'AFG AGO ALB ARG BEN BFA BGD BGR BOL BRA CHN CIV CMR COL CUB DOM ECU EGY ERI ETH GEO GHA GIN GMB GTM HND HTI HUN IDN IND IRQ KEN KGZ KHM LAO LKA LTU LVA MAR MDA MDG MEX MLI MMR MNG MOZ MWI NER NGA NIC NPL PAK PER PHL PRY ROU RUS RWA SDN SEN SLE SLV SOM SRB SSD SVK SYR TGO THA TJK TUN TZA UGA UKR UZB VEN VNM YEM ZMB ZWE'.split(
    ' ',
  )

/**
 * Invented facts with the unevenness of real ones, for measuring and for tests; nothing is drawn from any person.
 * Ids are the seeded generator's, so that the same seed gives the same facts.
 * @param size how many; nine in ten are victims, the others services and proceedings
 */
export function* inventFacts(size: number, seed: number): Generator<Fact> {
  const random = seeded(seed)
  const pick = <T>(items: readonly T[], bias = 1.6): T => items[Math.floor(random() ** bias * items.length)]!
  const known = <T>(value: T, share: number): T | undefined => (random() < share ? value : undefined)
  // Means go together: every victim follows one of forty patterns and departs from it here and there.
  const patterns = Array.from({ length: 40 }, () => meansCodes.map(() => random() < 0.3))
  for (let n = 0; n < size; n++) {
    const pattern = pick(patterns, 2)
    const form = pick(forms, 2)
    const citizenship = pick(countries, 2.2)
    const kind = n % 20 === 18 ? 'service' : n % 20 === 19 ? 'proceeding' : 'victim'
    yield {
      id: uuidFrom(random),
      kind,
      year: known(2016 + Math.floor(random() * 10), 0.99),
      sex: known(pick(['female', 'male', 'other'], 2.5), 0.97),
      ageBand: known(pick(bands, 1), 0.85),
      citizenship: known(random() < 0.03 ? [citizenship, pick(countries)] : [citizenship], 0.93),
      countryOfExploitation: known([random() < 0.4 ? citizenship : pick(countries, 3)], 0.9),
      exploitation: known(random() < 0.12 ? [form, pick(forms)] : [form], 0.95),
      ...(kind === 'victim' && {
        means: known(
          meansCodes.filter((_, i) => (random() < 0.04 ? !pattern[i] : pattern[i])),
          0.7,
        ),
        industry: form === 'ForcedLabour' ? known([pick(industries)], 0.8) : undefined,
      }),
      ...(kind !== 'proceeding' && {
        traffickingStatus: pick(['ActualVictimOfTrafficking', 'PossibleVictimOfTrafficking'], 2),
      }),
      agencyKind: pick(agencies, 2),
      ...(kind === 'service' && {
        serviceType: pick(['Shelter', 'MedicalCare', 'LegalAid', 'PsychologicalSupport']),
      }),
      ...(kind === 'proceeding' && {
        stage: pick(['Suspected', 'Investigated', 'Prosecuted', 'Convicted'], 1),
      }),
    }
  }
}

function uuidFrom(random: () => number): string {
  let hex = ''
  for (let i = 0; i < 4; i++)
    hex += Math.floor(random() * 4294967296)
      .toString(16)
      .padStart(8, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`
}
