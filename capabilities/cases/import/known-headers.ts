import { type Language, languages } from '#kernel/entity/codelist.ts'
import type { Field } from '#kernel/entity/field.ts'
import { labelKey } from '#kernel/entity/readers.ts'
import ar from '#locales/ar/cases-fields.json' with { type: 'json' }
import en from '#locales/en/cases-fields.json' with { type: 'json' }
import es from '#locales/es/cases-fields.json' with { type: 'json' }
import fr from '#locales/fr/cases-fields.json' with { type: 'json' }
import ru from '#locales/ru/cases-fields.json' with { type: 'json' }
import zh from '#locales/zh/cases-fields.json' with { type: 'json' }
import standard from '#standards/htcds/fields.json' with { type: 'json' }
import { caseDescriptions, repeatedDescriptions } from '../cases.entity.ts'
import { placesMax, type TargetName, targetName } from './target.ts'
import usualWords from './usual-words.json' with { type: 'json' }

/** Letters and digits of a header, in one case, without accents. */
export const folded = (text: string) =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '')

interface StandardField {
  name: string
  label: string
  core: boolean
  target: TargetName
  description: string
  field: string
}

const byStandardName = new Map(
  Object.entries(caseDescriptions).flatMap(([description, d]) =>
    Object.entries(d.fields as Record<string, Field>).flatMap(([field, f]) =>
      f.htcds ? [[f.htcds, { description, field }] as const] : [],
    ),
  ),
)

/** The 83 fields of the standard in its own order, with the label that its spreadsheets print and our field. */
export const standardFields: StandardField[] = standard.fields.map(f => {
  const found = byStandardName.get(f.name)
  if (!found) throw new Error(`No description has the field ${f.name} of the standard.`)
  return { ...f, ...found, target: targetName(found.description, found.field) }
})

const labels: Record<Language, Record<string, string>> = { en, fr, es, ar, ru, zh }
const bySystemName = new Map<string, { description: string; field: string }>()
const byLabel = new Map<string, Set<TargetName>>()
const byUsualWord = new Map<string, TargetName>()

for (const { name, label, description, field, target } of standardFields) {
  bySystemName.set(folded(name), { description, field })
  addLabel(label, target)
}
// As the published spreadsheet spells it.
bySystemName.set(folded('vic_TraffickinStatusDecisionMakingOrg'), {
  description: 'victimContext',
  field: 'traffickingStatusDecisionMakingOrg',
})
for (const [description, d] of Object.entries(caseDescriptions))
  for (const field of Object.keys(d.fields)) {
    bySystemName.set(folded(`${description}.${field}`), { description, field })
    for (const language of languages) {
      const label = labels[language][labelKey(d, field)]
      if (label) addLabel(label, targetName(description, field))
    }
  }
for (const [target, words] of Object.entries(usualWords))
  for (const word of words) byUsualWord.set(folded(word), target)

function addLabel(label: string, target: TargetName): void {
  const key = folded(label)
  const known = byLabel.get(key)
  if (known) known.add(target)
  else byLabel.set(key, new Set([target]))
}

/**
 * The field that a header names in the standard's own way: 'prs_Gender', 'prs_First_Name', 'group/prs_Gender',
 * 'hte_City__2' for the second event, 'victimContext.ageBand' for Palermo's own.
 */
export function targetOfSystemName(header: string): TargetName | undefined {
  const last = header.split('/').at(-1)!.trim()
  const [, name, place] = /^(.*?)(?:__(\d{1,2}))?$/s.exec(last) ?? []
  const found = bySystemName.get(folded(name ?? ''))
  if (!found) return undefined
  const at = place ? Number(place) : 1
  if (at > 1 && !(repeatedDescriptions as readonly string[]).includes(found.description)) return undefined
  return at >= 1 && at <= placesMax ? targetName(found.description, found.field, at) : undefined
}

/** Fields that a label can mean, in the standard's English or in one of six languages: 'Type' means three. */
export function targetsOfLabel(label: string): TargetName[] {
  const [, name, place] = /^(.*?)(?: \((\d{1,2})\))?$/s.exec(label.trim()) ?? []
  const targets = [...(byLabel.get(folded(name ?? '')) ?? [])]
  if (!place || place === '1') return targets
  return targets.flatMap(t => {
    const [description, field] = t.split('.') as [string, string]
    return (repeatedDescriptions as readonly string[]).includes(description)
      ? [targetName(description, field, Number(place))]
      : []
  })
}

/** The field that a usual word for it means, e.g. 'Surname'. */
export const targetOfUsualWord = (header: string): TargetName | undefined => byUsualWord.get(folded(header))
