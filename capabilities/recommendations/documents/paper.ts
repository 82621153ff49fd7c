import type { Meeting } from '../recommendations.entity.ts'
import type { Compilation, CompiledBlock, CompiledRecommendation } from './compilation.ts'
import type { RecommendationIndex, SourceDocument } from './index.ts'
import type { Group, GroupLabel, ReferenceLabel } from './selection.ts'
import { type DocumentWords, ENGLISH_WORDS } from './words.ts'

/** Where one reference of a paper leads: a number of the same paper, or a place in another document. */
export interface PaperReference {
  text: string
  position: number | null
}

/** One line of an index; `document` is empty where the heading says enough. */
export interface PaperRow {
  number: string
  addressees: string
  references: PaperReference[]
  document: string
}

export interface PaperRecommendation {
  position: number
  /** Where it is printed. */
  source: string
  addressees: string
  /** As printed, in the language of the report. */
  blocks: CompiledBlock[]
  references: PaperReference[]
}

export interface PaperPart {
  title: string
  rows: PaperRow[]
  recommendations: PaperRecommendation[]
}

/** An index, a compilation, a comparison or candidates in the words of one language, ready to be printed as text, Word, PDF or Akoma Ntoso. */
export interface Paper {
  kind: 'index' | 'compilation' | 'comparison' | 'candidates'
  language: string
  rightToLeft: boolean
  title: string
  sourcesTitle: string
  sources: string[]
  /** What a reader needs to know first, or empty. */
  lead: string
  /** Heads of the four columns of an index. */
  columns: [number: string, addressees: string, references: string, document: string]
  listSeparator: string
  seeAlso: string
  page: string
  groups: { title: string; parts: PaperPart[] }[]
}

/** An index in the words of one language. */
export function paperOfIndex(index: RecommendationIndex, words: DocumentWords = ENGLISH_WORDS): Paper {
  const meetingName = meetingNames(index, words)
  return {
    ...frameOf('index', words.indexTitle, index.documents, words),
    groups: index.groups.map(group => ({
      title: titleOf(group, words),
      parts: group.parts.map(part => ({
        title: titleOf(part, words),
        recommendations: [],
        rows: part.entries.map(entry => ({
          number: words.numberOf(entry.kind, entry.paragraph, null),
          addressees: namesOf(entry.addressees, words),
          references: referencesOf(entry.references, entry.document, words, meetingName),
          document: entry.firstPrint && !entry.hasSymbol ? '' : entry.document || words.unknownDocument,
        })),
      })),
    })),
  }
}

/** A compilation in the words of one language; the recommendations stay in the words of their reports. */
export function paperOfCompilation(compilation: Compilation, words: DocumentWords = ENGLISH_WORDS): Paper {
  const meetingName = meetingNames(compilation, words)
  return {
    ...frameOf('compilation', words.compilationTitle, compilation.documents, words),
    groups: compilation.groups.map(group => ({
      title: titleOf(group, words),
      parts: group.parts.map(part => ({
        title: titleOf(part, words),
        rows: [],
        recommendations: part.entries.map(entry => ({
          position: entry.position,
          source: sourceOf(entry, words),
          addressees: namesOf(entry.addressees, words),
          blocks: entry.blocks,
          references: referencesOf(entry.references, entry.document, words, meetingName),
        })),
      })),
    })),
  }
}

/** What every paper has before its groups. */
export function frameOf(
  kind: Paper['kind'],
  title: string,
  documents: readonly SourceDocument[],
  words: DocumentWords,
) {
  return {
    kind,
    title,
    language: words.language,
    rightToLeft: words.language === 'ar',
    sourcesTitle: words.documents,
    sources: documents.map(({ symbol, title, date }) =>
      [symbol, title, symbol || title ? null : words.unknownDocument, date].filter(Boolean).join(', '),
    ),
    lead: '',
    columns: [words.number, words.addressee, words.references, words.document] as Paper['columns'],
    seeAlso: words.seeAlso,
    page: words.page,
    listSeparator: words.listSeparator,
  }
}

function titleOf(label: GroupLabel, words: DocumentWords): string {
  if (label.by === 'theme') return words.themeTitle(label.id, label.title)
  if (label.by === 'addressee') return words.addresseeName(label.title)
  return label.meeting
    ? words.meetingTitle(label.meeting)
    : `${words.noMeeting}: ${label.title || words.unknownDocument}`
}

/** A meeting's year, or its full name where two meetings share a year. */
function meetingNames(
  {
    groups,
  }: { groups: readonly Group<{ meeting: Meeting | null; references: readonly ReferenceLabel[] }>[] },
  words: DocumentWords,
): (meeting: Meeting) => string {
  const daysOf = new Map<number, Set<string>>()
  for (const { parts } of groups)
    for (const { entries } of parts)
      for (const entry of entries)
        for (const { meeting } of [entry, ...entry.references])
          if (meeting) daysOf.set(meeting.year, (daysOf.get(meeting.year) ?? new Set()).add(meeting.from))
  return meeting =>
    daysOf.get(meeting.year)?.size === 1 ? String(meeting.year) : words.meetingTitle(meeting)
}

/** The number, with the document where it is not the report of that very meeting. */
function sourceOf(
  { document, hasSymbol, firstPrint, kind, paragraph }: CompiledRecommendation,
  words: DocumentWords,
): string {
  const number = words.numberOf(kind, paragraph, null)
  return firstPrint && !hasSymbol
    ? number
    : [words.isolated(document || words.unknownDocument), number].join(words.comma)
}

const namesOf = (addressees: readonly string[], words: DocumentWords) =>
  addressees.map(words.addresseeName).join(words.listSeparator)

/**
 * A reference within the paper is its number there; one to another report names its meeting. What the reference before
 * has said already, sub-item and meeting, is not said again.
 */
function referencesOf(
  references: readonly ReferenceLabel[],
  from: string,
  words: DocumentWords,
  meetingName: (meeting: Meeting) => string,
): PaperReference[] {
  const printed: PaperReference[] = []
  let [subBefore, placeBefore]: [string | null, string] = [null, '']
  for (const { fromSub, toSub, origin, position, kind, paragraph, document, meeting } of references) {
    const elsewhere =
      position !== null || document === from ? '' : meeting ? meetingName(meeting) : words.isolated(document)
    const sub = toSub ? ` (${toSub})` : ''
    const place = `${elsewhere} ${kind}`
    const number =
      position !== null
        ? `${position}${sub}`
        : place === placeBefore && fromSub === subBefore
          ? `${paragraph}${sub}`
          : [elsewhere, words.numberOf(kind, paragraph, toSub)].filter(Boolean).join(words.comma)
    const start = fromSub && fromSub !== subBefore ? `${words.isolated(`(${fromSub})`)}: ` : ''
    const unprinted = origin === 'printed' ? '' : ` [${words[origin]}]`
    printed.push({ text: words.isolated(`${start}${number}${unprinted}`), position })
    subBefore = fromSub
    placeBefore = position === null ? place : ''
  }
  return printed
}
