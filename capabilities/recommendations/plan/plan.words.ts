import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { IntlMessageFormat } from 'intl-messageformat'
import { languages } from '#kernel/entity/codelist.ts'
import { withLatinDigits } from '#kernel/language/format.ts'
import type { Say } from './yearly.document.ts'

const folder = join(import.meta.dirname, '../../../locales')
const areas = ['recommendations', 'recommendations-plan']
const known = new Map<string, Record<string, string>>()

/** The texts of the plan in a language of the house, English where it has none, for what is printed on the server. */
export function sayIn(language: string): Say {
  const code = (languages as readonly string[]).includes(language) ? language : 'en'
  const texts = textsOf(code)
  const english = textsOf('en')
  return (key, values) =>
    String(new IntlMessageFormat(texts[key] ?? english[key] ?? key, withLatinDigits(code)).format(values))
}

function textsOf(language: string): Record<string, string> {
  const found = known.get(language)
  if (found) return found
  const texts = Object.assign(
    {},
    ...areas.map(area => JSON.parse(readFileSync(join(folder, language, `${area}.json`), 'utf8')) as object),
  ) as Record<string, string>
  known.set(language, texts)
  return texts
}
