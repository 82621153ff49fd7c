import type { ItemMark, ParagraphKind, TopicLevel } from '../recommendations.entity.ts'

/** What a line of the title page is. */
export type FrontRole =
  | 'organ'
  | 'symbol'
  | 'distribution'
  | 'date'
  | 'language'
  | 'body'
  | 'session'
  | 'place and days'
  | 'agenda item'
  | 'title'
  | 'byline'
  | 'other'

/** Words, or the place of a note; `note` counts from 0 in `PrintedReport.notes`, null when the report prints no such note. */
export type Piece = string | { label: string; note: number | null }

/** One line of the title page, in print order. */
export interface FrontLine {
  role: FrontRole
  pieces: Piece[]
  /** Goes on from the line before, as the second line of a long title does. */
  continues?: boolean
}

export interface PrintedItem {
  mark: Exclude<ItemMark, 'inline letter'>
  /** As printed: "(a)", "1.", "II."; a dash for bullets. */
  label: string
  pieces: Piece[]
}

export type PrintedBlock =
  | { is: 'heading'; level: TopicLevel; numeral: string | null; pieces: Piece[] }
  | { is: 'unit'; kind: ParagraphKind; number: number; lead: Piece[]; items: PrintedItem[] }
  | { is: 'text'; pieces: Piece[] }

export interface PrintedNote {
  /** A number or stars. */
  label: string
  text: string
}

/**
 * A report as it is printed: title page, then headings, numbered paragraphs or Recommendations and texts in print order.
 * `printReportAsText`, `printReportAsWord` and the Akoma Ntoso writer print it; `readReport` reads the printed text again.
 */
export interface PrintedReport {
  front: FrontLine[]
  blocks: PrintedBlock[]
  notes: PrintedNote[]
}

/** Words of a draft; a note stands where its number will be printed. */
export type DraftWords = string | (string | { note: string })[]

/** One recommendation or paragraph to be numbered. */
export interface DraftUnit {
  /** The whole text, or what stands before the sub-items: "States parties should:". */
  text: DraftWords
  /** Sub-items without their letters: they become (a), (b) … */
  items?: DraftWords[]
}

export interface DraftSection {
  title: string
  units: DraftUnit[]
  /** Headings "1.", "2." within the section. */
  subSections?: { title: string; units: DraftUnit[] }[]
}

export interface DraftChapter {
  /** Without its numeral. A chapter of recommendations says so in its title. */
  title: string
  /** Numbered paragraphs (the reports of 2009 and 2010) or "Recommendation 1" (2019). */
  unitsAs?: ParagraphKind
  /** Framing paragraphs before the first section; always numbered paragraphs. */
  opening?: DraftUnit[]
  /** Units of a chapter without sections. */
  units?: DraftUnit[]
  sections?: DraftSection[]
}

/** The parts of a report before they are numbered. */
export interface ReportDraft {
  titlePage: {
    /** "Conference of the Parties to …" */
    organ?: string
    /** Only where one was given; none is made up. */
    symbol?: string
    /** ISO 8601; printed as "21 April 2009". */
    date?: string
    /** "English" */
    originalLanguage?: string
    /** "Working Group on Trafficking in Persons" */
    body?: string
    /** "Vienna, 14 and 15 April 2009" */
    placeAndDays?: string
    title: string
    byline?: string
  }
  chapters: DraftChapter[]
}
