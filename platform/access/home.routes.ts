import type { RouteServer } from '#platform/http/route.ts'
import { integer, list, object, optional, record, schema, text } from '#platform/http/shape.ts'
import type { Home } from './home.ts'

/** What waits for the caller. */
export function homeRoutes(server: RouteServer, home: Home): void {
  server.read(
    'GET',
    '/api/home',
    {
      summary: 'What waits for the caller, what is due first on top',
      caller: 'signed-in',
      cost: 3,
      extendsSession: false,
      answer: object({
        items: list(
          object({
            titleKey: text(),
            values: optional(record(schema<string | number>({ type: ['string', 'number'] }))),
            to: text(),
            count: integer(),
            due: optional(text()),
          }),
        ),
      }),
    },
    ({ read }) => read(async tx => ({ items: await home.items(tx) })),
  )
}
