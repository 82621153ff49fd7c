import type { Language } from '#kernel/entity/codelist.ts'
import { codelists } from '#standards/codelists.ts'
import lists from '#standards/returns/lists.json' with { type: 'json' }
import { factCodelists } from '../fact.codelists.ts'
import { notRecorded, type TableDefinition } from './return.entity.ts'
import { codeName } from './sheet-file.ts'

type Labels = Record<string, Record<string, string>>

/** Names of every code that a screen shows of these definitions, and of the rows that agencies added. */
export function labelsOf(
  added: readonly string[],
  definitions: readonly TableDefinition[],
  language: Language,
): Labels {
  const names: Labels = {}
  for (const { blocks } of definitions)
    for (const { rows, columns } of blocks)
      for (const side of [rows, columns]) {
        if (!side) continue
        names[side.dimension] ??= {}
        for (const code of [...side.codes, ...(side.open ? added : [])])
          names[side.dimension]![code] = codeName(side.dimension, code, language)
      }
  return names
}

/** The codes that a breakdown is chosen from, in the order of their lists; countries and articles are written in. */
export const listedCodes = (): Record<string, string[]> => ({
  ...Object.fromEntries(
    lists.map(({ id, codes }) => [id.replace('returns.', ''), codes.map(({ code }) => code)]),
  ),
  citizenship: [notRecorded],
})

/** Names of all of those codes. */
export const listedLabels = (language: Language): Labels =>
  Object.fromEntries(
    Object.entries(listedCodes()).map(([dimension, codes]) => [
      dimension,
      Object.fromEntries(codes.map(code => [code, codeName(dimension, code, language)])),
    ]),
  )

/** Kinds of agency under `agencyKind`. */
export const agencyKindLabels = (language: Language): Labels => ({
  agencyKind: Object.fromEntries(
    factCodelists(codelists)
      .get('fact.agency-kind')
      .codes.map(({ code, labels }) => [code, labels[language] ?? labels.en]),
  ),
})
