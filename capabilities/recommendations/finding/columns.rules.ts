import {
  countAsks,
  countTopics,
  type FacetValue,
  type Filters,
  type Narrowing,
  pairsOf,
} from '../facets.rules.ts'
import type { Meeting } from '../recommendations.entity.ts'

/** What a list says of one report, as it stands between two changes. */
export interface ListedReport {
  id: string
  /** Another one whenever anything below has changed. */
  listing: string
  slug: string
  language: string
  enteredAtMs: number
  /** The meeting that it reports on. */
  meeting: Meeting | null
  /** Meetings that its chapters speak of. */
  named: readonly Meeting[]
  /**
   * Its recommendations in the order of print: place in the report, first day of the meeting as a number (0 where there
   * is none), numbers of the combinations of requests and of topics, and whether it prints another again.
   */
  rows: readonly (readonly [
    ordinal: number,
    meetingOn: number,
    asks: string,
    topics: string,
    reissue: boolean,
  ])[]
}

/**
 * All recommendations of the registry as columns, the newest meeting first and in the order of print. A column names a
 * value by its place among the known values.
 */
export interface Columns {
  reports: readonly ListedReport[]
  /** The same reports by their id, each with the rows of its recommendations by their place in it. */
  placeOf: ReadonlyMap<string, { report: number; rowOf: ReadonlyMap<number, number> }>
  length: number
  report: Uint32Array
  ordinal: Uint32Array
  meeting: Uint32Array
  asks: Uint32Array
  topics: Uint32Array
  reissue: Uint8Array
  /** First days as numbers. */
  meetings: readonly number[]
  askSets: readonly (readonly string[])[]
  topicSets: readonly (readonly string[])[]
  /** What is known of a meeting, by its first day. */
  meetingOf: ReadonlyMap<string, Meeting>
  languages: readonly string[]
}

/** Reads combinations by their numbers; one that is not known is empty. */
export type Members = (id: string) => readonly string[]

/** Puts the reports together. @param reports in the order of their ids */
export function columnsOf(reports: readonly ListedReport[], asks: Members, topics: Members): Columns {
  const rows = reports.flatMap((report, place) => report.rows.map(row => ({ place, row })))
  const byMeeting = Map.groupBy(rows, ({ row }) => row[1])
  const sorted = [...byMeeting.keys()].sort((a, b) => b - a).flatMap(day => byMeeting.get(day)!)
  const [days, askSets, topicSets] = [numbered<number>(), numbered<string>(), numbered<string>()]
  const columns = {
    reports,
    placeOf: new Map(reports.map(({ id }, report) => [id, { report, rowOf: new Map<number, number>() }])),
    length: sorted.length,
    report: new Uint32Array(sorted.length),
    ordinal: new Uint32Array(sorted.length),
    meeting: new Uint32Array(sorted.length),
    asks: new Uint32Array(sorted.length),
    topics: new Uint32Array(sorted.length),
    reissue: new Uint8Array(sorted.length),
  }
  sorted.forEach(({ place, row: [ordinal, meetingOn, asked, about, reissue] }, at) => {
    columns.report[at] = place
    columns.ordinal[at] = ordinal
    columns.meeting[at] = days.placeOf(meetingOn)
    columns.asks[at] = askSets.placeOf(asked)
    columns.topics[at] = topicSets.placeOf(about)
    columns.reissue[at] = reissue ? 1 : 0
    columns.placeOf.get(reports[place]!.id)!.rowOf.set(ordinal, at)
  })
  return {
    ...columns,
    meetings: days.values(),
    askSets: askSets.values().map(asks),
    topicSets: topicSets.values().map(topics),
    meetingOf: new Map(
      // What a report says of its own meeting counts before what others say.
      [...reports.flatMap(one => one.named), ...reports.flatMap(one => one.meeting ?? [])].map(meeting => [
        meeting.from,
        meeting,
      ]),
    ),
    languages: [...new Set(reports.map(one => one.language))],
  }
}

/** Values in the order in which they were first seen. */
function numbered<Value>() {
  const places = new Map<Value, number>()
  return {
    placeOf: (value: Value) => {
      const known = places.get(value)
      if (known !== undefined) return known
      places.set(value, places.size)
      return places.size - 1
    },
    values: () => [...places.keys()],
  }
}

/** What of a search only the database knows. */
export interface Looked {
  /** How well each row fits the words, less than 0 where it does not; undefined when no text is looked for. */
  ranks: Float64Array | undefined
  /** 1 for rows that are tied to a figure. */
  tied: Uint8Array
}

/** How many rows have each value of a facet, the filter of that facet left aside. */
interface Counts {
  topics: Uint32Array
  meetings: Uint32Array
  asks: Uint32Array
  /** Without a figure, and with one. */
  tied: [number, number]
}

export interface Found {
  /** Rows that fit all filters, in the order of the columns. */
  rows: number[]
  counts: Counts
}

/** Each filter is a bit of what a row misses. */
const missing = { topics: 1, meeting: 2, tied: 4, asks: 8 }

/**
 * Finds the rows that fit, and counts in the same walk: who misses one filter counts only for the facet of that filter,
 * who misses two counts nowhere.
 * @param widen narrower concepts of each that is wanted, and itself
 */
export function findRows(
  columns: Columns,
  filters: Filters,
  looked: Looked,
  widen: (concepts: readonly string[]) => string[],
): Found {
  const topics = missesOf(columns.topicSets, topicFit(filters, widen), missing.topics)
  const meetings = missesOf(columns.meetings, meetingFit(filters), missing.meeting)
  const asks = missesOf(columns.askSets, asksFit(filters), missing.asks)
  const ties = missesOf([false, true], tiedFit(filters), missing.tied)
  const reports = missesOf(columns.reports, reportFit(filters), 1)
  const rows: number[] = []
  const counts: Counts = {
    topics: new Uint32Array(columns.topicSets.length),
    meetings: new Uint32Array(columns.meetings.length),
    asks: new Uint32Array(columns.askSets.length),
    tied: [0, 0],
  }
  for (let row = 0; row < columns.length; row++) {
    if (looked.ranks && looked.ranks[row]! < 0) continue
    if (columns.reissue[row] && !filters.reissues) continue
    if (reports[columns.report[row]!]) continue
    const [topic, meeting, ask] = [columns.topics[row]!, columns.meeting[row]!, columns.asks[row]!]
    const tied = looked.tied[row] as 0 | 1
    const missed = topics[topic]! | meetings[meeting]! | ties[tied]! | asks[ask]!
    if (missed === 0) rows.push(row)
    if (missed === 0 || missed === missing.topics) counts.topics[topic]!++
    if (missed === 0 || missed === missing.meeting) counts.meetings[meeting]!++
    if (missed === 0 || missed === missing.tied) counts.tied[tied]++
    if (missed === 0 || missed === missing.asks) counts.asks[ask]!++
  }
  return { rows, counts }
}

/** Whether a value fits a filter; undefined when nothing is filtered by it. */
type Fit<Value> = ((value: Value) => boolean) | undefined

const missesOf = <Value>(values: readonly Value[], fits: Fit<Value>, bit: number): Uint8Array =>
  Uint8Array.from(values, value => (fits === undefined || fits(value) ? 0 : bit))

function topicFit(
  { topics }: Narrowing,
  widen: (concepts: readonly string[]) => string[],
): Fit<readonly string[]> {
  if (!topics?.length) return undefined
  const wanted = new Set(widen(topics))
  return concepts => concepts.some(concept => wanted.has(concept))
}

function meetingFit({ meetings }: Narrowing): Fit<number> {
  if (!meetings?.length) return undefined
  const wanted = new Set(meetings.map(from => Number(from.replaceAll('-', ''))))
  return day => wanted.has(day)
}

const tiedFit = ({ evidence }: Narrowing): Fit<boolean> =>
  evidence === undefined ? undefined : tied => tied === evidence

function asksFit({ addressees, forces }: Narrowing): Fit<readonly string[]> {
  if (!addressees?.length && !forces?.length) return undefined
  // Both must meet in one and the same request.
  return asks =>
    pairsOf(asks).some(
      ([who, how]) =>
        (!addressees?.length || addressees.includes(who)) && (!forces?.length || forces.includes(how)),
    )
}

function reportFit({ reports }: Filters): Fit<ListedReport> {
  if (!reports?.length) return undefined
  const wanted = new Set(reports)
  return ({ slug }) => wanted.has(slug)
}

/** How many there would be for each value of a filter, the other filters as they are. */
export interface Facets {
  addressees: FacetValue[]
  forces: FacetValue[]
  topics: FacetValue[]
  meetings: (FacetValue & { place: string | null; to: string })[]
  evidence: { with: number; without: number }
}

/** Says the counts in the words of the filters. @param widerOf all wider concepts of one */
export function facetsOf(
  columns: Columns,
  { counts }: Found,
  filters: Filters,
  widerOf: (concept: string) => readonly string[],
): { total: number; facets: Facets } {
  const { total, addressees, forces } = countAsks(
    counted(columns.askSets, counts.asks).map(({ value, count }) => ({ asks: value, count })),
    filters,
  )
  return {
    total,
    facets: {
      addressees,
      forces,
      topics: countTopics(
        counted(columns.topicSets, counts.topics).map(({ value, count }) => ({ concepts: value, count })),
        widerOf,
      ),
      meetings: counted(columns.meetings, counts.meetings)
        .filter(({ value }) => value !== 0)
        .sort((a, b) => b.value - a.value)
        .map(({ value, count }) => {
          const from = dayOf(value)
          const known = columns.meetingOf.get(from)
          return { value: from, count, place: known?.place ?? null, to: known?.to ?? from }
        }),
      evidence: { with: counts.tied[1], without: counts.tied[0] },
    },
  }
}

const counted = <Value>(values: readonly Value[], counts: Uint32Array) =>
  values.flatMap((value, place) => (counts[place] ? [{ value, count: counts[place] }] : []))

/** 20100127 as 2010-01-27. */
const dayOf = (day: number) => String(day).replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3')
