import { describe, type Value } from '#kernel/entity/describe.ts'
import { codes, number, text, yesNo } from '#kernel/entity/field.ts'

const asked = { disclosure: 'restricted', statistics: 'never', exchange: 'never' } as const

/** What a list of cases can be narrowed by. Several codes of one filter mean any of them. */
export const CaseFilter = describe('caseFilter', {
  /** Beginning of the case's reference, or of the number it has elsewhere. */
  search: text({ ...asked, lengthMax: 100 }),
  status: codes('htcds.case-status', asked),
  exploitation: codes('htcds.type-of-exploitation', asked),
  citizenship: codes('countries', asked),
  countryOfExploitation: codes('countries', asked),
  gender: codes('htcds.gender', asked),
  ageBand: codes('ctdc.age-band', asked),
  traffickingStatus: codes('htcds.trafficking-status', asked),
  /** Open cases whose support plan has passed its planned end. */
  planOverdue: yesNo(asked),
  yearFrom: number({ ...asked, min: 1000, max: 9999 }),
  yearTo: number({ ...asked, min: 1000, max: 9999 }),
})
export type CaseFilter = Omit<Value<typeof CaseFilter>, 'missing'>

/** One saved view of the list. */
export const CaseView = describe('caseView', {
  name: text({ ...asked, lengthMax: 100, required: true }),
})
