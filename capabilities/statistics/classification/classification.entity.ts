/** The four blocks of the international classification, in its order. */
export const blocks = ['event', 'victim', 'perpetrator', 'reporting-entity'] as const
export type Block = (typeof blocks)[number]

/**
 * The lists that facts are coded by, each in the block that it tells of. The grouping is ours: the classification's own
 * table of categories was not at hand.
 * @see International Classification for Administrative Data on Trafficking in Persons, 2025: event, victim, perpetrator,
 * reporting entity
 */
export const mappedLists: readonly { list: string; block: Block }[] = [
  { list: 'fact.kind', block: 'event' },
  { list: 'fact.exploitation', block: 'event' },
  { list: 'fact.means', block: 'event' },
  { list: 'fact.industry', block: 'event' },
  { list: 'fact.sex', block: 'victim' },
  { list: 'fact.age-group', block: 'victim' },
  { list: 'fact.age-band', block: 'victim' },
  { list: 'htcds.trafficking-status', block: 'victim' },
  { list: 'palermo.service-type', block: 'victim' },
  // Where a victim comes from and where the event took place: one list, shown once.
  { list: 'countries', block: 'victim' },
  { list: 'palermo.proceeding-stage', block: 'perpetrator' },
  { list: 'fact.agency-kind', block: 'reporting-entity' },
]

/** Longest IC-TIP code, in characters. */
export const icTipMax = 40

/** One code of a list and what it is in the classification; null where it is not mapped, or no longer. */
export interface CodeMapping {
  list: string
  code: string
  icTip: string | null
}

/** IC-TIP codes by list and code; what is not mapped is not there. */
export type IcTipCodes = ReadonlyMap<string, ReadonlyMap<string, string>>
