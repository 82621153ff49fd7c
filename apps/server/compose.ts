import { join } from 'node:path'
import { routes as cases } from '#capabilities/cases/cases.routes.ts'
import { routes as recommendations } from '#capabilities/recommendations/recommendations.routes.ts'
import { estimationRoutes } from '#capabilities/statistics/estimation/estimation.routes.ts'
import { exportRoutes } from '#capabilities/statistics/exports/exports.routes.ts'
import { figuresOf } from '#capabilities/statistics/public.ts'
import { qualityRoutes } from '#capabilities/statistics/quality/quality.routes.ts'
import { returnRoutes } from '#capabilities/statistics/returns/return.routes.ts'
import { addSdmx } from '#capabilities/statistics/sdmx/sdmx.routes.ts'
import { routes as statistics } from '#capabilities/statistics/statistics.routes.ts'
import { syntheticRoutes } from '#capabilities/statistics/synthetic/synthetic.routes.ts'
import { homeRoutes } from '#platform/access/home.routes.ts'
import { Home } from '#platform/access/home.ts'
import { createAccounts } from '#platform/accounts/accounts.ts'
import { mountAccounts } from '#platform/accounts/mount.ts'
import type { Configuration } from '#platform/configuration/configuration.ts'
import type { Database } from '#platform/database/open.ts'
import { databaseIsReady } from '#platform/database/ready.ts'
import { fileRoom } from '#platform/files/files.ts'
import type { Routes, ServerParts } from '#platform/http/context.ts'
import { addHealth } from '#platform/http/health.ts'
import { createServer, type HttpServer } from '#platform/http/server.ts'
import { addWebApplication } from '#platform/http/static.ts'
import { jobRoutes } from '#platform/jobs/jobs.routes.ts'
import { openJobs } from '#platform/jobs/jobs.ts'
import { sealCheckpoint } from '#platform/ledger/checkpoint.ts'
import { openHub } from '#platform/live/hub.ts'
import { addLive } from '#platform/live/live.routes.ts'
import type { Log } from '#platform/telemetry/log.ts'
import type { NodeKeys } from '#platform/vault/node-keys.ts'

/** The capabilities whose routes this server offers, by the name that groups them in /api/docs: one line each. */
export const capabilities: Readonly<Record<string, Routes>> = {
  cases,
  recommendations,
  statistics,
  quality: qualityRoutes,
  returns: returnRoutes,
  estimates: estimationRoutes,
  synthetic: syntheticRoutes,
  exports: exportRoutes,
}

/** A server with everything on it, not yet listening. */
export interface Composed {
  http: HttpServer
  /** False when the web application has not been built: the server then answers the API alone. */
  hasWebApplication: boolean
  /** Begins the background work. */
  start(): Promise<void>
  /** Finishes what is under way and lets go of the database's channel. */
  close(): Promise<void>
}

const webFolder = join(import.meta.dirname, '../../dist/web')

export async function compose(
  given: { configuration: Configuration; database: Database; keys: NodeKeys; log: Log },
  folder: string = webFolder,
): Promise<Composed> {
  const { configuration, database, keys, log } = given
  const accounts = createAccounts(configuration, database, keys)
  const jobs = openJobs(database, (event, kind) => log.error(event.replaceAll('.', '-'), { job: kind }))
  const parts: ServerParts = {
    ...given,
    sessions: accounts.sessions,
    jobs,
    files: fileRoom(configuration.dataFolder, keys, configuration.uploadBytesMax),
    home: new Home(),
  }
  const http = await createServer(parts)
  const hub = await openHub(database)
  const figures = figuresOf(database)
  figures.keepIn(join(configuration.dataFolder, 'columns'), log)
  addHealth(http.fastify, () => databaseIsReady(database))
  mountAccounts(http, parts, accounts)
  addLive(http.fastify, parts, hub, http.rateLimit)
  http.area('jobs', jobRoutes)
  http.area('home', server => homeRoutes(server, parts.home))
  for (const [name, routes] of Object.entries(capabilities)) http.area(name, server => routes(server, parts))
  addSdmx(http.fastify, parts, http.rateLimit)
  const hasWebApplication = await addWebApplication(http.fastify, folder)

  jobs.every(60, 'seal-checkpoint', async () => void (await sealCheckpoint(database, keys)))
  jobs.every(300, 'end-sessions', async () => void (await accounts.sessions.sweep()))
  let started = false
  return {
    http,
    hasWebApplication,
    async start() {
      await jobs.start()
      started = true
      figures.warm().catch(error => log.error('figures-not-loaded', {}, error))
    },
    async close() {
      await http.fastify.close()
      await hub.close()
      await figures.close()
      if (started) await jobs.stop()
    },
  }
}
