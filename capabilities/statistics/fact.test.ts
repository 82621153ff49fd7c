import { describe, expect, it } from 'vitest'
import { agencyKinds } from '#kernel/policy/caller.ts'
import { codelists } from '#standards/codelists.ts'
import { factCodelists } from './fact.codelists.ts'
import { ageBandFromPublished, ageBandOf, ageGroupOf, combinationOf, sexOf, valuesOf } from './fact.rules.ts'
import { dimensions, Fact } from './statistics.entity.ts'

const lists = factCodelists(codelists)

describe('facts', () => {
  it('may be counted by exactly these dimensions', () => {
    expect(dimensions.map(d => d.id)).toMatchInlineSnapshot(`
      [
        "year",
        "sex",
        "ageGroup",
        "ageBand",
        "citizenship",
        "countryOfExploitation",
        "exploitation",
        "means",
        "industry",
        "traffickingStatus",
        "agencyKind",
        "serviceType",
        "stage",
      ]
    `)
  })

  it('carry nothing that identifies, and nothing that is not a dimension', () => {
    for (const [name, field] of Object.entries(Fact.fields)) {
      expect(field.disclosure, name).not.toBe('identifying')
      expect(field.statistics, name).toBe('dimension')
      expect(['code', 'codes', 'number'], name).toContain(field.kind)
    }
  })

  it('name every list that they are coded by', () => {
    for (const field of Object.values(Fact.fields))
      if ('list' in field && field.list) expect(lists.get(field.list).codes.length).toBeGreaterThan(1)
    for (const { list } of dimensions) if (list) expect(lists.get(list).codes.length).toBeGreaterThan(1)
  })

  it('name every kind of agency', () => {
    expect(lists.get('fact.agency-kind').codes.map(c => c.code)).toEqual([...agencyKinds])
  })

  it('put an age into its band, and a band into its group', () => {
    expect([0, 8, 9, 17, 18, 26, 27, 47, 48, 90].map(ageBandOf)).toEqual([
      '0-8',
      '0-8',
      '9-17',
      '9-17',
      '18-20',
      '24-26',
      '27-29',
      '39-47',
      '48+',
      '48+',
    ])
    expect(ageBandOf(-1)).toBeUndefined()
    expect(['9-17', '18-20', '18+', undefined].map(ageGroupOf)).toEqual(['0-17', '18+', '18+', 'unknown'])
    expect(['0--8', '09--17', '48+', 'n/a'].map(ageBandFromPublished)).toEqual([
      '0-8',
      '9-17',
      '48+',
      undefined,
    ])
  })

  it('say nothing of the sex where the standard says unknown', () => {
    expect(['Feminine', 'Masculine', 'NonConforming', 'NonSpecifiedUnknown', undefined].map(sexOf)).toEqual([
      'female',
      'male',
      'other',
      undefined,
      undefined,
    ])
  })

  it('write the same values in any order as the same combination', () => {
    expect(combinationOf({ citizenship: ['UKR', 'MDA', 'UKR'] }, 'citizenship')).toBe('MDA|UKR')
    expect(valuesOf('MDA|UKR')).toEqual(['MDA', 'UKR'])
    expect(valuesOf(combinationOf({}, 'means'))).toEqual([])
  })
})
