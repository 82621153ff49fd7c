import type { Codelists, Language } from '#kernel/entity/codelist.ts'
import { findDimension } from '../statistics.entity.ts'
import type { ReleaseDocument } from './release.entity.ts'

/** Names of the codes of a release, by dimension. */
export function labelsOf(
  document: ReleaseDocument,
  language: string,
  lists: Codelists,
): Record<string, Record<string, string>> {
  const names: Record<string, Record<string, string>> = {}
  for (const { dimensions: used } of document.tables)
    for (const { id, codes } of used) {
      const fine = findDimension(id)
      const groups = id === 'ageBand' ? 'fact.age-group' : undefined
      const of = new Map(
        [fine?.list, groups].flatMap(name =>
          name
            ? lists
                .get(name)
                .codes.map(c => [name === groups && groups ? `group ${c.code}` : c.code, c] as const)
            : [],
        ),
      )
      names[id] ??= {}
      for (const code of codes) {
        const known = of.get(code)
        if (known) names[id]![code] = known.labels[language as Language] ?? known.labels.en
      }
    }
  return names
}
