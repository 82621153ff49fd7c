import { asksSeparator } from './recommendations.rules.ts'

/** What narrows a list, beside the text that is looked for. Values of one filter are alternatives. */
export interface Narrowing {
  addressees?: readonly string[]
  /** Words of obligation, e.g. 'should consider'. */
  forces?: readonly string[]
  /** Keys of concepts; what is narrower is meant too. */
  topics?: readonly string[]
  /** First days of meetings. */
  meetings?: readonly string[]
  /** True: only those tied to a figure; false: only those without. */
  evidence?: boolean
}

/** What narrows a list. Filters together all hold. */
export interface Filters extends Narrowing {
  /** As typed: words by their stem, "in quotes" exactly as written. */
  text?: string
  /** Slugs of reports. */
  reports?: readonly string[]
  /** Also list what a later document prints again. */
  reissues?: boolean
}

/** How many recommendations have the same topics. */
export interface TopicsAlike {
  concepts: readonly string[]
  count: number
}

/**
 * Counts topics; what has a narrower topic counts for every wider one, once.
 * @param widerOf all wider concepts of one
 */
export function countTopics(
  groups: readonly TopicsAlike[],
  widerOf: (concept: string) => readonly string[],
): FacetValue[] {
  const counts = new Map<string, { count: number; group: number }>()
  groups.forEach(({ concepts, count }, group) => {
    const see = (concept: string) => {
      const known = counts.get(concept)
      if (!known) counts.set(concept, { count, group })
      else if (known.group !== group) {
        known.count += count
        known.group = group
      }
    }
    for (const concept of concepts) {
      see(concept)
      for (const wider of widerOf(concept)) see(wider)
    }
  })
  return [...counts].map(([value, { count }]) => ({ value, count })).sort(byCount)
}

/** How many recommendations ask the same of the same. */
export interface AskingAlike {
  /** Pairs of addressee and obligation. */
  asks: readonly string[]
  count: number
}

export interface FacetValue {
  value: string
  count: number
}

/**
 * Counts who is asked and how strongly. An addressee is counted as the chosen obligations leave it, an obligation as
 * the chosen addressees leave it; both must meet in one and the same request.
 * @param groups recommendations that fit all other filters
 */
export function countAsks(
  groups: readonly AskingAlike[],
  wanted: Pick<Narrowing, 'addressees' | 'forces'>,
): { total: number; addressees: FacetValue[]; forces: FacetValue[] } {
  const [addressees, forces] = [new Map<string, number>(), new Map<string, number>()]
  let total = 0
  for (const { asks, count } of groups) {
    const pairs = pairsOf(asks)
    const whoFits = pairs.filter(([who]) => allows(wanted.addressees, who))
    const howFits = pairs.filter(([, how]) => allows(wanted.forces, how))
    const isFree = !wanted.addressees?.length && !wanted.forces?.length
    if (isFree || whoFits.some(([, how]) => allows(wanted.forces, how))) total += count
    for (const who of new Set(howFits.map(([who]) => who))) add(addressees, who, count)
    for (const how of new Set(whoFits.map(([, how]) => how))) add(forces, how, count)
  }
  return { total, addressees: mostFirst(addressees), forces: mostFirst(forces) }
}

/** Addressee and obligation of each request. */
export const pairsOf = (asks: readonly string[]): [who: string, how: string][] =>
  asks.map(pair => pair.split(asksSeparator) as [string, string])

const allows = (values: readonly string[] | undefined, value: string) =>
  !values?.length || values.includes(value)

const add = (counts: Map<string, number>, value: string, count: number) =>
  counts.set(value, (counts.get(value) ?? 0) + count)

const mostFirst = (counts: ReadonlyMap<string, number>): FacetValue[] =>
  [...counts].map(([value, count]) => ({ value, count })).sort(byCount)

/** The most frequent first; among equals by name. */
export const byCount = (a: FacetValue, b: FacetValue): number =>
  b.count - a.count || (a.value < b.value ? -1 : 1)
