import { describe, expect, it } from 'vitest'
import { countries } from '#standards/countries.ts'
import { loadAtlas, placeOf } from './atlas.ts'

const codes = countries().codes.map(({ code }) => code)

describe('the atlas', () => {
  it('places every country and area of the list, by a shape or by a point', async () => {
    const { shapeOf } = await loadAtlas(codes)
    expect(codes.length).toBeGreaterThan(240)
    expect(codes.filter(code => !shapeOf(code) && !placeOf(code, {}))).toEqual([])
  })

  it('gives a point only to those that have no shape, so that none stands twice', async () => {
    const { shapeOf } = await loadAtlas(codes)
    expect(codes.filter(code => shapeOf(code) && placeOf(code, {}))).toEqual([])
  })

  it('places nothing that is no country, also where the atlas has land without a code', async () => {
    const { shapeOf } = await loadAtlas(['unknown', 'several', '_T', 'XPA', 'MLT'])
    expect(['unknown', 'several', '_T', 'XPA'].filter(code => shapeOf(code))).toEqual([])
    expect(shapeOf('MLT')).toBeDefined()
  })

  it('keeps the coarse shapes of those that have one, so that they can be coloured', async () => {
    const { shapeOf, isDrawn } = await loadAtlas(['FRA', 'MLT'])
    expect(isDrawn(shapeOf('FRA')!)).toBe(true)
    expect(isDrawn(shapeOf('MLT')!)).toBe(false)
  })
})
