import type { Command } from 'commander'
import { withNode } from './open-node.ts'

/** `palermo migrate` brings the database's schema up to date; starting the server does so as well. */
export function addMigrateCommand(program: Command): void {
  program
    .command('migrate')
    .description('bring the database up to date')
    .action(async () => {
      await withNode(async ({ database }) => {
        console.log(`The database (${database.kind}) is up to date.`)
      })
    })
}
