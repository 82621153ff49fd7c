import type { Command } from 'commander'
import { readConfiguration } from '#platform/configuration/configuration.ts'
import { buildWeb } from '../../scripts/build-web.ts'
import { demonstrationOnStart, showAccounts } from '../demo/demo.command.ts'
import { startServer, stopOnSignals } from '../server/main.ts'

/**
 * `palermo start` serves the node of the environment. An empty embedded database becomes a demonstration node, so that a
 * newcomer has something to look at; an empty database at DATABASE_URL only with --demo, since that is meant for work.
 */
export function addStartCommand(program: Command): void {
  program
    .command('start')
    .description('serve this node; the embedded database begins as a demonstration')
    .option('--demo', 'load the demonstration into an empty PostgreSQL database as well')
    .option('--no-demo', 'leave an empty node empty; “palermo admin create” makes its first administrator')
    .action(async (options: { demo?: boolean }) => {
      const begun = performance.now()
      const configuration = readConfiguration(process.env)
      await buildWeb()
      let accounts: Awaited<ReturnType<typeof demonstrationOnStart>>
      const server = await startServer(configuration, async ({ database, keys }) => {
        if (options.demo === false) return
        if (configuration.databaseUrl === undefined || options.demo)
          accounts = await demonstrationOnStart(database, keys)
      })
      if (accounts) showAccounts(accounts)
      console.log(
        `Palermo is ready at ${server.address} after ${((performance.now() - begun) / 1000).toFixed(1)} s. Ctrl C stops it.`,
      )
      await stopOnSignals(server)
      process.exit(0)
    })
}
