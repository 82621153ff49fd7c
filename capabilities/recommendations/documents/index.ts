import { isFirstPrint } from '../expressions/expressions.rules.ts'
import type { Meeting, ParagraphKind, Report } from '../recommendations.entity.ts'
import {
  type Group,
  type ReferenceLabel,
  referenceLabels,
  type Selection,
  selectInGroups,
} from './selection.ts'

/** One line of the index. */
export interface IndexEntry {
  number: string
  kind: ParagraphKind
  paragraph: number
  document: string
  hasSymbol: boolean
  /** Whether the document is the report of the very meeting that adopted it. */
  firstPrint: boolean
  meeting: Meeting | null
  addressees: string[]
  references: ReferenceLabel[]
}

/** A report that an index or a compilation draws on. */
export interface SourceDocument {
  symbol: string | null
  title: string | null
  date: string | null
}

/** Where to find what: theme, then meeting, then number with addressee and cross-references; or in another order. */
export interface RecommendationIndex {
  documents: SourceDocument[]
  groups: Group<IndexEntry>[]
}

/** Builds the index of a selection of recommendations. A page shows it and files print it, all from this one structure. */
export function buildIndex(reports: readonly Report[], selection: Selection = {}): RecommendationIndex {
  const groups = selectInGroups(reports, selection)
  return {
    documents: sourcesOf(groups),
    groups: mapEntries(groups, selected => ({
      number: selected.number,
      kind: selected.paragraph.kind,
      paragraph: selected.paragraph.number,
      document: selected.document,
      hasSymbol: selected.report.document.symbol !== null,
      firstPrint: isFirstPrint(selected.report.document),
      meeting: selected.meeting,
      addressees: selected.addressees,
      references: referenceLabels(selected),
    })),
  }
}

/** The same groups with other entries. */
export function mapEntries<From, To>(
  groups: readonly Group<From>[],
  change: (entry: From) => To,
): Group<To>[] {
  return groups.map(group => ({
    ...group,
    parts: group.parts.map(part => ({ ...part, entries: part.entries.map(change) })),
  }))
}

/** The reports that recommendations were taken from, in order of time. */
export function sourcesOf(groups: readonly Group<{ report: Report }>[]): SourceDocument[] {
  const reports = new Set(
    groups.flatMap(({ parts }) => parts.flatMap(({ entries }) => entries.map(e => e.report))),
  )
  return [...reports]
    .map(({ document: { symbol, title, date } }) => ({ symbol, title, date }))
    .sort((one, other) => ((one.date ?? '') < (other.date ?? '') ? -1 : 1))
}
