import type { Description } from '#kernel/entity/describe.ts'
import { formFields, labelKey } from '#kernel/entity/readers.ts'
import type { FieldForForm } from '#kernel/form/field.ts'
import { type PartName, partDescriptions } from '../cases.rules.ts'
import type { Codes } from './codes.ts'

/** Parts in the order in which a case is told; what happened to the person comes before papers. */
export const shownParts: readonly PartName[] = [
  'person',
  'victimContext',
  'traffickingEvent',
  'perpetratorContext',
  'consent',
  'supportPlan',
  'service',
  'proceeding',
  'incomingReferral',
  'outgoingReferral',
  'organisation',
  'caseComment',
  'case',
]

/** Groups of questions within a large part: a few at a time. What stands in no group comes last. */
const groups: Partial<Record<PartName, Record<string, readonly string[]>>> = {
  person: {
    who: [
      'salutation',
      'firstName',
      'middleName',
      'secondName',
      'title',
      'birthdate',
      'gender',
      'citizenship',
      'identityNumber',
    ],
    life: [
      'maritalStatus',
      'numberOfChildren',
      'primaryLanguage',
      'secondaryLanguage',
      'highestLevelOfEducation',
      'deceased',
    ],
    contact: [
      'email',
      'homePhone',
      'mobilePhone',
      'mailingStreet',
      'mailingCity',
      'mailingState',
      'mailingPostalCode',
      'mailingCountry',
      'mailingLongitude',
      'mailingLatitude',
    ],
  },
  victimContext: {
    decision: ['traffickingStatus', 'traffickingStatusDecisionMakingOrg'],
    exploitation: [
      'typeOfExploitation',
      'forcedLabourIndustry',
      'typeOfSexExploitation',
      'countryOfExploitation',
      'locationOfExploitation',
      'exploitationWebsitesAndApps',
      'monthsTrafficked',
      'exploitationAsPublished',
      'labourAsPublished',
    ],
    control: ['methodsOfControl', 'meansAsPublished', 'abducted'],
    recruitment: [
      'methodOfRecruitment',
      'locationOfRecruitment',
      'recruitmentWebsitesAndApps',
      'relationshipToTrafficker',
      'recruiterRelation',
    ],
    age: [
      'ageWhenTrafficked',
      'ageAtRegistration',
      'ageBand',
      'majority',
      'majorityAtEntry',
      'majorityAtExploitation',
    ],
    migration: ['migrantType', 'internationalProtection', 'migrationSituation'],
  },
}

/** Every list of codes that a field of the part is coded by. */
export function listsOf(parts: readonly PartName[]): string[] {
  const ids = new Set<string>()
  for (const part of parts)
    for (const field of Object.values((partDescriptions[part] as Description).fields))
      if (field.list) ids.add(field.list)
  return [...ids]
}

const everyList = listsOf(Object.keys(partDescriptions) as PartName[])
/** Every list that a case page may show; one constant array, so that hooks keep their number. */
export const allLists: readonly string[] = everyList

/** Fields of a part as the form draws them, in groups. @param withIdentity whether what identifies was opened */
export function fieldsForForm(part: PartName, codes: Codes, withIdentity: boolean): FieldForForm[] {
  const description = partDescriptions[part] as Description
  const fields = formFields(description)
    .filter(f => withIdentity || !f.identifying)
    .map((f): FieldForForm => {
      const { min, max, lengthMax, seasons } = description.fields[f.name]!
      return {
        name: f.name,
        labelKey: f.labelKey,
        kind: f.kind,
        required: f.required,
        ...(f.list && { options: codes.options(f.list) }),
        ...(min !== undefined && { min }),
        ...(max !== undefined && { max }),
        ...(lengthMax !== undefined && { lengthMax }),
        ...(seasons !== undefined && { seasons }),
      }
    })
  const grouped = groups[part]
  if (!grouped) return fields
  const byName = new Map(fields.map(f => [f.name, f]))
  const inOrder = Object.entries(grouped).flatMap(([group, names]) =>
    names.flatMap(name => {
      const field = byName.get(name)
      byName.delete(name)
      return field ? [{ ...field, groupKey: `cases.group.${part}.${group}` }] : []
    }),
  )
  return [...inOrder, ...byName.values()]
}

/** 'part.field' as the reader knows it: the key of its label. */
export function labelKeyOf(path: string): string {
  const [part, field] = path.split('.') as [PartName, string | undefined]
  const description = partDescriptions[part] as Description | undefined
  return description && field !== undefined ? labelKey(description, field) : `cases.part.${part}`
}
