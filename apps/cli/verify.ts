import type { Command } from 'commander'
import { verifyLedger } from '#platform/ledger/verify.ts'
import { withNode } from './open-node.ts'

/** `palermo verify` walks the ledger; exit code 1 when something is wrong. */
export function addVerifyCommand(program: Command): void {
  program
    .command('verify')
    .description('walk the ledger and name the first entry that was altered, removed or reordered')
    .option('--json', 'print the result as JSON')
    .action(async (options: { json?: boolean }) => {
      const begun = performance.now()
      const result = await withNode(({ database, keys }) =>
        verifyLedger(database, keys, entries => {
          if (process.stderr.isTTY) process.stderr.write(`\r${entries.toLocaleString('en')} entries …`)
        }),
      )
      if (process.stderr.isTTY) process.stderr.write('\r\u001b[K')
      if (options.json) console.log(JSON.stringify(result))
      else if (result.finding) console.error(`The ledger is not whole. ${result.finding.what}`)
      else {
        const seconds = (performance.now() - begun) / 1000
        console.log(
          `The ledger is whole: ${result.entries.toLocaleString('en')} entries, ${result.checkpoints} checkpoints, ${result.unsealed.toLocaleString('en')} entries not yet sealed (${seconds.toFixed(1)} s).`,
        )
      }
      if (result.finding) process.exitCode = 1
    })
}
