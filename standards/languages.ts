import iso from '@cospired/i18n-iso-languages/codes.json' with { type: 'json' }
import arLabels from 'cldr-localenames-full/main/ar/languages.json' with { type: 'json' }
import enLabels from 'cldr-localenames-full/main/en/languages.json' with { type: 'json' }
import esLabels from 'cldr-localenames-full/main/es/languages.json' with { type: 'json' }
import frLabels from 'cldr-localenames-full/main/fr/languages.json' with { type: 'json' }
import ruLabels from 'cldr-localenames-full/main/ru/languages.json' with { type: 'json' }
import zhLabels from 'cldr-localenames-full/main/zh/languages.json' with { type: 'json' }
import type { Code, Codelist, Language } from '#kernel/entity/codelist.ts'

const labels: Record<Language, Record<string, string>> = {
  en: enLabels.main.en.localeDisplayNames.languages,
  fr: frLabels.main.fr.localeDisplayNames.languages,
  es: esLabels.main.es.localeDisplayNames.languages,
  ar: arLabels.main.ar.localeDisplayNames.languages,
  ru: ruLabels.main.ru.localeDisplayNames.languages,
  zh: zhLabels.main.zh.localeDisplayNames.languages,
}

/** Not languages of a person: several at once, none, not known, codes outside the standard. */
const notLanguages = new Set(['mul', 'und', 'zxx', 'mis', 'root', 'sh'])
/** Dari has a code of its own in ISO 639-3, while CLDR names it as Persian of Afghanistan. */
const namedOtherwise: Record<string, string> = { prs: 'fa-AF' }

/**
 * Languages by their three-letter code: ISO 639-2/T, and ISO 639-3 for further ones that CLDR names. Two-letter and
 * bibliographic codes are aliases. A language that CLDR does not name in one of the six keeps its English name there.
 */
export function languages(): Codelist {
  const byTwoLetters = new Map(iso.map(([two, term, biblio]) => [two, { term, biblio }]))
  const codes: Code[] = []
  const add = (code: string, key: string, aliases: string[]) =>
    codes.push({
      code,
      labels: Object.fromEntries(
        Object.entries(labels).map(([language, list]) => [language, list[key] ?? labels.en[key]!]),
      ) as Record<Language, string>,
      ...(aliases.length > 0 ? { aliases } : {}),
    })
  for (const key of Object.keys(labels.en)) {
    if (notLanguages.has(key)) continue
    const known = byTwoLetters.get(key)
    if (known?.term)
      add(
        known.term,
        key,
        [key, known.biblio ?? ''].filter(a => a && a !== known.term),
      )
    else if (/^[a-z]{3}$/.test(key)) add(key, key, [])
  }
  for (const [code, key] of Object.entries(namedOtherwise)) add(code, key, [])
  return {
    id: 'languages',
    version: '@cospired/i18n-iso-languages 4.2.0, CLDR 48.2.0',
    source:
      'ISO 639-2/T through @cospired/i18n-iso-languages; further ISO 639-3 codes and all names of the Unicode CLDR',
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
