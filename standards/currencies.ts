import currencyCodes from 'currency-codes'
import { type Codelist, type Language, languages } from '#kernel/entity/codelist.ts'

/** Bond units, metals, test codes and the like, which nobody is paid in. */
const notMoney = /^X(?!AF|CD|CG|OF|PF)/

/** Currencies of ISO 4217 by their three letters, named by the CLDR that comes with the runtime. */
export function currencies(): Codelist {
  const names = Object.fromEntries(
    languages.map(language => [
      language,
      new Intl.DisplayNames(language, { type: 'currency', fallback: 'none' }),
    ]),
  ) as Record<Language, Intl.DisplayNames>
  const uses = new Map<string, number>()
  for (const c of currencyCodes.data)
    for (const alias of [c.number, c.currency]) uses.set(alias, (uses.get(alias) ?? 0) + 1)
  return {
    id: 'currencies',
    version: `currency-codes 2.2.0 (ISO 4217 of ${currencyCodes.publishDate})`,
    source: 'ISO 4217 through currency-codes; names of the Unicode CLDR through Intl',
    licence: 'MIT; Unicode-3.0',
    labelStatus: {
      en: 'reviewed',
      fr: 'reviewed',
      es: 'reviewed',
      ar: 'reviewed',
      ru: 'reviewed',
      zh: 'reviewed',
    },
    codes: currencyCodes.data
      .filter(c => !notMoney.test(c.code))
      .map(c => ({
        code: c.code,
        labels: Object.fromEntries(
          languages.map(language => [language, names[language].of(c.code) ?? c.currency]),
        ) as Record<Language, string>,
        aliases: [c.number, c.currency].filter(a => uses.get(a) === 1),
      }))
      .sort((a, b) => (a.code < b.code ? -1 : 1)),
  }
}
