import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { languages } from '#kernel/entity/codelist.ts'

const folder = join(import.meta.dirname, '../../locales')

const texts = new Map<string, Record<string, string>>(
  languages.map(language => [
    language,
    JSON.parse(readFileSync(join(folder, language, 'refusals.json'), 'utf8')) as Record<string, string>,
  ]),
)

/** The sentence of a refusal or problem in a language, in English where it is not translated. */
export const textFor = (language: string, key: string): string | undefined =>
  texts.get(language)?.[key] ?? texts.get('en')?.[key]

/** The first language of an Accept-Language header that Palermo speaks. */
export function languageOf(header: string | undefined): string {
  for (const part of (header ?? '').slice(0, 200).split(',')) {
    const code = part.trim().slice(0, 2).toLowerCase()
    if (texts.has(code)) return code
  }
  return 'en'
}
