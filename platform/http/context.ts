import type { Sessions } from '#platform/access/sessions.ts'
import type { Configuration } from '#platform/configuration/configuration.ts'
import type { Database } from '#platform/database/open.ts'
import type { Log } from '#platform/telemetry/log.ts'
import type { NodeKeys } from '#platform/vault/node-keys.ts'
import type { RouteServer } from './route.ts'

/** What the platform hands to every capability when its routes are declared. */
export interface RouteContext {
  configuration: Configuration
  database: Database
  keys: NodeKeys
  log: Log
}

/** Declares the routes of one capability or one room of the platform. */
export type Routes<Context extends RouteContext = RouteContext> = (
  server: RouteServer,
  context: Context,
) => void

export interface ServerParts extends RouteContext {
  sessions: Sessions
}
