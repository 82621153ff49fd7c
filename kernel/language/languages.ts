/** Languages of the house, in the order of the United Nations; each names itself. */
export const languages = [
  { code: 'ar', name: 'العربية' },
  { code: 'zh', name: '中文' },
  { code: 'en', name: 'English' },
  { code: 'fr', name: 'Français' },
  { code: 'ru', name: 'Русский' },
  { code: 'es', name: 'Español' },
] as const

export type LanguageCode = (typeof languages)[number]['code']

const rightToLeft = new Set(['Adlm', 'Arab', 'Hebr', 'Mand', 'Mend', 'Nkoo', 'Rohg', 'Samr', 'Syrc', 'Thaa'])

/** Script of a language tag (ISO 15924, e.g. `Arab`), as most people who use the language write it. */
export function scriptOf(tag: string): string {
  try {
    return new Intl.Locale(tag).maximize().script ?? 'Latn'
  } catch {
    return 'Latn'
  }
}

/** Direction in which a language is read. */
export function directionOf(tag: string): 'ltr' | 'rtl' {
  return rightToLeft.has(scriptOf(tag)) ? 'rtl' : 'ltr'
}

/**
 * The best of the available languages for a reader.
 * @param preferred language tags in her order, e.g. `['pt-BR', 'fr-CH']`
 * @param available tags that can be had, e.g. `['en', 'fr']`
 * @param fallback what to use when nothing fits
 * @returns one of `available`, or `fallback`
 * @see RFC 4647, section 3.4 (lookup)
 */
export function negotiate(
  preferred: readonly string[],
  available: readonly string[],
  fallback: string,
): string {
  const known = new Map(available.map(tag => [tag.toLowerCase(), tag]))
  for (const wish of preferred) {
    let range = wish.toLowerCase()
    while (range !== '') {
      const found = known.get(range)
      if (found !== undefined) return found
      range = range.slice(0, Math.max(0, range.lastIndexOf('-')))
      if (/-.$/.test(range)) range = range.slice(0, -2)
    }
  }
  return fallback
}

/** Name of a language in the words of another, e.g. `languageName('ar', 'en')` is `Arabic`. */
export function languageName(tag: string, inLanguage: string): string {
  try {
    return new Intl.DisplayNames([inLanguage], { type: 'language' }).of(tag) ?? tag
  } catch {
    return tag
  }
}
