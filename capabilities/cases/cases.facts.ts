import { ageBandFromPublished, ageBandOf, type FactValue, sexOf } from '#capabilities/statistics/public.ts'
import type { Plain } from '#kernel/entity/describe.ts'
import { yearOf } from '#kernel/time/partial-date.ts'
import type { TraffickingEvent, VictimContext } from './cases.entity.ts'

/** The coded part of a case, as far as facts are drawn from it. */
export interface CodedCase {
  case: Plain
  person: Plain
  victimContext: Plain
  traffickingEvent: readonly Plain[]
  service: readonly Plain[]
  proceeding: readonly Plain[]
}

/** Parts of a case whose change can change its facts. */
export const factParts: ReadonlySet<string> = new Set([
  'case',
  'person',
  'victimContext',
  'traffickingEvent',
  'service',
  'proceeding',
])

/**
 * The facts that a case is counted by: one for the person as victim, one for each service, one for each step of
 * proceedings. Somebody of whom it was decided that she is no victim is not counted as one.
 * @param agencyKind kind of the agency that opened the case
 */
export function factsOf(content: CodedCase, agencyKind: string | undefined): FactValue[] {
  const context = content.victimContext as VictimContext
  const { gender, citizenship } = content.person as { gender?: string; citizenship?: string[] }
  const shared = given({
    sex: sexOf(gender),
    ageBand: bandOf(context),
    citizenship,
    countryOfExploitation: countriesOf(context, content.traffickingEvent as readonly TraffickingEvent[]),
    exploitation: [...(context.typeOfExploitation ?? []), ...(context.exploitationAsPublished ?? [])],
    agencyKind,
  })
  const status = given({ traffickingStatus: context.traffickingStatus })
  const victim: FactValue = {
    kind: 'victim',
    ...shared,
    ...status,
    ...given({
      year: yearOf(content.case.openedOn as string | undefined),
      means: [...(context.methodsOfControl ?? []), ...(context.meansAsPublished ?? [])],
      industry: [...(context.forcedLabourIndustry ?? []), ...(context.labourAsPublished ?? [])],
    }),
  }
  return [
    ...(context.traffickingStatus === 'NotAVictimOfTrafficking' ? [] : [victim]),
    ...content.service.map(
      (s): FactValue => ({
        kind: 'service',
        ...shared,
        ...status,
        ...given({ year: yearOf(s.from as string | undefined), serviceType: s.type as string | undefined }),
      }),
    ),
    ...content.proceeding.map(
      (p): FactValue => ({
        kind: 'proceeding',
        ...shared,
        ...given({ year: yearOf(p.date as string | undefined), stage: p.stage as string | undefined }),
      }),
    ),
  ]
}

/** The age that is counted: at registration, as recorded or worked out; child or adult where no more is known. */
function bandOf(context: VictimContext): string | undefined {
  const recorded = context.ageBand && ageBandFromPublished(context.ageBand)
  if (recorded) return recorded
  if (context.ageAtRegistration !== undefined) return ageBandOf(context.ageAtRegistration)
  return context.majority === 'Adult' ? '18+' : context.majority === 'Minor' ? '0-17' : undefined
}

/** Where she was exploited: as said of the case, or else of its stations. */
function countriesOf(context: VictimContext, events: readonly TraffickingEvent[]): string[] {
  if (context.countryOfExploitation?.length) return [...context.countryOfExploitation]
  return events.flatMap(e => (e.type === 'Exploitation' && e.country ? [e.country] : []))
}

/** Without what is absent or empty. */
function given<T extends Record<string, unknown>>(values: T): { [K in keyof T]?: NonNullable<T[K]> } {
  const result: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(values))
    if (value !== undefined && !(Array.isArray(value) && value.length === 0)) result[name] = value
  return result as { [K in keyof T]?: NonNullable<T[K]> }
}
