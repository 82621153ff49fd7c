import type { Codelists } from '#kernel/entity/codelist.ts'
import { axisPlan, type Population } from './columns/fact-columns.ts'
import {
  type ProtectedList,
  type ProtectedTable,
  protectList,
  protectTable,
  protectWithMargins,
  turnedTable,
} from './disclosure/protect.ts'
import { ageGroupOf } from './fact.rules.ts'
import { type Dimension, findDimension } from './statistics.entity.ts'
import {
  type Combinations,
  type CountTable,
  countList,
  countTable,
  grouped,
  marginOf,
  transposed,
} from './tables.ts'

/** Where counts come from. */
export interface FactCounts {
  count(rows: Dimension, columns: Dimension, population: Population): Promise<Combinations>
}

/** What every figure needs: counts, the lists that order them, and the threshold. */
export interface FigureSource {
  facts: FactCounts
  lists: Codelists
  /** Counts from 1 to countMin - 1 are withheld. */
  countMin: number
}

/** A protected one-way table of a population. */
export async function figureList(
  { facts, lists, countMin }: FigureSource,
  rows: Dimension,
  population: Population,
): Promise<ProtectedList> {
  const list = countList(axisPlan(rows, lists), await facts.count(rows, rows, population))
  if (rows.id !== 'ageBand') return protectList(list, countMin)
  const alone: CountTable = {
    rows: list.axis,
    columns: { dimension: 'all', codes: [], multiple: false },
    counts: new Float64Array(),
    rowTotals: list.counts,
    columnTotals: new Float64Array(),
    total: list.total,
  }
  return bandList(alone, groupsOf(alone, lists), countMin)
}

/**
 * A protected two-way table of a population. Margins are withheld as the one-way tables withhold them, in every
 * table alike; age bands are protected together with the age groups that they make up.
 * @throws Error when both dimensions are of the same field
 */
export async function figureTable(
  { facts, lists, countMin }: FigureSource,
  rows: Dimension,
  columns: Dimension,
  population: Population,
): Promise<ProtectedTable> {
  if (rows.column === columns.column)
    throw new Error(`${rows.id} and ${columns.id} count the same field; choose two.`)
  const combinations = await facts.count(rows, columns, population)
  const table = countTable(axisPlan(rows, lists), axisPlan(columns, lists), combinations)
  if (rows.id === 'ageBand') return bandTable(table, lists, countMin)
  if (columns.id === 'ageBand') return turnedTable(bandTable(transposed(table), lists, countMin))
  return protectWithMargins(table, countMin)
}

/** Protects a table whose rows are age bands: the age groups first, then the bands under what they show. */
function bandTable(table: CountTable, lists: Codelists, countMin: number): ProtectedTable {
  const coarse = groupsOf(table, lists)
  const groups = protectWithMargins(coarse, countMin)
  const columns = protectList(marginOf(table, 'columns'), countMin)
  const groupOf = placesOf(table, coarse)
  return protectTable(table, bandList(table, coarse, countMin), columns, countMin, { groupOf, table: groups })
}

function bandList(table: CountTable, coarse: CountTable, countMin: number): ProtectedList {
  const list = protectList(marginOf(coarse, 'rows'), countMin)
  return protectList(marginOf(table, 'rows'), countMin, { groupOf: placesOf(table, coarse), list })
}

function groupsOf(table: CountTable, lists: Codelists): CountTable {
  const { id, list } = findDimension('ageGroup')!
  const order = lists.get(list!).codes.map(c => c.code)
  return grouped(table, id, table.rows.codes.map(ageGroupOf), order)
}

const placesOf = (table: CountTable, coarse: CountTable) =>
  table.rows.codes.map(band => coarse.rows.codes.indexOf(ageGroupOf(band)))
