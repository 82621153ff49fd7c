import { icTipCodes, withIcTip } from '#capabilities/statistics/public.ts'
import { type Code, type Language, languages } from '#kernel/entity/codelist.ts'
import { codeBook, formFields } from '#kernel/entity/readers.ts'
import { found } from '#platform/http/refusals.ts'
import type { RouteServer } from '#platform/http/route.ts'
import { anything, list, nullable, object, oneOf, optional, text, yesNo } from '#platform/http/shape.ts'
import { codelists } from '#standards/codelists.ts'
import { partDescriptions } from './cases.rules.ts'

const language = optional(oneOf(languages))

/** What the fields of a case are, and the codes that they may have; the same for everybody. */
export function descriptionRoutes(server: RouteServer): void {
  server.read(
    'GET',
    '/api/descriptions',
    {
      summary: 'The names of all descriptions',
      caller: 'public',
      answer: object({ descriptions: list(text()), codelists: list(text()) }),
    },
    () => ({ descriptions: Object.keys(partDescriptions), codelists: codelists.ids() }),
  )
  server.read(
    'GET',
    '/api/descriptions/:name',
    {
      summary: 'The fields of one part of a case: kinds, lists, who may see them, and the code book',
      caller: 'public',
      params: { name: text({ max: 100 }) },
      query: { language },
      answer: object({ name: text(), fields: list(anything), codeBook: list(anything) }),
    },
    async ({ params, query, language, read }) => {
      const name = Object.hasOwn(partDescriptions, params.name)
        ? (params.name as keyof typeof partDescriptions)
        : undefined
      const description = partDescriptions[found(name)]
      return {
        name: params.name,
        fields: formFields(description),
        codeBook: codeBook(
          description,
          withIcTip(codelists, await read(icTipCodes)),
          query.language ?? (language as Language),
        ),
      }
    },
  )
  server.read(
    'GET',
    '/api/codelists/:id',
    {
      summary: 'A list of codes with its labels in one language',
      caller: 'public',
      params: { id: text({ max: 100 }) },
      query: { language },
      answer: object({
        id: text(),
        version: text(),
        source: text({ max: 2_000 }),
        draft: yesNo,
        codes: list(
          object({
            code: text(),
            label: text(),
            parent: optional(text()),
            extension: optional(yesNo),
            icTip: nullable(text()),
          }),
          20_000,
        ),
      }),
    },
    async ({ params, query, language, read }) => {
      const lists = withIcTip(codelists, await read(icTipCodes))
      const known = found(codelists.ids().includes(params.id) ? lists.get(params.id) : undefined)
      const wanted = query.language ?? (language as Language)
      return {
        id: known.id,
        version: known.version,
        source: known.source,
        draft: known.labelStatus[wanted] === 'draft',
        codes: known.codes.map((c: Code) => ({
          code: c.code,
          label: c.labels[wanted],
          icTip: c.icTip ?? null,
          ...(c.parent && { parent: c.parent }),
          ...(c.extension && { extension: true }),
        })),
      }
    },
  )
}
