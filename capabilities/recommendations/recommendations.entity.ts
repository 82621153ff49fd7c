/** A stretch of text: offsets in UTF-16 units, `end` not included. */
export interface Span {
  start: number
  end: number
}

/** Lines of the source file, counted from 1, both included. */
export interface LineRange {
  from: number
  to: number
}

/** A stretch of read text that was copied, unchanged, from the source. */
export interface Run {
  at: number
  source: number
  length: number
}

export type DropReason = 'number' | 'list mark' | 'markup' | 'note marker' | 'line-end hyphen'

/** Characters of the source that stand in no read text, and why. */
export interface Dropped extends Span {
  why: DropReason
}

/** A meeting, as far as the report prints it. Dates are ISO 8601. */
export interface Meeting {
  place: string | null
  from: string
  to: string
  year: number
  literal: string
}

export type DocumentKind =
  | 'meeting report'
  | 'draft report'
  | "chair's report"
  | 'background paper'
  | 'report'

export interface ReportDocument {
  /** Printed on the title page or in a running header; never inferred from elsewhere. */
  symbol: string | null
  /** Date of distribution, ISO 8601. */
  date: string | null
  title: string | null
  byline: string | null
  kind: DocumentKind
  meeting: Meeting | null
}

export type TopicLevel = 'chapter' | 'section' | 'sub-section' | 'unnumbered'

/** A heading. Its level comes from its numeral, never from its typography. */
export interface Topic {
  level: TopicLevel
  numeral: string | null
  title: string
  line: number
}

export interface Chapter extends Topic {
  level: 'chapter'
  holdsRecommendations: boolean
  meeting: Meeting | null
}

export type ItemMark = 'letter' | 'inline letter' | 'bullet' | 'number' | 'roman'

/** A sub-item. `start` and `end` bound its words, without the mark, in the paragraph's text. */
export interface Item extends Span {
  mark: ItemMark
  /** Only lettered sub-items have one: they are what a citation names. */
  letter: string | null
  label: string | null
  text: string
}

/** The place of a note's number in the text. */
export interface NoteUse {
  label: string
  at: number
  literal: string
  /** Position in `Report.notes`; null when the file holds no such note. */
  note: number | null
}

export interface Note {
  label: string
  literal: string
  text: string
  /** What an "ibid." stands for, written out; null for other notes. */
  resolved: string | null
  /** Label of the note that an "ibid." points to. */
  sameAs: string | null
  source: Span
  lines: LineRange
}

/** Two halves of a text that the page had parted. */
export interface Join {
  at: number
  over: 'page break' | 'note' | 'running header'
  line: number
}

export type ParagraphKind = 'paragraph' | 'Recommendation'
export type ParagraphRole = 'recommendation' | 'framing' | 'other'

export interface Paragraph {
  number: number
  kind: ParagraphKind
  role: ParagraphRole
  /** From the chapter down. */
  topics: Topic[]
  meeting: Meeting | null
  text: string
  items: Item[]
  notes: NoteUse[]
  joins: Join[]
  /** Where the words come from; together with `dropped`, every printed character of the paragraph. */
  runs: Run[]
  dropped: Dropped[]
  source: Span
  lines: LineRange
}

export type AddresseeOrigin =
  | 'explicit'
  | 'inherited'
  | 'anaphora'
  | 'shared subject'
  | 'as printed'
  | 'not stated'

export interface Predicate {
  verb: string | null
  /** "seek to", "endeavour to" and the like: they soften the verb and are kept apart from it. */
  effort: string | null
  negated: boolean
}

/** One pair of addressee and deontic head: what somebody can be asked to act on. */
export interface Atom {
  para: number
  kind: ParagraphKind
  sub: string | null
  /** Counted from 1 within the paragraph or sub-item. */
  sentence: number
  addressee: string
  addresseeOrigin: AddresseeOrigin
  deontic: string
  /** The head as it stands in the text or, for an inheriting sub-item, in the lead-in. */
  deonticLiteral: string
  text: string
  /** The lead-in that a sub-item inherits from; null when the atom stands alone. */
  leadIn: string | null
  issuer: string | null
  delegate: string | null
  qualifiers: string[]
  predicate: Predicate
  /** In the paragraph's text. */
  at: Span
  /** In the file. */
  source: Span
}

export type Direction = 'above' | 'below'
export type ReferenceScope = 'paragraph' | 'sub-item' | 'open'

export interface CrossReference {
  fromPara: number
  fromSub: string | null
  toPara: number
  toSub: string | null
  /** Null when the report prints none. */
  direction: Direction | null
  literal: string
  origin: 'printed'
  /** What the reference governs: printed on a last sub-item, it may stand for the whole paragraph. */
  scope: ReferenceScope
  scopeInDoubt: boolean
  /** Whether the target refers back: to this very place, to this paragraph, or not at all. */
  returned: 'exactly' | 'by paragraph' | 'never'
  source: Span
}

/** The way back that the report does not print. */
export interface DerivedReference {
  fromPara: number
  fromSub: string | null
  toPara: number
  toSub: string | null
  direction: Direction | null
  origin: 'derived'
}

export type CitationKind =
  | 'treaty article'
  | 'treaty series'
  | 'decision'
  | 'resolution'
  | 'document'
  | 'publication'
  | 'earlier recommendation'
  | 'present report'

export type CitedRelation = 'recalls' | 'builds on' | 'reaffirms' | 'reservation' | 'cites'

export interface Citation {
  kind: CitationKind
  literal: string
  /** What is cited: an article, a number, a symbol. */
  target: string
  /** The treaty, the organ or the report that it belongs to, as printed. */
  of: string | null
  relation: CitedRelation
  para: number | null
  paraKind: ParagraphKind | null
  sub: string | null
  /** Label of the note that holds the citation; null when it stands in the text. */
  note: string | null
  source: Span
}

export interface FlagPlace {
  line: number
  para: number | null
  sub: string | null
  source: Span
}

/** Something doubtful. The text is kept as read; a person decides. */
export interface Flag {
  code: string
  where: FlagPlace
  literal: string
  /** In English; screens write it in the reader's language from `code` and `values`. */
  what: string
  remedy: string
  /** What the sentences name: numbers and words of the text. */
  values: string[]
}

export type PartKind = 'front' | 'heading' | 'paragraph' | 'text' | 'note' | 'furniture' | 'rule'

/** The whole file, part by part and in order: nothing printed stands outside the parts. */
export interface Part extends Span {
  kind: PartKind
  text: string
  line: number
}

export interface Report {
  document: ReportDocument
  chapters: Chapter[]
  paragraphs: Paragraph[]
  atoms: Atom[]
  /** Weaker than a recommendation: "may wish to", outside a chapter of recommendations. */
  suggestions: Atom[]
  crossReferences: CrossReference[]
  derivedReferences: DerivedReference[]
  citations: Citation[]
  notes: Note[]
  flags: Flag[]
  parts: Part[]
}

export type ReportProblemCode =
  | 'empty'
  | 'binary'
  | 'too long'
  | 'too big'
  | 'other language'
  | 'scan'
  | 'table'
  | 'damaged pdf'
  | 'damaged word'
  | 'locked'
  | 'unpacks too large'
  | 'too slow'
  | 'old word'
  | 'other format'
  | 'picture'
  | 'no paragraphs'
  | 'not a report'

/** Why a file cannot be read as a report. `sentence` says what, where and what to do: `what` and `remedy` together. */
export interface ReportProblem {
  code: ReportProblemCode
  sentence: string
  what: string
  remedy: string
  /** What the sentence names: a language, a size. */
  values: string[]
}

export type Reading = { ok: true; report: Report } | { ok: false; problem: ReportProblem }
