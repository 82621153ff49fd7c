import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export type Texts = Record<string, string>
export type TextStatus = 'reviewed' | 'draft'
export type TextFile = { language: string; area: string; status: TextStatus; texts: Texts }

/** Keys with one of these parts come with the shell: names in the navigation, and what the home page says is due. */
const firstKey = /(^|\.)(nav|home)\./

/**
 * Reads `locales/<language>/<area>.json`.
 * @throws Error naming the file that is no JSON object of texts
 */
export function readTexts(folder: string): TextFile[] {
  const files: TextFile[] = []
  for (const language of readdirSync(folder, { withFileTypes: true })) {
    if (!language.isDirectory()) continue
    for (const name of readdirSync(join(folder, language.name)).sort()) {
      if (!name.endsWith('.json')) continue
      const path = join(folder, language.name, name)
      const { $status, ...texts } = parse(path)
      const status = $status === 'reviewed' ? 'reviewed' : 'draft'
      files.push({ language: language.name, area: name.slice(0, -5), status, texts })
    }
  }
  return files
}

function parse(path: string): Texts {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Texts
  } catch (error) {
    throw new Error(`${path} is not readable as texts: ${(error as Error).message}. Mend the JSON.`)
  }
}

/** An area's texts in a language, with English where the language has none yet. */
export function composed(files: readonly TextFile[], language: string, area: string): Texts {
  const of = (code: string) => files.find(file => file.language === code && file.area === area)?.texts
  return { ...of('en'), ...of(language) }
}

/** What the shell needs at once: its own texts, and the names of every area's screens. */
export function composedFirst(files: readonly TextFile[], language: string): Texts {
  const first: Texts = {}
  for (const area of areasOf(files)) {
    for (const [key, text] of Object.entries(composed(files, language, area)))
      if (area === 'shell' || firstKey.test(key)) first[key] = text
  }
  return first
}

export function areasOf(files: readonly TextFile[]): string[] {
  return [...new Set(files.map(file => file.area))].sort()
}

export function languagesOf(files: readonly TextFile[]): string[] {
  return [...new Set(files.map(file => file.language))].sort()
}
