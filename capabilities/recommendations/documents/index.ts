import type { Meeting, ParagraphKind, Report } from '../recommendations.entity.ts'
import { type ReferenceLabel, type SelectedRecommendation, selectByTheme } from './selection.ts'

/** One line of the index. */
export interface IndexEntry {
  number: string
  kind: ParagraphKind
  paragraph: number
  document: string
  addressees: string[]
  references: ReferenceLabel[]
}

export interface IndexMeeting {
  /** Null for a report that prints no days. */
  meeting: Meeting | null
  entries: IndexEntry[]
}

export interface IndexTheme {
  id: string
  title: string
  meetings: IndexMeeting[]
}

/** Where to find what: theme, then meeting, then number with addressee and cross-references. */
export interface RecommendationIndex {
  documents: { symbol: string | null; title: string | null; date: string | null }[]
  themes: IndexTheme[]
}

/** Builds the index of a set of reports. A page shows it and Word prints it, both from this one structure. */
export function buildIndex(reports: readonly Report[]): RecommendationIndex {
  return {
    documents: reports.map(({ document: { symbol, title, date } }) => ({ symbol, title, date })),
    themes: selectByTheme(reports).map(({ theme, recommendations }) => ({
      id: theme.id,
      title: theme.title,
      meetings: byMeeting(recommendations).map(([meeting, selected]) => ({
        meeting,
        entries: selected.map(({ number, paragraph, document, addressees, references }) => ({
          number,
          kind: paragraph.kind,
          paragraph: paragraph.number,
          document,
          addressees,
          references,
        })),
      })),
    })),
  }
}

/** Neighbours of one meeting together; the order of the selection stays. */
export function byMeeting(
  selected: readonly SelectedRecommendation[],
): [Meeting | null, SelectedRecommendation[]][] {
  const groups = new Map<string, [Meeting | null, SelectedRecommendation[]]>()
  for (const one of selected) {
    const key = one.meeting ? `${one.meeting.from} ${one.meeting.to}` : one.document
    const group = groups.get(key)
    if (group) {
      group[1].push(one)
      // One report may print the place that another leaves out.
      if (!group[0]?.place && one.meeting?.place) group[0] = one.meeting
    } else groups.set(key, [one.meeting, [one]])
  }
  return [...groups.values()]
}
