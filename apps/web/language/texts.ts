import { drafts, load, textLanguages } from 'virtual:texts'
import { directionOf, negotiate } from '#kernel/language/languages.ts'
import { setApiLanguage } from '#platform/screens/api.ts'
import { loadFontOf } from './fonts.ts'

export type TextsState = {
  language: string
  messages: Record<string, string>
}

const storedAs = 'ui.language'
const areas = new Set<string>()
const listeners = new Set<() => void>()
let state: TextsState = { language: 'en', messages: {} }

/** The texts that are loaded now; a new object whenever they change. */
export const currentTexts = (): TextsState => state

export function subscribeTexts(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Languages that can be chosen, as tags. */
export const chosenFrom: readonly string[] = textLanguages

/** The language to begin with: what was chosen here before, else what the browser asks for. */
export function firstLanguage(): string {
  const stored = readStored()
  return negotiate(stored ? [stored, ...navigator.languages] : navigator.languages, textLanguages, 'en')
}

/** True when the user has chosen a language on this device herself. */
export const hasChosenLanguage = (): boolean => readStored() !== null

/** True when an area's texts, or any that are loaded now, are drafts in the language shown. */
export const isDraft = (area?: string): boolean =>
  (area === undefined ? ['shell', ...areas] : [area]).some(name =>
    drafts.includes(`${state.language}/${name}`),
  )

/**
 * Shows another language: its texts are loaded first, then everything changes at once.
 * @param remember keeps the choice on this device
 */
export async function changeLanguage(language: string, remember = true): Promise<void> {
  const parts = await Promise.all(
    ['first', ...areas].map(area => load[`${language}/${area}`]?.().then(module => module.default)),
  )
  await loadFontOf(language)
  if (remember) store(language)
  document.documentElement.lang = language
  document.documentElement.dir = directionOf(language)
  setApiLanguage(language)
  change({ language, messages: Object.assign({}, ...parts) })
}

/** Loads the texts of a screen's areas in the language shown; does nothing for those that are here. */
export async function loadAreas(wanted: readonly string[]): Promise<void> {
  const missing = wanted.filter(area => area !== 'shell' && !areas.has(area))
  if (missing.length === 0) return
  const { language } = state
  const parts = await Promise.all(
    missing.map(area => load[`${language}/${area}`]?.().then(module => module.default)),
  )
  for (const area of missing) areas.add(area)
  if (state.language !== language) return loadAreasAgain(missing)
  change({ language, messages: Object.assign({}, state.messages, ...parts) })
}

async function loadAreasAgain(missing: readonly string[]): Promise<void> {
  for (const area of missing) areas.delete(area)
  return loadAreas(missing)
}

function change(next: TextsState): void {
  state = next
  for (const listener of listeners) listener()
}

function readStored(): string | null {
  try {
    return localStorage.getItem(storedAs)
  } catch {
    return null
  }
}

function store(language: string): void {
  try {
    localStorage.setItem(storedAs, language)
  } catch {
    // Without storage the choice lasts until the page is closed.
  }
}
