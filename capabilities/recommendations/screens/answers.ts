import type { CompiledBlock } from '../documents/compilation.ts'
import type {
  Atom,
  CitationKind,
  CitedRelation,
  Meeting,
  ParagraphKind,
  ReportDocument,
  Topic,
} from '../recommendations.entity.ts'
import type { Stretch } from '../search.rules.ts'
import type { TopicAnswer } from '../topics/screens/answers.ts'

/** What the server of this capability answers, as its shapes say. */

export interface FacetValue {
  value: string
  count: number
}

export interface ListAnswer {
  total: number
  page: number
  pages: number
  recommendations: {
    report: string
    address: string
    number: number
    kind: ParagraphKind
    citation: string
    language: string
    meeting: Meeting | null
    theme: string
    addressees: string[]
    forces: string[]
    subItems: number
    excerpt: Stretch[]
    evidence: boolean
    reissue: boolean
  }[]
  facets: {
    addressees: FacetValue[]
    forces: FacetValue[]
    topics: FacetValue[]
    meetings: (FacetValue & { place: string | null; to: string })[]
    evidence: { with: number; without: number }
  }
}

export interface Place {
  report: string
  address: string
  number: number
  kind: ParagraphKind
  citation: string
  text: string
  document: ReportDocument
}

export interface Reference {
  origin: 'printed' | 'derived'
  direction: 'above' | 'below' | null
  fromSub: string | null
  toSub: string | null
  literal: string | null
  scope: 'paragraph' | 'sub-item' | 'open' | null
  scopeInDoubt: boolean
  other: Place | null
  otherNumber: number
  printedIn: Omit<Place, 'text'> | null
}

export interface Tie {
  id: string
  version: number
  sub: string | null
  indicator: string
  tiedAt: string
}

export interface RecommendationAnswer extends Place {
  language: string
  meeting: Meeting | null
  topics: Topic[]
  theme: string
  about: TopicAnswer[]
  blocks: CompiledBlock[]
  items: { letter: string; text: string; citation: string }[]
  atoms: Pick<
    Atom,
    | 'sub'
    | 'addressee'
    | 'addresseeOrigin'
    | 'deontic'
    | 'deonticLiteral'
    | 'text'
    | 'leadIn'
    | 'issuer'
    | 'delegate'
    | 'qualifiers'
  >[]
  references: Reference[]
  referredBy: Reference[]
  citations: {
    kind: CitationKind
    relation: CitedRelation
    target: string
    of: string | null
    literal: string
    sub: string | null
    leadsTo: Place | null
  }[]
  citedBy: (Place & { relation: CitedRelation; literal: string })[]
  expressions: (Place & { likeness: number; first: boolean })[]
  evidence: Tie[]
  openFlags: number
  before: string | null
  after: string | null
}

export interface IndicatorAnswer {
  id: string
  facts: 'victim' | 'service' | 'proceeding' | 'return'
  share: boolean
  years: number[]
  lines: { code: string; label: string | null; values: (number | null)[] }[]
  withheld: number
  threshold: number
  total: number | null
  changedAt: string
}

export interface Counts {
  recommendations: number
  withSubItems: number
  subItems: number
  atoms: number
  suggestions: number
  crossReferences: number
  derivedReferences: number
  flags: number
}

export interface ReportAnswer extends Counts {
  slug: string
  language: string
  document: ReportDocument
  enteredAt: string
  openFlags: number
  reissued: number
}

export interface Doubt {
  code: string
  literal: string
  what: string
  remedy: string
  /** What the sentences name; with the code they can be said in any language. */
  named: string[]
  line: number
  para: number | null
  sub: string | null
}

export interface PreviewAnswer extends Counts {
  document: ReportDocument
  fileKind: 'text' | 'pdf' | 'word'
  pages: number | null
  known: string | null
  sameMeeting: { slug: string; title: string | null; symbol: string | null }[]
  addressees: FacetValue[]
  doubts: Doubt[]
  first: { number: number; kind: ParagraphKind; text: string }[]
}
