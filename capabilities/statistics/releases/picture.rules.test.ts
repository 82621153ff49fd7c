import { describe, expect, it } from 'vitest'
import { isOnMap, picturesOf } from './picture.rules.ts'
import type { ReleasedTable } from './release.entity.ts'

const codesOf: Record<string, string[]> = {
  citizenship: ['_T', 'NGA', 'ITA', 'several', 'unknown'],
  countryOfExploitation: ['_T', 'ITA', 'DEU'],
  year: ['_T', '2023', '2024'],
  sex: ['_T', 'female', 'male'],
}

/** A table by these dimensions; every cell counts as said, undefined is withheld. */
function tableBy(
  dimensions: readonly string[],
  count: (...key: string[]) => number | undefined,
): ReleasedTable {
  let keys: string[][] = [[]]
  for (const id of dimensions) keys = keys.flatMap(key => codesOf[id]!.map(code => [...key, code]))
  return {
    title: 'A table',
    dimensions: dimensions.map(id => ({ id, codes: codesOf[id]!, total: '_T' })),
    cells: keys.map(key => {
      const n = count(...key)
      return n === undefined ? { key, mark: 'withheld' } : { key, count: n }
    }),
  }
}
const kindsOf = (...dimensions: string[]) => picturesOf(tableBy(dimensions, () => 7)).map(p => p.kind)

describe('the picture of a released table', () => {
  it('is a map where it counts by one country or by a pair of them, with bars or shades beside', () => {
    expect(kindsOf('citizenship')).toEqual(['map', 'bars'])
    expect(kindsOf('countryOfExploitation', 'citizenship')).toEqual(['map', 'matrix'])
    expect(kindsOf('sex', 'citizenship', 'countryOfExploitation')[0]).toBe('map')
  })

  it('shows more of the table first, so lines or shades come before a map of all years or both sexes', () => {
    expect(kindsOf('year', 'citizenship')).toEqual(['lines', 'map'])
    expect(kindsOf('citizenship', 'sex')).toEqual(['matrix', 'map'])
    expect(kindsOf('year', 'citizenship', 'countryOfExploitation')).toEqual(['map', 'lines'])
  })

  it('is no map where nothing is counted by country', () => {
    expect(kindsOf('year', 'sex')).toEqual(['lines'])
    expect(kindsOf('sex')).toEqual(['bars'])
  })

  it('is no map where only one country has a number, or none may be shown', () => {
    const alone = tableBy(['citizenship'], code => (code === 'NGA' || code === '_T' ? 9 : 0))
    expect(picturesOf(alone).map(p => p.kind)).toEqual(['bars'])
    const closed = tableBy(['citizenship'], code => (code === '_T' ? 9 : undefined))
    expect(picturesOf(closed).map(p => p.kind)).toEqual(['bars'])
    expect(picturesOf(tableBy(['citizenship'], () => 0)).map(p => p.kind)).toEqual(['bars'])
  })

  it('leads from citizenship to country of exploitation, whichever the table names first', () => {
    const count = (to: string, from: string) => (from === 'NGA' && to === 'ITA' ? 8 : 0)
    const [map] = picturesOf(tableBy(['countryOfExploitation', 'citizenship'], count))
    expect(map!.dimensions).toEqual(['citizenship', 'countryOfExploitation'])
    expect(map!.most).toEqual({ codes: ['NGA', 'ITA'], count: 8 })
  })

  it('has a withheld number as null, a published 0 as 0, and no total', () => {
    const [map] = picturesOf(
      tableBy(
        ['citizenship'],
        code => ({ _T: 20, NGA: 9, ITA: undefined, several: 0, unknown: undefined })[code],
      ),
    )
    expect(map!.points).toEqual([
      { codes: ['NGA'], count: 9 },
      { codes: ['ITA'], count: null },
      { codes: ['several'], count: 0 },
      { codes: ['unknown'], count: null },
    ])
  })

  it('takes what it does not draw as a whole: the cell of the total, never a sum of its own', () => {
    const [, map] = picturesOf(
      tableBy(['citizenship', 'sex'], (code, sex) => (code === 'ITA' && sex !== '_T' ? undefined : 11)),
    )
    expect(map!.whole).toEqual(['sex'])
    expect(map!.points.find(p => p.codes[0] === 'ITA')!.count).toBe(11)
  })

  it('places countries alone: neither unknown, several, a total nor a group', () => {
    const placed = (...codes: string[]) => isOnMap({ codes, count: 1 })
    expect([placed('NGA'), placed('NGA', 'ITA'), placed('XPA')]).toEqual([true, true, true])
    expect([
      placed('unknown'),
      placed('several'),
      placed('_T'),
      placed('NGA', 'unknown'),
      placed('group EUR'),
    ]).toEqual([false, false, false, false, false])
  })
})
