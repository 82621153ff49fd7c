import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type MessageFormatElement, parse, TYPE } from '@formatjs/icu-messageformat-parser'
import { describe, expect, it } from 'vitest'

const folder = import.meta.dirname
const languages = ['en', 'fr', 'es', 'ar', 'ru', 'zh']
const areas = readdirSync(join(folder, 'en'))
  .filter(name => name.endsWith('.json'))
  .map(name => name.slice(0, -5))

type Texts = Record<string, string>
const read = (language: string, area: string): Texts =>
  JSON.parse(readFileSync(join(folder, language, `${area}.json`), 'utf8')) as Texts
const keysOf = (texts: Texts) => Object.keys(texts).filter(key => key !== '$status')

/** Names of the values that a message needs, with their kinds. */
function placeholders(text: string): string[] {
  const found = new Set<string>()
  const walk = (parts: MessageFormatElement[]) => {
    for (const part of parts) {
      if (part.type === TYPE.plural) found.add(`${part.value} plural`)
      else if (part.type === TYPE.select)
        found.add(`${part.value} select ${Object.keys(part.options).sort().join(' ')}`)
      else if (part.type !== TYPE.literal && part.type !== TYPE.pound) found.add(part.value)
      if (part.type === TYPE.plural || part.type === TYPE.select)
        for (const option of Object.values(part.options)) walk(option.value)
      if (part.type === TYPE.tag) walk(part.children)
    }
  }
  walk(parse(text))
  // A plural form for exactly one may leave the number out or write it again.
  return [...found].filter(name => !found.has(`${name} plural`)).sort()
}

/** Words that the house does not use, by language; each with the reason in the glossary. */
const avoided: Record<string, RegExp> = {
  en: /\b(prostitut\w*|illegals?|aliens?|subjects?|prostitution ring|rescue[ds]?)\b/i,
  fr: /\b(prostitué\w*|clandestins?|illégaux)\b/i,
  es: /\b(prostitut\w*|ilegales|prostituid\w*)\b/i,
  ru: /(проститут|нелегал)/i,
  ar: /(عاهر|دعارة)/,
  zh: /(妓女|非法移民|娼)/,
}

/** Areas with the house's own words; where a standard's wording is kept, its words stand. */
const ownWords = ['shell', 'accounts', 'accessibility']

describe.each(areas)('texts of %s', area => {
  const english = read('en', area)

  it.each(languages)('say in %s whether they were reviewed', language => {
    expect(['reviewed', 'draft']).toContain(read(language, area).$status)
  })

  it.each(languages)('have the same keys in %s as in English', language => {
    expect(keysOf(read(language, area)).sort()).toEqual(keysOf(english).sort())
  })

  it.each(languages)('in %s can be read as ICU messages and need the same values as in English', language => {
    const texts = read(language, area)
    const wrong = keysOf(texts).filter(key => {
      const text = texts[key] ?? ''
      return text.trim() === '' || placeholders(text).join() !== placeholders(english[key] ?? '').join()
    })
    expect(wrong).toEqual([])
  })
})

describe.each(ownWords)('words of %s', area => {
  it.each(languages)('in %s avoid what the house avoids', language => {
    const wrong = Object.entries(read(language, area)).filter(([, text]) => avoided[language]?.test(text))
    expect(wrong).toEqual([])
  })
})

describe('texts of all areas', () => {
  it('stand once: no key in two areas', () => {
    const all = areas.flatMap(area => keysOf(read('en', area)))
    expect(all.filter((key, index) => all.indexOf(key) !== index)).toEqual([])
  })

  it('are there in every language', () => {
    for (const language of languages)
      expect(
        readdirSync(join(folder, language))
          .filter(name => name.endsWith('.json'))
          .map(name => name.slice(0, -5)),
      ).toEqual(areas)
  })
})

describe("the shell's own texts", () => {
  const sources = [
    join(folder, '../apps/web'),
    join(folder, '../platform/screens'),
    join(folder, '../kernel/form'),
  ]
    .flatMap(root =>
      readdirSync(root, { recursive: true, withFileTypes: true })
        .filter(file => file.isFile() && /\.tsx?$/.test(file.name) && !/\.test\./.test(file.name))
        .map(file => readFileSync(join(file.parentPath, file.name), 'utf8')),
    )
    .join('\n')
  const asked = [...sources.matchAll(/['`]((?:shell|accounts|accessibility)\.[^'`\n]*)['`]/g)].map(
    match => match[1] ?? '',
  )
  const patterns = asked.map(
    key => new RegExp(`^${key.replaceAll('.', '\\.').replaceAll(/\$\{[^}]*\}/g, '[^ ]+')}$`),
  )
  const keys = ownWords.flatMap(area => keysOf(read('en', area)))

  it('are all used', () => {
    const built = /^accounts\.trouble\./
    expect(keys.filter(key => !built.test(key) && !patterns.some(pattern => pattern.test(key)))).toEqual([])
  })

  it('are all there', () => {
    expect(asked.filter(key => !key.includes('${') && !key.endsWith('.') && !keys.includes(key))).toEqual([])
  })
})
