import type { Home } from '#platform/access/home.ts'
import type { Sessions } from '#platform/access/sessions.ts'
import type { Configuration } from '#platform/configuration/configuration.ts'
import type { Database } from '#platform/database/open.ts'
import type { FileRoom } from '#platform/files/files.ts'
import type { Jobs } from '#platform/jobs/jobs.ts'
import type { Log } from '#platform/telemetry/log.ts'
import type { NodeKeys } from '#platform/vault/node-keys.ts'
import type { RouteServer } from './route.ts'

/** What the platform hands to every capability when its routes are declared. */
export interface RouteContext {
  configuration: Configuration
  database: Database
  keys: NodeKeys
  log: Log
  /** Long work in the background: define a kind when routes are declared, ask for it inside a write. */
  jobs: Jobs
  /** Files sealed at rest. */
  files: FileRoom
  /** What waits for a caller on the start page. */
  home: Home
}

/** Declares the routes of one capability or one room of the platform. */
export type Routes<Context extends RouteContext = RouteContext> = (
  server: RouteServer,
  context: Context,
) => void

export interface ServerParts extends RouteContext {
  sessions: Sessions
}
