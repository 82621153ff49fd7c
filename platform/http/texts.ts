import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { languages } from '#kernel/entity/codelist.ts'
import type { Problem } from '#kernel/result/result.ts'

const folder = join(import.meta.dirname, '../../locales')

/** What the server says: refusals, and of each capability the sentences about what was sent. */
const isSaid = (file: string) => file === 'refusals.json' || file.endsWith('-problems.json')

const texts = new Map<string, Record<string, string>>(
  languages.map(language => [
    language,
    Object.assign(
      {},
      ...readdirSync(join(folder, language))
        .filter(isSaid)
        .map(file => JSON.parse(readFileSync(join(folder, language, file), 'utf8'))),
    ) as Record<string, string>,
  ]),
)

/** The sentence of a refusal or problem in a language, in English where it is not translated. */
export const textFor = (language: string, key: string): string | undefined =>
  texts.get(language)?.[key] ?? texts.get('en')?.[key]

/**
 * A problem in the reader's language: its own English sentences where they are not translated.
 * @returns the problem with `what` and `remedy` replaced; place, code and value as they were
 */
export function problemIn(language: string, problem: Problem): Problem {
  if (language === 'en') return problem
  const own = texts.get(language)
  const what = own?.[`problem.${problem.code}.what`]
  const remedy = own?.[`problem.${problem.code}.remedy`]
  if (what === undefined || remedy === undefined) return problem
  if (what.includes('{value}') && problem.value === undefined) return problem
  return {
    ...problem,
    what: what.replaceAll('{value}', () => isolated(language, problem.value ?? '')),
    remedy,
  }
}

/** What was sent, so that letters of another direction do not put an Arabic sentence out of order. */
const isolated = (language: string, value: string) => (language === 'ar' ? `\u2068${value}\u2069` : value)

/** The first language of an Accept-Language header that Palermo speaks. */
export function languageOf(header: string | undefined): string {
  for (const part of (header ?? '').slice(0, 200).split(',')) {
    const code = part.trim().slice(0, 2).toLowerCase()
    if (texts.has(code)) return code
  }
  return 'en'
}
