import { useFormats, useText } from '#platform/screens/text.ts'
import type { Codes } from './codes.ts'

/** Lists that the summary of a person and of what happened to her needs. */
export const summaryLists = [
  'htcds.case-status',
  'htcds.gender',
  'ctdc.age-band',
  'countries',
  'htcds.type-of-exploitation',
  'htcds.trafficking-status',
] as const

type Told = {
  gender?: string | undefined
  ageBand?: string | undefined
  citizenship?: readonly string[] | undefined
  exploitation?: readonly string[] | undefined
  countryOfExploitation?: readonly string[] | undefined
}

/** The person and the exploitation in a few words each, from codes alone. Nothing known gives ''. */
export function useSummary(codes: Codes) {
  const t = useText()
  const write = useFormats()
  const names = (list: string, values: readonly string[] | undefined) =>
    write.list((values ?? []).map(code => codes.label(list, code)))
  return {
    person: (told: Told): string =>
      [
        told.gender && codes.label('htcds.gender', told.gender),
        told.ageBand && t('cases.years', { band: codes.label('ctdc.age-band', told.ageBand) }),
        told.citizenship?.length && names('countries', told.citizenship),
      ]
        .filter(Boolean)
        .join(t('cases.comma')),
    exploitation: (told: Told): string => names('htcds.type-of-exploitation', told.exploitation),
    countries: (told: Told): string => names('countries', told.countryOfExploitation),
  }
}
