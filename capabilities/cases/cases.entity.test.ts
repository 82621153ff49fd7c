import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { languages } from '#kernel/entity/codelist.ts'
import { fieldNames } from '#kernel/entity/describe.ts'
import type { Field } from '#kernel/entity/field.ts'
import { labelKey } from '#kernel/entity/readers.ts'
import { codelists } from '#standards/codelists.ts'
import { caseDescriptions, repeatedDescriptions, singleDescriptions } from './cases.entity.ts'
import { partDescriptions } from './cases.rules.ts'

const fields = Object.values(caseDescriptions).flatMap(d =>
  Object.entries(d.fields as Record<string, Field>).map(([name, field]) => ({
    key: labelKey(d, name),
    field,
  })),
)

describe('the case file', () => {
  it.each(languages)('has a label in %s for every field and for nothing else', language => {
    const labels = JSON.parse(
      readFileSync(new URL(`../../locales/${language}/cases-fields.json`, import.meta.url), 'utf8'),
    ) as Record<string, string>
    expect(labels.$status).toBe(language === 'en' ? 'reviewed' : 'draft')
    const all = Object.values(partDescriptions).flatMap(d => fieldNames(d).map(field => labelKey(d, field)))
    expect(
      Object.keys(labels)
        .filter(k => k !== '$status')
        .sort(),
    ).toEqual(all.sort())
    for (const label of Object.values(labels)) expect(label.trim()).not.toBe('')
  })

  it('seals every free text except the reference and the source', () => {
    const open = fields.filter(
      f => (f.field.kind === 'text' || f.field.kind === 'longText') && f.field.disclosure !== 'identifying',
    )
    expect(open.map(f => f.key)).toEqual(['field.case.externalReference', 'field.case.source'])
  })

  it('lets figures count by coded fields and by the date of registration only', () => {
    const counted = fields.filter(f => f.field.statistics !== 'never')
    for (const { key, field } of counted) {
      expect(field.disclosure, key).not.toBe('identifying')
      expect(['code', 'codes'].includes(field.kind) || key === 'field.case.openedOn', key).toBe(true)
    }
  })

  it('draws every list from the standards', () => {
    for (const { field } of fields) if (field.list) expect(codelists.ids()).toContain(field.list)
  })

  it('says of every description whether a case has one or several', () => {
    expect([...singleDescriptions, ...repeatedDescriptions].sort()).toEqual(
      Object.keys(caseDescriptions).sort(),
    )
  })
})
