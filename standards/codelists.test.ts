import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { caseDescriptions } from '#capabilities/cases/cases.entity.ts'
import { type Codelist, findCode, languages } from '#kernel/entity/codelist.ts'
import type { Field } from '#kernel/entity/field.ts'
import { codelists } from './codelists.ts'

interface StandardField {
  fullName: string
  label: string
  type: string
  status: string
  values: string[]
  labels: string[]
}
const standard = JSON.parse(
  readFileSync(new URL('../../shared/standards/htcds/htcds-2.0-fields.json', import.meta.url), 'utf8'),
) as { fields: StandardField[] }
const described = new Map<string, Field>(
  Object.values(caseDescriptions)
    .flatMap(d => Object.values(d.fields) as Field[])
    .flatMap(field => (field.htcds ? [[field.htcds, field] as const] : [])),
)
const all = codelists.ids().map(id => codelists.get(id))
const resolve = (list: string, text: string) => findCode(codelists.get(list), text)

describe('the standard', () => {
  it('has 83 fields, and the descriptions have each of them once', () => {
    expect(standard.fields).toHaveLength(83)
    expect([...described.keys()].sort()).toEqual(standard.fields.map(f => f.fullName).sort())
  })

  it('withdrew three fields, which are marked as withdrawn', () => {
    const withdrawn = [...described].filter(([, f]) => f.deprecated).map(([name]) => name)
    expect(withdrawn.sort()).toEqual(
      standard.fields
        .filter(f => f.status === 'DEPRECATED')
        .map(f => f.fullName)
        .sort(),
    )
  })

  it.each(standard.fields.filter(f => f.values.length > 1).map(f => [f.fullName, f] as const))(
    'gives %s the values and English labels of the standard, in its order',
    (name, field) => {
      const list = codelists.get(described.get(name)!.list!)
      const own = list.codes.filter(c => !c.extension)
      expect(own.map(c => c.code)).toEqual(field.values)
      expect(own.map(c => c.labels.en)).toEqual(field.labels)
      for (const [i, value] of field.values.entries()) {
        expect(findCode(list, value)).toBe(value)
        expect(findCode(list, field.labels[i]!)).toBe(value)
      }
    },
  )

  it('takes several values where the standard or its multi-select sheet does', () => {
    for (const f of standard.fields.filter(f => f.type === 'Multiselect Picklist'))
      expect(described.get(f.fullName)!.kind, f.fullName).toBe('codes')
    expect(described.get('vic_ForcedLabourIndustry')!.kind).toBe('codes')
  })
})

describe('codelists', () => {
  it.each(all.map(l => [l.id, l] as const))(
    '%s has a version, a source and labels in six languages',
    (_, list) => {
      expect(list.version).not.toBe('')
      expect(list.source).not.toBe('')
      expect(new Set(list.codes.map(c => c.code)).size).toBe(list.codes.length)
      for (const code of list.codes)
        for (const language of languages)
          expect(code.labels[language]?.trim(), `${code.code} ${language}`).toBeTruthy()
    },
  )

  it.each(all.map(l => [l.id, l] as const))(
    '%s finds every code by its code and by its aliases',
    (_, list) => {
      for (const c of list.codes) {
        expect(findCode(list, c.code)).toBe(c.code)
        if (c.parent) expect(list.codes.map(p => p.code)).toContain(c.parent)
      }
      expect(lostAliases(list)).toEqual(knownAmbiguous[list.id] ?? [])
    },
  )

  it('invents no code of the International Classification', () => {
    for (const list of all) for (const c of list.codes) expect(c.icTip ?? null).toBeNull()
  })

  it('reads the names of control that the definitions and published tables use', () => {
    const control = (text: string) => resolve('htcds.methods-of-control', text)
    expect(control('MethodsOfControlThreats')).toBe('PhysicalThreats')
    expect(control('ThreatOfLawEnforcement')).toBe('ThreatsLawEnforcement')
    expect(control('PsychoactiveSubstances')).toBe('PsychoactiveSubstance')
    expect(control('RestrictsMovement')).toBe('RestrictsMovement')
    expect(control('MethodsOfControlUsesChildren')).toBe('UsesChildren')
    expect(resolve('htcds.type-of-exploitation', 'Forced criminality')).toBe('ForcedCriminalActivity')
    expect(resolve('htcds.relationship-to-trafficker', 'Unacquainted')).toBe('Unaquainted')
  })

  it('keeps a joined gender joined', () => {
    expect(resolve('htcds.gender', 'Trans/Transgender/NonConforming')).toBe('TransgenderOrNonConforming')
    expect(resolve('htcds.gender', 'Woman')).toBe('Feminine')
    expect(resolve('htcds.gender', 'Male')).toBe('Masculine')
  })

  it('reads a country by alpha-2, alpha-3, number and name in six languages', () => {
    for (const text of ['UA', 'UKR', 'ukr', '804', 'Ukraine', 'Ucrania', 'أوكرانيا', 'Украина', '乌克兰'])
      expect(resolve('countries', text), text).toBe('UKR')
    for (const [text, code] of Object.entries({
      'Viet Nam': 'VNM',
      'Ivory Coast': 'CIV',
      'Congo, Democratic Republic of the': 'COD',
      Congo: 'COG',
      Turkey: 'TUR',
      UK: 'GBR',
      'South Korea': 'KOR',
      Burma: 'MMR',
      '4': 'AFG',
    }))
      expect(resolve('countries', text), text).toBe(code)
  })

  it('reads a language by its two and three letters', () => {
    for (const text of ['fr', 'fra', 'fre', 'French', 'français', 'французский'])
      expect(resolve('languages', text), text).toBe('fra')
    expect(resolve('languages', 'Dari')).toBe('prs')
    expect(resolve('languages', 'Tigrinya')).toBe('tir')
  })

  it('reads a currency by its letters and number', () => {
    expect(resolve('currencies', 'EUR')).toBe('EUR')
    expect(resolve('currencies', '840')).toBe('USD')
  })
})

/** Aliases that cannot be told apart from another code's name or alias, so that a person must choose. */
const knownAmbiguous: Record<string, string[]> = { languages: ['ga (gle)'] }

function lostAliases(list: Codelist): string[] {
  return list.codes.flatMap(c =>
    (c.aliases ?? []).filter(a => findCode(list, a) !== c.code).map(a => `${a} (${c.code})`),
  )
}
