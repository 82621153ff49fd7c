import type { Language } from '#kernel/entity/codelist.ts'
import { authorise } from '#kernel/policy/policy.ts'
import { found, Invalid } from '#platform/http/refusals.ts'
import type { RouteServer, Upload } from '#platform/http/route.ts'
import { integer, list, nullable, object, oneOf, text } from '#platform/http/shape.ts'
import { problemIn } from '#platform/http/texts.ts'
import type { ReturnContent } from './return.entity.ts'
import { returnPolicies as may } from './return.policy.ts'
import { contentShape, placeShape } from './return.shapes.ts'
import { bearersOf, decide, definitionFor, getReturn, save, send } from './return.store.ts'
import { readReturnFile, sheetBytesMax } from './sheet-file.ts'
import { readTables } from './tables.store.ts'

const at = '/api/statistics/returns/:agencyId/:tableId/:period'

/** Filling in, sending and deciding upon a return. */
export function returnWriteRoutes(server: RouteServer): void {
  server.write(
    'POST',
    `${at}/draft`,
    {
      summary: 'Keep what is filled in, whatever is wrong with it',
      caller: 'signed-in',
      params: placeShape,
      body: object({ content: contentShape }),
      answer: object({ version: integer() }),
    },
    async ({ params, body, write, actId, expectedVersion }) =>
      write(async tx => {
        await save(tx, { ...params, content: tidy(body.content), actId, expectedVersion })
        return { version: (await getReturn(tx, params)).version }
      }),
  )

  server.write(
    'POST',
    `${at}/send`,
    {
      summary: 'Send a return; refused with every reason where something is wrong or unexplained',
      caller: 'signed-in',
      params: placeShape,
      body: object({ content: contentShape, reason: nullable(text({ max: 2_000 })) }),
      answer: object({ revision: integer() }),
    },
    async ({ params, body, write, actId, expectedVersion, language }) =>
      write(async tx => ({
        revision: await send(
          tx,
          { ...params, content: tidy(body.content), actId, expectedVersion },
          body.reason,
          language as Language,
        ),
      })),
  )

  server.write(
    'POST',
    `${at}/decide`,
    {
      summary: 'Accept the newest revision, or send it back with a question',
      caller: 'signed-in',
      params: placeShape,
      body: object({
        revision: integer({ min: 1 }),
        decision: oneOf(['accepted', 'asked']),
        words: nullable(text({ max: 2_000 })),
      }),
      answer: 'nothing',
    },
    async ({ params, body, write, actId }) => write(tx => decide(tx, params, body, actId)),
  )

  server.write(
    'POST',
    `${at}/sheet`,
    {
      summary:
        'Read a filled-in sheet (XLSX or CSV) without keeping it: the content, or every problem with its cell',
      caller: 'signed-in',
      cost: 10,
      params: placeShape,
      upload: { bytesMax: sheetBytesMax },
      answer: object({
        content: nullable(contentShape),
        problems: list(object({ where: text(), code: text(), what: text(), remedy: text() })),
      }),
    },
    async asked => {
      const { definition, of } = await asked.read(async tx => {
        const book = await readTables(tx)
        const definition = definitionFor(book, asked.params)
        const one = await getReturn(tx, asked.params)
        authorise(asked.caller, 'return.save', may['return.save'], bearersOf(one, book))
        return {
          definition,
          of: { ...asked.params, version: definition.version, agency: one.agency },
        }
      })
      const language = asked.language as Language
      const result = await readReturnFile(await bytesOf(await asked.upload()), definition, of, language)
      return result.ok
        ? { content: found(result.value), problems: [] }
        : {
            content: null,
            problems: result.problems.map(problem => {
              const { where, code, what, remedy } = problemIn(language, problem)
              return { where, code, what, remedy }
            }),
          }
    },
  )
}

async function bytesOf({ bytes }: Upload): Promise<Buffer> {
  const pieces: Buffer[] = []
  for await (const piece of bytes) pieces.push(piece)
  return Buffer.concat(pieces)
}

const cellsMax = 3_000

/** Texts without what no sheet can carry, and no more cells than the largest table has. */
function tidy(content: ReturnContent): ReturnContent {
  if (Object.keys(content.cells).length > cellsMax)
    throw new Invalid([
      {
        where: 'cells',
        code: 'returns.cells',
        what: 'The return has more cells than any table.',
        remedy: 'Send the values of this table alone.',
      },
    ])
  const clean = (text: string) =>
    text
      .replaceAll('\r\n', '\n')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: what no sheet can carry
      .replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '')
  const { explanations, rows } = content
  return {
    ...content,
    articles: clean(content.articles).trim(),
    source: clean(content.source).trim(),
    note: clean(content.note).trim(),
    rows: Object.fromEntries(
      Object.entries(rows).map(([block, codes]) => [
        block,
        [...new Set(codes.map(code => clean(code).trim()))].filter(
          code => code !== '' && !code.includes('|'),
        ),
      ]),
    ),
    explanations: Object.fromEntries(
      Object.entries(explanations)
        .filter(([id]) => /^(jump|pair)\|/.test(id) && id.length <= 500)
        .map(([id, said]) => [id, clean(said).trim()]),
    ),
  }
}
