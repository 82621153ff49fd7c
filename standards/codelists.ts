import type { Codelist, Codelists } from '#kernel/entity/codelist.ts'
import { countries } from './countries.ts'
import ageBand from './ctdc/age-band.json' with { type: 'json' }
import exploitation from './ctdc/exploitation.json' with { type: 'json' }
import labour from './ctdc/labour.json' with { type: 'json' }
import majority from './ctdc/majority.json' with { type: 'json' }
import means from './ctdc/means.json' with { type: 'json' }
import monthsTrafficked from './ctdc/months-trafficked.json' with { type: 'json' }
import recruiterRelation from './ctdc/recruiter-relation.json' with { type: 'json' }
import { currencies } from './currencies.ts'
import caseStatus from './htcds/case-status.json' with { type: 'json' }
import decisionMakingOrganisation from './htcds/decision-making-organisation.json' with { type: 'json' }
import education from './htcds/education.json' with { type: 'json' }
import eventType from './htcds/event-type.json' with { type: 'json' }
import forcedLabourIndustry from './htcds/forced-labour-industry.json' with { type: 'json' }
import gender from './htcds/gender.json' with { type: 'json' }
import internationalProtection from './htcds/international-protection.json' with { type: 'json' }
import maritalStatus from './htcds/marital-status.json' with { type: 'json' }
import methodOfRecruitment from './htcds/method-of-recruitment.json' with { type: 'json' }
import methodsOfControl from './htcds/methods-of-control.json' with { type: 'json' }
import migrantType from './htcds/migrant-type.json' with { type: 'json' }
import migrationSituation from './htcds/migration-situation.json' with { type: 'json' }
import organisationType from './htcds/organisation-type.json' with { type: 'json' }
import reasonForReferral from './htcds/reason-for-referral.json' with { type: 'json' }
import relationshipToTrafficker from './htcds/relationship-to-trafficker.json' with { type: 'json' }
import roleInProcess from './htcds/role-in-process.json' with { type: 'json' }
import supportPlanType from './htcds/support-plan-type.json' with { type: 'json' }
import traffickingStatus from './htcds/trafficking-status.json' with { type: 'json' }
import typeOfExploitation from './htcds/type-of-exploitation.json' with { type: 'json' }
import typeOfSexExploitation from './htcds/type-of-sex-exploitation.json' with { type: 'json' }
import vulnerabilities from './htcds/vulnerabilities.json' with { type: 'json' }
import websitesAndApps from './htcds/websites-and-apps.json' with { type: 'json' }
import { inventedStates } from './invented-states.ts'
import { languages } from './languages.ts'
import proceedingStage from './palermo/proceeding-stage.json' with { type: 'json' }
import serviceType from './palermo/service-type.json' with { type: 'json' }

/** Lists kept as files: small, versioned, each with its source. */
const kept = [
  caseStatus,
  decisionMakingOrganisation,
  education,
  eventType,
  forcedLabourIndustry,
  gender,
  internationalProtection,
  maritalStatus,
  methodOfRecruitment,
  methodsOfControl,
  migrantType,
  migrationSituation,
  organisationType,
  reasonForReferral,
  relationshipToTrafficker,
  roleInProcess,
  supportPlanType,
  traffickingStatus,
  typeOfExploitation,
  typeOfSexExploitation,
  vulnerabilities,
  websitesAndApps,
  serviceType,
  proceedingStage,
  ageBand,
  exploitation,
  labour,
  majority,
  means,
  monthsTrafficked,
  recruiterRelation,
] as Codelist[]

/** Lists drawn from kept packages; made when first asked for. */
const derived: Record<string, () => Codelist> = { countries, currencies, languages }

const made = new Map<string, Codelist>(kept.map(list => [list.id, list]))

/**
 * Every codelist of the standards that Palermo speaks. For the server: a browser fetches the lists that it shows.
 */
export const codelists: Codelists & { ids(): string[]; admitInventedStates(): void } = {
  get(id) {
    let list = made.get(id)
    if (!list) {
      const make = derived[id]
      if (!make) throw new Error(`There is no codelist “${id}”.`)
      list = make()
      made.set(id, list)
    }
    return list
  },
  ids: () => [...kept.map(list => list.id), ...Object.keys(derived)],
  /**
   * From now on the list of countries has the invented States too. For a demonstration node only, before anything
   * is read from the list; elsewhere nobody may be said to come from a State that does not exist.
   */
  admitInventedStates: () => {
    const list = countries()
    made.set('countries', { ...list, codes: [...list.codes, ...inventedStates.codes] })
  },
}
