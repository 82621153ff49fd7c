import type { Language } from '#kernel/entity/codelist.ts'
import type { Check, Compared } from '../checks.rules.ts'
import type { OwedStanding } from '../owed.rules.ts'
import type { DecisionKind, ReturnContent, ReturnState, TableDefinition } from '../return.entity.ts'

/** Answers of the server about returns, as the screens read them. */
export interface OwedAnswer {
  today: string
  agency: string | null
  owed: OwedStanding[]
  reminders: { id: string; tableId: string; period: string; stage: string; dueOn: string }[]
  titles: Titles
}
export interface OverviewAnswer {
  today: string
  owed: OwedStanding[]
  titles: Titles
}
/** Title and step of each table. */
export type Titles = Record<string, { title?: string; step?: string }>

export interface RevisionAnswer {
  revision: number
  tableVersion: number
  content: ReturnContent
  warnings: Check[]
  reason: string | null
  sentBy: string | null
  sentAt: string
  decision: DecisionKind | null
  words: string | null
  decidedBy: string | null
  decidedAt: string | null
}

export interface ReturnAnswer {
  id: string
  version: number
  agency: string
  period: string
  state: ReturnState
  dueOn: string
  today: string
  definition: TableDefinition
  /** The version before, and every one that something was filled in under, by number. */
  definitions: Record<string, TableDefinition>
  draft: { content: ReturnContent; savedAt: string; tableVersion: number } | null
  /** The newest first. */
  revisions: RevisionAnswer[]
  before: Compared | null
  beside: Compared[]
  labels: Record<string, Record<string, string>>
  may: string[]
}

/** Texts of a definition in the reader's language. */
export const inLanguage = (texts: Record<Language, string>, language: string): string =>
  texts[language.split('-')[0] as Language] ?? texts.en

/** Where the server answers for one return. */
export const addressOf = (of: { agencyId: string; tableId: string; period: string }): string =>
  `/statistics/returns/${of.agencyId}/${of.tableId}/${of.period}`
