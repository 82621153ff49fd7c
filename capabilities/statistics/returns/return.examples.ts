import type { CellValue, ReturnContent } from './return.entity.ts'

/** Thirty persons suspected in a year, twenty-one of them men; as an agency would fill in the shipped table. */
export const aSuspectedReturn = (more: Partial<ReturnContent> = {}): ReturnContent => ({
  cells: {
    ...grid('sex-age', {
      F: { Y0T17: 0, Y_GE18: 8, _U: 0 },
      M: { Y0T17: 2, Y_GE18: 19, _U: 0 },
      _O: { Y0T17: 0, Y_GE18: 0, _U: 0 },
      _U: { Y0T17: 0, Y_GE18: 0, _U: 1 },
    }),
    'sex-age|_T|_T': 30,
    ...column('citizenship', { FRA: 20, ROU: 8, _U: 2 }),
    ...column('form', {
      SexualExploitation: 14,
      ForcedLabour: 10,
      Servitude: 0,
      ForcedCriminalActivity: 2,
      ForcedBegging: 0,
      ForcedMarriage: 0,
      OrganRemoval: 0,
      Other: 0,
      several: 3,
      _U: 1,
    }),
    ...column('article', { 'Penal Code, art. 120': 30 }),
  },
  rows: { citizenship: ['FRA', 'ROU'], article: ['Penal Code, art. 120'] },
  articles: 'Penal Code, articles 120 and 121',
  source: 'Register of persons suspected',
  note: '',
  currency: null,
  explanations: {},
  ...more,
})

/** Cells of a block with rows and columns. */
export const grid = (block: string, values: Record<string, Record<string, CellValue>>) =>
  Object.fromEntries(
    Object.entries(values).flatMap(([row, cells]) =>
      Object.entries(cells).map(([code, value]) => [`${block}|${row}|${code}`, value]),
    ),
  )

/** Cells of a block without columns. */
export const column = (block: string, values: Record<string, CellValue>) =>
  Object.fromEntries(Object.entries(values).map(([row, value]) => [`${block}|${row}|_T`, value]))
