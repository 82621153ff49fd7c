import {
  cellKey,
  emptyContent,
  type ReturnContent,
  type TableDefinition,
} from '#capabilities/statistics/returns/return.entity.ts'
import { gridOf, partsOf } from '#capabilities/statistics/returns/table.rules.ts'
import { shippedTables } from '#capabilities/statistics/returns/tables.store.ts'
import { type AgencyKey, neighbourCodes, stateCode } from './agencies.ts'
import type { Chance } from './chance.ts'

/** One return of the demonstration: what was sent, when, and what became of it. */
export interface DemoReturn {
  agency: AgencyKey
  tableId: string
  year: number
  content: ReturnContent
  sentOn: string
  /** Why a number that looks unlikely is right. */
  explanation?: string
  /** A correction, with its reason. */
  revision?: { content: ReturnContent; reason: string; sentOn: string }
  /** The decision on the newest revision; none where it waits. */
  decision?: { accepted: boolean; words: string | null }
}

/** Totals of each table by year; invented, in the order of magnitude of the cases of the demonstration. */
const totals: Record<string, Partial<Record<AgencyKey, readonly number[]>>> = {
  'persons-suspected': { police: [128, 214, 226, 239], labour: [31, 35, 38, 36] },
  'persons-investigated': { police: [117, 139, 151, 148], labour: [24, 27, 30, 29] },
  'persons-prosecuted': { prosecution: [81, 88, 96, 101] },
  'persons-convicted': { court: [47, 52, 55, 61] },
  'sentences-by-length': { court: [47, 52, 55, 61] },
  'confiscated-amounts': { court: [412_300, 388_750.5, 502_000, 467_120] },
  'compensated-persons': { court: [12, 15, 14, 19] },
  'compensated-amounts': { court: [96_000, 118_500, 109_250, 151_800] },
}
const firstYear = 2022

const articles: Record<string, string> = {
  'confiscated-amounts': 'Penal Code of Calmeria, articles 71 and 72',
  'compensated-persons': 'Act on the Protection of Victims, articles 14 to 19',
  'compensated-amounts': 'Act on the Protection of Victims, articles 14 to 19',
}
const sources: Partial<Record<AgencyKey, string>> = {
  police: 'Register of criminal investigations',
  labour: 'Register of inspections',
  prosecution: 'Case management of the prosecution',
  court: 'Judicial statistics',
}

const weights: Record<string, Record<string, number>> = {
  sex: { F: 31, M: 66, _O: 1, _U: 2 },
  age: { Y0T17: 3, Y_GE18: 93, _U: 4 },
  form: {
    SexualExploitation: 38,
    ForcedLabour: 36,
    Servitude: 4,
    ForcedCriminalActivity: 8,
    ForcedBegging: 4,
    ForcedMarriage: 2,
    OrganRemoval: 0,
    Other: 2,
    several: 4,
    _U: 2,
  },
  citizenship: {
    [stateCode]: 58,
    [neighbourCodes[0]]: 17,
    [neighbourCodes[1]]: 11,
    [neighbourCodes[2]]: 9,
    _U: 5,
  },
  article: { 'art. 120 (trafficking in persons)': 83, 'art. 121 (forced labour)': 17 },
  sentence: {
    'not-custodial': 6,
    suspended: 14,
    'under-1': 5,
    '1-4': 24,
    '4-10': 39,
    '10-plus': 11,
    life: 0,
    _U: 1,
  },
  asset: { money: 46, immovable: 28, vehicles: 17, virtual: 6, other: 3, _U: 0 },
  route: { 'criminal-court': 48, civil: 9, labour: 16, 'state-fund': 22, confiscated: 5, _U: 0 },
}

/** Victims differ from those who exploited them. */
const victimWeights: Record<string, Record<string, number>> = {
  sex: { F: 63, M: 34, _O: 1, _U: 2 },
  age: { Y0T17: 29, Y_GE18: 68, _U: 3 },
}

/**
 * The returns of four years. The labour inspectorate owes two of the last year; the prosecution corrected one; the
 * courts were asked about one, and one waits for a decision.
 */
export function demoReturns(chance: Chance): DemoReturn[] {
  return Object.entries(totals).flatMap(([tableId, agencies]) =>
    Object.entries(agencies).flatMap(([key, numbers]) =>
      numbers.flatMap((count, i) => {
        const agency = key as AgencyKey
        const year = firstYear + i
        if (agency === 'labour' && year === 2025) return []
        const own = chance.fork(`${tableId} ${agency} ${year}`)
        return [special(filled(tableId, agency, year, count, own), own)]
      }),
    ),
  )
}

function filled(tableId: string, agency: AgencyKey, year: number, count: number, chance: Chance): DemoReturn {
  const explanation =
    tableId === 'persons-suspected' && year === 2023
      ? 'A joint operation with two neighbouring States in the spring brought 70 persons to notice.'
      : tableId === 'sentences-by-length'
        ? 'The sex of persons that was not recorded at the conviction was recorded with the sentence.'
        : undefined
  const late = agency === 'police' && year === 2023
  return {
    agency,
    tableId,
    year,
    content: contentOf(tableId, agency, count, chance),
    sentOn: late ? `${year + 1}-04-${10 + chance.whole(1, 9)}` : `${year + 1}-03-${10 + chance.whole(0, 18)}`,
    decision: { accepted: true, words: null },
    ...(explanation && { explanation }),
  }
}

function special(one: DemoReturn, chance: Chance): DemoReturn {
  const { agency, tableId, year } = one
  if (agency === 'prosecution' && year === 2024)
    return {
      ...one,
      revision: {
        content: contentOf(
          tableId,
          agency,
          totals[tableId]![agency]![year - firstYear]! + 3,
          chance.fork('revised'),
        ),
        reason: 'Three prosecutions of December were entered after the return was sent.',
        sentOn: '2025-05-12',
      },
    }
  if (tableId === 'compensated-amounts' && year === 2025)
    return {
      ...one,
      decision: {
        accepted: false,
        words: 'Were the payments of the State fund counted when ordered, or when made?',
      },
    }
  if (tableId === 'sentences-by-length' && year === 2025) {
    const { decision: _, ...waiting } = one
    return waiting
  }
  return one
}

function contentOf(tableId: string, agency: AgencyKey, count: number, chance: Chance): ReturnContent {
  const definition = shippedTables.find(t => t.id === tableId)!
  const content: ReturnContent = {
    ...emptyContent(),
    articles: articles[tableId] ?? 'Penal Code of Calmeria, articles 120 and 121',
    source: sources[agency]!,
    currency: definition.measure === 'amount' ? 'EUR' : null,
  }
  for (const block of definition.blocks) {
    if (block.rows.open)
      content.rows[block.id] = Object.keys(weights[block.rows.dimension]!).filter(code => code !== '_U')
    // What agencies do not collect they say, instead of leaving it out.
    if (agency === 'labour' && block.id === 'form') {
      content.cells[cellKey(block.id, '_T', '_T')] = 'not-collected'
      continue
    }
    fillBlock(content, definition, block.id, block.apart ? Math.round(count * 62) / 100 : count, chance)
  }
  return content
}

function fillBlock(
  content: ReturnContent,
  definition: TableDefinition,
  blockId: string,
  count: number,
  chance: Chance,
) {
  const block = definition.blocks.find(b => b.id === blockId)!
  const grid = gridOf(block, content)
  const cells = partsOf(grid)
  const own = definition.step === 'compensated' ? { ...weights, ...victimWeights } : weights
  const rowWeights = own[block.rows.dimension]!
  const columnWeights = block.columns && own[block.columns.dimension]!
  const shares = cells.map(
    ([row, column]) => (rowWeights[row] ?? 0) * (columnWeights?.[column] ?? 1) * (0.9 + 0.2 * chance.next()),
  )
  shareOut(count, shares, definition.measure === 'amount').forEach((value, i) => {
    const [row, column] = cells[i]!
    content.cells[cellKey(blockId, row, column)] = value
  })
}

/** Parts of a number in proportion, which add to it: whole persons, or whole hundreds of money and a rest. */
function shareOut(count: number, shares: readonly number[], money: boolean): number[] {
  const all = shares.reduce((a, b) => a + b, 0)
  const unit = money ? 100 : 1
  const parts = shares.map(share => Math.floor((count * share) / all / unit) * unit)
  const largest = shares.indexOf(Math.max(...shares))
  const rest = Math.round((count - parts.reduce((a, b) => a + b, 0)) * 100) / 100
  parts[largest] = Math.round((parts[largest]! + rest) * 100) / 100
  return parts
}
