import { type Configuration, readConfiguration } from '#platform/configuration/configuration.ts'
import { type Database, open } from '#platform/database/open.ts'
import { loadNodeKeys, type NodeKeys } from '#platform/vault/node-keys.ts'
import { admitDemonstration } from '../demo/admit.ts'

/** What a command needs of the node it works on. */
export interface OpenNode {
  configuration: Configuration
  database: Database
  keys: NodeKeys
}

/**
 * Opens the node of the environment for one command and closes it afterwards, whatever happens.
 * @throws Error in one sentence when the database is in use or cannot be reached
 */
export async function withNode<T>(work: (node: OpenNode) => Promise<T>): Promise<T> {
  const configuration = readConfiguration(process.env)
  const keys = loadNodeKeys(configuration.nodeKeyFile, configuration.nodeKey)
  const database = await open({
    ...(configuration.databaseUrl ? { url: configuration.databaseUrl } : {}),
    folder: configuration.dataFolder,
  })
  try {
    await admitDemonstration(database)
    return await work({ configuration, database, keys })
  } finally {
    await database.close()
  }
}
