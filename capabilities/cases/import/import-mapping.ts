import type { DateOrder } from './read-dates.ts'
import type { TargetName } from './target.ts'

/** Why a column goes where it goes; the key of a sentence, and how sure it is. */
export type MappingReason =
  /** The header is a name of the standard or of this table. */
  | 'systemName'
  /** The header is the label of a field, in one of six languages. */
  | 'label'
  /** What a person sees (the label) and the name in the row above differ; the label was followed. */
  | 'labelOverName'
  /** The header is a usual word for a field. */
  | 'usualWord'
  /** The cells are values of this field's list. */
  | 'values'
  /** Another column is already taken for this field. */
  | 'taken'
  /** The column repeats what other columns say. */
  | 'repeats'
  /** The column holds row numbers. */
  | 'rowNumbers'
  /** The column has no header. */
  | 'noHeader'
  /** Nothing fits. */
  | 'unknown'
  /** A person chose it. */
  | 'chosen'

export interface MappedColumn {
  /** Place in the row, from 0. */
  column: number
  header: string
  /** null: the column is left out. */
  target: TargetName | null
  reason: MappingReason
}

export type LayoutId = 'htcds' | 'ctdc-27' | 'ctdc-2020' | 'unknown'

/** How a table's columns become a case; kept with the import, so that it can be repeated. */
export interface ImportMapping {
  layout: LayoutId
  /** Rows before the first case. */
  headerRows: number
  columns: MappedColumn[]
  /** Order of day and month in dates that do not tell it themselves. */
  dateOrder?: DateOrder
  /** What stands in a field whose cell is empty, e.g. { 'case.openedOn': '2024' }. */
  defaults?: Record<TargetName, string>
  /** Texts that mean “not recorded”, compared as they are. */
  notRecorded: string[]
}
