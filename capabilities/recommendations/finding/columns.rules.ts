import {
  countAsks,
  countTopics,
  type FacetValue,
  type Filters,
  type Narrowing,
  pairsOf,
} from '../facets.rules.ts'
import type { Meeting } from '../recommendations.entity.ts'

/** A recommendation as it is listed, with the places of its combinations among all that are known. */
export interface ListedRow {
  /** Its place in the report. */
  ordinal: number
  /** First day of its meeting as a number, 20100127; 0 where there is none. */
  day: number
  asks: number
  topics: number
  reissue: boolean
}

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
  rows: ReportRows
}

/** The recommendations of a report as columns, the newest meeting first and in the order of print. */
interface ReportRows {
  ordinal: Uint32Array
  asks: Uint32Array
  topics: Uint32Array
  reissue: Uint8Array
  /** Which of them speak of which day. */
  runs: readonly { day: number; from: number; to: number }[]
  placeOf: ReadonlyMap<number, number>
}

/** Puts the recommendations of a report into columns. @param rows in any order */
export function rowsOfReport(rows: readonly ListedRow[]): ReportRows {
  const sorted = rows.toSorted((a, b) => b.day - a.day || a.ordinal - b.ordinal)
  const days = [...new Set(sorted.map(row => row.day))]
  return {
    ordinal: Uint32Array.from(sorted, row => row.ordinal),
    asks: Uint32Array.from(sorted, row => row.asks),
    topics: Uint32Array.from(sorted, row => row.topics),
    reissue: Uint8Array.from(sorted, row => (row.reissue ? 1 : 0)),
    runs: days.map(day => ({
      day,
      from: sorted.findIndex(row => row.day === day),
      to: 1 + sorted.findLastIndex(row => row.day === day),
    })),
    placeOf: new Map(sorted.map((row, place) => [row.ordinal, place])),
  }
}

/**
 * All recommendations of the registry as columns, the newest meeting first and in the order of print. A column names a
 * value by its place among the known values.
 */
export interface Columns {
  reports: readonly ListedReport[]
  length: number
  report: Uint32Array
  ordinal: Uint32Array
  meeting: Uint32Array
  asks: Uint32Array
  topics: Uint32Array
  reissue: Uint8Array
  /** First days as numbers. */
  meetings: readonly number[]
  askSets: Combinations
  topicSets: Combinations
  /** What is known of a meeting, by its first day. */
  meetingOf: ReadonlyMap<string, Meeting>
  languages: readonly string[]
  /** The row of a recommendation; undefined when it is not listed. */
  rowOf: (report: string, ordinal: number) => number | undefined
}

/** Combinations of requests or of topics by their places; later ones may be added at the end. */
export type Combinations = readonly (readonly string[])[]

/** Puts the reports together. @param reports in the order of their ids */
export function columnsOf(
  reports: readonly ListedReport[],
  askSets: Combinations,
  topicSets: Combinations,
): Columns {
  const runs = reports
    .flatMap(({ rows }, report) => rows.runs.map(run => ({ ...run, report, rows })))
    .sort((a, b) => b.day - a.day)
  const meetings = [...new Set(runs.map(run => run.day))]
  const meetingAt = new Map(meetings.map((day, place) => [day, place]))
  const length = reports.reduce((sum, { rows }) => sum + rows.ordinal.length, 0)
  const [report, ordinal, meeting] = [
    new Uint32Array(length),
    new Uint32Array(length),
    new Uint32Array(length),
  ]
  const [asks, topics, reissue] = [new Uint32Array(length), new Uint32Array(length), new Uint8Array(length)]
  const rowsAt = reports.map(({ rows }) => new Uint32Array(rows.ordinal.length))
  let at = 0
  for (const { day, from, to, report: place, rows } of runs) {
    const end = at + to - from
    report.fill(place, at, end)
    meeting.fill(meetingAt.get(day)!, at, end)
    ordinal.set(rows.ordinal.subarray(from, to), at)
    asks.set(rows.asks.subarray(from, to), at)
    topics.set(rows.topics.subarray(from, to), at)
    reissue.set(rows.reissue.subarray(from, to), at)
    for (let row = from; row < to; row++) rowsAt[place]![row] = at++
  }
  const reportAt = new Map(reports.map(({ id }, place) => [id, place]))
  // What a report says of its own meeting counts before what others say.
  const told = [...reports.flatMap(one => one.named), ...reports.flatMap(one => one.meeting ?? [])]
  return {
    ...{ reports, length, report, ordinal, meeting, asks, topics, reissue, meetings, askSets, topicSets },
    meetingOf: new Map(told.map(one => [one.from, one])),
    languages: [...new Set(reports.map(one => one.language))],
    rowOf: (id, ordinal) => {
      const place = reportAt.get(id)
      const row = place === undefined ? undefined : reports[place]!.rows.placeOf.get(ordinal)
      return row === undefined ? undefined : rowsAt[place!]![row]
    },
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
