import { describe, type Value } from '#kernel/entity/describe.ts'
import { code, codes, date, longText, number, text, yesNo } from '#kernel/entity/field.ts'

/**
 * The case in the terms of the Human Trafficking Case Data Standard 2.0: all 83 fields, each with its `htcds` name,
 * and the few that Palermo adds because statistics or published case tables need them.
 *
 * Free text and places can name a person, so they are identifying and sealed; coded fields are restricted. What is
 * absent was not asked or not recorded; it never means “no”.
 */

/** Sealed under the person's key; never counted, never sent. */
const sealed = { disclosure: 'identifying', statistics: 'never', exchange: 'never' } as const
/** Sensitive, coded, and something to count by. */
const counted = { disclosure: 'restricted', statistics: 'dimension', exchange: 'aggregate' } as const
/** Sensitive and part of the case, but too close to a person to count by. */
const kept = { disclosure: 'restricted', statistics: 'never', exchange: 'never' } as const

const longitude = { min: -180, max: 180 }
const latitude = { min: -90, max: 90 }

/** The person whom the case is about. */
export const Person = describe('person', {
  salutation: text({ ...sealed, htcds: 'prs_Salutation', lengthMax: 100 }),
  firstName: text({ ...sealed, htcds: 'prs_FirstName' }),
  middleName: text({ ...sealed, htcds: 'prs_MiddleName' }),
  secondName: text({ ...sealed, htcds: 'prs_SecondName' }),
  birthdate: date({ ...sealed, htcds: 'prs_Birthdate' }),
  gender: code('htcds.gender', { ...counted, htcds: 'prs_Gender' }),
  deceased: yesNo({ ...kept, htcds: 'prs_Deceased' }),
  maritalStatus: code('htcds.marital-status', { ...counted, htcds: 'prs_MaritalStatus' }),
  numberOfChildren: number({ ...kept, htcds: 'prs_NumberOfChildren', min: 0, max: 50 }),
  primaryLanguage: code('languages', { ...counted, htcds: 'prs_PrimaryLanguage' }),
  secondaryLanguage: code('languages', { ...counted, htcds: 'prs_SecondaryLanguage' }),
  highestLevelOfEducation: code('htcds.education', { ...counted, htcds: 'prs_HighestLevelOfEducation' }),
  citizenship: codes('countries', { ...counted, htcds: 'prs_Citizenship' }),
  identityNumber: text({ ...sealed, htcds: 'prs_IdentityNumber' }),
  title: text({ ...sealed, htcds: 'prs_Title' }),
  email: text({ ...sealed, htcds: 'prs_Email' }),
  homePhone: text({ ...sealed, htcds: 'prs_HomePhone', lengthMax: 100 }),
  mobilePhone: text({ ...sealed, htcds: 'prs_MobilePhone', lengthMax: 100 }),
  mailingStreet: text({ ...sealed, htcds: 'prs_MailingStreet' }),
  mailingCity: text({ ...sealed, htcds: 'prs_MailingCity' }),
  mailingState: text({ ...sealed, htcds: 'prs_MailingState' }),
  mailingPostalCode: text({ ...sealed, htcds: 'prs_MailingPostalCode', lengthMax: 100 }),
  mailingCountry: code('countries', { ...counted, htcds: 'prs_MailingCountry' }),
  mailingLongitude: number({ ...sealed, htcds: 'prs_MailingLongitude', ...longitude }),
  mailingLatitude: number({ ...sealed, htcds: 'prs_MailingLatitude', ...latitude }),
})
export type Person = Value<typeof Person>

/** What is known of the trafficking of one person: recruitment, control, exploitation. */
export const VictimContext = describe('victimContext', {
  agreementToManagePersonalData: yesNo({
    ...kept,
    htcds: 'vic_AgreementToManagePersonalData',
    deprecated: true,
  }),
  traffickingStatus: code('htcds.trafficking-status', { ...counted, htcds: 'vic_TraffickingStatus' }),
  traffickingStatusDecisionMakingOrg: code('htcds.decision-making-organisation', {
    ...counted,
    htcds: 'vic_TraffickingStatusDecisionMakingOrg',
  }),
  relationshipToTrafficker: code('htcds.relationship-to-trafficker', {
    ...counted,
    htcds: 'vic_RelationshipToTrafficker',
  }),
  recruiterRelation: codes('ctdc.recruiter-relation', counted),
  /** Whole years at the first trafficking. */
  ageWhenTrafficked: number({ ...kept, htcds: 'vic_AgeWhenTrafficked', min: 0, max: 120 }),
  /** Whole years when the case was opened; worked out from the birthdate where that is known. */
  ageAtRegistration: number({ ...kept, min: 0, max: 120 }),
  /** Age group when the case was opened, as recorded or worked out from the age: the age that is counted. */
  ageBand: code('ctdc.age-band', counted),
  majority: code('ctdc.majority', counted),
  majorityAtEntry: code('ctdc.majority', counted),
  majorityAtExploitation: code('ctdc.majority', counted),
  migrantType: code('htcds.migrant-type', counted),
  internationalProtection: code('htcds.international-protection', counted),
  migrationSituation: codes('htcds.migration-situation', counted),
  methodOfRecruitment: codes('htcds.method-of-recruitment', {
    ...counted,
    htcds: 'vic_MethodOfRecruitment',
  }),
  locationOfRecruitment: text({ ...sealed, htcds: 'vic_LocationOfRecruitment' }),
  recruitmentWebsitesAndApps: codes('htcds.websites-and-apps', {
    ...counted,
    htcds: 'vic_RecruitmentWebsitesAndApps',
  }),
  abducted: yesNo(kept),
  methodsOfControl: codes('htcds.methods-of-control', { ...counted, htcds: 'vic_MethodsOfControl' }),
  /** Means that the source had joined and that cannot be split again. */
  meansAsPublished: codes('ctdc.means', counted),
  typeOfExploitation: codes('htcds.type-of-exploitation', { ...counted, htcds: 'vic_TypeOfExploitation' }),
  /** Forms that the source names in its own way, beside those that the standard has. */
  exploitationAsPublished: codes('ctdc.exploitation', counted),
  forcedLabourIndustry: codes('htcds.forced-labour-industry', {
    ...counted,
    htcds: 'vic_ForcedLabourIndustry',
  }),
  /** Sectors as published, where they are not sections of the industrial classification. */
  labourAsPublished: codes('ctdc.labour', counted),
  typeOfSexExploitation: codes('htcds.type-of-sex-exploitation', {
    ...counted,
    htcds: 'vic_TypeOfSexExploitation',
  }),
  countryOfExploitation: codes('countries', counted),
  locationOfExploitation: text({ ...sealed, htcds: 'vic_LocationOfExploitation' }),
  exploitationWebsitesAndApps: codes('htcds.websites-and-apps', {
    ...counted,
    htcds: 'vic_ExploitationWebsitesAndApps',
  }),
  monthsTrafficked: code('ctdc.months-trafficked', counted),
  vulnerabilities: codes('htcds.vulnerabilities', {
    ...kept,
    htcds: 'vic_Vulnerabilities',
    deprecated: true,
  }),
  detailsOfVulnerabilities: longText({ ...sealed, htcds: 'vic_DetailsOfVulnerabilities', deprecated: true }),
})
export type VictimContext = Value<typeof VictimContext>

/** What somebody who took part in the trafficking did; without naming him. */
export const PerpetratorContext = describe('perpetratorContext', {
  roleInProcess: codes('htcds.role-in-process', { ...counted, htcds: 'per_RoleInProcess' }),
  roleDetails: longText({ ...sealed, htcds: 'per_RoleDetails' }),
})
export type PerpetratorContext = Value<typeof PerpetratorContext>

/** The record of one person's trafficking and of the help given, from opening to closure. */
export const Case = describe('case', {
  /** Number or name under which the case is known in the file that it came from. */
  externalReference: text({ ...kept, lengthMax: 200 }),
  /** Where the record comes from, e.g. the name of a published table. */
  source: text({ disclosure: 'internal', statistics: 'never', exchange: 'never', lengthMax: 200 }),
  /** Day, month or year of registration; figures by year count by it. */
  openedOn: date({ disclosure: 'restricted', statistics: 'dimension', exchange: 'aggregate' }),
  status: code('htcds.case-status', { ...counted, htcds: 'cas_Status' }),
  caseOwner: text({ ...sealed, htcds: 'cas_CaseOwner' }),
  reasonForCaseClosure: longText({ ...sealed, htcds: 'cas_ReasonForCaseClosure' }),
})
export type Case = Value<typeof Case>

/** How the case came from another organisation. */
export const IncomingReferral = describe('incomingReferral', {
  referringOrganisation: text({ ...sealed, htcds: 'cas_ReferringOrganisation' }),
  incomingReferralDate: date({ ...kept, htcds: 'cas_IncomingReferralDate' }),
  referringPrimaryCaseWorker: text({ ...sealed, htcds: 'cas_ReferringPrimaryCaseWorker' }),
  reasonForIncomingReferral: code('htcds.reason-for-referral', {
    ...counted,
    htcds: 'cas_ReasonForIncomingReferral',
  }),
  incomingReferralDetails: longText({ ...sealed, htcds: 'cas_IncomingReferralDetails' }),
})
export type IncomingReferral = Value<typeof IncomingReferral>

/** How the case went to another organisation; there may be several. */
export const OutgoingReferral = describe('outgoingReferral', {
  referredOrganisation: text({ ...sealed, htcds: 'cas_ReferredOrganisation' }),
  referredPrimaryCaseWorker: text({ ...sealed, htcds: 'cas_ReferredPrimaryCaseWorker' }),
  reasonForOutgoingReferral: code('htcds.reason-for-referral', {
    ...counted,
    htcds: 'cas_ReasonForOutgoingReferral',
  }),
  outgoingReferralDate: date({ ...kept, htcds: 'cas_OutgoingReferralDate' }),
  outgoingReferralDetails: longText({ ...sealed, htcds: 'cas_OutgoingReferralDetails' }),
})
export type OutgoingReferral = Value<typeof OutgoingReferral>

/** A remark on the case. */
export const CaseComment = describe('caseComment', {
  comment: longText({ ...sealed, htcds: 'cco_CaseComment' }),
})
export type CaseComment = Value<typeof CaseComment>

/** One station of the trafficking: recruitment, transit or exploitation, at a place and a time. */
export const TraffickingEvent = describe('traffickingEvent', {
  type: code('htcds.event-type', { ...counted, htcds: 'hte_Type' }),
  date: date({ ...kept, seasons: true, htcds: 'hte_Date' }),
  country: code('countries', { ...counted, htcds: 'hte_Country' }),
  state: text({ ...sealed, htcds: 'hte_State' }),
  city: text({ ...sealed, htcds: 'hte_City' }),
  street: text({ ...sealed, htcds: 'hte_Street' }),
  postalCode: text({ ...sealed, htcds: 'hte_PostalCode', lengthMax: 100 }),
  longitude: number({ ...sealed, htcds: 'hte_Longitude', ...longitude }),
  latitude: number({ ...sealed, htcds: 'hte_Latitude', ...latitude }),
  description: longText({ ...sealed, htcds: 'hte_Description' }),
})
export type TraffickingEvent = Value<typeof TraffickingEvent>

/** One plan of support, agreed with the person. */
export const SupportPlan = describe('supportPlan', {
  type: code('htcds.support-plan-type', { ...counted, htcds: 'spl_Type' }),
  objectives: longText({ ...sealed, htcds: 'spl_Objectives' }),
  actionPlan: longText({ ...sealed, htcds: 'spl_ActionPlan' }),
  plannedEndDate: date({ ...kept, htcds: 'spl_PlannedEndDate' }),
  actualEndDate: date({ ...kept, htcds: 'spl_ActualEndDate' }),
})
export type SupportPlan = Value<typeof SupportPlan>

/** Whether the person agreed to the handling of her case, as the standard records it: one yes or no. */
export const Consent = describe('consent', {
  given: yesNo({ ...kept, htcds: 'con_Consent' }),
})
export type Consent = Value<typeof Consent>

/**
 * An organisation named in a case file, e.g. the place of recruitment. Its name and address can point to the person,
 * so they are sealed with her.
 */
export const Organisation = describe('organisation', {
  name: text({ ...sealed, htcds: 'org_Name' }),
  type: code('htcds.organisation-type', { ...counted, htcds: 'org_Type' }),
  phone: text({ ...sealed, htcds: 'org_Phone', lengthMax: 100 }),
  street: text({ ...sealed, htcds: 'org_ShippingStreet' }),
  city: text({ ...sealed, htcds: 'org_ShippingCity' }),
  state: text({ ...sealed, htcds: 'org_ShippingState' }),
  postalCode: text({ ...sealed, htcds: 'org_ShippingPostalCode', lengthMax: 100 }),
  country: code('countries', { ...counted, htcds: 'org_ShippingCountry' }),
  longitude: number({ ...sealed, htcds: 'org_ShippingLongitude', ...longitude }),
  latitude: number({ ...sealed, htcds: 'org_ShippingLatitude', ...latitude }),
})
export type Organisation = Value<typeof Organisation>

/** Every description of a case file, in the order in which people meet them. */
export const caseDescriptions = {
  case: Case,
  person: Person,
  consent: Consent,
  victimContext: VictimContext,
  traffickingEvent: TraffickingEvent,
  perpetratorContext: PerpetratorContext,
  organisation: Organisation,
  incomingReferral: IncomingReferral,
  outgoingReferral: OutgoingReferral,
  supportPlan: SupportPlan,
  caseComment: CaseComment,
} as const
export type CaseDescriptionName = keyof typeof caseDescriptions

/** Of which a case has exactly one at most; of all others it may have any number. */
export const singleDescriptions = [
  'case',
  'person',
  'consent',
  'victimContext',
] as const satisfies readonly CaseDescriptionName[]
export const repeatedDescriptions = [
  'traffickingEvent',
  'perpetratorContext',
  'organisation',
  'incomingReferral',
  'outgoingReferral',
  'supportPlan',
  'caseComment',
] as const satisfies readonly CaseDescriptionName[]

/** A whole case file as it is read from a row, typed in by hand or written to a table. */
export interface CaseFile {
  case: Case
  person: Person
  consent: Consent
  victimContext: VictimContext
  traffickingEvent: TraffickingEvent[]
  perpetratorContext: PerpetratorContext[]
  organisation: Organisation[]
  incomingReferral: IncomingReferral[]
  outgoingReferral: OutgoingReferral[]
  supportPlan: SupportPlan[]
  caseComment: CaseComment[]
}
