import { randomUUID } from 'node:crypto'
import { hashPassword } from 'better-auth/crypto'
import type { Command } from 'commander'
import { nodeCaller } from '#kernel/policy/caller.ts'
import type { Database } from '#platform/database/open.ts'
import type { Read } from '#platform/database/transaction.ts'
import { Invalid } from '#platform/http/refusals.ts'
import type { NodeKeys } from '#platform/vault/node-keys.ts'
import {
  type Account,
  createAccount,
  findAccount,
  listAccounts,
  lockAccount,
  resetAccount,
  unlockAccount,
} from './accounts.store.ts'
import { askPassword, type PasswordSource } from './ask-password.ts'
import { createAttempts } from './attempts.ts'

type WithNode = <T>(work: (node: { database: Database; keys: NodeKeys }) => Promise<T>) => Promise<T>

const caller = nodeCaller('administration')

/**
 * Adds `palermo admin create` and `palermo accounts list | lock | unlock | reset`.
 * @param withNode opens the node of the environment for one command
 */
export function addAccountCommands(
  program: Command,
  withNode: WithNode,
  source: PasswordSource = { input: process.stdin, output: process.stderr },
  print: (line: string) => void = line => console.log(line),
): void {
  program
    .command('admin')
    .description('manage the administrators of this node')
    .command('create')
    .description(
      'create an administrator of this node; the password is asked for, or read from standard input',
    )
    .requiredOption('--email <address>', 'with which she signs in')
    .requiredOption('--name <name>', 'as others see it')
    .action(async ({ email, name }: { email: string; name: string }) => {
      if (!/^[^\s@]+@[^\s@]+$/.test(email))
        throw new Error(`“${email}” is not an e-mail address. Write it as name@host.`)
      const passwordHash = await hashPassword(await askPassword(source))
      await withNode(({ database }) =>
        database
          .write(caller, tx =>
            createAccount(tx, { id: randomUUID(), email, name, passwordHash, administrator: true }),
          )
          .catch(plainly),
      )
      print(
        `${name} can sign in now. She sets up a second step under “My account” before she manages anything.`,
      )
    })

  const accounts = program.command('accounts').description('see and manage the accounts of this node')
  accounts
    .command('list')
    .description('list the accounts')
    .action(() =>
      withNode(async ({ database }) => {
        const all = await database.read(caller, tx => listAccounts(tx))
        for (const account of all) print(lineOf(account))
        print(`${all.length} accounts.`)
      }),
    )
  const change = (
    name: string,
    description: string,
    work: (node: { database: Database; keys: NodeKeys }, email: string) => Promise<string>,
  ) =>
    accounts
      .command(`${name} <email>`)
      .description(description)
      .action((email: string) => withNode(async node => print(await work(node, email))))

  change('lock', 'close an account and end its sessions', async ({ database }, email) => {
    await database.write(caller, async tx => lockAccount(tx, await getAccount(tx, email)))
    return `${email} is closed.`
  })
  change(
    'unlock',
    'open an account again and forget its failed attempts',
    async ({ database, keys }, email) => {
      const account = await database.write(caller, async tx => {
        const found = await getAccount(tx, email)
        await unlockAccount(tx, found)
        return found
      })
      const attempts = createAttempts(database, keys)
      await attempts.forgive('account', account.email)
      await attempts.forgive('account', account.id)
      return `${email} is open.`
    },
  )
  change(
    'reset',
    'give an account a new password and take away its second steps',
    async ({ database, keys }, email) => {
      const account = await database.read(caller, tx => getAccount(tx, email))
      const passwordHash = await hashPassword(await askPassword(source))
      await database.write(caller, tx => resetAccount(tx, account, passwordHash))
      await createAttempts(database, keys).forgive('account', account.email)
      return `${email} has a new password, to be changed at the next sign-in.`
    },
  )
}

async function getAccount(tx: Read, email: string): Promise<Account> {
  const account = await findAccount(tx, email)
  if (!account) throw new Error(`There is no account ${email}. palermo accounts list shows them all.`)
  return account
}

const lineOf = (a: Account) =>
  [
    a.email,
    a.name,
    a.locked ? 'closed' : 'open',
    a.secondFactor ? 'second step' : 'password only',
    [
      ...(a.administrator ? ['administrator'] : []),
      ...a.memberships.map(m => `${m.role} at ${m.agency}`),
    ].join(', '),
  ].join('\t')

function plainly(error: unknown): never {
  if (error instanceof Invalid) throw new Error(error.problems.map(p => `${p.what} ${p.remedy}`).join(' '))
  throw error
}
