import type { Concept } from './topics.entity.ts'

/** Concepts, as far as it matters which lies within which. */
type Places = readonly Pick<Concept, 'key' | 'broader'>[]

/** All wider concepts, near and far. */
export function broaderOf(key: string, thesaurus: Places): string[] {
  const byKey = new Map(thesaurus.map(one => [one.key, one]))
  return reached(key, one => byKey.get(one)?.broader ?? [])
}

/** All narrower concepts, near and far. */
export const narrowerOf = (key: string, thesaurus: Places): string[] =>
  reached(key, one => thesaurus.filter(other => other.broader.includes(one)).map(other => other.key))

function reached(from: string, next: (key: string) => readonly string[]): string[] {
  const seen = new Set([from])
  for (const key of seen) for (const other of next(key)) seen.add(other)
  seen.delete(from)
  return [...seen]
}

/** The theme that a topic belongs to: its first widest concept, or itself. */
export function themeOfConcept(key: string, thesaurus: Places): string {
  const byKey = new Map(thesaurus.map(one => [one.key, one]))
  return [key, ...broaderOf(key, thesaurus)].find(one => byKey.get(one)?.broader.length === 0) ?? key
}
