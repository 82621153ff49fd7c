import { languages } from '#kernel/entity/codelist.ts'
import { authorise } from '#kernel/policy/policy.ts'
import { found } from '#platform/http/refusals.ts'
import type { Asked, RouteServer } from '#platform/http/route.ts'
import { integer, list, nullable, number, object, oneOf, optional, text } from '#platform/http/shape.ts'
import { documentWords } from '../document.words.ts'
import { paperOfComparison } from '../documents/comparison-paper.ts'
import { fileKinds, paperFile, paperFormats } from '../documents/paper-file.ts'
import { recommendationPolicies } from '../recommendations.policy.ts'
import { addressesOf } from '../recommendations.rules.ts'
import { addressText, documentShape, slugText } from '../recommendations.shapes.ts'
import { idsOfSlugs } from '../registry.store.ts'
import { findReports, type RegistryReport } from '../reports.store.ts'
import { type ComparedPlace, compareReports } from './comparison.rules.ts'
import type { EditKind } from './differences.rules.ts'

const words = text({ max: 200_000 })
const kind = oneOf<EditKind>(['renaming', 'tense', 'cross-reference', 'words'])
const place = { address: addressText, number: integer(), kind: oneOf(['paragraph', 'Recommendation']) }
const side = object({ slug: slugText, language: text(), document: documentShape })

export const comparisonShape = object({
  from: side,
  to: side,
  pairs: list(
    object({
      from: object(place),
      to: object(place),
      likeness: number(),
      edits: list(object({ kind, from: words, to: words, sub: nullable(text({ max: 8 })) }), 10_000),
      stretches: list(
        object({ is: oneOf(['same', 'removed', 'added']), text: words, kind: nullable(kind) }),
        20_000,
      ),
    }),
    10_000,
  ),
  onlyFrom: list(object({ ...place, text: words }), 10_000),
  onlyTo: list(object({ ...place, text: words }), 10_000),
})

/** Two documents beside each other: how the recommendations that both print differ, word by word. */
export function comparisonRoutes(server: RouteServer): void {
  server.read(
    'GET',
    '/api/recommendations/comparisons',
    {
      summary: 'How the recommendations of one document differ from those of another, word by word',
      caller: 'signed-in',
      extendsSession: false,
      cost: 5,
      query: { from: slugText, to: slugText, address: optional(addressText) },
      answer: comparisonShape,
    },
    async asked => {
      const [first, again] = await bothReports(asked)
      return compared(first, again, asked.query.address)
    },
  )
  for (const format of paperFormats)
    server.read(
      'GET',
      `/api/recommendations/comparisons/${format}`,
      {
        summary: `Two documents beside each other as ${fileKinds[format].name}: struck through and underlined`,
        caller: 'signed-in',
        cost: 50,
        query: { from: slugText, to: slugText, language: optional(oneOf(languages)) },
        answer: 'file',
      },
      async asked => {
        const [first, again] = await bothReports(asked)
        const words = documentWords(asked.query.language ?? asked.language)
        const paper = paperOfComparison(
          compareReports(first.report, again.report),
          [first.report.document, again.report.document],
          words,
        )
        const issuedAt = (await asked.read(async tx => tx.now)).toISOString()
        return paperFile(`${first.slug}-${again.slug}`, format, paper, { issuedAt, words })
      },
    )
}

/** @throws NotFound where one of them is not in the registry */
async function bothReports({
  caller,
  query: { from, to },
  read,
}: Pick<Asked, 'caller' | 'read'> & { query: { from: string; to: string } }): Promise<
  [first: RegistryReport, again: RegistryReport]
> {
  authorise(caller, 'recommendation.read', recommendationPolicies['recommendation.read'], undefined)
  const reports = await read(async tx => findReports(tx, await idsOfSlugs(tx, [from, to])))
  const named = (slug: string) => found(reports.find(report => report.slug === slug))
  return [named(from), named(to)]
}

function compared(first: RegistryReport, again: RegistryReport, address: string | undefined) {
  const addresses = { from: addressesOf(first.report.paragraphs), to: addressesOf(again.report.paragraphs) }
  const placed = (of: 'from' | 'to', { ordinal, number, kind }: ComparedPlace) => ({
    address: addresses[of][ordinal]!,
    number,
    kind,
  })
  const comparison = compareReports(first.report, again.report)
  const pairs = comparison.pairs.map(pair => ({
    ...pair,
    from: placed('from', pair.from),
    to: placed('to', pair.to),
  }))
  const alone = (of: 'from' | 'to', places: readonly (ComparedPlace & { text: string })[]) =>
    address === undefined ? places.map(one => ({ ...placed(of, one), text: one.text })) : []
  return {
    from: { slug: first.slug, language: 'en', document: first.report.document },
    to: { slug: again.slug, language: 'en', document: again.report.document },
    pairs: address === undefined ? pairs : pairs.filter(pair => pair.to.address === address),
    onlyFrom: alone('from', comparison.onlyFrom),
    onlyTo: alone('to', comparison.onlyTo),
  }
}
