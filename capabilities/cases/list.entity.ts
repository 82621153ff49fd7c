import { describe, type Value } from '#kernel/entity/describe.ts'
import { codes, number, text, yesNo } from '#kernel/entity/field.ts'

const asked = { disclosure: 'restricted', statistics: 'never', exchange: 'never' } as const
/** The filters' own labels, as the list shows them. */
const filtered = (name: string) => ({ ...asked, labelKey: `cases.filter.${name}` })

/** What a list of cases can be narrowed by. Several codes of one filter mean any of them. */
export const CaseFilter = describe('caseFilter', {
  /** Beginning of the case's reference, or of the number it has elsewhere. */
  search: text({ ...asked, labelKey: 'cases.list.search', lengthMax: 100 }),
  status: codes('htcds.case-status', filtered('status')),
  exploitation: codes('htcds.type-of-exploitation', filtered('exploitation')),
  citizenship: codes('countries', filtered('citizenship')),
  countryOfExploitation: codes('countries', filtered('countryOfExploitation')),
  gender: codes('htcds.gender', filtered('gender')),
  ageBand: codes('ctdc.age-band', filtered('ageBand')),
  traffickingStatus: codes('htcds.trafficking-status', filtered('traffickingStatus')),
  /** Open cases whose support plan has passed its planned end. */
  planOverdue: yesNo(filtered('planOverdue')),
  yearFrom: number({ ...filtered('yearFrom'), min: 1000, max: 9999 }),
  yearTo: number({ ...filtered('yearTo'), min: 1000, max: 9999 }),
})
export type CaseFilter = Omit<Value<typeof CaseFilter>, 'missing'>

/** One saved view of the list. */
export const CaseView = describe('caseView', {
  name: text({ ...asked, labelKey: 'cases.views.name', lengthMax: 100, required: true }),
})
