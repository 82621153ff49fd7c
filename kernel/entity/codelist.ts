/** The six languages of the United Nations, in which every label is given. */
export type Language = 'en' | 'fr' | 'es' | 'ar' | 'ru' | 'zh'
export const languages: readonly Language[] = ['en', 'fr', 'es', 'ar', 'ru', 'zh']

export interface Code {
  code: string
  labels: Record<Language, string>
  /** The code above it in a hierarchy, e.g. the ISIC section of a division. */
  parent?: string
  /** Other spellings found in the standard's own files and in data; matched without regard to case. */
  aliases?: string[]
  /** True where Palermo adds a value that the standard's list lacks. */
  extension?: boolean
  /** Code of the International Classification (IC-TIP); empty until the classification is at hand. */
  icTip?: string | null
}

/** A versioned list of codes with its source; data, never code. */
export interface Codelist {
  id: string
  version: string
  source: string
  licence?: string
  /** Whether each language's labels were reviewed by a person who speaks it. */
  labelStatus: Record<Language, 'reviewed' | 'draft'>
  codes: Code[]
}

/** Where descriptions look up their lists; handed in, so that the kernel reads nothing. */
export interface Codelists {
  /** @throws Error when there is no list of that id */
  get(id: string): Codelist
}

const folded = (text: string) =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '')

const indexes = new WeakMap<Codelist, Map<string, string>>()

/**
 * Finds a code by its code, one of its aliases or one of its labels, ignoring case, accents, blanks and punctuation.
 * @returns the code as the list spells it, or undefined when nothing or more than one thing matches
 */
export function findCode(list: Codelist, text: string): string | undefined {
  let index = indexes.get(list)
  if (!index) {
    index = new Map()
    const ambiguous = new Set<string>()
    const note = (spelling: string, code: string) => {
      const key = folded(spelling)
      if (!key) return
      const known = index!.get(key)
      if (known !== undefined && known !== code) ambiguous.add(key)
      else index!.set(key, code)
    }
    for (const c of list.codes) note(c.code, c.code)
    const byCode = new Map(index)
    for (const c of list.codes)
      for (const spelling of [...(c.aliases ?? []), ...Object.values(c.labels)]) note(spelling, c.code)
    // A code's own spelling always wins over another code's label.
    for (const key of ambiguous) byCode.has(key) ? index.set(key, byCode.get(key)!) : index.delete(key)
    indexes.set(list, index)
  }
  return index.get(folded(text))
}
