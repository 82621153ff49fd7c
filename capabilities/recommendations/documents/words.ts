import type { EditKind } from '../expressions/differences.rules.ts'
import type { Meeting, ParagraphKind } from '../recommendations.entity.ts'

/** The words that a printed index, compilation or comparison adds to the recommendations. A language brings its own. */
export interface DocumentWords {
  language: string
  indexTitle: string
  compilationTitle: string
  documents: string
  number: string
  document: string
  addressee: string
  references: string
  seeAlso: string
  /** Drawn from a reference that is printed the other way. */
  derived: string
  /** Said by a person, printed by no report. */
  accepted: string
  noMeeting: string
  unknownDocument: string
  page: string
  comparison: {
    title: string
    /** What struck through and underlined say. */
    lead: string
    otherWords: string
    sameWords: string
    onlyFrom: string
    onlyTo: string
    edits: Record<EditKind, string>
  }
  /** Between two names of one line. */
  listSeparator: string
  comma: string
  /** Keeps a name in another script together where the line runs the other way. */
  isolated(text: string): string
  numberOf(kind: ParagraphKind, number: number, sub: string | null): string
  addresseeName(printed: string): string
  themeTitle(id: string, title: string): string
  meetingTitle(meeting: Meeting): string
}

/** How a document is printed. */
export interface Printing {
  /** ISO 8601 instant written into the file's properties; handed in, so that equal content gives equal bytes. */
  issuedAt: string
  words?: DocumentWords
}

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

export const ENGLISH_WORDS: DocumentWords = {
  language: 'en',
  indexTitle: 'Index of recommendations',
  compilationTitle: 'Compilation of recommendations',
  documents: 'Reports',
  number: 'Number',
  document: 'Document',
  addressee: 'Addressed to',
  references: 'Cross-references',
  seeAlso: 'See also:',
  derived: 'derived',
  accepted: 'accepted, not printed',
  noMeeting: 'Meeting not stated',
  unknownDocument: 'Document without a symbol',
  page: 'Page',
  comparison: {
    title: 'Comparison of two documents',
    lead: 'Words that are struck through stand in the first document alone, underlined ones in the second alone.',
    otherWords: 'In other words',
    sameWords: 'In the same words',
    onlyFrom: 'In the first document alone',
    onlyTo: 'In the second document alone',
    edits: {
      renaming: 'a body called by its later name',
      tense: 'reported speech set in the present',
      'cross-reference': 'a cross-reference put in or taken out',
      words: 'other words',
    },
  },
  listSeparator: '; ',
  comma: ', ',
  isolated: text => text,
  numberOf: (kind, number, sub) =>
    `${kind === 'Recommendation' ? 'Recommendation' : 'para.'} ${number}${sub ? ` (${sub})` : ''}`,
  addresseeName: printed => printed,
  themeTitle: (_, title) => title,
  meetingTitle: meeting =>
    [`${meeting.year}`, [meeting.place, daysInWords(meeting)].filter(Boolean).join(', ')].join(': '),
}

function daysInWords({ from, to }: Meeting): string {
  const [first, last] = [dayInWords(from), dayInWords(to)]
  if (from === to) return last
  const link = Date.parse(to) - Date.parse(from) === 86_400_000 ? 'and' : 'to'
  return from.slice(0, 7) === to.slice(0, 7)
    ? `${Number(from.slice(8))} ${link} ${last}`
    : `${first} ${link} ${last}`
}

/** "21 April 2009" from an ISO date. */
export function dayInWords(date: string): string {
  return `${Number(date.slice(8))} ${MONTHS[Number(date.slice(5, 7)) - 1]} ${date.slice(0, 4)}`
}
