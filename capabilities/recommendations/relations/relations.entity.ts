import type { CitedRelation, ParagraphKind } from '../recommendations.entity.ts'

/** What one recommendation is to another: the later one `from`, the earlier one `to`. */
export const relationTypes = ['recalls', 'builds on', 'repeats', 'narrows', 'supersedes', 'related'] as const
export type RelationType = (typeof relationTypes)[number]

/** Whether two recommendations are meant as a whole, or lettered sub-items of theirs. */
export type RelationLevel = 'paragraph' | 'sub-item'

/** Who says so: the print, a rule about the print, the proposer, a person who accepted it, a person of her own accord. */
export const relationOrigins = ['printed', 'derived', 'proposed', 'accepted', 'by hand'] as const
export type RelationOrigin = (typeof relationOrigins)[number]

/** What the proposer needs to know of a recommendation. */
export interface Comparable {
  /** The caller's own name for it; no other one in the same index has it. */
  key: string
  /** The report that prints it. */
  report: string
  /** First day of the meeting, ISO 8601; null where the report prints none. */
  meeting: string | null
  /** As printed. */
  number: number
  kind: ParagraphKind
  text: string
  /** Lettered sub-items, as they stand in the text. */
  items: readonly { letter: string; start: number; end: number }[]
  /** Headings above it without the chapter, the nearest last. */
  headings: readonly string[]
  addressees: readonly string[]
  /** Earlier recommendations that its words name, found by whoever knows the reports: their keys. */
  cites: readonly { key: string; relation: CitedRelation; literal: string; sub: string | null }[]
  /** Treaty articles, decisions and documents that it cites, each in one normal form. */
  instruments: readonly string[]
}

/** Why two recommendations may belong together. Words are as printed, so that a reader finds them again. */
export type Reason =
  /** One names the other in its words. */
  | { kind: 'cited'; relation: CitedRelation; literal: string }
  /** It goes on from the recommendation before it ("To support that process"), which is close to the other. */
  | { kind: 'continues'; key: string }
  /** Most of the words are the same; share from 0 to 1. */
  | { kind: 'same-words'; share: number }
  /** The same matter, in the same or in other words. */
  | { kind: 'concept'; concept: string; from: string; to: string }
  | { kind: 'words'; words: string[] }
  | { kind: 'headings'; from: string; to: string }
  | { kind: 'addressee'; addressees: string[] }
  | { kind: 'instrument'; instruments: string[] }

/** A relation that may be: a person decides. */
export interface Candidate {
  from: { key: string; sub: string | null }
  to: { key: string; sub: string | null }
  type: RelationType
  /** From 0 to 1; comparable among all candidates of one call. */
  score: number
  reasons: Reason[]
}

/** An earlier recommendation that is like a text. */
export interface Similar {
  key: string
  /** The sub-item that is closest, or null for the whole. */
  sub: string | null
  /** From 0 to 1; the same whichever of two texts is asked about. */
  score: number
  reasons: Reason[]
}
