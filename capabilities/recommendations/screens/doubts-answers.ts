import type { EditKind } from '../expressions/differences.rules.ts'
import type { ParagraphKind, ReportDocument } from '../recommendations.entity.ts'
import type { Doubt } from './answers.ts'

/** What the server answers about doubts, remarks and comparisons, as its shapes say. */

export type Decision = 'reading-right' | 'read-otherwise' | 'reading-wrong' | 'print-wrong'
export type CorrectedField = 'addressee' | 'deontic'

export interface CorrectableAtom {
  place: number
  sub: string | null
  addressee: string
  deontic: string
  text: string
}

export interface FlagAnswer extends Doubt {
  id: string
  version: number
  report: string
  document: ReportDocument
  address: string | null
  page: number | null
  compared: boolean
  source: { before: string; found: string; after: string; firstLine: number; firstPage: number | null }
  atoms: CorrectableAtom[]
  inParagraph: boolean
  settled: { decision: Decision; remark: string; by: string; at: string } | null
}

export interface ErratumAnswer {
  id: string
  version: number
  address: string
  number: number
  kind: ParagraphKind
  sub: string | null
  printed: string
  meant: string
  remark: string
  by: string
  at: string
}

export interface RemarksAnswer {
  reservations: {
    literal: string
    note: string | null
    report: string
    address: string
    number: number
    text: string
  }[]
  errata: ErratumAnswer[]
  corrections: {
    id: string
    version: number
    place: number
    sub: string | null
    field: CorrectedField
    read: string
    said: string
    remark: string
    by: string
    at: string
  }[]
  atoms: CorrectableAtom[]
}

export interface ComparedPlace {
  address: string
  number: number
  kind: ParagraphKind
}

export interface ComparedStretch {
  is: 'same' | 'removed' | 'added'
  text: string
  kind: EditKind | null
}

export interface ComparedPair {
  from: ComparedPlace
  to: ComparedPlace
  likeness: number
  edits: { kind: EditKind; from: string; to: string; sub: string | null }[]
  stretches: ComparedStretch[]
}

export interface ComparisonAnswer {
  from: { slug: string; language: string; document: ReportDocument }
  to: { slug: string; language: string; document: ReportDocument }
  pairs: ComparedPair[]
  onlyFrom: (ComparedPlace & { text: string })[]
  onlyTo: (ComparedPlace & { text: string })[]
}
