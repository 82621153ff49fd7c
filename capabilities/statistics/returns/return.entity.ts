import type { Language } from '#kernel/entity/codelist.ts'
import type { AgencyKind } from '#kernel/policy/caller.ts'

/** The steps of the response that returns count, in their order. */
export const responseSteps = [
  'suspected',
  'investigated',
  'prosecuted',
  'convicted',
  'sentenced',
  'confiscated',
  'compensated',
] as const
export type ResponseStep = (typeof responseSteps)[number]

export const returnMeasures = ['persons', 'proceedings', 'amount'] as const
export type ReturnMeasure = (typeof returnMeasures)[number]

export const periodKinds = ['year', 'half-year', 'quarter'] as const
export type PeriodKind = (typeof periodKinds)[number]

/** By what a table may be broken down; each has a list of codes, `article` is written by the agency. */
export const returnDimensions = [
  'sex',
  'age',
  'citizenship',
  'form',
  'article',
  'sentence',
  'asset',
  'route',
] as const
export type ReturnDimension = (typeof returnDimensions)[number]

/** Code of a sum over all codes of a breakdown. */
export const total = '_T'
/** Code for those of whom the value is not recorded: they are counted, under this code. */
export const notRecorded = '_U'

/** One side of a block: the codes in their order, and whether the agency adds further ones. */
export interface Breakdown {
  dimension: ReturnDimension
  codes: readonly string[]
  /** The agency adds rows: countries by ISO alpha-3, or words of its own. */
  open?: 'countries' | 'text'
}

/** A part of a table that is filled in together: rows, and columns where there are any, each with a total. */
export interface Block {
  id: string
  title: Record<Language, string>
  rows: Breakdown
  columns?: Breakdown
  /** Counts something else than the other blocks, so that its total need not be theirs. */
  apart?: boolean
}

/** A table that agencies owe. A new version is made by an act; what was sent keeps the version it was sent under. */
export interface TableDefinition {
  /** Letters, digits and hyphens. */
  id: string
  version: number
  /** First period that this version is for; the year in which it lies. */
  from: string
  step: ResponseStep
  measure: ReturnMeasure
  owedBy: readonly AgencyKind[]
  period: PeriodKind
  /** Due on the last day of the month that lies so many months after the period's last. */
  dueMonths: number
  title: Record<Language, string>
  note: Record<Language, string>
  /** Articles of the treaties. National articles are named in each return. */
  articles: string
  source: string
  /** What in this definition follows no outside source. */
  ownChoice: readonly string[]
  /** Tables whose count this one should not exceed in the same year. */
  atMost: readonly string[]
  /** A number jumped when it is at least so many times the one before, or as little; see {@link jumpFactorOf}. */
  jumpFactor?: number
  /** Why this version follows the one before; agencies read it beside what changed. */
  reason?: string
  blocks: readonly Block[]
}

/** A number; or that it is not known, or not collected. None of the three is zero unless it says 0. */
export type CellValue = number | 'unknown' | 'not-collected'

/** What an agency fills in. */
export interface ReturnContent {
  /** Values by {@link cellKey}; what is not there was left empty. */
  cells: Record<string, CellValue>
  /** Rows that the agency added, by block. */
  rows: Record<string, string[]>
  /** National articles of law under which was counted. */
  articles: string
  /** The register or system the figures were drawn from. */
  source: string
  note: string
  /** ISO 4217; of amounts alone. */
  currency: string | null
  /** Why something that looks unlikely is right, by the id of the warning. */
  explanations: Record<string, string>
}

export const emptyContent = (): ReturnContent => ({
  cells: {},
  rows: {},
  articles: '',
  source: '',
  note: '',
  currency: null,
  explanations: {},
})

/** Names one cell of a table; no code may carry the bar. */
export const cellKey = (block: string, row: string, column: string): string => `${block}|${row}|${column}`

export const returnStates = ['none', 'draft', 'sent', 'asked', 'accepted'] as const
/**
 * Where a return stands: nothing there · begun and never sent · sent and waiting · sent back with a question ·
 * accepted. It is that of the newest revision; a draft of a further one changes nothing.
 */
export type ReturnState = (typeof returnStates)[number]

export type DecisionKind = 'accepted' | 'asked'

/** Roles of those who fill in what their agency sends, and of those who send it. */
export const fillingRoles = [
  'first-responder',
  'caseworker',
  'investigator',
  'coordinator',
  'supervisor',
  'ministry',
] as const
export const sendingRoles = ['coordinator', 'supervisor', 'ministry'] as const
