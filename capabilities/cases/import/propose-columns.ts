import type { Codelists } from '#kernel/entity/codelist.ts'
import type { MappedColumn } from './import-mapping.ts'
import { targetOfSystemName, targetOfUsualWord, targetsOfLabel } from './known-headers.ts'
import type { TableRow } from './read-table.ts'
import { splitCodes } from './read-values.ts'
import { readTarget, type TargetName } from './target.ts'

/** Fields that values alone can give away, where a header says nothing; the likeliest first. */
const tellingFields: TargetName[] = [
  'person.gender',
  'person.citizenship',
  'victimContext.countryOfExploitation',
  'person.mailingCountry',
  'victimContext.traffickingStatus',
  'victimContext.typeOfExploitation',
  'victimContext.methodsOfControl',
  'victimContext.methodOfRecruitment',
  'victimContext.typeOfSexExploitation',
  'victimContext.forcedLabourIndustry',
  'victimContext.ageBand',
  'person.highestLevelOfEducation',
  'person.maritalStatus',
  'case.status',
  'person.primaryLanguage',
  'person.secondaryLanguage',
]
const cellsMin = 3
const shareMin = 0.8

/**
 * Proposes a field for every column of an unknown table, each with its reason; a person decides.
 * @param headers the header row
 * @param data some rows below it
 */
export function proposeColumns(headers: string[], data: TableRow[], lists: Codelists): MappedColumn[] {
  const columns = headers.map(
    (header, column): MappedColumn =>
      byHeader(header.trim(), column) ?? {
        column,
        header: header.trim(),
        target: null,
        reason: header.trim() ? 'unknown' : 'noHeader',
      },
  )
  const taken = new Set(columns.map(c => c.target))
  for (const c of columns) {
    if (c.target !== null || !c.header) continue
    const target = tellingFields.find(
      t =>
        !taken.has(t) && fits(t, data.map(row => row.cells[c.column]?.trim() ?? '').filter(Boolean), lists),
    )
    if (!target) continue
    taken.add(target)
    c.target = target
    c.reason = 'values'
  }
  return columns
}

function byHeader(header: string, column: number): MappedColumn | undefined {
  if (!header) return undefined
  const system = targetOfSystemName(header)
  if (system) return { column, header, target: system, reason: 'systemName' }
  const word = targetOfUsualWord(header)
  const labels = targetsOfLabel(header)
  if (labels.length === 1) return { column, header, target: labels[0]!, reason: 'label' }
  if (word) return { column, header, target: word, reason: 'usualWord' }
  return undefined
}

function fits(target: TargetName, cells: string[], lists: Codelists): boolean {
  const field = readTarget(target)?.definition
  if (!field?.list || cells.length < cellsMin) return false
  const list = lists.get(field.list)
  const known = cells.filter(cell => cell.length < 300 && 'codes' in splitCodes(list, cell)).length
  return known >= cells.length * shareMin
}
