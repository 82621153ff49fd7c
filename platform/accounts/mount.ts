import type { ServerParts } from '#platform/http/context.ts'
import type { HttpServer } from '#platform/http/server.ts'
import type { Accounts } from './accounts.ts'
import { administrationRoutes } from './administration.routes.ts'
import { addAccountGateway } from './gateway.ts'
import { sessionRoutes } from './session.routes.ts'

/** Puts everything about accounts on a server. */
export function mountAccounts(http: HttpServer, parts: ServerParts, accounts: Accounts): void {
  addAccountGateway(http.fastify, parts, accounts, http.rateLimit)
  http.area('session', server => sessionRoutes(server, parts))
  http.area('administration', server => administrationRoutes(server, parts, accounts.attempts))
}
