import type { Paragraph } from './recommendations.entity.ts'
import { proposeTopics, type Theme, themesOf } from './topics/topic.rules.ts'

export type { Theme } from './topics/topic.rules.ts'

/** The themes that every node begins with, in the order in which an index lists them. */
export const THEMES: readonly Theme[] = themesOf()

/** Under which theme a recommendation is listed, and what in it says so. */
export interface ThemeChoice {
  theme: Theme
  because: string[]
}

/** The theme of a recommendation by rule alone, as `topics/topic.rules.ts` proposes it. */
export function chooseTheme(paragraph: Pick<Paragraph, 'topics' | 'text'>): ThemeChoice {
  const { theme, topics } = proposeTopics(paragraph)
  return {
    theme: THEMES.find(one => one.id === theme) ?? THEMES[0]!,
    because: topics.find(one => one.concept === theme)?.because ?? [],
  }
}
