import type { Command } from 'commander'
import { InvalidArgumentError } from 'commander'
import type { Database } from '#platform/database/open.ts'
import type { NodeKeys } from '#platform/vault/node-keys.ts'
import type { DemoAccount } from './agencies.ts'
import { stateName } from './agencies.ts'
import { type Demonstration, defaultSeed, generate } from './generate.ts'
import { loadableState, loadDemonstration, type Progress, stateOf } from './load.ts'

type WithNode = <T>(work: (node: { database: Database; keys: NodeKeys }) => Promise<T>) => Promise<T>

/** Where the command writes: standard output and, beside it, how far it is: over the same line on a terminal, else now and then. */
export interface DemoOutput {
  print(text: string): void
  /** Shows how far it is; undefined clears the line. */
  status(text: string | undefined): void
}

let toldAtMs = 0
const terminal: DemoOutput = {
  print: text => console.log(text),
  status: text => {
    if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${text ?? ''}`)
    else if (text !== undefined && performance.now() - toldAtMs > 10_000) {
      toldAtMs = performance.now()
      process.stderr.write(`${text}\n`)
    }
  },
}

/** `palermo demo` loads the demonstration into an empty node, or shows its accounts again. */
export function addDemoCommand(program: Command, withNode: WithNode): void {
  program
    .command('demo')
    .description('load the demonstration of an invented State into an empty node, or show its accounts again')
    .option('--seed <number>', 'makes another State; the same seed always makes the same', readSeed)
    .action(async (options: { seed?: number }) => {
      await withNode(async ({ database, keys }) => {
        const state = await stateOf(database)
        if (state.kind === 'loaded' && (options.seed ?? state.seed) === state.seed) {
          terminal.print(`This node holds the demonstration of seed ${state.seed}.`)
          showAccounts(generate(state.seed, 0).accounts, terminal)
          return
        }
        const seed = options.seed ?? (state.kind === 'begun' ? state.seed : defaultSeed)
        showAccounts(await runDemonstration(database, keys, seed, terminal), terminal)
      })
    })
}

/**
 * Loads the demonstration, shows how far it is, and prints what was made.
 * @param scale share of the cases of each year, for tests
 * @returns who may sign in
 * @throws Error in one sentence when the node is not empty
 */
export async function runDemonstration(
  database: Database,
  keys: NodeKeys,
  seed: number = defaultSeed,
  output: DemoOutput = terminal,
  scale = 1,
): Promise<Demonstration['accounts']> {
  await loadableState(database, seed)
  const begun = performance.now()
  output.print(
    `Making ten years of ${stateName}, a State that does not exist, from the seed ${seed}. Everything in it is invented.`,
  )
  const demonstration = generate(seed, scale)
  try {
    await loadDemonstration(database, keys, demonstration, progressOn(output))
  } finally {
    output.status(undefined)
  }
  const acts = demonstration.cases.reduce((sum, c) => sum + c.acts.length, 0)
  output.print(
    `Loaded ${count(demonstration.agencies.length)} agencies, ${count(demonstration.accounts.length)} accounts, ${count(demonstration.cases.length)} cases with ${count(acts)} acts in ${Math.round((performance.now() - begun) / 1000)} s.`,
  )
  return demonstration.accounts
}

/**
 * What a server does when it starts: completes a demonstration that was cut off, and loads one where nothing is yet.
 * A node that holds anything else is left alone.
 * @returns the accounts to show, or undefined when this node is no demonstration
 */
export async function demonstrationOnStart(
  database: Database,
  keys: NodeKeys,
  output: DemoOutput = terminal,
): Promise<Demonstration['accounts'] | undefined> {
  const state = await stateOf(database)
  if (state.kind === 'in-use') return undefined
  const seed = state.kind === 'empty' ? defaultSeed : state.seed
  if (state.kind !== 'loaded') return runDemonstration(database, keys, seed, output)
  return generate(seed, 0).accounts
}

function progressOn(output: DemoOutput): Progress {
  const words = { accounts: 'accounts', acts: 'acts', reports: 'reports', checkpoint: 'seals' }
  let shownAtMs = 0
  return (what, done, of) => {
    const now = performance.now()
    if (now - shownAtMs < 200 && done < of) return
    shownAtMs = now
    output.status(`${count(done)} of ${count(of)} ${words[what]} (${Math.floor((100 * done) / of)} %)`)
  }
}

/** One account of each role, and how the others are called. */
export function showAccounts(accounts: readonly DemoAccount[], output: DemoOutput = terminal): void {
  const first = new Map<string, DemoAccount>()
  for (const account of accounts) if (!first.has(account.role)) first.set(account.role, account)
  const width = Math.max(...[...first.values()].map(a => a.email.length))
  output.print('Sign in as one of these; the sign-in page lists all of them:')
  for (const { role, email, password } of first.values())
    output.print(`  ${role.padEnd(16)} ${email.padEnd(width)}  ${password}`)
}

const count = (n: number) => n.toLocaleString('en')

function readSeed(text: string): number {
  const seed = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN
  if (!(seed <= 4_294_967_295))
    throw new InvalidArgumentError('A seed is a whole number from 0 to 4294967295.')
  return seed
}
