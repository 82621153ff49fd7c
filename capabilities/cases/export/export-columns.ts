import type { Codelists } from '#kernel/entity/codelist.ts'
import type { Missing } from '#kernel/entity/describe.ts'
import type { Field } from '#kernel/entity/field.ts'
import { labelKey } from '#kernel/entity/readers.ts'
import ownLabels from '#locales/en/cases-fields.json' with { type: 'json' }
import { type CaseFile, caseDescriptions, repeatedDescriptions } from '../cases.entity.ts'
import { standardFields } from '../import/known-headers.ts'

/** One column of the exported table. */
export interface ExportColumn {
  /** Name in the first row: the standard's, with '__2' for the second of several; or 'victimContext.ageBand'. */
  name: string
  /** Label in the second row, in English as the standard prints it. */
  label: string
  description: keyof CaseFile
  field: string
  definition: Field
  /** Which of several, from 1. */
  place: number
}

type Part = Record<string, unknown> & { missing?: Record<string, Missing> }

const repeated = new Set<string>(repeatedDescriptions)

/**
 * The columns that a table of these cases needs: the standard's 83 in its order, always; then the same again for second
 * and further events, plans and so on; then Palermo's own fields, where any case has a value.
 */
export function exportColumns(files: Iterable<CaseFile>): ExportColumn[] {
  const most = new Map<string, number>()
  const used = new Set<string>()
  const own = ownFields()
  for (const file of files)
    for (const description of Object.keys(caseDescriptions) as (keyof CaseFile)[]) {
      const parts = partsOf(file, description)
      if (parts.length > (most.get(description) ?? 1)) most.set(description, parts.length)
      for (const part of parts)
        for (const field of own.get(description) ?? [])
          if (part[field] !== undefined || part.missing?.[field] !== undefined)
            used.add(`${description}.${field}`)
    }
  const columns = standardFields.map(f =>
    column(f.description as keyof CaseFile, f.field, 1, f.name, f.label),
  )
  for (const description of repeatedDescriptions)
    for (let place = 2; place <= (most.get(description) ?? 1); place++)
      for (const f of standardFields)
        if (f.description === description)
          columns.push(column(description, f.field, place, `${f.name}__${place}`, `${f.label} (${place})`))
  for (const [description, fields] of own)
    for (const field of fields)
      if (used.has(`${description}.${field}`)) {
        const key = labelKey(caseDescriptions[description], field)
        const label = (ownLabels as Record<string, string>)[key] ?? field
        columns.push(column(description, field, 1, `${description}.${field}`, label))
      }
  return columns
}

/** What a cell says; a number or a text. */
export function cellValue(file: CaseFile, c: ExportColumn): string | number {
  const part = partsOf(file, c.description)[c.place - 1]
  const value = part?.[c.field]
  if (value === undefined || value === null) {
    const missing = part?.missing?.[c.field]
    return missing ? `[${missing}]` : ''
  }
  if (typeof value === 'boolean') return value ? 'Yes' : 'No'
  if (Array.isArray(value)) return value.join('; ')
  return typeof value === 'number' ? value : String(value)
}

/** The English label of a code, for people; the code itself where the list has none. */
export function withLabels(value: string | number, c: ExportColumn, lists: Codelists): string | number {
  if (!c.definition.list || typeof value !== 'string' || value === '' || value.startsWith('[')) return value
  const list = lists.get(c.definition.list)
  return value
    .split('; ')
    .map(code => list.codes.find(known => known.code === code)?.labels.en ?? code)
    .join('; ')
}

function partsOf(file: CaseFile, description: keyof CaseFile): Part[] {
  const part = file[description] as Part | Part[] | undefined
  return part === undefined ? [] : repeated.has(description) ? (part as Part[]) : [part as Part]
}

function ownFields(): Map<keyof CaseFile, string[]> {
  const own = new Map<keyof CaseFile, string[]>()
  for (const [description, d] of Object.entries(caseDescriptions)) {
    const fields = Object.entries(d.fields as Record<string, Field>).filter(([, f]) => !f.htcds)
    if (fields.length > 0)
      own.set(
        description as keyof CaseFile,
        fields.map(([name]) => name),
      )
  }
  return own
}

function column(
  description: keyof CaseFile,
  field: string,
  place: number,
  name: string,
  label: string,
): ExportColumn {
  const fields = caseDescriptions[description].fields as Record<string, Field>
  return { name, label, description, field, place, definition: fields[field]! }
}
