import type { DimensionId, FactKind } from '../statistics.entity.ts'

/** The steps of a release, in their order; 'withdrawn' may follow any published one. */
export const releaseStatuses = ['draft', 'protected', 'audited', 'published', 'withdrawn'] as const
export type ReleaseStatus = (typeof releaseStatuses)[number]

/** Who reads: everybody, or those who work in the node. Each has its own threshold. */
export const audiences = ['public', 'internal'] as const
export type Audience = (typeof audiences)[number]

/** How small counts are protected: withheld, or every count rounded to a multiple of the public threshold. */
export const releaseMethods = ['withhold', 'round'] as const
export type ReleaseMethod = (typeof releaseMethods)[number]

/** One table of a release: what it is called, and by what it counts. */
export interface ReleaseTable {
  title: string
  /** One to three dimensions of the kind of fact; no two of the same field. */
  dimensions: readonly DimensionId[]
}

/**
 * All that says how a release is made. The same definition and counts give the same release, byte for byte; rounding
 * draws from a secret that is kept with the counts, since whoever knew it could undo it.
 */
export interface ReleaseDefinition {
  kind: FactKind
  tables: readonly ReleaseTable[]
  /** 'withhold' where nothing is said. */
  method?: ReleaseMethod
  /** Counts from 1 to one less than these are withheld; where counts are rounded, the public one is the base. */
  thresholds: Record<Audience, number>
  /** Version of Palermo, and of the code that protects. */
  code: string
  /** The facts as of this moment: when, and how far the ledger reached. */
  moment: { at: string; ledgerPosition: number }
  /** Published releases that this one was protected against, by number and revision. */
  beside: readonly string[]
}

/** Codes of the fields counted, in the order of `dimensions`, and how many facts carry exactly them. */
export interface FrozenCounts {
  dimensions: readonly DimensionId[]
  rows: readonly (readonly [...codes: string[], count: number])[]
}

/** A table as a release says it. Without a count where it is withheld. */
export interface ReleasedTable {
  title: string
  dimensions: { id: string; codes: string[]; total: string; parents?: Record<string, string> }[]
  cells: { key: string[]; count?: number; mark?: 'small' | 'withheld' }[]
}

/** What a release says to one audience. */
export interface ReleaseDocument {
  number: string
  revision: number
  title: string
  audience: Audience
  kind: FactKind
  /** 'withhold' where nothing is said. */
  method?: ReleaseMethod
  threshold: number
  moment: ReleaseDefinition['moment']
  code: string
  beside: readonly string[]
  corrects: string | null
  reason: string | null
  /** True where small counts are printed `<threshold`, apart from those withheld for them. */
  marks: boolean
  tables: ReleasedTable[]
}

export const tablesMax = 6
export const dimensionsPerTableMax = 3
/** A fact that carries several values of a field stands under this code alone, so that lines add up. */
export const several = 'several'
