import arLabels from 'cldr-localenames-full/main/ar/territories.json' with { type: 'json' }
import enLabels from 'cldr-localenames-full/main/en/territories.json' with { type: 'json' }
import esLabels from 'cldr-localenames-full/main/es/territories.json' with { type: 'json' }
import frLabels from 'cldr-localenames-full/main/fr/territories.json' with { type: 'json' }
import ruLabels from 'cldr-localenames-full/main/ru/territories.json' with { type: 'json' }
import zhLabels from 'cldr-localenames-full/main/zh/territories.json' with { type: 'json' }
import iso from 'i18n-iso-countries'
import arNames from 'i18n-iso-countries/langs/ar.json' with { type: 'json' }
import enNames from 'i18n-iso-countries/langs/en.json' with { type: 'json' }
import esNames from 'i18n-iso-countries/langs/es.json' with { type: 'json' }
import frNames from 'i18n-iso-countries/langs/fr.json' with { type: 'json' }
import ruNames from 'i18n-iso-countries/langs/ru.json' with { type: 'json' }
import zhNames from 'i18n-iso-countries/langs/zh.json' with { type: 'json' }
import type { Codelist, Language } from '#kernel/entity/codelist.ts'
import spellings from './country-spellings.json' with { type: 'json' }

const labels: Record<Language, Record<string, string>> = {
  en: enLabels.main.en.localeDisplayNames.territories,
  fr: frLabels.main.fr.localeDisplayNames.territories,
  es: esLabels.main.es.localeDisplayNames.territories,
  ar: arLabels.main.ar.localeDisplayNames.territories,
  ru: ruLabels.main.ru.localeDisplayNames.territories,
  zh: zhLabels.main.zh.localeDisplayNames.territories,
}
const names: Record<string, string | string[]>[] = [enNames, frNames, esNames, arNames, ruNames, zhNames].map(
  n => n.countries,
)

const usual = spellings as Record<string, string[]>
const bare = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '')

/**
 * Countries and areas of ISO 3166-1. A code is the alpha-3 code, which statistics and published case tables use;
 * alpha-2, the numeric code (M49), the short names of six languages and usual variants are read as aliases.
 */
export function countries(): Codelist {
  const countriesByAlpha2 = Object.entries(iso.getAlpha2Codes())
  // “RU” is Russia before it is short for Royaume-Uni; “Congo” is Brazzaville, as ISO has it.
  const reserved = new Map<string, string>()
  for (const [alpha2, alpha3] of countriesByAlpha2)
    for (const spelling of [alpha2, ...(usual[alpha3] ?? [])]) reserved.set(bare(spelling), alpha3)
  const codes = countriesByAlpha2.map(([alpha2, alpha3]) => {
    const numeric = iso.alpha2ToNumeric(alpha2) ?? ''
    const aliases = new Set([alpha2, numeric, numeric.replace(/^0+/, '')])
    for (const list of names) for (const name of [list[alpha2] ?? []].flat()) aliases.add(name)
    for (const variant of ['short', 'variant', 'biot'])
      for (const language of Object.values(labels)) aliases.add(language[`${alpha2}-alt-${variant}`] ?? '')
    for (const spelling of usual[alpha3] ?? []) aliases.add(spelling)
    aliases.delete('')
    return {
      code: alpha3,
      labels: Object.fromEntries(
        Object.entries(labels).map(([language, list]) => [language, list[alpha2] ?? alpha3]),
      ) as Record<Language, string>,
      aliases: [...aliases].filter(alias => (reserved.get(bare(alias)) ?? alpha3) === alpha3),
    }
  })
  return {
    id: 'countries',
    version: 'i18n-iso-countries 7.14.0, CLDR 48.2.0',
    source: 'ISO 3166-1 through i18n-iso-countries; names of the Unicode CLDR (territories)',
    licence: 'MIT; Unicode-3.0',
    labelStatus: {
      en: 'reviewed',
      fr: 'reviewed',
      es: 'reviewed',
      ar: 'reviewed',
      ru: 'reviewed',
      zh: 'reviewed',
    },
    codes: codes.sort((a, b) => (a.code < b.code ? -1 : 1)),
  }
}

/** The number of a country in M49, without leading zeros, for its alpha-3 code; undefined where it has none. */
export const numericCountry = (alpha3: string): string | undefined =>
  iso.alpha3ToNumeric(alpha3)?.replace(/^0+/, '')
