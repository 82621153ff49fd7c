import { createServer } from 'node:net'
import { type Configuration, WrongConfiguration } from '#platform/configuration/configuration.ts'
import { type Database, open } from '#platform/database/open.ts'
import { createLog } from '#platform/telemetry/log.ts'
import { loadNodeKeys, type NodeKeys } from '#platform/vault/node-keys.ts'
import { admitDemonstration } from '../demo/admit.ts'
import { compose } from './compose.ts'

export interface RunningServer {
  /** Where browsers find it. */
  address: string
  hasWebApplication: boolean
  database: Database
  keys: NodeKeys
  /** Stops taking requests, finishes what is under way, and closes the database. */
  close(): Promise<void>
}

/**
 * Opens the node, serves it, and begins its background work.
 * @param prepare works on the open node before anybody can reach it, e.g. to load a demonstration
 * @throws Error in one sentence when the database is in use, the port is taken, or the configuration is wrong
 */
export async function startServer(
  given: Configuration,
  prepare: (node: {
    configuration: Configuration
    database: Database
    keys: NodeKeys
  }) => Promise<void> = async () => {},
): Promise<RunningServer> {
  const configuration = given.port === 0 ? await withFreePort(given) : given
  const keys = loadNodeKeys(configuration.nodeKeyFile, configuration.nodeKey)
  const log = createLog(configuration.logLevel)
  const database = await open({
    ...(configuration.databaseUrl ? { url: configuration.databaseUrl } : {}),
    folder: configuration.dataFolder,
  })
  try {
    await prepare({ configuration, database, keys })
    await admitDemonstration(database)
    const composed = await compose({ configuration, database, keys, log })
    try {
      await composed.http.fastify.listen({ host: configuration.host, port: configuration.port })
      await composed.start()
    } catch (error) {
      await composed.close()
      throw explained(error, configuration)
    }
    log.info('started')
    return {
      address: configuration.origin,
      hasWebApplication: composed.hasWebApplication,
      database,
      keys,
      async close() {
        await composed.close()
        await database.close()
        log.info('stopped')
      },
    }
  } catch (error) {
    await database.close()
    throw error
  }
}

/** Stops on SIGTERM and SIGINT; a second signal ends at once. */
export function stopOnSignals(server: Pick<RunningServer, 'close'>): Promise<void> {
  return new Promise(resolve => {
    let stopping = false
    const stop = () => {
      if (stopping) process.exit(1)
      stopping = true
      server.close().then(resolve, () => process.exit(1))
    }
    process.on('SIGTERM', stop)
    process.on('SIGINT', stop)
  })
}

/** The port must be known before the server listens, since passkeys and cookies are bound to the address. */
function withFreePort(configuration: Configuration): Promise<Configuration> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, configuration.host, () => {
      const address = probe.address()
      const port = typeof address === 'object' && address !== null ? address.port : 0
      probe.close(() =>
        resolve({
          ...configuration,
          port,
          origin: configuration.originGiven ? configuration.origin : `http://localhost:${port}`,
        }),
      )
    })
  })
}

function explained(error: unknown, { host, port }: Configuration): unknown {
  switch ((error as { code?: unknown }).code) {
    case 'EADDRINUSE':
      return new WrongConfiguration(
        `Port ${port} is taken by another program. Stop it, or set PORT to another number.`,
      )
    case 'EACCES':
      return new WrongConfiguration(
        `Port ${port} may not be used by this user. Set PORT to a number from 1024 on.`,
      )
    case 'EADDRNOTAVAIL':
      return new WrongConfiguration(`This machine has no address ${host}. Correct HOST.`)
    default:
      return error
  }
}
