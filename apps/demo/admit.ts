import { nodeCaller } from '#kernel/policy/caller.ts'
import { isDemonstration } from '#platform/access/settings.ts'
import type { Database } from '#platform/database/open.ts'
import { codelists } from '#standards/codelists.ts'

/**
 * Prepares this process for the node it has opened: in a demonstration node the list of countries has the invented
 * States. To be called by a server or a command before anything is read from the list.
 * @returns true when the node is a demonstration
 */
export async function admitDemonstration(database: Database): Promise<boolean> {
  const is = await database.read(nodeCaller('demonstration'), tx => isDemonstration(tx))
  if (is) codelists.admitInventedStates()
  return is
}
